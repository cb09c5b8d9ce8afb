"""Split a page into its front matter and its body, by the same rule as MkDocs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields

import yaml

from site_builder.model import Code, FrontMatter
from site_builder.text.fault import Fault
from site_builder.text.lines import split_lines

_BLOCK = re.compile(r"\A-{3}[ \t]*\n(?P<yaml>.*?\n)(?:-{3}|\.{3})[ \t]*\n", re.DOTALL)
_LOOSE = frozenset({"status", "replaced_by"})
_TEXTS = {field.name for field in fields(FrontMatter)} - _LOOSE - {"synonyms", "topics", "lines"}


@dataclass(frozen=True, slots=True)
class SplitPage:
    """The two parts of a page."""

    front_matter: FrontMatter
    body: str
    body_line: int
    """Line of the file on which the body begins, counted from 1."""
    faults: tuple[Fault, ...] = ()
    front_text: str = ""
    """The YAML between the `---` lines."""


def split_front_matter(text: str) -> SplitPage:
    """Split the text of a page.

    Args:
        text: The whole file.

    Returns:
        The front matter, empty when there is none or when it has faults, and the body.
    """
    match = _BLOCK.match(text)
    if not match:
        return SplitPage(FrontMatter(), text, 1)
    rest = text[match.end() :]
    body = rest.lstrip("\n")
    body_line = match[0].count("\n") + 1 + len(rest) - len(body)
    front_matter, faults = _read(match["yaml"])
    if front_matter is None:
        # MkDocs shows two lines with nothing but remarks between them as text.
        return SplitPage(FrontMatter(), text, 1)
    return SplitPage(front_matter, body, body_line, faults, match["yaml"])


def _read(text: str) -> tuple[FrontMatter | None, tuple[Fault, ...]]:
    try:
        values = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:
        # A date such as 2024-13-45 is a ValueError, which knows no line.
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or error
        message = f"the front matter does not parse: {what}"
        return FrontMatter(), (Fault(Code.FRONT_MATTER_INVALID, message, line=line),)
    if values is None:
        return None, ()
    if not isinstance(values, dict):
        message = "the front matter is not a list of `name: value` lines"
        return FrontMatter(), (Fault(Code.FRONT_MATTER_INVALID, message, line=1),)
    known = _TEXTS & values.keys()
    given = {name: values[name] for name in sorted(known) if values[name] is not None}
    # YAML reads a bare `yes` as true: what the author wrote is lost by then.
    wrong = [name for name, value in given.items() if isinstance(value, dict | list | bool)]
    faults = [_not_a(name, text, "a text", "put it in quotes") for name in wrong]
    texts = {name: str(value) for name, value in given.items() if name not in wrong}
    # Other tools have keys of these names too, so a check that is asked for says what is wrong.
    loose = {name: str(values[name]) for name in _LOOSE & values.keys() if values[name] is not None}
    synonyms = _words(values.get("synonyms"))
    if synonyms is None:
        faults.append(_not_a("synonyms", text, "a list of texts", "write '[one, another]'"))
    lines = tuple((key, line) for line, key in _keys(text))
    return (
        FrontMatter(
            **texts,
            **loose,
            synonyms=synonyms or (),
            topics=_words(values.get("topics")) or (),
            lines=lines,
        ),
        tuple(faults),
    )


def _words(value: object) -> tuple[str, ...] | None:
    """Return a list of texts, nothing if a value is none; a text alone is a list of one."""
    values = value if isinstance(value, list) else [] if value is None else [value]
    if any(isinstance(one, dict | list | bool | None) for one in values):
        return None
    return tuple(str(one).strip() for one in values)


def _keys(text: str) -> Iterator[tuple[int, str]]:
    """Yield the keys at the margin, each with its line of the file."""
    for number, line in enumerate(split_lines(text), start=2):
        key, colon, _ = line.partition(":")
        if colon and key and key == key.strip(" \t#-"):
            yield number, key.strip("\"'")


def _not_a(name: str, text: str, what: str, hint: str) -> Fault:
    line = next((number for number, key in _keys(text) if key == name), 1)
    return Fault(Code.FRONT_MATTER_INVALID, f"'{name}' must be {what}", hint, line)
