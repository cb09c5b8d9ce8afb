"""Lay an adopted example out in a folder apart, run it there, and look at what pages would show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import jinja2

from site_builder.checks.flaky import helping_names
from site_builder.model import Example, OutputFile, Page, Run, Site
from site_builder.model.adoption import Adoption, Directive, TypedBlock
from site_builder.project import Project
from site_builder.running import Runner
from site_builder.stages.adopt_files import Recorded, adopted_files
from site_builder.stages.load import load
from site_builder.stages.resolve import resolve
from site_builder.stages.write import write_files
from site_builder.text.adopt_verdict import Verdict, verdict_of_run
from site_builder.text.lines import split_lines
from site_builder.text.outputs import outputs_of


class Stage:
    """A folder in which an adopted example lies as it would in the project."""

    def __init__(self, adoption: Adoption, page: Page, folder: Path, project: Project) -> None:
        settings = project.settings
        examples = settings.relative(settings.examples_dir)
        self.adoption = adoption
        self.page = page
        self.root = folder
        self.templates: jinja2.Environment = project.templates
        self.path = f"{examples}/{adoption.name}"
        self.packages = [
            f"{parent.as_posix()}/__init__.py"
            for parent in Path(self.path).parents
            if (settings.root / parent / "__init__.py").is_file() and parent.name
        ]
        self.settings = replace(
            settings,
            root=folder,
            docs_dir=folder / "docs",
            examples_dir=folder / examples,
            import_dirs=(settings.root, *settings.import_dirs),
        )
        self.recorded = Recorded()
        self.outputs: tuple[OutputFile, ...] = ()

    @property
    def files(self) -> tuple[OutputFile, ...]:
        """Return the files of the example, apart from what it prints."""
        return adopted_files(self.adoption, self.page, self.path, self.templates, self.recorded)

    def write(self) -> None:
        """Write the files; what is there is replaced."""
        packages = [OutputFile(name, b"") for name in self.packages]
        for file in (*packages, *self.files, *self.outputs):
            write_files([(self.root / file.path, file.data, file.path)])

    def site(self) -> Site:
        """Return the folder as a project."""
        return load(self.settings)[0]

    def example(self) -> Example:
        """Return the example."""
        return next(one for one in self.site().examples if one.name == self.adoption.name)

    def run_twice(self, environment: Mapping[str, str]) -> tuple[Run, ...]:
        """Return two runs of the example, or one when that fails."""
        example = self.example()
        with Runner(self.settings, environment, fresh=True) as runner:
            first = runner.again(example)
            if verdict_of_run(first, self.adoption):
                return (first,)
            return (first, runner.again(example))

    def record(self, runs: Sequence[Run]) -> None:
        """Take what runs have made as what is expected."""
        texts = tuple(run.stdout.decode(errors="replace") for run in runs)
        varies = helping_names(texts) if texts[0] != texts[-1] else ()
        self.recorded = Recorded(printed=bool(runs[0].stdout), normalise=varies)
        self.outputs = tuple(
            OutputFile(f"{self.path}/{one.name}", one.made)
            for one in outputs_of(runs[0], self.example())
            if one.made
        )

    def faults(self, blocks: Sequence[TypedBlock]) -> Iterator[Verdict]:
        """Yield the blocks for which a sample would not show the same."""
        site = self.site()
        for number, directive in self.adoption.directives:
            reason = _fault(directive, blocks[number], site)
            if reason:
                yield Verdict(number, reason)


def _fault(directive: Directive, block: TypedBlock, site: Site) -> str:
    samples, problems = resolve(Page("a.md", "a.md", "\n".join(directive.lines())), site)
    if problems:
        return problems[0].message
    code = [line.text for line in samples[0].lines]
    if ("show", "output") in directive.options or code == split_lines(block.text):
        return ""
    return "a sample of it would show something else"
