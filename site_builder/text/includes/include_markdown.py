"""Find the includes of include-markdown: `{% include-markdown "file" start="…" %}`."""

import re
from collections.abc import Iterator, Mapping, Sequence

from site_builder.model import Between, Include, IncludeSyntax, MarkdownIncludes, WholeFile
from site_builder.text.fault import Fault
from site_builder.text.includes.found import Found, Numbered, invalid, line_at, on_one_line
from site_builder.text.suggest import did_you_mean, one_of

_QUOTED = r'"((?:[^"]|(?<=\\)")+)"' + r"|'((?:[^']|(?<=\\)')+)'"
_ARGUMENT = re.compile(rf"(?P<name>[\w-]+)=(?:{_QUOTED}|(?P<bare>[^\s\"']*))")
_STRINGS = ("start", "end", "exclude", "encoding", "order")
_SWITCHES = ("preserve-includer-indent", "dedent", "trailing-newlines", "recursive")
_OF_MARKDOWN = ("comments", "rewrite-relative-urls")
_NUMBER = "heading-offset"
_ORDER = re.compile(
    r"-?(?:(?:alpha|natural)?(?:-?(?:path|name|extension))?"
    r"|system|random|size|mtime|ctime|atime)?"
)


def find_markdown_includes(lines: Sequence[Numbered], ways: MarkdownIncludes) -> Iterator[Found]:
    """Yield the includes of a text, in fenced blocks too, as the plugin reads them.

    Args:
        lines: The lines with their numbers.
        ways: How the plugin is set up: its tags, its words, what holds for every include.
    """
    text = "\n".join(line for _, line in lines)
    if ways.opening not in text:
        return
    for word, is_markdown in ((ways.include_markdown, True), (ways.include, False)):
        pattern = re.compile(
            rf"{re.escape(ways.opening)}\s*{re.escape(word)}\s+(?:{_QUOTED})?"
            rf"(?P<arguments>.*?)\s*{re.escape(ways.closing)}",
            re.DOTALL,
        )
        for match in pattern.finditer(text):
            line = line_at(text, match.start(), lines)
            yield from _read(match, line, ways, is_markdown=is_markdown)


def _read(
    match: re.Match[str], line: int, ways: MarkdownIncludes, *, is_markdown: bool
) -> Iterator[Found]:
    """Yield an include, and what is wrong with its arguments."""
    target = _unquoted(match[1], match[2])
    if not target:
        hint = "write the path in quotes after the word"
        yield invalid(line, match[0], "names no file", hint)
        return
    given = {one["name"]: one for one in _ARGUMENT.finditer(match["arguments"])}
    known = (*_STRINGS, *_SWITCHES, *((*_OF_MARKDOWN, _NUMBER) if is_markdown else ()))
    faults = [_fault_of(name, one, known, match[0], line) for name, one in given.items()]
    wrong = [fault for fault in faults if fault]
    yield from wrong
    start, end = (
        _string(given, name) or ways_default
        for name, ways_default in (("start", ways.start), ("end", ways.end))
    )
    recursive = given["recursive"]["bare"] if "recursive" in given else ""
    yield Include(
        IncludeSyntax.MARKDOWN,
        line,
        target,
        Between(start, end) if start or end else WholeFile(),
        on_one_line(match[0]),
        encoding=_string(given, "encoding"),
        follow=recursive == "true" if recursive else ways.follow,
        exclude=_string(given, "exclude"),
    )


def _fault_of(
    name: str, one: re.Match[str], known: Sequence[str], written: str, line: int
) -> Fault | None:
    """Return what is wrong with an argument, if anything is."""
    value = _unquoted(one[2], one[3])
    if name not in known:
        hint = did_you_mean(name, known) or one_of(known)
        return invalid(line, written, f"has an unknown argument '{name}'", hint)
    if name in _STRINGS and not value:
        return invalid(line, written, f"has an argument '{name}' without a text in quotes")
    if name in _SWITCHES or name in _OF_MARKDOWN:
        # An empty value leaves the plugin with what is set for all.
        if one["bare"] not in {"true", "false", ""}:
            return invalid(line, written, f"has an argument '{name}' that is not true or false")
    elif name == _NUMBER and not re.fullmatch(r"[+-]?\d+", one["bare"] or ""):
        return invalid(line, written, f"has an argument '{name}' that is no whole number")
    elif name == "order" and not _ORDER.fullmatch(value):
        return invalid(line, written, f"has an unknown order '{value}'")
    return None


def _string(given: Mapping[str, re.Match[str]], name: str) -> str:
    return _unquoted(given[name][2], given[name][3]) if name in given else ""


def _unquoted(double: str | None, single: str | None) -> str:
    return (double or "").replace(r"\"", '"') or (single or "").replace(r"\'", "'")
