import dataclasses
import importlib
import inspect
import pkgutil
from enum import Enum
from pathlib import Path

import pytest

import site_builder.model
from site_builder.model import (
    Code,
    Diagram,
    Example,
    FrontMatter,
    Location,
    OutputFile,
    Page,
    Problem,
    Rendering,
    Settings,
    Severity,
    Site,
    SourceFile,
)


def test_every_public_name_is_listed_and_sorted() -> None:
    assert site_builder.model.__all__ == sorted(site_builder.model.__all__)
    named = {name for name, value in vars(site_builder.model).items() if inspect.isclass(value)}
    assert set(site_builder.model.__all__) == named


def test_values_are_frozen_and_slotted() -> None:
    for name in site_builder.model.__all__:
        value = getattr(site_builder.model, name)
        if issubclass(value, Enum):
            continue
        assert value.__dataclass_params__.frozen, name
        assert "__slots__" in vars(value), name


def test_no_module_of_the_model_imports_more_than_the_model() -> None:
    for module in pkgutil.iter_modules(site_builder.model.__path__, "site_builder.model."):
        loaded = importlib.import_module(module.name)
        owners = {getattr(value, "__module__", "") for value in vars(loaded).values()}
        assert not {one for one in owners if "site_builder" in str(one)} - {
            f"site_builder.model.{one.name}"
            for one in pkgutil.iter_modules(site_builder.model.__path__)
        }


@pytest.mark.parametrize("code", Code, ids=lambda code: code.slug)
def test_every_code_has_a_slug_a_meaning_and_a_remedy(code: Code) -> None:
    assert code.slug == code.name.lower().replace("_", "-")
    assert code.meaning.endswith(".")
    assert code.remedy.endswith(".")


def test_the_first_code_below_a_heading_names_it_as_its_group() -> None:
    source = Path(inspect.getfile(Code)).read_text(encoding="utf-8")
    heading, groups = "", {}
    for line in source.splitlines():
        if line.startswith("    # "):
            heading = line.removeprefix("    # ")
        name = line.strip().partition(" = (")[0]
        if name in Code.__members__:
            groups[name] = heading
    assert {code.name: code.group for code in Code} == groups


def test_no_two_codes_mean_the_same() -> None:
    assert len({code.meaning for code in Code}) == len(Code)


def test_a_location_is_written_with_its_line_when_it_has_one() -> None:
    assert str(Location("a/b.md", 3)) == "a/b.md:3"
    assert str(Location("a/b.md")) == "a/b.md"


def test_locations_are_in_the_order_of_reading() -> None:
    assert sorted([Location("b"), Location("a", 10), Location("a", 9)]) == [
        Location("a", 9),
        Location("a", 10),
        Location("b"),
    ]


def test_a_problem_is_one_line_with_its_hint() -> None:
    problem = Problem(Code.LINK_DEAD, Location("a.md", 3), "no such page", "write it")
    assert str(problem) == "a.md:3: link-dead: no such page; write it"
    assert str(dataclasses.replace(problem, hint="")) == "a.md:3: link-dead: no such page"


def test_the_hint_of_a_problem_comes_before_its_details() -> None:
    problem = Problem(Code.RUN_FAILED, Location("a.py"), "it failed\n    why\n    how", "mend it")
    assert str(problem) == "a.py: run-failed: it failed; mend it\n    why\n    how"


def test_a_place_is_told_as_far_as_it_is_known() -> None:
    places = [Location("a"), Location("a", 3), Location("a", 3, 7)]
    assert [str(one) for one in places] == ["a", "a:3", "a:3:7"]


def test_a_problem_counts_as_its_code_says() -> None:
    assert Problem(Code.RANGE_USED, Location("a"), "").severity is Severity.WARNING
    assert Problem(Code.LINK_DEAD, Location("a"), "").severity is Severity.ERROR


