"""Keep the addresses that were published working: check them, and note those of new pages."""

from collections.abc import Iterator

from site_builder.checks.redirects import check_published, check_redirects
from site_builder.model import Code, Location, Problem, Rendering, Settings
from site_builder.stages.load_text import load_text
from site_builder.stages.write import write_file
from site_builder.text.addresses import SiteIndex
from site_builder.text.published_addresses import format_addresses, parse_addresses


def check_moved(settings: Settings, rendering: Rendering, index: SiteIndex) -> Iterator[Problem]:
    """Yield the redirects that lead nowhere, and the addresses that are gone without one.

    Args:
        settings: The project's settings.
        rendering: The rendered site.
        index: Its files.
    """
    sources = [page.source for page in rendering.pages]
    wished = settings.references
    yield from check_redirects(wished.redirects, sources, settings.config_path)
    if not wished.addresses:
        return
    path = settings.root / wished.addresses
    addresses, faults = parse_addresses(load_text(path))
    if not path.is_file():
        place = Location(settings.config_path)
        message = f"there is no file '{wished.addresses}' of published addresses"
        hint = "run: site-builder addresses --update"
        yield Problem(Code.ADDRESSES_INVALID, place, message, hint)
    for fault in faults:
        yield fault.at(Location(wished.addresses, fault.line))
    yield from check_published(addresses, index.paths, sources, wished.addresses)


def new_addresses(settings: Settings, rendering: Rendering) -> tuple[str, ...]:
    """Return the addresses of pages that the file does not hold, sorted.

    Args:
        settings: The project's settings.
        rendering: The rendered site.
    """
    text = load_text(settings.root / settings.references.addresses)
    known = {address for address, _ in parse_addresses(text)[0]}
    return tuple(sorted({f"/{page.url}" for page in rendering.pages} - known))


def keep_addresses(settings: Settings, rendering: Rendering) -> tuple[Problem, ...]:
    """Add the addresses of all pages to the file.

    Args:
        settings: The project's settings.
        rendering: The rendered site.

    Returns:
        What keeps the file from being written.
    """
    path = settings.root / settings.references.addresses
    text = format_addresses(load_text(path), new_addresses(settings, rendering))
    return write_file(path, text.encode(), settings.references.addresses)
