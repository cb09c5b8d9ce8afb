"""Tell of files without telling where this machine keeps them."""

import re
from collections.abc import Sequence

_WORK = re.compile(r"[^\s\"':,()<>]*/run-[a-z0-9_]{8}/work\b")
"""The working folder of a run, which has another name each time."""


def portable(text: str, root: str, others: Sequence[tuple[str, str]] = ()) -> str:
    """Return a text in which paths of this machine are those of any machine.

    Args:
        text: What an example printed, or a message.
        root: Folder of the project; paths below it become relative to it.
        others: Other folders, and what to call each.

    Returns:
        The text; the working folder of a run is called `<work>`.
    """
    text = _WORK.sub("<work>", text)
    # The longer path first, since one folder may lie in another.
    for folder, name in sorted(others, key=lambda one: len(one[0]), reverse=True):
        text = _end(folder).sub(name, text)
    return _end(root).sub(".", re.sub(f"{_start(root)}/", "", text))


def _start(folder: str) -> str:
    # Not in the middle of a longer path.
    return rf"(?<![\w.~/-]){re.escape(folder.rstrip('/'))}"


def _end(folder: str) -> re.Pattern[str]:
    return re.compile(rf"{_start(folder)}(?![\w~-]|\.\w)")
