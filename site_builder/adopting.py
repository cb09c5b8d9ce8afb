"""Adopt typed code: plan, try in a folder apart, look at what came of it, plan again."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from site_builder.adoption_blocks import Blocks, blocks_on
from site_builder.adoption_stage import Stage
from site_builder.checks.flaky import helping_names
from site_builder.checks.typed_code import languages_asked
from site_builder.model import OutputFile, Page, Run, Settings
from site_builder.model.adoption import Adoption, BlockKind, TypedBlock
from site_builder.project import Project
from site_builder.stages.adopt_files import Told, adopted_readme
from site_builder.stages.load_text import load_exactly
from site_builder.text.adopt_names import free, identifier
from site_builder.text.adopt_page import rewrite_page
from site_builder.text.adopt_plan import Verdicts, imports_of, plan_adoption
from site_builder.text.adopt_verdict import Verdict, is_all, verdict_of_run, verdicts_of_outputs
from site_builder.text.comments import find_comments
from site_builder.text.lines import split_lines
from site_builder.text.outputs import STDOUT

_MOST_RELATED = 3
"""Other examples that a README names."""
_VARIES = "it prints something else each time"


@dataclass(frozen=True, slots=True)
class Adopted:
    """What becomes of a page."""

    page: Page
    blocks: tuple[TypedBlock, ...]
    adoption: Adoption
    files: tuple[OutputFile, ...] = ()
    """New files, at their paths below the project's root."""
    text: str = ""
    """The page as it shall be, the same as before when nothing changes."""
    excused: tuple[int, ...] = ()
    """Numbers of the blocks that get a comment which lets them stay."""
    folder: str = ""
    """Folder of the example, relative to the project's root."""
    normalise: tuple[str, ...] = ()
    """Names of what varies in its output."""
    copied: Mapping[int, str] = field(default_factory=dict)
    """Numbers of blocks that an include filled, and the file that was included."""

    def losses(self, number: int) -> tuple[str, ...]:
        """Return what a sample does not have of a block, in words."""
        block = self.blocks[number]
        lost = [f"the option '{name}' is gone, because a sample has none" for name in block.lost]
        options = dict(dict(self.adoption.directives)[number].options)
        if block.highlighted and "highlight" not in options:
            lost.append("no line is marked any more, because no text stands in just those lines")
        if block.title and "title" not in options:
            lost.append("the title is gone, because it holds both kinds of quotes")
        if number in self.copied:
            lost.append(f"it is a copy of {self.copied[number]}, which stays for others to include")
        return tuple(lost)


def adopt_pages(
    pages: Sequence[Page], category: str, project: Project, environment: Mapping[str, str]
) -> tuple[Adopted, ...]:
    """Turn the typed code of pages into examples; nothing of the project is changed.

    Args:
        pages: The pages.
        category: Folder of the new examples below that of all examples; made from the folder of
            each page if empty.
        project: The project.
        environment: The author's variables.

    Returns:
        What becomes of each page.
    """
    taken = {example.short_name for example in project.site.examples}
    taken |= {path.name for path in project.settings.examples_dir.glob("*/*")}
    found: list[Adopted] = []
    for page in pages:
        blocks = blocks_on(page, project.site)
        # A module named like one that the page imports would stand in its way.
        name = _name(page, category, taken | imports_of(blocks.blocks))
        taken.add(name.rpartition("/")[2])
        found.append(_Trial(page, blocks, name, project, environment).adopt())
    found = [_with_readme(one, found, project) for one in found]
    names = [name for one in found for name, _ in one.adoption.files if one.files]
    names += [file.name for example in project.site.examples for file in example.files]
    asked = languages_asked(project.settings.samples_only, names)
    return tuple(_rewritten(one, asked, project.settings) for one in found)


def _with_readme(one: Adopted, found: Sequence[Adopted], project: Project) -> Adopted:
    """Return an adopted page with the README of its example, which names others."""
    if not one.files:
        return one
    others = [(example.title, f"{example.path}/README.md") for example in project.site.examples]
    made = (other for other in found if other.files and other is not one)
    others += [(other.page.title, f"{other.folder}/README.md") for other in made]
    category = one.folder.rpartition("/")[0]
    nearest = sorted(others, key=lambda other: not other[1].startswith(f"{category}/"))
    printed = {file.path: file.data for file in one.files}.get(f"{one.folder}/{STDOUT}", b"")
    told = Told(printed.decode(errors="replace"), one.normalise, tuple(nearest[:_MOST_RELATED]))
    readme = adopted_readme(one.adoption, one.page, one.folder, project.templates, told)
    return replace(one, files=(readme, *one.files))


