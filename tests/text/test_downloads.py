from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.model import Example, Settings, Site, SourceFile
from site_builder.text.downloads import download_paths, downloads_of, mark_downloads

RUN = Example("demo/run", "examples/demo/run", "Run", "Runs.")
PATHS = {"examples/demo/run.ipynb", "examples/demo/run.zip"}


def with_file(name: str) -> Example:
    return replace(RUN, files=(SourceFile(name, f"examples/demo/run/{name}", ""),))


def test_what_runs_as_a_module_is_offered_in_both_forms() -> None:
    made = downloads_of(with_file("__main__.py"))
    assert made == (("notebook", "run.ipynb"), ("zip", "run.zip"))
    assert downloads_of(RUN) == ()
    assert downloads_of(replace(with_file("run.py"), library=True)) == ()


def test_the_files_of_a_site_are_known_by_their_paths() -> None:
    root = Path("/project")
    settings = Settings(root, root / "docs", root / "examples")
    site = Site(settings, (), (with_file("run.py"), replace(with_file("top.py"), name="top")))
    assert download_paths(site) == {*PATHS, "examples/top.ipynb", "examples/top.zip"}
    for off in (replace(settings, downloads=False), replace(settings, example_pages="")):
        assert download_paths(replace(site, settings=off)) == frozenset()


@pytest.mark.parametrize(
    ("url", "target"),
    [("examples/demo/run/", "../run.zip"), ("examples/demo/run.html", "run.zip")],
)
def test_links_to_them_say_that_they_are_files_to_keep(url: str, target: str) -> None:
    html = f'<p><a href="{target}">z</a> <a href="../other.zip">o</a></p>'
    made = mark_downloads(html, url, PATHS)
    assert f'<a href="{target}" download="run.zip">z</a>' in made
    assert '<a href="../other.zip">o</a>' in made


def test_a_page_without_such_links_stays_as_it_is() -> None:
    html = "<p>Unclosed <b>text"
    assert mark_downloads(html, "", PATHS) is html
