"""Find the modules of a project by the names under which its examples import them."""

import sys
from collections.abc import Iterable
from pathlib import Path

from site_builder.model import Example, Settings
from site_builder.text.project_imports import (
    Closure,
    ModuleFile,
    Wanted,
    import_closure,
    imported_names,
    is_test_file,
)

_INIT = "__init__.py"
_INSTALLED = frozenset({"dist-packages", "site-packages"})


def search_folders(settings: Settings, path: Iterable[str] | None = None) -> tuple[Path, ...]:
    """Return the folders of a project that a run imports modules from, in order.

    Args:
        settings: The project; its root comes first.
        path: What Python searches; this process's `sys.path` if it is not given. Folders in it that
            lie below the root count, such as those of packages that were installed for editing.
    """
    root = settings.root.resolve()
    folders = [root]
    for entry in sys.path if path is None else path:
        folder = Path(entry).resolve()
        inside = folder.is_relative_to(root) and not _INSTALLED & set(folder.parts)
        if entry and inside and folder not in folders:
            folders.append(folder)
    return tuple(folders)


def package_name(example: Example, settings: Settings) -> str:
    """Return the dotted name of the package that an example's files are modules of."""
    folder = settings.relative(settings.examples_dir)
    return ".".join((*folder.split("/"), *example.name.split("/")))


class ProjectModules:
    """The modules of a project. Each file is read and parsed once, however many import it."""

    def __init__(self, settings: Settings, path: Iterable[str] | None = None) -> None:
        self.settings = settings
        self.folders = search_folders(settings, path)
        self._root = settings.root.resolve()
        self._found: dict[str, ModuleFile | None] = {}
        self._names: dict[ModuleFile, tuple[Wanted, ...]] = {}

    def find(self, name: str) -> ModuleFile | None:
        """Return the module of the project that has a dotted name, if there is one.

        As in Python, a package goes before a module, and the first folder that has either ends the
        search.
        """
        if name not in self._found:
            self._found[name] = self._read(name)
        return self._found[name]

    def closure(self, example: Example, *, tests: bool = False) -> Closure:
        """Return what the modules of an example import, directly or through others.

        Args:
            example: The example.
            tests: Whether its tests and their settings count as well.
        """
        package = package_name(example, self.settings)
        start = (
            ModuleFile(
                _module_name(package, file.name), file.path, file.text, file.name.endswith(_INIT)
            )
            for file in example.files
            if file.name.endswith(".py") and (tests or not is_test_file(file.name))
        )
        return import_closure(start, self.find, self.names)

    def requirements(self) -> str:
        """Return the `pyproject.toml` of the examples, else of the project; empty without one."""
        for folder in (self.settings.examples_dir, self.settings.root):
            if (folder / "pyproject.toml").is_file():
                return _text(folder / "pyproject.toml")
        return ""

    def names(self, module: ModuleFile) -> tuple[Wanted, ...]:
        """Return the dotted names that a module may import."""
        if module not in self._names:
            self._names[module] = imported_names(module)
        return self._names[module]

    def _read(self, name: str) -> ModuleFile | None:
        below = Path(*name.split("."))
        for folder in self.folders:
            for path in (folder / below / _INIT, folder / below.with_suffix(".py")):
                if path.is_file():
                    relative = path.relative_to(self._root).as_posix()
                    return ModuleFile(name, relative, _text(path), path.name == _INIT)
        return None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError):
        # A run will say what is wrong with it; here it has nothing to tell.
        return ""


def _module_name(package: str, name: str) -> str:
    parts = name.removesuffix(".py").split("/")
    return ".".join([package, *(parts[:-1] if parts[-1] == "__init__" else parts)])
