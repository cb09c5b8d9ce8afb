"""Give MkDocs the pages that were made of notebooks."""

from collections.abc import Iterable, Iterator

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from site_builder import pipeline
from site_builder.model import Code, Location, NotebookPage, Problem


class NotebookFile(File):
    """The file of a notebook, which MkDocs takes for that of a page."""

    def is_documentation_page(self) -> bool:
        """Return that it is one, whatever its name ends with."""
        return True


def take_notebooks(
    project: pipeline.Project, files: Files, config: MkDocsConfig
) -> tuple[pipeline.Project, tuple[Problem, ...]]:
    """Make pages of the notebooks among the files of a site.

    Args:
        project: The project; nothing is done if it does not want them.
        files: The files, in which the pages take the place of the notebooks.
        config: The configuration of MkDocs.

    Returns:
        The project with these pages, and what is wrong with the notebooks.
    """
    if not project.settings.notebooks:
        return project, ()
    if rivals := tuple(_rivals(config, project.settings.config_path)):
        return project, rivals
    present = {file.src_uri for file in files if file.inclusion != InclusionLevel.EXCLUDED}
    project, pages, problems = pipeline.make_notebook_pages(project, present)
    _put(pages, files, config)
    return project, problems


def _put(pages: Iterable[NotebookPage], files: Files, config: MkDocsConfig) -> None:
    for made in pages:
        old = files.get_file_from_path(made.page.source)
        if old is None:
            continue
        file = NotebookFile(
            old.src_uri,
            config.docs_dir,
            config.site_dir,
            config.use_directory_urls,
            inclusion=old.inclusion,
        )
        file.content_string = made.text
        files.remove(old)
        files.append(file)


def _rivals(config: MkDocsConfig, name: str) -> Iterator[Problem]:
    """Yield a problem if another plugin makes pages of the same notebooks."""
    for plugin in config.plugins.values():
        if type(plugin).__module__.startswith("mkdocs_jupyter"):
            message = "mkdocs-jupyter and the option 'notebooks' would make the same pages"
            yield Problem(Code.CONFIG_INVALID, Location(name), message, "take one of the two out")
