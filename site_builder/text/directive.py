"""The grammar of the sample directive: one parser for every door."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from site_builder.model import Code, Location, SampleRef, Selector, SelectorKind, Show
from site_builder.text.fault import Fault
from site_builder.text.fences import Fence
from site_builder.text.output_options import OUTPUT_OPTIONS, check_output_options
from site_builder.text.suggest import did_you_mean, one_of

DIRECTIVE = "sample"
"""The word after the fence that makes a block a directive."""

_OPTION = re.compile(
    r"""\s*(?P<name>[A-Za-z_-]+)(?:\s*=\s*(?:"(?P<d>[^"]*)"|'(?P<s>[^']*)'|(?P<bare>["'].*|\S*)))?"""
)
_VALUES = ("show", "title", "highlight", "lang", "test", *OUTPUT_OPTIONS)
_FLAGS = ("body", "docstring")
_TITLED = re.compile(
    r"""(?P<address>.*?)\s+title\s*=\s*(?:"(?P<d>[^"]*)"|'(?P<s>[^']*)')""", re.DOTALL
)
_RANGE = re.compile(r"(?P<first>-?\d{1,9})(?:-(?P<last>\d{1,9}))?")


@dataclass(frozen=True, slots=True)
class _Address:
    target: str
    selector: Selector
    title: str


def parse_directive(fence: Fence, location: Location) -> tuple[SampleRef, ...] | list[Fault]:
    """Read a sample directive.

    Args:
        fence: A block whose language is `sample`.
        location: Where the block begins.

    Returns:
        What each address of it asks for, in order, or everything that is wrong with it.
    """
    options = _parse_options(fence.info[len(DIRECTIVE) :])
    given = {name: value for name, value in options.items() if isinstance(value, str)}
    parsed = [_parse_line(line.strip()) for line in fence.body if line.strip()]
    addresses = [one for one in parsed if isinstance(one, _Address)]
    faults = [one for one in (*options.values(), *parsed) if isinstance(one, Fault)]
    if not parsed:
        faults.append(Fault(Code.DIRECTIVE_EMPTY, "the sample block holds no address"))
    faults = faults or _check_together(given, addresses)
    if faults:
        return faults
    show = Show(given.get("show", Show.CODE))
    several = len(addresses) > 1 and show is not Show.DIFF
    tabs = _tabs(addresses) if several else [""] * len(addresses)
    return tuple(
        SampleRef(
            location=location,
            span=(fence.first, fence.last),
            prefix=fence.prefix,
            target=one.target,
            selector=one.selector,
            show=show,
            title=given.get("title", "" if several else one.title),
            highlight=given.get("highlight", ""),
            body="body" in given,
            docstring="docstring" in given,
            lang=given.get("lang", ""),
            test=given.get("test", ""),
            file=given.get("file", ""),
            stream=given.get("stream", ""),
            alt=given.get("alt", ""),
            tab=tab,
        )
        for one, tab in zip(addresses, tabs, strict=True)
    )


def _check_together(given: Mapping[str, str], addresses: Sequence[_Address]) -> list[Fault]:
    """Find what is wrong with options and addresses that are right by themselves."""
    faults = check_output_options(given)
    show, count = given.get("show", ""), len(addresses)
    if show == Show.DIFF and count != 2:
        message = f'show="diff" compares two addresses, and the block holds {count}'
        hint = "write what was before on one line and what comes after on the next"
        faults.append(Fault(Code.DIRECTIVE_ADDRESS, message, hint))
    if show == Show.TEST and count != 1:
        message = f'show="test" takes one address, and the block holds {count}'
        faults.append(Fault(Code.DIRECTIVE_ADDRESS, message, "use one block for each"))
    if "test" in given and show != Show.TEST:
        faults.append(_bad("the option 'test' works only with show=\"test\""))
    if "highlight" in given and show in {Show.DIFF, Show.TEST}:
        faults.append(_bad(f"the option 'highlight' does not work with show=\"{show}\""))
    titled = any(one.title for one in addresses)
    if "title" in given and (titled or (count > 1 and show != Show.DIFF)):
        message = "the option 'title' does not say which of several titles is meant"
        faults.append(_bad(message, 'write title="…" after each address instead'))
    tabs = _tabs(addresses)
    twice = [tab for at, tab in enumerate(tabs) if tab in tabs[:at]] if show != Show.DIFF else []
    if twice:
        message = f"two samples of the block are titled '{twice[0]}'"
        faults.append(_bad(message, 'write another title="…" after one of the addresses'))
    return faults


