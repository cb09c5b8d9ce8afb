"""A project in which every mistake stands once: each has its line in the report, and only one."""

import json
import re
import shutil
from pathlib import Path

import pytest

from site_builder.model import Code
from tests.command import lines_of, site_builder, snapshot, without_isolation

ORIGINAL = Path(__file__).parent / "projects" / "broken"
EXPECTED = ORIGINAL / "expected-report.txt"
OPINIONS = ORIGINAL.parent / "broken-contract" / "expected-report.txt"
"""What is an opinion has its mistakes in a project that turns it on."""
ELSEWHERE = {
    # Kinds of problems that cannot stand in this project, and why.
    Code.OUTPUT_FLAKY: "would make the report another one each time: test_recording.py",
    Code.OUTPUT_UNUSABLE: "of recorded outputs: stages/test_show_output.py",
    Code.BASELINE_INVALID: "of a file that hides problems: test_judging.py",
    Code.BASELINE_OUTDATED: "of a file that hides problems: test_judging.py",
    Code.RULE_UNUSED: "of a configuration that hides problems: test_judging.py",
    Code.CACHE_INVALID: "of a file that is imported: adapters/test_cache_commands.py",
    Code.CANNOT_WRITE: "needs a disk without room: test_cannot_go_on.py",
    Code.CONFIG_INVALID: "would keep all others from being found: test_cannot_go_on.py",
    Code.CONFIG_MISSING: "would keep all others from being found: test_cannot_go_on.py",
    Code.CONTENT_EMPTY: "would keep all others from being found: test_cannot_go_on.py",
    Code.PAGE_UNREADABLE: "would keep all others from being found: test_cannot_go_on.py",
    Code.RENDER_FAILED: "would keep all others from being found: test_cannot_go_on.py",
    Code.ANCHOR_DUPLICATE: "of the single file: checks/test_links.py",
    Code.REQUEST_LEAVES: "of the single file: checks/test_links.py",
    Code.ANCHOR_CLASH: "of the single file: text/test_targets.py",
    Code.ASSET_TOO_LARGE: "of the single file: test_inside.py",
    Code.ASSET_REMOTE: "of the single file: test_single_file.py",
    Code.ASSET_UNREADABLE: "of the single file: stages/test_embed.py",
    Code.FETCH_FAILED: "of the single file: test_inside.py",
    Code.CONTENT_ACTIVE: "of the single file: text/test_policy.py",
    Code.MATH_UNREADABLE: "of the single file: text/test_maths.py",
    Code.DIAGRAM_UNDRAWN: "of the single file: test_single_file.py",
    Code.SPLIT_TOO_SMALL: "of the single file: test_single_file.py",
    Code.SYMBOL_TOOL_MISSING: "needs a parser that is not installed: text/test_tree_symbols.py",
    Code.NOTEBOOK_INVALID: "an opinion that is off there: test_notebook_pages.py",
    Code.NOTEBOOK_FAILED: "an opinion that is off there: test_notebook_pages.py",
    Code.NOTEBOOK_TIMEOUT: "an opinion that is off there: test_notebook_pages.py",
    Code.NOTEBOOK_PICTURE: "an opinion that is off there: test_notebook_pages.py",
    Code.NOTEBOOK_TOOL_MISSING: "an opinion that is off there: test_notebook_pages.py",
    Code.DIAGRAM_INVALID: "tests of diagrams",
    Code.DIAGRAM_TOOL_MISSING: "tests of diagrams",
    Code.EXAMPLE_UNSHOWN: "an opinion that would ask something of every example: checks",
    Code.EXAMPLE_UNTESTED: "an opinion that would ask something of every example: checks",
    Code.README_MISSING: "an opinion that would ask something of every example: checks",
    Code.PROSE_TOOL_MISSING: "needs an environment without it: test_prose_checking.py",
    Code.PROSE_VALE: "needs a program that is not in this environment: test_prose_checking.py",
    Code.PROOF_TOOL_MISSING: "needs an environment without it: stages/test_measure.py",
    Code.SAMPLE_UNPROVEN: "needs records of tests that ran: test_proofs.py",
    Code.TEST_FAILED: "needs records of tests that ran: test_proofs.py",
    Code.EXTERNAL_GONE: "goes over the network: test_external.py",
    Code.EXTERNAL_MOVED: "goes over the network: test_external.py",
    Code.EXTERNAL_REFUSED: "goes over the network: test_external.py",
    Code.EXTERNAL_TIMEOUT: "goes over the network: checks/test_external.py",
    Code.EXTERNAL_CERTIFICATE: "goes over the network: checks/test_external.py",
    Code.EXTERNAL_LOOP: "goes over the network: test_external.py",
    Code.EXTERNAL_FRAGMENT: "goes over the network: test_external.py",
    Code.EXTERNAL_LIMITED: "goes over the network: checks/test_external.py",
    Code.EXTERNAL_FAILED: "goes over the network: test_external.py",
    Code.EXTERNAL_UNREACHABLE: "goes over the network: checks/test_external.py",
    Code.EXTERNAL_LINK: "goes over the network: checks/test_external.py",
    Code.EXTERNAL_OFFLINE: "goes over the network: test_external.py",
    Code.EXTERNAL_TOOL_MISSING: "needs an environment without it: test_external.py",
    Code.FEED_DEAD: "of files that plugins make: checks/test_feeds.py",
    Code.LINK_ALLOWANCE: "of links that are asked for over the network: test_external.py",
    Code.GAP_TOOL_MISSING: "needs an environment without it: stages/test_public_names.py",
    Code.EXTERNAL_LINK: "goes over the network: stages/test_ask.py",
    Code.RESULTS_INVALID: "of several machines: text/test_merge.py",
    Code.RESULTS_DIFFERENT: "of several machines: text/test_merge.py",
    Code.SHARD_MISSING: "of several machines: text/test_merge.py",
    Code.SHARD_DOUBLE: "of several machines: text/test_merge.py",
    Code.SCHEDULER_LOST: "of several machines: test_cluster.py",
    Code.WORKER_UNFIT: "of several machines: test_cluster.py",
    Code.BUNDLE_TOO_LARGE: "of several machines: stages/test_bundle.py",
    Code.SESSION_INVALID: "text/test_session.py and stages/test_session.py",
    Code.RUN_CHILD_FAILED: "stages/test_execute.py",
    Code.RUN_CROWDED: "hurts the machine for a while: checks/test_runs.py",
    Code.RUN_DISK: "hurts the machine for a while: checks/test_runs.py",
    Code.RUN_LOST: "depends on the system: checks/test_runs.py",
    Code.RUN_MEMORY: "depends on the system: checks/test_runs.py",
    Code.RUN_UNISOLATED: "depends on the system: checks/test_runs.py",
    Code.CHANGES_UNKNOWN: "only asked about changes: test_impact.py",
    Code.HISTORY_MISSING: "needs a project without a history: test_machines.py",
    Code.CARD_UNDRAWN: "needs the address that broken-contract lacks: test_machines.py",
    Code.MACHINES_TOOL_MISSING: "needs an environment without it: test_machines.py",
    Code.NEWEST_BREAKS: "only asked with --newest: test_newest.py",
    Code.NEWEST_UNAVAILABLE: "only asked with --newest: test_newest.py",
    Code.PAGE_DEAD_END: "would ask something of every page: checks/test_reach.py",
    Code.WATCH_MISSING: "of another host: adapters/test_markdown_extension.py",
}


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project with the files that a repository should not hold."""
    root = tmp_path_factory.mktemp("projects").resolve() / "broken"
    shutil.copytree(ORIGINAL, root, ignore=shutil.ignore_patterns("__pycache__", EXPECTED.name))
    odd = root / "examples/files/odd"
    (odd / "link.py").symlink_to("../../../secret.py")
    (odd / "picture.png").write_bytes(bytes(100))
    (odd / "latin.py").write_bytes(b'name = "caf\xe9"\n')
    (odd / "huge.py").write_bytes(b"# five megabytes of this\n" * 200_000)
    (root / "content/parts/zeros.txt").write_bytes(bytes(100))
    # Put together here, so that no scanner takes it for a real one.
    (odd / "token.py").write_text("TOKEN = 'ghp_" + "aB3dE6gH" * 4 + "iJ4k'\n")
    (root / "site").mkdir()
    (root / "site/index.html").write_text("the last good site")
    return root


@pytest.fixture(scope="module")
def checked(broken: Path) -> tuple[int, str, str]:
    """Return the exit code, output and report of a check of the copy."""
    before = snapshot(broken)
    ran = site_builder(broken, "check")
    assert snapshot(broken) == before, "a check changes nothing"
    return ran.returncode, ran.stdout, without_isolation(ran.stderr)


def test_the_report_is_the_reviewed_one(
    checked: tuple[int, str, str], request: pytest.FixtureRequest
) -> None:
    code, output, report = checked
    if request.config.getoption("--update-cases") and EXPECTED.read_text("utf-8") != report:
        EXPECTED.write_text(report, "utf-8")
        pytest.skip("the report was rewritten")
    assert report == EXPECTED.read_text("utf-8")
    assert (code, output) == (1, "")


def test_every_problem_names_a_file_of_the_project_and_a_line_of_it(
    checked: tuple[int, str, str], broken: Path
) -> None:
    for line in lines_of(checked[2]):
        path, number = re.match(r"([^:]+)(?::(\d+))?: ", line).groups()  # type: ignore[union-attr]
        # What is missing is named by the place where it should be.
        missing = path.endswith("expected.txt")
        assert missing or (broken / path).is_file(), line
        if number:
            assert int(number) <= len((broken / path).read_text("utf-8").splitlines()), line


def test_no_mistake_is_told_twice(checked: tuple[int, str, str]) -> None:
    told = [line.partition(": ")[0] for line in lines_of(checked[2])]
    places = [place for place in told if ":" in place]
    twice = {place for place in places if places.count(place) > 1}
    assert not twice


def test_every_kind_of_problem_stands_in_the_report_or_cannot(
    checked: tuple[int, str, str],
) -> None:
    opinions = OPINIONS.read_text("utf-8")
    told = {line.split(": ")[1] for line in lines_of(f"{checked[2]}\n{opinions}")}
    kinds = {code for code in Code if code.slug in told}
    assert kinds == set(Code) - set(ELSEWHERE)


def test_nobody_is_shown_a_traceback(checked: tuple[int, str, str]) -> None:
    assert "Traceback" not in checked[2]


def test_a_build_tells_the_same_of_the_sources_and_leaves_the_last_site(broken: Path) -> None:
    before = snapshot(broken)
    ran = site_builder(broken, "build")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert snapshot(broken) == before
    whole = set(lines_of(EXPECTED.read_text("utf-8")))
    built = set(lines_of(ran.stderr))
    assert built < whole
    # Only what needs a run or a finished site, or is asked of an author alone, is missing.
    later = ("run-", "output-differs", "output-unrecorded", "link-", "anchor-", "directive-unproc")
    later += ("include-left",)
    later += ("prose-unreviewed", "secret-found", "reviews-invalid")
    assert all(line.split(": ")[1].startswith(later) for line in whole - built)


def test_the_single_file_is_not_made(broken: Path) -> None:
    ran = site_builder(broken, "standalone", "-o", "one.html", "--format", "json")
    assert ran.returncode == 1
    assert not (broken / "one.html").exists()
    assert len(json.loads(ran.stdout)["problems"]) > 50
