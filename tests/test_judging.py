"""What counts is what a project lets count, whichever door tells of it."""

import json
from pathlib import Path

import pytest

from tests.command import Ran, lines_of, run_here, site_builder, write
from tests.small import QUIET, Small

DEAD = (
    "docs/a.md:3: link-dead: the link 'gone.md' points to nothing in the site; "
    "did you mean 'a/index.md'?"
)
FILES = {
    "mkdocs.yml": "site_name: Old\nplugins: [site_builder]\n",
    "docs/index.md": "# Home\n\n[a](a.md)\n",
    "docs/a.md": "# A\n\n[x](gone.md)\n",
}
OFF = """\
site_name: Old
plugins:
  - site_builder:
      problems:
        - code: link-dead
          paths: [a.md]
          severity: off
          why: The page comes back in spring.
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return write(tmp_path.resolve(), FILES)


def check(root: Path, *options: str) -> tuple[int, list[str], str]:
    ran = run_here(root, "check", *options)
    return ran.returncode, ran.stderr.splitlines(), ran.stdout


def test_the_project_has_a_mistake(old: Path) -> None:
    assert check(old) == (1, [DEAD, "1 error"], "")


class TestBaseline:
    def test_known_problems_do_not_count(self, old: Path) -> None:
        code, lines, output = check(old, "--baseline", "known.txt", "--update-baseline")
        assert code == 0
        assert lines == ["Baseline: known.txt (1 known)", "Not counted: 1 known problem."]
        assert output == "No problems.\n"
        # Lines above it move it, and it stays known.
        write(old, {"docs/a.md": "# A\n\nMore.\n\n[x](gone.md)\n"})
        for command in ("check", "build"):
            ran = run_here(old, command, "--baseline", "known.txt", "--strict")
            assert (ran.returncode, ran.stderr) == (0, "Not counted: 1 known problem.\n")
        assert (old / "site/index.html").is_file()

    def test_a_new_problem_counts(self, old: Path) -> None:
        check(old, "--baseline", "known.txt", "--update-baseline")
        write(old, {"docs/a.md": "# A\n\n[x](gone.md)\n[y](off.md)\n"})
        code, lines, _ = check(old, "--baseline", "known.txt")
        assert code == 1
        assert lines[0].startswith("docs/a.md:4: link-dead: the link 'off.md'")
        assert lines[1:] == ["Not counted: 1 known problem.", "1 error"]

    def test_what_is_mended_is_told(self, old: Path) -> None:
        check(old, "--baseline", "known.txt", "--update-baseline")
        write(old, {"docs/a.md": "# A\n"})
        code, lines, output = check(old, "--baseline", "known.txt")
        assert (code, output) == (0, "No errors.\n")
        assert lines == [
            (
                "known.txt:2: baseline-outdated: 1 of 1 known 'link-dead' of docs/a.md is mended; "
                "run: site-builder check --update-baseline"
            ),
            "1 warning",
        ]
        assert check(old, "--baseline", "known.txt", "--strict")[0] == 1
        assert check(old, "--baseline", "known.txt", "--update-baseline")[0] == 0
        assert check(old, "--baseline", "known.txt") == (0, [], "No problems.\n")

    def test_the_configuration_may_name_it_for_every_door(self, old: Path) -> None:
        config = "site_name: Old\nplugins:\n  - site_builder:\n      baseline: known.txt\n"
        write(old, {"mkdocs.yml": config})
        code, lines, _ = check(old)
        assert code == 1
        assert "known.txt: baseline-invalid: there is no such baseline" in "\n".join(lines)
        assert check(old, "--update-baseline")[0] == 0
        assert check(old)[0] == 0

    def test_it_needs_a_name(self, old: Path) -> None:
        code, lines, _ = check(old, "--update-baseline")
        assert code == 2
        assert lines == [
            "mkdocs.yml: config-invalid: no baseline is named; name a file with --baseline"
        ]

    def test_nothing_in_it_hides_that_there_is_no_going_on(self, old: Path) -> None:
        line = "site\tcannot-write\t0123456789ab\t9\tcannot write\n"
        write(old, {"known.txt": line, "docs/a.md": "# A\n", "site": "a file\n"})
        ran = run_here(old, "build", "--baseline", "known.txt")
        assert ran.returncode == 2
        assert "cannot-write" in ran.stderr

    def test_a_line_of_it_that_cannot_be_read_is_told(self, old: Path) -> None:
        write(old, {"known.txt": "<<<<<<< ours\n"})
        code, lines, _ = check(old, "--baseline", "known.txt")
        assert code == 1
        assert (
            "known.txt:1: baseline-invalid: a conflict of a merge is left; "
            "keep the lines of both sides"
        ) in lines


class TestSeverities:
    def test_what_is_switched_off_with_a_reason_does_not_count(self, old: Path) -> None:
        write(old, {"mkdocs.yml": OFF})
        assert check(old, "--strict") == (0, ["Not counted: 1 switched off."], "No problems.\n")
        told = json.loads(run_here(old, "check", "--format", "json").stdout)
        assert told["not_counted"][0]["why"] == "The page comes back in spring."
        ran = run_here(old, "build")
        assert ran.returncode == 0, ran.stderr

    def test_it_counts_elsewhere(self, old: Path) -> None:
        write(old, {"mkdocs.yml": OFF, "docs/b.md": "[x](gone.md)\n"})
        code, lines, _ = check(old)
        assert code == 1
        assert lines[0].startswith("docs/b.md:1: link-dead")

    def test_a_warning_fails_only_a_strict_check(self, old: Path) -> None:
        write(old, {"mkdocs.yml": OFF.replace("off", "warning")})
        assert check(old) == (0, [DEAD, "1 warning"], "No errors.\n")
        assert check(old, "--strict")[0] == 1
        assert run_here(old, "build").returncode == 0
        assert run_here(old, "build", "--strict").returncode == 1

    def test_an_entry_that_fits_nothing_is_told(self, old: Path) -> None:
        write(old, {"mkdocs.yml": OFF, "docs/a.md": "# A\n"})
        code, lines, _ = check(old)
        assert (code, lines[0].split(": ")[1]) == (0, "rule-unused")

    def test_an_entry_of_what_was_not_asked_is_left_alone(self, old: Path) -> None:
        config = OFF.replace("link-dead", "run-failed").replace("severity: off", "severity: error")
        write(old, {"mkdocs.yml": config, "docs/a.md": "# A\n"})
        assert check(old, "--no-run") == (0, [], "No problems.\n")
        external = config.replace("run-failed", "external-link")
        write(old, {"mkdocs.yml": external})
        assert check(old) == (0, [], "No problems.\n")

    @pytest.mark.parametrize(
        ("old_text", "new_text", "message"),
        [
            ("          why: The page comes back in spring.\n", "", "entry 1: 'why' is missing"),
            ("link-dead", "link-daed", "there is no code 'link-daed'; did you mean 'link-dead'?"),
            ("link-dead", "cannot-write", "'cannot-write' counts as it does everywhere"),
        ],
    )
    def test_a_broken_entry_names_its_key(
        self, old: Path, old_text: str, new_text: str, message: str
    ) -> None:
        write(old, {"mkdocs.yml": OFF.replace(old_text, new_text)})
        code, lines, _ = check(old)
        assert code == 2
        assert lines[0].startswith("mkdocs.yml:4: config-invalid: ")
        assert "'problems'" in lines[0]
        assert message in lines[0]


RULES = """
      problems:
        - code: symbol-missing
          severity: off
          why: It shall not work.
"""


def test_a_hole_in_a_page_cannot_be_switched_off(small: Small) -> None:
    small.write("mkdocs.yml", f"site_name: Small\nplugins:\n  - site_builder:{RULES}")
    ran = run_here(small.root, "check")
    assert ran.returncode == 2
    assert "'symbol-missing' counts as it does everywhere" in ran.stderr


def _pytest(small: Small) -> Ran:
    return small.run("python", "-m", "pytest", "-q", *QUIET, "docs")


UNTESTED = """
      examples_complete: true
      page_kinds:
        guides: guide
      problems:
        - code: section-missing
          severity: off
          why: These guides are older than the rule.
"""


def test_every_door_lets_the_same_count(small: Small) -> None:
    without = UNTESTED.partition("      problems:")[0]
    small.replace("mkdocs.yml", "- site_builder\n", f"- site_builder:{without}")
    assert _pytest(small).returncode == 1
    assert any("section-missing" in one for one in lines_of(run_here(small.root, "check").stderr))
    small.replace("mkdocs.yml", without, UNTESTED)
    assert "section-missing" not in site_builder(small.root, "check").stderr
    assert "section-missing" not in _pytest(small).stdout
    assert "section-missing" not in run_here(small.root, "standalone", "-o", "a.html").stderr
