import pytest
import tinycss2

from site_builder.text.style_tokens import pieces, tokens_of


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        (
            "a{b:c} @media x{d{}} @layer y; stray",
            ["a{b:c}", " @media x{d{}}", " @layer y;", " stray"],
        ),
        ("a;b{}", ["a;b{}"]),
        (";a{}", [";a{}"]),
    ],
)
def test_a_sheet_is_divided_without_losing_a_token(css: str, expected: list[str]) -> None:
    found = list(pieces(tokens_of(css), top=True))
    assert [tinycss2.serialize(one.tokens) for one in found] == expected


def test_a_block_is_divided_into_declarations_and_rules() -> None:
    found = list(pieces(tokens_of("a:b;c:hover{d:e}--f:{g:h};i : j!important"), top=False))
    assert [(one.name, one.is_rule) for one in found] == [
        ("a", False),
        ("", True),
        ("--f", False),
        ("i", False),
    ]


def test_what_has_no_block_takes_no_content() -> None:
    (piece,) = pieces(tokens_of("a:b"), top=False)
    piece.set_content(tokens_of("c:d"))
    assert tinycss2.serialize(piece.tokens) == "a:b"
