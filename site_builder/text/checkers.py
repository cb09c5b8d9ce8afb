"""The checkers of an example: functions through which its tests read files that are no Python."""

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase

from site_builder.model import Checker, Code, Example
from site_builder.text.fault import Fault
from site_builder.text.lines import split_lines
from site_builder.text.suggest import did_you_mean
from site_builder.text.symbols import find_symbol

_TABLE = "checkers"


def read_checkers(
    table: Mapping[str, object], text: str
) -> tuple[Checker, ...] | tuple[Fault, ...]:
    """Read the table `[checkers]` of an `example.toml`.

    Args:
        table: Its keys, which are patterns of file names, and its values.
        text: The whole file, for the lines of mistakes.
    """
    checkers: list[Checker] = []
    faults: list[Fault] = []
    for pattern, value in table.items():
        line = _line_of(pattern, text)
        file, colons, function = value.partition("::") if isinstance(value, str) else ("", "", "")
        if file.endswith(".py") and colons and function:
            checkers.append(Checker(pattern, file, function, line))
        else:
            message = f"the checker of '{pattern}' must be a function, not {value!r}"
            hint = 'write it as "file.py::function"'
            faults.append(Fault(Code.EXAMPLE_INVALID, message, hint, line))
    return tuple(faults) or tuple(checkers)


def checker_for(name: str, checkers: Sequence[Checker]) -> str:
    """Return the checker of a file as declared, of the first pattern that fits; empty for none.

    Args:
        name: Path of the file below the example's folder.
        checkers: What the example declares.
    """
    return next((one.target for one in checkers if fnmatchcase(name, one.pattern)), "")


def check_checkers(example: Example) -> Iterator[Fault]:
    """Yield which checkers of an example are not there, and which have no file to read.

    Args:
        example: The example. A line of a fault is one of its `example.toml`.
    """
    for checker in example.checkers:
        file = example.file(checker.file)
        if file is None:
            hint = did_you_mean(checker.file, (one.name for one in example.files))
            message = f"there is no file '{checker.file}' for the checker '{checker.target}'"
            yield Fault(Code.CHECKER_INVALID, message, hint, checker.line)
            continue
        symbol = find_symbol(file.text, checker.function)
        if isinstance(symbol, Fault):
            message = f"the checker '{checker.target}' cannot be found: {symbol.message}"
            yield Fault(Code.CHECKER_INVALID, message, symbol.hint, checker.line)
        if not any(fnmatchcase(one.name, checker.pattern) for one in example.files):
            hint = did_you_mean(checker.pattern, (one.name for one in example.files))
            message = f"no file of the example fits the pattern '{checker.pattern}'"
            yield Fault(Code.CHECKER_INVALID, message, hint, checker.line)


def _line_of(pattern: str, text: str) -> int:
    """Return the line on which a pattern is written, 0 if it cannot be found."""
    inside = False
    for number, line in enumerate(split_lines(text), start=1):
        bare = line.strip()
        if bare.startswith("["):
            inside = bare.partition("#")[0].strip("[] ") == _TABLE
        elif inside and bare.partition("=")[0].strip().strip("\"'") == pattern:
            return number
    return 0
