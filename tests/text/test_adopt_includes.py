from pathlib import Path

import pytest

from site_builder.model import (
    Includes,
    Page,
    Settings,
    Site,
    Snippets,
    SourceFile,
    SplicedIncludes,
    VariantIncludes,
)
from site_builder.stages.load import load
from site_builder.stages.resolve import resolve
from site_builder.text.adopt_includes import AdoptedIncludes, Landed, adopt_includes, with_regions
from site_builder.text.includes.fenced import fenced_includes

WAYS = Includes(Snippets(), spliced=SplicedIncludes(Path()), variants=VariantIncludes(Path()))
CODE = """\
import os

# --8<-- [start:retry]
def retry():
    return os.name
# --8<-- [end:retry]


last = 1
"""
FILE = Landed("web/client/client.py", CODE)


def _adopted(body: str, file: Landed = FILE) -> AdoptedIncludes:
    return adopt_includes(body, fenced_includes(body, WAYS), {"src/client.py": file})


BLOCKS = {
    # The include, and the sample in its place.
    '```python\n--8<-- "src/client.py"\n```': "```sample\nweb/client/client.py\n```",
    '```python\n--8<-- "src/client.py:retry"\n```': "```sample\nweb/client/client.py#retry\n```",
    '```py title="A"\n--8<-- "src/client.py:4:5"\n```': (
        '```sample title="A"\nweb/client/client.py:4-5\n```'
    ),
    '``` {.py hl_lines="1"}\n--8<-- "src/client.py:retry"\n```': (
        '```sample highlight="def"\nweb/client/client.py#retry\n```'
    ),
    "```python\n{! src/client.py [ln:9-] !}\n```": "```sample\nweb/client/client.py:9-9\n```",
    "{* src/client.py ln[4:5] hl[5] *}": (
        '```sample highlight="os"\nweb/client/client.py:4-5\n```'
    ),
    '1. x\n\n    ~~~python\n    --8<-- "src/client.py:retry"\n    ~~~\n\n2. y': (
        "1. x\n\n    ```sample\n    web/client/client.py#retry\n    ```\n\n2. y"
    ),
}


@pytest.mark.parametrize("block", BLOCKS)
def test_a_sample_takes_the_place_of_an_include(block: str) -> None:
    found = _adopted(f"Before.\n\n{block}\n\nAfter.\n")
    assert found.body == f"Before.\n\n{BLOCKS[block]}\n\nAfter.\n"
    assert len(found.samples) == 1
    assert not found.left


def test_the_lines_of_others_stay_as_they_are() -> None:
    body = 'A\r\n\r\n```python\r\n--8<-- "src/client.py"\r\n```\r\nB\n\n```python\nx = 1\n```\n'
    assert _adopted(body).body == (
        "A\r\n\r\n```sample\r\nweb/client/client.py\r\n```\r\nB\n\n```python\nx = 1\n```\n"
    )


def test_several_includes_of_a_page() -> None:
    block = '```python\n--8<-- "src/client.py{}"\n```\n'
    found = _adopted(block.format("") + block.format(":retry"))
    assert [(line, one.address) for line, one in found.samples] == [
        (1, "web/client/client.py"),
        (4, "web/client/client.py#retry"),
    ]


LEFT = {
    '--8<-- "src/other.py"': "'src/other.py' lies in no example",
    '--8<-- "src/client.py:gone"': "'src/client.py' has no section 'gone'",
    '--8<-- "src/client.py:1:2,4:5"': "a sample shows one piece of a file, which a name or its "
    "lines tell",
    "{! src/client.py [ln:5-4] !}": "a sample shows no lines in reverse",
}


@pytest.mark.parametrize("line", LEFT)
def test_what_no_sample_shows_stays(line: str) -> None:
    body = f"```python\n{line}\n```\n"
    found = _adopted(body)
    assert found.body == body
    assert found.left == ((1, LEFT[line]),)


START, END = "# --8<-- [start:retry]\n", "# --8<-- [end:retry]\n"


@pytest.mark.parametrize(
    "code",
    [
        f"x = 1  {START}a\n{END}",
        f"{START}a\n# --8<-- [start:b]\nx\n{END}y\n# --8<-- [end:b]\n",
    ],
)
def test_a_section_whose_marks_can_be_no_region_stays(code: str) -> None:
    body = '```python\n--8<-- "src/client.py:retry"\n```\n'
    found = _adopted(body, Landed("web/client/client.py", code))
    assert len(found.left) == 1
    assert found.body == body


def test_what_must_stay_says_why() -> None:
    body = '```python\n--8<-- "src/client.py"\n```\n'
    found = adopt_includes(body, fenced_includes(body, WAYS), {"src/client.py": "it is sacred"})
    assert found.left == ((1, "it is sacred"),)


def test_what_a_sample_does_not_have_is_told() -> None:
    body = '``` {.python .annotate linenums="1" hl_lines="1 3"}\n--8<-- "src/client.py"\n```\n'
    assert _adopted(body).lost == (
        (1, "no line is marked any more, because no text stands in just those lines"),
        (1, "the option '.annotate' is gone, because a sample has none"),
        (1, "the option 'linenums' is gone, because a sample has none"),
    )


def test_a_title_with_both_kinds_of_quotes_has_no_place_in_a_directive() -> None:
    body = '```python title=\'A "b" c\'\n--8<-- "src/client.py"\n```\n'
    assert dict(_adopted(body).samples[0][1].options) == {"title": 'A "b" c'}


MARKS = {
    "a.py": ("    # -8<- [start: one ]\n    x\n    # --8<-- [end:one]\n",
             "    # region one\n    x\n    # endregion one\n"),
    "a.html": ("<!-- --8<-- [start:one] -->\n", "<!-- region one -->\n"),
    "a.css": ("/* --8<-- [start:one] */\n", "/* region one */\n"),
    "a.js": ("// --8<-- [start:one]\n", "// region one\n"),
    "b.py": ("# ;--8<-- [start:one]\n", "# ;--8<-- [start:one]\n"),
    "c.py": ("x = 1 # --8<-- [start:one]\n", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", MARKS)
def test_sections_become_regions(name: str) -> None:
    text, expected = MARKS[name]
    assert with_regions(SourceFile(name, name, text)) == expected


def test_the_samples_show_what_the_includes_showed(tmp_path: Path) -> None:
    folder = tmp_path / "examples/web/client"
    folder.mkdir(parents=True)
    (folder / "example.toml").write_text('title = "A"\nsummary = "B."\n')
    text = with_regions(SourceFile("client.py", "client.py", CODE))
    (folder / "client.py").write_text(text)
    settings = Settings(tmp_path, tmp_path / "docs", tmp_path / "examples")
    site: Site = load(settings)[0]
    body = "\n".join(BLOCKS)
    adopted = _adopted(body)
    samples, problems = resolve(Page("a.md", "a.md", adopted.body), site)
    assert {one.code.slug for one in problems} <= {"range-used"}
    shown = ["\n".join(line.text for line in one.lines) for one in samples]
    retry = "def retry():\n    return os.name"
    assert shown[0] == f"import os\n\n{retry}\n\n\nlast = 1"
    assert shown[1:] == [retry, retry, retry, "last = 1", retry, retry]
