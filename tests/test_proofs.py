"""Proofs from the run of the tests to the line under a sample, on the small project."""

import subprocess
from collections.abc import Mapping

import pytest

from site_builder.model import ProofRecord, Settings
from site_builder.pipeline import open_project
from site_builder.proving import to_prove
from tests.command import lines_of, run_here
from tests.small import QUIET, Small

SLUGIFY = "examples/text/slugify_titles"
MEAN = "examples/numbers/running_mean"


def prove(small: Small, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the tests of the examples and keep what they prove."""
    return small.run(
        "pytest",
        *QUIET,
        "-p",
        "site_builder",
        "--proof",
        *(arguments or ("examples",)),
        PYTEST_DISABLE_PLUGIN_AUTOLOAD="1",
    )


def settings(small: Small) -> Settings:
    return Settings(small.root, small.root / "docs", small.root / "examples")


def records(small: Small) -> Mapping[str, ProofRecord]:
    return open_project(settings(small)).proofs


def executed(record: ProofRecord, path: str) -> dict[int, list[str]]:
    """Return the lines of a file that ran, with the names of the tests that ran them."""
    file = record.file(path)
    assert file is not None
    return {one.line: [record.tests[at].name for at in one.tests] for one in file.lines}


def test_each_example_gets_a_record_of_what_its_tests_executed(small: Small) -> None:
    ran = prove(small)
    assert "Proofs: 2 recorded" in ran.stdout
    found = records(small)
    assert sorted(found) == ["numbers/running_mean", "text/slugify_titles"]
    name = "test_words_are_joined_by_hyphens"
    assert executed(found["text/slugify_titles"], f"{SLUGIFY}/slugify_titles.py") == {
        1: [],
        3: [],
        6: [],
        10: [],
        12: [name],
    }
    record = found["text/slugify_titles"]
    assert [file.path for file in record.files] == [
        f"{SLUGIFY}/{name}"
        for name in ("__main__.py", "example.toml", "slugify_titles.py", "test_slugify_titles.py")
    ]
    assert [pin.name for pin in record.pins] == []


def test_several_processes_measure_as_one_does(small: Small) -> None:
    prove(small)
    alone = records(small)
    assert "Proofs: 2 recorded" in prove(small, "-p", "xdist", "-n", "2", "examples").stdout
    assert records(small) == alone


def test_an_example_is_recorded_only_when_all_its_tests_ran(small: Small) -> None:
    small.write(f"{SLUGIFY}/test_more.py", "def test_more():\n    pass\n")
    for some in (
        [f"{SLUGIFY}/test_more.py"],
        [f"{SLUGIFY}/test_more.py::test_more", f"{SLUGIFY}/test_slugify_titles.py"],
        ["examples", "-k", "not more"],
    ):
        assert "not all tests were run of" in prove(small, *some).stdout
        assert "text/slugify_titles" not in records(small)
    assert "numbers/running_mean" in records(small)
    prove(small, SLUGIFY)
    assert "text/slugify_titles" in records(small)


def test_an_example_whose_tests_stop_early_is_not_recorded(small: Small) -> None:
    small.write(f"{MEAN}/test_first.py", "def test_it():\n    assert False\n")
    ran = prove(small, "-x")
    assert "Proofs: 0 recorded" in ran.stdout
    assert not records(small)


def test_a_file_of_tests_that_cannot_be_read_keeps_its_example_from_a_record(small: Small) -> None:
    small.write(f"{MEAN}/test_first.py", "import nothing_of_this_name\n")
    prove(small, "examples", "--continue-on-collection-errors")
    assert [*records(small)] == ["text/slugify_titles"]


def test_a_test_that_failed_proves_nothing_and_is_named(small: Small) -> None:
    small.write(
        f"{SLUGIFY}/test_slugify_titles.py",
        "import pytest\n"
        "from examples.text.slugify_titles.slugify_titles import slugify\n"
        "@pytest.mark.parametrize('word', ['a', 'B'])\n"
        "def test_a_word_stays(word):\n"
        "    assert slugify(word) == word\n"
        "@pytest.mark.skip\n"
        "def test_later():\n"
        "    slugify('')\n"
        "@pytest.mark.xfail\n"
        "def test_not_yet():\n"
        "    assert slugify('')\n",
    )
    ran = prove(small)
    path = f"{SLUGIFY}/test_slugify_titles.py"
    assert f"{path}: test-failed: the test 'test_a_word_stays' did not pass" in ran.stdout
    record = records(small)["text/slugify_titles"]
    assert (record.tests, record.failed) == ((), (f"{path}::test_a_word_stays",))
    assert executed(record, f"{SLUGIFY}/slugify_titles.py")[12] == []


def test_the_command_of_a_run_that_counts_for_another_report_is_refused(small: Small) -> None:
    ran = prove(small, "-p", "pytest_cov", "--cov=examples", "examples")
    assert ran.returncode == pytest.ExitCode.USAGE_ERROR
    assert "--proof and --cov cannot both count lines" in ran.stderr


def test_files_are_read_through_their_checkers(small: Small) -> None:
    small.replace(
        f"{MEAN}/example.toml",
        "summary =",
        'checkers = {"*.json" = "running_mean.py::load", "*.sh" = "running_mean.py::lint"}\n'
        "summary =",
    )
    small.write(f"{MEAN}/numbers.json", "[1, 2, 6]\n")
    small.write(f"{MEAN}/show.sh", "echo 1\n")
    small.write(
        f"{MEAN}/running_mean.py",
        "import json, subprocess, sys\n"
        "def load(path):\n"
        "    return json.loads(path.read_text())\n"
        "def lint(path):\n"
        "    program = 'import sys; print(len(open(sys.argv[1]).read()))'\n"
        "    subprocess.run([sys.executable, '-c', program, path.name], cwd=path.parent, "
        "check=True)\n"
        "def mean(numbers):\n    return 3\n"
        "def running_means(numbers):\n    return numbers[:1] and [3]\n",
    )
    small.write(
        f"{MEAN}/test_files.py",
        "from pathlib import Path\n"
        "from examples.numbers.running_mean.running_mean import lint, load, mean\n"
        "HERE = Path(__file__).parent\n"
        "def test_numbers():\n"
        "    assert mean(load(HERE / 'numbers.json')) == 3\n"
        "def test_program():\n"
        "    lint(HERE / 'show.sh')\n"
        "def test_without_the_checker():\n"
        "    assert (HERE / 'numbers.json').read_text()\n",
    )
    assert "Proofs: 2 recorded" in prove(small).stdout
    record = records(small)["numbers/running_mean"]
    assert [
        (one.path, one.checker, [record.tests[at].name for at in one.tests])
        for one in record.readings
    ] == [
        (f"{MEAN}/numbers.json", "running_mean.py::load", ["test_numbers"]),
        (f"{MEAN}/show.sh", "running_mean.py::lint", ["test_program"]),
    ]


def test_a_record_is_stale_when_something_that_it_covers_has_changed(small: Small) -> None:
    small.write("shared.py", "def shout(text):\n    return text.upper()\n")
    small.write("words.txt", "hello\n")
    small.write(
        f"{SLUGIFY}/test_shared.py",
        "from pathlib import Path\n"
        "from shared import shout\n"
        "def test_shout():\n"
        "    assert shout(Path('words.txt').read_text()) == 'HELLO\\n'\n",
    )
    prove(small)
    assert _reasons(small) == {}
    for path, change, reason in (
        ("shared.py", "# more\n", "shared.py has changed since the tests were run"),
        ("words.txt", "more\n", "words.txt has changed since the tests were run"),
        (f"{SLUGIFY}/slugify_titles.py", "# more\n", " has changed since the tests were run"),
        (f"{SLUGIFY}/test_shared.py", "# more\n", " has changed since the tests were run"),
        (f"{SLUGIFY}/new.py", "# more\n", " is new since the tests were run"),
    ):
        before = small.read(path) if (small.root / path).exists() else None
        small.write(path, (before or "") + change)
        assert _reasons(small)["text/slugify_titles"].endswith(reason)
        assert "numbers/running_mean" not in _reasons(small)
        small.write(path, before) if before is not None else (small.root / path).unlink()
        assert _reasons(small) == {}
    (small.root / "words.txt").unlink()
    assert _reasons(small)["text/slugify_titles"] == "words.txt is gone since the tests were run"


@pytest.mark.parametrize("name", ["README.md", "expected.txt", "expected/chart.svg"])
def test_a_record_is_not_stale_for_what_only_readers_read(small: Small, name: str) -> None:
    prove(small)
    small.write(f"{SLUGIFY}/{name}", "something else\n")
    assert _reasons(small) == {}


def _reasons(small: Small) -> Mapping[str, str]:
    """Return why examples are to be proven; by hand and not by a record of another kind."""
    project = open_project(settings(small))
    wanted = to_prove(project.site)
    assert wanted == project.site.stale
    return wanted


def test_an_example_is_to_be_proven_when_it_never_was(small: Small) -> None:
    project = open_project(settings(small))
    assert {*to_prove(project.site).values()} == {"its tests were never run"}


def test_the_command_proves_what_is_not_fresh_and_a_check_demands_it(small: Small) -> None:
    before = run_here(small.root, "check", "--no-run", "--proof", "all")
    assert before.returncode == 1
    assert "docs/guides/blocks.md:5: sample-unproven: " in before.stderr
    assert "its tests were not run; run: site-builder prove" in before.stderr
    ran = small.run("site-builder", "prove", "-j", "1", PYTEST_ADDOPTS=" ".join(QUIET))
    assert (ran.returncode, ran.stdout) == (0, "Proofs of 2 examples recorded.\n"), ran.stderr
    assert "text/slugify_titles: its tests were never run" in ran.stderr
    again = small.run("site-builder", "prove")
    assert (again.returncode, again.stdout) == (0, "All proofs are fresh.\n")
    after = run_here(small.root, "check", "--no-run", "--proof", "all")
    # The program itself runs in no test.
    (problem,) = lines_of(after.stderr)
    assert problem == (
        "docs/guides/several.md:11: sample-unproven: the sample "
        "'text/slugify_titles/__main__.py' is not proven: no passing test executes it"
    )


def test_a_page_shows_its_proofs(small: Small) -> None:
    prove(small)
    small.build()
    page = small.document("guides/blocks/index.html")
    lines = [one.text() for one in page.css("details.sample-tested > summary")]
    assert "tested by test_words_are_joined_by_hyphens on Python" in lines[-1]
    links = [one.attributes["href"] for one in page.css("details.sample-tested a")]
    assert links[-1] == "../../examples/text/slugify_titles/#file-test_slugify_titles.py"
    summary = page.css_first(".page-proof")
    assert summary is not None
    assert summary.text().startswith("On this page: 3 of 3 samples proven by tests, 1 output")
    example = small.document("examples/text/slugify_titles/index.html")
    tested = example.css_first(".example-tested")
    assert tested is not None
    assert tested.text().startswith("Tested with Python 3.")
