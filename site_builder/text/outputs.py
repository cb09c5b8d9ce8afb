"""What an example has recorded of its outputs, beside what a run of it made."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from fnmatch import fnmatchcase

from site_builder.model import Example, Run
from site_builder.text.lines import split_lines
from site_builder.text.normalise import normalise
from site_builder.text.png import png_size

STDOUT = "expected.txt"
STDERR = "expected.stderr.txt"
FOLDER = "expected/"
"""Folder of an example for the recorded files that its run makes."""


@dataclass(frozen=True, slots=True)
class Output:
    """One output of an example, as recorded and as made."""

    name: str
    """Name below the folder of the example."""
    recorded: bytes | None
    """Nothing when it was not recorded."""
    made: bytes | None
    """Nothing when the run did not make it."""

    @property
    def texts(self) -> tuple[str, str] | None:
        """Return both as texts; nothing if one of them is none."""
        if self.recorded is None or self.made is None:
            return None
        try:
            return self.recorded.decode("utf-8-sig"), self.made.decode("utf-8-sig")
        except UnicodeDecodeError:
            return None


def outputs_of(run: Run, example: Example) -> Iterator[Output]:
    """Yield the outputs that are recorded or were made, the printed ones first.

    Args:
        run: A run.
        example: Its example.
    """
    yield Output(STDOUT, _bytes(example, STDOUT), run.stdout)
    if example.run.stderr or example.expected_stderr:
        made = run.stderr if example.run.stderr else None
        yield Output(STDERR, _bytes(example, STDERR), made)
    recorded = {file.name: file.data for file in example.recorded}
    made_files = {file.name: file.data for file in run.files}
    for name in sorted({*recorded, *made_files}):
        yield Output(f"{FOLDER}{name}", recorded.get(name), made_files.get(name))


def is_declared(name: str, pattern: str) -> bool:
    """Return whether a file is one that a name or a pattern of `[run] files` means.

    Args:
        name: Name of a file below the working folder.
        pattern: What is declared; `*` does not stand for a slash.
    """
    parts, wanted = name.split("/"), pattern.split("/")
    return len(parts) == len(wanted) and all(map(fnmatchcase, parts, wanted))


def _bytes(example: Example, name: str) -> bytes | None:
    file = example.file(name)
    return None if file is None else file.text.encode()


def text_diff(
    before: str, after: str, names: tuple[str, ...], title: str, other: str = "this run"
) -> str:
    """Return how two texts differ after what varies was taken out, empty if they do not.

    Args:
        before: The text that is recorded.
        after: The text that was made.
        names: Names of what varies.
        title: What to call the first.
        other: What to call the second.
    """
    first, second = (split_lines(normalise(text, names)) for text in (before, after))
    return "\n".join(unified_diff(first, second, title, other, lineterm=""))


def data_difference(before: bytes, after: bytes) -> str:
    """Return how two files differ that are no texts, as words for a message; empty if not."""
    if before == after:
        return ""
    old, new = png_size(before), png_size(after)
    if old and new and old != new:
        return f"it has {new[0]} x {new[1]} pixels, {old[0]} x {old[1]} are recorded"
    if len(before) != len(after):
        return f"it has {len(after)} bytes, {len(before)} are recorded"
    first = next(at for at, (a, b) in enumerate(zip(before, after, strict=True)) if a != b)
    return f"its {len(after)} bytes differ from byte {first} on"
