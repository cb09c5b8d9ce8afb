"""What the last build has left in memory, and which of its pages a changed file is seen in."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from site_builder import pipeline
from site_builder.adapters.incremental.build import Incremental
from site_builder.adapters.serving.alerts import put_alerts
from site_builder.model import Problem, RenderedPage
from site_builder.text.directive import DIRECTIVE

_MOST = 10
"""Pages for which it is not worth to go before the whole site."""
_MOST_TRIED = 50
"""Pages for which it is found out whether they show what has changed in an example."""
_DECLARATION = "example.toml"


@dataclass(frozen=True, slots=True)
class LastBuild:
    """A build that has ended well."""

    config: MkDocsConfig
    files: Files
    nav: Navigation | None
    env: jinja2.Environment
    project: pipeline.Project
    incremental: Incremental
    alerts: dict[str, str] = field(default_factory=dict)
    """What was said in pages of what is wrong with them, by their sources."""

    @property
    def target(self) -> Path:
        """Return where the site lies, when it is there."""
        return Path(self.config.site_dir)

    def put_alerts(
        self,
        folder: Path,
        pages: Iterable[RenderedPage],
        errors: Sequence[Problem],
        found: Mapping[str, Sequence[Problem]],
    ) -> None:
        """Put into the pages of a site what is wrong with them.

        Args:
            folder: Where the site lies until it is published.
            pages: The pages.
            errors: All that is wrong.
            found: For pages by their sources, what their conversion has found.
        """
        self.alerts.update(put_alerts(folder, pages, errors, found))

    def read_paths(self) -> frozenset[str]:
        """Return the files that pages include, wherever they lie."""
        return frozenset(
            path for paths in self.incremental.converting.reads.values() for path in paths
        )


@dataclass(frozen=True, slots=True)
class Touched:
    """Pages to be made before the site, and the project that was read for them."""

    sources: tuple[str, ...]
    project: pipeline.Project


def touched_by(changed: Collection[str], last: LastBuild) -> Touched | None:
    """Find the pages that show what has changed, if those are all that is to be made first.

    Args:
        changed: Paths of files.
        last: The last build.

    Returns:
        The pages; nothing if there are none or too many, or if a file may touch more than pages.
    """
    sources = {
        file.abs_src_path: file.src_uri
        for file in last.files.documentation_pages()
        if file.abs_src_path and not file.generated_by
    }
    readers: dict[str, set[str]] = defaultdict(set)
    for source, paths in last.incremental.converting.reads.items():
        for path in paths:
            readers[path].add(source)
    pages: set[str] = set()
    own: set[str] = set()
    examples: set[str] = set()
    for path in changed:
        example = _example_with(path, last.project)
        if not Path(path).exists() and (path in sources or path in readers or example):
            return None
        if path in sources:
            own.add(sources[path])
        elif example:
            examples.add(example)
        elif path not in readers and Path(path).exists():
            # Of no use for a page that is known; else it was there for a moment only.
            return None
        pages |= readers[path]
    project, problems = pipeline.read_again(last.project, own, examples)
    if problems:
        return None
    shows = _pages_that_show(examples, last.project, project)
    pages |= own | shows if shows is not None else set()
    if shows is None or not 0 < len(pages) <= _MOST:
        return None
    return Touched(tuple(sorted(pages)), project)


def _example_with(path: str, project: pipeline.Project) -> str:
    """Return the example that a file belongs to; nothing if all that is said of it may change."""
    folder = project.settings.examples_dir
    place = Path(path)
    if not place.is_relative_to(folder) or place.name == _DECLARATION:
        return ""
    for parent in place.relative_to(folder).parents:
        example = project.site.example(parent.as_posix())
        if example:
            name = place.relative_to(folder / parent).as_posix()
            return example.name if example.file(name) else ""
    return ""


def _pages_that_show(
    examples: Collection[str], before: pipeline.Project, now: pipeline.Project
) -> set[str] | None:
    """Return the pages in which examples look otherwise now; nothing if too many might."""
    tried = [
        page
        for page in (now.site.pages if examples else ())
        if not page.generated and DIRECTIVE in page.body
        if any(name in page.body for name in examples)
    ]
    if len(tried) > _MOST_TRIED:
        return None
    # One project after the other: who finds samples has to look at all examples of another one.
    were = [pipeline.expand_page(page, before) for page in tried]
    are = [pipeline.expand_page(page, now) for page in tried]
    return {page.source for page, old, new in zip(tried, were, are, strict=True) if old != new}
