import pytest

from site_builder.checks.link_texts import check_link_texts
from site_builder.model import Location, RenderedPage
from site_builder.model.links import BARE_TEXTS


def told(html: str, *texts: str) -> list[str]:
    page = RenderedPage("a.md", "docs/a.md", "a/", "", html)
    found = check_link_texts([page], texts or BARE_TEXTS, lambda path, _: Location(path, 3))
    return [problem.message for problem in found]


@pytest.mark.parametrize("text", ["here", "Here.", "(click here)", "this  page", "Read more…"])
def test_a_text_that_says_nothing_is_told(text: str) -> None:
    (message,) = told(f'<a href="b/">{text}</a>')
    assert message.startswith("the link to 'b/' has the text '")


@pytest.mark.parametrize("text", ["https://x.example/a", "www.x.example"])
def test_an_address_as_text_is_told(text: str) -> None:
    assert told(f'<a href="https://x.example/a">{text}</a>') == [
        "the link to 'https://x.example/a' shows its bare address"
    ]


def test_a_link_without_text_is_told() -> None:
    assert told('<a href="b/"></a>') == ["the link to 'b/' has no text"]


@pytest.mark.parametrize(
    "text", ["Where to go from here", "x.example", "https://x.example/ and more", "more of B"]
)
def test_a_text_that_names_its_target_is_right(text: str) -> None:
    assert told(f'<a href="b/">{text}</a>') == []


def test_the_texts_are_those_of_any_language() -> None:
    assert len(told('<a href="b/">Hier</a><a href="c/">здесь</a>', "hier", "Здесь")) == 2
    assert told('<a href="b/">here</a>', "hier") == []


def test_the_same_link_is_told_once() -> None:
    assert len(told('<a href="b/">here</a><a href="b/">here</a>')) == 1


def test_what_says_nothing_may_change_while_the_page_does_not() -> None:
    html = '<a href="b/">Hier</a>'
    assert [len(told(html)), len(told(html, "hier")), len(told(html))] == [0, 1, 0]
