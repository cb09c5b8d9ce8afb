"""Blank out what is no prose in a Markdown text, so that every letter keeps its line and column.

What a reader sees as code becomes `CODE`, one for each of its letters, since it stands for a word
in its sentence. Marks, addresses and comments become spaces.
"""

import re
from dataclasses import dataclass

from site_builder.text.fences import find_fences
from site_builder.text.lines import split_lines

CODE = "\ue000"
"""Stands for a letter of code: a private character, which is part of no word."""

# A run of letters that does not go past the end of a paragraph.
_PART = r"(?:(?!\n[ \t>]*\n)[\s\S])"
_SUFFIXES = (
    "cfg|css|csv|html|ini|js|json|jsx|lock|md|mmd|py|pyi|sh|sql|svg|toml|ts|tsx|txt|xml|ya?ml"
)
_COMMENT = r"<!--[\s\S]*?-->"
_CODES = (
    rf"(?<![`\\])(?P<ticks>`+)(?!`){_PART}+?(?<!`)(?P=ticks)(?!`)",
    rf"\$\${_PART}+?\$\$",
    rf"\\\({_PART}+?\\\)",
    rf"\\\[{_PART}+?\\\]",
    r"(?<![\w\\$])\$(?=\S)[^$\n]*?(?<=\S)\$(?![\w$])",
    r"<(?P<element>pre|script|style|svg|code|kbd|math|textarea)\b[^>]*>[\s\S]*?</(?P=element)\s*>",
    # Addresses, of which those in the target of a link are no prose at all.
    r"<(?:[a-zA-Z][a-zA-Z0-9+.-]*:|[^\s<>@]+@)[^\s<>]*>",
    r"(?<![\w/])(?:https?://|www\.)[^\s<>()\]]+",
    r"(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    # Keys of pymdownx, then names of files, of variables and of options.
    r"\+\+[\w+-]+\+\+",
    rf"(?<!\w)[\w./-]*\w\.(?:{_SUFFIXES})\b",
    r"(?<!\w)[a-zA-Z0-9]+_\w+",
    r"(?<![\w-])--[a-z][\w-]*",
)
_BLANKS = (
    r"\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\{[!*][^\n]*?[!*]\}",
    r"</?[a-zA-Z][^<>]*>",
    r"&(?:#\d+|#x[\da-fA-F]+|[a-zA-Z]\w*);",
    # Targets of links, whose text stays; definitions of links and of abbreviations; footnotes.
    r"(?<=\])\((?:[^()]|\([^()\n]*\))*?\)",
    r"(?<=\])\[[^\]\n]*\]",
    r"^ {0,3}\[(?!\^)[^\]\n]+\]:[^\n]*$",
    r"^ {0,3}\*\[[^\]\n]+\]:",
    r"\[\^[^\]\s]+\]:?",
    # The box of a task. Lists of attributes, snippets, pictograms by name, what is escaped.
    r"(?<=[-*+.)] )\[[ xX]\](?= )",
    r"\{:[^}\n]*\}|\{[ \t]*(?:[.#][\w-]+|[\w-]+=)[^}\n]*\}",
    r"^[ \t]*-*8<-[^\n]*$",
    r"(?<![\w:]):(?:material|octicons|fontawesome|simple)-[\w-]+:",
    r"\\(?=[\\`*_{}\[\]()#+.!|>~-])\|?",
    # Emphasis and its like, where a word begins or ends; the brackets of links.
    r"\*+(?=\S)|(?<=\S)\*+|~~|\^\^|(?<!=)==(?!=)|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)",
    r"!(?=\[)|[\[\]]",
)
_TOKEN = re.compile(
    rf"(?P<comment>{_COMMENT})|(?P<code>{'|'.join(_CODES)})|(?P<blank>{'|'.join(_BLANKS)})",
    re.MULTILINE,
)
_LETTER = re.compile(r"[^\n]")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in a Markdown text."""

    text: str
    """What stands in it, without its marks."""
    first: int
    """Line on which it begins, counted from 1."""
    last: int
    """Line on which it ends."""


@dataclass(frozen=True, slots=True)
class Blanked:
    """A Markdown text in which only prose is left."""

    lines: tuple[str, ...]
    """Its lines, each as long as it was."""
    comments: tuple[Comment, ...]
    """The comments that were in it, in order."""


def blank(text: str) -> Blanked:
    """Blank out code, comments, addresses and marks; the marks of blocks are left.

    Args:
        text: Markdown.
    """
    lines = split_lines(text)
    for fence in find_fences(text):
        for at in range(fence.first - 1, fence.last):
            lines[at] = " " * len(lines[at])
    comments: list[Comment] = []
    whole = "\n".join(lines)

    def fill(match: re.Match[str]) -> str:
        if match["comment"]:
            first = whole.count("\n", 0, match.start()) + 1
            inside = match["comment"].removeprefix("<!--").removesuffix("-->").strip()
            comments.append(Comment(inside, first, first + match[0].count("\n")))
        return _LETTER.sub(CODE if match["code"] else " ", match[0])

    return Blanked(tuple(_TOKEN.sub(fill, whole).split("\n")), tuple(comments))
