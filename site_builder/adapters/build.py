"""Build a site through MkDocs from the command line: any project, with or without our plugin."""

import logging
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException
from mkdocs.structure.files import get_files

from site_builder import pipeline
from site_builder.adapters.include_settings import is_of_includes
from site_builder.adapters.mkdocs import SiteBuilderPlugin
from site_builder.adapters.rendering import drop_site_only_plugins
from site_builder.adapters.settings import (
    line_of_message,
    settings_of,
    take_baseline,
    yaml_fault,
)
from site_builder.model import Code, Location, Problem, Rendering
from site_builder.report import exit_code

_NAMES = ("mkdocs.yml", "mkdocs.yaml")


class CannotStartError(Exception):
    """The project cannot even be opened; carries the problems that say why."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("; ".join(map(str, problems)))


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build."""

    project: pipeline.Project
    problems: tuple[Problem, ...]
    renderings: tuple[Rendering, ...]
    """The site; nothing when the build stopped before there was one."""
    site_dir: Path


def open_config(config_file: str, *, strict: bool = False, site_dir: str = "") -> MkDocsConfig:
    """Read an MkDocs configuration and make sure that our plugin is in it.

    Args:
        config_file: Path of the file; empty to look for it in the current folder.
        strict: Whether warnings fail the build.
        site_dir: Folder for the site, if not the configured one.

    Raises:
        CannotStartError: There is no such file, or it is invalid.
    """
    # Material prints a banner about MkDocs 2 on each build, which is of no use to our reader.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    path = _find(config_file)
    fault = yaml_fault(path)
    if fault:
        line, message = fault
        raise CannotStartError(Problem(Code.CONFIG_INVALID, Location(path.name, line), message))
    changes = {"site_dir": site_dir} if site_dir else {}
    with _messages() as messages:
        try:
            config = load_config(str(path), strict=strict, **changes)
        except (Abort, ConfigurationError) as error:
            lines = path.read_text(encoding="utf-8").splitlines()
            found = [
                Problem(
                    Code.CONFIG_INVALID,
                    Location(path.name, line_of_message(message, lines)),
                    message,
                )
                for message in messages or [str(error)]
            ]
            raise CannotStartError(*found) from None
    plugin_of(config)
    return config


def plugin_of(config: MkDocsConfig) -> SiteBuilderPlugin:
    """Return our plugin in a configuration; a project that does not name it gets its defaults."""
    for plugin in config.plugins.values():
        if isinstance(plugin, SiteBuilderPlugin):
            return plugin
    plugin = SiteBuilderPlugin()
    plugin.load_config({}, config.config_file_path)
    config.plugins["site_builder"] = plugin
    return plugin


def open_project(config_file: str) -> pipeline.Project:
    """Read a project without building it.

    Raises:
        CannotStartError: Its configuration cannot be read.
    """
    config = open_config(config_file)
    with _messages():
        included = {file.src_uri for file in get_files(config).documentation_pages()}
    return pipeline.open_project(settings_of(config, plugin_of(config).config), included)


def examine_site(
    config_file: str, *, strict: bool = False, contents_only: bool = False, baseline: str = ""
) -> Built:
    """Build a project to look at the result, and leave its site as it is.

    Args:
        config_file: Path of its configuration; empty to look for it in the current folder.
        strict: Whether warnings fail the build.
        contents_only: Whether the articles of the pages are enough, without a theme around them.
        baseline: File of known problems, if not the configured one.

    Raises:
        CannotStartError: The configuration cannot be read.
    """
    with TemporaryDirectory() as folder:
        return build_site(
            config_file,
            strict=strict,
            publish=False,
            contents_only=contents_only,
            site_dir=f"{folder}/site",
            baseline=baseline,
        )


