"""The MkDocs plugin: what is published, what is left alone, and when."""

import signal
from collections.abc import Mapping

import pytest
from mkdocs.exceptions import Abort
from selectolax.lexbor import LexborHTMLParser

from site_builder.adapters.build import CannotStartError, build_site
from tests.small import Small, problems_in

GENERATED = (
    "examples/index.html",
    "examples/numbers/running_mean/index.html",
    "examples/requirements/index.html",
    "examples/text/slugify_titles/index.html",
)


def test_a_plain_mkdocs_build_publishes_the_site_and_leaves_nothing_beside_it(small: Small) -> None:
    ran = small.run("mkdocs", "build", "--strict", PYTHONWARNINGS="error")
    assert ran.returncode == 0, ran.stderr
    assert "def slugify" in small.document("index.html").text()
    # What builds keep for the next one tells git to leave it alone.
    assert sorted(path.name for path in small.root.iterdir()) == [
        ".cache",
        "docs",
        "examples",
        "mkdocs.yml",
        "pyproject.toml",
        "site",
    ]


def test_the_site_is_readable_by_a_web_server_that_runs_as_another_user(small: Small) -> None:
    small.build()
    assert small.site.stat().st_mode & 0o777 == 0o755


def test_two_builds_of_the_same_sources_are_the_same(small: Small) -> None:
    small.build()
    first = dict(small.snapshot())
    small.build()
    second = dict(small.snapshot())
    # The packed site map carries the time at which it was packed.
    assert first.pop("sitemap.xml.gz")
    assert second.pop("sitemap.xml.gz")
    assert first == second


def test_a_check_leaves_the_site_alone_and_the_next_build_publishes_again(small: Small) -> None:
    checked = build_site(str(small.root / "mkdocs.yml"), publish=False)
    assert checked.problems == ()
    assert len(checked.renderings) == 1
    assert not small.site.exists()
    small.build()
    assert (small.site / "index.html").is_file()


def test_a_build_that_stops_early_gives_no_rendering_not_even_an_earlier_one(small: Small) -> None:
    config = str(small.root / "mkdocs.yml")
    assert build_site(config).renderings
    small.make_three_mistakes()
    stopped = build_site(config)
    assert len(stopped.problems) == 3
    assert stopped.renderings == ()


def test_a_strict_build_tells_the_warnings_of_other_plugins_beside_ours(small: Small) -> None:
    small.write(
        "hook.py",
        "import logging\n\n"
        "def on_env(env, config, files):\n"
        "    logging.getLogger('mkdocs.plugins.other').warning('the other warning')\n",
    )
    small.replace("mkdocs.yml", "plugins:", "hooks: [hook.py]\nplugins:")
    small.replace("docs/index.md", "py::slugify", "py:10-12")
    built = build_site(str(small.root / "mkdocs.yml"), strict=True)
    assert sorted(problem.code.slug for problem in built.problems) == [
        "range-used",
        "render-failed",
    ]
    assert "the other warning" in str(built.problems)
    assert not small.site.exists()


def test_a_site_that_cannot_be_written_is_a_problem(small: Small) -> None:
    small.write("site", "a file in its place")
    with pytest.raises(CannotStartError, match="site: cannot-write"):
        build_site(str(small.root / "mkdocs.yml"))


