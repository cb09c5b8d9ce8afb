"""The Markdown extension: samples in any host that runs Python-Markdown, Zensical among them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from markdown import Extension, Markdown
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.preprocessors import Preprocessor

from site_builder import pipeline
from site_builder.model import Code, Location, Page, Problem, Settings
from site_builder.report import Judge, exit_code, report
from site_builder.text.directive import DIRECTIVE
from site_builder.text.problem_rules import parse_rules

_FENCES = "fenced_code_block"
"""Name under which both Python-Markdown and SuperFences register."""
_ZENSICAL = "rendering_context"
"""Name under which Zensical registers what it knows about the page at hand."""


class SampleError(Exception):
    """A page has directives that stand for nothing; the message is the report."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(f"\n{report(problems)}")


class SampleExtension(Extension):
    """Replaces sample directives before anything else reads the Markdown."""

    def __init__(self, **options: Any) -> None:
        self.config = {
            "root": [".", "Folder of the project"],
            "docs_dir": ["docs", "Folder of pages, relative to the root"],
            "examples_dir": ["examples", "Folder of examples, relative to the root"],
            "example_pages": ["", "Folder of the site with pages of examples, if it has some"],
            "problems": [[], "What counts otherwise than its code says, as in the plugin"],
            "source_url": ["", "Address of the repository's files, for links to code"],
        }
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register with a converter."""
        register_samples(md, lambda lines: self.expand(lines, md))

    def expand(self, lines: list[str], md: Markdown) -> list[str]:
        """Return the lines of a page with its samples put in.

        Raises:
            SampleError: A directive stands for nothing.
        """
        settings = self.settings(md)
        project = pipeline.open_project(settings)
        page = _page_of(lines, project)
        text, problems = pipeline.expand_page(page, project)
        problems += _unwatched(md, settings)
        if any(one.code is Code.EXAMPLE_MISSING for one in problems):
            # A broken example.toml may be why an example that the page names is not there.
            problems += tuple(one for one in project.problems if one.code is Code.EXAMPLE_INVALID)
        rules, faults = parse_rules(self.getConfig("problems"))
        place = Location(settings.config_path)
        problems += tuple(
            Problem(Code.CONFIG_INVALID, place, f"'problems': {fault}") for fault in faults
        )
        judged = Judge(rules, settings.relative(settings.docs_dir)).judge(problems)
        if exit_code(judged, strict=False):
            raise SampleError(judged)
        return text.split("\n")

    def settings(self, md: Markdown) -> Settings:
        """Return the settings that the options describe, for a host's way with fences."""
        root = Path(self.getConfig("root")).resolve()
        fences = type(md.preprocessors[_FENCES]).__module__
        return Settings(
            root=root,
            docs_dir=(root / self.getConfig("docs_dir")).resolve(),
            examples_dir=(root / self.getConfig("examples_dir")).resolve(),
            example_pages=self.getConfig("example_pages"),
            source_url=self.getConfig("source_url"),
            nested_fences=fences.startswith("pymdownx"),
            tabs="tabbed" in md.parser.blockprocessors,
            # Zensical's themes are those of Material.
            bare_annotations=_ZENSICAL in md.preprocessors,
        )


class _Samples(Preprocessor):
    def __init__(self, md: Markdown, expand: Callable[[list[str]], list[str]]) -> None:
        super().__init__(md)
        self._expand = expand

    def run(self, lines: list[str]) -> list[str]:
        """Return the page with its samples put in."""
        # Most pages that a host renders have none, and need not wait for the examples to be read.
        return self._expand(lines) if any(DIRECTIVE in line for line in lines) else lines


def register_samples(md: Markdown, expand: Callable[[list[str]], list[str]]) -> None:
    """Let a function put samples into each page that a host converts.

    It sees the page after snippets and macros were put in, so that a fragment may hold samples, and
    before fenced blocks are read, so that nothing else touches the code.

    Args:
        md: The host's converter.
        expand: Given the lines of a page, returns them with samples.
    """
    if _FENCES not in md.preprocessors:
        # Samples are fenced blocks: without somebody to read those, they would stay text.
        FencedCodeExtension().extendMarkdown(md)
    md.preprocessors.register(_Samples(md, expand), "site_builder_samples", 31)


class LateSamples(Extension):
    """Lets a function see each page as late as possible, for a host that has a plugin of ours."""

    def __init__(self, expand: Callable[[list[str]], list[str]]) -> None:
        super().__init__()
        self._expand = expand

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register with a converter."""
        register_samples(md, self._expand)


def _page_of(lines: list[str], project: pipeline.Project) -> Page:
    """Find the page that a text is, for the host does not say: its name makes links and places."""
    text = _comparable("\n".join(lines))
    for page in project.site.pages:
        if _comparable(page.body) == text:
            return page
    return Page("page.md", "a page", "\n".join(lines))


def _comparable(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _unwatched(md: Markdown, settings: Settings) -> tuple[Problem, ...]:
    """Return a problem when Zensical would not see that an example has changed.

    It keeps the HTML of a page until the page or a watched folder changes, and says nothing.
    """
    if _ZENSICAL not in md.preprocessors:
        return ()
    config = getattr(md.preprocessors[_ZENSICAL], "config", {})
    watched = [(settings.root / folder).resolve() for folder in config.get("watch") or ()]
    if any(settings.examples_dir.is_relative_to(folder) for folder in watched):
        return ()
    folder = settings.relative(settings.examples_dir)
    message = f"Zensical does not watch '{folder}' and would keep stale samples"
    place = Location(settings.config_path)
    return (Problem(Code.WATCH_MISSING, place, message, f"add 'watch: [{folder}]'"),)
