"""Decide what the typed blocks of a page become: files of an example, and directives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from site_builder.model.adoption import Adoption, BlockKind, Directive, Piece, TypedBlock
from site_builder.text.adopt_names import free, identifier, is_module, suffix_of
from site_builder.text.adopt_python import defined, imported, without_prompts
from site_builder.text.adopt_refusals import refusal
from site_builder.text.highlighting import text_for_lines

_RESERVED = (
    "README.md",
    "__init__.py",
    "__main__.py",
    "example.toml",
    "conftest.py",
    "expected.txt",
    "run_pieces.py",
    "session.sh",
    "session.toml",
)


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What earlier attempts have shown of blocks, by their numbers."""

    left: Mapping[int, str] = field(default_factory=dict)
    """Why a block stays as it is."""
    unrun: Mapping[int, str] = field(default_factory=dict)
    """Why a block is adopted and not run."""
    whole: bool = False
    """Whether the only output of the page is all that the example prints."""


def plan_adoption(
    blocks: Sequence[TypedBlock], name: str, verdicts: Verdicts = Verdicts()
) -> Adoption:
    """Return the example that the typed code of a page becomes.

    Args:
        blocks: The blocks of the page.
        name: Path of the example below the examples folder.
        verdicts: What is known of them from earlier attempts.
    """
    plan = _Plan(name, verdicts, imports_of(blocks))
    for number, block in enumerate(blocks):
        plan.take(number, block)
    return plan.done()


def imports_of(blocks: Sequence[TypedBlock]) -> frozenset[str]:
    """Return the names of the modules that blocks import, as far as they parse."""
    python = [block.text for block in blocks if block.kind is BlockKind.PYTHON]
    typed = [without_prompts(block.text) for block in blocks if block.kind is BlockKind.CONSOLE]
    return frozenset(name for text in (*python, *typed) for name in imported(text))


@dataclass(slots=True)
class _Module:
    """A file of Python that grows with the page."""

    parts: list[tuple[str, str]] = field(default_factory=list)
    """Name and text of each block."""
    names: set[str] = field(default_factory=set)
    """Functions and classes that it defines."""


