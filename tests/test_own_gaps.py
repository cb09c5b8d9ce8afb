"""The gaps of our own handbook, counted a second time by other means."""

import ast
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from site_builder import pipeline
from site_builder.adapters import build
from site_builder.model import Code
from site_builder.model.gaps import Cell, GapReport, Matrix, MatrixName
from site_builder.text.topics_schema import TOPICS_SCHEMA

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "content/topics").rglob("*.yml"))
SHOWN = {"listing", "diagram"}


@pytest.fixture(scope="module")
def report() -> GapReport:
    """Return the gaps as the tool counts them."""
    counted, problems = pipeline.gaps_of(build.open_project(str(ROOT / "mkdocs.yml")))
    assert problems == ()
    return counted


def matrix(report: GapReport, name: MatrixName) -> Matrix:
    return next(one for one in report.matrices if one.name == name)


def owed() -> Iterator[tuple[Mapping[str, Any], tuple[str, ...]]]:
    """Yield each thing that is owed, with its ids."""
    for file in FILES:
        for topic in yaml.safe_load(file.read_text("utf-8"))["topics"]:
            for entry in topic["owed"]:
                covers = entry.get("covers", [])
                if isinstance(covers, dict):
                    yield from ((entry, tuple(key.split())) for key in covers)
                else:
                    yield entry, tuple(covers)


def pages() -> Mapping[str, str]:
    """Return the pages of the handbook as they stand on disk."""
    found = sorted((ROOT / "content").rglob("*.md"))
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in found}


def samples() -> str:
    """Return what stands in the sample blocks of all pages, without the indentation of tabs."""
    blocks = (re.findall(r"^ *```sample.*?^ *```", text, re.M | re.S) for text in pages().values())
    return "\n".join(re.sub("^ +", "", block, flags=re.M) for found in blocks for block in found)


