"""What a change touches: nothing that differs is left out, and not simply everything is named."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from site_builder import pipeline
from site_builder.adapters.build import open_project
from site_builder.model import Impact
from site_builder.stages.execute import execute
from tests.changing import copy_of, make_recorded, outcomes
from tests.command import run_here, site_builder, write

TEXT = "examples/text"
CACHED = f"{TEXT}/cached/test_cached.py"
CLEANED = f"{TEXT}/cleaned/test_cleaned.py"
COUNTED = f"{TEXT}/counted/test_counted.py"
OUTPUT = f"{TEXT}/counted/example.toml::output"


def output_of(root: Path) -> str:
    """Return what the example prints that prints something, and what is recorded of it."""
    project = open_project(str(root / "mkdocs.yml"))
    example = project.site.example("text/counted")
    assert example
    assert example.expected
    run = execute(example, project.settings, os.environ)
    return f"{run.stdout!r} {example.expected.text!r}"


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the project with a record of all its tests and runs."""
    return make_recorded(tmp_path_factory.mktemp("recorded").resolve() / "project")


@pytest.fixture(scope="module")
def before(recorded: Path) -> Mapping[str, str]:
    """Return how each test ends before any change."""
    found = outcomes(recorded)
    assert set(found.values()) == {"PASSED"}
    assert len(found) == 17
    return {**found, OUTPUT: output_of(recorded)}


@pytest.fixture
def root(recorded: Path, tmp_path: Path) -> Path:
    return copy_of(recorded, tmp_path.resolve() / "project")


def impact(root: Path) -> Impact:
    """Return what the changes since the commit touch."""
    project = open_project(str(root / "mkdocs.yml"))
    changes = pipeline.changes_of_revision("HEAD", project)
    assert isinstance(changes, tuple)
    return pipeline.impact_of(changes, project, os.environ)


def names(found: Impact) -> set[str]:
    """Return the tests and outputs that are named, a file for all its tests."""
    outputs = {f"examples/{one.name}/example.toml::output" for one in found.examples}
    return {one.name for one in found.tests} | outputs


def is_named(test: str, named: set[str]) -> bool:
    return test in named or test.partition("::")[0] in named


MUTATIONS: Mapping[str, tuple[str, str, str, set[str] | None]] = {
    # Title: file, text, another text, and all that may be named, where that is said.
    "a function of a module": (
        *("shared/words.py", "text.lower().split()", "text.split('x')"),
        {f"{CLEANED}::test_shout", f"{COUNTED}::test_counted", CACHED, OUTPUT},
    ),
    "another function of it": (
        *("shared/words.py", "return len(words)", "return len(words) + 1"),
        {f"{COUNTED}::test_counted", CACHED, OUTPUT},
    ),
    "a constant": ("shared/words.py", "LIMIT = 3", "LIMIT = 2", None),
    "a signature": ("shared/words.py", "def count(words):", "def count(words, more):", None),
    "a function of an example": (
        *(f"{TEXT}/cleaned/cleaned.py", "text.lower()", "text.upper()"),
        {f"{CLEANED}::test_whisper"},
    ),
    "a method that a class of tests calls": (
        *(f"{TEXT}/cleaned/cleaned.py", "return first(text)", "return first(text[1:])"),
        {f"{CLEANED}::TestBegin::test_begin"},
    ),
    "what an example reads": (
        *("data/stop.txt", "the", "end"),
        {COUNTED, OUTPUT},
    ),
    "what nobody reads": ("data/unused.txt", "nobody", "no one", set()),
    "what a cache keeps": (
        *(f"{TEXT}/cached/cached.py", "return count(text)", "return 0"),
        {CACHED},
    ),
    "what a fixture of the module makes": (
        *(f"{TEXT}/fixed/fixed.py", "[1, 2]", "[3, 4]"),
        {f"{TEXT}/fixed/test_fixed.py"},
    ),
    "what runs at an import": (
        *(f"{TEXT}/table/table.py", "one * one", "one"),
        {f"{TEXT}/table/test_table.py"},
    ),
    "what runs at a late import": (
        *(f"{TEXT}/late/late.py", "2 * x", "3 * x"),
        {f"{TEXT}/late/test_late.py"},
    ),
    "what another process runs": (
        *(f"{TEXT}/spawned/spawned.py", "return 42", "return 43"),
        {f"{TEXT}/spawned/test_spawned.py"},
    ),
    "data of an example": (
        *(f"{TEXT}/reads/data/one.txt", "one", "two"),
        {f"{TEXT}/reads/test_reads.py"},
    ),
    "the settings of tests": (
        *(f"{TEXT}/shared_settings/conftest.py", "return 1", "return 2"),
        {f"{TEXT}/shared_settings/test_shared_settings.py::test_one"},
    ),
    "a test": (COUNTED, "== 1", "== 2", {COUNTED}),
    "a declaration": (f"{TEXT}/counted/example.toml", "S.", "T.", {COUNTED, OUTPUT}),
    "a recorded output": (f"{TEXT}/counted/expected.txt", "3", "4", {OUTPUT}),
    "a remark": ("shared/words.py", '"""Words."""', '"""Words."""\n# More.', {CACHED, OUTPUT}),
    "a page": ("docs/plain.md", "Nothing", "Little", set()),
}


