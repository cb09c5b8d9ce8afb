"""The pytest plugin, in runs of pytest of their own."""

import re
import subprocess

from tests.small import QUIET, Small, problems_in

SLUGIFY = "examples/text/slugify_titles"


def test_examples_give_their_own_tests_and_one_item_for_each_output(small: Small) -> None:
    ran = _pytest(small, "examples", "-v")
    assert _results(ran.stdout) == {
        "examples/numbers/running_mean/example.toml::output": "PASSED",
        "examples/numbers/running_mean/test_running_mean.py::"
        "test_the_last_running_mean_is_the_mean": "PASSED",
        f"{SLUGIFY}/example.toml::output": "PASSED",
        f"{SLUGIFY}/test_slugify_titles.py::test_words_are_joined_by_hyphens": "PASSED",
    }
    assert ran.returncode == 0


def test_pages_give_one_item_each(small: Small) -> None:
    ran = _pytest(small, "docs", "-v")
    assert _results(ran.stdout) == {
        "docs/guides/blocks.md::samples": "PASSED",
        "docs/guides/lists.md::samples": "PASSED",
        "docs/guides/several.md::samples": "PASSED",
        "docs/index.md::samples": "PASSED",
    }


def test_an_item_can_be_named(small: Small) -> None:
    ran = _pytest(small, "-v", f"{SLUGIFY}/example.toml::output")
    assert list(_results(ran.stdout)) == [f"{SLUGIFY}/example.toml::output"]


def test_another_output_fails_with_a_diff_and_without_a_traceback(small: Small) -> None:
    small.replace(f"{SLUGIFY}/__main__.py", "} -> {", "} => {")
    ran = _pytest(small, "examples", "-v")
    assert _results(ran.stdout)[f"{SLUGIFY}/example.toml::output"] == "FAILED"
    assert "-What's new? -> what-s-new" in ran.stdout
    assert "+What's new? => what-s-new" in ran.stdout
    assert f"site-builder run {SLUGIFY.removeprefix('examples/')} --update" in ran.stdout
    assert not re.search(r"Traceback|adapters/pytest\.py|ProblemsError", ran.stdout)
    assert ran.returncode == 1


def test_a_mistake_in_a_page_fails_with_its_place_and_without_a_traceback(small: Small) -> None:
    small.make_three_mistakes()
    ran = _pytest(small, "docs", "-v")
    assert {name for name, result in _results(ran.stdout).items() if result == "FAILED"} == {
        "docs/guides/blocks.md::samples",
        "docs/guides/lists.md::samples",
    }
    assert len(problems_in(ran.stdout)) == 3
    assert not re.search(r"Traceback|adapters/pytest\.py|ProblemsError", ran.stdout)


def test_a_warning_about_a_page_does_not_fail_it(small: Small) -> None:
    small.replace("docs/guides/lists.md", "py::slugify", "py:10-12")
    ran = _pytest(small, "docs")
    assert ran.returncode == 0, ran.stdout


def test_an_example_that_fails_shows_what_it_said(small: Small) -> None:
    small.write(f"{SLUGIFY}/__main__.py", "raise SystemExit('out of paper')\n")
    ran = _pytest(small, f"{SLUGIFY}/example.toml")
    assert "run-failed: the example ended with exit code 1, not 0" in ran.stdout
    assert "out of paper" in ran.stdout


def test_a_broken_declaration_fails_its_own_item(small: Small) -> None:
    small.replace(f"{SLUGIFY}/example.toml", "title =", "titel =")
    ran = _pytest(small, "examples", "-v")
    results = _results(ran.stdout)
    assert results[f"{SLUGIFY}/example.toml::output"] == "FAILED"
    assert results["examples/numbers/running_mean/example.toml::output"] == "PASSED"
    assert "did you mean 'title'?" in ran.stdout


def test_a_library_is_not_run(small: Small) -> None:
    small.write(f"{SLUGIFY}/__main__.py", "raise SystemExit('out of paper')\n")
    small.replace(f"{SLUGIFY}/example.toml", 'level = "beginner"', "library = true")
    ran = _pytest(small, f"{SLUGIFY}/example.toml")
    assert ran.returncode == 0, ran.stdout


