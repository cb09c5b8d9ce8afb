"""Read the redirects that a project makes by the plugin `redirects`."""

from collections.abc import Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from site_builder.model.links import Redirect

_PLUGIN = "redirects"


def redirects_of(config: MkDocsConfig) -> tuple[Redirect, ...]:
    """Return the redirects of a configuration, none where the plugin is not in it.

    Args:
        config: The configuration of MkDocs.
    """
    plugin = config.plugins.get(_PLUGIN)
    maps = plugin.config.get("redirect_maps") if plugin else None
    if not maps:
        return ()
    lines = Path(config.config_file_path).read_text(encoding="utf-8").splitlines()
    return tuple(
        Redirect(str(old), str(new or ""), _line_of(str(old), lines)) for old, new in maps.items()
    )


def _line_of(old: str, lines: Sequence[str]) -> int:
    for number, line in enumerate(lines, start=1):
        key, colon, _ = line.strip().partition(": ")
        if colon and key.strip("'\"") == old:
            return number
    return 0
