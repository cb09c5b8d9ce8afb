"""Read and write the file of addresses that must go on working: one a line, sorted."""

from collections.abc import Iterable, Iterator

from site_builder.model import Code
from site_builder.text.fault import Fault
from site_builder.text.lines import split_lines

_HEAD = (
    "# Addresses that were published. Each must go on working: as a page, or by a redirect.\n"
    "# `site-builder addresses --update` adds those of new pages.\n"
)


def parse_addresses(text: str) -> tuple[tuple[tuple[str, int], ...], tuple[Fault, ...]]:
    """Read the addresses of a file.

    Args:
        text: The file; lines that begin with `#` are remarks.

    Returns:
        The addresses, each with its line, and what is wrong with other lines.
    """
    found: dict[str, int] = {}
    faults: list[Fault] = []
    for number, line in enumerate(split_lines(text), start=1):
        written = line.strip()
        if written.startswith("/") and " " not in written:
            found.setdefault(written, number)
        elif written and not written.startswith("#"):
            message = f"'{written}' is no address below the site's root"
            faults.append(
                Fault(Code.ADDRESSES_INVALID, message, "write it as '/guides/a/'", number)
            )
    return tuple(found.items()), tuple(faults)


def format_addresses(text: str, addresses: Iterable[str]) -> str:
    """Return a file with further addresses, sorted; its remarks stay at its top.

    Args:
        text: The file as it is, empty when there is none.
        addresses: What shall be in it, besides what is.
    """
    remarks = "".join(f"{line}\n" for line in _remarks(text)) or _HEAD
    known = (address for address, _ in parse_addresses(text)[0])
    return remarks + "".join(f"{one}\n" for one in sorted({*known, *addresses}))


def _remarks(text: str) -> Iterator[str]:
    return (line for line in split_lines(text) if line.startswith("#"))
