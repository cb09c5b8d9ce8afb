"""The reference names every code, span, attribute and metric, and nothing that there is not."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

import llmkit
import pytest
from llmkit import LLMKitError, ProviderError, semantic_attributes
from llmkit.tests.reported import Reported, everything_reported

LLMKIT = Path(llmkit.__file__).parent
REFERENCE = LLMKIT.parents[1] / "content" / "reference"
PAGE = "content/reference/telemetry.md"
KINDS = {"bool": "truth value", "int": "whole number", "float": "number", "str": "text"}


def table(page: str, heading: str = "# ") -> dict[str, list[str]]:
    """Return the rows of the first table below a heading, by what their first cell names."""
    text = (REFERENCE / page).read_text(encoding="utf-8").partition(heading)[2]
    rows = re.search(r"(?:^\|.*\n)+", text, re.MULTILINE)
    assert rows, f"{page} has no table below {heading!r}"
    cells = [row.strip("| ").split(" | ") for row in rows[0].splitlines()[2:]]
    return {first.strip("`"): rest for first, *rest in cells}


def named(cell: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", cell))


def tree(error: type[LLMKitError]) -> Iterator[type[LLMKitError]]:
    """Yield a class and those below it that llmkit defines, as their file lists them."""
    yield error
    for below in error.__subclasses__():
        if below.__module__.startswith("llmkit.") and ".tests" not in below.__module__:
            yield from tree(below)


@pytest.fixture(scope="module", autouse=True)
def _all_modules() -> None:
    """Import each module, for only then are its errors among the subclasses."""
    for path in sorted(LLMKIT.rglob("*.py")):
        module = ".".join(path.relative_to(LLMKIT.parent).with_suffix("").parts)
        if "tests" not in path.parts and path.stem not in ("__init__", "__main__"):
            importlib.import_module(module)


BY_PACKAGE = {
    make("PACKAGE") for make in vars(semantic_attributes).values() if isinstance(make, FunctionType)
}
"""Names of metrics that hold the name of a package."""


def general(name: str) -> str:
    """Put the page's placeholder in the place of a package, where the name has one."""
    start, _, rest = name.partition(".")
    candidate = f"{start}.PACKAGE.{rest.partition('.')[2]}"
    return candidate if candidate in BY_PACKAGE else name


def test_every_code_is_in_the_reference() -> None:
    found = table("error-codes.md")
    expected = {
        each.code: [
            f"`{each.__name__}`",
            "yes" if issubclass(each, ProviderError) and each.transient else "no",
            each.sentence,
        ]
        for each in tree(LLMKitError)
    }
    for code, cells in expected.items():
        row = f"| `{code}` | {' | '.join(cells)} | … |"
        assert found.get(code, [])[:3] == cells, f"content/reference/error-codes.md needs: {row}"
    assert set(found) == set(expected), "the table has a code that no class has"
    first = [each.code for each in tree(LLMKitError) if each.__module__ == "llmkit.errors"]
    assert [code for code in found if code in first] == first, "the table follows the tree"


def test_no_two_classes_share_a_code() -> None:
    codes = [each.code for each in tree(LLMKitError)]
    assert len(codes) == len(set(codes)) > 15


@pytest.fixture(scope="module")
def reported() -> Reported:
    return everything_reported()


def test_spans_are_those_of_the_reference(reported: Reported) -> None:
    rows = table("telemetry.md", "## Spans")
    for name, kind in reported.spans.items():
        assert name in rows, f"{PAGE}, Spans, needs: | `{name}` | {kind} | … | … |"
        assert rows[name][0].partition(",")[0] == kind
    assert set(rows) - {"PACKAGE.OPERATION"} == set(reported.spans)


def test_attributes_are_those_of_the_reference(reported: Reported) -> None:
    rows = table("telemetry.md", "## Attributes")
    for name, value in reported.attributes.items():
        kind = "list of texts" if isinstance(value, tuple) else KINDS[type(value).__name__]
        assert name in rows, f"{PAGE}, Attributes, needs: | `{name}` | {kind} | … | … |"
        assert rows[name][0].partition(",")[0] == kind, name


def test_metrics_are_those_of_the_reference(reported: Reported) -> None:
    rows = table("telemetry.md", "## Metrics")
    for metric in reported.metrics:
        name, labels = general(metric.name), ", ".join(f"`{each}`" for each in metric.labels)
        row = f"| `{name}` | {metric.instrument} | `{metric.unit}` | {labels} | … |"
        assert name in rows, f"{PAGE}, Metrics, needs: {row}"
        assert rows[name][:2] == [metric.instrument, f"`{metric.unit}`"], name
        assert metric.labels <= named(rows[name][2]), f"{PAGE}: the row of {name} lacks a label"
    for name, cells in rows.items():
        seen = [each.labels for each in reported.metrics if general(each.name) == name]
        assert seen, f"{PAGE} has {name}, which nothing reports"
        assert set().union(*seen) == named(cells[2]), f"{PAGE}: labels of {name}"


def test_every_name_in_the_source_is_in_the_reference() -> None:
    """Finds what no call above brings about, such as names of a module that is new."""
    attributes = table("telemetry.md", "## Attributes")
    metrics = table("telemetry.md", "## Metrics")
    constants = {name: value for name, value in vars(semantic_attributes).items() if name.isupper()}
    for constant, name in constants.items():
        known = name in attributes or name in metrics
        assert known, f"{PAGE}, Attributes or Metrics, needs: | `{name}` | …  ({constant})"
    for name in BY_PACKAGE:
        assert name in metrics, f"{PAGE}, Metrics, needs: | `{name}` | …"
    known_names = {*attributes, *metrics} - BY_PACKAGE
    assert known_names == set(constants.values()), f"{PAGE} has a name that llmkit does not have"


def spans_in_source() -> Iterator[tuple[str, str]]:
    """Yield the packages that modules of llmkit report for, and where."""
    for path in sorted(LLMKIT.rglob("*.py")):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                first = node.args[0] if node.args else None
                if node.func.id == "Telemetry" and isinstance(first, ast.Constant):
                    yield str(first.value), path.name


def test_every_package_that_reports_is_in_the_reference(reported: Reported) -> None:
    text = (REFERENCE / "telemetry.md").read_text(encoding="utf-8")
    sentence = next(line for line in text.splitlines() if line.startswith("`PACKAGE` is"))
    found = dict(spans_in_source())
    assert found, "control: llmkit reports something"
    for package, module in found.items():
        assert f"`{package}`" in sentence, (
            f"{PAGE}: say which `PACKAGE` {module} reports for: `{package}`; "
            "add its spans, and calls to it to everything_reported()"
        )
        name = f"llmkit.{package}.operation_duration_seconds"
        assert name in {metric.name for metric in reported.metrics}, (
            f"everything_reported() makes no call that {module} reports as {name}"
        )
