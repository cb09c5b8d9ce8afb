"""Read a project's pages, examples and diagrams from disk. The only place that reads them."""

import os
import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from site_builder.model import (
    Code,
    Diagram,
    Example,
    Location,
    MadeFile,
    Page,
    Problem,
    Session,
    Settings,
    Site,
    SourceFile,
    UnreadableFile,
)
from site_builder.text.example_toml import Declaration, parse_example_toml
from site_builder.text.front_matter import split_front_matter
from site_builder.text.session import parse_session

_PAGES = {".markdown", ".md", ".mdown", ".mkd", ".mkdn"}
_RECORDED = "expected/"
"""Folder of an example for the recorded files that its run makes."""
_IGNORED = {"__pycache__", "node_modules", "site-packages"}


def load(settings: Settings) -> tuple[Site, tuple[Problem, ...]]:
    """Read a project.

    Args:
        settings: Where the project's folders are.

    Returns:
        The pages, examples and diagrams that could be read, and a problem for each that could not.
    """
    pages, page_problems = _load_pages(settings)
    examples, example_problems = _load_examples(settings)
    diagrams, diagram_problems = _load_diagrams(settings)
    problems = (*page_problems, *example_problems, *diagram_problems)
    return Site(settings, pages, examples, diagrams), problems


def load_again(
    site: Site, pages: Collection[str], examples: Collection[str]
) -> tuple[Site, tuple[Problem, ...]]:
    """Read some pages and examples of a project once more; all else stays as it was read.

    Args:
        site: The project.
        pages: The pages, by their paths below the docs folder.
        examples: The examples, by their names.

    Returns:
        The project, and a problem for each file that could not be read.
    """
    settings = site.settings
    declarations = (settings.examples_dir / name / "example.toml" for name in examples)
    read_pages = [_load_page(settings.docs_dir / source, settings) for source in pages]
    read_examples = [_load_declared(path, settings) for path in declarations]
    by_source = {page.source: page for page, _ in read_pages if page}
    by_name = {example.name: example for example, _ in read_examples if example}
    changed = replace(
        site,
        pages=tuple(by_source.get(one.source, one) for one in site.pages),
        examples=tuple(by_name.get(one.name, one) for one in site.examples),
    )
    return changed, tuple(p for _, found in (*read_pages, *read_examples) for p in found)


def _load_pages(settings: Settings) -> tuple[tuple[Page, ...], list[Problem]]:
    paths = (one for one in _files_below(settings.docs_dir) if one.suffix.lower() in _PAGES)
    loaded = [_load_page(path, settings) for path in paths]
    pages = tuple(page for page, _ in loaded if page)
    problems = [one for _, found in loaded for one in found]
    if not pages and not problems:
        message = "there is no Markdown page in this folder"
        location = Location(settings.relative(settings.docs_dir))
        problems.append(Problem(Code.CONTENT_EMPTY, location, message))
    return pages, problems


def _load_page(path: Path, settings: Settings) -> tuple[Page | None, list[Problem]]:
    location = Location(settings.relative(path))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError) as error:
        return None, [Problem(Code.PAGE_UNREADABLE, location, _reason(error))]
    split = split_front_matter(text)
    source = path.relative_to(settings.docs_dir).as_posix()
    front = (split.front_matter, split.front_text)
    page = Page(source, location.path, split.body, split.body_line, *front)
    return page, [fault.at(Location(location.path, fault.line)) for fault in split.faults]


def _load_examples(settings: Settings) -> tuple[tuple[Example, ...], list[Problem]]:
    examples: list[Example] = []
    problems: list[Problem] = []
    for path in _files_below(settings.examples_dir):
        if path.name != "example.toml":
            continue
        example, found = _load_declared(path, settings)
        problems.extend(found)
        if example:
            examples.append(example)
    return tuple(examples), problems


def _load_declared(path: Path, settings: Settings) -> tuple[Example | None, Sequence[Problem]]:
    declaration = _read_declaration(path, settings)
    if not isinstance(declaration, Declaration):
        return None, declaration
    example = _load_example(path.parent, declaration, settings)
    faults = _session_faults(example)
    return (None if faults else example), faults


def _session_faults(example: Example) -> list[Problem]:
    file = example.file("session.toml")
    session = parse_session(file.text) if file else ()
    if not file or isinstance(session, Session):
        return []
    return [fault.at(Location(file.path, fault.line)) for fault in session]


