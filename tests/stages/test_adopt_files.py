"""The files of an adopted example."""

import ast
import tomllib
from collections.abc import Callable, Mapping

import pytest

from site_builder.checks.contracts import Surroundings, check_contract
from site_builder.checks.links_owed import LinkTargets
from site_builder.model import Contract, FrontMatter, Page
from site_builder.resources import template_environment, template_text
from site_builder.stages.adopt_files import Recorded, Told, adopted_files, adopted_readme
from site_builder.text.adopt_plan import Verdicts, plan_adoption
from site_builder.text.contract import parse_contract
from site_builder.text.example_toml import Declaration, parse_example_toml
from tests.support import Project, find_blocks

Projects = Callable[..., Project]
PRINTED = Recorded(printed=True)
NOTHING_KNOWN = Verdicts()


def made(
    project: Projects,
    body: str,
    recorded: Recorded = PRINTED,
    verdicts: Verdicts = NOTHING_KNOWN,
) -> Mapping[str, str]:
    page = Page("a.md", "docs/a.md", f"# A page\n\n{body}", 1, FrontMatter(summary='Say "it".'))
    adoption = plan_adoption(find_blocks(page), "demo/shop", verdicts)
    templates = template_environment(project({}).settings)
    files = adopted_files(adoption, page, "examples/demo/shop", templates, recorded)
    prefix = "examples/demo/shop/"
    return {file.path.removeprefix(prefix): file.data.decode() for file in files}


def block(text: str, info: str = "python") -> str:
    return f"```{info}\n{text}\n```\n\n"


def test_one_script_is_run_by_its_name(project: Projects) -> None:
    files = made(project, block("print(1)"))
    assert set(files) == {"__main__.py", "example.toml", "shop.py", "test_shop.py"}
    assert (
        'runpy.run_module("examples.demo.shop.shop", run_name="__main__")' in files["__main__.py"]
    )


def test_what_is_more_than_one_script_is_run_in_pieces(project: Projects) -> None:
    bodies = (
        block("print(1)") + block("1", "text"),
        block("print(1)") + block("{}", "json"),
        block("x = 1", 'python title="a.py"') + block("x"),
        block(">>> 1\n1", "pycon"),
        block("import sys\n\nsys.exit(0)"),
    )
    for body in bodies:
        files = made(project, body)
        assert "run_pieces(PIECES, globals()" in files["__main__.py"], body
        assert "run_pieces.py" in files


def test_each_python_file_parses(project: Projects) -> None:
    body = block("print(1)") + block("1", "text") + block("a: 1", "yaml") + block("x = 1", "toml")
    verdicts = Verdicts(unrun={0: "it needs 'more'"})
    for files in (made(project, body), made(project, body, verdicts=verdicts)):
        for name, text in files.items():
            if name.endswith(".py"):
                ast.parse(text)
                assert "\n\n\n\n" not in text, (name, text)


def test_the_declaration_is_whole(project: Projects) -> None:
    body = block("print(1)") + block("1", "text") + block("import no")
    verdicts = Verdicts(unrun={2: "it needs no"})
    files = made(project, body, Recorded(printed=True, normalise=("time",)), verdicts)
    declared = parse_example_toml(files["example.toml"])
    assert isinstance(declared, Declaration)
    assert (declared.title, declared.summary) == ("A page", 'Say "it".')
    assert (declared.library, declared.run.files) == (False, ("a_page.txt",))
    assert declared.run.normalise == ("time",)
    assert "is not run: it needs no" in files["example.toml"]


def test_an_example_of_which_nothing_is_run_is_a_library(project: Projects) -> None:
    files = made(project, block("a: 1", "yaml") + block("let a", "js"), Recorded())
    assert tomllib.loads(files["example.toml"])["library"] is True
    assert "__main__.py" not in files
    assert "def test_the_yaml_that_is_not_run_parses" in files["test_shop.py"]
    assert "def test_the_javascript_that_is_not_run_is_there" in files["test_shop.py"]


def test_a_test_says_only_what_is_true(project: Projects) -> None:
    silent = made(project, block("x = 1"), Recorded())
    assert "assert not printed" in silent["test_shop.py"]
    exact = made(project, block("print(1)"))
    assert 'assert printed == (HERE / "expected.txt").read_text' in exact["test_shop.py"]
    varying = made(project, block("print(1)"), Recorded(printed=True, normalise=("time",)))
    assert "len(printed.splitlines())" in varying["test_shop.py"]


@pytest.mark.parametrize("printed", ["", "1\n", "```\n" * 30])
def test_the_readme_keeps_the_contract_of_every_readme(project: Projects, printed: str) -> None:
    settings = project({}).settings
    templates = template_environment(settings)
    contract = parse_contract(
        template_text(settings, "new/example/README.yml"), "example/README", ()
    )
    assert isinstance(contract, Contract)
    related = (("Other", "examples/demo/other/README.md"),)
    page = Page("a.md", "docs/a.md", "# A page\n\n```python\nprint(1)\n```\n")
    adoption = plan_adoption(find_blocks(page), "demo/shop")
    told = Told(printed, ("time",), related)
    readme = adopted_readme(adoption, page, "examples/demo/shop", templates, told)
    assert readme.path == "examples/demo/shop/README.md"
    text = readme.data.decode()
    assert "[A page](../../../docs/a.md)" in text
    around = Surroundings(LinkTargets({related[0][1]: "example"}), {})
    assert list(check_contract(Page(readme.path, readme.path, text), contract, around)) == []


def test_a_readme_says_what_is_not_run_and_that_there_is_no_other_example(
    project: Projects,
) -> None:
    templates = template_environment(project({}).settings)
    page = Page("a.md", "docs/a.md", "# A page\n\n```python\nprint(1)\n```\n")
    adoption = plan_adoption(find_blocks(page), "demo/shop", Verdicts(unrun={0: "it needs no"}))
    readme = adopted_readme(adoption, page, "examples/demo/shop", templates, Told())
    text = readme.data.decode()
    assert "- `a_page.py` is not run: it needs no." in text
    assert "None of it is run" in text
    assert "- None so far." in text
