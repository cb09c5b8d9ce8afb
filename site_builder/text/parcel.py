"""Put together what an example needs to run somewhere else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from site_builder.model import Example, OutputFile, Parcel, Pin, ProofRecord
from site_builder.text.extras import normal_name
from site_builder.text.project_imports import Closure, ModuleFile, is_test_file


@dataclass(frozen=True, slots=True)
class Requirements:
    """The distributions that an example needs."""

    pins: tuple[Pin, ...] = ()
    python: str = ""
    """Version of Python with which the tests of the example passed with just these."""


def requirements_of(installed: Iterable[Pin], record: ProofRecord | None) -> Requirements:
    """Return what an example needs, in the versions with which its tests passed.

    Args:
        installed: The distributions that it imports, as they are installed here.
        record: What its tests did when they last passed, if that is known.
    """
    pins = tuple(installed)
    if record is None:
        return Requirements(pins)
    tested = {normal_name(pin.name): pin for pin in record.pins}
    taken = tuple(tested.get(normal_name(pin.name), pin) for pin in pins)
    whole = all(normal_name(pin.name) in tested for pin in pins)
    return Requirements(taken, record.python if whole else "")


def make_parcel(
    example: Example,
    *,
    package: str,
    closure: Closure,
    requirements: Requirements,
    data: Iterable[OutputFile] = (),
) -> Parcel:
    """Return an example with the modules of its project that it imports.

    In the project a module is found because Python searches several folders. In the parcel each
    lies where its name says, so that one folder is enough.

    Args:
        example: The example; it has something to run.
        package: Dotted name of its package.
        closure: What its modules import.
        requirements: The distributions that they import.
        data: Further files, at the paths that they shall have in the parcel.
    """
    below = f"{package.replace('.', '/')}/"
    own = {f"{below}{file.name}": file.text.encode() for file in example.files}
    library = {path_of(one): one.text.encode() for one in closure.modules}
    for file in data:
        (own if file.path.startswith(below) else library)[file.path] = file.data
    tests = frozenset(path for path in own if is_test_file(path.removeprefix(below)))
    is_module = example.entry.endswith(".py")
    inner = "" if example.entry == "__main__.py" else f".{example.short_name}"
    return Parcel(
        name=example.name,
        title=example.title,
        summary=example.summary,
        module=f"{package}{inner}" if is_module else "",
        script="" if is_module else f"{below}{example.entry}",
        args=example.run.args,
        files=tuple(OutputFile(path, own[path]) for path in sorted(own)),
        tests=tests,
        library=tuple(
            OutputFile(path, library[path]) for path in sorted(library.keys() - own.keys())
        ),
        pins=requirements.pins,
        python=requirements.python,
        expected=example.expected.text if example.expected else "",
    )


def path_of(module: ModuleFile) -> str:
    """Return the path at which a module is found by its name."""
    path = module.name.replace(".", "/")
    return f"{path}/__init__.py" if module.is_package else f"{path}.py"


def shared_data(examples: Iterable[Example], closure: Closure) -> Iterator[OutputFile]:
    """Yield the data of the shared libraries among examples, where their modules look for it.

    Args:
        examples: Examples; only a library of which something is imported counts.
        closure: What is imported.
    """
    roots = {one.path: one for one in closure.modules if one.is_package}
    for library in examples:
        root = roots.get(f"{library.path}/__init__.py")
        if root is None or not library.library:
            continue
        for file in library.files:
            if not file.name.endswith((".py", ".md")) and not is_test_file(file.name):
                path = f"{root.name.replace('.', '/')}/{file.name}"
                yield OutputFile(path, file.text.encode())
