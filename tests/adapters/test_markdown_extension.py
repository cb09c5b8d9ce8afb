"""The Markdown extension in hosts that know nothing of the rest of the tool."""

import subprocess
import sys

import pytest
from markdown import Extension, Markdown, markdown
from selectolax.lexbor import LexborHTMLParser

from site_builder.adapters.markdown import SampleError, SampleExtension
from tests.small import Small, problems_in

SAMPLE = "```sample\ntext/slugify_titles/slugify_titles.py::slugify\n```\n"
SLUGIFY = (
    "def slugify(title: str) -> str:\n"
    '    """Return a title in lower case, its words joined by hyphens."""\n'
    '    return SEPARATORS.sub("-", title.lower()).strip("-")\n'
)

_IN_ISOLATION = """
import sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {refused!r}:
            raise ImportError(f"{{name}} must not be needed")

sys.meta_path.insert(0, Refuse())
import markdown
print(markdown.markdown({text!r}, extensions=["site_builder.markdown"]))
print(*sorted({{name.partition(".")[0] for name in sys.modules}}), file=sys.stderr)
"""


def test_it_needs_neither_a_site_generator_nor_any_other_extension(small: Small) -> None:
    refused = {"mkdocs", "properdocs", "zensical", "pymdownx", "material", "pytest", "pygments"}
    refused |= {"rich", "typer", "click"}
    ran = _run(small, _IN_ISOLATION.format(refused=refused, text=SAMPLE))
    assert ran.returncode == 0, ran.stderr
    assert _codes(ran.stdout) == [SLUGIFY]
    assert not refused & set(ran.stderr.split())


def test_it_does_not_import_mkdocs_where_that_is_installed(small: Small) -> None:
    ran = _run(small, _IN_ISOLATION.format(refused=set(), text=SAMPLE))
    loaded = set(ran.stderr.split())
    # Control: what it does need is named, so the set is not empty for another reason.
    assert {"markdown", "jinja2", "yaml", "selectolax"} <= loaded
    assert not {"mkdocs", "pymdownx", "material"} & loaded


def test_it_works_without_any_extension_for_fenced_blocks(small: Small) -> None:
    assert _codes(markdown(SAMPLE, extensions=[_extension(small)])) == [SLUGIFY]


@pytest.mark.parametrize("fences", ["fenced_code", "pymdownx.superfences"])
@pytest.mark.parametrize("samples_first", [True, False])
def test_it_works_with_each_extension_for_fenced_blocks_in_any_order(
    small: Small, fences: str, samples_first: bool
) -> None:
    extensions: list[str | Extension]
    extensions = [_extension(small), fences] if samples_first else [fences, _extension(small)]
    html = markdown(f"Before.\n\n{SAMPLE}\nAfter.", extensions=extensions)
    assert _codes(html) == [SLUGIFY]
    assert [node.text() for node in LexborHTMLParser(html).css("p")][:2] == [
        "Before.",
        "slugify_titles/slugify_titles.py slugify",
    ]


@pytest.mark.parametrize("fences", ["fenced_code", "pymdownx.superfences"])
def test_a_sample_stays_inside_its_list_item_with_and_without_superfences(
    small: Small, fences: str
) -> None:
    indented = "".join(f"    {line}\n" for line in SAMPLE.splitlines())
    html = markdown(f"1. One:\n\n{indented}\n2. Two.", extensions=[fences, _extension(small)])
    tree = LexborHTMLParser(html)
    assert [node.text() for node in tree.css("ol > li:first-child pre")] == [SLUGIFY]
    assert len(tree.css("ol > li")) == 2


def test_a_sample_in_a_snippet_of_another_extension_is_put_in(small: Small) -> None:
    small.write("parts/part.md", SAMPLE)
    snippets = {"pymdownx.snippets": {"base_path": [str(small.root / "parts")]}}
    html = markdown(
        '--8<-- "part.md"',
        extensions=[_extension(small), "pymdownx.snippets"],
        extension_configs=snippets,
    )
    assert _codes(html) == [SLUGIFY]


def test_a_text_without_samples_is_left_as_it_is_and_needs_no_project(small: Small) -> None:
    extension = SampleExtension(root=str(small.root / "nowhere"))
    assert markdown("Just *text*.", extensions=[extension]) == "<p>Just <em>text</em>.</p>"


def test_a_quoted_directive_stays_a_quotation(small: Small) -> None:
    html = markdown(f"````markdown\n{SAMPLE}````", extensions=[_extension(small)])
    assert _codes(html) == [SAMPLE]