class TestFailingBuild:
    """A build that fails leaves the last good site as it was."""

    def test_for_a_mistake_in_a_sample(self, small: Small) -> None:
        before = _built(small)
        small.replace("docs/index.md", "py::slugify", "py::slug")
        with pytest.raises(Abort, match="symbol-missing"):
            small.build()
        _assert_untouched(small, before)

    def test_for_a_dead_link(self, small: Small) -> None:
        before = _built(small)
        small.replace("docs/index.md", "(guides/lists.md)", "(guides/list.html)")
        with pytest.raises(Abort, match="link-dead"):
            small.build()
        _assert_untouched(small, before)

    def test_for_a_warning_in_a_strict_build(self, small: Small) -> None:
        before = _built(small)
        small.replace("docs/index.md", "py::slugify", "py:10-12")
        with pytest.raises(Abort, match="strict mode"):
            small.build(strict=True)
        _assert_untouched(small, before)
        small.build()
        assert small.snapshot() != before

    @pytest.mark.parametrize(
        "event", ["on_files", "on_page_content", "on_post_page", "on_post_build"]
    )
    def test_for_an_exception_in_another_plugin(self, small: Small, event: str) -> None:
        before = _built(small)
        small.write("hook.py", f"def {event}(*args, **kwargs):\n    raise ZeroDivisionError\n")
        with pytest.raises(ZeroDivisionError):
            small.build(hooks=["hook.py"])
        _assert_untouched(small, before)

    def test_for_an_interruption_by_the_keyboard(self, small: Small) -> None:
        before = _built(small)
        small.write("hook.py", "def on_post_page(*a, **k):\n    raise KeyboardInterrupt\n")
        with pytest.raises(KeyboardInterrupt):
            small.build(hooks=["hook.py"])
        _assert_untouched(small, before)

    def test_for_a_process_that_is_killed_in_the_middle(self, small: Small) -> None:
        before = _built(small)
        kill = "import os, signal\n\ndef on_post_page(*a, **k):\n    os.kill(os.getpid(), 9)\n"
        small.write("hook.py", kill)
        small.replace("mkdocs.yml", "plugins:", "hooks: [hook.py]\nplugins:")
        assert small.run("mkdocs", "build").returncode == -signal.SIGKILL
        assert small.snapshot() == before

    def test_the_first_build_leaves_no_site_at_all(self, small: Small) -> None:
        small.make_three_mistakes()
        with pytest.raises(Abort) as stopped:
            small.build()
        assert len(problems_in(str(stopped.value))) == 3
        assert sorted(path.name for path in small.root.iterdir()) == [
            ".cache",
            "docs",
            "examples",
            "mkdocs.yml",
            "pyproject.toml",
        ]


class TestHiddenEntries:
    """Hidden entries of the site folder are not of our making."""

    def test_survive_a_build(self, small: Small) -> None:
        small.write("site/.git/HEAD", "ref: refs/heads/pages\n")
        small.write("site/.nojekyll", "")
        small.write("site/stale.html", "")
        small.build()
        assert small.read("site/.git/HEAD") == "ref: refs/heads/pages\n"
        assert (small.site / ".nojekyll").exists()
        # Control: what is not hidden goes, as with plain MkDocs.
        assert not (small.site / "stale.html").exists()

    def test_give_way_to_what_the_new_site_has(self, small: Small) -> None:
        small.write("site/.nojekyll", "old")
        hook = (
            "from pathlib import Path\n\n"
            "def on_post_build(config):\n"
            "    Path(config.site_dir, '.nojekyll').write_text('new')\n"
        )
        small.write("hook.py", hook)
        small.build(hooks=["hook.py"])
        assert small.read("site/.nojekyll") == "new"

    def test_survive_a_build_that_fails(self, small: Small) -> None:
        small.write("site/.git/HEAD", "ref: refs/heads/pages\n")
        small.make_three_mistakes()
        with pytest.raises(Abort):
            small.build()
        assert small.read("site/.git/HEAD") == "ref: refs/heads/pages\n"


def test_a_site_folder_that_is_a_link_stays_one(small: Small) -> None:
    real = small.root.parent / "real"
    real.mkdir()
    (real / ".git").touch()
    small.site.symlink_to(real)
    small.build()
    assert small.site.is_symlink()
    assert (real / "index.html").is_file()
    assert (real / ".git").exists()
    assert sorted(path.name for path in small.root.parent.iterdir()) == ["real", "small"]


class TestGeneratedPages:
    """Pages of the examples are made, unless an author has made them."""

    def test_are_in_the_site_and_in_the_navigation(self, small: Small) -> None:
        small.build()
        assert set(GENERATED) <= set(small.snapshot())
        links = small.document("index.html").css("nav a.md-nav__link")
        targets = [link.attributes["href"] for link in links]
        assert {target for target in targets if target and "examples/" in target} == {
            "examples/",
            "examples/numbers/running_mean/",
            "examples/requirements/",
            "examples/text/slugify_titles/",
        }

    def test_name_the_pages_that_show_the_example(self, small: Small) -> None:
        small.build()
        article = small.document("examples/numbers/running_mean/index.html").css_first("article")
        assert article is not None
        targets = {link.attributes["href"] for link in article.css("li a")}
        assert {"../../../", "../../../guides/lists/"} <= targets

    def test_do_not_take_the_place_of_what_an_author_wrote(self, small: Small) -> None:
        own = "# By hand\n\n" + "".join(
            f'<span id="{anchor}"></span>\n'
            for anchor in (
                "run",
                "tests",
                "file-slugify_titles.py",
                "file-__main__.py",
                "file-test_slugify_titles.py",
            )
        )
        small.write("docs/examples/text/slugify_titles.md", own)
        small.build()
        heading = small.document("examples/text/slugify_titles/index.html").css_first("h1")
        assert heading is not None
        assert heading.text() == "By hand"
        assert small.read("docs/examples/text/slugify_titles.md") == own

    def test_are_not_written_into_the_sources(self, small: Small) -> None:
        small.build()
        assert not (small.root / "docs/examples").exists()

    def test_are_not_made_when_the_project_wants_none(self, small: Small) -> None:
        small.replace(
            "mkdocs.yml", "  - site_builder", '  - site_builder:\n      example_pages: ""'
        )
        small.replace("mkdocs.yml", "  - Examples: examples/\n", "")
        small.replace("docs/index.md", "[examples](examples/index.md)", "examples")
        small.build()
        assert not set(GENERATED) & set(small.snapshot())
        assert small.document("index.html").css_first(".sample-proof") is None


