"""Cut the part of a file that a sample asks for."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from site_builder.model import Code, Line, SampleRef, Selector, SelectorKind, SourceFile
from site_builder.text.fault import Fault
from site_builder.text.languages import Language, comments_of, language_of
from site_builder.text.lines import split_lines
from site_builder.text.notebook_cells import SUFFIX, Notebook, read_notebook
from site_builder.text.regions import find_regions, is_mark
from site_builder.text.suggest import did_you_mean
from site_builder.text.symbols import Symbol, find_symbol

_Span = tuple[int, int]
"""First and last line, counted from 1."""


# Each step of a build looks at the samples of a page anew.
@lru_cache(maxsize=4096)
def cut(file: SourceFile, ref: SampleRef) -> tuple[Line, ...] | list[Fault]:
    """Return the lines of a file that a directive shows.

    Marks of regions are left out, shared indentation is removed, blank lines at both ends go.

    Args:
        file: The file that the directive names.
        ref: The directive.

    Returns:
        The lines with their numbers in the file, or what is wrong. A fault that carries a line is
        in the file that was to be cut, one without a line in the directive.
    """
    if (ref.body or ref.docstring) and ref.selector.kind is not SelectorKind.SYMBOL:
        option = "body" if ref.body else "docstring"
        message = f"the option '{option}' works only with a symbol"
        return [Fault(Code.DIRECTIVE_OPTION, message, "name one with '::symbol'")]
    if file.name.endswith(SUFFIX):
        return _cut_notebook(file, ref)
    span = _span(file, ref)
    if isinstance(span, list):
        return span
    first, last = span
    numbered = enumerate(split_lines(file.text), start=1)
    lines = [Line(n, t.rstrip()) for n, t in numbered if first <= n <= last]
    return _shown(lines, file, language_of(file.name))


def language_in(file: SourceFile) -> Language:
    """Return the language of the code in a file: that of its cells, if it is a notebook."""
    notebook = read_notebook(file.text) if file.name.endswith(SUFFIX) else None
    if isinstance(notebook, Notebook):
        return Language(notebook.language, comments_of(notebook.language))
    return language_of(file.name)


def _cut_notebook(file: SourceFile, ref: SampleRef) -> tuple[Line, ...] | list[Fault]:
    """Return the code of a notebook's cells, or a part of it."""
    notebook = read_notebook(file.text)
    if isinstance(notebook, Fault):
        return [notebook]
    language = Language(notebook.language, comments_of(notebook.language))
    lines = notebook.lines()
    name = ref.selector.name
    match ref.selector.kind:
        case SelectorKind.LINES:
            message = "lines of a notebook cannot be told by their numbers"
            hint = "name the tag of a cell (#tag) or a symbol (::name)"
            return [Fault(Code.DIRECTIVE_ADDRESS, message, hint)]
        case SelectorKind.REGION:
            lines = notebook.lines(name)
            if not lines:
                hint = did_you_mean(name, notebook.tags)
                return [Fault(Code.REGION_MISSING, f"there is no cell with the tag '{name}'", hint)]
        case SelectorKind.SYMBOL:
            span = _symbol_span(notebook.code, notebook.language, ref)
            if isinstance(span, list):
                return [replace(one, line=_place(one.line, lines)) for one in span]
            lines = lines[span[0] - 1 : span[1]]
    return _shown(lines, file, language)


def _place(line: int, lines: Sequence[Line]) -> int:
    """Return the line of the file for one of the code of its cells."""
    return lines[min(line, len(lines)) - 1].number if line and lines else 0


def _shown(
    lines: Sequence[Line], file: SourceFile, language: Language
) -> tuple[Line, ...] | list[Fault]:
    """Return what readers see of some lines."""
    shown = _tidy([line for line in lines if not is_mark(line.text, language)])
    if not shown:
        return [Fault(Code.SAMPLE_EMPTY, f"there is nothing to show in this part of '{file.name}'")]
    return shown


def _span(file: SourceFile, ref: SampleRef) -> _Span | list[Fault]:
    """Return the first and last line that a directive asks for."""
    match ref.selector.kind:
        case SelectorKind.SYMBOL:
            return _symbol_span(file.text, language_of(file.name).name, ref)
        case SelectorKind.REGION:
            return _region_span(file, ref.selector.name)
        case SelectorKind.LINES:
            return _line_span(file, ref.selector)
    return (1, len(split_lines(file.text)))


def _symbol_span(text: str, language: str, ref: SampleRef) -> _Span | list[Fault]:
    symbol = find_symbol(text, ref.selector.name, language)
    if isinstance(symbol, Fault):
        return [symbol]
    span = _part(symbol, ref)
    if span == (0, 0):
        part = "body" if ref.body else "docstring"
        return [Fault(Code.SYMBOL_EMPTY, f"the symbol '{symbol.name}' has no {part}")]
    return span


def _part(symbol: Symbol, ref: SampleRef) -> _Span:
    if ref.body:
        return symbol.body
    if ref.docstring:
        return (symbol.first, symbol.docstring[1]) if symbol.docstring[1] else (0, 0)
    return (symbol.first, symbol.last)


def _region_span(file: SourceFile, name: str) -> _Span | list[Fault]:
    regions, faults = find_regions(file.text, language_of(file.name))
    if faults:
        # One broken mark makes the limits of every region of the file doubtful.
        return list(faults)
    for region in regions:
        if region.name == name:
            return (region.first, region.last)
    hint = did_you_mean(name, (region.name for region in regions))
    return [Fault(Code.REGION_MISSING, f"there is no region '{name}'", hint)]


def _line_span(file: SourceFile, selector: Selector) -> _Span | list[Fault]:
    total = len(split_lines(file.text))
    if selector.first < 1 or selector.last < selector.first:
        message = (
            f"the range {selector.first} to {selector.last} is reversed or begins before line 1"
        )
        return [Fault(Code.RANGE_REVERSED, message)]
    if selector.last > total:
        message = f"the range ends at line {selector.last}, the file has {total}"
        return [Fault(Code.RANGE_OUTSIDE, message)]
    return (selector.first, selector.last)


def _tidy(lines: list[Line]) -> tuple[Line, ...]:
    """Drop blank lines at both ends and remove the indentation that all lines share."""
    while lines and not lines[0].text:
        lines = lines[1:]
    while lines and not lines[-1].text:
        lines = lines[:-1]
    texts = [line.text for line in lines if line.text]
    margin = min((len(text) - len(text.lstrip()) for text in texts), default=0)
    return tuple(Line(line.number, line.text[margin:]) for line in lines)