def test_all_problems_of_a_page_are_reported_at_once_with_their_places(small: Small) -> None:
    small.make_three_mistakes()
    with pytest.raises(SampleError) as raised:
        markdown(small.read("docs/guides/lists.md"), extensions=[_extension(small)])
    report = str(raised.value)
    assert len(raised.value.problems) == 2
    assert [problem.partition(": ")[0] for problem in problems_in(report)] == [
        "docs/guides/lists.md:13",
        "docs/guides/lists.md:5",
    ]
    assert "did you mean 'slugify'?" in report


def test_the_place_in_a_page_with_front_matter_is_its_line_in_the_file(small: Small) -> None:
    small.replace("docs/guides/several.md", "py::slugify\n", "py::slug\n")
    _, _, body = small.read("docs/guides/several.md").split("---\n", 2)
    with pytest.raises(SampleError, match=r"docs/guides/several\.md:7: symbol-missing"):
        markdown(body, extensions=[_extension(small)])


def test_a_text_that_is_no_page_of_the_project_gets_its_samples_too(small: Small) -> None:
    assert _codes(markdown(f"Nowhere.\n\n{SAMPLE}", extensions=[_extension(small)])) == [SLUGIFY]


def test_a_mistake_in_a_text_that_is_no_page_names_its_line(small: Small) -> None:
    with pytest.raises(SampleError, match="a page:3: symbol-missing"):
        markdown(f"Nowhere.\n\n{SAMPLE[:-5]}x\n```", extensions=[_extension(small)])


def test_a_broken_declaration_is_named_beside_the_example_that_it_hides(small: Small) -> None:
    small.write("examples/text/slugify_titles/example.toml", 'title = "No end')
    with pytest.raises(SampleError) as raised:
        markdown(SAMPLE, extensions=[_extension(small)])
    codes = {problem.code.slug for problem in raised.value.problems}
    assert codes == {"example-missing", "example-invalid"}


def test_a_broken_declaration_of_an_example_that_nobody_shows_is_no_mistake_here(
    small: Small,
) -> None:
    small.write("examples/text/unshown/example.toml", 'title = "No end')
    assert _codes(markdown(SAMPLE, extensions=[_extension(small)])) == [SLUGIFY]


def test_a_warning_does_not_stop_the_page(small: Small) -> None:
    text = "```sample\ntext/slugify_titles/slugify_titles.py:10-10\n```"
    assert _codes(markdown(text, extensions=[_extension(small)])) == [
        SLUGIFY.split("\n", maxsplit=1)[0] + "\n"
    ]


def test_without_pages_of_examples_a_sample_links_to_the_repository_or_to_nothing(
    small: Small,
) -> None:
    base = "https://example.org/blob/main"
    html = markdown(SAMPLE, extensions=[_extension(small, source_url=f"{base}/")])
    assert _links(html) == [
        f"{base}/examples/text/slugify_titles/slugify_titles.py",
        f"{base}/examples/text/slugify_titles/test_slugify_titles.py",
        f"{base}/examples/text/slugify_titles",
    ]
    assert _links(markdown(SAMPLE, extensions=[_extension(small)])) == []


def test_with_pages_of_examples_a_sample_links_to_them_from_the_folder_of_its_page(
    small: Small,
) -> None:
    extension = _extension(small, example_pages="shown")
    html = markdown(small.read("docs/guides/lists.md"), extensions=[extension])
    assert _links(html)[0] == "../shown/text/slugify_titles.md#file-slugify_titles.py"


def test_folders_with_other_names_are_options(small: Small) -> None:
    (small.root / "docs").rename(small.root / "pages")
    (small.root / "examples").rename(small.root / "code")
    extension = _extension(small, docs_dir="pages", examples_dir="code", example_pages="shown")
    html = markdown(small.read("pages/guides/lists.md"), extensions=[extension])
    assert _codes(html)[0] == SLUGIFY
    assert _links(html)[0].startswith("../shown/")


def test_an_option_that_does_not_exist_is_refused(small: Small) -> None:
    with pytest.raises(KeyError, match="exmples_dir"):
        _extension(small, exmples_dir="examples")


def test_one_converter_shows_an_example_as_it_is_at_each_conversion(small: Small) -> None:
    converter = Markdown(extensions=[_extension(small)])
    assert _codes(converter.convert(SAMPLE)) == [SLUGIFY]
    small.replace("examples/text/slugify_titles/slugify_titles.py", "in lower case", "in small")
    assert _codes(converter.reset().convert(SAMPLE)) == [SLUGIFY.replace("lower case", "small")]


def _extension(small: Small, **options: str) -> SampleExtension:
    return SampleExtension(root=str(small.root), **options)


def _run(small: Small, program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=small.root,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )


def _codes(html: str) -> list[str]:
    return [node.text() for node in LexborHTMLParser(html).css("pre")]


def _links(html: str) -> list[str]:
    return [node.attributes["href"] or "" for node in LexborHTMLParser(html).css("p a")]
