"""The blocks of a page that adoption is about."""

import pytest

from site_builder.model import Page
from site_builder.model.adoption import BlockKind
from tests.support import find_blocks


def kinds(body: str) -> list[str]:
    return [one.kind.value for one in find_blocks(Page("a.md", "docs/a.md", body))]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("```python\nx\n```\n", ["python"]),
        ("```py\n>>> x\n```\n", ["console"]),
        ("```\n>>> x\n```\n", ["console"]),
        ("```\n$ make\n```\n", ["shell"]),
        ("```sh\nmake\n```\n", ["shell"]),
        ("```json\n{}\n```\n", ["file"]),
        ("```mermaid\ngraph\n```\n", []),
        ("```markdown\nx\n```\n", []),
        ("```diff\n+x\n```\n", []),
        ("```text\nx\n```\n", []),
        ("```python\n\n```\n", []),
        ("```python\nx\n", []),
        ("```sample\na/b\n```\n", []),
        ("<!--\n```python\nx\n```\n-->\n", []),
        ("```python\nx\n```\n\nIt prints:\n\n```text\n1\n```\n", ["python", "output"]),
        ("```python\nx\n```\n```\n1\n```\n", ["python", "output"]),
        ("```python\nx\n```\n\n## Next\n\n```text\n1\n```\n", ["python"]),
        ("```python\nx\n```\n\na\n\nb\n\nc\n\n```text\n1\n```\n", ["python"]),
        ("- a\n\n    ```python\n    x\n    ```\n\n```text\n1\n```\n", ["python"]),
        ("```json\n1\n```\n\n```text\n1\n```\n", ["file"]),
    ],
)
def test_each_block_has_a_kind(body: str, found: list[str]) -> None:
    assert kinds(body) == found


def test_a_block_knows_what_its_page_says_of_it() -> None:
    body = (
        "# Page\n\n## Part\n\n1. Create `app.py`:\n\n"
        '    ```python hl_lines="2 4-5" linenums="1" title="T"\n\n    x = 1  \n      y\n    ```\n'
    )
    (block,) = find_blocks(Page("a.md", "docs/a.md", body))
    assert block.kind is BlockKind.PYTHON
    assert (block.text, block.prefix) == ("x = 1\n  y", "    ")
    assert (block.first, block.last) == (7, 11)
    assert (block.heading, block.file, block.title) == ("Part", "app.py", "T")
    assert block.highlighted == (1, 3, 4)
    assert block.lost == ("linenums",)


def test_a_block_at_the_top_stands_under_no_heading() -> None:
    (block,) = find_blocks(Page("a.md", "docs/a.md", "```{ .python .annotate }\nx\n```\n"))
    assert (block.heading, block.file, block.lost) == ("", "", (".annotate",))
