"""Read single files of a project that are no page, example or diagram."""

from pathlib import Path

from site_builder.model import Settings, Site, SourceFile


def load_text(path: Path) -> str:
    """Return the text of a file, empty if it cannot be read.

    Args:
        path: The file.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError):
        return ""


def load_exactly(path: Path) -> str:
    """Return the text of a file with its line ends and its byte order mark; empty if unreadable.

    Args:
        path: The file.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except (UnicodeDecodeError, OSError):
        return ""


def loose_tests(settings: Settings, site: Site) -> tuple[SourceFile, ...]:
    """Return the test files below the folder of examples that belong to no example.

    Args:
        settings: Where that folder is.
        site: The project with its examples.
    """
    own = {file.path for example in site.examples for file in example.tests}
    found = sorted(settings.examples_dir.rglob("test_*.py"))
    paths = ((path, settings.relative(path)) for path in found if path.is_file())
    return tuple(
        SourceFile(path.name, name, load_text(path)) for path, name in paths if name not in own
    )
