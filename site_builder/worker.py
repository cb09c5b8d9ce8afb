"""What runs in the workers of a cluster: it unpacks the project's files and runs examples there."""

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from distributed import Worker, WorkerPlugin, get_worker

from site_builder.model import Part, Run, Settings
from site_builder.model.job import Answer, Job
from site_builder.stages.bundle import Bundle, unpack
from site_builder.stages.execute import execute
from site_builder.stages.fingerprint import Fingerprint
from site_builder.stages.launch import Launchers
from site_builder.stages.modules import search_folders
from site_builder.stages.runner_version import python_parts, runner_part
from site_builder.stages.write import discard


class Workplace(WorkerPlugin):  # type: ignore[misc]
    """The files of a project on a worker, and what is kept ready there between two jobs."""

    def __init__(self, name: str, bundle: Bundle, settings: Settings) -> None:
        """Prepare a workplace, which is then sent to each worker.

        Args:
            name: Its name, one for each client.
            bundle: The files of the project.
            settings: The project as it is on the machine that sends it.
        """
        self.name = name
        self._bundle = bundle
        self._settings = settings
        self._dirs = search_folders(settings)[1:]
        self._folder = Path()
        # Where they lie on the machine that sends them, since a run may tell of it.
        self._there = (str(settings.root), sys.prefix)

    def setup(self, worker: Worker) -> None:
        """Choose the folder; called when the workplace arrives."""
        # The files are unpacked by the first job, which can say that there is no room for them.
        self._folder = Path(worker.local_directory) / self.name
        self._launchers = Launchers()
        self._prints: Fingerprint | None = None

    def teardown(self, worker: Worker) -> None:  # noqa: ARG002 - the signature is the library's
        """End what starts runs and remove the files; called when the client or the worker goes."""
        self._launchers.close()
        discard(self._folder)

    def run(self, job: Job) -> tuple[Run, tuple[Part, ...]]:
        """Run an example.

        Returns:
            The run, and what it depended on, as it is here.

        Raises:
            OSError: There is no room for the files, or no process for the run.
        """
        root = unpack(self._bundle, self._folder)
        settings = self._moved(root)
        run = execute(job.example, settings, job.variables, launcher=self._launchers.mine())
        # The files do not change while they are here, so each is looked at once.
        self._prints = self._prints or Fingerprint(settings)
        parts = (*python_parts(), runner_part(), *self._prints.seen(run.seen))
        return _moved_back(run, zip((str(root), sys.prefix), self._there, strict=True)), parts

    def _moved(self, root: Path) -> Settings:
        """Return the settings of the project where it lies here."""
        return replace(
            self._settings,
            root=root,
            docs_dir=root / self._settings.relative(self._settings.docs_dir),
            examples_dir=root / self._settings.relative(self._settings.examples_dir),
            import_dirs=tuple(root / self._settings.relative(one) for one in self._dirs),
        )


def _moved_back(run: Run, places: Iterable[tuple[str, str]]) -> Run:
    """Return a run that tells of files as if they lay where they came from."""
    stdout, stderr, violations = run.stdout, run.stderr, run.violations
    for here, there in places:
        stdout = stdout.replace(here.encode(), there.encode())
        stderr = stderr.replace(here.encode(), there.encode())
        violations = tuple(replace(one, what=one.what.replace(here, there)) for one in violations)
    return replace(run, stdout=stdout, stderr=stderr, violations=violations)


def work(job: Job) -> Answer:
    """Run an example on the worker that this is called on."""
    worker = get_worker()
    workplace = worker.plugins.get(job.workplace)
    try:
        if not isinstance(workplace, Workplace):
            raise FileNotFoundError(2, "the files of the project did not arrive")
        run, parts = workplace.run(job)
        return Answer(worker.address, run, parts=parts)
    except OSError as error:
        return Answer(worker.address, None, error.strerror or str(error))