def generated() -> set[str]:
    """Return the pages that are made, as the configuration and the templates have it."""
    options = (ROOT / "mkdocs.yml").read_text("utf-8")
    folders = re.search(r"page_kinds:\n((?: {8}\S+: .+\n)+)", options)
    assert folders
    names = [line.split(":")[0].strip() for line in folders[1].splitlines()]
    indexes = {f"content/{name}/index.md" for name in names}
    return indexes | {"content/examples/requirements.md", "content/contribute/gaps.md"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_file_of_topics_keeps_the_published_schema(file: Path) -> None:
    published = json.loads((ROOT / "content/reference/topics.schema.json").read_text("utf-8"))
    assert published == json.loads(json.dumps(TOPICS_SCHEMA))
    jsonschema.validate(yaml.safe_load(file.read_text("utf-8")), published)


def test_no_id_is_covered_twice() -> None:
    ids = [one for _, names in owed() for one in names]
    assert len(ids) == len(set(ids))
    assert len(ids) > 800


def test_the_topics_are_counted_right(report: GapReport) -> None:
    bodies, made = pages(), generated()
    there = total = 0
    for entry, ids in owed():
        if entry["kind"] in SHOWN:
            continue
        total += 1
        place, _, part = entry["place"].partition("#")
        if entry["kind"] == "example":
            toml = ROOT / place / "example.toml"
            covers = tomllib.loads(toml.read_text("utf-8"))["covers"] if toml.exists() else ()
            there += toml.exists() and set(ids) <= set(covers)
        elif part:
            titles = re.findall(r"^#+ (.+)$", bodies.get(place, ""), re.M)
            there += part in {title.lower().replace(" ", "-") for title in titles}
        else:
            there += place in made or (ROOT / place).exists()
    assert matrix(report, MatrixName.TOPICS).count == Cell(there, total)


def test_the_listings_and_diagrams_are_counted_right(report: GapReport) -> None:
    bodies = pages()
    shown = [entry for entry, _ in owed() if entry["kind"] in SHOWN]
    there = sum(
        1
        for entry in shown
        if entry["kind"] == "diagram"
        and (ROOT / entry["place"]).exists()
        and f"{Path(entry['place']).stem}.svg" in bodies.get(entry["page"], "")
    )
    places = {(entry["page"], entry["place"]) for entry in shown if entry["kind"] == "listing"}
    for on, place in places:
        name = place.removeprefix("examples/")
        asked = sum(entry["place"] == place and entry.get("page") == on for entry in shown)
        found = set(re.findall(rf"^{name}\b.*$", bodies.get(on, ""), re.M))
        there += min(asked, len(found))
    assert matrix(report, MatrixName.BOOK).count == Cell(there, len(shown))


def test_the_public_names_are_counted_right(report: GapReport) -> None:
    documented = set(re.findall(r"^::: (\S+)$", "\n".join(pages().values()), re.M))
    total = in_reference = 0
    for path in sorted((ROOT / "examples/llmkit").rglob("*.py")):
        if "tests" in path.parts or path.name == "__main__.py":
            continue
        module = path.relative_to(ROOT / "examples").with_suffix("").as_posix().replace("/", ".")
        public = sum(1 for _ in public_definitions(ast.parse(path.read_text("utf-8"))))
        total += public
        in_reference += public if module in documented else 0
    counted = matrix(report, MatrixName.API)
    column = counted.columns.index("reference")
    cells = sum((row.cells[column] for row in counted.rows), Cell())
    assert cells == Cell(in_reference, total)
    assert counted.count.owed == total
    assert counted.count.met >= in_reference


def public_definitions(node: ast.Module | ast.ClassDef) -> Iterator[ast.stmt]:
    for one in node.body:
        if isinstance(one, ast.ClassDef) and not one.name.startswith("_"):
            yield one
            yield from public_definitions(one)
        elif isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
            decorators = [ast.unparse(decorator) for decorator in one.decorator_list]
            if not one.name.startswith("_") and "property" not in decorators:
                yield one


def test_the_examples_are_counted_right(report: GapReport) -> None:
    shown, documented = samples(), "\n".join(pages().values())
    there = total = 0
    for toml in sorted((ROOT / "examples").rglob("example.toml")):
        folder = toml.parent
        name = folder.relative_to(ROOT / "examples").as_posix()
        library = tomllib.loads(toml.read_text("utf-8")).get("library", False)
        has_page = f"::: {name}" in documented if library else f"\n{name}" in shown
        total += 3 if library else 4
        there += has_page + any(folder.rglob("test_*.py")) + (folder / "README.md").exists()
        there += (not library) and (folder / "expected.txt").exists()
    assert matrix(report, MatrixName.EXAMPLES).count == Cell(there, total)


def test_the_codes_and_names_are_counted_right(report: GapReport) -> None:
    errors = (ROOT / "examples/llmkit/errors.py").read_text("utf-8")
    codes = re.findall(r'^    code(?:: ClassVar\[str\])? = "(\w+)"', errors, re.M)
    attributes = (ROOT / "examples/llmkit/semantic_attributes.py").read_text("utf-8")
    names = re.findall(r'^[A-Z_]+ = "([\w.]+)"', attributes, re.M)
    reference = (ROOT / "content/reference/error-codes.md").read_text("utf-8")
    there = sum(f"| `{code}` |" in reference for code in codes)
    assert matrix(report, MatrixName.CODES).count == Cell(len(Code) + there, len(Code) + len(codes))
    reference = (ROOT / "content/reference/telemetry.md").read_text("utf-8")
    there = sum(f"| `{name}` |" in reference for name in names)
    assert matrix(report, MatrixName.TELEMETRY).count == Cell(there, len(names))


def test_the_keys_of_settings_are_counted_right(report: GapReport) -> None:
    text = (ROOT / "content/reference/site-builder.schema.json").read_text("utf-8")
    options = json.loads(text)["properties"]["plugins"]["oneOf"][1]["properties"]["site_builder"]
    keys = set(keys_of(options, ()))
    assert matrix(report, MatrixName.SETTINGS).count.owed == len(keys)


def keys_of(value: object, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the way to each key that has a description of its own."""
    if isinstance(value, list):
        for one in value:
            yield from keys_of(one, path)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key == "properties":
                for name, schema in inner.items():
                    yield (*path, name)
                    yield from keys_of(schema, (*path, name))
            else:
                yield from keys_of(inner, path)
