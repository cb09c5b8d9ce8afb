from pathlib import Path

import pytest
from markdown import markdown

from site_builder.checks.published import check_published
from site_builder.model import Example, Page, RenderedPage, Settings, Site

DIRECTIVE = "```sample\ngood/fine::greet\n```\n"


def told(html: str, body: str = "# A page\n") -> list[str]:
    settings = Settings(Path(), Path(), Path())
    example = Example("good/fine", "examples/good/fine", "T", "S.")
    site = Site(settings, (Page("a.md", "docs/a.md", body),), (example,))
    page = RenderedPage("a.md", "docs/a.md", "a/", "", html)
    return [str(problem) for problem in check_published([page], site)]


@pytest.mark.parametrize(
    ("text", "extensions", "shown"),
    [
        (DIRECTIVE, ["fenced_code"], "good/fine::greet"),
        (DIRECTIVE, ["fenced_code", "codehilite"], "good/fine::greet"),
        (DIRECTIVE, ["pymdownx.superfences"], "good/fine::greet"),
        (DIRECTIVE, [], "```sample"),
        (f"<div>\n{DIRECTIVE}</div>", [], "```sample"),
        ("- item\n\n  ```sample\n  good/fine::greet\n  ```\n", ["fenced_code"], "```sample"),
        ("~~~ sample\ngood/fine::greet\n~~~\n", [], "~~~ sample"),
        ("| a |\n| - |\n| ```sample x |\n", ["tables"], "```sample x"),
    ],
)
def test_a_directive_that_nobody_processed_is_told(
    text: str, extensions: list[str], shown: str
) -> None:
    settings = {"pymdownx.highlight": {"pygments_lang_class": True}}
    html = markdown(text, extensions=extensions, extension_configs=settings)
    assert told(html) == [
        (
            f"docs/a.md: directive-unprocessed: the page shows a sample block as text: '{shown}'; "
            "let the block begin on a line of its own, in the page itself"
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"````markdown\n{DIRECTIVE}````\n",
        "Write `` ```sample `` before it.",
        "    ```sample\n    x\n    ```\n",
        "A sample of ```code```, and of ```more```.",
        "- `sample`\n- ```sample code```\n",
        "```text\ngood/fine::greet\n```\n",
        "```text\nbad/fine::greet\n```\n",
        "```text\ngood/fine::greet\nand more\n```\n",
        "```python\nx = 'sample'\n```\n",
    ],
)
def test_a_directive_that_is_quoted_is_fine(text: str) -> None:
    for extension in ("fenced_code", "pymdownx.superfences"):
        assert told(markdown(text, extensions=[extension]), text) == []


def test_a_directive_inside_of_code_is_quoted() -> None:
    assert told("<pre><div>```sample</div></pre>") == []
    # Control: the same outside of code.
    assert len(told("<div>```sample</div>")) == 1


@pytest.mark.parametrize(
    "html",
    [
        "<pre>good/fine::greet",
        "<PRE class='x'>\n<code>good/fine::greet\n</code></PRE>",
        "<pre>good&#47;fine::greet</pre>",
        "<pre>good&sol;fine::greet</pre>",
        "<pre>many\nlines</pre><pre>good/fine</pre>",
        "<pre><span\nclass='a'>\n</span>good/fine::greet</pre>",
        "<p>&#96;``sample</p>",
        "<p>&grave;``sample</p>",
        '<pre class="language-sample highlight">x</pre>',
    ],
)
def test_however_it_is_written_in_html_it_is_told(html: str) -> None:
    assert len(told(html)) == 1


def test_a_page_that_another_plugin_made_is_looked_at_too() -> None:
    html = markdown(DIRECTIVE, extensions=["pymdownx.superfences"])
    site = Site(Settings(Path(), Path(), Path()), (), (Example("good/fine", "", "T", "S."),))
    pages = [RenderedPage("made.md", "docs/made.md", "made/", "", html)]
    assert len(list(check_published(pages, site))) == 1
