"""Make the pages that nobody writes by hand: of examples and of kinds."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import jinja2

from site_builder.model import Example, FrontMatter, Page, Site, SourceFile
from site_builder.model.contract import FREE
from site_builder.text.cut import language_in
from site_builder.text.downloads import downloads_of
from site_builder.text.example_outputs import example_outputs
from site_builder.text.fences import fence_around
from site_builder.text.kinds import ROOT
from site_builder.text.markdown_links import replace_link_targets
from site_builder.text.notebook_cells import SUFFIX, Notebook, read_notebook
from site_builder.text.reading import minutes_of
from site_builder.text.tested import is_recorded


@dataclass(frozen=True, slots=True)
class Shelf:
    """A group of pages on an index page."""

    title: str
    chapter: Page | None
    """The page that opens the group, if there is one."""
    pages: tuple[Page, ...]


def generate(
    site: Site,
    shown_on: Mapping[str, Sequence[Page]],
    templates: jinja2.Environment,
    code_lines: Mapping[str, Mapping[int, int]],
) -> tuple[Page, ...]:
    """Make the pages that can be derived from the project.

    Args:
        site: The project as read.
        shown_on: For each example the pages that show something of it.
        templates: Where the templates `pages/*.md.jinja` are found.
        code_lines: For each page the lines of code of its samples, by the lines of the directives.

    Returns:
        The pages whose place no author has taken.
    """
    settings = site.settings
    pages: list[Page] = []
    if settings.example_pages and site.examples:
        pages += [_example_page(one, site, shown_on, templates) for one in site.examples]
        pages += _example_indexes(site, templates)
    if settings.index_tables:
        pages += [
            _kind_index(folder, kind, site, templates, code_lines)
            for folder, kind in settings.page_kinds
            if folder != ROOT and kind != FREE
        ]
    taken = {page.source for page in site.pages}
    return tuple(page for page in pages if page.source not in taken)


def _page(source: str, title: str, text: str, path: str) -> Page:
    return Page(source, path, text, front_matter=FrontMatter(title=title), generated=True)


def _example_page(
    example: Example,
    site: Site,
    shown_on: Mapping[str, Sequence[Page]],
    templates: jinja2.Environment,
) -> Page:
    source = f"{site.settings.example_pages}/{example.name}.md"
    folder = posixpath.dirname(source)
    readme = example.file("README.md")
    own = [file for file in example.files if _is_code(file) and file not in example.tests]
    module = ".".join((site.settings.relative(site.settings.examples_dir), example.name))
    text = templates.get_template("pages/example.md.jinja").render(
        example=example,
        record=None if example.name in site.stale else site.proofs.get(example.name),
        readme=_readme_body(readme, example, site, folder) if readme else "",
        downloads=downloads_of(example) if site.settings.downloads else (),
        files=[_listing(file) for file in own],
        tests=[_listing(file) for file in example.tests],
        module=module.replace("/", "."),
        outputs=example_outputs(example, site.settings.fold_output),
        shown_on=[
            (page.title, posixpath.relpath(page.source, folder))
            for page in shown_on.get(example.name, ())
        ],
    )
    return _page(source, example.title, text, readme.path if readme else example.path)


def _is_code(file: SourceFile) -> bool:
    """Return whether a file belongs among the code that a page of its example lists."""
    shown = file.name != "README.md" and not is_recorded(file.name)
    return shown and bool(file.text.strip())


def _listing(file: SourceFile) -> tuple[SourceFile, str, str]:
    """Return a file with its language and a fence that is longer than any in it."""
    language = language_in(file).name
    notebook = read_notebook(file.text) if file.name.endswith(SUFFIX) else None
    if isinstance(notebook, Notebook):
        # The outputs that it holds are those of another day.
        code = "\n".join(line.text for line in notebook.lines())
        file = replace(file, text=f"{code}\n")
    return file, language, fence_around(file.text)


def _readme_body(readme: SourceFile, example: Example, site: Site, folder: str) -> str:
    """Return a README without its title, its links pointing to the pages of the site."""
    lines = readme.text.split("\n")
    title = next((at for at, line in enumerate(lines) if line.startswith("# ")), None)
    text = "\n".join(lines if title is None else lines[title + 1 :])
    return replace_link_targets(
        text, lambda target, _: _site_target(target, readme.path, example, site, folder)
    )


def _site_target(target: str, readme: str, example: Example, site: Site, folder: str) -> str:
    """Translate a target that works beside the README into one that works on the site."""
    path, mark, anchor = target.partition("#")
    if not path or ":" in path or path.startswith("/"):
        return target
    wanted = posixpath.normpath(posixpath.join(posixpath.dirname(readme), path))
    settings = site.settings
    docs = settings.relative(settings.docs_dir)
    if wanted.startswith(f"{docs}/"):
        return posixpath.relpath(wanted.removeprefix(f"{docs}/"), folder) + mark + anchor
    for other in site.examples:
        page = posixpath.relpath(f"{settings.example_pages}/{other.name}.md", folder)
        if wanted in {other.path, f"{other.path}/README.md"}:
            return page + mark + anchor
        inside = wanted.removeprefix(f"{other.path}/")
        if inside != wanted and other.file(inside):
            return f"{page if other is not example else ''}#file-{inside}"
    return target


def _example_indexes(site: Site, templates: jinja2.Environment) -> Iterator[Page]:
    folder = site.settings.example_pages
    # What lies in no category, such as a library that the others share, comes last.
    examples = sorted(site.examples, key=lambda one: (not one.category, one.category, one.name))
    groups = [
        (site.settings.category_title(category), tuple(members))
        for category, members in groupby(examples, key=lambda one: one.category)
    ]
    for name, title in (("index", "Examples"), ("requirements", "Requirements")):
        text = templates.get_template(f"pages/examples-{name}.md.jinja").render(groups=groups)
        path = site.settings.relative(site.settings.examples_dir)
        yield _page(f"{folder}/{name}.md", title, text, path)


def _is_kept(page: Page, site: Site) -> bool:
    """Return whether readers are sent to a page: a retired one is left for those who had it."""
    return not (site.settings.references.status and page.is_retired)


def _kind_index(
    folder: str,
    kind: str,
    site: Site,
    templates: jinja2.Environment,
    code_lines: Mapping[str, Mapping[int, int]],
) -> Page:
    order = {source: at for at, source in enumerate(site.settings.reading_order)}
    pages = sorted(
        (
            page
            for page in site.pages
            if page.source.startswith(f"{folder}/") and _is_kept(page, site)
        ),
        key=lambda page: (
            page.folder,
            not page.is_index,
            order.get(page.source, len(order)),
            page.source,
        ),
    )
    shelves = []
    for name, members in groupby(pages, key=lambda page: page.folder):
        shelf = tuple(members)
        chapter = shelf[0] if shelf[0].is_index else None
        title = chapter.title if chapter else name.rpartition("/")[2].replace("-", " ").capitalize()
        shelves.append(Shelf(title, chapter, tuple(page for page in shelf if page is not chapter)))
    title = folder.rpartition("/")[2].replace("-", " ").capitalize()
    names = [f"pages/index-{kind}.md.jinja", "pages/index.md.jinja"]
    text = templates.select_template(names).render(
        title=title,
        shelves=shelves,
        folder=folder,
        minutes={page.source: minutes_of(page, code_lines.get(page.source, {})) for page in pages},
    )
    location = site.settings.relative(site.settings.docs_dir / folder)
    return _page(f"{folder}/index.md", title, text, location)
