"""Ask PyMarkdown about the form of pages, in processes of their own: it is slow."""

import json
import logging
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass
from importlib import metadata
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path

from site_builder.model import Code, Location, Problem, ProseSettings
from site_builder.text.forms import Form

_TOOL = "pymarkdown"
_HERE = Path(__file__).resolve().parent
_EXTENSIONS = (
    "front-matter",
    "markdown-strikethrough",
    "markdown-tables",
    "markdown-task-list-items",
)
_CONTRADICTING = (
    "md013",  # Lines are as long as their author likes.
    "md025",  # A title in the front matter may stand above a heading of the first level.
    "md033",  # Material has parts that are written in HTML.
    "md041",  # A page may begin with its front matter or an include.
    "md046",  # What stands in an admonition or a tab is indented, and is no code.
    "md060",  # How a table is laid out in the source no reader sees.
)
_OURS = (
    "md001",  # heading-level
    "md024",  # heading-duplicate
    "md026",  # heading-punctuation
    "md051",  # Our check of links knows the anchors of the finished page.
    "md059",  # Our check of links knows texts that say nothing.
)
_SETTINGS: Mapping[str, str] = {
    # Python-Markdown nests by four columns.
    "plugins.md007.indent": "$#4",
}
_PER_PROCESS = 12
"""Pages for which it is worth it to start a further process."""


@dataclass(frozen=True, slots=True)
class FormRules:
    """What PyMarkdown is asked."""

    off: tuple[str, ...]
    on: tuple[str, ...]
    settings: tuple[tuple[str, str], ...]
    version: str
    """Its version, so that answers of another one are not taken for its own."""

    def key(self, text: str) -> str:
        """Return all that the answer for a text depends on."""
        return json.dumps([*astuple(self), text])


def form_rules(settings: ProseSettings, config: Location, tool: str = _TOOL) -> FormRules | Problem:
    """Return what PyMarkdown is asked, or the problem that it is not installed.

    Args:
        settings: What the project asks.
        config: The configuration that asks for it.
        tool: Name of its package.
    """
    if find_spec(tool) is None:
        message = "the form of pages cannot be checked, because pymarkdownlnt is not installed"
        hint = 'install the extra: pip install "site-builder[prose]"'
        return Problem(Code.PROSE_TOOL_MISSING, config, message, hint)
    on = tuple(one.lower() for one in settings.form_on)
    off = (*_CONTRADICTING, *_OURS, *(one.lower() for one in settings.form_off))
    return FormRules(
        off=tuple(one for one in off if one not in on),
        on=on,
        settings=tuple({**_SETTINGS, **dict(settings.form_set)}.items()),
        version=metadata.version("pymarkdownlnt"),
    )


def look_at_forms(
    texts: Sequence[str], rules: FormRules, processes: int
) -> tuple[tuple[Form, ...] | str, ...]:
    """Return what is wrong with the form of each text.

    Args:
        texts: Pages, whole.
        rules: What is asked.
        processes: How many processes there may be at a time.

    Returns:
        For each text what was found, or why it could not be read.
    """
    if not texts:
        return ()
    workers = max(1, min(processes, len(texts) // _PER_PROCESS))
    # A process that is started anew has none of the threads and of the logging of this one.
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=settle) as pool:
        chunk = max(1, len(texts) // (workers * 4))
        return tuple(pool.map(look_at_form, texts, [rules] * len(texts), chunksize=chunk))


def settle() -> None:
    """Make a process one that only looks at forms."""
    # PyMarkdown reads the configuration of the folder that it is in; here is none.
    os.chdir(_HERE)
    # It tells its failures twice: in the exception, and with a traceback to the log.
    logging.disable(logging.CRITICAL)


def look_at_form(text: str, rules: FormRules) -> tuple[Form, ...] | str:
    """Return what is wrong with the form of a text, or why it could not be read.

    Args:
        text: A page, whole.
        rules: What is asked.
    """
    from pymarkdown.api import (  # noqa: PLC0415 - slow to import
        PyMarkdownApi,
        PyMarkdownApiException,
    )

    if not text.strip():
        return ()
    api = PyMarkdownApi(inherit_logging=True)
    for extension in _EXTENSIONS:
        api.enable_extension_by_identifier(extension)
    for rule in rules.off:
        api.disable_rule_by_identifier(rule)
    for rule in rules.on:
        api.enable_rule_by_identifier(rule)
    for name, value in rules.settings:
        api.set_property(name, value)
    api.enable_strict_configuration()
    try:
        result = api.scan_string(text)
    except PyMarkdownApiException as error:
        return " ".join(str(error).split())
    return tuple(
        Form(
            one.line_number,
            one.column_number,
            one.rule_id.lower(),
            one.rule_name.partition(",")[0],
            (one.rule_description.rstrip(".") + (one.extra_error_information or "")).strip(),
        )
        for one in sorted(
            result.scan_failures, key=lambda one: (one.line_number, one.column_number, one.rule_id)
        )
    )
