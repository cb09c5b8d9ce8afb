"""Which tests a change touches: by what they import, and by the lines that they executed."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from site_builder.model import Change, Example, ProofRecord, Site, SourceFile, Touched
from site_builder.stages.modules import ProjectModules
from site_builder.stages.surroundings import changed_pin, digests_of, python_version
from site_builder.text.blind_spots import calls_when_imported, has_blind_spot
from site_builder.text.changed_functions import (
    changed_lines,
    function_lines,
    lines_in_functions,
    names_of_tests,
)
from site_builder.text.project_imports import Closure, ModuleFile, import_closure, is_test_file
from site_builder.text.tested import depends_on
from site_builder.text.touching import text_of


class TouchedTests:
    """The tests of a project, seen by what they depend on."""

    def __init__(self, site: Site, changes: Sequence[Change], modules: ProjectModules) -> None:
        """Look at the project as it is now.

        Args:
            site: The project.
            changes: What has changed in it.
            modules: Its modules.
        """
        self._site = site
        self._modules = modules
        self._changes = {change.path: change for change in changes}
        self._blind: dict[tuple[str, str], bool] = {}
        paths = {file.path for one in site.proofs.values() for file in one.files}
        self._digests = digests_of(sorted(paths), site.settings)

    def by(self, change: Change) -> Iterator[Touched]:
        """Yield the tests whose result can differ because of a change.

        Args:
            change: The change.
        """
        for example in self._site.examples:
            for file in example.tests:
                closure = self._closure(example, file)
                why = self._why(change, example, file, closure)
                if why:
                    yield from self._narrowed(change, example, file, closure, why)

    def loose(self, files: Iterable[SourceFile], change: Change) -> Iterator[Touched]:
        """Yield those test files beside the examples that a change can touch.

        Args:
            files: Test files that belong to no example. They may read any file of any.
            change: The change.
        """
        folder = self._site.settings.relative(self._site.settings.examples_dir)
        for file in files:
            closure = import_closure([_module(file)], self._modules.find, self._modules.names)
            if change.path.startswith(f"{folder}/") or self._imports(change, closure):
                yield Touched(file.path, f"it belongs to no example, and may use {change.path}")

    def _closure(self, example: Example, test: SourceFile) -> Closure:
        """Return what a test file imports, and all that its example's modules do."""
        own = (
            file
            for file in example.files
            if file.name.endswith(".py") and (file == test or file not in example.tests)
        )
        start = [_module(file) for file in own] + self._settings_of(test.path)
        return import_closure(start, self._modules.find, self._modules.names)

    def _settings_of(self, path: str) -> list[ModuleFile]:
        """Return the files named `conftest.py` in the folders around a test file."""
        parts = path.split("/")[:-1]
        names = (".".join([*parts[:length], "conftest"]) for length in range(len(parts) + 1))
        return [found for name in names if (found := self._modules.find(name))]

    def _why(self, change: Change, example: Example, test: SourceFile, closure: Closure) -> str:
        """Return why the tests of a file depend on what has changed, empty if they do not."""
        path = change.path
        folder, _, name = path.rpartition("/")
        own = path.removeprefix(f"{example.path}/")
        is_own = own != path and depends_on(own) and not _is_test(own)
        around = name == "conftest.py" and test.path.startswith(f"{folder}/" if folder else "")
        record = self._site.proofs.get(example.name)
        reasons = {
            "it has changed": path == test.path,
            f"pytest reads {path} before it": around,
            f"{path} belongs to its example": is_own,
            f"it imports {path}": self._imports(change, closure),
            f"{path} was used when it was last run": record and record.file(path),
            f"it reads other files beside {path}": record and _is_beside(change, record),
        }
        return next((why for why, holds in reasons.items() if holds), "")

    def _imports(self, change: Change, closure: Closure) -> bool:
        if self._is_in(change.path, closure):
            return True
        return not {*module_names(change.path, self._modules)}.isdisjoint(closure.absent)

    def _is_in(self, path: str, closure: Closure) -> bool:
        return any(module.path == path for module in closure.modules)

    def _narrowed(
        self, change: Change, example: Example, test: SourceFile, closure: Closure, why: str
    ) -> Iterator[Touched]:
        """Yield the tests of a file that executed what has changed, or the file where none says."""
        record = self._site.proofs.get(example.name)
        places = self._places(change, test, closure, record) if record else None
        if record is None or places is None:
            yield Touched(test.path, why)
            return
        here = [(at, one) for at, one in enumerate(record.tests) if one.file == test.path]
        unknown = names_of_tests(test.text) - {one.name for _, one in here}
        names = {one.name for at, one in here if at in places} | unknown
        for name in sorted(names):
            reason = f"it executed what changed in {change.path}"
            yield Touched(f"{test.path}::{name.replace('.', '::')}", reason)

    def _places(
        self, change: Change, test: SourceFile, closure: Closure, record: ProofRecord
    ) -> frozenset[int] | None:
        """Return the places in a record of the tests that executed what has changed.

        Returns:
            None where the record cannot tell: it is not of these versions, the change is more than
            one of the bodies of functions, or something may carry work from one test to the next.
        """
        covered = record.file(change.path)
        if covered is None or not covered.lines or change.path == test.path:
            return None
        if not self._is_of_these_versions(record) or self._has_blind_spot(closure, record):
            return None
        lines = _changed(change, covered.digest)
        touched = [one for one in covered.lines if one.line in (lines or ())]
        if lines is None or any(one.at_import for one in touched):
            return None
        return frozenset(at for one in touched for at in one.tests)

    def _is_of_these_versions(self, record: ProofRecord) -> bool:
        """Return whether all files were as they are now, or as they were before the changes."""
        if record.python != python_version() or changed_pin(record):
            return False
        for file in record.files:
            change = self._changes.get(file.path)
            known = {self._digests.get(file.path)}
            known |= {_digest(change.old), _digest(change.new)} if change else set()
            if file.digest not in known:
                return False
        return True

    def _has_blind_spot(self, closure: Closure, record: ProofRecord) -> bool:
        """Return whether something may carry work from one test to the next."""
        return any(self._is_blind(module, record) for module in closure.modules)

    def _is_blind(self, module: ModuleFile, record: ProofRecord) -> bool:
        key = (record.example, module.path)
        if key not in self._blind:
            covered = record.file(module.path)
            inside = lines_in_functions(module.text)
            lines = covered.lines if covered else ()
            # What a module computes when a test imports it may serve the next test as well.
            late = any(one.tests and one.line not in inside for one in lines)
            late = late and calls_when_imported(module.text)
            self._blind[key] = late or has_blind_spot(module.text)
        return self._blind[key]


