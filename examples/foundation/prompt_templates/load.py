"""Read templates from their files: category, name and version are in the path, the rest within."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from examples.foundation.prompt_templates.errors import TemplateFileError
from examples.foundation.prompt_templates.template import PromptTemplate, faults_of

FOLDER = Path(__file__).with_name("templates")
"""The templates of this package: one file for each version of each."""

_FILE = re.compile(r"([a-z][a-z0-9_]*)\.v([1-9][0-9]*)\.toml")


def read_template(path: Path) -> PromptTemplate:
    """Read one template and check all that can be checked without a model.

    Args:
        path: A file such as `research/topic_overview.v1.toml`.

    Raises:
        TemplateFileError: The file is not a sound template; it names every fault.
    """
    place = f"{path.parent.name}/{path.name}"
    named = _FILE.fullmatch(path.name)
    if not named:
        raise TemplateFileError(place, ["the name is not of the form name.v1.toml; rename it"])
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
        in_path = {"category": path.parent.name, "name": named[1], "version": int(named[2])}
        if doubled := held.keys() & in_path.keys():
            said = [f"{key!r} is taken from the path; remove it" for key in sorted(doubled)]
            raise TemplateFileError(place, said)
        template = PromptTemplate.model_validate({**held, **in_path})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateFileError(place, [f"it cannot be read as TOML: {error}"]) from error
    except ValidationError as error:
        raise TemplateFileError(place, [_said(each) for each in error.errors()]) from error
    if faults := list(faults_of(template)):
        raise TemplateFileError(place, faults)
    return template


def read_folder(folder: Path) -> Iterator[PromptTemplate]:
    """Yield the templates of a folder of categories, sorted by path.

    Raises:
        TemplateFileError: A file is not a sound template, or lies where none is looked for.
    """
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            continue
        if path.parent.parent != folder:
            place = path.relative_to(folder).as_posix()
            raise TemplateFileError(place, ["it is not in the folder of a category; move it"])
        yield read_template(path)


def _said(error: ErrorDetails) -> str:
    """Say in the words of the file what Pydantic found."""
    where = ".".join(str(step) for step in error["loc"])
    return f"{where}: {error['msg'][:1].lower()}{error['msg'][1:]}"
