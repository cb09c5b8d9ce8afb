"""Add what the tool makes to the files that MkDocs will write."""

from collections.abc import Iterable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from site_builder.adapters.notebook_files import NotebookFile
from site_builder.model import OutputFile
from site_builder.pipeline import Project
from site_builder.resources import template_text

_STYLESHEET = "assets/site-builder/sample.css"


def add_pages(files: Files, config: MkDocsConfig, project: Project) -> None:
    """Add the pages that were made from a project."""
    for page in project.site.pages:
        made = files.get_file_from_path(page.source)
        if page.generated and not isinstance(made, NotebookFile):
            file = File.generated(config, page.source, content=page.body)
            if config.nav:
                # Its author did not forget it: MkDocs would list it as left out.
                file.inclusion = InclusionLevel.NOT_IN_NAV
            files.append(file)


def add_files(files: Files, config: MkDocsConfig, made: Iterable[OutputFile]) -> None:
    """Add files that are no pages."""
    for one in made:
        files.append(File.generated(config, one.path, content=one.data))


def add_stylesheet(files: Files, config: MkDocsConfig, project: Project) -> None:
    """Add the stylesheet of samples, before those of the project, which may change it."""
    config.extra_css = [_STYLESHEET, *config.extra_css]
    css = template_text(project.settings, "sample/sample.css")
    files.append(File.generated(config, _STYLESHEET, content=css))
