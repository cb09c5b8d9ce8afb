"""Includes of other extensions: what those really do with them beside what we say of them."""

import logging
import re
import shutil
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from selectolax.lexbor import LexborHTMLParser

from site_builder.adapters.build import examine_site

PROJECTS = Path(__file__).parent / "projects"
SNIPPETS, MARKDOWN, SPLICED, VARIANTS = NAMES = (
    "snippets",
    "include-markdown",
    "mdx-include",
    "include-variants",
)


class Foreign:
    """A copy of a project that knows nothing of us."""

    def __init__(self, root: Path, name: str) -> None:
        self.root = root / name
        shutil.copytree(PROJECTS / name, self.root)
        # A theme of one line, for it is the articles that are compared.
        (root / "theme").mkdir()
        (root / "theme/main.html").write_text("<body>{{ page.content }}</body>")

    def write(self, name: str, text: str | bytes) -> None:
        """Write a file of the project."""
        path = self.root / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def configure(self, old: str, new: str) -> None:
        """Replace a text of the configuration."""
        path = self.root / "mkdocs.yml"
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    def published(self, page: str = "index.html") -> str:
        """Return what readers of a page see when MkDocs builds the site without us."""
        logging.getLogger("mkdocs").setLevel(logging.ERROR)
        theme = {"name": None, "custom_dir": str(self.root.parent / "theme")}
        site = self.root.parent / "site"
        build(load_config(str(self.root / "mkdocs.yml"), theme=theme, site_dir=str(site)))
        return LexborHTMLParser((site / page).read_bytes()).text()

    def told(self) -> list[str]:
        """Return the problems that we find."""
        built = examine_site(str(self.root / "mkdocs.yml"), contents_only=True)
        return [str(problem) for problem in built.problems]


