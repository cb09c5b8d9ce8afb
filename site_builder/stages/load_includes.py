"""Read the files that includes of other extensions name, each once."""

from pathlib import Path

from site_builder.model import Code, Holder, Include, Settings
from site_builder.stages.find_includes import find_excluded, find_included
from site_builder.text.fault import Fault


class IncludedFiles:
    """The files that includes of a project name."""

    def __init__(self, settings: Settings) -> None:
        """Open the files of a project.

        Args:
            settings: Those of the project, with the ways of including that it has turned on.
        """
        self._settings = settings
        self._texts: dict[tuple[Path, str], str | Fault] = {}
        ways = settings.includes.markdown
        self._excluded = find_excluded(ways, settings.docs_dir) if ways else frozenset()

    def is_excluded(self, path: Path) -> bool:
        """Return whether include-markdown leaves a file as it is.

        Args:
            path: The file.
        """
        return path in self._excluded

    def find(self, include: Include, holder: Holder) -> tuple[Path, ...] | Fault:
        """Return the files that an include names, or why there is none.

        Args:
            include: The include.
            holder: Where it stands.
        """
        return find_included(include, holder, self._settings)

    def text(self, path: Path, encoding: str) -> str | Fault:
        """Return the text of a file, or why it cannot be included.

        Args:
            path: The file.
            encoding: How it is encoded.
        """
        key = (path, encoding)
        if key not in self._texts:
            self._texts[key] = _read(path, encoding)
        return self._texts[key]


def _read(path: Path, encoding: str) -> str | Fault:
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "is no regular file"
        return Fault(Code.INCLUDE_UNREADABLE, f"'{path.name}' cannot be included: it {what}")
    try:
        text = path.read_bytes().decode(encoding)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        why = f"it is not {encoding} text (line {line})"
    except LookupError:
        why = f"there is no encoding '{encoding}'"
    except OSError as error:
        why = f"it cannot be read: {error.strerror}"
    else:
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
        why = "it is binary"
    return Fault(Code.INCLUDE_UNREADABLE, f"'{path.name}' cannot be included: {why}")
