"""Read the files of an example that hold no text, for readers who take the example with them."""

import os
from pathlib import Path

from site_builder.model import Code, Example, OutputFile, Settings


def read_binaries(example: Example, settings: Settings) -> tuple[OutputFile, ...]:
    """Return the files of an example that no page can show, by their names below its folder.

    Args:
        example: The example.
        settings: The project. A file that leaves the folder of the examples, that is no regular
            file, or that is larger than a single file would take in is passed over.
    """
    files: list[OutputFile] = []
    inside = settings.examples_dir.resolve()
    for file in example.unreadable:
        path = Path(settings.root, example.path, file.name)
        if file.code is not Code.FILE_UNREADABLE or not path.is_file():
            continue
        small = path.stat().st_size <= settings.limits.asset_bytes
        # That one may not be read has been said.
        if small and path.resolve().is_relative_to(inside) and os.access(path, os.R_OK):
            files.append(OutputFile(file.name, path.read_bytes()))
    return tuple(files)