def _is_beside(change: Change, record: ProofRecord) -> bool:
    """Return whether a file came or went in a folder that tests may have looked into."""
    stayed = change.old is not None and change.new is not None
    if stayed or change.path.endswith(".py"):
        return False
    folder = change.path.rpartition("/")[0]
    return any(one.path.rpartition("/")[0] == folder for one in record.files)


def module_names(path: str, modules: ProjectModules) -> tuple[str, ...]:
    """Return the dotted names under which a file can be imported.

    Args:
        path: Path relative to the project's root.
        modules: The modules of the project, for the folders that it imports from.
    """
    if not path.endswith(".py"):
        return ()
    full = modules.folders[0] / path
    found = []
    for folder in modules.folders:
        if full.is_relative_to(folder):
            parts = full.relative_to(folder).with_suffix("").parts
            found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return tuple(found)


def _changed(change: Change, digest: str) -> frozenset[int] | None:
    """Return the lines that changed in the version that a record knows.

    Returns:
        None when the record knows another version, or when more than bodies of functions changed.
    """
    new, old = text_of(change.new), text_of(change.old)
    if change.symbol:
        return function_lines(new, change.symbol) if digest == _digest(change.new) else None
    if not change.known or change.old is None or change.new is None:
        return None
    both = changed_lines(old, new)
    if both is None:
        return None
    if digest == _digest(change.new):
        return both.new
    return both.old if digest == _digest(change.old) else None


def _digest(data: bytes | None) -> str:
    return "" if data is None else hashlib.sha256(data).hexdigest()


def _module(file: SourceFile) -> ModuleFile:
    parts = file.path.removesuffix(".py").split("/")
    is_package = parts[-1] == "__init__"
    name = ".".join(parts[:-1] if is_package else parts)
    return ModuleFile(name, file.path, file.text, is_package)


def _is_test(name: str) -> bool:
    last = name.rpartition("/")[2]
    return is_test_file(name) and last.startswith("test_") and last.endswith(".py")
