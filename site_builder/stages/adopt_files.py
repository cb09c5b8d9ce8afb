"""Make the files of the example that a page's typed code becomes."""

import json
import posixpath
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import jinja2

from site_builder.model import OutputFile, Page
from site_builder.model.adoption import Adoption
from site_builder.text.adopt_python import imported
from site_builder.text.fences import fence_around
from site_builder.text.languages import language_of
from site_builder.text.lines import split_lines

_PARSERS = {
    # Language, and what is true of a file of it that parses.
    "python": 'compile(text, name, "exec")',
    "json": "json.loads(text) is not None",
    "toml": "tomllib.loads(text) is not None",
    "yaml": "list(yaml.parse(text))",
}
_MOST_LINES = 20
"""Lines of an output that a README repeats."""
_MODULES = {"json": "json", "toml": "tomllib"}


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is known of the runs of an adopted example."""

    printed: bool = False
    """Whether it prints anything."""
    normalise: tuple[str, ...] = ()
    """Names of what varies in its output."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the README of an adopted example tells."""

    printed: str = ""
    """What a run prints."""
    normalise: tuple[str, ...] = ()
    """Names of what varies in it."""
    related: tuple[tuple[str, str], ...] = ()
    """Titles and README files of other examples."""


def adopted_files(
    adoption: Adoption,
    page: Page,
    folder: str,
    templates: jinja2.Environment,
    recorded: Recorded = Recorded(),
) -> tuple[OutputFile, ...]:
    """Return the files of an adopted example, apart from its README and what its run makes.

    Args:
        adoption: What the code of the page becomes.
        page: The page.
        folder: The folder of the example, relative to the project's root.
        templates: Where `new/adopted/` is found.
        recorded: What is known of its runs.
    """
    values = _values(adoption, page, folder, recorded)
    made = {
        "example.toml": "example.toml.jinja",
        f"test_{adoption.short_name}.py": "test.py.jinja",
    }
    made |= {"__main__.py": "__main__.py.jinja"} if adoption.pieces else {}
    made |= {"run_pieces.py": "run_pieces.py.jinja"} if values["parted"] else {}
    texts = dict(adoption.files)
    for name, source in made.items():
        template = templates.get_template(f"new/adopted/{source}")
        texts[name] = f"{template.render(values).rstrip()}\n"
    return tuple(
        OutputFile(f"{folder}/{name}", text.encode()) for name, text in sorted(texts.items())
    )


def adopted_readme(
    adoption: Adoption,
    page: Page,
    folder: str,
    templates: jinja2.Environment,
    told: Told,
) -> OutputFile:
    """Return the README of an adopted example.

    Args:
        adoption: What the code of the page becomes.
        page: The page.
        folder: The folder of the example, relative to the project's root.
        templates: Where `new/adopted/` is found.
        told: What it tells besides.
    """
    lines = split_lines(told.printed.rstrip())
    values = {
        **_values(adoption, page, folder, Recorded(bool(lines), told.normalise)),
        "fence": fence_around(told.printed),
        "is_cut": len(lines) > _MOST_LINES,
        "printed": "\n".join(lines[:_MOST_LINES]),
        "related": [(title, posixpath.relpath(path, folder)) for title, path in told.related],
        "to_page": posixpath.relpath(page.path, folder),
    }
    text = templates.get_template("new/adopted/README.md.jinja").render(values)
    return OutputFile(f"{folder}/README.md", f"{text.rstrip()}\n".encode())


def _values(
    adoption: Adoption, page: Page, folder: str, recorded: Recorded
) -> Mapping[str, object]:
    run = {piece.file for piece in adoption.pieces}
    python = {name: text for name, text in adoption.files if name.endswith(".py")}
    siblings = _siblings(adoption, python)
    # Files that are run need no other test.
    parsed = _by_language([name for name, _ in adoption.files if name not in run])
    imports = [_MODULES[one] for one, _ in parsed if one in _MODULES]
    libraries = ["yaml"] if any(one == "yaml" for one, _ in parsed) else []
    imports += ["runpy"] if adoption.pieces else []
    libraries += ["pytest"] if adoption.pieces else []
    return {
        "adoption": adoption,
        "data": adoption.data,
        "folder": folder,
        "imports": sorted(imports),
        "libraries": sorted(libraries),
        "module": folder.replace("/", "."),
        "normalise": list(recorded.normalise),
        "outputs": sorted(piece.output for piece in adoption.pieces if piece.output),
        "page": page.path,
        "parsed": parsed,
        "parsers": _PARSERS,
        "parted": _is_parted(adoption, python, siblings=siblings),
        "printed": recorded.printed,
        "quoted": lambda value: json.dumps(value, ensure_ascii=False),
        "siblings": siblings,
        "summary": page.front_matter.summary or f"The code of the page '{page.title}'.",
        "title": page.title,
    }


def _siblings(adoption: Adoption, python: Mapping[str, str]) -> bool:
    """Return whether a file that is run imports another one by its name."""
    stems = {name.removesuffix(".py") for name in python}
    run = {piece.file for piece in adoption.pieces if not piece.typed}
    return any(imported(python[name]) & (stems - {name.removesuffix(".py")}) for name in run)


def _is_parted(adoption: Adoption, python: Mapping[str, str], *, siblings: bool) -> bool:
    """Return whether the code is more than one script that needs nothing around it."""
    main = f"{adoption.short_name}.py"
    run = {piece.file for piece in adoption.pieces}
    if not run:
        return False
    # A script that ends itself would end the test, too.
    ends = any(word in python.get(main, "") for word in ("exit(", "SystemExit"))
    return run != {main} or bool(adoption.data) or siblings or adoption.prints_parts or ends


def _by_language(names: Sequence[str]) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        found[language_of(name).name].append(name)
    return sorted(found.items())
