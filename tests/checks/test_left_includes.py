from pathlib import Path

import pytest

from site_builder.checks.left_includes import check_left_includes
from site_builder.model import (
    Includes,
    MarkdownIncludes,
    Page,
    RenderedPage,
    Settings,
    Site,
    Snippets,
)

ROOT = Path("/project")


def _told(html: str, body: str = "", ways: Includes | None = None) -> list[str]:
    settings = Settings(ROOT, ROOT / "docs", ROOT / "examples", includes=ways or Includes())
    pages = (Page("index.md", "docs/index.md", body, 4),) if body else ()
    rendered = RenderedPage("index.md", "docs/index.md", "", "Index", html)
    return [str(one) for one in check_left_includes([rendered], Site(settings, pages, ()))]


TEXT = '<p>--8&lt;-- "a.md"</p>'


def test_an_include_that_readers_see_has_the_line_of_its_source() -> None:
    (problem,) = _told(TEXT, '\n\n--8<-- "a.md"\n')
    told = "docs/index.md:6: include-left: the page shows the include '--8<-- \"a.md\"' as text"
    hint = "turn on pymdownx.snippets, or put it into code if it is meant to be seen"
    assert problem == f"{told}; {hint}"


def test_each_of_several_has_a_line() -> None:
    body = '- --8<-- "a.md"\n- `--8<-- "a.md"`\n```\n--8<-- "a.md"\n```\n> --8<-- "a.md"\n'
    html = '<li>--8&lt;-- "a.md"</li><li>\u20138&lt;\u2013 \u201ca.md\u201d</li>'
    lines = [one.partition(": ")[0] for one in _told(html, body)]
    assert lines == ["docs/index.md:4", "docs/index.md:9"]


@pytest.mark.parametrize(
    "html",
    [
        '<pre><code>--8&lt;-- "a.md"</code></pre>',
        '<p>Write <code>--8&lt;-- "a.md"</code>.</p>',
        '<div><script>--8&lt;-- "a.md"</script></div>',
        "<p>The { is a brace.</p>",
        "<p>Nothing.</p>",
    ],
)
def test_what_stands_in_code_is_meant_to_be_seen(html: str) -> None:
    assert not _told(html)


def test_what_is_escaped_is_meant_to_be_seen() -> None:
    assert not _told(TEXT, ';--8<-- "a.md"\n')


def test_what_came_with_another_file_has_no_line() -> None:
    (problem,) = _told(TEXT, "Text\n", Includes(snippets=Snippets()))
    assert problem.startswith("docs/index.md: include-left: ")
    assert "after pymdownx.snippets had read the page" in problem
    assert _told(TEXT)


def test_how_to_write_it_is_said_where_the_extension_is_turned_on() -> None:
    (problem,) = _told(TEXT, 'x --8<-- "a.md"\n', Includes(snippets=Snippets()))
    assert "let it stand alone on its line" in problem
    html, body = '<p>{% include "a" %}</p>', '{% include "a" %}\n'
    (problem,) = _told(html, body, Includes(markdown=MarkdownIncludes()))
    assert "write it so that include-markdown can read it" in problem


def test_a_page_that_the_plugin_leaves_alone_is_left_alone() -> None:
    html, body = '<p>{% include "a" %}</p>', '{% include "a" %}\n'
    assert not _told(html, body, Includes(markdown=MarkdownIncludes(exclude=("./ind*",))))


def test_tags_of_another_kind_are_looked_for() -> None:
    ways = Includes(markdown=MarkdownIncludes("<<", ">>"))
    assert _told('<p>&lt;&lt; include "a" &gt;&gt;</p>', '<< include "a" >>\n', ways)
