"""Read the settings of a project from what its host knows about it."""

import contextlib
import logging
import re
from collections.abc import Sequence
from pathlib import Path

import yaml
from mkdocs.config.defaults import MkDocsConfig

from site_builder.adapters.include_settings import includes_of
from site_builder.adapters.navigation import targets
from site_builder.adapters.options.gaps import gap_settings
from site_builder.adapters.options.link_rules import links_of
from site_builder.adapters.options.machines import machines_of
from site_builder.adapters.options.plugin import PluginOptions
from site_builder.adapters.options.prose import prose_settings
from site_builder.adapters.options.typed_code import samples_only_of
from site_builder.adapters.redirects import redirects_of
from site_builder.model import Demand, Isolation, Limits, Reporting, Reviews, Settings, Start

_SUPERFENCES = ("pymdownx.superfences", "pymdownx.extra")
"""The extensions that bring SuperFences, which reads fenced blocks anywhere."""

_TABBED = "pymdownx.tabbed"


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
        notebooks=options.notebooks,
        notebook_timeout=options.notebook_timeout,
        downloads=options.downloads,
        category_titles=tuple(options.category_titles.items()),
        source_url=options.source_url,
        standalone=options.standalone,
        diagrams=options.diagrams.strip("/"),
        problem_page=options.problem_page,
        page_kinds=tuple((folder.strip("/"), kind) for folder, kind in options.page_kinds.items()),
        index_tables=options.index_tables,
        max_clicks=options.max_clicks,
        references=options.references.value(redirects_of(config)),
        reach=options.reach.value(),
        nav_complete=options.nav_complete,
        examples_complete=options.examples_complete,
        samples_only=samples_only_of(options.samples_only),
        gaps=gap_settings(options.gaps),
        proof=Demand(options.proof),
        proof_listed=tuple(options.proof_listed),
        proof_page=options.proof_page,
        directory_urls=bool(config.use_directory_urls),
        reviewed_file=options.reviewed_file,
        reviews=Reviews(options.reviews),
        reading_order=tuple(targets(config.nav)),
        fold_output=options.fold_output,
        nested_fences=any(one in config.markdown_extensions for one in _SUPERFENCES),
        isolation=Isolation(options.isolation),
        start=Start(options.start),
        tabs=_TABBED in config.markdown_extensions,
        bare_annotations=config.theme.name == "material",
        machines=machines_of(options.machines),
        links=links_of(options.links, str(root), _lines_of(config_file)),
        limits=Limits(
            file_bytes=options.max_file_bytes,
            asset_bytes=options.max_asset_bytes,
            output_bytes=options.max_output_bytes,
            memory_bytes=options.max_memory_bytes,
            processes=options.max_processes,
            disk_bytes=options.max_disk_bytes,
        ),
        reporting=Reporting(options.problems, options.baseline, config.site_url or ""),
        prose=prose_settings(
            options.prose,
            config.site_url or "",
            directory_urls=bool(config.use_directory_urls),
        ),
        cache_dir=options.cache_dir,
        cache_bytes=options.max_cache_bytes,
        includes=includes_of(config),
    )


def take_baseline(config: MkDocsConfig, options: PluginOptions, baseline: str) -> None:
    """Take a baseline that a command names, and leave it to us to find dead links if there is one.

    Args:
        config: The configuration of MkDocs.
        options: The options of the plugin.
        baseline: Path of the file as its user wrote it; empty for the configured one.
    """
    if baseline:
        options.baseline = str(Path(baseline).resolve())
    if options.baseline or options.problems:
        # We find the same dead links; MkDocs would count them though the project does not.
        config.validation.links.not_found = config.validation.links.anchors = logging.INFO


def _lines_of(config_file: Path) -> list[str]:
    # A host may have made its configuration in memory.
    return config_file.read_text(encoding="utf-8").splitlines() if config_file.is_file() else []


def line_of_message(message: str, lines: Sequence[str]) -> int:
    """Return the line of a configuration that a message of MkDocs is about, 0 if it is unknown.

    Args:
        message: The message, which quotes the key or the name that it is about.
        lines: The lines of the configuration.
    """
    # The outer key comes first in a message, the option that is wrong after it.
    for name in reversed(re.findall(r"['\"]([\w.-]+)['\"]", message)):
        for number, line in enumerate(lines, start=1):
            key = line.strip().removeprefix("- ").partition(":")[0].strip("'\" ")
            if key == name:
                return number
    return 0


def yaml_fault(config_file: Path) -> tuple[int, str] | None:
    """Return line and message of what keeps a configuration from parsing, if anything does."""
    try:
        text = config_file.read_text(encoding="utf-8")
        with contextlib.suppress(yaml.YAMLError):
            # The parser in C, where there is one, takes a tenth of the time.
            yaml.compose(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
            return None
        # That in Python says the same on every machine.
        yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        return (mark.line + 1 if mark else 0), error.problem or "invalid YAML"
    except yaml.YAMLError as error:
        return 0, str(error).partition("\n")[0]
    except UnicodeDecodeError as error:
        return 0, f"the file is not UTF-8 text (byte {error.start})"
    return None
