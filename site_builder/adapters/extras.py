"""What is made from a finished site beside its pages: single files, files for programs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from site_builder import pipeline
from site_builder.adapters.rendering import stated_sizes
from site_builder.model import OutputFile, Problem, Rendering, Severity
from site_builder.pipeline import Project
from site_builder.stages.write import write_file
from site_builder.text.addresses import Reader


@dataclass(frozen=True, slots=True)
class Extras:
    """Where the files go, and what of them is made."""

    folder: Path
    serving: bool
    """Whether an author is watching, for whom none is made."""
    contents_only: bool
    """Whether none is written, and only those are made that a single file may take in."""

    def add(
        self, project: Project, rendering: Rendering, read: Reader, *, holds: bool
    ) -> tuple[Rendering, list[Problem]]:
        """Check a site and, if it is good, put into its folder what is made from it.

        Args:
            project: The project.
            rendering: Its site.
            read: What reads the addresses and anchors of an HTML file.
            holds: Whether nothing has been found wrong so far.

        Returns:
            The site with the files that its pages may link to, and what is wrong.
        """
        wishes = project.settings.standalone
        # Pages may link to a single file, which is made only from a site that holds.
        rendering = rendering.with_files(OutputFile(wish.file, b"") for wish in wishes)
        made: tuple[OutputFile, ...] = ()
        problems: list[Problem] = []
        if not self.serving:
            made, found = pipeline.make_machine_files(
                project, rendering, texts_only=self.contents_only
            )
            problems += found
        rendering = rendering.with_files(made)
        problems += pipeline.check_site(project, rendering, read)
        wanted = not self.serving and not self.contents_only
        if wanted and holds and not _has_error(problems):
            problems += self._write(made)
            for wish in wishes:
                files, found = pipeline.make_single_files(project, rendering, wish)
                problems += found
                problems += self._write(
                    (*files, *stated_sizes(rendering.pages, files, self.folder))
                )
        return rendering, problems

    def _write(self, files: Iterable[OutputFile]) -> Iterator[Problem]:
        for file in files:
            yield from write_file(self.folder / file.path, file.data, file.path)


def _has_error(problems: Iterable[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)
