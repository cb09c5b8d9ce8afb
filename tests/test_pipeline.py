from collections.abc import Callable

import pytest

from site_builder import pipeline
from site_builder.checks.navigation import NavEntry
from site_builder.model import NavItem, OutputFile, RenderedPage, Rendering
from tests.support import EXAMPLE_TOML, Project

FILES = {
    "content/index.md": "# Home\n\n```sample\ndemo/run::answer\n```\n",
    "content/guides/one.md": "# One\n",
    "examples/demo/run/example.toml": EXAMPLE_TOML,
    "examples/demo/run/run.py": "def answer():\n    return 42\n\n\nprint(answer())\n",
    "examples/demo/run/expected.txt": "42\n",
    "examples/demo/lib/example.toml": f"{EXAMPLE_TOML}library = true\n",
    "examples/demo/lib/lib.py": "x = 1\n",
    "examples/demo/none/example.toml": EXAMPLE_TOML,
}


@pytest.fixture
def opened(project: Callable[..., Project]) -> Callable[..., pipeline.Project]:
    def make(
        changes: dict[str, str] | None = None, *sources: str, **settings: object
    ) -> pipeline.Project:
        made = project({**FILES, **(changes or {})}, **settings)
        return pipeline.open_project(made.settings, set(sources) if sources else None)

    return make


Opened = Callable[..., pipeline.Project]


def rendering(*articles: tuple[str, str], site_url: str = "") -> Rendering:
    pages = tuple(
        RenderedPage(
            source,
            f"content/{source}",
            "" if source == "index.md" else f"{source.removesuffix('.md')}/",
            source,
            html,
        )
        for source, html in articles
    )
    files = tuple(OutputFile(f"{page.url}index.html", page.html.encode()) for page in pages)
    nav = tuple(NavItem(page.title, page.url, is_page=True) for page in pages)
    return Rendering("Site", "en", site_url, pages, nav, files)


def codes(problems: object) -> list[str]:
    return [str(one) for one in problems]  # type: ignore[attr-defined]


def test_a_page_gets_its_samples(opened: Opened) -> None:
    project = opened()
    text, problems = pipeline.expand_page(
        project.page_with("index.md", FILES["content/index.md"]), project
    )
    assert "def answer():\n    return 42\n" in text
    assert problems == ()


class TestTextThatOthersHaveChanged:
    OWN = "# Home\n\n```sample\nno/such\n```\n"
    ADDED = "```sample\nno/other\n```\n"

    def test_unchanged_has_the_lines_of_its_own(self, opened: Opened) -> None:
        project = opened({"content/index.md": self.OWN})
        page = project.page_with("index.md", self.OWN)
        _, problems = pipeline.expand_text(page, f"\n{self.OWN}\n", project)
        assert [str(one.location) for one in problems] == ["content/index.md:3"]

    def test_changed_keeps_them_and_adds_others_without_a_line(self, opened: Opened) -> None:
        project = opened({"content/index.md": self.OWN})
        page = project.page_with("index.md", self.OWN)
        _, problems = pipeline.expand_text(page, f"{self.ADDED}\n{self.OWN}", project)
        places = [(str(one.location), "no/other" in one.message) for one in problems]
        assert places == [("content/index.md:3", False), ("content/index.md", True)]

    def test_places_in_other_files_stay(self, opened: Opened) -> None:
        broken = {"examples/demo/run/run.py": "# region a\nx = 1\n"}
        project = opened({"content/index.md": "# Home\n", **broken})
        page = project.page_with("index.md", "# Home\n")
        _, problems = pipeline.expand_text(page, "```sample\ndemo/run#a\n```\n", project)
        assert [str(one.location) for one in problems] == ["examples/demo/run/run.py:1"]


class TestSources:
    def test_of_a_good_project_are_fine(self, opened: Opened) -> None:
        (problem,) = pipeline.check_sources(opened())
        # Control: this one is not whole on purpose.
        assert problem.location.path == "examples/demo/none/example.toml"

    def test_are_all_checked(self, opened: Opened) -> None:
        project = opened(
            {
                "content/guides/one/index.md": "# The same\n",
                "content/guides/index.md": "# The index of a kind\n",
                "content/assets/diagrams/a.mmd": "flowchart LR\n  a --> b\n",
                "examples/demo/run/README.md": "# Run\n\n## Description\n\n[[x]]\n",
                "examples/demo/lib/README.md": "# A library needs no sections\n",
            },
            page_kinds=(("guides", "guide"),),
            examples_complete=True,
            nav_complete=True,
        )
        entries = [NavEntry("index.md", 3), NavEntry("nosuch.md", 4), NavEntry("guides/one.md", 5)]
        found = list(
            pipeline.check_sources(project, entries, lambda source: source == "guides/index.md")
        )
        places = {(one.code.slug, one.location.path) for one in found}
        assert {
            ("diagram-undescribed", "content/assets/diagrams/a.mmd"),
            ("address-duplicate", "content/guides/one/index.md"),
            ("nav-missing-page", "mkdocs.yml"),
            ("page-not-in-nav", "content/guides/one/index.md"),
            ("section-missing", "content/guides/one.md"),
            ("section-missing", "examples/demo/run/README.md"),
            ("placeholder-left", "examples/demo/run/README.md"),
            ("readme-missing", "examples/demo/none"),
            ("example-entry", "examples/demo/none/example.toml"),
        } <= places
        quiet = {path for slug, path in places if slug.startswith(("section", "page-not"))}
        assert not quiet & {"content/guides/index.md", "examples/demo/lib/README.md"}


def test_examples_that_can_be_run_are_run_and_checked(opened: Opened) -> None:
    project = opened({"examples/demo/run/expected.txt": "41\n"})
    (example,) = pipeline.runnable(project)
    assert example.name == "demo/run"
    with pipeline.Runner(project.settings, {}) as runner:
        ran, problems = pipeline.run_example(example, runner)
    assert ran.run.stdout == b"42\n"
    assert [problem.code.slug for problem in problems] == ["output-differs"]


def test_a_project_without_diagrams_needs_nothing_to_draw_them(opened: Opened) -> None:
    assert pipeline.draw_diagrams(opened(), everything=True) == ((), ())


class TestRenderedSite:
    def test_is_checked_for_directives_links_and_reach(self, opened: Opened) -> None:
        site = rendering(
            ("index.md", "<pre><code class=language-sample>demo/run</code></pre><a href=x/>x</a>"),
            ("guides/one.md", ""),
        )
        found = [one.code.slug for one in pipeline.check_site(opened(), site)]
        assert found == ["directive-unprocessed", "link-dead"]
        far = pipeline.check_site(opened(max_clicks=2), site)
        assert [one.code.slug for one in far] == [*found, "page-orphan"]

    def test_behind_an_open_fence_is_not_told_again(self, opened: Opened) -> None:
        html = "<p>```sample demo/run</p>"
        open_fence = {"content/index.md": "# Home\n\n```sample\ndemo/run\n"}
        assert list(pipeline.check_site(opened(open_fence), rendering(("index.md", html)))) == []
        # Control: the same text on a page whose fences are closed.
        assert len(list(pipeline.check_site(opened(), rendering(("guides/one.md", html))))) == 1

    def test_without_pages_has_nothing_to_check(self, opened: Opened) -> None:
        theme = rendering().with_files([OutputFile("404.html", b"<a href=/nosuch/>home</a>")])
        assert list(pipeline.check_site(opened(), theme)) == []
