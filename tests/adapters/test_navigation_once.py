"""The navigation is rendered once, and every page looks as if it had been rendered anew."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from mkdocs.commands.build import build
from mkdocs.config import load_config

from site_builder.adapters.navigation_once import render_navigation_once

FEATURES = (
    "",
    "navigation.tabs",
    "navigation.sections",
    "navigation.tabs, navigation.sections",
    "navigation.tabs, navigation.sections, navigation.indexes",
    "navigation.expand",
    "navigation.indexes, navigation.path",
    "navigation.prune",
    "navigation.prune, navigation.indexes, navigation.tabs",
    "toc.integrate, navigation.top",
)
DEEP = {
    "index.md": "# Home\n",
    "about.md": "---\nicon: material/help\nstatus: new\nsubtitle: Who\n---\n# About\n",
    "guides/index.md": "# Guides\n\n## More\n",
    "guides/first.md": "# First\n\n## One\n\n## Two\n",
    "guides/deep/index.md": "# Deep\n",
    "guides/deep/down/below.md": "# Below\n",
    "guides/deep/down/under.md": "---\ntitle: '*Under* & over'\n---\n# Under\n",
    "reference/one.md": "# One\n",
    "reference/two.md": "# Two\n",
    "reference/two/more.md": "# More\n",
}
FLAT = {f"page-{number}.md": f"# Page {number}\n\n## A\n" for number in range(12)} | {
    "index.md": "# Home\n"
}
NAMED = """\
nav:
  - Start: index.md
  - Guides:
      - guides/index.md
      - Elsewhere: https://example.com/x
      - From the root: /reference/one/
      - Relative: ../outside/
      - Down:
          - guides/deep/down/below.md
          - Again: guides/first.md
  - Reference:
      - reference/one.md
      - First once more: guides/first.md
"""


EXCUSED = [
    f"{{code: {code}, severity: warning, why: Tried elsewhere}}"
    for code in ("link-dead", "link-outside", "nav-missing-page")
]
"""What is wrong with the addresses in that navigation is not what is tried here."""


def _site(
    root: Path,
    pages: Mapping[str, str],
    features: str = "",
    more: str = "",
    theme: str = "material",
) -> Mapping[str, bytes]:
    """Build a project and return the documents of its site."""
    for name, text in pages.items():
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "mkdocs.yml").write_text(
        f"site_name: Tree\nsite_url: https://example.com/tree/\n"
        f"theme:\n  name: {theme}\n  features: [{features}]\n"
        + ("  font: false\n" if theme == "material" else "")
        + "plugins: [{site_builder: {incremental: false, problems: ["
        + ", ".join(EXCUSED)
        + "]}}]\n"
        + more,
        encoding="utf-8",
    )
    config = load_config(str(root / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
    site = root / "site"
    return {one.relative_to(site).as_posix(): one.read_bytes() for one in site.rglob("*.html")}


def _assert_alike(
    root: Path, monkeypatch: pytest.MonkeyPatch, pages: Mapping[str, str], features: str, more: str
) -> None:
    once = _site(root, pages, features, more)
    with monkeypatch.context() as patched:
        patched.setattr(
            "site_builder.adapters.incremental.build.render_navigation_once", lambda _: None
        )
        anew = _site(root, pages, features, more)
    assert len(once) > len(pages)
    assert once == anew


@pytest.mark.parametrize("features", FEATURES)
def test_a_deep_site_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, features: str
) -> None:
    _assert_alike(tmp_path, monkeypatch, DEEP, features, "")


@pytest.mark.parametrize("features", FEATURES[:3])
def test_a_flat_site_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, features: str
) -> None:
    _assert_alike(tmp_path, monkeypatch, FLAT, features, "")


@pytest.mark.parametrize("features", FEATURES)
def test_a_navigation_with_names_links_and_pages_that_recur_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, features: str
) -> None:
    _assert_alike(tmp_path, monkeypatch, DEEP, features, NAMED)


@pytest.mark.parametrize("features", ["", "navigation.indexes, navigation.tabs"])
def test_addresses_that_end_in_html_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, features: str
) -> None:
    _assert_alike(tmp_path, monkeypatch, DEEP, features, "use_directory_urls: false\n")


def test_each_entry_is_rendered_once_and_not_once_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = []
    for pages in (20, 40):
        asked: list[str] = []
        many = {f"part-{at % 4}/page-{at}.md": f"# Page {at}\n" for at in range(pages)}
        with monkeypatch.context() as patched:
            # MkDocs asks this of each address that a template shows.
            patched.setattr(
                "mkdocs.utils.templates.normalize_url",
                lambda path, page=None, base="", asked=asked: asked.append(path) or path,
            )
            _site(tmp_path / str(pages), {**many, "index.md": "# Home\n"})
        counts.append(sum("part-" in one for one in asked))
    # Twice the pages; were each rendered into each, there would be four times as many.
    assert counts[1] < counts[0] * 3


def test_a_template_of_the_projects_own_is_left_alone(tmp_path: Path) -> None:
    own = tmp_path / "theme" / "partials" / "nav-item.html"
    own.parent.mkdir(parents=True)
    own.write_text(
        "{% macro render(nav_item, path, level, parent) %}"
        "<li>{{ page.title if page }} {{ path }}</li>{% endmacro %}",
        encoding="utf-8",
    )
    (tmp_path / "mkdocs.yml").touch()
    site = _site(tmp_path, DEEP, more="", features="", theme="material\n  custom_dir: theme")
    assert b"<li>About __nav_1</li>" in site["about/index.html"]
    assert b"<li>Home __nav_1</li>" in site["index.html"]


def test_another_theme_is_left_alone(tmp_path: Path) -> None:
    site = _site(tmp_path, DEEP, theme="readthedocs")
    assert b"Below" in site["guides/deep/down/below/index.html"]


def test_a_second_build_shows_the_navigation_as_it_is_then(tmp_path: Path) -> None:
    _site(tmp_path, DEEP)
    site = _site(tmp_path, {**DEEP, "reference/three.md": "# Three\n"})
    assert b"Three" in site["index.html"]


def test_a_hook_may_give_each_page_a_navigation_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "hook.py").write_text(
        "def on_page_context(context, page, nav, **_):\n"
        "    nav.items[-1].title = f'Seen from {page.title}'\n",
        encoding="utf-8",
    )
    site = _site(tmp_path, DEEP, more="hooks: [hook.py]\n")
    assert b"Seen from About" in site["about/index.html"]
    # As deep as that one, so that their addresses are the same.
    assert b"Seen from Guides" in site["guides/index.html"]


def test_what_the_last_build_has_rendered_is_not_kept_with_its_environment() -> None:
    env = Environment(loader=DictLoader({}))
    render_navigation_once(env)
    before, loader = dict(env.globals), env.loader
    render_navigation_once(env)
    assert env.loader is loader
    assert env.globals != before


def test_a_kind_of_entry_that_only_a_plugin_knows_is_rendered_anew(tmp_path: Path) -> None:
    (tmp_path / "hook.py").write_text(
        "from mkdocs.structure.nav import Section\n\n\n"
        "class Mine(Section):\n    pass\n\n\n"
        "def on_nav(nav, **_):\n    nav.items[-1].__class__ = Mine\n",
        encoding="utf-8",
    )
    site = _site(tmp_path, DEEP, more="hooks: [hook.py]\n")
    assert b"Two" in site["about/index.html"]
