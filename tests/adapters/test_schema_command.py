"""What editors get: a schema of each file that an author writes."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from site_builder.text.example_schema import EXAMPLE_SCHEMA
from site_builder.text.front_matter import split_front_matter
from site_builder.text.front_matter_schema import front_matter_schema
from site_builder.text.topics_schema import TOPICS_SCHEMA
from tests.command import run_here
from tests.small import Small

REFERENCE = Path(__file__).parents[2] / "content/reference"
KINDS = Path(__file__).parents[2] / "templates/new"
KEYWORDS = {"type", "required", "properties", "minLength", "maxLength", "description"}


def schema(small: Small, *arguments: str) -> dict[str, Any]:
    ran = run_here(small.root, "schema", *arguments)
    assert (ran.returncode, ran.stderr) == (0, "")
    found = json.loads(ran.stdout)
    assert isinstance(found, dict)
    Draft202012Validator.check_schema(found)
    return found


@pytest.mark.parametrize("name", ["page-kind", "front-matter", "example", "topics"])
def test_the_reference_publishes_it(
    small: Small, name: str, request: pytest.FixtureRequest
) -> None:
    printed = run_here(small.root, "schema", name).stdout
    published = REFERENCE / f"{name}.schema.json"
    if request.config.getoption("--update-cases"):
        published.write_text(printed, encoding="utf-8")
    assert published.read_text(encoding="utf-8") == printed


@pytest.mark.parametrize("path", sorted(KINDS.rglob("*.yml")), ids=lambda path: path.stem)
def test_our_own_page_kinds_fit_it(small: Small, path: Path) -> None:
    value = yaml.safe_load(path.read_text("utf-8"))
    Draft202012Validator(schema(small, "page-kind")).validate(value)
    front = value.get("front_matter", {})
    # A comma in a text without quotes makes a key that no schema knows, and nobody complains.
    used = {*front, *(key for one in front.get("properties", {}).values() for key in one)}
    assert used <= KEYWORDS


ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").rglob("example.toml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_our_own_examples_fit_it(path: Path) -> None:
    value = tomllib.loads(path.read_text("utf-8"))
    Draft202012Validator(EXAMPLE_SCHEMA).validate(value)


def test_our_own_topics_fit_it() -> None:
    files = sorted((ROOT / "content/topics").rglob("*.yml"))
    assert files
    for path in files:
        Draft202012Validator(TOPICS_SCHEMA).validate(yaml.safe_load(path.read_text("utf-8")))
    assert not Draft202012Validator(TOPICS_SCHEMA).is_valid({"topcs": {}})


def test_our_own_pages_fit_the_schema_of_front_matter() -> None:
    validator = Draft202012Validator(front_matter_schema())
    pages = sorted((ROOT / "content").rglob("*.md"))
    assert len(pages) > 20
    for page in pages:
        text = split_front_matter(page.read_text("utf-8")).front_text
        validator.validate(yaml.safe_load(text) or {})


def test_a_schema_is_written_to_a_file_on_demand(small: Small) -> None:
    ran = run_here(small.root, "schema", "example", "--out", "schemas/example.json")
    assert (ran.returncode, ran.stdout) == (0, "schemas/example.json\n")
    assert json.loads(small.read("schemas/example.json")) == EXAMPLE_SCHEMA
    small.write("file", "")
    ran = run_here(small.root, "schema", "--out", "file/x.json")
    assert ran.returncode == 2
    assert "cannot-write" in ran.stderr


def test_a_page_kind_with_a_mistake_does_not_fit(small: Small) -> None:
    kinds = Draft202012Validator(schema(small, "page-kind"))
    assert not kinds.is_valid({"title": "a", "sections": [{"titel": "b"}]})


def test_front_matter_has_the_keys_of_its_kind(small: Small) -> None:
    of_all, of_guides = schema(small, "front-matter"), schema(small, "front-matter", "--kind=guide")
    assert "required" not in of_all
    assert of_guides["required"] == ["title", "summary", "time", "needs"]
    assert set(of_guides["properties"]) == set(of_all["properties"])
    assert of_guides["properties"]["title"]["maxLength"] == 70


def test_front_matter_of_a_kind_of_the_project(small: Small) -> None:
    small.write(
        "own/new/memo.yml",
        "title: memo\nfront_matter: {required: [day], properties: {day: {type: string}}}\n"
        "sections: []\n",
    )
    small.replace("mkdocs.yml", "  - site_builder", "  - site_builder:\n      templates_dir: [own]")
    assert schema(small, "front-matter", "--kind", "memo")["required"] == ["day"]
    small.write("own/new/memo.yml", "title: memo\n")
    ran = run_here(small.root, "schema", "front-matter", "--kind", "memo")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "own/new/memo.yml:1: config-invalid: 'sections' is missing\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nosuch"], "'nosuch' is not one of"),
        (["front-matter", "--kind", "gide"], "did you mean 'guide'?"),
        (["options", "--kind", "guide"], "--kind belongs to the schema of"),
    ],
)
def test_what_it_does_not_know_is_told(small: Small, arguments: list[str], message: str) -> None:
    ran = run_here(small.root, "schema", *arguments)
    assert ran.returncode == 2
    assert message in ran.stderr
