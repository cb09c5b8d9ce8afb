"""Read the settings of a project from what its host knows about it."""

from collections.abc import Iterator
from pathlib import Path

import yaml
from mkdocs.config import base
from mkdocs.config import config_options as option
from mkdocs.config.defaults import MkDocsConfig

from site_builder.checks.navigation import NavEntry
from site_builder.model import Limits, Settings

_LIMITS = Limits()


class PluginOptions(base.Config):  # type: ignore[no-untyped-call]
    """The options of the plugin, as they stand in `mkdocs.yml`."""

    examples_dir = option.Type(str, default="examples")
    templates_dir = option.ListOfItems(option.Dir(exists=True), default=[])
    example_pages = option.Type(str, default="examples")
    source_url = option.Type(str, default="")
    standalone = option.Type(str, default="")
    diagrams = option.Type(str, default="assets/diagrams")
    problem_page = option.Type(str, default="")
    page_kinds = option.DictOfItems(option.Type(str), default={})
    index_tables = option.Type(bool, default=False)
    max_clicks = option.Type(int, default=0)
    nav_complete = option.Type(bool, default=False)
    examples_complete = option.Type(bool, default=False)
    style = option.Type(bool, default=True)
    max_file_bytes = option.Type(int, default=_LIMITS.file_bytes)
    max_output_bytes = option.Type(int, default=_LIMITS.output_bytes)
    max_memory_bytes = option.Type(int, default=_LIMITS.memory_bytes)


def settings_of(config: MkDocsConfig, options: PluginOptions) -> Settings:
    """Return the settings of an MkDocs project.

    Args:
        config: The configuration of MkDocs.
        options: The options of the plugin.
    """
    config_file = Path(config.config_file_path).resolve()
    root = config_file.parent
    return Settings(
        root=root,
        docs_dir=Path(config.docs_dir).resolve(),
        examples_dir=(root / options.examples_dir).resolve(),
        config_path=config_file.name,
        templates_dirs=tuple(Path(folder) for folder in options.templates_dir),
        example_pages=options.example_pages.strip("/"),
        source_url=options.source_url,
        standalone=options.standalone,
        diagrams=options.diagrams.strip("/"),
        problem_page=options.problem_page,
        page_kinds=tuple((folder.strip("/"), kind) for folder, kind in options.page_kinds.items()),
        index_tables=options.index_tables,
        max_clicks=options.max_clicks,
        nav_complete=options.nav_complete,
        examples_complete=options.examples_complete,
        nested_fences="pymdownx.superfences" in config.markdown_extensions,
        limits=Limits(
            file_bytes=options.max_file_bytes,
            output_bytes=options.max_output_bytes,
            memory_bytes=options.max_memory_bytes,
        ),
    )


def nav_entries(nav: object, config_file: Path) -> tuple[NavEntry, ...]:
    """Return the pages that a navigation names, with their lines in the configuration.

    Args:
        nav: The value of `nav`.
        config_file: The configuration file.
    """
    lines = config_file.read_text(encoding="utf-8").splitlines()
    return tuple(NavEntry(target, _line_of(target, lines)) for target in _targets(nav))


def is_page_entry(nav: object) -> bool:
    """Return whether an entry of a navigation is a page: no folder, no address of another site."""
    return isinstance(nav, str) and nav.endswith((".md", ".markdown")) and "://" not in nav


def _targets(nav: object) -> Iterator[str]:
    if isinstance(nav, str) and is_page_entry(nav):
        yield nav
    elif isinstance(nav, list):
        for item in nav:
            yield from _targets(item)
    elif isinstance(nav, dict):
        for item in nav.values():
            yield from _targets(item)


def _line_of(target: str, lines: list[str]) -> int:
    """Return the line of the configuration that ends with a target, 0 when there is none."""
    for number, line in enumerate(lines, start=1):
        bare = line.split(" #")[0].strip().strip("'\"")
        if bare.endswith((f": {target}", f"- {target}", f"'{target}", f'"{target}')):
            return number
    return 0


def yaml_fault(config_file: Path) -> tuple[int, str] | None:
    """Return line and message of what keeps a configuration from parsing, if anything does."""
    try:
        yaml.compose(config_file.read_text(encoding="utf-8"), yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        return (mark.line + 1 if mark else 0), error.problem or "invalid YAML"
    except UnicodeDecodeError as error:
        return 0, f"the file is not UTF-8 text (byte {error.start})"
    return None
