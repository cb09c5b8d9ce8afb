import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from site_builder.model import Code, FrontMatter
from site_builder.text.front_matter import split_front_matter


def test_a_page_is_split_into_front_matter_and_body() -> None:
    text = "---\ntitle: Chat\ntime: 5\nother: [1]\n---\n\n\n# Heading\n"
    split = split_front_matter(text)
    assert split.front_matter == FrontMatter(title="Chat", time="5")
    assert (split.body, split.body_line, split.faults) == ("# Heading\n", 8, ())
    assert text.split("\n")[split.body_line - 1] == "# Heading"


def test_front_matter_may_end_with_points() -> None:
    assert split_front_matter("---\ntitle: x\n...\nbody").body == "body"


@pytest.mark.parametrize(
    "text",
    ["", "# Heading\n", "text\n---\ntitle: x\n---\n", "---\ntitle: x\n", "----\na: b\n----\n"],
)
def test_a_page_without_front_matter_is_all_body(text: str) -> None:
    split = split_front_matter(text)
    assert (split.front_matter, split.body, split.body_line) == (FrontMatter(), text, 1)


@pytest.mark.parametrize("value", ["", " null", " ~"])
def test_a_value_that_is_left_out_is_empty(value: str) -> None:
    split = split_front_matter(f"---\ntitle:{value}\nsummary: S.\n---\n")
    assert (split.front_matter, split.faults) == (FrontMatter(summary="S."), ())


def test_what_can_be_read_is_kept_beside_a_fault() -> None:
    split = split_front_matter("---\ntitle: [a]\nsummary: S.\n---\nbody")
    assert split.front_matter == FrontMatter(summary="S.")
    assert [(fault.code, fault.line) for fault in split.faults] == [(Code.FRONT_MATTER_INVALID, 2)]


def test_the_lines_of_keys_are_known() -> None:
    told = split_front_matter('---\n# a: remark\n"status": retired\nx:\n  title: no\n---\n')
    front_matter = told.front_matter
    assert front_matter.lines == (("status", 3), ("x", 4))
    assert (front_matter.line_of("status"), front_matter.line_of("title")) == (3, 0)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", ()),
        ("one", ("one",)),
        ("[one, 2, ' three ']", ("one", "2", "three")),
        ("\n  - a: b", None),
        ("yes", None),
    ],
)
def test_synonyms_are_a_list_of_texts(value: str, expected: tuple[str, ...] | None) -> None:
    split = split_front_matter(f"---\nsynonyms: {value}\n---\n")
    assert split.front_matter.synonyms == (expected or ())
    assert [fault.message for fault in split.faults] == (
        ["'synonyms' must be a list of texts"] if expected is None else []
    )


@pytest.mark.parametrize("value", ["retired", "[a]", "yes"])
def test_a_status_is_kept_as_it_stands_for_others_have_that_key_too(value: str) -> None:
    split = split_front_matter(f"---\nstatus: {value}\n---\n")
    assert (bool(split.front_matter.status), split.faults) == (True, ())


def test_characters_that_yaml_forbids_are_told() -> None:
    (fault,) = split_front_matter("---\ntitle: \x01\n---\n").faults
    assert fault.message == ("the front matter does not parse: special characters are not allowed")


PAGES = st.lists(
    st.sampled_from(
        ["---", "--- ", "...", "title: x", "summary:", "- a", "[",
         "title: 2024-13-45", "", "a", "{}"]
    ),
    max_size=9,
).map("\n".join)  # fmt: skip


@settings(derandomize=True, deadline=None, max_examples=300)
@given(PAGES, st.sampled_from(["", "\n"]))
def test_pages_are_split_as_mkdocs_splits_them(page: str, end: str) -> None:
    text = f"---\n{page}{end}"
    split = split_front_matter(text)
    body, values = get_data(text)
    if not split.faults and split.body_line > 1:
        assert split.body == body
        assert split.front_matter.title == (values.get("title") or "")
    if split.body_line == 1:
        assert values.get("title") is None
        assert split.body == text