def _tabs(addresses: Sequence[_Address]) -> list[str]:
    """Return a title for each address: the given one, or the shortest that tells them apart."""
    ends = [one.selector.name or one.target.rpartition("/")[2] for one in addresses]
    whole = [f"{one.target.rpartition('/')[2]} {one.selector.name}".strip() for one in addresses]
    names = ends if len(set(ends)) == len(ends) else whole
    names = names if len(set(names)) == len(names) else [one.target for one in addresses]
    return [one.title or name for one, name in zip(addresses, names, strict=True)]


def _parse_options(text: str) -> dict[str, str | Fault]:
    """Return the options by name; what is wrong stands under the name that is wrong."""
    options: dict[str, str | Fault] = {}
    at = 0
    while text[at:].strip():
        match = _OPTION.match(text, at)
        if not match:
            rest = text[at:].strip()
            return options | {rest: _bad(f"cannot read the option text '{rest}'", 'write name="…"')}
        name = match["name"]
        values = (match["d"], match["s"], match["bare"] and "")  # without quotes it counts as empty
        value = next((one for one in values if one is not None), None)
        if name in options:
            options[name] = _bad(f"the option '{name}' is given twice", "keep one of them")
        else:
            options[name] = _check_option(name, value)
        at = match.end()
    if "body" in options and "docstring" in options:
        message = "'body' and 'docstring' exclude each other"
        options["docstring"] = _bad(message, "keep one of them")
    return options


def _check_option(name: str, value: str | None) -> str | Fault:
    if name in _FLAGS:
        return name if value is None else _bad(f"the option '{name}' takes no value")
    if name not in _VALUES:
        known = (*_VALUES, *_FLAGS)
        return _bad(f"unknown option '{name}'", did_you_mean(name, known) or one_of(known))
    if not value:
        return _bad(f"the option '{name}' needs a value in quotes", f'write {name}="…"')
    if name == "show" and value not in set(Show):
        return _bad(f"show cannot be '{value}'", did_you_mean(value, Show) or one_of(Show))
    return value


def _bad(message: str, hint: str = "") -> Fault:
    return Fault(Code.DIRECTIVE_OPTION, message, hint)


def _parse_line(line: str) -> _Address | Fault:
    """Read a line between the fences: an address, and perhaps its title."""
    match = _TITLED.fullmatch(line)
    address = match["address"] if match else line
    title = (match["d"] or match["s"] or "") if match else ""
    target, selector = _split_address(address)
    if not target or any(char.isspace() for char in target):
        message = f"cannot read the address '{address}'"
        return Fault(Code.DIRECTIVE_ADDRESS, message, "write it as category/name[/file]")
    return selector if isinstance(selector, Fault) else _Address(target, selector, title)


def _split_address(address: str) -> tuple[str, Selector | Fault]:
    """Return the path of an address and the part of the file that it names."""
    for mark, kind in (("::", SelectorKind.SYMBOL), ("#", SelectorKind.REGION)):
        target, found, name = address.partition(mark)
        if found:
            name = name.strip()
            if name:
                return target, Selector(kind, name)
            message = f"the address '{address}' names no {kind} after '{mark}'"
            return target, Fault(Code.DIRECTIVE_ADDRESS, message)
    target, found, numbers = address.rpartition(":")
    if not found or "/" in numbers or "\\" in numbers:
        # The colon of a drive belongs to the path, which is then refused as one that leaves.
        return address, Selector()
    match = _RANGE.fullmatch(numbers)
    if not match:
        message = f"cannot read '{numbers}' as a line or a range of lines"
        return target, Fault(
            Code.DIRECTIVE_ADDRESS, message, "write ':12-20', '::symbol' or '#region'"
        )
    first = int(match["first"])
    last = int(match["last"] or first)
    return target, Selector(SelectorKind.LINES, first=first, last=last)
