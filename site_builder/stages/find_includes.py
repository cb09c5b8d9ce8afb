"""Find the files that includes name, by the rules of each extension."""

import os
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from site_builder.model import (
    Code,
    Holder,
    Include,
    Includes,
    IncludeSyntax,
    MarkdownIncludes,
    Settings,
    Snippets,
    SplicedIncludes,
)
from site_builder.text.fault import Fault
from site_builder.text.includes.found import is_remote
from site_builder.text.suggest import did_you_mean

_MOST = 5_000
"""How many files are looked at for one that an author may have meant."""
_SKIPPED = {"__pycache__", "node_modules", "site-packages", "venv"}
_GLOB = set("*?[]{}!()|")
_ADDRESS = re.compile(r"[\w+.-]{2,}:")
_REMOTE: tuple[Path, ...] = ()


def find_included(include: Include, holder: Holder, settings: Settings) -> tuple[Path, ...] | Fault:
    """Return the files that an include names, or why there is none.

    Args:
        include: The include.
        holder: The file that it stands in, and the page that this becomes a part of.
        settings: Those of the project.

    Returns:
        The files in the order in which they are put in; none for one that lies on another site,
        which is not read.
    """
    ways = settings.includes
    if include.syntax is IncludeSyntax.SNIPPETS and ways.snippets:
        return _of_snippets(include, holder, ways.snippets)
    if include.syntax is IncludeSyntax.MARKDOWN and ways.markdown:
        return _of_markdown(include, holder, ways.markdown, settings.docs_dir)
    if include.syntax is IncludeSyntax.SPLICED and ways.spliced:
        return _of_spliced(include, holder, ways.spliced)
    return _of_plain(include, ways)


def _of_snippets(include: Include, holder: Holder, ways: Snippets) -> tuple[Path, ...] | Fault:
    if is_remote(include.target):
        hint = "set 'url_download: true' for pymdownx.snippets"
        off = _missing(include, "is on another site, and nothing is downloaded", hint)
        return _REMOTE if ways.downloads else off
    refused = False
    bases = [base for base in _bases(holder, ways) if base.exists()]
    for base in bases:
        folder = base if base.is_dir() else base.parent
        path = folder / include.target
        inside = _is_inside(path, folder)
        if not path.exists() or (base.is_file() and not path.samefile(base)):
            continue
        if inside or not ways.restrict or base.is_file():
            return (Path(os.path.normpath(path)),)
        refused = True
    if refused:
        message = f"the file '{include.target}' lies outside of the base paths, and is left out"
        hint = "move it, add its folder to 'base_path', or set 'restrict_base_path: false'"
        return Fault(Code.INCLUDE_OUTSIDE, message, hint)
    folders = [base if base.is_dir() else base.parent for base in bases]
    if not folders:
        hint = "no folder of 'base_path' exists; paths begin where the build runs"
        return _missing(include, "is not there", hint)
    return _missing(include, "is not there", _nearest(include.target, folders))


def _bases(holder: Holder, ways: Snippets) -> tuple[Path, ...]:
    return (*ways.bases, *((holder.page.parent,) if ways.beside_page else ()))


def _of_markdown(
    include: Include, holder: Holder, ways: MarkdownIncludes, docs_dir: Path
) -> tuple[Path, ...] | Fault:
    target = include.target
    if _ADDRESS.match(target):
        off = Fault(
            Code.INCLUDE_INVALID,
            f"the include '{target}' names another site, which 'include_from_url: false' forbids",
        )
        return _REMOTE if ways.downloads else off
    beside = target.startswith(("./", "../"))
    folder = holder.file.parent if beside else docs_dir
    path = folder / target
    found = [Path(os.path.normpath(path))] if path.is_file() else _matching(target, folder)
    left_out = {str(one) for one in find_excluded(ways, docs_dir)}
    beside = include.exclude.startswith(("./", "../"))
    from_where = holder.file.parent if beside else docs_dir
    left_out |= {str(one) for one in _matching(include.exclude, from_where)}
    kept = sorted(one for one in found if not {str(one), str(one.parent)} & left_out)
    if kept:
        return tuple(kept)
    if found:
        return _missing(include, "is excluded, so that nothing is left")
    if _GLOB & set(target):
        return _missing(include, "matches no file")
    return _missing(include, "is not there", _nearest(target, [folder]))


