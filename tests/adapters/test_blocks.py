"""A block of code is highlighted once, and looks as it does without us."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pymdownx.highlight
import pytest
from markdown import Markdown

from site_builder.adapters.incremental import blocks as module
from site_builder.adapters.incremental.blocks import Blocks, SharedBlocks
from site_builder.stages.store import Store

PYTHON = "```python\ndef f(a: int) -> str:\n    return '<p>' + \"&amp;\"\n```\n"
TEXTS: Mapping[str, str] = {
    "several blocks": f"{PYTHON}\nwords\n\n```sh\nls & wait\n```\n\n{PYTHON}",
    "a title and marked lines": f'```python title="a.py" hl_lines="1 2"{PYTHON[9:]}',
    "a title in HTML": f'```python title="<b>a</b>" title_mode="html"{PYTHON[9:]}',
    "numbers of lines": f'```python linenums="5 2 3"{PYTHON[9:]}',
    "an id, classes and data": "``` { .python .wide #own data-x='y' }\na = 1\n```\n",
    "the number that stands for others": f"```text\n-{module._NUMBER}-\n```\n\n{PYTHON}",
    "within a sentence": "Call `#!python f(1)` and `f`.\n\n" + PYTHON,
    "an unknown language": "```nosuch\na\n```\n\n```\nnone\n```\n",
    "nothing": "```python\n```\n\n    indented\n",
    "within a list": "- item\n\n    ```python\n    a = 1\n    ```\n",
}
OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "as it is": {},
    "as Material advises": {
        "anchor_linenums": True,
        "line_spans": "__span",
        "pygments_lang_class": True,
    },
    "all lines numbered": {"linenums": True, "line_anchors": "__line"},
    "numbers beside": {"linenums": True, "linenums_style": "pymdownx-inline"},
    "titles of their own": {"auto_title": True, "auto_title_map": {"Python": "Snake"}},
    "a style of another name": {"pygments_style": "monokai"},
    "colours of the style that is there": {"noclasses": True},
    "colours within": {"noclasses": True, "pygments_style": "monokai"},
    "highlighted by the browser": {"use_pygments": False},
}


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> None:
    module._memory.cache_clear()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the code that Pygments is asked for."""
    found: list[str] = []
    highlight = pymdownx.highlight.highlight

    def note(code: str, *others: Any) -> Any:
        found.append(code)
        return highlight(code, *others)

    monkeypatch.setattr(pymdownx.highlight, "highlight", note)
    return found


def _converted(text: str, blocks: Blocks | None, options: Mapping[str, Any] | None = None) -> str:
    extensions = ["pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.superfences"]
    ours = [SharedBlocks(blocks)] if blocks else []
    configs = {"pymdownx.highlight": dict(options or {})}
    markdown = Markdown(extensions=["attr_list", *extensions, *ours], extension_configs=configs)
    return markdown.convert(text)


@pytest.mark.parametrize("options", OPTIONS.values(), ids=list(OPTIONS))
@pytest.mark.parametrize("text", TEXTS.values(), ids=list(TEXTS))
def test_a_page_is_as_without_us(text: str, options: Mapping[str, Any], tmp_path: Path) -> None:
    expected = _converted(text, None, options)
    for page in ("first.md", "second.md", "first.md"):
        blocks = Blocks(Store(tmp_path, 1 << 20), "")
        blocks.turn_to(page)
        assert _converted(text, blocks, options) == expected
        # What is there already has another number here.
        assert _converted(PYTHON + text, blocks, options) == _converted(
            PYTHON + text, None, options
        )


def test_equal_blocks_are_highlighted_once(asked: list[str]) -> None:
    blocks = Blocks(None, "")
    blocks.turn_to("one.md")
    _converted(PYTHON + PYTHON, blocks)
    blocks.turn_to("two.md")
    _converted("other words\n\n" + PYTHON, blocks)
    assert len(asked) == 1
    _converted(PYTHON, blocks, {"linenums": True})
    _converted(f'```python hl_lines="1"{PYTHON[9:]}', blocks)
    assert len(asked) == 3


def test_the_blocks_of_a_page_with_many_are_kept(asked: list[str], tmp_path: Path) -> None:
    texts = {
        "many.md": "\n".join(f"```python\na = {n}\n```\n" for n in range(module._MANY)),
        "few.md": PYTHON,
    }
    edited = texts["many.md"].replace("a = 1", "b = 1")
    store = Store(tmp_path, 1 << 20)
    for text, expected in ((texts["many.md"], module._MANY + 1), (edited, 2)):
        asked.clear()
        module._memory.cache_clear()
        blocks = Blocks(store, "")
        for page, words in {**texts, "many.md": text}.items():
            blocks.turn_to(page)
            _converted(words, blocks)
        blocks.turn_to("")
        assert len(asked) == expected


def test_other_versions_keep_their_own(asked: list[str], tmp_path: Path) -> None:
    text = "\n".join(f"```python\na = {n}\n```\n" for n in range(module._MANY))
    for version in ("1", "2"):
        module._memory.cache_clear()
        blocks = Blocks(Store(tmp_path, 1 << 20), version)
        blocks.turn_to("many.md")
        _converted(text, blocks)
        blocks.turn_to("")
    assert len(asked) == 2 * module._MANY


def test_what_was_not_asked_for_is_forgotten_first(
    asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    blocks = Blocks(None, "")
    size = len(_converted("```python\na = 0\n```\n", blocks)) + 1
    monkeypatch.setattr(module, "_ROOM", 2 * size)
    for number in (0, 1, 0, 2, 0, 1):
        _converted(f"```python\na = {number}\n```\n", blocks)
    assert [code[-1] for code in asked] == ["0", "1", "2", "1"]


def test_a_highlighter_that_somebody_put_there_stays() -> None:
    class Own:
        def __init__(self, *_: Any, **__: Any) -> None:
            pass

        def highlight(self, *_: Any, **__: Any) -> str:
            return "<pre>own</pre>"

    extension = pymdownx.highlight.HighlightExtension()
    extension.get_pymdownx_highlighter = lambda: Own
    shared = SharedBlocks(Blocks(None, ""))
    text = Markdown(extensions=[extension, "pymdownx.superfences", shared]).convert(PYTHON)
    assert text == "<pre>own</pre>"