@dataclass(slots=True)
class _Plan:
    name: str
    verdicts: Verdicts
    imports: frozenset[str]
    """Names of modules that the page imports, which no file may take by chance."""
    modules: dict[str, _Module] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    pieces: list[Piece] = field(default_factory=list)
    unrun: list[tuple[str, str]] = field(default_factory=list)
    places: dict[int, Directive] = field(default_factory=dict)
    left: dict[int, str] = field(default_factory=dict)
    same: dict[tuple[str, str], int] = field(default_factory=dict)
    """Blocks that are adopted, by language and text."""
    regions: set[str] = field(default_factory=set)

    @property
    def main(self) -> str:
        """Return the module named like the example."""
        return f"{self.name.rpartition('/')[2]}.py"

    def take(self, number: int, block: TypedBlock) -> None:
        """Decide about a block."""
        reason = self.verdicts.left.get(number) or refusal(block)
        if reason:
            self.left[number] = reason
            return
        twin = self.same.get((block.language, block.text))
        if twin is not None and block.kind in {BlockKind.PYTHON, BlockKind.FILE}:
            self.places[number] = Directive(self.places[twin].address, _options(block))
            return
        match block.kind:
            case BlockKind.PYTHON:
                self._python(number, block)
            case BlockKind.CONSOLE:
                self._console(number, block)
            case BlockKind.OUTPUT:
                self._output(number)
            case _:
                self._file(number, block)
        self.same.setdefault((block.language, block.text), number)

    def _python(self, number: int, block: TypedBlock) -> None:
        reason = self.verdicts.unrun.get(number, "")
        region = self._region(block)
        file = self._module_of(block)
        if reason or defined(block.text) & self._names(file):
            # What is defined anew, or not run, is a module of its own.
            file = self._new_file(f"{region}.py")
        module = self.modules.setdefault(file, _Module())
        module.parts.append((region, block.text))
        module.names |= defined(block.text)
        if reason:
            self.unrun.append((file, reason))
        else:
            self.pieces.append(Piece(number, file, region))
        self.places[number] = Directive(f"{self.name}/{file}#{region}", _options(block))

    def _module_of(self, block: TypedBlock) -> str:
        stem, _, suffix = block.file.partition(".")
        own = suffix == "py" and is_module(stem) and block.file not in _RESERVED
        return block.file if own and not stem.startswith("test_") else self.main

    def _names(self, file: str) -> set[str]:
        return self.modules[file].names if file in self.modules else set()

    def _console(self, number: int, block: TypedBlock) -> None:
        region = self._region(block)
        file = self._new_file(f"{region}.py")
        self.files[file] = f"{without_prompts(block.text)}\n"
        output = f"{region}.pycon"
        self.pieces.append(Piece(number, file, output=output, typed=True))
        options = (("show", "output"), ("file", output), *_options(block))
        self.places[number] = Directive(self.name, options)

    def _output(self, number: int) -> None:
        """Let the piece before this block keep what it prints."""
        before = self.pieces[-1] if self.pieces else None
        if before is None or before.block != number - 1:
            return
        options: tuple[tuple[str, str], ...] = (("show", "output"),)
        if not self.verdicts.whole:
            output = f"{before.region}.txt"
            self.pieces[-1] = Piece(before.block, before.file, before.region, output)
            options += (("file", output),)
        self.places[number] = Directive(self.name, options)

    def _file(self, number: int, block: TypedBlock) -> None:
        suffix = block.word.lower() if len(block.word) <= 4 else suffix_of(block.language)
        if block.language in {"docker", "make"}:
            otherwise = {"docker": "Dockerfile", "make": "Makefile"}[block.language]
        else:
            otherwise = f"{identifier(block.heading, block.language)}.{suffix}"
        named = block.file not in {"", *_RESERVED} and not block.file.startswith("expected")
        file = self._new_file(block.file if named else otherwise)
        self.files[file] = f"{block.text}\n"
        self.places[number] = Directive(f"{self.name}/{file}", _options(block))

    def _region(self, block: TypedBlock) -> str:
        short = self.name.rpartition("/")[2]
        name = free(identifier(block.heading, short), self.regions)
        self.regions.add(name)
        return name

    def _new_file(self, name: str) -> str:
        test = f"test_{self.main}"
        imported = {f"{one}.py" for one in self.imports}
        return free(name, {self.main, test, *_RESERVED, *imported, *self.files, *self.modules})

    def done(self) -> Adoption:
        """Return what was decided."""
        for file, module in self.modules.items():
            if len(module.parts) == 1:
                region, text = module.parts[0]
                self.files[file] = f"{text}\n"
                self._show_whole(file, region)
            else:
                parts = (f"# region {name}\n{text}\n# endregion\n" for name, text in module.parts)
                self.files[file] = "\n\n".join(parts)
        return Adoption(
            self.name,
            tuple(sorted(self.files.items())),
            tuple(self.pieces),
            tuple(self.unrun),
            tuple(sorted(self.places.items())),
            tuple(sorted(self.left.items())),
        )

    def _show_whole(self, file: str, region: str) -> None:
        """Name a module with one block by its file alone."""
        whole, part = f"{self.name}/{file}", f"{self.name}/{file}#{region}"
        for number, place in self.places.items():
            if place.address == part:
                self.places[number] = Directive(whole, place.options)
        for at, piece in enumerate(self.pieces):
            if piece.file == file:
                self.pieces[at] = Piece(piece.block, file, "", piece.output)


def _options(block: TypedBlock) -> tuple[tuple[str, str], ...]:
    """Return the options that a sample has like its block."""
    title = block.title if not {'"', "'"} <= set(block.title) else ""
    marked = text_for_lines(block.text, block.highlighted)
    given = (("title", title), ("highlight", marked))
    return tuple((name, value) for name, value in given if value)
