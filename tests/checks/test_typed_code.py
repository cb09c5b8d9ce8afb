"""Code that is typed into pages, where a project says that code comes from examples."""

import pytest

from site_builder.checks.typed_code import check_typed_code
from site_builder.model import Allowed, Example, Page, SamplesOnly, SourceFile

FILES = ("chat.py", "README.md", "example.toml", "expected.txt", "expected/a.html", "stock.yaml")
EXAMPLE = Example(
    "demo/chat", "examples/demo/chat", "T", "S", files=tuple(SourceFile(n, n, "") for n in FILES)
)
ALL = SamplesOnly(("examples",), tagged=True)


def told(body: str, wanted: SamplesOnly = ALL, *, generated: bool = False) -> list[str]:
    page = Page("guides/a.md", "docs/guides/a.md", body, 3, generated=generated)
    return [str(one) for one in check_typed_code((page,), (EXAMPLE,), wanted, "mkdocs.yml")]


def typed(line: int, language: str = "python") -> str:
    return (
        f"docs/guides/a.md:{line}: code-typed: the block of {language} is typed in, and no example "
        "backs it; run site-builder adopt docs/guides/a.md, or say why: <!-- typed: why -->"
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("```python\nx\n```\n", [typed(3)]),
        ("Text\n\n```py title='a.py'\nx\n```\n", [typed(5, "py")]),
        ("```pycon\n>>> x\n```\n", [typed(3, "pycon")]),
        ("```{ .python .annotate }\nx\n```\n", [typed(3)]),
        ("~~~ python\nx\n~~~\n", [typed(3)]),
        ("1. Do\n\n    ```yml\n    a: 1\n    ```\n", [typed(5, "yml")]),
        ("> ```python\n> x\n> ```\n", [typed(3)]),
        ('=== "A"\n\n    ```python\n    x\n    ```\n', [typed(5)]),
        ("```python\na\n```\n\n```python\nb\n```\n", [typed(3), typed(7)]),
    ],
)
def test_code_in_a_language_of_the_examples_is_a_mistake(body: str, expected: list[str]) -> None:
    assert told(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "```sample\ndemo/chat\n```\n",
        "````markdown\n```python\nx\n```\n````\n",
        "```text\nx\n```\n",
        "```sh\nmake\n```\n",
        "```toml\na = 1\n```\n",
        "```html\n<p>\n```\n",
        "```mermaid\ngraph\n```\n",
        "```{note}\nText\n```\n",
        "<!--\n```python\nx\n```\n-->\n",
        "A fence ```python in a sentence```\n",
        "```python\nnever closed\n",
    ],
)
def test_what_is_no_code_of_theirs_is_none_of_its_business(body: str) -> None:
    assert told(body) == []


def test_a_page_that_was_made_has_no_typed_code() -> None:
    assert told("```python\nx\n```\n", generated=True) == []


def test_a_project_that_asks_for_nothing_hears_nothing() -> None:
    assert told("```python\nx\n```\n<!-- typed: -->\n", SamplesOnly()) == []


def test_a_project_may_name_languages_and_leave_the_rest() -> None:
    body = "```python\nx\n```\n\n```console\n$ make\n```\n\n```\nx\n```\n"
    assert told(body, SamplesOnly(("sh",))) == [typed(7, "console")]


def test_a_block_must_name_its_language() -> None:
    fence = "docs/guides/a.md:3: fence-untagged: the fenced block names no language; "
    indented = (
        "docs/guides/a.md:7: fence-untagged: code that is only indented cannot name its language; "
    )
    assert told("```\nx\n```\n\n    x = 1\n") == [
        f"{fence}write one behind the fence, or text",
        f"{indented}put it between fences, and the language behind the first one",
    ]


def test_a_comment_above_a_block_excuses_it() -> None:
    assert told("<!-- typed: it shows marks -->\n```python\nx\n```\n") == []
    assert told("- a\n\n    <!-- typed: it shows marks -->\n\n    ```\n    x\n    ```\n") == []


def test_a_comment_excuses_one_block_only() -> None:
    body = "<!-- typed: why -->\n```python\nx\n```\n\n```python\nx\n```\n"
    assert told(body) == [typed(8)]


def test_an_excuse_says_why() -> None:
    (said,) = told("<!-- typed: -->\n```python\nx\n```\n")
    assert said == (
        "docs/guides/a.md:3: exception-unexplained: the comment lets the block be typed and does "
        "not say why; write <!-- typed: why -->"
    )


@pytest.mark.parametrize(
    "below",
    ["Text\n\n```python\nx\n```\n", "```sh\nmake\n```\n", "```sample\ndemo/chat\n```\n", ""],
)
def test_an_excuse_that_nothing_needs_is_a_mistake(below: str) -> None:
    said = told(f"<!-- typed: why -->\n{below}")
    assert said[-1] == (
        "docs/guides/a.md:3: exception-unused: nothing below this comment needs leave to be typed; "
        "remove the comment"
    )
    # What the comment does not stand above is told as ever.
    assert said[:-1] == ([typed(6)] if below.startswith("Text") else [])


def test_another_comment_is_no_excuse() -> None:
    assert told("<!-- a typed remark -->\n```python\nx\n```\n") == [typed(4)]


def test_an_entry_of_the_configuration_excuses_a_language_or_a_page() -> None:
    body = "```python\nx\n```\n"
    for entry in (Allowed("why", "python"), Allowed("why", page="guides/")):
        assert told(body, SamplesOnly(("examples",), allow=(entry,))) == []


def test_an_entry_that_nothing_needs_is_a_mistake() -> None:
    wanted = SamplesOnly(("examples",), allow=(Allowed("why", "yaml", "book/"),))
    code, entry = told("```python\nx\n```\n", wanted)
    assert code == typed(3)
    assert entry == (
        "mkdocs.yml: exception-unused: samples_only.allow lets the language 'yaml' on 'book/' be "
        "typed, and no page needs it; remove the entry"
    )
