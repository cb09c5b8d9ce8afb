"""Read the tags of an article for the search, and know which of them are beyond doubt.

Python's own parser of HTML forgives almost anything, in ways that differ between its versions.
What is read here is only what each of them understands in the same way; what is beyond that is for
the parser itself.
"""

import re
from dataclasses import dataclass

HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
"""Names of the elements that begin a section."""

_NAME = r"[a-zA-Z][a-zA-Z0-9-]*+"
_ATTRIBUTE = r"""([a-zA-Z_:@][\w:.@-]*+)(?:=("[^"]*+"|'[^']*+'))?"""
_OPENING = re.compile(rf"({_NAME})((?:[ \t\n]++{_ATTRIBUTE})*+)[ \t\n]*+(/?)", re.ASCII)
_CLOSING = re.compile(rf"/({_NAME})")
_COMMENT = re.compile(r"!--(?:[^<>-]|-(?!-))++--")
_ATTRIBUTES = re.compile(_ATTRIBUTE, re.ASCII)
_MOST = 4096
"""Tags that are remembered; most pages have the same few, and each has links of its own."""
_VERBATIM = frozenset({"script", "style"})
_UNCERTAIN = frozenset({"iframe", "noembed", "noframes", "noscript", "plaintext", "xmp"})
_PLAIN = frozenset({"textarea", "title"})

_INNER = r"[^<]*+(?:<span(?: class=\"[a-z0-9]{1,3}\")?>[^<]*+</span>[^<]*+)*+"
_ANCHOR = r"<a id=\"[^\"<>]*+\" name=\"[^\"<>]*+\"(?: href=\"[^\"<>]*+\")?></a>"
_LINE = rf"<span id=\"[^\"<>]*+\">(?:{_ANCHOR})?{_INNER}</span>"
CODE = re.compile(rf"(?<=<code>)({_INNER}(?:(?:{_LINE}|{_ANCHOR}){_INNER})*+)(?=</code></pre>)")
"""The inside of a block of highlighted code: spans for words in spans for lines, and no more."""
TAGS_IN_CODE = re.compile(r"(?:<[^>]*+>)++")
"""What to take out of it to have its text."""
LOOSE = re.compile(r"&(?!#?[a-zA-Z0-9]++;)")
"""A character reference that could go on behind a tag."""


class UnsureError(Exception):
    """HTML that only the parser knows how to read."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of an article."""

    name: str = ""
    """Name of its element in lower case; empty for a comment."""
    opens: bool = False
    """Whether an element begins."""
    closes: bool = False
    """Whether an element ends, maybe the same one."""
    has_id: bool = False
    """Whether it has the attribute `id`."""
    id: str | None = None
    """The value of that."""
    excluded: bool = False
    """Whether an author wants the element to be left out."""
    numbers: bool = False
    """Whether its element holds numbers of lines."""
    permalink: bool = False
    """Whether it is the link of a heading to itself."""
    verbatim: bool = False
    """Whether a text that follows holds no character references."""
    sealed: bool = False
    """Whether no other tag may come before the end of its element."""


class Tags(dict[str, Tag]):
    """Tags by what stands between their angle brackets."""

    def __missing__(self, inside: str) -> Tag:
        """Read a tag that was not seen before.

        Args:
            inside: What stands between the angle brackets.

        Raises:
            UnsureError: The parser might see something else.
        """
        tag = _read(inside)
        if len(self) >= _MOST:
            self.clear()
        self[inside] = tag
        return tag


def pieces(html: str, tags: Tags) -> list[tuple[Tag, str]]:
    """Divide HTML into its tags, each with the text behind it.

    Args:
        html: The HTML, which begins with a tag or a text.
        tags: The tags that are known.

    Returns:
        The tags, as the parser sees them; a first text has a comment before it.

    Raises:
        UnsureError: The parser might see something else.
    """
    first, *others = html.split("<")
    found = [(_NONE, first)]
    sealed = ""
    for piece in others:
        inside, end, text = piece.partition(">")
        if not end or (sealed and inside != sealed):
            raise UnsureError
        tag = tags[inside]
        sealed = f"/{tag.name}" if tag.sealed else ""
        found.append((tag, text))
    if sealed:
        raise UnsureError
    return found


def _read(inside: str) -> Tag:
    if match := _CLOSING.fullmatch(inside):
        return Tag(match[1].lower(), closes=True)
    if _COMMENT.fullmatch(inside):
        return _NONE
    match = _OPENING.fullmatch(inside)
    if not match:
        raise UnsureError
    name, closes = match[1].lower(), bool(match[5])
    if name in _UNCERTAIN or (closes and name in _VERBATIM | _PLAIN):
        raise UnsureError
    # The last of two attributes of one name counts.
    values = {key.lower(): value for key, value in _ATTRIBUTES.findall(match[2])}
    words = [values.get(key, "") for key in ("id", "class")]
    if any("&" in word for word in words):
        raise UnsureError
    anchor, style = (word[1:-1] for word in words)
    return Tag(
        name,
        opens=True,
        closes=closes,
        has_id="id" in values,
        id=anchor if words[0] else None,
        excluded="data-search-exclude" in values,
        numbers=style == "linenodiv",
        permalink=name == "a" and style == "headerlink",
        verbatim=name in _VERBATIM,
        sealed=name in _VERBATIM | _PLAIN,
    )


_NONE = Tag()