@pytest.mark.parametrize("title", MUTATIONS)
def test_what_differs_after_a_change_was_named(
    root: Path, before: Mapping[str, str], title: str
) -> None:
    path, old, new, most = MUTATIONS[title]
    text = (root / path).read_text()
    assert old in text
    write(root, {path: text.replace(old, new)})
    named = names(impact(root))
    after = {**outcomes(root), OUTPUT: output_of(root)}
    differing = {test for test, outcome in before.items() if after.get(test) != outcome}
    assert {test for test in differing if not is_named(test, named)} == set()
    if most is not None:
        assert named == most


def test_a_symbol_is_told_with_reasons(root: Path) -> None:
    ran = run_here(root, "impact", "shared/words.py::count")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == (
        "Changed: shared/words.py::count\n"
        "Pages: 2\n"
        "  docs/counted.md: a sample shows shared/words.py, or what comes of it\n"
        "  examples/text/counted.md: it shows an output that may differ\n"
        "Samples: 1\n"
        '  docs/counted.md:3 text/counted show="output": it shows an output that may differ\n'
        "Examples: 1\n"
        "  text/counted: it imports shared/words.py\n"
        "Tests: 2\n"
        f"  {CACHED}: it imports shared/words.py\n"
        f"  {COUNTED}::test_counted: it executed what changed in shared/words.py\n"
    )


def test_only_the_sample_that_shows_a_symbol_is_told(root: Path) -> None:
    name = "examples/text/cleaned/cleaned.py"
    ran = run_here(root, "impact", f"{name}::whisper", "--format", "json")
    found = json.loads(ran.stdout)
    assert [(one["path"], one["line"]) for one in found["samples"]] == [("docs/index.md", 7)]
    assert [one["name"] for one in found["pages"]] == [
        "docs/index.md",
        "examples/text/cleaned.md",
    ]
    assert [one["name"] for one in found["tests"]] == [f"{CLEANED}::test_whisper"]
    assert found["examples"] == []


def test_configuration_concerns_everything(root: Path) -> None:
    found = json.loads(run_here(root, "impact", "pyproject.toml", "--format", "json").stdout)
    assert [one["name"] for one in found["examples"]] == ["text/counted"]
    assert len(found["samples"]) == 3
    assert len(found["tests"]) == 9
    assert {"docs/plain.md", "docs/index.md"} <= {one["name"] for one in found["pages"]}


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ([], 2, "name files, or give --since REV"),
        (["shared/words.py", "--since", "HEAD"], 2, "name files, or give --since REV"),
        (["shared/word.py"], 2, "shared/word.py: file-missing: there is no such file"),
        (["shared/words.py::conut"], 2, "symbol 'conut'; did you mean 'count'?"),
        (["--since", "nosuch"], 2, "changes-unknown: git knows no revision 'nosuch'"),
    ],
)
def test_what_cannot_change_is_told(
    root: Path, arguments: list[str], code: int, message: str
) -> None:
    ran = run_here(root, "impact", *arguments)
    assert (ran.returncode, ran.stdout) == (code, "")
    assert message in ran.stderr


def test_just_the_tests_of_a_change_are_run(root: Path) -> None:
    ran = site_builder(root, "test", "--since", "HEAD")
    assert (ran.returncode, ran.stdout) == (0, "Nothing that can differ from HEAD has a test.\n")
    text = (root / "shared/words.py").read_text()
    write(root, {"shared/words.py": text.replace("len(words)", "len(words) + 1")})
    ran = site_builder(root, "test", "--since", "HEAD", "-rA", "-q", "--tb=no")
    assert ran.returncode == 1
    assert "4 failed, 1 passed" in ran.stdout
    for test in (f"{COUNTED}::test_counted", f"{CACHED}::test_one", OUTPUT):
        assert f"FAILED {test}" in ran.stdout
    assert "PASSED docs/counted.md::samples" in ran.stdout


def test_without_records_all_who_import_count_and_that_is_said(root: Path) -> None:
    (root / ".cache").rename(root.parent / "away")
    ran = run_here(root, "impact", "shared/words.py::count", "data/unused.txt")
    assert f"  {CLEANED}: it imports shared/words.py\n" in ran.stdout
    assert f"  {TEXT}/reads/test_reads.py: what it reads was never recorded" in ran.stdout
    assert "  text/counted: it imports shared/words.py" in ran.stdout
    assert "'site-builder prove' makes the records." in ran.stderr
    assert "'site-builder run' stores what can be." in ran.stderr


def test_what_comes_and_goes_is_named(root: Path, before: Mapping[str, str]) -> None:
    (root / "shared/words.py").rename(root / "shared/phrases.py")
    write(root, {"examples/text/reads/data/two.txt": "two"})
    named = names(impact(root))
    after = {**outcomes(root), OUTPUT: output_of(root)}
    differing = {test for test, outcome in before.items() if after.get(test) != outcome}
    assert f"{TEXT}/reads/test_reads.py::test_names" in differing
    assert {test for test in differing if not is_named(test, named)} == set()
    assert not is_named(f"{TEXT}/table/test_table.py", named)
