"""Read the links that stand in a file which no site shows: Markdown, comments, docstrings."""

import ast
import io
import re
import tokenize
from ast import walk
from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.text.comments import find_comments, lines_of
from site_builder.text.fences import find_fences
from site_builder.text.html import read_document
from site_builder.text.languages import language_of
from site_builder.text.lines import split_lines
from site_builder.text.markdown_links import replace_link_targets
from site_builder.text.remembered import remembered_as

_WEB = re.compile(r"https?://[^\s<>\"'`|\\^{}]+")
_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_FILE = re.compile(
    # What stands before the bracket tells a link from an item that is called: `table[name](x)`.
    r"(?<![\w\])])\[[^\]\n]+\]\((?P<target>(?:[\w.-]+/)*[\w.-]+\.[A-Za-z]\w{0,4}(?:#[\w.-]+)?)\)"
)


@dataclass(frozen=True, slots=True)
class Written:
    """An address as its author wrote it."""

    target: str
    line: int
    """Line of the file, counted from 1."""


@remembered_as(
    pack=lambda links: [[one.target, one.line] for one in links],
    unpack=lambda packed: tuple(Written(*one) for one in packed),
)
def links_of_markdown(text: str) -> tuple[Written, ...]:
    """Return the links of a Markdown file, outside of code and comments, in order.

    Args:
        text: The file. Links are those of Markdown and of HTML, and addresses of the web that stand
            for themselves.
    """
    visible = _visible(text)
    found: dict[Written, None] = {}

    def take(target: str, line: int) -> str:
        found[Written(target, line)] = None
        return target

    replace_link_targets(visible, take)
    lines = split_lines(visible)
    for link in read_document(visible).links:
        at = (n for n, line in enumerate(lines, start=1) if re.search(_quoted(link.target), line))
        found[Written(link.target, next(at, 0))] = None
    known = {one.target for one in found}
    for number, line in enumerate(lines, start=1):
        found |= {Written(url, number): None for url in _urls(line) if not _is_part_of(url, known)}
    return tuple(sorted(found, key=lambda one: (one.line, one.target)))


def _is_part_of(url: str, known: set[str]) -> bool:
    """Return whether an address was found before, perhaps as more than can be told of it here."""
    return any(one == url or one.startswith(url) for one in known)


def _quoted(target: str) -> str:
    return rf"=\s*[\"']?\s*{re.escape(target)}(?![\w/.-])"


def _visible(text: str) -> str:
    """Return a Markdown text with its code and comments blanked out, line for line."""
    hidden = {n for fence in find_fences(text) for n in range(fence.first, fence.last + 1)}
    hidden |= lines_of(find_comments(text))
    lines = enumerate(text.split("\n"), start=1)
    return "\n".join("" if n in hidden else _SPAN.sub("", line) for n, line in lines)


def _urls(text: str) -> Iterator[str]:
    """Yield the addresses of the web in a text, without the marks that end a sentence."""
    for match in _WEB.finditer(text):
        url = match[0].rstrip(".,;:!?*_")
        while url.endswith((")", "]")) and url.count(")") + url.count("]") > url.count(
            "("
        ) + url.count("["):
            url = url[:-1].rstrip(".,;:!?*_")
        yield url


@remembered_as(
    pack=lambda links: [[one.target, one.line] for one in links],
    unpack=lambda packed: tuple(Written(*one) for one in packed),
)
def links_of_code(text: str, name: str) -> tuple[Written, ...]:
    """Return the links in the comments of a file of code, and in the docstrings of Python.

    Args:
        text: The file.
        name: Its name, which tells its language. Links are addresses of the web, and links of
            Markdown to files.
    """
    if "](" not in text and "://" not in text:
        return ()
    said = _python(text) if name.endswith(".py") else _comments(text, name)
    found: dict[Written, None] = {}
    for number, line in said:
        if line.lstrip().startswith((">>>", "...")):
            continue
        found |= {Written(match["target"], number): None for match in _FILE.finditer(line)}
        found |= {Written(url, number): None for url in _urls(line)}
    return tuple(found)


def _comments(text: str, name: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of comments, which begin at the start of a line or behind a space."""
    marks = [opening for opening, _ in language_of(name).comments]
    for number, line in enumerate(split_lines(text), start=1):
        starts = [at for mark in marks if (at := _start(line, mark)) >= 0]
        if starts:
            yield number, line[min(starts) :]


def _start(line: str, mark: str) -> int:
    stripped = line.lstrip()
    if stripped.startswith(mark):
        return len(line) - len(stripped)
    return line.find(f" {mark}")


def _python(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of comments and docstrings; nothing of a file that does not parse."""
    try:
        tree = ast.parse(text)
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (SyntaxError, ValueError, tokenize.TokenError):
        return
    lines = split_lines(text)
    said = {one.start[0]: one.string for one in tokens if one.type == tokenize.COMMENT}
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in walk(tree):
        if isinstance(node, holders) and ast.get_docstring(node, clean=False) is not None:
            docstring = node.body[0]
            last = docstring.end_lineno or docstring.lineno
            said |= {n: lines[n - 1] for n in range(docstring.lineno, last + 1)}
    yield from sorted(said.items())
