"""What becomes of tabs, diffs and notes where they are rendered."""

from pathlib import Path

import pytest
from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser

from site_builder.adapters.markdown import SampleExtension
from tests.command import run_here
from tests.small import Small

SLUGIFY = "text/slugify_titles/slugify_titles.py"
TABS = f'```sample\n{SLUGIFY}#pattern title="The pattern"\n{SLUGIFY}::slugify\n```\n'
NOTED_FILE = "text/slugify_titles/noted.py"
NOTED = (
    "import re  # (note) For patterns.\n\n# (note) Whatever is *neither*.\n"
    'SEPARATORS = re.compile("-")  # (note) Compiled once.\n'
    "def slugify(title):\n    return title\n"
)


def rendered(small: Small, text: str, *extensions: str) -> LexborHTMLParser:
    extension = SampleExtension(root=str(small.root))
    made = Markdown(extensions=[*extensions, extension])
    return LexborHTMLParser(made.convert(text))


@pytest.mark.parametrize("fences", ["fenced_code", "pymdownx.superfences"])
def test_several_samples_are_tabs_where_the_host_has_some(small: Small, fences: str) -> None:
    tree = rendered(small, f"{TABS}\n{TABS}\nAfter.", fences, "pymdownx.tabbed")
    sets = tree.css(".tabbed-set")
    assert len(sets) == 2, "two directives do not become one set of tabs"
    for one in sets:
        labels = [label.text() for label in one.css("label")]
        assert labels == ["The pattern", "slugify"]
        assert [code.text().split()[0] for code in one.css("pre")] == ["SEPARATORS", "def"]
    assert tree.css("body > p")[-1].text() == "After."


def test_several_samples_follow_each_other_where_there_are_no_tabs(small: Small) -> None:
    tree = rendered(small, TABS, "fenced_code")
    assert [one.text() for one in tree.css(".sample-caption")] == ["The pattern", "slugify"]
    assert len(tree.css("pre")) == 2
    assert "===" not in tree.text()


def test_notes_are_numbers_in_comments_and_a_list_where_nothing_moves_them(small: Small) -> None:
    small.write(f"examples/{NOTED_FILE}", NOTED)
    tree = rendered(small, f"```sample\n{NOTED_FILE}\n```\n\nAfter.", "fenced_code")
    assert 'SEPARATORS = re.compile("-")  # (2) (3)\n' in tree.css("pre")[0].text()
    assert [item.text() for item in tree.css("ol > li")] == [
        "For patterns.",
        "Whatever is neither.",
        "Compiled once.",
    ]
    assert tree.css("ol em")[0].text() == "neither"


@pytest.fixture
def noted(small: Small) -> Small:
    """Return the project with notes and a diff on a page."""
    small.write(f"examples/{NOTED_FILE}", NOTED)
    small.write("examples/text/slugify_titles/before.py", "def slugify(title):\n    pass\n")
    before = "text/slugify_titles/before.py"
    small.write(
        "docs/index.md",
        f"# Home\n\n```sample\n{NOTED_FILE}\n```\n\n"
        f'```sample show="diff"\n{before}::slugify\n{NOTED_FILE}::slugify\n```\n',
    )
    return small


def test_material_gets_what_it_makes_annotations_of(noted: Small) -> None:
    noted.build()
    tree = noted.document("index.html")
    (block,) = tree.css(".highlight.annotate")
    # Its script takes the list that comes next, and numbers that stand in comments.
    after = block.next
    while after is not None and not after.is_element_node:
        after = after.next
    assert after is not None
    assert (after.tag, len(after.css("li"))) == ("ol", 3)
    assert [one.text() for one in block.css(".c1")] == ["# (1)!", "# (2) (3)"]
    diff = tree.css(".sample-code pre")[-1]
    assert diff.text() == " def slugify(title):\n-    pass\n+    return title\n"


def test_the_single_file_links_numbers_and_notes(noted: Small) -> None:
    ran = run_here(noted.root, "standalone", "-o", "one.html")
    assert ran.returncode == 0, ran.stderr
    tree = LexborHTMLParser(Path(noted.root, "one.html").read_text("utf-8"))
    links = tree.css("a.annotation")
    assert [link.text() for link in links] == ["1", "2", "3"]
    targets = [(link.attributes["href"] or "")[1:] for link in links]
    notes = [tree.css(f'[id="{target}"]')[0] for target in targets]
    assert [note.text().split()[0] for note in notes] == ["For", "Whatever", "Compiled"]