def _name(page: Page, category: str, taken: set[str]) -> str:
    """Return the name of the example of a page, which no other example has."""
    folder, _, file = page.source.rpartition("/")
    stem = file.rpartition(".")[0]
    if page.is_index:
        folder, _, stem = folder.rpartition("/")
    parts = [identifier(part, "page") for part in folder.split("/") if part]
    category = category.strip("/") or "/".join(parts) or "pages"
    return f"{category}/{free(identifier(stem or 'index', 'page'), taken)}"


def _rewritten(one: Adopted, asked: frozenset[str], settings: Settings) -> Adopted:
    """Return a page with its directives, and with comments where typed code needs leave."""
    text = load_exactly(settings.root / one.page.path)
    left = dict(one.adoption.left)
    above = {comment.last for comment in find_comments(one.page.body)}
    lines = split_lines(one.page.body)
    excuses = {
        number: f"adopt left it, because {reason}"
        for number, reason in left.items()
        if one.blocks[number].language in asked
        and one.blocks[number].kind is not BlockKind.OUTPUT
        and _line_above(lines, one.blocks[number].first) not in above
    }
    directives = dict(one.adoption.directives)
    new = rewrite_page(text, one.page.body_line, one.blocks, directives, excuses)
    return replace(one, text=new, excused=tuple(sorted(excuses)))


def _line_above(lines: Sequence[str], first: int) -> int:
    """Return the number of the last line above a block that is not blank."""
    return next((n for n in range(first - 1, 0, -1) if lines[n - 1].strip(" \t>")), 0)


class _Trial:
    """The attempts at one page: each learns from the last, until one is right."""

    def __init__(
        self,
        page: Page,
        blocks: Blocks,
        name: str,
        project: Project,
        environment: Mapping[str, str],
    ) -> None:
        self.page = page
        self.blocks = blocks.blocks
        self.copied = blocks.copied
        self.name = name
        self.project = project
        self.environment = environment
        self.left: dict[int, str] = dict(blocks.left)
        self.unrun: dict[int, str] = {}
        self.is_whole = False

    def adopt(self) -> Adopted:
        """Return what becomes of the page."""
        while True:
            verdicts = Verdicts(self.left, self.unrun, self.is_whole)
            adoption = plan_adoption(self.blocks, self.name, verdicts)
            if not adoption.directives:
                return Adopted(self.page, self.blocks, adoption)
            with tempfile.TemporaryDirectory(prefix="adopt-") as folder:
                stage = Stage(adoption, self.page, Path(folder).resolve(), self.project)
                if self._is_right(stage):
                    files, varies = (*stage.files, *stage.outputs), stage.recorded.normalise
                    return Adopted(
                        self.page,
                        self.blocks,
                        adoption,
                        files,
                        folder=stage.path,
                        normalise=varies,
                        copied=self.copied,
                    )

    def _is_right(self, stage: Stage) -> bool:
        """Try an example; return whether nothing was learnt that asks for another one."""
        stage.write()
        if stage.adoption.pieces:
            runs = stage.run_twice(self.environment)
            if self._learn_from(runs, stage.adoption):
                return False
            stage.record(runs)
            stage.write()
        return not self._learn(stage.faults(self.blocks))

    def _learn_from(self, runs: Sequence[Run], adoption: Adoption) -> bool:
        """Take in what runs have shown; return whether it was anything new."""
        failed = verdict_of_run(runs[0], adoption)
        if failed:
            is_typed = self.blocks[failed.block].kind is BlockKind.CONSOLE
            (self.left if is_typed else self.unrun)[failed.block] = failed.reason
            return True
        made = {file.name: file.data.decode(errors="replace") for file in runs[0].files}
        if self._learn(verdicts_of_outputs(made, adoption, self.blocks)):
            return True
        if not self.is_whole and is_all(runs[0], adoption, self.blocks):
            self.is_whole = True
            return True
        if runs[0].stdout != runs[-1].stdout:
            texts = tuple(run.stdout.decode(errors="replace") for run in runs)
            if not helping_names(texts):
                self.unrun |= {piece.block: _VARIES for piece in adoption.pieces}
                return True
        return False

    def _learn(self, verdicts: Iterator[Verdict]) -> bool:
        found = {one.block: one.reason for one in verdicts}
        self.left |= found
        return bool(found)
