"""An example package: a folder that runs, with what it declares about itself."""

from dataclasses import dataclass

from site_builder.model.code import Code
from site_builder.model.run import MadeFile
from site_builder.model.settings import Start


@dataclass(frozen=True, slots=True)
class Normaliser:
    """Something that varies in the outputs of an example, and what it is compared as."""

    name: str
    pattern: str
    """A regular expression."""
    replacement: str
    """What a match becomes, with `\\1` for its first group and so on."""


@dataclass(frozen=True, slots=True)
class RunSpec:
    """How an example is run: the `[run]` table of `example.toml`."""

    args: tuple[str, ...] = ()
    timeout: float = 30.0
    """Seconds after which the run is stopped."""
    exit_code: int = 0
    children_may_fail: bool = False
    """Whether processes that it starts may fail while it ends with 0."""
    start: Start = Start.AUTO
    """How the process comes into being; as the settings say if automatic."""
    normalise: tuple[str, ...] = ()
    """Names of what varies in the output."""
    normalisers: tuple[Normaliser, ...] = ()
    """What else varies, in the words of the example; applied before the named ones."""
    files: tuple[str, ...] = ()
    """Names and patterns of the files that it makes, below the working folder."""
    stderr: bool = False
    """Whether what it prints on standard error is recorded and compared, too."""
    colour: bool = False
    """Whether it is asked to colour what it prints."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What an example needs: the `[needs]` table of `example.toml`."""

    services: tuple[str, ...] = ()
    env: tuple[str, ...] = ()
    """Environment variables that the example may read; only these are passed on."""
    extras: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checker:
    """A function through which the tests of an example read some of its files."""

    pattern: str
    """Names of the files below the example's folder; `*` stands for anything."""
    file: str
    """File of the example that defines the function."""
    function: str
    """Name of the function in the file, dotted for a method."""
    line: int = 0
    """Line of `example.toml` that declares it, 0 if it is unknown."""

    @property
    def target(self) -> str:
        """Return the function as it is declared."""
        return f"{self.file}::{self.function}"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A text file of an example."""

    name: str
    """Path below the example's folder, with forward slashes."""
    path: str
    """Path relative to the project's root."""
    text: str


@dataclass(frozen=True, slots=True)
class UnreadableFile:
    """A file of an example that no page can show."""

    name: str
    code: Code
    reason: str


@dataclass(frozen=True, slots=True)
class Example:
    """A folder with an `example.toml`, and the files in it."""

    name: str
    """Path of the folder below the examples folder: `category/name`."""
    path: str
    """Path of the folder relative to the project's root."""
    title: str
    summary: str
    level: str = ""
    topics: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    library: bool = False
    """Whether it is only imported and tested, never run."""
    run: RunSpec = RunSpec()
    needs: Needs = Needs()
    checkers: tuple[Checker, ...] = ()
    """The table `[checkers]`, in its order."""
    files: tuple[SourceFile, ...] = ()
    unreadable: tuple[UnreadableFile, ...] = ()
    recorded: tuple[MadeFile, ...] = ()
    """The files of its folder `expected`, in order: what its run made when it was recorded."""

    @property
    def category(self) -> str:
        """Return the folder that the example lies in, empty at the top."""
        return self.name.rpartition("/")[0]

    @property
    def short_name(self) -> str:
        """Return the last part of the name, which is also the name of its main module."""
        return self.name.rpartition("/")[2]

    @property
    def entry(self) -> str:
        """Return the file that a run starts, empty if there is none."""
        names = {file.name for file in self.files}
        for candidate in ("session.toml", "session.sh", "__main__.py", f"{self.short_name}.py"):
            if candidate in names:
                return candidate
        return ""

    @property
    def expected(self) -> SourceFile | None:
        """Return the recorded output, if there is one."""
        return self.file("expected.txt")

    @property
    def expected_stderr(self) -> SourceFile | None:
        """Return what is recorded of standard error, if anything is."""
        return self.file("expected.stderr.txt")

    @property
    def tests(self) -> tuple[SourceFile, ...]:
        """Return the test files."""
        return tuple(
            file
            for file in self.files
            if file.name.rpartition("/")[2].startswith("test_") and file.name.endswith(".py")
        )

    def file(self, name: str) -> SourceFile | None:
        """Return the file with that name below the folder, if there is one."""
        return next((file for file in self.files if file.name == name), None)
