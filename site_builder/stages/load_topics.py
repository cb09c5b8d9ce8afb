"""Read what a docs tree owes, and what was recorded of its gaps."""

from pathlib import Path

from site_builder.model import Code, Location, Problem, Settings
from site_builder.model.gaps import Recorded, Topics
from site_builder.text.gap_history import parse_gap_history
from site_builder.text.topics import TopicsFile, read_topics

_SUFFIXES = {".yaml", ".yml"}


def load_topics(settings: Settings) -> tuple[Topics, tuple[Problem, ...]]:
    """Read the topics of a project.

    Args:
        settings: The project's settings, which name a file or a folder.

    Returns:
        The topics, none where no file is named, and what is wrong with the files.
    """
    if not settings.gaps.topics:
        return Topics(), ()
    place = settings.root / settings.gaps.topics
    paths = sorted(place.rglob("*")) if place.is_dir() else [place]
    files: list[TopicsFile] = []
    problems: list[Problem] = []
    for path in paths:
        if path is not place and path.suffix not in _SUFFIXES:
            continue
        name = settings.relative(path)
        try:
            files.append(TopicsFile(name, path.read_text(encoding="utf-8-sig")))
        except FileNotFoundError:
            message = f"'gaps.topics': there is no '{settings.gaps.topics}'"
            problems.append(_invalid(settings, message))
        except (UnicodeDecodeError, OSError) as error:
            message = f"the file cannot be read: {error}"
            problems.append(Problem(Code.TOPICS_INVALID, Location(name), message))
    topics, faults = read_topics(files)
    return topics, (*problems, *faults)


def load_gap_history(settings: Settings) -> tuple[tuple[Recorded, ...], tuple[Problem, ...]]:
    """Read what was recorded of earlier releases.

    Args:
        settings: The project's settings, which name the file.

    Returns:
        The records, none where there is no file yet, and what is wrong with its other lines.
    """
    if not settings.gaps.history:
        return (), ()
    path = settings.root / settings.gaps.history
    name = settings.relative(path)
    try:
        history, faults = parse_gap_history(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return (), ()
    except (UnicodeDecodeError, OSError) as error:
        message = f"the file cannot be read: {error}"
        return (), (Problem(Code.GAP_HISTORY_INVALID, Location(name), message),)
    return history, tuple(fault.at(Location(name, fault.line)) for fault in faults)


def _invalid(settings: Settings, message: str) -> Problem:
    hint = "correct the path, which is relative to the configuration"
    return Problem(Code.CONFIG_INVALID, Location(settings.config_path), message, hint)


def is_there(root: Path, place: str) -> bool:
    """Return whether a path below a folder leads to a file, or to a folder that holds anything."""
    path = root / place
    return path.is_file() or (path.is_dir() and any(path.iterdir()))
