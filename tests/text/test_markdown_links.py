import pytest

from site_builder.text.markdown_links import replace_link_targets


def seen(text: str) -> list[tuple[str, int]]:
    """Return the targets that are offered for replacement, with their lines."""
    found: list[tuple[str, int]] = []

    def note(target: str, line: int) -> str:
        found.append((target, line))
        return target

    assert replace_link_targets(text, note) == text
    return found


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("see [a](b.md)", ["b.md"]),
        ("![a](b.svg) and [c](d.md#e)", ["b.svg", "d.md#e"]),
        ('[a](b.md "title")', ["b.md"]),
        ("[a](<b c.md>)", ["b c.md"]),
        ("[a]: b.md", ["b.md"]),
        ("[a]: <b.md> 'title'", ["b.md"]),
        ("[![alt](image.svg)](page.md)", ["image.svg", "page.md"]),
        ("[a [b] c](d.md)", ["d.md"]),
        ("[a](b_(c).md)", ["b_(c).md"]),
        ("[two\nlines](b.md)", ["b.md"]),
        ("`[a](b.md)` and ``[`](c.md)``", []),
        ("`code` [a](b.md)", ["b.md"]),
        ("[^1]: Text of a footnote.", []),
        ("[a] (b.md), [a]()", []),
        ("    - [a](b.md)", ["b.md"]),
    ],
)
def test_targets_are_found(text: str, targets: list[str]) -> None:
    assert [target for target, _ in seen(text)] == targets


def test_targets_come_with_their_lines() -> None:
    assert seen("a\n[b](c)\n\n[d](e)\n[f]: g\n") == [("c", 2), ("e", 4), ("g", 5)]


def test_links_in_fenced_blocks_are_code() -> None:
    assert seen("```\n[a](b)\n[a]: b\n```\n[c](d)\n") == [("d", 5)]


def test_targets_are_replaced_and_nothing_else() -> None:
    text = "[a](b) `[a](b)` [b](c 'b')\n\n[b]: b\n[x](<b d>)"
    assert replace_link_targets(text, lambda target, _: f"<{target}>") == (
        "[a](<b>) `[a](b)` [b](<c> 'b')\n\n[b]: <b>\n[x](<<b d>>)"
    )
