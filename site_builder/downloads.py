"""The order of things for what readers take with them: an example as a notebook and as a zip."""

from collections.abc import Iterator
from dataclasses import replace

from site_builder.model import Example, Location, OutputFile, Parcel, Pin, Problem, ProofRecord
from site_builder.project import Project
from site_builder.stages.archive import make_archive
from site_builder.stages.binaries import read_binaries
from site_builder.stages.distributions import Installed
from site_builder.stages.modules import ProjectModules, package_name
from site_builder.text.downloads import downloads_of
from site_builder.text.extras import foreign_requirements, normal_name
from site_builder.text.made_notebook import command_of, made_notebook, packed_files, versions_of
from site_builder.text.parcel import make_parcel, requirements_of, shared_data
from site_builder.text.project_imports import Closure
from site_builder.text.secrets import secret_faults


def make_downloads(project: Project) -> tuple[tuple[OutputFile, ...], tuple[Problem, ...]]:
    """Make a notebook and a zip of each example that can be run, if the project wants them.

    Args:
        project: The project.

    Returns:
        Files of the site, beside the pages of the examples, and the secrets that stand in modules
        which they would carry along.
    """
    settings = project.settings
    if not settings.downloads or not settings.example_pages:
        return (), ()
    packer = _Packer(project)
    files = tuple(
        file
        for example in project.site.examples
        if downloads_of(example)
        for file in packer.files(example)
    )
    return files, tuple(packer.problems)


class _Packer:
    """One run: what the downloads of all examples have in common."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.modules = ProjectModules(project.settings)
        self.installed = Installed()
        self.requirements = self.modules.requirements()
        self.problems: dict[Problem, None] = {}

    def files(self, example: Example) -> Iterator[OutputFile]:
        parcel = self.parcel(example)
        place = f"{self.project.settings.example_pages}/{example.name}"
        yield OutputFile(f"{place}.zip", self._archive(parcel, example))
        if parcel.module:
            packed = make_archive(packed_files(parcel))
            yield OutputFile(f"{place}.ipynb", made_notebook(parcel, packed))

    def parcel(self, example: Example) -> Parcel:
        package = package_name(example, self.project.settings)
        closure = self.modules.closure(example)
        self._look_for_secrets(closure)
        below = package.replace(".", "/")
        binaries = read_binaries(example, self.project.settings)
        own = (replace(one, path=f"{below}/{one.path}") for one in binaries)
        return make_parcel(
            example,
            package=package,
            closure=closure,
            requirements=requirements_of(
                self._pins(example, closure.absent), self._record(example)
            ),
            data=[*own, *shared_data(self.project.site.examples, closure)],
        )

    def _pins(self, example: Example, names: tuple[str, ...]) -> Iterator[Pin]:
        foreign = foreign_requirements(self.requirements, example.needs.extras)
        for pin in self.installed.pins(names):
            if normal_name(pin.name) not in foreign:
                yield pin

    def _record(self, example: Example) -> ProofRecord | None:
        site = self.project.site
        return None if example.name in site.stale else site.proofs.get(example.name)

    def _look_for_secrets(self, closure: Closure) -> None:
        """Note the secrets in modules; in those of examples they have been looked for."""
        examples = self.project.settings.relative(self.project.settings.examples_dir)
        for module in closure.modules:
            if not module.path.startswith(f"{examples}/"):
                for fault in secret_faults(module.text):
                    self.problems[fault.at(Location(module.path, fault.line))] = None

    def _archive(self, parcel: Parcel, example: Example) -> bytes:
        template = self.project.templates.get_template("download/README.md.jinja")
        folder = package_name(example, self.project.settings).replace(".", "/")
        readme = template.render(
            parcel=parcel,
            command=command_of(parcel),
            versions=versions_of(parcel),
            folder=folder,
        )
        pins = "".join(f"{pin}\n" for pin in parcel.pins)
        made = [OutputFile("README.md", readme.encode())]
        made += [OutputFile("requirements.txt", pins.encode())] if pins else []
        files = (*made, *parcel.files, *parcel.library)
        return make_archive(replace(one, path=f"{parcel.folder}/{one.path}") for one in files)