class TestPagesLeftOut:
    """What MkDocs leaves out, our checks leave out, too."""

    def test_a_page_outside_the_navigation_is_a_problem_only_if_asked_for(
        self, small: Small
    ) -> None:
        small.write("docs/extra.md", "# Extra\n\nBack to the [start](index.md).\n")
        small.build()
        _set(small, "nav_complete: true")
        with pytest.raises(Abort, match=r"docs/extra\.md: page-not-in-nav"):
            small.build()

    def test_a_page_listed_under_not_in_nav_is_excused(self, small: Small) -> None:
        small.write("docs/extra.md", "# Extra\n\nBack to the [start](index.md).\n")
        _set(small, "nav_complete: true")
        small.replace("mkdocs.yml", "plugins:", "not_in_nav: |\n  extra.md\nplugins:")
        small.build()
        assert (small.site / "extra/index.html").is_file()

    def test_a_mistake_in_an_excluded_page_does_not_count(self, small: Small) -> None:
        small.write("docs/old/gone.md", "# Gone\n\n```sample\nno/such\n```\n")
        with pytest.raises(Abort, match="example-missing"):
            small.build()
        small.replace("mkdocs.yml", "plugins:", "exclude_docs: |\n  old/\nplugins:")
        small.build()
        assert not (small.site / "old").exists()

    def test_broken_front_matter_of_an_excluded_page_does_not_count(self, small: Small) -> None:
        small.write("docs/old/gone.md", "---\ntitle: [\n---\n\n# Gone\n")
        with pytest.raises(Abort, match="front-matter-invalid"):
            small.build()
        small.replace("mkdocs.yml", "plugins:", "exclude_docs: |\n  old/\nplugins:")
        small.build()

    def test_an_excluded_page_of_the_navigation_is_a_problem(self, small: Small) -> None:
        small.replace("mkdocs.yml", "plugins:", "exclude_docs: |\n  lists.md\nplugins:")
        with pytest.raises(Abort, match=r"mkdocs\.yml:8: nav-missing-page: .*guides/lists\.md"):
            small.build()

    def test_no_generated_page_links_to_an_excluded_page(self, small: Small) -> None:
        small.write("docs/old/gone.md", "# Gone\n\n```sample\nnumbers/running_mean\n```\n")
        small.replace("mkdocs.yml", "plugins:", "exclude_docs: |\n  old/\nplugins:")
        small.build(strict=True)
        page = small.read("site/examples/numbers/running_mean/index.html")
        assert "gone" not in page.lower()

    def test_a_page_of_the_navigation_that_another_plugin_makes_is_there(
        self, small: Small
    ) -> None:
        hook = (
            "from mkdocs.structure.files import File\n\n"
            "def on_files(files, config):\n"
            "    files.append(File.generated(config, 'made.md', content='# Made'))\n"
        )
        small.write("hook.py", hook)
        small.replace("mkdocs.yml", "  - Guides:", "  - Made: made.md\n  - Guides:")
        small.build(hooks=["hook.py"], strict=True)
        assert (small.site / "made/index.html").is_file()
        links = small.document("index.html").css("nav a.md-nav__link")
        assert "made/" in {link.attributes["href"] for link in links}

    def test_a_page_of_the_navigation_that_nobody_makes_is_a_problem(self, small: Small) -> None:
        small.replace("mkdocs.yml", "guides/lists.md", "guides/list.md")
        with pytest.raises(Abort, match=r"mkdocs\.yml:8: nav-missing-page: .*guides/lists\.md"):
            small.build()


