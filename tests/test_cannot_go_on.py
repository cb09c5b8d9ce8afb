"""Projects that cannot be built at all: a sentence about why, and nothing else happens."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.command import Ran, lines_of, run_here, site_builder, snapshot, write

CONFIG = "site_name: Small\n"
PLUGIN = "plugins:\n  - site_builder:\n"
GOOD = {"mkdocs.yml": CONFIG, "docs/index.md": "# Home\n"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path.resolve()


def check(root: Path, files: Mapping[str, str | bytes], *options: str) -> Ran:
    return run_here(write(root, {**GOOD, **files}), "check", *options)


def told(ran: Ran) -> list[str]:
    assert "Traceback" not in ran.stderr
    assert ran.stdout == ""
    return lines_of(ran.stderr)


def test_the_project_that_the_others_are_made_from_is_good(root: Path) -> None:
    ran = check(root, {})
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "No problems.\n", "")


class TestContent:
    def test_an_empty_folder_of_pages_is_one_problem(self, root: Path) -> None:
        (root / "docs").mkdir()
        write(root, {"mkdocs.yml": CONFIG, "site/index.html": "the last good site"})
        before = snapshot(root)
        for command in ("check", "build"):
            ran = run_here(root, command)
            assert ran.returncode == 1
            assert told(ran) == ["docs: content-empty: there is no Markdown page in this folder"]
        assert snapshot(root) == before

    def test_a_folder_of_pages_that_is_not_there_is_named(self, root: Path) -> None:
        ran = check(root, {"mkdocs.yml": f"{CONFIG}docs_dir: pages\n"})
        (line,) = told(ran)
        assert ran.returncode == 2
        assert line.startswith("mkdocs.yml:2: config-invalid: Config value 'docs_dir'")
        assert "/pages' isn't an existing directory" in line

    def test_a_page_that_is_not_utf_8_is_one_problem(self, root: Path) -> None:
        ran = check(root, {"docs/latin.md": b"# Title\n\nCaf\xe9\n"})
        assert ran.returncode == 1
        assert told(ran) == [
            "docs/latin.md: page-unreadable: the file is not UTF-8 text (line 3, byte 12)"
        ]

    def test_an_error_of_the_renderer_is_told_at_the_page_where_it_is(self, root: Path) -> None:
        files = {"docs/links.md": "[x](http://[::1/)\n"}
        ran = check(root, files)
        assert ran.returncode == 1
        assert told(ran) == [
            "docs/links.md: render-failed: Error reading page 'links.md': Invalid IPv6 URL"
        ]
        debugged = site_builder(root, "check", SITE_BUILDER_DEBUG="1")
        assert "Traceback" in debugged.stderr
        assert "Invalid IPv6 URL" in debugged.stderr

    def test_an_error_of_a_plugin_is_told_without_its_traceback(self, root: Path) -> None:
        hook = "def on_env(env, **_):\n    raise ZeroDivisionError('by a hook')\n"
        ran = check(root, {"hook.py": hook, "mkdocs.yml": f"{CONFIG}hooks: [hook.py]\n"})
        assert ran.returncode == 1
        assert told(ran) == ["mkdocs.yml: render-failed: ZeroDivisionError: by a hook"]


class TestConfiguration:
    def test_a_folder_without_a_configuration_is_no_project(self, root: Path) -> None:
        ran = run_here(root, "check")
        assert ran.returncode == 2
        assert told(ran) == ["mkdocs.yml: config-missing: there is no mkdocs.yml in this folder"]
        ran = run_here(root, "check", "-f", "other.yml")
        assert told(ran) == ["other.yml: config-missing: there is no such file"]

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (
                f"{CONFIG}nav: [index.md\n",
                "mkdocs.yml:3: config-invalid: expected ',' or ']', but got '<stream end>'",
            ),
            (
                b"site_name: Caf\xe9\n",
                "mkdocs.yml: config-invalid: the file is not UTF-8 text (byte 14)",
            ),
            (
                b"\x00\x01",
                (
                    "mkdocs.yml: config-invalid: "
                    "unacceptable character #x0000: special characters are not allowed"
                ),
            ),
            (
                "- a list\n",
                (
                    "mkdocs.yml: config-invalid: The configuration is invalid. "
                    "Expected a key-value mapping (dict) but received: <class 'list'>"
                ),
            ),
            (
                "",
                (
                    "mkdocs.yml: config-invalid: "
                    "Config value 'site_name': Required configuration not provided."
                ),
            ),
            (
                f"{CONFIG}plugins:\n  - search\n  - nosuch\n",
                (
                    "mkdocs.yml:4: config-invalid: "
                    """Config value 'plugins': The "nosuch" plugin is not installed"""
                ),
            ),
            (
                f"{CONFIG}{PLUGIN}      max_clicks: two\n",
                (
                    "mkdocs.yml:4: config-invalid: Config value 'plugins': Plugin 'site_builder' "
                    "option 'max_clicks': Expected type: <class 'int'> "
                    "but received: <class 'str'>"
                ),
            ),
            (
                f"{CONFIG}{PLUGIN}      style: true\n      max_cliks: 2\n",
                (
                    "mkdocs.yml:5: config-invalid: Config value 'plugins': Plugin 'site_builder' "
                    "option 'max_cliks': There is no such option; did you mean 'max_clicks'?"
                ),
            ),
            (
                f"{CONFIG}{PLUGIN}      zzz: 2\n",
                (
                    "mkdocs.yml:4: config-invalid: Config value 'plugins': Plugin 'site_builder' "
                    "option 'zzz': There is no such option"
                ),
            ),
            (
                f"{CONFIG}theme:\n  name: nosuch\n",
                (
                    "mkdocs.yml:2: config-invalid: Config value 'theme': "
                    "Unrecognised theme name: 'nosuch'. "
                    "The available installed themes are: mkdocs, readthedocs, material"
                ),
            ),
        ],
        ids=[
            "no YAML",
            "no UTF-8",
            "no text",
            "no mapping",
            "nothing",
            "unknown plugin",
            "option of the wrong type",
            "unknown option",
            "option like no other",
            "unknown theme",
        ],
    )
    def test_that_cannot_be_used_ends_every_command_with_its_line(
        self, root: Path, content: str | bytes, message: str
    ) -> None:
        write(root, {**GOOD, "mkdocs.yml": content, "site/index.html": "the last good site"})
        before = snapshot(root)
        for command in (["check"], ["build"], ["expand", "docs/index.md"]):
            ran = run_here(root, *command)
            assert (ran.returncode, told(ran)) == (2, [message]), command
        assert snapshot(root) == before

    @pytest.mark.parametrize("index_tables", ["false", "true"])
    def test_a_page_kind_without_a_template_is_named(self, root: Path, index_tables: str) -> None:
        options = "      page_kinds: {guides: gide}\n      index_tables: " + index_tables
        ran = check(root, {"mkdocs.yml": f"{CONFIG}{PLUGIN}{options}\n"})
        assert ran.returncode == 1
        assert told(ran) == [
            (
                "mkdocs.yml: config-invalid: the page kind 'gide' is not defined by a file "
                "'new/gide.yml'; "
                "did you mean 'guide'?"
            )
        ]

    def test_what_mkdocs_only_remarks_counts_when_warnings_do(self, root: Path) -> None:
        files = {"mkdocs.yml": f"{CONFIG}nosuch: 1\n"}
        assert check(root, files).returncode == 0
        ran = check(root, files, "--strict")
        assert ran.returncode == 2
        assert told(ran) == [
            (
                "mkdocs.yml:2: config-invalid: "
                "Config value 'nosuch': Unrecognised configuration name: nosuch"
            )
        ]


class TestDisk:
    """What cannot be written is said, and what was there before is left."""

    def test_a_file_in_the_place_of_the_site(self, root: Path) -> None:
        write(root, {**GOOD, "site": "a file"})
        ran = run_here(root, "build")
        assert ran.returncode == 2
        assert told(ran) == ["site: cannot-write: cannot write: there is a file in its place"]
        assert (root / "site").read_text() == "a file"

    def test_a_file_in_the_place_of_the_folder_above(self, root: Path) -> None:
        write(root, {**GOOD, "out": "a file"})
        ran = run_here(root, "build", "-d", "out/site")
        assert ran.returncode == 2
        assert [line.partition(": cannot write: ")[0] for line in told(ran)] == [
            "out/site: cannot-write"
        ]
        assert sorted(path.name for path in root.iterdir()) == ["docs", "mkdocs.yml", "out"]

    @pytest.mark.parametrize("most_bytes", [2_000, 100_000])
    def test_a_disk_that_is_full_while_mkdocs_writes(self, root: Path, most_bytes: int) -> None:
        write(root, GOOD)
        assert site_builder(root, "build").returncode == 0
        write(root, {"site/marker.txt": "of the last build"})
        before = snapshot(root)
        ran = site_builder(root, "build", most_bytes=most_bytes)
        assert ran.returncode == 2
        assert told(ran) == ["site: cannot-write: cannot write: File too large"]
        # The folder in which the site was prepared is gone, too.
        assert snapshot(root) == before
        names = sorted(path.name for path in root.iterdir())
        assert names == [".cache", "docs", "mkdocs.yml", "site"]

    def test_a_disk_that_is_full_while_a_check_renders(self, root: Path) -> None:
        write(root, GOOD)
        ran = site_builder(root, "check", most_bytes=2_000)
        assert ran.returncode == 2
        (line,) = told(ran)
        assert line.endswith(": cannot-write: cannot write: File too large")

    def test_a_disk_that_is_full_while_the_single_file_is_put_into_the_site(
        self, root: Path
    ) -> None:
        # With a plain theme of one template, the single file is the largest file of the site.
        theme = "theme:\n  name: null\n  custom_dir: theme\n"
        config = f"{CONFIG}{theme}{PLUGIN}      standalone: one.html\n"
        template = "<title>x</title>{{ page.content }}"
        files = {**GOOD, "mkdocs.yml": config, "theme/main.html": template}
        write(root, files)
        ran = site_builder(root, "build")
        assert ran.returncode == 0, ran.stderr
        assert (root / "site/one.html").stat().st_size > 20_000
        # When nothing has changed, nothing is written.
        write(root, {"theme/main.html": f"{template}<br>"})
        before = snapshot(root)
        ran = site_builder(root, "build", most_bytes=20_000)
        assert ran.returncode == 2
        assert told(ran) == ["one.html: cannot-write: cannot write: File too large"]
        assert snapshot(root) == before
        hidden = [path.name for path in root.iterdir() if path.name.startswith(".")]
        assert hidden == [".cache"]

    def test_a_disk_that_is_full_leaves_no_half_of_a_new_page(self, root: Path) -> None:
        write(root, GOOD)
        ran = site_builder(root, "new", "guide", "docs/new.md", most_bytes=200)
        assert ran.returncode == 2
        assert lines_of(ran.stderr) == ["docs/new.md: cannot-write: cannot write: File too large"]
        assert [path.name for path in (root / "docs").iterdir()] == ["index.md"]
