"""Examples on a real cluster: nothing is lost with a worker, a scheduler or a full disk."""

from collections.abc import Iterator
from pathlib import Path

from site_builder.cluster import run_on_cluster
from site_builder.connection import Cluster
from site_builder.model import Problem, Run
from site_builder.model.job import Answer
from site_builder.stages.bundle import Bundle, pack
from tests.scheduler import ATTEMPTS, Scheduler
from tests.support import EXAMPLE_TOML, Project

COUNT = 12


def project(root: Path, **files: str) -> Project:
    """Return a project whose examples take a moment each and use a module and a file of it."""
    examples = {}
    for number in range(COUNT):
        folder = f"examples/demo/run_{number}"
        examples[f"{folder}/example.toml"] = EXAMPLE_TOML
        examples[f"{folder}/__main__.py"] = (
            "import time\nfrom shared.sums import total\n"
            f"time.sleep(0.1)\nprint({number}, total({number}), __file__)\n"
        )
    shared = (
        "from pathlib import Path\n"
        "WORDS = Path(__file__).with_name('words.txt')\n"
        "def total(n):\n    return sum(range(n)) + len(WORDS.read_text().split())\n"
    )
    return Project(
        root,
        {"content/index.md": "# Index\n", **examples, "shared/sums.py": shared}
        | {"shared/words.txt": "one two three\n", **files},
    )


def cluster(scheduler: Scheduler, made: Project, patience: float = 30.0) -> Cluster:
    bundle = pack(made.root, 1_000_000)
    assert isinstance(bundle, Bundle)
    return Cluster(scheduler.address, made.settings, bundle, patience=patience)


def run_all(
    scheduler: Scheduler, made: Project, patience: float = 30.0, **environment: str
) -> Iterator[tuple[str, Run | Problem]]:
    examples = made.site().examples
    for example, outcome in run_on_cluster(
        examples, cluster(scheduler, made, patience), environment
    ):
        yield example.name, outcome if isinstance(outcome, Problem) else run_of(outcome)


def run_of(answer: Answer) -> Run:
    assert answer.run is not None
    return answer.run


def expected(made: Project) -> dict[str, bytes]:
    return {one.name: made.run(one.name).stdout for one in made.site().examples}


def printed(outcomes: dict[str, Run | Problem]) -> dict[str, bytes | str]:
    return {
        name: one.stdout if isinstance(one, Run) else str(one) for name, one in outcomes.items()
    }


def test_a_worker_that_is_killed_takes_no_result_with_it(tmp_path: Path) -> None:
    made = project(tmp_path / "project")
    with Scheduler(tmp_path) as scheduler:
        first, _ = scheduler.add_worker(), scheduler.add_worker()
        outcomes: dict[str, Run | Problem] = {}
        for name, outcome in run_all(scheduler, made):
            assert name not in outcomes
            outcomes[name] = outcome
            if len(outcomes) == 2:
                first.kill()
        assert first.wait() < 0
    assert len(outcomes) == COUNT
    assert printed(outcomes) == expected(made)


def test_a_scheduler_that_is_killed_and_comes_back_loses_no_result(tmp_path: Path) -> None:
    made = project(tmp_path / "project")
    with Scheduler(tmp_path) as scheduler:
        scheduler.add_worker()
        outcomes: dict[str, Run | Problem] = {}
        for name, outcome in run_all(scheduler, made):
            assert name not in outcomes
            outcomes[name] = outcome
            if len(outcomes) == 3:
                scheduler.kill()
                scheduler.start()
                scheduler.add_worker()
    assert printed(outcomes) == expected(made)


def test_without_a_scheduler_the_problem_says_so(tmp_path: Path) -> None:
    made = project(tmp_path / "project")
    with Scheduler(tmp_path) as scheduler:
        pass
    outcomes = dict(run_all(scheduler, made, patience=1.0))
    assert len(outcomes) == COUNT
    (told,) = set(printed(outcomes).values())
    start = f"mkdocs.yml: scheduler-lost: the examples cannot be run on {scheduler.address}: "
    assert str(told).startswith(start)


def test_without_a_worker_the_problem_says_so(tmp_path: Path) -> None:
    made = project(tmp_path / "project")
    with Scheduler(tmp_path) as scheduler:
        outcomes = dict(run_all(scheduler, made, patience=1.0))
    (told,) = set(printed(outcomes).values())
    assert str(told).endswith("no worker takes jobs")


def test_what_one_worker_has_no_room_for_another_one_does(tmp_path: Path) -> None:
    made = project(tmp_path / "project", **{"shared/large.txt": "large\n" * 50_000})
    with Scheduler(tmp_path) as scheduler:
        scheduler.add_worker(most_bytes=100_000)
        only_full = printed(dict(run_all(scheduler, made)))
        scheduler.add_worker()
        outcomes = dict(run_all(scheduler, made))
    assert len(only_full) == COUNT
    for name, told in only_full.items():
        start = f"examples/{name}: worker-unfit: no worker can run the example; tcp://127.0.0.1:"
        assert str(told).startswith(start)
        assert str(told).endswith(": File too large")
    assert printed(outcomes) == expected(made)


def test_a_job_that_the_cluster_gives_up_is_a_problem_and_the_others_go_on(tmp_path: Path) -> None:
    made = project(tmp_path / "project")
    with Scheduler(tmp_path, **ATTEMPTS) as scheduler:
        first, _ = scheduler.add_worker(), scheduler.add_worker()
        outcomes: dict[str, Run | Problem] = {}
        for name, outcome in run_all(scheduler, made):
            outcomes[name] = outcome
            if len(outcomes) == 2:
                first.kill()
    given_up = {name: one for name, one in outcomes.items() if isinstance(one, Problem)}
    assert 1 <= len(given_up) < COUNT
    assert len(outcomes) == COUNT
    sentence = "the example cannot be run on the cluster: its worker died each time"
    for name, problem in given_up.items():
        assert str(problem) == f"examples/{name}: worker-unfit: {sentence}"


def test_only_declared_variables_reach_the_worker(tmp_path: Path) -> None:
    folder = "examples/demo/run_0"
    program = "import os\nprint(os.environ.get('COLOUR'), os.environ.get('OTHER'))\n"
    toml = f'{EXAMPLE_TOML}[needs]\nenv = ["COLOUR"]\n'
    files = {f"{folder}/__main__.py": program, f"{folder}/example.toml": toml}
    made = project(tmp_path / "project", **files)
    with Scheduler(tmp_path) as scheduler:
        scheduler.add_worker(OTHER="of the worker", COLOUR="of the worker")
        outcomes = dict(run_all(scheduler, made, COLOUR="red", OTHER="of the author"))
    run = outcomes["demo/run_0"]
    assert isinstance(run, Run)
    assert run.stdout == b"red None\n"
    assert [one.what for one in run.violations] == ["OTHER"]


def test_the_workers_keep_nothing_when_the_client_leaves(tmp_path: Path) -> None:
    made = project(tmp_path / "project")
    with Scheduler(tmp_path) as scheduler:
        scheduler.add_worker()
        assert len(dict(run_all(scheduler, made))) == COUNT
        left = list(tmp_path.glob("worker-0/**/shared/sums.py"))
        assert not left
