"""The commands, as their user sees them."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from site_builder import __version__
from tests.command import (
    PROGRAM,
    lines_of,
    run_here,
    site_builder,
    snapshot,
    without_isolation,
    write,
)
from tests.small import Small, environment

COMMANDS = (
    *("build", "standalone", "serve", "check", "run"),
    *("test", "expand", "diagrams", "new", "schema", "reviewed", "impact"),
)
MISTAKE = "docs/index.md:15: symbol-missing: there is no symbol 'slugfy'; did you mean 'slugify'?"


@pytest.fixture
def mistaken(small: Small) -> Small:
    small.replace("docs/index.md", "py::slugify", "py::slugfy")
    return small


class TestTheCommandItself:
    def test_tells_its_version(self, tmp_path: Path) -> None:
        ran = site_builder(tmp_path, "--version")
        assert (ran.returncode, ran.stdout) == (0, f"site-builder {__version__}\n")

    def test_without_arguments_shows_what_there_is(self, tmp_path: Path) -> None:
        ran = run_here(tmp_path)
        assert ran.returncode == 2
        assert all(f" {command} " in ran.stdout + ran.stderr for command in COMMANDS)

    @pytest.mark.parametrize("command", COMMANDS)
    def test_explains_each_command(self, tmp_path: Path, command: str) -> None:
        ran = run_here(tmp_path, command, "--help")
        assert ran.returncode == 0
        assert f"site-builder {command} [OPTIONS]" in ran.stdout
        assert "--config-file" in ran.stdout

    @pytest.mark.parametrize(
        "arguments", [["nosuch"], ["check", "--nosuch"], ["check", "--format", "xml"], ["new"]]
    )
    def test_cannot_go_on_with_what_it_does_not_know(
        self, tmp_path: Path, arguments: list[str]
    ) -> None:
        ran = run_here(tmp_path, *arguments)
        assert (ran.returncode, ran.stdout) == (2, "")
        assert "Usage: " in ran.stderr


class TestBuild:
    def test_makes_the_site_and_says_where(self, small: Small) -> None:
        ran = run_here(small.root, "build")
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, "Site: site/\n", "")
        assert "def slugify" in small.document("index.html").text()

    def test_makes_it_in_another_folder(self, small: Small) -> None:
        ran = run_here(small.root, "build", "--site-dir", "public/docs")
        assert ran.stdout == "Site: public/docs/\n"
        assert (small.root / "public/docs/index.html").is_file()
        assert not small.site.exists()

    def test_can_be_asked_from_elsewhere(self, small: Small) -> None:
        ran = run_here(small.root.parent, "build", "-f", "small/mkdocs.yml")
        assert (ran.returncode, ran.stdout) == (0, "Site: small/site/\n")

    def test_with_a_mistake_names_it_and_leaves_the_site(self, small: Small) -> None:
        run_here(small.root, "build")
        before = snapshot(small.site)
        small.replace("docs/index.md", "py::slugify", "py::slugfy")
        ran = run_here(small.root, "build")
        assert (ran.returncode, ran.stdout) == (1, "")
        assert ran.stderr == f"{MISTAKE}\n1 error\n"
        assert snapshot(small.site) == before

    def test_lets_a_warning_fail_only_when_asked_to(self, small: Small) -> None:
        small.replace("docs/index.md", "py::slugify", "py:10-12")
        ran = run_here(small.root, "build")
        assert ran.returncode == 0
        assert "range-used" in ran.stderr
        assert ran.stdout == "Site: site/\n"
        ran = run_here(small.root, "build", "--strict")
        assert (ran.returncode, ran.stdout) == (1, "")
        assert "range-used" in ran.stderr


class TestCheck:
    def test_of_a_good_project_says_so_and_changes_nothing(self, small: Small) -> None:
        before = snapshot(small.root)
        ran = run_here(small.root, "check", "--strict")
        assert (ran.returncode, ran.stdout) == (0, "No problems.\n")
        assert re.fullmatch(r"Isolation: .+\n", ran.stderr)
        assert snapshot(small.root) == before

    def test_runs_the_examples_unless_told_not_to(self, small: Small) -> None:
        small.write("examples/text/slugify_titles/expected.txt", "something else\n")
        ran = run_here(small.root, "check")
        assert ran.returncode == 1
        assert "output-differs" in ran.stderr
        assert "    -something else\n" in ran.stderr
        assert run_here(small.root, "check", "--no-run").returncode == 0

    def test_lets_warnings_fail_only_when_asked_to(self, small: Small) -> None:
        small.replace("docs/index.md", "py::slugify", "py:10-12")
        ran = run_here(small.root, "check", "--no-run")
        assert ran.returncode == 0
        assert ran.stdout == "No errors.\n"
        assert ran.stderr.endswith("\n1 warning\n")
        ran = run_here(small.root, "check", "--no-run", "--strict")
        assert (ran.returncode, ran.stdout) == (1, "")
        assert ran.stderr.endswith("\n1 warning\n")

    def test_reports_for_programs_on_standard_output(self, mistaken: Small) -> None:
        ran = run_here(mistaken.root, "check", "--no-run", "--format", "json")
        assert (ran.returncode, ran.stderr) == (1, "")
        told = json.loads(ran.stdout)
        (problem,) = told["problems"]
        assert re.fullmatch("[0-9a-f]{12}", problem.pop("fingerprint"))
        assert problem == {
            "code": "symbol-missing",
            "severity": "error",
            "path": "docs/index.md",
            "line": 15,
            "column": 0,
            "message": "there is no symbol 'slugfy'",
            "hint": "did you mean 'slugify'?",
        }
        assert told["verdict"]["exit_code"] == 1

    def test_reports_for_github(self, mistaken: Small) -> None:
        ran = run_here(mistaken.root, "check", "--no-run", "--format", "github")
        assert (ran.returncode, ran.stderr) == (1, "")
        assert ran.stdout == (
            "::error file=docs/index.md,line=15,title=symbol-missing::"
            "there is no symbol 'slugfy'; did you mean 'slugify'?\n"
        )

    def test_of_a_good_project_gives_programs_an_empty_report(self, small: Small) -> None:
        ran = run_here(small.root, "check", "--no-run", "--format", "json")
        assert (ran.returncode, json.loads(ran.stdout)["problems"]) == (0, [])
        ran = run_here(small.root, "check", "--no-run", "--format", "github")
        assert (ran.returncode, ran.stdout) == (0, "")

    def test_asks_other_sites_only_when_told_to(self, tmp_path: Path) -> None:
        # A theme of one line, for others link to sites of their own.
        files = {
            "mkdocs.yml": "site_name: x\ntheme:\n  name: null\n  custom_dir: theme\n",
            "theme/main.html": "<title>x</title>{{ page.content }}",
            "docs/index.md": "# Home\n\n[nobody](http://nobody.at.all/there)\n",
        }
        root = write(tmp_path.resolve(), files)
        assert run_here(root, "check").returncode == 0
        # A proxy that is not there: no other site is asked.
        ran = site_builder(root, "check", "--external", http_proxy="http://127.0.0.1:9")
        assert ran.returncode == 1
        (line,) = lines_of(ran.stderr)
        wanted = "docs/index.md:3: external-unreachable: the link 'http://nobody.at.all/there' "
        assert line.startswith(wanted)


class TestRun:
    NAME = "text/slugify_titles"
    EXPECTED = f"examples/{NAME}/expected.txt"

    def test_of_one_example_prints_what_it_prints(self, small: Small) -> None:
        ran = run_here(small.root, "run", self.NAME)
        assert (ran.returncode, without_isolation(ran.stderr)) == (0, "")
        assert ran.stdout == small.read(self.EXPECTED)

    def test_of_all_says_how_each_compares(self, small: Small) -> None:
        small.write(self.EXPECTED, "something else\n")
        ran = run_here(small.root, "run")
        assert (ran.returncode, ran.stdout) == (1, "")
        states = [re.sub(r"\d+\.\d", "…", line) for line in ran.stderr.splitlines()[:2]]
        assert states == [
            "numbers/running_mean: as recorded (… s)",
            "text/slugify_titles: output-differs (… s)",
        ]
        assert ran.stderr.endswith("\n1 error\n")

    def test_records_what_an_example_prints_only_when_asked_to(self, small: Small) -> None:
        good = small.read(self.EXPECTED)
        (small.root / self.EXPECTED).unlink()
        ran = run_here(small.root, "run")
        assert ran.returncode == 1
        assert "output-unrecorded" in ran.stderr
        assert not (small.root / self.EXPECTED).exists()
        ran = run_here(small.root, "run", "--update")
        assert ran.returncode == 0
        assert f"{self.EXPECTED}: recorded\n" in ran.stderr
        assert f"{self.NAME}: as recorded" in ran.stderr
        assert small.read(self.EXPECTED) == good

    def test_records_nothing_of_an_example_that_fails(self, small: Small) -> None:
        good = small.read(self.EXPECTED)
        small.write(f"examples/{self.NAME}/__main__.py", "print('half')\nraise SystemExit(3)\n")
        ran = run_here(small.root, "run", self.NAME, "--update")
        assert (ran.returncode, ran.stdout) == (1, "half\n")
        assert "run-failed" in ran.stderr
        assert small.read(self.EXPECTED) == good

    def test_of_an_unknown_example_names_the_nearest(self, small: Small) -> None:
        ran = run_here(small.root, "run", "text/slugify_title")
        assert (ran.returncode, ran.stdout) == (2, "")
        assert ran.stderr == (
            "examples/text/slugify_title: example-missing: there is no such example to run; "
            "did you mean 'text/slugify_titles'?\n"
        )


class TestExpand:
    def test_prints_a_page_as_the_renderer_gets_it(self, small: Small) -> None:
        for name in ("docs/index.md", "index.md"):
            ran = run_here(small.root, "expand", name)
            assert (ran.returncode, ran.stderr) == (0, "")
            assert "def slugify" in ran.stdout
            assert "text/slugify_titles/" not in ran.stdout

    def test_prints_what_it_can_and_reports_the_rest(self, mistaken: Small) -> None:
        ran = run_here(mistaken.root, "expand", "docs/index.md")
        assert (ran.returncode, ran.stderr) == (1, f"{MISTAKE}\n1 error\n")
        assert ran.stdout.startswith("# ")

    def test_of_a_page_that_is_not_there_cannot_go_on(self, small: Small) -> None:
        ran = run_here(small.root, "expand", "docs/nosuch.md")
        assert (ran.returncode, ran.stdout) == (2, "")
        assert ran.stderr == (
            "docs/nosuch.md: file-missing: there is no such page in the project\n"
        )


class TestNew:
    """A project that asks for completeness, so that `check` lists what is owed."""

    @pytest.fixture
    def root(self, tmp_path: Path) -> Path:
        config = (
            "site_name: Small\nplugins:\n  - site_builder:\n      examples_complete: true\n"
            "      page_kinds: {guides: guide, cookbook: recipe, stories: use-case, "
            "book: book-section}\n"
        )
        return write(tmp_path.resolve(), {"mkdocs.yml": config, "docs/index.md": "# Home\n"})

    @pytest.mark.parametrize(
        ("kind", "folder", "owed"),
        [
            ("guide", "guides", 31),
            ("recipe", "cookbook", 8),
            ("use-case", "stories", 13),
            ("book-section", "book", 9),
        ],
    )
    def test_page_has_its_sections_and_owes_its_text(
        self, root: Path, kind: str, folder: str, owed: int
    ) -> None:
        name = f"docs/{folder}/retry-on-failure.md"
        ran = run_here(root, "new", kind, name)
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, f"{name}\n", "")
        text = (root / name).read_text("utf-8")
        assert text.startswith("---\ntitle: Retry on failure\n")
        assert "\n# Retry on failure\n" in text
        ran = run_here(root, "check")
        assert ran.returncode == 1
        slugs = [line.split(": ")[1] for line in lines_of(ran.stderr)]
        assert slugs == ["placeholder-left"] * owed

    def test_page_takes_the_title_that_it_is_given(self, root: Path) -> None:
        run_here(root, "new", "guide", "docs/guides/a.md", "--title", "Chat & more")
        assert "# Chat & more\n" in (root / "docs/guides/a.md").read_text("utf-8")

    def test_example_runs_passes_its_test_and_owes_its_text(self, root: Path) -> None:
        ran = run_here(root, "new", "example", "text/greet_people")
        names = ("README.md", "__main__.py", "example.toml", "greet_people.py")
        paths = [f"examples/text/greet_people/{name}" for name in names]
        paths.append("examples/text/greet_people/test_greet_people.py")
        assert (ran.returncode, ran.stdout.split()) == (0, paths)
        tested = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "examples", "-p", "no:cacheprovider"],
            cwd=root,
            env=environment({"PYTHONPATH": str(root)}),
            capture_output=True,
            text=True,
            check=False,
        )
        # Its output is not recorded yet, and that is a problem; its own test passes.
        assert "1 failed, 1 passed" in tested.stdout, tested.stdout
        ran = run_here(root, "run", "text/greet_people", "--update")
        assert (ran.returncode, ran.stdout) == (0, "Hello, world!\n")
        ran = run_here(root, "check")
        assert ran.returncode == 1
        owed = {line.split(": ")[1] for line in lines_of(ran.stderr)}
        assert owed == {"example-unshown", "placeholder-left"}
        readme = [line for line in lines_of(ran.stderr) if "README.md:" in line]
        assert len(readme) == 6
        toml = [line for line in lines_of(ran.stderr) if "example.toml:" in line]
        assert any("'[[One sentence: what this example shows.]]'" in line for line in toml)

    def test_never_overwrites(self, root: Path) -> None:
        before = snapshot(root)
        ran = run_here(root, "new", "guide", "docs/index.md")
        assert (ran.returncode, ran.stdout) == (2, "")
        assert ran.stderr == (
            "docs/index.md: cannot-write: the file is already there; choose another path\n"
        )
        write(root, {"examples/a/b/b.py": "taken"})
        assert run_here(root, "new", "example", "a/b").returncode == 2
        assert {**before, "examples/a/b/b.py": b"taken"} == snapshot(root)

    @pytest.mark.parametrize(
        "name", ["a/b-c", "../out", "/a/b", "a/", "", "a/class", "a//b", "a/b.py"]
    )
    def test_example_needs_a_name_that_python_can_import(self, root: Path, name: str) -> None:
        before = snapshot(root.parent)
        ran = run_here(root, "new", "example", name)
        assert (ran.returncode, ran.stdout) == (2, "")
        assert "Python cannot import this name; use letters, digits and _" in ran.stderr
        assert snapshot(root.parent) == before

    def test_kind_must_be_known(self, root: Path) -> None:
        ran = run_here(root, "new", "gide", "docs/a.md")
        assert (ran.returncode, ran.stdout) == (2, "")
        assert "there is no kind 'gide'" in ran.stderr
        assert "'guide'" in ran.stderr


class TestPrinting:
    def test_into_a_pipe_has_neither_colours_nor_progress(self, mistaken: Small) -> None:
        changes = {"NO_COLOR": "", "TERM": "xterm-256color", "COLUMNS": "40"}
        ran = site_builder(mistaken.root, "check", **changes)
        assert ran.returncode == 1
        assert without_isolation(ran.stderr) == f"{MISTAKE}\n1 error\n"

    def test_on_a_terminal_shows_progress_while_examples_run(self, small: Small) -> None:
        # Control for the one above: there is progress to leave out.
        ours, theirs = pty.openpty()
        changes = {"NO_COLOR": "1", "TERM": "xterm-256color"}
        ran = subprocess.run(
            [PROGRAM, "run"],
            cwd=small.root,
            env=environment(changes),
            stderr=theirs,
            stdout=subprocess.PIPE,
            check=True,
        )
        os.close(theirs)
        shown = os.read(ours, 100_000).decode()
        os.close(ours)
        assert ran.stdout == b""
        assert "Running examples" in shown

    def test_a_long_message_is_not_broken_into_lines(self, mistaken: Small) -> None:
        ran = site_builder(mistaken.root, "check", "--no-run", COLUMNS="20")
        assert MISTAKE in ran.stderr

    def test_a_traceback_is_shown_only_to_those_who_ask(self, small: Small) -> None:
        small.write("hook.py", "def on_env(env, **_):\n    raise ZeroDivisionError('by a hook')\n")
        small.replace("mkdocs.yml", "plugins:", "hooks: [hook.py]\nplugins:")
        ran = site_builder(small.root, "check", "--no-run")
        assert (ran.returncode, "Traceback" in ran.stderr) == (1, False)
        ran = site_builder(small.root, "check", "--no-run", SITE_BUILDER_DEBUG="1")
        assert (ran.returncode, "Traceback" in ran.stderr) == (1, True)
        assert "by a hook" in ran.stderr
