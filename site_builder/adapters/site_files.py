"""Add what the tool makes to the files that MkDocs will write."""

from collections.abc import Iterable, Mapping

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from site_builder.adapters.notebook_files import NotebookFile
from site_builder.model import OutputFile
from site_builder.pipeline import Project
from site_builder.resources import template_text

_STYLESHEET = "assets/site-builder/sample.css"


def add_made(  # noqa: PLR0913, PLR0917 - what is wanted, one by one
    files: Files,
    config: MkDocsConfig,
    project: Project,
    downloads: Iterable[OutputFile],
    style: bool,  # noqa: FBT001 - one of two neighbours that say what they are
    serving: bool,  # noqa: FBT001
) -> None:
    """Add all that is made before pages are converted.

    Args:
        files: The files of MkDocs.
        config: Its configuration.
        project: The project.
        downloads: The archives of its examples.
        style: Whether the stylesheet of samples is wanted.
        serving: Whether an author is watching, who does without what is for programs.
    """
    _add_pages(files, config, project)
    for one in downloads:
        files.append(File.generated(config, one.path, content=one.data))
    if style:
        _add_stylesheet(files, config, project)
    if not serving:
        _add_for_machines(files, config, project)


def _add_pages(files: Files, config: MkDocsConfig, project: Project) -> None:
    """Add the pages that were made from a project."""
    for page in project.site.pages:
        made = files.get_file_from_path(page.source)
        if page.generated and not isinstance(made, NotebookFile):
            file = File.generated(config, page.source, content=page.body)
            if config.nav:
                # Its author did not forget it: MkDocs would list it as left out.
                file.inclusion = InclusionLevel.NOT_IN_NAV
            files.append(file)


def _add_stylesheet(files: Files, config: MkDocsConfig, project: Project) -> None:
    """Add the stylesheet of what the tool makes, before those of the project, which may change it.

    A project of which nothing is made has no use for it.
    """
    settings = project.settings
    if not (project.site.examples or settings.notebooks or settings.furnishes):
        return
    config.extra_css = [_STYLESHEET, *config.extra_css]
    css = template_text(project.settings, "sample/sample.css")
    files.append(File.generated(config, _STYLESHEET, content=css))


def _add_for_machines(files: Files, config: MkDocsConfig, project: Project) -> None:
    """Add the button that copies a page, and the lists that pages may link to.

    What those hold is known only when the pages are done.
    """
    wanted = project.settings.machines
    if wanted.llms:
        for name in ("llms.txt", "llms-full.txt"):
            files.append(File.generated(config, name, content=""))
    if wanted.markdown:
        # The script brings its style: what stands in `extra_css` goes into single files as well.
        for name in ("copy.css", "copy.js"):
            text = template_text(project.settings, f"machines/{name}")
            files.append(File.generated(config, f"assets/site-builder/{name}", content=text))
        config.extra_javascript.append("assets/site-builder/copy.js")


def drawings_in(files: Files, folder: str) -> Mapping[str, str]:
    """Return the SVG files below a folder of the site, by their addresses.

    Args:
        files: All files.
        folder: The folder.
    """
    return {
        file.dest_uri: file.content_string
        for file in files.media_files()
        if file.src_uri.startswith(f"{folder}/") and file.src_uri.endswith(".svg")
    }
