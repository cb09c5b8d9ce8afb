"""Runs come back from the store while nothing that they depend on has changed, and only then.

What a run is seen to use is given here; tests/test_key_by_mutation.py has real runs see it.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.dependencies import own_paths
from site_builder.model import Code, Example, Leak, Needs, PartKind, Run, RunEnd, Seen, SeenKind
from site_builder.model import Violation as Broken
from site_builder.running import Ran, Runner, store_of
from site_builder.stored_runs import Explanation, StoredRuns
from tests.support import EXAMPLE_TOML, Project

FILES = {
    "examples/demo/run/example.toml": EXAMPLE_TOML,
    "examples/demo/run/__main__.py": "from examples.demo.run.words import WORD\nprint(WORD)\n",
    "examples/demo/run/words.py": 'WORD = "hello"\n',
    "examples/demo/run/test_words.py": "def test_nothing() -> None: ...\n",
    "data/list.csv": "1\n",
}
RUN = Run(
    "demo/run",
    RunEnd.EXITED,
    0,
    b"hello\n",
    b"",
    0.25,
    seen=(Seen(SeenKind.FILE, "data/list.csv"),),
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, FILES)


def runs(project: Project, **environment: str) -> StoredRuns:
    """Return the runs of a project as the next build finds them."""
    return StoredRuns(project.settings, environment, store_of(project.settings))


def keep(project: Project, run: Run = RUN, example: Example | None = None) -> bool:
    build = runs(project)
    example = example or project.example()
    return build.keep(example, build.known(example), run, time.time())


def find(project: Project, **environment: str) -> Run | None:
    build = runs(project, **environment)
    example = project.example()
    return build.find(example, build.known(example))


def explain(project: Project) -> Explanation:
    return runs(project).explain(project.example())


class TestKeeping:
    def test_gives_the_next_build_the_run(self, project: Project) -> None:
        assert find(project) is None
        assert keep(project)
        assert find(project) == RUN

    def test_keeps_runs_that_differ_only_in_what_they_saw(self, project: Project) -> None:
        for number in range(3):
            project.write({"data/list.csv": str(number)})
            time.sleep(0.02)
            assert keep(project, replace(RUN, stdout=str(number).encode()))
        for number in (1, 0, 2):
            project.write({"data/list.csv": str(number)})
            found = find(project)
            assert found is not None
            assert found.stdout == str(number).encode()

    def test_forgets_the_oldest_of_many(self, project: Project) -> None:
        for number in range(18):
            project.write({"data/list.csv": str(number)})
            time.sleep(0.02)
            assert keep(project)
        project.write({"data/list.csv": "1"})
        assert find(project) is None
        project.write({"data/list.csv": "2"})
        assert find(project) == RUN

    @pytest.mark.parametrize(
        "run",
        [
            replace(RUN, end=RunEnd.TIMEOUT),
            replace(RUN, end=RunEnd.FLOODED),
            replace(RUN, exit_code=1),
            replace(RUN, exit_code=-9),
            replace(RUN, leaks=(Leak("stdout", 1, "a key"),)),
            replace(RUN, violations=(Broken(Code.RUN_NETWORK, "a:1", "", 0),)),
        ],
    )
    def test_does_not_keep_a_run_that_went_wrong(self, project: Project, run: Run) -> None:
        assert not keep(project, run)
        assert find(project) is None

    def test_does_not_keep_what_a_service_has_said(self, project: Project) -> None:
        example = replace(project.example(), needs=Needs(services=("postgres",)))
        assert not keep(project, example=example)
        (reason,) = runs(project).explain(example).reasons
        assert reason == "it needs services, and what they answer cannot be known beforehand"

    def test_does_not_give_a_run_that_has_become_wrong(self, project: Project) -> None:
        keep(project)
        project.write({"examples/demo/run/example.toml": f"{EXAMPLE_TOML}[run]\nexit_code = 3\n"})
        assert find(project) is None

    def test_is_no_matter_where_the_store_cannot_be_written(self, project: Project) -> None:
        project.write({".cache": "a file is in the way"})
        assert not keep(project)
        assert find(project) is None


class TestSavingWhileItRuns:
    @pytest.mark.parametrize("name", ["examples/demo/run/words.py", "data/list.csv"])
    def test_keeps_nothing(self, project: Project, name: str) -> None:
        build, example = runs(project), project.example()
        known, began = build.known(example), time.time()
        time.sleep(0.02)
        project.write({name: "WORD = 'changed'\n"})
        assert not build.keep(example, known, RUN, began)

    def test_of_another_file_does_not_matter(self, project: Project) -> None:
        build, example = runs(project), project.example()
        known, began = build.known(example), time.time()
        project.write({"examples/demo/run/test_words.py": "", "other.txt": ""})
        assert build.keep(example, known, RUN, began)


class TestPlaces:
    def test_count_when_the_output_names_them(self, project: Project, tmp_path: Path) -> None:
        keep(project, replace(RUN, stdout=f"{project.root}/data\n".encode()))
        (part,) = (one for one in explain(project).parts if one.kind is PartKind.PLACE)
        assert (part.name, part.shown) == ("the project's folder", str(project.root))
        assert find(project) is not None
        moved = Project(tmp_path / "moved", FILES, cache_dir=str(project.settings.cache_folder))
        assert find(moved) is None
        assert f"the project's folder: {project.root} -> {moved.root}" in explain(moved).reasons

    def test_do_not_count_otherwise(self, project: Project, tmp_path: Path) -> None:
        keep(project)
        moved = Project(tmp_path / "moved", FILES, cache_dir=str(project.settings.cache_folder))
        assert find(moved) == RUN


class TestExplaining:
    def test_says_that_nothing_was_kept(self, project: Project) -> None:
        found = explain(project)
        assert (found.stored, found.reasons) == (False, ("no run of it has been kept so far",))

    def test_says_what_a_run_depends_on(self, project: Project) -> None:
        keep(project)
        found = explain(project)
        assert (found.stored, found.reasons) == (True, ())
        names = {one.name for one in found.parts if one.kind is PartKind.FILE}
        assert names == {
            "data/list.csv",
            "examples/demo/run/__main__.py",
            "examples/demo/run/words.py",
        }

    @pytest.mark.parametrize(
        ("change", "expected"),
        [
            (
                lambda one: one.write({"data/list.csv": "2"}),
                "data/list.csv changed",
            ),
            (
                lambda one: one.write({"examples/demo/run/words.py": "WORD = 1"}),
                "examples/demo/run/words.py changed",
            ),
            (
                lambda one: one.write({"examples/demo/run/more.py": ""}),
                "examples/demo/run/more.py is new",
            ),
            (lambda one: (one.root / "data/list.csv").unlink(), "data/list.csv is gone"),
            (
                lambda one: one.write(
                    {"examples/demo/run/example.toml": f'{EXAMPLE_TOML}[run]\nargs = ["-v"]\n'}
                ),
                'run.args: [] -> ["-v"]',
            ),
        ],
    )
    def test_says_what_has_changed(
        self, project: Project, change: Callable[[Project], None], expected: str
    ) -> None:
        keep(project)
        change(project)
        found = explain(project)
        assert (found.stored, found.reasons) == (False, (expected,))

    def test_compares_with_the_run_that_was_used_last(self, project: Project) -> None:
        for content in "ab":
            project.write({"data/list.csv": content})
            time.sleep(0.02)
            keep(project)
        project.write({"data/list.csv": "a"})
        assert find(project) is not None
        assert explain(project).reasons == ()

    def test_says_that_the_run_was_removed(self, project: Project) -> None:
        keep(project)
        store = store_of(project.settings)
        assert explain(project).stored
        for stored in store.objects():
            data = (store.folder / stored.name).read_bytes()
            if b'"stdout"' in data:
                (store.folder / stored.name).unlink()
        expected = ("the run that was kept is not in the store any more",)
        assert (explain(project).stored, explain(project).reasons) == (False, expected)


def test_the_files_of_a_run_are_those_that_are_not_about_it(project: Project) -> None:
    names = ("README.md", "expected.txt", "expected/a.svg", "conftest.py", "tests/a.txt", "b.txt")
    names += ("expected.stderr.txt", "expected_rates.csv")
    project.write({f"examples/demo/run/{name}": "x" for name in names})
    project.write({"examples/demo/run/photo.png": b"\xff\x00"})
    assert own_paths(project.example()) == (
        "examples/demo/run/__main__.py",
        "examples/demo/run/b.txt",
        "examples/demo/run/expected_rates.csv",
        "examples/demo/run/words.py",
        "examples/demo/run/photo.png",
    )


def ran(project: Project, *, fresh: bool = False) -> Ran:
    with Runner(project.settings, {}, fresh=fresh) as runner:
        return runner.run(project.example())


class TestRunner:
    def test_runs_once_and_then_no_more(self, project: Project) -> None:
        first, second = ran(project), ran(project)
        assert (first.stored, second.stored) == (False, True)
        assert first.run == second.run
        assert first.run.stdout == b"hello\n"

    def test_runs_again_when_it_is_asked_to(self, project: Project) -> None:
        ran(project)
        again = ran(project, fresh=True)
        assert (again.stored, again.run.stdout) == (False, b"hello\n")
        assert ran(project).run == again.run

    def test_runs_again_when_a_module_has_changed(self, project: Project) -> None:
        ran(project)
        project.write({"examples/demo/run/words.py": 'WORD = "bye"\n'})
        again = ran(project)
        assert (again.stored, again.run.stdout) == (False, b"bye\n")