def test_outputs_are_recorded_when_asked_for_and_then_hold(small: Small) -> None:
    small.replace(f"{SLUGIFY}/__main__.py", "} -> {", "} => {")
    (small.root / "examples/numbers/running_mean/expected.txt").unlink()
    ran = _pytest(small, "examples", "--update-expected")
    assert ran.returncode == 0, ran.stdout
    assert small.read(f"{SLUGIFY}/expected.txt").startswith("What's new? => what-s-new\n")
    assert small.read("examples/numbers/running_mean/expected.txt") == "1.0\n1.5\n3.0\n"
    ran = _pytest(small, "examples")
    assert ran.returncode == 0, ran.stdout


def test_the_output_of_a_run_that_failed_is_not_recorded(small: Small) -> None:
    before = small.read(f"{SLUGIFY}/expected.txt")
    small.write(f"{SLUGIFY}/__main__.py", "print('half')\nraise SystemExit(3)\n")
    ran = _pytest(small, f"{SLUGIFY}/example.toml", "--update-expected")
    assert "run-failed" in ran.stdout
    assert small.read(f"{SLUGIFY}/expected.txt") == before


def test_an_excluded_page_passes_whatever_it_holds(small: Small) -> None:
    small.write("docs/old/gone.md", "# Gone\n\n```sample\nno/such\n```\n")
    assert "example-missing" in _pytest(small, "docs").stdout
    small.replace("mkdocs.yml", "plugins:", "exclude_docs: |\n  old/\nplugins:")
    ran = _pytest(small, "docs")
    assert ran.returncode == 0, ran.stdout


def test_a_project_without_a_configuration_is_left_alone(small: Small) -> None:
    (small.root / "mkdocs.yml").unlink()
    ran = _pytest(small, "examples", "docs", "-v")
    assert [name.partition("::")[0].rpartition("/")[2] for name in _results(ran.stdout)] == [
        "test_running_mean.py",
        "test_slugify_titles.py",
    ]


def test_a_configuration_with_another_name_is_an_option(small: Small) -> None:
    (small.root / "mkdocs.yml").rename(small.root / "other.yml")
    ran = _pytest(small, "docs", "-v", "-o", "site_builder_config=other.yml")
    assert len(_results(ran.stdout)) == 4


def test_a_configuration_that_cannot_be_read_says_where(small: Small) -> None:
    small.write("mkdocs.yml", "site_name: Small\nplugins: [search\n")
    ran = _pytest(small, "docs")
    assert ran.returncode != 0
    assert "mkdocs.yml:3: config-invalid" in ran.stdout + ran.stderr
    assert not re.search(r"Traceback|INTERNALERROR|adapters/pytest\.py", ran.stdout + ran.stderr)


def test_files_of_these_names_elsewhere_are_left_alone(small: Small) -> None:
    small.write("other/example.toml", "not = 'ours'")
    small.write("other/readme.md", "```sample\nno/such\n```\n")
    small.write("other/test_own.py", "def test_own():\n    pass\n")
    assert list(_results(_pytest(small, "other", "-v").stdout)) == ["other/test_own.py::test_own"]


def test_mkdocs_is_not_imported_where_nothing_is_collected(small: Small) -> None:
    small.write(
        "conftest.py",
        "import sys\n\n"
        "def pytest_terminal_summary(terminalreporter):\n"
        "    terminalreporter.write_line(f\"mkdocs imported: {'mkdocs' in sys.modules}\")\n",
    )
    ran = _pytest(small, f"{SLUGIFY}/test_slugify_titles.py")
    assert "mkdocs imported: False" in ran.stdout
    # Control: where there is something to collect, it is.
    assert "mkdocs imported: True" in _pytest(small, "docs/index.md").stdout


def _pytest(small: Small, *arguments: str) -> subprocess.CompletedProcess[str]:
    return small.run(
        "pytest", *QUIET, "-p", "site_builder", *arguments, PYTEST_DISABLE_PLUGIN_AUTOLOAD="1"
    )


def _results(output: str) -> dict[str, str]:
    found = re.findall(r"^(\S+::\S+) (PASSED|FAILED|ERROR|SKIPPED)", output, re.MULTILINE)
    return dict(sorted(found))
