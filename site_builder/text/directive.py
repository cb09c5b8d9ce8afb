"""The grammar of the sample directive: one parser for every door."""

import re

from site_builder.model import Code, Location, SampleRef, Selector, SelectorKind, Show
from site_builder.text.fault import Fault
from site_builder.text.fences import Fence
from site_builder.text.suggest import did_you_mean, one_of

DIRECTIVE = "sample"
"""The word after the fence that makes a block a directive."""

_OPTION = re.compile(
    r"""\s*(?P<name>[A-Za-z_-]+)(?:\s*=\s*(?:"(?P<d>[^"]*)"|'(?P<s>[^']*)'|(?P<bare>["'].*|\S*)))?"""
)
_VALUES = ("show", "title", "highlight", "lang")
_FLAGS = ("body", "docstring")
_RANGE = re.compile(r"(?P<first>-?\d{1,9})(?:-(?P<last>\d{1,9}))?")


def parse_directive(fence: Fence, location: Location) -> SampleRef | tuple[Fault, ...]:
    """Read a sample directive.

    Args:
        fence: A block whose language is `sample`.
        location: Where the block begins.

    Returns:
        The parsed directive, or everything that is wrong with it.
    """
    options = _parse_options(fence.info[len(DIRECTIVE) :])
    address = _parse_address(fence)
    faults = [part for part in (*options.values(), address) if isinstance(part, Fault)]
    if faults or isinstance(address, Fault):
        return tuple(faults)
    target, selector = address
    given = {name: value for name, value in options.items() if isinstance(value, str)}
    return SampleRef(
        location=location,
        span=(fence.first, fence.last),
        prefix=fence.prefix,
        target=target,
        selector=selector,
        show=Show(given.get("show", Show.CODE)),
        title=given.get("title", ""),
        highlight=given.get("highlight", ""),
        body="body" in given,
        docstring="docstring" in given,
        lang=given.get("lang", ""),
    )


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


def _parse_address(fence: Fence) -> tuple[str, Selector] | Fault:
    lines = [line.strip() for line in fence.body if line.strip()]
    if not lines:
        return Fault(Code.DIRECTIVE_EMPTY, "the sample block holds no address")
    if len(lines) > 1:
        message = f"the sample block holds {len(lines)} lines where one address is expected"
        return Fault(Code.DIRECTIVE_ADDRESS, message, "use one block for each sample")
    target, selector = _split_address(lines[0])
    if not target or any(char.isspace() for char in target):
        message = f"cannot read the address '{lines[0]}'"
        return Fault(Code.DIRECTIVE_ADDRESS, message, "write it as category/name[/file]")
    return (target, selector) if isinstance(selector, Selector) else selector


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
