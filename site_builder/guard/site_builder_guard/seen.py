"""See what a run depends on: files, folders, missing files, libraries, programs."""

import os
import sys

from site_builder_guard.report import Report

_SEARCHES = ("<frozen importlib._bootstrap_external>", "importlib/metadata/__init__.py")
"""Files of Python that list folders in search of modules and distributions."""
_SYSTEM = ("/proc/", "/dev/", "/sys/")
_PACKAGES = ("site-packages", "dist-packages")


class Sight:
    """Turns events of Python into notes of what the run depends on."""

    def __init__(self, report: Report, work: str, variables: set[str]) -> None:
        self.report = report
        self.variables = variables
        guard = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        self._nobodys = (work, guard, os.path.dirname(report.path))
        library = os.path.dirname(os.__file__) + os.sep
        self._library = (library, os.path.realpath(library) + os.sep)

    def on_event(self, event: str, args: tuple[object, ...]) -> None:
        """Look at an event that was not refused."""
        match event, args:
            case "open", (str() | bytes() | os.PathLike() as path, *_):
                self.on_read(os.fsdecode(path))
            case "sqlite3.connect", (str() | bytes() | os.PathLike() as path, *_):
                name = os.fsdecode(path).removeprefix("file:").partition("?")[0]
                if name != ":memory:":
                    self.on_read(name)
            case "os.listdir" | "os.scandir", (path,):
                self.on_list(path)
            case "import", (_, str(path), *_):
                self.on_read(path)
            case "subprocess.Popen" | "os.exec" | "os.posix_spawn", (program, *_):
                self.on_program(program)
            case "os.system", _:
                self.on_program("/bin/sh")

    def on_read(self, path: str) -> None:
        """Note a file that is about to be read, or that is asked for in vain."""
        name = os.path.abspath(path)
        if self.is_of_no_interest(name):
            return
        if name.endswith(".pyc"):
            folder, _, file = name.rpartition(os.sep)
            source = file.partition(".")[0] + ".py"
            name = os.path.join(folder.removesuffix("__pycache__"), source)
        self.report.seen("file" if os.path.exists(name) else "missing", name)

    def on_list(self, path: object) -> None:
        """Note a folder whose entries are asked for, unless Python looks for a module there."""
        if sys._getframe(3).f_code.co_filename.endswith(_SEARCHES) or isinstance(path, int):
            return
        is_path = isinstance(path, str | bytes | os.PathLike)
        name = os.path.abspath(os.fsdecode(path) if is_path else ".")
        if self.is_of_no_interest(name):
            return
        self.report.seen("folder" if os.path.isdir(name) else "missing", name)

    def on_program(self, program: object) -> None:
        """Note a program that is about to be started, wherever it is found."""
        if not isinstance(program, str | bytes | os.PathLike):
            return
        name = os.fsdecode(program)
        if os.sep not in name:
            folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
            places = [os.path.join(folder, name) for folder in folders]
            name = next((one for one in places if os.access(one, os.X_OK)), name)
        name = os.path.abspath(name) if os.sep in name else name
        if name != sys.executable:
            self.report.seen("program", name)

    def on_variable(self, key: str) -> None:
        """Note a variable that is read, if the example declares it."""
        if key in self.variables:
            self.report.seen("variable", key)

    def is_of_no_interest(self, name: str) -> bool:
        """Return whether a path is the run's own or a library's, which is noted as a whole."""
        return self._is_nobodys(name) or self._is_library(name)

    def is_installed(self, folder: str) -> bool:
        """Return whether a folder belongs to Python or to a distribution."""
        inside = any(f"{os.sep}{one}{os.sep}" in f"{folder}{os.sep}" for one in _PACKAGES)
        return inside or folder.startswith(self._library)

    def _is_nobodys(self, name: str) -> bool:
        below = f"{name}{os.sep}"
        return name.startswith(_SYSTEM) or any(
            below.startswith(f"{one}{os.sep}") for one in self._nobodys
        )

    def _is_library(self, name: str) -> bool:
        """Return whether a file belongs to Python or to a distribution, which is noted."""
        for packages in _PACKAGES:
            folder, found, inside = name.partition(f"{os.sep}{packages}{os.sep}")
            if found:
                top, _, rest = inside.partition(os.sep)
                if top == "__pycache__":
                    # The compiled form of a distribution that is one module.
                    top = rest.partition(".")[0] + ".py"
                self.report.seen("package", f"{folder}{found}{top}")
                return True
            if name.endswith(f"{os.sep}{packages}"):
                return True
        return name.startswith((*self._library, f"{sys.base_prefix}/lib/python"))
