"""An example package: a folder that runs, with what it declares about itself."""

from dataclasses import dataclass

from site_builder.model.code import Code


@dataclass(frozen=True, slots=True)
class RunSpec:
    """How an example is run: the `[run]` table of `example.toml`."""

    args: tuple[str, ...] = ()
    timeout: float = 30.0
    """Seconds after which the run is stopped."""
    exit_code: int = 0
    normalise: tuple[str, ...] = ()
    """Names of what varies in the output."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What an example needs: the `[needs]` table of `example.toml`."""

    services: tuple[str, ...] = ()
    env: tuple[str, ...] = ()
    """Environment variables that the example may read; only these are passed on."""
    extras: tuple[str, ...] = ()


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
    files: tuple[SourceFile, ...] = ()
    unreadable: tuple[UnreadableFile, ...] = ()

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
        for candidate in ("__main__.py", f"{self.short_name}.py"):
            if candidate in names:
                return candidate
        return ""

    @property
    def expected(self) -> SourceFile | None:
        """Return the recorded output, if there is one."""
        return self.file("expected.txt")

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
