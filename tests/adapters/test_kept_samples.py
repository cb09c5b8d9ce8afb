"""What is kept of samples between builds is what would be found anew."""

from dataclasses import replace
from pathlib import Path

import pytest

from site_builder import pipeline
from site_builder.adapters.build import open_project
from site_builder.adapters.incremental.samples import KeptSamples
from site_builder.model import Code, Page, Site
from site_builder.stages.store import Store
from tests.small import Small

ROOT = Path(__file__).parents[2]


def _with(site: Site, name: str, text: str) -> Site:
    """Return a site in which a file of an example is another one."""
    examples = tuple(
        replace(
            one,
            files=tuple(
                replace(file, text=text) if file.path == name else file for file in one.files
            ),
        )
        for one in site.examples
    )
    return replace(site, examples=examples)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store", 100_000_000)


@pytest.mark.parametrize("config", ["mkdocs.yml", "tests/projects/small/mkdocs.yml"])
def test_what_is_taken_is_what_was_found(store: Store, config: str) -> None:
    site = open_project(str(ROOT / config)).site
    found = {page.path: pipeline.find_samples(page, site) for page in site.pages}
    assert any(samples for samples, _ in found.values())
    for _ in range(3):
        kept = KeptSamples(store, "this")
        assert {page.path: kept(page, site) for page in site.pages} == found
        kept.keep()
    assert [one.kind for one in store.objects()] == ["samples"]


def test_a_changed_example_is_cut_anew_also_within_one_build(small: Small, store: Store) -> None:
    site = open_project(str(small.root / "mkdocs.yml")).site
    page = site.page("guides/lists.md")
    assert page
    name = "examples/text/slugify_titles/slugify_titles.py"
    code = small.read(name)
    other = _with(site, name, code.replace("lower()", "casefold()"))
    kept = KeptSamples(store, "this")
    for one in (site, other, site):
        assert kept(page, one) == pipeline.find_samples(page, one)
    kept.keep()
    again = KeptSamples(store, "this")
    assert again(page, other) == pipeline.find_samples(page, other)
    assert again(page, other) != again(page, site)


def test_the_state_of_samples_tells_what_they_look_like(small: Small, store: Store) -> None:
    site = open_project(str(small.root / "mkdocs.yml")).site
    page = site.page("guides/lists.md")
    assert page
    name = "examples/text/slugify_titles/slugify_titles.py"
    folder = small.root / "templates"
    folder.mkdir()
    states = []
    for one in (
        site,
        _with(site, name, f"{small.read(name)}\n"),
        replace(site, settings=replace(site.settings, templates_dirs=(folder,))),
        replace(site, settings=replace(site.settings, source_url="https://example.org")),
    ):
        kept = KeptSamples(store, "this")
        assert kept.state(page, one) == ""
        kept(page, one)
        states.append(kept.state(page, one))
        assert kept.state(page, one) == states[-1] != ""
        assert kept.state(replace(page, body=f"{page.body}\n"), one) == ""
    assert len(set(states)) == len(states)


def test_a_page_with_a_mistake_is_looked_at_each_time(small: Small, store: Store) -> None:
    site = open_project(str(small.root / "mkdocs.yml")).site
    page = Page("a.md", "docs/a.md", "```sample\ntext/none::x\n```\n")
    for _ in range(2):
        kept = KeptSamples(store, "this")
        samples, problems = kept(page, site)
        assert (samples, [one.code for one in problems]) == ((), [Code.EXAMPLE_MISSING])
        assert kept.state(page, site) == ""
        kept.keep()
