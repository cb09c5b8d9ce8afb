"""Check that redirects lead from pages that are gone to places that exist, in one step."""

import posixpath
from collections.abc import Collection, Iterator, Mapping, Sequence

from site_builder.model import Code, Location, Problem, Redirect
from site_builder.text.suggest import did_you_mean


def check_redirects(
    redirects: Sequence[Redirect], sources: Collection[str], config_path: str
) -> Iterator[Problem]:
    """Yield what is wrong with redirects, each with its line of the configuration.

    Their anchors are checked with those of all links, in the documents that redirect.

    Args:
        redirects: The redirects.
        sources: All pages, by their paths below the docs folder.
        config_path: The configuration file.
    """
    targets = {one.old: _page(one.new) for one in redirects}
    for one in redirects:
        judged = _judge(one, targets, sources)
        if judged:
            code, message, hint = judged
            yield Problem(code, Location(config_path, one.line), message, hint)


def _judge(
    one: Redirect, targets: Mapping[str, str], sources: Collection[str]
) -> tuple[Code, str, str] | None:
    page = _page(one.new)
    if one.old in sources:
        message = f"'{one.old}' is redirected, and the page exists, so nobody could read it"
        return Code.REDIRECT_SHADOWS, message, "remove the redirect, or the page"
    if _is_address(one.new):
        return None
    if page in targets:
        return _chain(one, targets)
    if page not in sources:
        message = f"'{one.old}' is redirected to '{one.new}', which is not there"
        return Code.REDIRECT_DEAD, message, did_you_mean(page, sources)
    return None


def _chain(one: Redirect, targets: Mapping[str, str]) -> tuple[Code, str, str] | None:
    """Return what is wrong with a redirect whose target is redirected itself."""
    way = [one.old]
    while (following := targets.get(way[-1], "")) and following not in way:
        way.append(following)
    if not following:
        message = f"'{one.old}' is redirected by way of another redirect: {' → '.join(way)}"
        return Code.REDIRECT_CHAIN, message, f"write '{one.old}: {way[-1]}'"
    circle = way[way.index(following) :]
    # Told once, where it is written first; what leads into it is mended with it.
    if one.old != next(old for old in targets if old in circle):
        return None
    message = f"redirects lead in a circle: {' → '.join((*circle, following))}"
    return Code.REDIRECT_LOOP, message, "let one of them lead to a page"


def _page(target: str) -> str:
    return target if _is_address(target) else target.partition("#")[0]


def _is_address(target: str) -> bool:
    return target.lower().startswith(("http://", "https://"))


def check_published(
    addresses: Sequence[tuple[str, int]],
    paths: Collection[str],
    sources: Collection[str],
    file: str,
) -> Iterator[Problem]:
    """Yield the addresses that were published and lead to nothing any more.

    Args:
        addresses: The addresses, below the site's root, each with its line of the file.
        paths: All files of the finished site, those of redirects among them.
        sources: All pages, by their paths below the docs folder.
        file: The file of addresses, relative to the project's root.
    """
    for address, line in addresses:
        path = address.removeprefix("/")
        path = posixpath.join(path, "index.html") if not path or path.endswith("/") else path
        if path in paths:
            continue
        old = f"{address.strip('/').removesuffix('.html') or 'index'}.md"
        near = did_you_mean(old, sources)
        new = near.removeprefix("did you mean '").removesuffix("'?") or "PAGE"
        message = f"'{address}' was published and is no longer there"
        hint = f"add '{old}: {new}' to the redirect_maps of the plugin 'redirects'"
        yield Problem(Code.ADDRESS_GONE, Location(file, line), message, hint)
