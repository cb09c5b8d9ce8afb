"""What has changed in a project: files that are named, or what differs from a revision."""

from collections.abc import Sequence

from site_builder.model import Change, Code, Location, Problem
from site_builder.project import Project
from site_builder.stages.changes import changes_since, read_change
from site_builder.text.fault import Fault
from site_builder.text.languages import language_of
from site_builder.text.suggest import did_you_mean
from site_builder.text.symbols import find_symbol
from site_builder.text.touching import text_of


def changes_named(names: Sequence[str], project: Project) -> tuple[Change, ...] | Problem:
    """Return the files that were named as changes that may be made to them.

    Args:
        names: Paths relative to the project's root, each perhaps with `::` and a symbol.
        project: The project.

    Returns:
        The changes, or which of them there cannot be.
    """
    found: list[Change] = []
    for name in names:
        path, _, symbol = name.partition("::")
        change = read_change(path, symbol, project.settings.root)
        if change is None:
            paths = (file.path for one in project.site.examples for file in one.files)
            hint = did_you_mean(path, paths)
            return Problem(Code.FILE_MISSING, Location(path), "there is no such file", hint)
        if symbol:
            fault = find_symbol(text_of(change.new), symbol, language_of(path).name)
            if isinstance(fault, Fault):
                return fault.at(Location(path))
        found.append(change)
    return tuple(found)


def changes_of_revision(revision: str, project: Project) -> tuple[Change, ...] | Problem:
    """Return what differs from a revision, committed or not.

    Args:
        revision: What git knows it by.
        project: The project.

    Returns:
        The changes, or why git cannot tell them.
    """
    return changes_since(revision, project.settings.root)