class TestKindsOfSites:
    """The plugin works however the site is laid out."""

    def test_addresses_of_files_instead_of_folders(self, small: Small) -> None:
        small.build(use_directory_urls=False, strict=True)
        proof = small.document("guides/lists.html").css_first(".sample-proof a")
        assert proof is not None
        target = "../examples/text/slugify_titles.html#file-slugify_titles.py"
        assert proof.attributes["href"] == target

    def test_a_site_below_a_path(self, small: Small) -> None:
        small.replace("docs/index.md", "(guides/lists.md)", "(/docs/guides/lists/)")
        small.build(site_url="https://example.org/docs/")
        with pytest.raises(Abort, match="link-outside"):
            small.build(site_url="https://example.org/other/")

    @pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
    def test_another_theme(self, small: Small, theme: str) -> None:
        text = small.read("mkdocs.yml").replace(
            "  name: material\n  font: false", f"  name: {theme}"
        )
        small.write("mkdocs.yml", text)
        small.build(strict=True)
        tree = small.document("guides/lists/index.html")
        assert len(tree.css(".sample-code")) == 2
        sheets = [link.attributes["href"] for link in tree.css("link[rel=stylesheet]")]
        assert "../../assets/site-builder/sample.css" in sheets

    @pytest.mark.parametrize(
        ("extension", "highlighted"),
        [("pymdownx.superfences", 2), ("pymdownx.extra", 2), ("fenced_code", 0)],
    )
    def test_samples_of_lists_are_code_with_and_without_superfences(
        self, small: Small, extension: str, highlighted: int
    ) -> None:
        small.replace("mkdocs.yml", "pymdownx.superfences", extension)
        small.build()
        tree = small.document("guides/lists/index.html")
        codes = [node.text().strip() for node in tree.css("ol > li pre")]
        assert [code.partition("(")[0] for code in codes] == [
            "def slugify",
            "def mean",
            "1.0\n1.5\n3.0",
        ]
        assert len(tree.css("ol .sample-code")) == highlighted


class TestForeignProject:
    """The commands work on a project that has never heard of us."""

    @pytest.fixture
    def foreign(self, small: Small) -> Small:
        config = small.read("mkdocs.yml").replace("  - site_builder\n", "")
        small.write("mkdocs.yml", config.replace("  - Examples: examples/\n", ""))
        return small

    def test_with_examples_gets_samples_from_the_commands(self, foreign: Small) -> None:
        ran = foreign.run("site-builder", "build", "--strict")
        assert ran.returncode == 0, ran.stderr
        assert "def slugify" in foreign.document("index.html").text()

    def test_without_examples_is_built_checked_and_put_into_one_file(self, foreign: Small) -> None:
        (foreign.root / "examples").rename(foreign.root / "elsewhere")
        for page in ("guides/lists.md", "guides/blocks.md", "guides/several.md"):
            foreign.write(f"docs/{page}", f"# {page}\n\nSee the [start](../index.md).\n")
        foreign.write("docs/index.md", "# Home\n\nSee [lists](guides/lists.md#guideslistsmd).\n")
        commands = (["build"], ["check"], ["standalone", "-o", "one.html"])
        for command in commands:
            ran = foreign.run(
                "site-builder",
                *command,
                "--strict" if command[0] != "standalone" else "--format=text",
            )
            assert ran.returncode == 0, ran.stderr
        assert foreign.document("index.html").css_first("h1") is not None
        one = LexborHTMLParser(foreign.read("one.html"))
        assert len(one.css("article")) == 4

    def test_without_our_plugin_plain_mkdocs_still_publishes_the_directive(
        self, foreign: Small
    ) -> None:
        # Control for the two above: the samples come from the commands, not from the project.
        foreign.replace("docs/index.md", "or the\n[examples](examples/index.md)", "or go")
        foreign.build()
        assert "def slugify" not in foreign.document("index.html").text()


def _built(small: Small) -> Mapping[str, bytes]:
    small.build()
    # Something that no build makes shows that the folder itself is the old one.
    small.write("site/marker.txt", "old")
    return small.snapshot()


def _assert_untouched(small: Small, before: Mapping[str, bytes]) -> None:
    assert small.snapshot() == before
    assert [path.name for path in small.root.glob(".site.*")] == []


def _set(small: Small, option: str) -> None:
    small.replace("mkdocs.yml", "  - site_builder", f"  - site_builder:\n      {option}")
