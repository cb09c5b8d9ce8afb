"""The order of things for notebooks: read, executed or found in the store, and made pages."""

import dataclasses
import importlib.util
import json
import os
import re
import time
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata

from site_builder.checks.notebooks import check_notebook, executed, line_of_cell
from site_builder.model import (
    Code,
    Example,
    Location,
    Notebook,
    NotebookPage,
    Page,
    Problem,
    RunSpec,
    SourceFile,
)
from site_builder.project import Project, with_pages
from site_builder.resources import template_text
from site_builder.running import store_of
from site_builder.stages.execute_notebook import execute_notebook
from site_builder.stages.fingerprint import file_digest
from site_builder.stages.load_notebooks import load_notebooks
from site_builder.stages.render_notebook import RENDERER, RenderedNotebook, render_notebook
from site_builder.stored_runs import StoredRuns
from site_builder.text.fault import Fault
from site_builder.text.front_matter import split_front_matter
from site_builder.text.parts import digest_of
from site_builder.text.secrets import secret_faults

_NEEDED = ("ipykernel", "jupytext", "nbclient", "nbconvert", "nbformat")
_PACKED = re.compile(r"data:[\w/+.-]+;base64,[\w+/=]+")


def make_notebook_pages(
    project: Project, sources: Collection[str]
) -> tuple[Project, tuple[NotebookPage, ...], tuple[Problem, ...]]:
    """Make pages of the notebooks of a project, if it wants them.

    Args:
        project: The project.
        sources: Paths below the docs folder of the files that its host does not leave out.

    Returns:
        The project with these pages among its own, the pages, and what is wrong with the notebooks.
    """
    if not project.settings.notebooks:
        return project, (), ()
    notebooks, problems = load_notebooks(project.settings, sources)
    missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    if notebooks and missing:
        message = f"{', '.join(missing)} cannot be imported, and notebooks need it"
        hint = "pip install 'site-builder[notebooks]'"
        place = Location(project.settings.config_path)
        return project, (), (Problem(Code.NOTEBOOK_TOOL_MISSING, place, message, hint),)
    maker = _Maker(project)
    # The work is done in processes of their own; the threads wait for them.
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        made = list(pool.map(maker.make, notebooks))
    pages = tuple(page for page, _ in made)
    found = [problem for _, several in made for problem in several]
    return with_pages(project, [one.page for one in pages]), pages, (*problems, *found)


class _Maker:
    """One run: what all notebooks have in common."""

    def __init__(self, project: Project) -> None:
        self.settings = project.settings
        self.store = store_of(project.settings)
        self.runs = StoredRuns(project.settings, {}, self.store)
        self.template = template_text(project.settings, "notebook/notebook.md.jinja")

    def make(self, notebook: Notebook) -> tuple[NotebookPage, tuple[Problem, ...]]:
        """Return a notebook as a page, an empty one if it cannot be executed."""
        example = self._example(notebook)
        known = self.runs.known(example)
        run = self.runs.find(example, known)
        problems: Sequence[Problem] = ()
        if run is None:
            began = time.time()
            run = execute_notebook(notebook, self.settings)
            problems = (*check_notebook(run, notebook), *_secrets(run.stdout, notebook))
            if not problems:
                self.runs.keep(example, known, run, began)
        notebook_made = executed(run) if not problems else {}
        if not notebook_made:
            return _page(notebook, ""), tuple(problems)
        rendered = self._rendered(notebook_made)
        found = [
            fault.at(Location(notebook.path, line_of_cell(rendered.sources[at], notebook)))
            for at, fault in rendered.faults
        ]
        return _page(notebook, rendered.text), tuple(found)

    def _example(self, notebook: Notebook) -> Example:
        """Return what stands for a notebook where runs are kept."""
        return Example(
            name=f"notebook {notebook.source}",
            path=notebook.path.rpartition("/")[0] or ".",
            title="",
            summary="",
            run=RunSpec(timeout=self.settings.notebook_timeout),
            files=(SourceFile(notebook.name, notebook.path, notebook.text),),
        )

    def _rendered(self, notebook: dict[str, object]) -> RenderedNotebook:
        """Return a notebook as Markdown; what converts it takes a second to load."""
        tool = [file_digest(RENDERER), self.template, metadata.version("nbconvert")]
        key = digest_of([notebook, *tool])
        data = self.store.get("notebooks", key)
        if data is not None:
            record = json.loads(data)
            faults = tuple((at, _fault(*fault)) for at, fault in record["faults"])
            return RenderedNotebook(record["text"], faults, tuple(record["sources"]))
        rendered = render_notebook(notebook, self.template)
        faults_kept = [(at, (one.code.slug, one.message)) for at, one in rendered.faults]
        record = {**dataclasses.asdict(rendered), "faults": faults_kept}
        self.store.put("notebooks", key, json.dumps(record).encode())
        return rendered


def _fault(slug: str, message: str) -> Fault:
    return Fault(next(code for code in Code if code.slug == slug), message)


def _page(notebook: Notebook, text: str) -> NotebookPage:
    split = split_front_matter(text)
    page = Page(
        notebook.source,
        notebook.path,
        split.body,
        split.body_line,
        split.front_matter,
        generated=True,
    )
    return NotebookPage(page, text)


def _secrets(result: bytes, notebook: Notebook) -> list[Problem]:
    """Return the secrets in an executed notebook, which must not be kept then."""
    # Pictures are letters and digits at random, and many.
    text = _PACKED.sub("", notebook.text)
    own = [fault.at(Location(notebook.path, fault.line)) for fault in secret_faults(text)]
    if own:
        return own
    made = json.dumps(_without_pictures(json.loads(result or b"{}")), ensure_ascii=False)
    return [fault.at(Location(notebook.path)) for fault in secret_faults(_PACKED.sub("", made))]


def _without_pictures(value: object) -> object:
    if isinstance(value, dict):
        kept = {key: one for key, one in value.items() if not str(key).startswith("image/")}
        return {key: _without_pictures(one) for key, one in kept.items()}
    return [_without_pictures(one) for one in value] if isinstance(value, list) else value