def _read_declaration(path: Path, settings: Settings) -> Declaration | list[Problem]:
    name = settings.relative(path)
    try:
        declaration = parse_example_toml(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, OSError) as error:
        return [Problem(Code.EXAMPLE_INVALID, Location(name), _reason(error))]
    if isinstance(declaration, Declaration):
        return declaration
    return [fault.at(Location(name, fault.line)) for fault in declaration]


def _load_example(folder: Path, declaration: Declaration, settings: Settings) -> Example:
    files: list[SourceFile] = []
    unreadable: list[UnreadableFile] = []
    recorded: list[MadeFile] = []
    for path in _files_below(folder):
        name = path.relative_to(folder).as_posix()
        data = _read_data(path, name, settings)
        content = data if isinstance(data, UnreadableFile) else _text_of(data, name)
        if isinstance(content, UnreadableFile):
            unreadable.append(content)
        else:
            files.append(SourceFile(name, settings.relative(path), content))
        if isinstance(data, bytes) and name.startswith(_RECORDED):
            recorded.append(MadeFile(name.removeprefix(_RECORDED), data))
    return Example(
        name=folder.relative_to(settings.examples_dir).as_posix(),
        path=settings.relative(folder),
        title=declaration.title,
        summary=declaration.summary,
        level=declaration.level,
        topics=declaration.topics,
        covers=declaration.covers,
        library=declaration.library,
        run=declaration.run,
        needs=declaration.needs,
        checkers=declaration.checkers,
        files=tuple(files),
        unreadable=tuple(unreadable),
        recorded=tuple(recorded),
    )


def _read_data(path: Path, name: str, settings: Settings) -> bytes | UnreadableFile:
    """Return what a file holds that a page may show, or why no page may."""
    # Both ends are resolved, so that a project that itself lies behind a link still works.
    examples = os.path.realpath(settings.examples_dir) if path.is_symlink() else ""
    if examples and not Path(os.path.realpath(path)).is_relative_to(examples):
        reason = "the path leaves the examples folder through a symbolic link"
        return UnreadableFile(name, Code.FILE_OUTSIDE, reason)
    try:
        reason = _refusal(path, settings)
        data = b"" if reason else path.read_bytes()
    except OSError as error:
        reason = _reason(error)
    return UnreadableFile(name, Code.FILE_UNREADABLE, reason) if reason else data


def _text_of(data: bytes, name: str) -> str | UnreadableFile:
    """Return what a file holds as text, or why it is none."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        return UnreadableFile(name, Code.FILE_UNREADABLE, _reason(error))
    return (
        UnreadableFile(name, Code.FILE_UNREADABLE, "the file is binary") if "\0" in text else text
    )


def _refusal(path: Path, settings: Settings) -> str:
    """Return why a file is not even opened, empty if it may be."""
    if path.is_dir():
        return "links to folders are not followed"
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        # Opening a pipe would wait for ever for somebody to write to it.
        return "it is not a regular file"
    limit = settings.limits.file_bytes
    if status.st_size > limit:
        return f"the file has {status.st_size} bytes, {limit} are allowed"
    return ""


def _load_diagrams(settings: Settings) -> tuple[tuple[Diagram, ...], list[Problem]]:
    diagrams: list[Diagram] = []
    problems: list[Problem] = []
    folder = settings.docs_dir / settings.diagrams
    for path in _files_below(folder) if settings.diagrams else ():
        if path.suffix != ".mmd":
            continue
        drawing = path.with_suffix(".svg")
        location = Location(settings.relative(path))
        try:
            source = path.read_text(encoding="utf-8-sig")
            location = Location(settings.relative(drawing))
            svg = drawing.read_text(encoding="utf-8") if drawing.exists() else ""
        except (UnicodeDecodeError, OSError) as error:
            problems.append(Problem(Code.DIAGRAM_INVALID, location, _reason(error)))
            continue
        name = path.relative_to(folder).with_suffix("").as_posix()
        diagrams.append(Diagram(name, settings.relative(path), source, svg))
    return tuple(diagrams), problems


def _files_below(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder in a fixed order, without hidden ones and caches.

    A link to a folder is yielded like a file: it may lead anywhere, also back to here.
    """
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(n for n in folders if not n.startswith(".") and n not in _IGNORED)
        names = [*files, *(name for name in folders if Path(root, name).is_symlink())]
        yield from (Path(root, name) for name in sorted(names) if not name.startswith("."))


def _reason(error: UnicodeDecodeError | OSError) -> str:
    if isinstance(error, UnicodeDecodeError):
        line = error.object.count(b"\n", 0, error.start) + 1
        return f"the file is not UTF-8 text (line {line}, byte {error.start})"
    return f"the file cannot be read: {error.strerror}"