def test_problems_are_ordered_by_place_then_kind() -> None:
    problems = [
        Problem(Code.LINK_DEAD, Location("b", 1), "x"),
        Problem(Code.LINK_DEAD, Location("a", 10), "x"),
        Problem(Code.LINK_DEAD, Location("a", 2), "x"),
        Problem(Code.ANCHOR_DEAD, Location("a", 2), "y"),
    ]
    assert sorted(problems, key=Problem.sort_key) == problems[::-1]


@pytest.mark.parametrize(
    ("source", "body", "given", "title"),
    [
        ("a.md", "# Body\n", "Given", "Given"),
        ("a.md", "text\n\n#  Body \n# Other\n", "", "Body"),
        ("x/set-up.md", "## Lower\n", "", "Set up"),
    ],
)
def test_a_page_has_a_title(source: str, body: str, given: str, title: str) -> None:
    page = Page(source, f"content/{source}", body, front_matter=FrontMatter(title=given))
    assert page.title == title


def test_a_page_knows_its_folder() -> None:
    assert Page("a/b/c.md", "", "").folder == "a/b"
    assert Page("c.md", "", "").folder == ""


@pytest.mark.parametrize(
    ("source", "is_index"), [("index.md", True), ("a/README.md", True), ("a/b.md", False)]
)
def test_a_page_knows_whether_it_is_an_index(source: str, is_index: bool) -> None:
    assert Page(source, "", "").is_index is is_index


def example(*names: str) -> Example:
    files = tuple(SourceFile(name, f"examples/demo/chat/{name}", "") for name in names)
    return Example("demo/chat", "examples/demo/chat", "T", "S.", files=files)


def test_an_example_knows_the_parts_of_its_name() -> None:
    assert (example().category, example().short_name) == ("demo", "chat")
    top = dataclasses.replace(example(), name="chat")
    assert (top.category, top.short_name) == ("", "chat")


@pytest.mark.parametrize(
    ("names", "entry"),
    [
        (["__main__.py", "chat.py"], "__main__.py"),
        (["chat.py", "other.py"], "chat.py"),
        (["other.py", "sub/__main__.py"], ""),
    ],
)
def test_an_example_knows_what_to_run(names: list[str], entry: str) -> None:
    assert example(*names).entry == entry


def test_an_example_knows_its_tests_and_its_record() -> None:
    made = example("test_a.py", "sub/test_b.py", "test_c.txt", "a_test.py", "expected.txt")
    assert [file.name for file in made.tests] == ["test_a.py", "sub/test_b.py"]
    assert made.expected is made.file("expected.txt") is not None
    assert example().expected is None


def test_a_site_finds_its_pages_and_examples_by_name() -> None:
    page = Page("a.md", "content/a.md", "")
    site = Site(Settings(Path(), Path("c"), Path("e")), (page,), (example(),))
    assert site.page("a.md") is page
    assert site.page("b.md") is None
    assert site.example("demo/chat") == example()
    assert site.example("chat") is None


def test_paths_are_named_from_the_root() -> None:
    settings = Settings(Path("/p"), Path("/p/docs"), Path("/p/examples"))
    assert settings.relative(Path("/p/docs/a.md")) == "docs/a.md"
    assert settings.relative(Path("/elsewhere/a.md")) == "/elsewhere/a.md"


def test_a_category_has_the_title_that_the_project_gives_it() -> None:
    settings = Settings(Path(), Path("c"), Path("e"), category_titles=(("llms", "Models"),))
    assert settings.category_title("llms") == "Models"
    assert settings.category_title("error_handling/deep") == "Error handling · deep"


def test_a_diagram_knows_where_its_drawing_lies() -> None:
    assert Diagram("a", "content/a.mmd", "", "").drawing_path == "content/a.svg"


def test_a_file_is_added_to_a_copy_of_the_site() -> None:
    empty = Rendering("T", "en", "", (), (), ())
    file = OutputFile("a.css", b"")
    assert empty.with_files([file]).files == (file,)
    assert empty.files == ()
