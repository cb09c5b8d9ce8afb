import pytest

from site_builder.model import (
    Example,
    Page,
    Proof,
    ProofState,
    ProvingTest,
    Settings,
    Site,
    SourceFile,
)
from site_builder.text.proof_line import (
    address_of_test,
    line_numbers,
    page_address,
    proof_line,
    ranges,
    unproven_line,
)

FILE = "examples/a/b/test_b.py"
UP = ProvingTest(FILE, "TestUp.test_up", 3, 2)
DOWN = ProvingTest(FILE, "test_down", 9)


def named(*names: str) -> tuple[ProvingTest, ...]:
    return tuple(ProvingTest(FILE, name) for name in names)


def site(tmp_path_factory: pytest.TempPathFactory, **settings: object) -> Site:
    root = tmp_path_factory.getbasetemp()
    example = Example(
        "a/b", "examples/a/b", "B", "An example.", files=(SourceFile("test_b.py", FILE, ""),)
    )
    return Site(Settings(root, root, root, **settings), (), (example,))  # type: ignore[arg-type]


def test_the_line_opens_to_the_tests_with_their_cases_and_their_places() -> None:
    line = proof_line(
        Proof(ProofState.PROVEN, (UP, DOWN), python="3.11"),
        [1],
        lambda test: f"../b/?a&b#{test.line}" if test is UP else "",
    )
    assert line == (
        '<details class="sample-tested sample-proven"><summary>tested by '
        "<code>test&#95;up</code> and <code>test&#95;down</code> on Python 3.11</summary><ul>"
        '<li><a href="../b/?a&amp;b#3"><code>TestUp.test&#95;up</code></a> (2 cases)'
        " in examples/a/b/test&#95;b.py</li>"
        "<li><code>test&#95;down</code> in examples/a/b/test&#95;b.py</li></ul></details>"
    )


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["one"], "<code>one</code>"),
        (["one", "two"], "<code>one</code> and <code>two</code>"),
        (["one", "two", "three"], "<code>one</code>, <code>two</code> and <code>three</code>"),
        (["one", "two", "three", "four"], "<code>one</code>, <code>two</code> and 2 more"),
        (["A.one", "B.one"], "<code>one</code>"),
    ],
)
def test_the_line_names_tests_and_counts_the_others(names: list[str], words: str) -> None:
    proof = Proof(ProofState.PROVEN, named(*names), python="3.11")
    assert f"<summary>tested by {words} on Python 3.11<" in proof_line(proof, [], lambda _: "")


@pytest.mark.parametrize(
    ("missed", "words"), [((12,), "line 2"), ((12, 14, 15), "lines 2 and 4-5")]
)
def test_a_part_that_no_test_executed_is_told_in_lines_of_the_sample(
    missed: tuple[int, ...], words: str
) -> None:
    proof = Proof(ProofState.PARTLY, named("one"), missed, "the reason", "3.11")
    line = proof_line(proof, range(11, 16), lambda _: "")
    assert f"<summary>partly tested: no passing test executes {words}; tested by " in line
    assert line.startswith('<details class="sample-tested sample-partly">')


def test_what_is_not_proven_says_why_and_has_nothing_to_open() -> None:
    proof = Proof(ProofState.UNPROVEN, reason="a < b_c")
    assert proof_line(proof, [], lambda _: "") == ""
    assert unproven_line(proof) == "not proven: a &lt; b&#95;c"
    assert unproven_line(None) == unproven_line(Proof(ProofState.PROVEN)) == ""


def test_numbers_are_written_as_people_do() -> None:
    assert [ranges(one) for one in ([3], [1, 2], [1, 3, 4, 5, 9])] == ["3", "1-2", "1, 3-5 and 9"]
    assert line_numbers(Proof(ProofState.PARTLY, lines=(7, 9)), [7, 8, 9]) == (1, 3)


def test_a_test_is_read_on_the_page_of_its_example(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    page = Page("guides/one.md", "docs/guides/one.md", "")
    project = site(tmp_path_factory)
    assert address_of_test(UP, page, project) == "../../examples/a/b/#file-test_b.py"
    assert address_of_test(ProvingTest("test_c.py", "test_c"), page, project) == ""


def test_a_test_is_read_in_the_repository_where_examples_have_no_pages(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    page = Page("guides/one.md", "docs/guides/one.md", "")
    project = site(tmp_path_factory, example_pages="", source_url="https://example.org/src/")
    assert address_of_test(UP, page, project) == f"https://example.org/src/{FILE}#L3"
    assert address_of_test(UP, page, site(tmp_path_factory, example_pages="")) == ""


@pytest.mark.parametrize(
    ("page", "target", "with_folders", "with_files"),
    [
        ("index.md", "index.md", "./", "./"),
        ("index.md", "a/b.md", "a/b/", "a/b.html"),
        ("a/index.md", "a/b.md", "b/", "b.html"),
        ("a/c.md", "a/b.md", "../b/", "b.html"),
        ("a/c.md", "a/README.md", "../", "./"),
        ("a/c.md", "index.md", "../../", "../"),
        ("a/b/c.md", "d.md", "../../../d/", "../../d.html"),
    ],
)
def test_addresses_are_seen_from_the_page(
    tmp_path_factory: pytest.TempPathFactory,
    page: str,
    target: str,
    with_folders: str,
    with_files: str,
) -> None:
    at = Page(page, f"docs/{page}", "")
    folders = site(tmp_path_factory).settings
    files = site(tmp_path_factory, directory_urls=False).settings
    assert page_address(target, at, folders) == with_folders
    assert page_address(target, at, files) == with_files
