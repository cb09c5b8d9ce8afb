"""Link the numbers of annotations with their notes, so that no script has to show them."""

import re
from collections.abc import Iterator, Sequence
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

_BLOCKS = ":is(.highlight, .annotate)"
_COMMENTS = ":is(.c, .c1, .ch, .cm, .cp, .cs)"
"""The classes that Pygments gives to comments."""
_NUMBER = re.compile(r"\((?P<number>[0-9]{1,3})\)(?P<strip>!)?")
_NOT_TEXT = frozenset({"a", "button", "code", "pre", "script", "style", "svg", "math", "textarea"})
"""Elements in whose text a number in parentheses is no marker, or can be no link."""


def link_annotations(tree: LexborHTMLParser, *, code: bool) -> None:
    """Make links of the markers of annotations, and of their notes places to go to and back from.

    What counts is what Material for MkDocs counts: `(1)` in a comment of a highlighted block, or in
    the text of an element of class `annotate`, with an ordered list after it that has an item of
    that number. `(1)!` in a comment stands in place of the comment. The markers have the class
    `annotation`, by which they can be told from the code when it is copied.

    Must run before anything changes the classes of highlighted code.

    Args:
        tree: An article, parsed as the body of a document; changed in place.
        code: Whether every highlighted block can have annotations, as opposed to those of class
            `annotate`.
    """
    blocks = [node for node in tree.css(_BLOCKS) if _is_annotated(node, code=code)]
    listed = [(node, notes) for node in blocks if (notes := _notes_after(node))]
    inner = frozenset(node.mem_id for node, _ in listed)
    taken = {node.attributes["id"] for node in tree.css("[id^='annotation-']")}
    count = 0
    for node, notes in listed:
        if _has_class(notes, "annotations"):
            # Two blocks before one list: the notes are of the first that refers to them.
            continue
        items = [one for one in notes.iter() if one.tag == "li"]
        count += 1
        while any((one or "").startswith(f"annotation-{count}-") for one in taken):
            count += 1
        linker = _Linker(f"annotation-{count}", items)
        is_code = _has_class(node, "highlight")
        for text in _comments(node) if is_code else _texts(node, inner):
            linker.link(text, is_code=is_code)
        if linker.uses:
            linker.complete(notes)
        else:
            count -= 1


def _is_annotated(node: LexborNode, *, code: bool) -> bool:
    return (code and _has_class(node, "highlight")) or _has_class(node, "annotate")


def _has_class(node: LexborNode, name: str) -> bool:
    return name in (node.attributes.get("class") or "").split()


def _notes_after(node: LexborNode) -> LexborNode | None:
    """Return the list that follows an element, with at most paragraphs of bare text between."""
    after = node.next
    while after is not None:
        if after.tag == "ol":
            return after
        is_skipped = not after.is_element_node or (after.tag == "p" and not list(after.iter()))
        after = after.next if is_skipped else None
    return None


def _comments(block: LexborNode) -> Iterator[LexborNode]:
    for comment in block.css(_COMMENTS):
        yield from (one for one in comment.iter(include_text=True) if one.is_text_node)


def _texts(node: LexborNode, inner: frozenset[int]) -> Iterator[LexborNode]:
    """Yield the pieces of text in an element that are not of an annotated one inside it."""
    for child in list(node.iter(include_text=True)):
        if child.is_text_node:
            yield child
        elif child.tag not in _NOT_TEXT and child.mem_id not in inner:
            yield from _texts(child, inner)


class _Linker:
    """The markers of one block, and the notes that they refer to."""

    def __init__(self, name: str, items: Sequence[LexborNode]) -> None:
        self.name = name
        self.items = items
        self.uses: dict[int, int] = {}
        """How often each number was used."""

    def link(self, text: LexborNode, *, is_code: bool) -> None:
        """Replace the markers in a piece of text."""
        written = text.text_content or ""
        pieces = ""
        at = 0
        for found in _NUMBER.finditer(written):
            number = int(found["number"])
            if not 1 <= number <= len(self.items):
                continue
            if is_code and found["strip"]:
                pieces += self._marker(number)
                at = len(written)
                break
            pieces += escape(written[at : found.start()], quote=False) + self._marker(number)
            at = found.end("number") + len(")")
        if pieces:
            rest = escape(written[at:], quote=False)
            for node in _parsed(pieces + rest):
                text.insert_before(node)
            text.remove()

    def _marker(self, number: int) -> str:
        """Return a link to a note; the first is what the note leads back to."""
        self.uses[number] = self.uses.get(number, 0) + 1
        note, uses = self._id(number), self.uses[number]
        own = f"{self.name}-{number}-at" + (f"-{uses}" if uses > 1 else "")
        return (
            f'<a class="annotation" id="{own}" href="#{note}" aria-label="Note {number}">'
            f"{number}</a>"
        )

    def _id(self, number: int) -> str:
        own = self.items[number - 1].attributes.get("id")
        return escape(own) if own else f"{self.name}-{number}"

    def complete(self, notes: LexborNode) -> None:
        """Give the notes ids, and links back to where they are referred to."""
        notes.attrs["class"] = f"{notes.attributes.get('class') or ''} annotations".strip()
        for number, item in enumerate(self.items, start=1):
            item.attrs["id"] = item.attributes.get("id") or f"{self.name}-{number}"
            if number in self.uses:
                paragraphs = [one for one in item.iter() if one.tag == "p"]
                end = paragraphs[-1] if paragraphs else item
                back = (
                    f' <a class="annotation-back" href="#{self.name}-{number}-at" '
                    f'aria-label="Back to note {number}">↩</a>'
                )
                for node in _parsed(back):
                    end.insert_child(node)


def _parsed(html: str) -> list[LexborNode]:
    body = LexborHTMLParser(f"<body>{html}</body>").css("body")[0]
    return list(body.iter(include_text=True))
