"""What the typed blocks of a page become."""

from site_builder.model import Page
from site_builder.model.adoption import Adoption, Piece
from site_builder.text.adopt_plan import Verdicts, plan_adoption
from tests.support import find_blocks

NOTHING_KNOWN = Verdicts()


def planned(body: str, verdicts: Verdicts = NOTHING_KNOWN) -> Adoption:
    return plan_adoption(find_blocks(Page("a.md", "docs/a.md", body)), "demo/shop", verdicts)


def directives(adoption: Adoption) -> list[str]:
    return [" ".join(one.lines()[:2]) for _, one in adoption.directives]


def block(text: str, info: str = "python", heading: str = "") -> str:
    return f"{f'## {heading}' if heading else ''}\n\n```{info}\n{text}\n```\n\n"


def test_one_block_becomes_a_module() -> None:
    adoption = planned(block("x = 1"))
    assert adoption.files == (("shop.py", "x = 1\n"),)
    assert directives(adoption) == ["```sample demo/shop/shop.py"]
    assert adoption.pieces == (Piece(0, "shop.py"),)


def test_blocks_that_build_on_each_other_become_regions_of_one_module() -> None:
    adoption = planned(block("import os", heading="Begin") + block("os.name", heading="Go on"))
    assert dict(adoption.files)["shop.py"] == (
        "# region begin\nimport os\n# endregion\n\n\n# region go_on\nos.name\n# endregion\n"
    )
    assert directives(adoption) == [
        "```sample demo/shop/shop.py#begin",
        "```sample demo/shop/shop.py#go_on",
    ]


def test_a_definition_that_changes_is_a_module_of_its_own() -> None:
    adoption = planned(block("def f(): ...") + block("def f(): return 1", heading="Better"))
    assert dict(adoption.files) == {
        "better.py": "def f(): return 1\n",
        "shop.py": "def f(): ...\n",
    }
    assert [piece.file for piece in adoption.pieces] == ["shop.py", "better.py"]


def test_a_block_that_stands_twice_is_adopted_once() -> None:
    adoption = planned(block("x = 1") + block("x = 1", 'python title="Again"'))
    assert adoption.files == (("shop.py", "x = 1\n"),)
    assert directives(adoption) == [
        "```sample demo/shop/shop.py",
        '```sample title="Again" demo/shop/shop.py',
    ]


def test_a_file_that_the_page_names_has_that_name() -> None:
    adoption = planned(block("x = 1", 'python title="app.py"') + block("y = 1"))
    assert dict(adoption.files) == {"app.py": "x = 1\n", "shop.py": "y = 1\n"}


def test_names_that_an_example_needs_itself_are_not_given_away() -> None:
    for name in ("__main__.py", "test_x.py", "run_pieces.py", "a/b.py", "my-app.py", "json.py"):
        adoption = planned(block("x = 1", f'python title="{name}"'))
        assert adoption.files == (("shop.py", "x = 1\n"),), name
    adoption = planned(block("a = 1", 'toml title="example.toml"', heading="Set"))
    assert adoption.files == (("set.toml", "a = 1\n"),)


def test_data_are_files_named_by_the_page_or_the_heading() -> None:
    body = (
        block('{"a": 1}', 'json title="stock.json"')
        + block("a: 1", "yml", heading="Settings")
        + block("let a = 1", "javascript", heading="In the browser")
        + block("FROM x", "dockerfile")
        + block("all:", "makefile")
        + block("a: 2", "yaml", heading="Settings")
    )
    assert dict(planned(body).files) == {
        "stock.json": '{"a": 1}\n',
        "settings.yml": "a: 1\n",
        "in_the_browser.js": "let a = 1\n",
        "Dockerfile": "FROM x\n",
        "Makefile": "all:\n",
        "settings.yaml": "a: 2\n",
    }
    assert planned(body).data == tuple(sorted(dict(planned(body).files)))


def test_a_second_file_of_a_name_gets_a_number() -> None:
    body = block("a: 1", 'yaml title="a.yaml"') + block("a: 2", 'yaml title="a.yaml"')
    assert dict(planned(body).files) == {"a.yaml": "a: 1\n", "a_2.yaml": "a: 2\n"}


def test_a_session_is_typed_and_its_answers_are_recorded() -> None:
    adoption = planned(block(">>> 1 + 1\n2", 'pycon title="Add"', heading="Ask"))
    assert adoption.files == (("ask.py", "1 + 1\n"),)
    assert adoption.pieces == (Piece(0, "ask.py", output="ask.pycon", typed=True),)
    assert directives(adoption) == [
        '```sample show="output" file="ask.pycon" title="Add" demo/shop'
    ]
    assert adoption.prints_parts


def test_an_output_is_that_of_the_piece_above_it() -> None:
    body = block("print(1)", heading="Say") + block("1", "text")
    adoption = planned(body)
    assert adoption.pieces == (Piece(0, "shop.py", output="say.txt"),)
    assert directives(adoption)[1] == '```sample show="output" file="say.txt" demo/shop'
    whole = planned(body, Verdicts(whole=True))
    assert whole.pieces == (Piece(0, "shop.py"),)
    assert directives(whole)[1] == '```sample show="output" demo/shop'
    assert not whole.prints_parts


def test_an_output_without_a_piece_above_it_stays() -> None:
    body = block("print(1)") + block("1", "text")
    unrun = planned(body, Verdicts(unrun={0: "why"}))
    assert directives(unrun) == ["```sample demo/shop/shop_2.py"]
    same = planned(block("print(1)") + body)
    assert len(same.directives) == 2


def test_what_is_not_run_is_a_module_of_its_own_with_the_reason() -> None:
    body = block("x = 1") + block("import none_such", heading="No")
    adoption = planned(body, Verdicts(unrun={1: "it needs no"}))
    assert adoption.unrun == (("no.py", "it needs no"),)
    assert [piece.file for piece in adoption.pieces] == ["shop.py"]
    assert directives(adoption)[1] == "```sample demo/shop/no.py"


def test_what_cannot_be_adopted_stays_with_the_reason() -> None:
    adoption = planned(block("x = ") + block("make", "sh"), Verdicts(left={1: "no"}))
    assert adoption.directives == ()
    assert [number for number, _ in adoption.left] == [0, 1]
    assert adoption.left[1] == (1, "no")


def test_marked_lines_and_titles_are_carried_where_they_can_be() -> None:
    info = 'python hl_lines="2" title="Two"'
    assert directives(planned(block("one = 1\ntwo = 2", info))) == [
        '```sample title="Two" highlight="two" demo/shop/shop.py'
    ]
    info = "python title=\"it's 'a'\""
    assert directives(planned(block("x", info))) == [
        "```sample title=\"it's 'a'\" demo/shop/shop.py"
    ]


def test_no_file_hides_a_module_that_the_page_imports() -> None:
    body = (
        block("import requests", heading="Requests")
        + block(">>> import yaml", "pycon", heading="YAML")
        + block("broken(", heading="Requests")
    )
    adoption = planned(body, Verdicts(unrun={0: "it needs requests"}))
    assert [name for name, _ in adoption.files] == ["requests_2.py", "yaml_2.py"]
