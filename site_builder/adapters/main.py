"""Where the command begins: a build that has nothing to do ends before anything is loaded."""

import re
import sys
from pathlib import Path

_PLAIN = (["build"], ["build", "--strict"])
"""Commands whose only outcome is the site."""
_CACHE = re.compile(r"^\s*cache_dir:\s*['\"]?([^'\"#\n]+)", re.MULTILINE)


def main() -> None:
    """Run the command line."""
    site = _unchanged_site() if sys.argv[1:] in _PLAIN else None
    if site:
        here = Path.cwd()
        print(f"Site: {site.relative_to(here) if site.is_relative_to(here) else site}/")
        return
    from site_builder.adapters.garbage import look_less_often  # noqa: PLC0415

    look_less_often()
    # This takes longer to load than all of the above.
    from site_builder.adapters import cli  # noqa: PLC0415

    cli.main()


def _unchanged_site() -> Path | None:
    """Return the site of the current folder if another build would make the same."""
    from site_builder.adapters.incremental.unchanged import last_build  # noqa: PLC0415
    from site_builder.stages.store import Store  # noqa: PLC0415

    for config_file in (Path("mkdocs.yml").resolve(), Path("mkdocs.yaml").resolve()):
        if config_file.is_file():
            # Only where to look: what is found there says whether it holds.
            named = _CACHE.search(config_file.read_text(encoding="utf-8", errors="replace"))
            folder = config_file.parent / (named[1].strip() if named else ".cache/site-builder")
            last = last_build(Store(folder, 0), config_file)
            return last.site if last and last.plain else None
    return None