@pytest.fixture
def foreign(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Foreign:
    """Return a copy of the project that a test names, and work in its folder."""
    made = Foreign(tmp_path.resolve(), request.param)
    monkeypatch.chdir(made.root)
    return made


WORDS = {
    # A word of each included file, and how often it stands on the page.
    SNIPPETS: {
        "word-note": 2,
        "word-quoted": 1,
        "word-indented": 1,
        "word-block": 1,
        "word-second": 1,
        "word-glossary": 1,
        "word-nested": 1,
        "word-one": 1,
        "word_start": 2,
        "word_inner": 3,
        "word_negative": 1,
        "word_last": 2,
        "word-first": 1,
        "word_sixth": 3,
        "word_eighth": 2,
        '--8<-- "any.md"': 3,
        "word-unseen": 0,
    },
    MARKDOWN: {
        "word-note": 1,
        "word-text": 3,
        "word-between": 1,
        "Word-after": 1,
        "word-a": 2,
        "word-part": 2,
        "word_code": 1,
        "word-nested": 1,
        "word-literal": 1,
        "word-unseen": 0,
        "word-before": 0,
    },
    SPLICED: {
        "word-note": 2,
        "word-inline": 2,
        "word-nested": 1,
        "word-quiet": 1,
        **{f"word_{one}": 1 for one in ("first", "second", "third", "fourth", "fifth", "seventh")},
        "{! any.md !}": 1,
    },
    VARIANTS: {"word_first": 9, "word_new": 5, "word_app": 1},
}


@pytest.mark.parametrize(("foreign", "name"), [(one, one) for one in NAMES], indirect=["foreign"])
def test_of_what_is_included_nothing_is_said(foreign: Foreign, name: str) -> None:
    seen = foreign.published()
    assert {word: seen.count(word) for word in WORDS[name]} == WORDS[name]
    assert foreign.told() == []


CODE = "# --8<-- [start:one]\na = 1\n# --8<-- [end:one]\nb = 2\n"
SILENT = [
    # A project, its page, the kinds of what we say, and what readers see where the file should be.
    (SNIPPETS, '--8<-- "gone.md"', "include-missing", ""),
    (SNIPPETS, "--8<--\nnote.md\ngone.md\n--8<--", "include-missing", "word-note"),
    (SNIPPETS, '--8<-- "https://example.org/a.md"', "include-missing", ""),
    (SNIPPETS, '--8<-- "code.py:gone"', "include-section", ""),
    (SNIPPETS, '--8<-- "unopened.py:one"', "include-section", ""),
    (SNIPPETS, '--8<-- "hollow.py:one"', "include-empty", ""),
    (SNIPPETS, '--8<-- "empty.md"', "include-empty", ""),
    (SNIPPETS, '--8<-- "code.py:10:11"', "include-empty", ""),
    (SNIPPETS, '--8<-- "code.py:99:120"', "include-range", ""),
    (SNIPPETS, '```\n--8<-- "code.py:13:99"\n```', "include-range", "word_negative = 4"),
    (SNIPPETS, '--8<-- "code.py:3:2"', "include-reversed", ""),
    (SNIPPETS, '```\n--8<-- "twice.py:one"\n```', "include-duplicate", "a = 1"),
    (SNIPPETS, '```\n--8<-- "unclosed.py:one"\n```', "include-unclosed", "a = 1\nspilled = 2"),
    (SNIPPETS, 'Before\n\n--8<--\nnote.md\n\nAfter', "include-unclosed", "Before word-note"),
    (SNIPPETS, '--8<-- "../outside/secret.py"', "include-outside", ""),
    (SNIPPETS, '--8<-- "zeros.txt"', "include-unreadable", ""),
    (SNIPPETS, '--8<-- ":1:3"', "include-invalid", ""),
    (SNIPPETS, '--8<-- "circle.md"', "include-cycle", "round"),
    (SNIPPETS, '--8<-- "holds-gone.md"', "include-missing", "held"),
    (SNIPPETS, 'See --8<-- "note.md"', "include-left", 'See --8<-- "note.md"'),
    (SNIPPETS, '--8<-- "note.md" ', "include-left", '--8<-- "note.md"'),
    (SNIPPETS, '```py\n--8<-- "note.md" \n```', "include-left", '--8<-- "note.md"'),
    (SNIPPETS, '{! note.md !}', "include-left", '{! note.md !}'),
    (MARKDOWN, '{% include "parts/between.md" start="?" %}', "include-section", ""),
    (MARKDOWN, '{% include "parts/note.md" end="?" %}', "include-section", "word-note"),
    (MARKDOWN, '{% include "parts/between.md" start="word" end="?" %}', "include-section",
     "-before"),
    (MARKDOWN, '{% include-markdown "parts/between.md" start="Word" end="word" %}',
     "include-unclosed", "-after"),
    (MARKDOWN, '{% include "parts/empty.md" %}', "include-empty", ""),
    (MARKDOWN, '{% include "parts/note.md" strat="x" %}', "include-invalid", "word-note"),
    (MARKDOWN, '{% include "parts/zeros.txt" %}', "include-unreadable", ""),
    (MARKDOWN, '{% include "parts/holds.md" recursive=false %}', "include-left",
     '{% include "note.md" %}'),
    (SPLICED, "{! gone.md !}", "include-missing", ""),
    (SPLICED, "{! empty.md !}", "include-empty", ""),
    (SPLICED, "{! note.md[ln:9-12] !}", "include-range", ""),
    (SPLICED, "{! folder !}", "include-unreadable", ""),
    (SPLICED, "{! latin.md !}", "include-unreadable", ""),
    (SPLICED, "{! deep/holds-gone.md !}", "include-missing", "held"),
    (SPLICED, '--8<-- "note.md"', "include-left", '--8<-- "note.md"'),
    (VARIANTS, "{* docs_src/first/tutorial001.py ln[2:9] *}", "include-range", "word_second"),
    (VARIANTS, "{* docs_src/first/tutorial001.py hl[9] *}", "include-range", "word_first"),
    (VARIANTS, "{* docs_src/first/tutorial001.py ln[3:2] *}", "include-reversed", "word_second"),
    (VARIANTS, "{* docs_src/empty.py *}", "include-empty", ""),
    (VARIANTS, "- {* docs_src/app_py39/main.py *}", "include-left",
     "{* docs_src/app_py39/main.py *}"),
]  # fmt: skip
ODD = {
    # Files for mistakes, by the name of the project.
    SNIPPETS: {
        "parts/empty.md": "",
        "parts/unopened.py": CODE.replace("[end:one]", "[x]").replace("start", "end"),
        "parts/hollow.py": "# --8<-- [start:one]\n\n# --8<-- [end:one]\n",
        "parts/twice.py": CODE + CODE.replace("a = 1", "again = 1"),
        "parts/unclosed.py": "# --8<-- [start:one]\na = 1\nspilled = 2\n",
        "parts/zeros.txt": bytes(9),
        "parts/circle.md": 'round\n\n--8<-- "circle.md"\n',
        "parts/holds-gone.md": 'held\n\n--8<-- "gone.md"\n',
    },
    MARKDOWN: {
        "docs/parts/empty.md": "\n",
        "docs/parts/zeros.txt": bytes(9),
        "docs/parts/circle.md": "{% include './circle.md' %}\n",
        "docs/parts/holds.md": '{% include "note.md" %}\n',
    },
    SPLICED: {
        "parts/empty.md": "",
        "parts/circle.md": "{! circle.md !}\n",
        "parts/latin.md": b"caf\xe9",
        "parts/deep/holds-gone.md": "held\n\n{! gone.md !}\n",
    },
    VARIANTS: {"docs_src/empty.py": ""},
}


def _with_page(foreign: Foreign, name: str, text: str) -> None:
    for file, content in ODD[name].items():
        foreign.write(file, content)
    (foreign.root / "parts/folder").mkdir(parents=True)
    foreign.write("docs/index.md", f"# Page\n\n{text}\n")


def _slugs(problems: list[str]) -> list[str]:
    found = (re.search(r": (include-[a-z]+): ", problem) for problem in problems)
    return [match[1] for match in found if match]


@pytest.mark.parametrize(
    ("foreign", "name", "text", "slug", "seen"),
    [pytest.param(one[0], *one, id=f"{one[0]}: {one[1]}") for one in SILENT],
    indirect=["foreign"],
)
def test_what_others_publish_without_a_word_is_told(
    foreign: Foreign, name: str, text: str, slug: str, seen: str
) -> None:
    _with_page(foreign, name, text)
    published = " ".join(foreign.published().split())
    assert " ".join(seen.split()) in published
    assert seen or "word" not in published
    problems = foreign.told()
    assert _slugs(problems) == [slug], problems


RAISING = [
    # A project, its page, the kind of what we say, and what the build of the project says.
    (MARKDOWN, '{% include "parts/gone.md" %}', "include-missing", "No files found"),
    (MARKDOWN, '{% include-markdown "./*.gone" %}', "include-missing", "No files found"),
    (MARKDOWN, '```\n{% include "../gone.py" %}\n```', "include-missing", "No files found"),
    (MARKDOWN, "{% include parts/note.md %}", "include-invalid", "no path passed"),
    (MARKDOWN, '{% include "parts/note.md" start=x %}', "include-invalid", "empty 'start'"),
    (MARKDOWN, '{% include "parts/note.md" dedent=x %}', "include-invalid", "true or false"),
    (MARKDOWN, '{% include "parts/note.md" order="x" %}', "include-invalid", "'order'"),
    (MARKDOWN, '{% include-markdown "parts/note.md" heading-offset=x %}', "include-invalid",
     "heading-offset"),
    (MARKDOWN, '{% include "parts/circle.md" %}', "include-cycle", "recursion"),
    (SPLICED, "{! circle.md !}", "include-cycle", "Circular"),
    (SPLICED, "{! note.md[ln:1-2-3] !}", "include-invalid", "1-2-3"),
    (VARIANTS, "{* docs_src/first/gone.py *}", "include-missing", "Could not find"),
    (VARIANTS, "{* docs_src/first/tutorial001.py ln[x] *}", "include-invalid", "int()"),
    (VARIANTS, "{* docs_src/first/tutorial001.py title[x] *}", "include-invalid", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("foreign", "case"),
    [pytest.param(one[0], one, id=f"{one[0]}: {one[1]}") for one in RAISING],
    indirect=["foreign"],
)
def test_what_stops_the_build_of_others_is_told_with_its_place(
    foreign: Foreign, case: tuple[str, str, str, str], caplog: pytest.LogCaptureFixture
) -> None:
    name, text, slug, said = case
    _with_page(foreign, name, text)
    with pytest.raises(BaseException, match=r"^") as raised:
        foreign.published()
    assert said in f"{raised.value} {caplog.text}"
    problems = foreign.told()
    assert _slugs(problems) == [slug], problems
    assert re.match(r"(docs/index|docs/parts/circle|parts/circle)\.md:\d+: ", problems[0])


@pytest.mark.parametrize("foreign", [SNIPPETS], indirect=True)
def test_what_the_extension_itself_refuses_is_told_once(foreign: Foreign) -> None:
    foreign.configure("      base_path", "      check_paths: true\n      base_path")
    foreign.write("docs/index.md", '# Page\n\n--8<-- "gone.md"\n\n--8<-- "code.py:gone"\n')
    foreign.write("docs/deep/page.md", "# Deep\n")
    told = foreign.told()
    assert _slugs(told) == ["include-missing", "include-section"]
    assert len(told) == 2


@pytest.mark.parametrize("foreign", [SNIPPETS], indirect=True)
def test_what_is_put_at_the_end_of_every_page_has_its_place_in_the_configuration(
    foreign: Foreign,
) -> None:
    foreign.configure("abbreviations.md]", "abbreviations.md, abbreviation.md]")
    (problem,) = foreign.told()
    told = "mkdocs.yml:10: include-missing: the included file 'abbreviation.md' is not there"
    assert problem == f"{told}; did you mean 'abbreviations.md'?"


@pytest.mark.parametrize("foreign", [VARIANTS], indirect=True)
def test_what_needs_another_extension_says_so(foreign: Foreign) -> None:
    foreign.configure("  - mdx_include\n", "")
    assert "{!docs_src" in foreign.published()
    problems = foreign.told()
    assert set(_slugs(problems)) == {"include-left"}
    assert "turn on 'mdx_include'" in problems[0]


@pytest.mark.parametrize("foreign", [VARIANTS], indirect=True)
def test_two_extensions_may_begin_at_two_folders(foreign: Foreign) -> None:
    foreign.configure("  - mdx_include\n", "  - mdx_include:\n      base_path: docs\n")
    foreign.write("docs/index.md", "# Page\n\n{* docs_src/app_py39/main.py *}\n")
    assert "word_app" not in foreign.published()
    told = [one for one in foreign.told() if one.startswith("docs/index")]
    assert _slugs(told) == ["include-missing"]
    assert "'base_path' of mdx_include" in told[0]