def build_site(  # noqa: PLR0913 - an argument for each option of the commands
    config_file: str,
    *,
    strict: bool = False,
    publish: bool = True,
    contents_only: bool = False,
    site_dir: str = "",
    baseline: str = "",
) -> Built:
    """Build a project through MkDocs.

    Args:
        config_file: Path of its configuration; empty to look for it in the current folder.
        strict: Whether warnings fail the build.
        publish: Whether a good result takes the place of the site.
        contents_only: Whether the articles of the pages are enough; no page of the theme is made.
        site_dir: Folder for the site, if not the configured one.
        baseline: File of known problems, if not the configured one.

    Returns:
        The rendering and all problems; the site was replaced only if there are no errors.

    Raises:
        CannotStartError: The configuration cannot be read.
    """
    config = open_config(config_file, strict=strict, site_dir=site_dir)
    plugin = plugin_of(config)
    take_baseline(config, plugin.config, baseline)
    plugin.publish, plugin.contents_only = publish, contents_only
    plugin.is_asked, plugin.plain = True, not (baseline or site_dir)
    if contents_only:
        drop_site_only_plugins(config)
    target, problems = Path(config.site_dir), list[Problem]()
    with _messages() as messages:
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build.build(config)
        except Abort as error:
            if not plugin.problems:
                problems += _render_problems(config, [*messages, str(error)])
            elif not exit_code(plugin.judge.judge(plugin.problems), strict=False):
                # Ours are warnings only; others' count as much in a strict build.
                problems += _render_problems(config, messages)
        except (MkDocsException, Exception) as error:
            # A plugin or an extension of the project failed: its message is the author's, its
            # traceback is not. The environment variable shows both.
            if os.environ.get("SITE_BUILDER_DEBUG"):
                raise
            told = isinstance(error, UnicodeDecodeError) and _has_unreadable(plugin)
            if not told and not is_of_includes(error, plugin.problems):
                problems.append(_failure(config, error, messages))
        finally:
            config.plugins.on_shutdown()
            # MkDocs keeps a plugin for the next build of this process.
            plugin.publish, plugin.contents_only = True, False
            plugin.is_asked = plugin.plain = False
    problems += plugin.problems
    if not plugin.opened:
        raise CannotStartError(*problems)
    if strict and not exit_code(plugin.judge.judge(problems), strict=True):
        problems += _render_problems(config, messages)
    return Built(plugin.project, tuple(problems), plugin.renderings, target)


def _failure(config: MkDocsConfig, error: Exception, messages: Sequence[str]) -> Problem:
    """Return an error of MkDocs or of an extension, at the page that it says it is in."""
    told = [message for message in messages if str(error) in message]
    message = told[-1] if told else f"{type(error).__name__}: {error}"
    page = re.search(r"page '([^']+)'", message)
    if not page:
        return _render_problems(config, [message])[0]
    root = Path(config.config_file_path).parent
    path = (Path(config.docs_dir) / page[1]).relative_to(root).as_posix()
    return Problem(Code.RENDER_FAILED, Location(path), message)


def _has_unreadable(plugin: SiteBuilderPlugin) -> bool:
    return any(one.code is Code.PAGE_UNREADABLE for one in plugin.problems)


def _find(config_file: str) -> Path:
    names = (config_file,) if config_file else _NAMES
    for name in names:
        if Path(name).is_file():
            return Path(name).resolve()
    message = "there is no such file" if config_file else "there is no mkdocs.yml in this folder"
    raise CannotStartError(Problem(Code.CONFIG_MISSING, Location(names[0]), message))


def _render_problems(config: MkDocsConfig, messages: list[str]) -> list[Problem]:
    name = Path(config.config_file_path).name
    return [Problem(Code.RENDER_FAILED, Location(name), message) for message in messages if message]


@contextmanager
def _messages() -> Iterator[list[str]]:
    """Collect what MkDocs and its plugins warn about, instead of printing it."""
    found: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.name != "mkdocs.plugins.site_builder":
                found.append(record.getMessage())

    logger = logging.getLogger("mkdocs")
    handler = Collector(logging.WARNING)
    logger.addHandler(handler)
    propagate, logger.propagate = logger.propagate, False
    try:
        yield found
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate
