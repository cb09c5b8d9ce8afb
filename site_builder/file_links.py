"""Gather the links that stand in files which no site shows, and check those from file to file."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from site_builder.checks.written_links import LinkedFile, check_written_links
from site_builder.model import Location, Problem
from site_builder.project import Project
from site_builder.resources import packaged_templates
from site_builder.stages.list_files import list_files
from site_builder.stages.load_text import load_text
from site_builder.text.repository import Repository
from site_builder.text.written_links import links_of_code, links_of_markdown

_FOR_PEOPLE = frozenset(
    {"authors", "changelog", "code_of_conduct", "contributing", "governance", "history"}
    | {"maintainers", "readme", "security", "support"}
)
"""What a repository tells people in files at its top."""
_LEFT_OUT = frozenset(
    {"fixtures", "node_modules", "site-packages", "templates", "testdata", "third_party", "vendor"}
)
"""Folders whose READMEs are somebody else's, or a mould for others."""
_MARKDOWN = (".md", ".markdown")
_HOLD_LINKS = (*_MARKDOWN, ".py")
"""How the names of files end whose links are checked where no page and no example has them."""
_TEMPLATES = (".html", ".jinja", ".md", ".yml")
"""How the names of templates end whose addresses readers see."""
_CONFIGURATIONS = ("mkdocs.yml", "mkdocs.yaml")


def check_file_links(project: Project) -> tuple[Problem, ...]:
    """Return what is wrong with the links from file to file that no page of the site holds.

    Args:
        project: The project.
    """
    settings = project.settings
    repository = list_files(settings.root)
    top = settings.root
    for _ in filter(None, repository.prefix.split("/")):
        top = top.parent
    texts: dict[str, str] = {}

    def read(path: str) -> str:
        return texts.setdefault(path, load_text(top / path))

    files = tuple(linked_files(project, repository))
    return tuple(check_written_links(files, repository, read))


def linked_files(project: Project, repository: Repository) -> Iterator[LinkedFile]:
    """Yield the files beyond the pages that hold links, each once.

    Args:
        project: The project.
        repository: The files that there are.
    """
    settings = project.settings
    seen: set[str] = set()
    examples = [file for example in project.site.examples for file in example.files]
    for file in examples:
        seen.add(file.path)
        if file.name.endswith(".md"):
            yield LinkedFile(file.path, links_of_markdown(file.text))
        else:
            yield LinkedFile(file.path, links_of_code(file.text, file.name), is_code=True)
    docs = settings.relative(settings.docs_dir)
    inside = f"{repository.prefix}/" if repository.prefix else ""
    # By their ends first: of most files nobody asks more.
    for full in sorted(one for one in repository.files if one.lower().endswith(_HOLD_LINKS)):
        path = full.removeprefix(inside)
        if not full.startswith(inside) or path in seen or path.startswith(f"{docs}/"):
            continue
        if _of_another(full, repository):
            continue
        if _is_for_people(path, tracked=repository.tracked):
            yield LinkedFile(path, links_of_markdown(load_text(settings.root / path)))
        elif path.endswith(".py") and path.startswith(
            tuple(f"{one}/" for one in settings.links.code)
        ):
            text = load_text(settings.root / path)
            yield LinkedFile(path, links_of_code(text, path), is_code=True)


def _of_another(path: str, repository: Repository) -> bool:
    """Return whether a file belongs to a project inside of this one, whose own check reads it."""
    folders = [str(one) for one in PurePosixPath(path).parents]
    inside = folders[: folders.index(repository.prefix or ".")]
    names = (f"{folder}/{name}" for folder in inside for name in _CONFIGURATIONS)
    return any(name in repository.files for name in names)


def _is_for_people(path: str, *, tracked: bool) -> bool:
    """Return whether a file is one of those that tell people of a repository or of a folder."""
    parts = PurePosixPath(path)
    if parts.suffix.lower() not in _MARKDOWN:
        return False
    name, folder = parts.stem.lower().replace("-", "_"), str(parts.parent)
    if folder in {".", ".github"}:
        return name in _FOR_PEOPLE
    moulds = _LEFT_OUT & set(parts.parts[:-1]) or any("{" in one for one in parts.parts)
    return tracked and name == "readme" and not moulds


def places_of_urls(project: Project) -> Mapping[str, tuple[Location, ...]]:
    """Return the addresses of other sites that stand in files beyond the pages.

    Args:
        project: The project.
    """
    found: dict[str, dict[Location, None]] = {}
    repository = list_files(project.settings.root)
    for file in (*linked_files(project, repository), *_templates(project, repository)):
        for link in file.links:
            if link.target.startswith(("http://", "https://")):
                found.setdefault(link.target, {})[Location(file.path, link.line)] = None
    return {url: tuple(places) for url, places in found.items()}


def _templates(project: Project, repository: Repository) -> Iterator[LinkedFile]:
    """Yield the templates of a project with the whole addresses that stand in them.

    Where their other links lead is known only on the pages that they make.
    """
    settings = project.settings
    # The packaged ones lie in the project where that is the tool itself.
    folders = [
        f"{settings.relative(folder)}/"
        for folder in (*settings.templates_dirs, packaged_templates())
        if folder.is_relative_to(settings.root)
    ]
    inside = f"{repository.prefix}/" if repository.prefix else ""
    for full in sorted(repository.files):
        path = full.removeprefix(inside)
        if path.startswith(tuple(folders)) and path.endswith(_TEMPLATES):
            links = links_of_markdown(load_text(settings.root / path))
            yield LinkedFile(path, tuple(one for one in links if "{" not in one.target))
