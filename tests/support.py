"""What several tests share: a project made from texts, and cases kept in Markdown files."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from site_builder.model import Example, Page, Problem, Run, Settings, Site
from site_builder.model.adoption import TypedBlock
from site_builder.resources import template_environment
from site_builder.stages.execute import execute
from site_builder.stages.expand import expand
from site_builder.stages.load import load
from site_builder.stages.resolve import resolve
from site_builder.text.comments import visible_fences
from site_builder.text.lines import split_lines
from site_builder.text.typed_blocks import blocks_of

EXAMPLE_TOML = 'title = "A title"\nsummary = "A summary."\n'
"""The least that makes a folder an example."""

CASES = Path(__file__).parent / "cases"
_FENCE = "``````"


class Project:
    """A project in a temporary folder, seen through the stages."""

    def __init__(self, root: Path, files: Mapping[str, str | bytes], **settings: object) -> None:
        self.root = root
        self.settings = replace(
            Settings(root, root / "content", root / "examples"),
            **settings,  # type: ignore[arg-type]
        )
        self.write(files)

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files, given by their paths below the root."""
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def site(self) -> Site:
        """Return the project as the first stage reads it."""
        return load(self.settings)[0]

    def problems(self) -> list[Problem]:
        """Return what is wrong with the project's files and with the samples of all pages."""
        site, found = load(self.settings)
        resolved = [problem for page in site.pages for problem in resolve(page, site)[1]]
        return sorted((*found, *resolved), key=Problem.sort_key)

    def expanded(self, source: str) -> str:
        """Return a page with its samples in place."""
        site = self.site()
        page = next(page for page in site.pages if page.source == source)
        samples, _ = resolve(page, site)
        return expand(page, samples, site, template_environment(self.settings))

    def example(self, name: str = "demo/run") -> Example:
        """Return an example."""
        return next(example for example in self.site().examples if example.name == name)

    def run(self, name: str = "demo/run", environment: Mapping[str, str] | None = None) -> Run:
        """Run an example in a child process."""
        return execute(self.example(name), self.settings, environment or {})


@dataclass(frozen=True, slots=True)
class Case:
    """A case of a Markdown file: a title, named blocks, and what is expected of them."""

    path: Path
    title: str
    blocks: tuple[tuple[str, str], ...]
    expected: str

    def __getitem__(self, name: str) -> str:
        return dict(self.blocks)[name]

    def rewrite(self, actual: str) -> None:
        """Put what really came out into the file."""
        lines = self.path.read_text(encoding="utf-8").split("\n")
        first = lines.index(f"{_FENCE}expected", lines.index(f"## {self.title}"))
        last = lines.index(_FENCE, first)
        lines[first + 1 : last] = split_lines(actual)
        self.path.write_text("\n".join(lines), encoding="utf-8")


def read_cases(name: str) -> list[object]:
    """Return the cases of a file, each a parameter named by its title."""
    path = CASES / f"{name}.md"
    found: list[Case] = []
    title, blocks, block = "", [], None
    for line in path.read_text(encoding="utf-8").split("\n"):
        if block is not None and line == _FENCE:
            blocks.append((block[0], "".join(f"{one}\n" for one in block[1:])))
            if block[0] == "expected":
                found.append(Case(path, title, tuple(blocks[:-1]), blocks[-1][1]))
            block = None
        elif block is not None:
            block.append(line)
        elif line.startswith("## "):
            title, blocks = line[3:], []
        elif line.startswith(_FENCE):
            block = [line.removeprefix(_FENCE)]
    titles = [case.title for case in found]
    assert len(titles) == len(set(titles)), "two cases have the same title"
    return [pytest.param(case, id=case.title) for case in found]


def find_blocks(page: Page) -> tuple[TypedBlock, ...]:
    """Return the blocks of code that are typed into a page."""
    return blocks_of(page, visible_fences(page.body))