def find_excluded(ways: MarkdownIncludes, docs_dir: Path) -> frozenset[Path]:
    """Return the files that include-markdown neither reads nor includes.

    Args:
        ways: How the plugin is set up.
        docs_dir: The folder of pages, which its patterns begin at.
    """
    found = (one for pattern in ways.exclude for one in _matching(pattern, docs_dir))
    return frozenset(found)


def _matching(pattern: str, folder: Path) -> list[Path]:
    """Return the files that a pattern of include-markdown means."""
    # The plugin needs it, so it is there wherever the plugin is.
    from wcmatch import glob  # noqa: PLC0415

    flags = glob.NEGATE | glob.EXTGLOB | glob.GLOBSTAR | glob.BRACE
    found = glob.glob(pattern, flags=flags, root_dir=str(folder)) if pattern else []
    paths = (Path(os.path.normpath(folder / one)) for one in found)
    return [path for path in paths if path.is_file()]


def _of_spliced(
    include: Include, holder: Holder, ways: SplicedIncludes
) -> tuple[Path, ...] | Fault:
    if is_remote(include.target):
        off = _missing(include, "is on another site, and 'allow_remote' is off")
        return _REMOTE if ways.downloads else off
    if not ways.local:
        return _missing(include, "is a file, and 'allow_local' is off")
    base = holder.file.parent if ways.relative and holder.spliced else ways.base
    return _in(base, include)


def _of_plain(include: Include, ways: Includes) -> tuple[Path, ...] | Fault:
    """Return the file of a syntax that has one folder for all paths."""
    if include.syntax is IncludeSyntax.PLAIN and ways.plain:
        return _in(ways.plain.base, include)
    base = ways.variants.base if ways.variants else Path()
    found = _in(base, include)
    if isinstance(found, Fault) or not ways.spliced:
        hint = "turn on 'mdx_include', which markdown_include_variants needs to put in the files"
        message = f"the include '{include.written}' puts in another one that nothing reads"
        return found if isinstance(found, Fault) else Fault(Code.INCLUDE_LEFT, message, hint)
    # It writes an include of mdx_include, whose folder may be another one.
    again = _in(ways.spliced.base, include)
    if isinstance(again, Fault):
        hint = f"'base_path' of mdx_include leads to '{ways.spliced.base}', and not to '{base}'"
        return Fault(Code.INCLUDE_MISSING, again.message, hint)
    return found


def _in(base: Path, include: Include) -> tuple[Path, ...] | Fault:
    path = Path(os.path.normpath(base / Path(include.target).expanduser()))
    return (path,) if path.exists() else _missing(include, "is not there", _hint_in(base, include))


def _hint_in(base: Path, include: Include) -> str:
    folder = Path(os.path.normpath((base / include.target).parent))
    near = _nearest(Path(include.target).name, [folder]) if folder.is_dir() else ""
    head = include.target.rpartition("/")[0]
    if near and head:
        return near.replace("'", f"'{head}/", 1)
    return near or _nearest(include.target, [base])


def _missing(include: Include, why: str, hint: str = "") -> Fault:
    return Fault(Code.INCLUDE_MISSING, f"the included file '{include.target}' {why}", hint)


def _nearest(target: str, folders: Sequence[Path]) -> str:
    names = (name for folder in folders for name in islice(_names(folder), _MOST))
    return did_you_mean(target.removeprefix("./"), names)


def _names(folder: Path) -> Iterator[str]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(n for n in folders if not n.startswith(".") and n not in _SKIPPED)
        for name in sorted(files):
            yield Path(root, name).relative_to(folder).as_posix()


def _is_inside(path: Path, folder: Path) -> bool:
    # As the extension does it: by the letters of the path, without a look at links.
    return Path(os.path.normpath(path)).is_relative_to(os.path.normpath(folder))
