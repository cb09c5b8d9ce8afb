from hypothesis import given
from hypothesis import strategies as st

from site_builder.model import RenderedPage, Volume
from site_builder.text.targets import Targets, encoded


def page(source: str, *ids: str, url: str | None = None) -> RenderedPage:
    stem = source.removesuffix(".md")
    own = "" if stem == "index" else f"{stem.removesuffix('index').rstrip('/')}/"
    html = "".join(f'<p id="{one}">x</p>' for one in ids)
    return RenderedPage(source, f"docs/{source}", own if url is None else url, stem, html)


def targets(*pages: RenderedPage) -> Targets:
    return Targets([Volume("all.html", "All", pages)])


def test_a_page_keeps_its_address_and_an_id_its_name_behind_it() -> None:
    guide = page("guides/streaming.md", "what-youll-see")
    made = targets(guide)
    assert made.id_of(guide) == "guides/streaming"
    assert made.id_of(guide, "what-youll-see") == "guides/streaming/what-youll-see"
    assert made.id_of(guide, "not-there") == "guides/streaming/not-there"
    assert guide in made
    assert page("other.md") not in made


def test_the_page_of_a_folder_leaves_room_for_pages_of_that_folder() -> None:
    folder, inside = page("guides/index.md", "streaming"), page("guides/streaming.md")
    made = targets(folder, inside)
    assert [made.id_of(folder), made.id_of(inside)] == ["guides", "guides/streaming"]
    assert made.id_of(folder, "streaming") == "guides/index/streaming"
    assert list(made.clashes(folder)) == []


def test_a_readme_is_the_page_of_its_folder() -> None:
    readme = page("guides/README.md", "a", url="guides/")
    assert targets(readme).id_of(readme, "a") == "guides/index/a"


def test_the_landing_page_is_called_index() -> None:
    for landing in (page("index.md", "a"), page("index.md", "a", url="index.html")):
        made = targets(landing)
        assert [made.id_of(landing), made.id_of(landing, "a")] == ["index", "index/a"]


def test_addresses_that_end_in_html_are_as_those_that_do_not() -> None:
    leaf, folder = page("a/b.md", url="a/b.html"), page("a/index.md", "x", url="a/index.html")
    made = targets(leaf, folder)
    assert [made.id_of(leaf), made.id_of(folder), made.id_of(folder, "x")] == [
        "a/b",
        "a",
        "a/index/x",
    ]


def test_what_a_page_wants_that_another_has_gets_a_number_and_is_told() -> None:
    long, short = page("a/b.md"), page("a.md", "b")
    made = targets(long, short)
    assert made.id_of(short, "b") == "a/b~2"
    (finding,) = made.clashes(short)
    assert (finding.code.slug, finding.trace) == ("anchor-clash", "b")
    assert "'#a/b'" in finding.message
    assert "'#a/b~2'" in finding.message
    assert list(made.clashes(long)) == []


def test_an_address_names_the_other_file_if_there_is_one() -> None:
    first, second = page("a.md", "x"), page("b.md", "y z")
    made = Targets([Volume("all.html", "", (first,)), Volume("all 2.html", "", (second,))])
    assert made.address(first, "x", "all.html") == "#a/x"
    assert made.address(second, "y z", "all.html") == "all%202.html#b/y%20z"
    assert made.address(second, "", "all 2.html") == "#b"


def test_the_names_of_the_frame_are_taken() -> None:
    contents = page("contents.md")
    assert targets(contents).id_of(contents) == "contents~2"


def test_white_space_in_the_name_of_a_file_does_not_get_into_an_id() -> None:
    spaced = page("two words.md")
    assert targets(spaced).id_of(spaced) == "two-words"


def test_letters_of_any_script_stay_readable_in_an_address() -> None:
    assert encoded("größe/中文") == "größe/中文"
    assert encoded('a b"%') == "a%20b%22%25"
    assert encoded("é \u2028") == "é%20%E2%80%A8"


NAMES = st.text("abc/", min_size=1, max_size=3).map(lambda one: one.strip("/") or "x")
PAGES = st.lists(
    st.tuples(st.from_regex(r"[ab](/[ab]){0,2}", fullmatch=True), st.lists(NAMES, max_size=4)),
    min_size=1,
    max_size=4,
    unique_by=lambda one: one[0],
)


@given(PAGES)
def test_every_page_and_every_id_has_a_place_of_its_own(pages: list[tuple[str, list[str]]]) -> None:
    made = [page(f"{name}.md", *ids) for name, ids in pages]
    places = targets(*made)
    found = [places.id_of(one) for one in made]
    found += [
        places.id_of(one, anchor)
        for one, (_, ids) in zip(made, pages, strict=True)
        for anchor in dict.fromkeys(ids)
    ]
    assert len(found) == len(set(found))
