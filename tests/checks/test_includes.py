from pathlib import Path

from site_builder.checks.includes import check_includes
from site_builder.model import (
    Appended,
    Holder,
    Include,
    Includes,
    IncludeSyntax,
    MarkdownIncludes,
    Page,
    PlainIncludes,
    Settings,
    Snippets,
    SplicedIncludes,
    VariantIncludes,
)
from site_builder.stages.load_includes import IncludedFiles


def _told(root: Path, files: dict[str, str], **ways: object) -> list[str]:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    settings = Settings(
        root,
        root / "docs",
        root / "examples",
        includes=Includes(**ways),  # type: ignore[arg-type]
    )
    pages = [
        Page(name.removeprefix("docs/"), name, text, 3 if "index" in name else 1)
        for name, text in files.items()
        if name.startswith("docs/")
    ]
    generated = Page("made.md", "made.md", '--8<-- "gone.md"\n', generated=True)
    found = check_includes([*pages, generated], settings, IncludedFiles(settings))
    return [str(one) for one in found]


def _places(problems: list[str]) -> list[str]:
    return [": ".join(one.split(": ")[:2]) for one in problems]


def test_nothing_is_looked_for_where_nothing_is_turned_on(tmp_path: Path) -> None:
    assert not _told(tmp_path, {"docs/index.md": '--8<-- "gone.md"\n'})


def test_lines_are_those_of_the_file_with_its_front_matter(tmp_path: Path) -> None:
    told = _told(tmp_path, {"docs/index.md": '\n--8<-- "a"\n'}, snippets=Snippets((tmp_path,)))
    assert _places(told) == ["docs/index.md:4: include-missing"]


def test_what_is_included_is_searched_once_and_only_where_it_is_taken(tmp_path: Path) -> None:
    files = {
        "docs/index.md": '--8<-- "part.md:one"\n--8<-- "part.md:one"\n',
        "docs/other.md": '--8<-- "part.md:one"\n--8<-- "part.md:open"\n',
        "part.md": '-8<- [start:one]\n--8<-- "gone.md"\n-8<- [end:one]\n--8<-- "unseen.md"\n'
        "-8<- [start:open]\ntext\n",
    }
    told = _told(tmp_path, files, snippets=Snippets((tmp_path,)))
    assert _places(told) == ["part.md:2: include-missing", "part.md:5: include-unclosed"]
    assert told[1].endswith("; included by docs/other.md:2")


def test_a_circle_is_told_where_it_closes(tmp_path: Path) -> None:
    files = {
        "docs/index.md": '--8<-- "one.md"\n',
        "one.md": '--8<-- "two.md"\n',
        "two.md": '\n--8<-- "one.md"\n',
    }
    told = _told(tmp_path, files, snippets=Snippets((tmp_path,)))
    assert _places(told) == ["two.md:2: include-cycle"]
    assert not _told(tmp_path, {**files, "two.md": "text\n"}, snippets=Snippets((tmp_path,)))


def test_a_circle_may_be_allowed(tmp_path: Path) -> None:
    files = {"docs/index.md": "{!one.md!}\n", "one.md": "text {!one.md!}\n"}
    assert _places(_told(tmp_path, files, spliced=SplicedIncludes(tmp_path))) == [
        "one.md:1: include-cycle"
    ]
    assert not _told(tmp_path, files, spliced=SplicedIncludes(tmp_path, circular=True))


def test_what_is_put_in_is_read_by_those_that_come_later(tmp_path: Path) -> None:
    files = {
        "docs/index.md": '{% include "../one.md" %}\n{! two.md !}\n--8<-- "three.md"\n',
        "one.md": '{% include "gone" %}\n{! gone !}\n--8<-- "gone"\n{* gone.py *}\n',
        "two.md": '{% include "gone" %}\n{! gone !}\n--8<-- "gone"\n',
        "three.md": '{% include "gone" %}\n{! gone !}\n--8<-- "gone"\n',
    }
    told = _told(
        tmp_path,
        files,
        markdown=MarkdownIncludes(),
        variants=VariantIncludes(tmp_path),
        spliced=SplicedIncludes(tmp_path),
        plain=PlainIncludes(tmp_path),
        snippets=Snippets((tmp_path,)),
    )
    lines = sorted({one.partition(": ")[0] for one in told})
    assert lines[:4] == ["one.md:1", "one.md:2", "one.md:3", "one.md:4"]
    assert lines[4:] == ["three.md:3", "two.md:2", "two.md:3"]


def test_a_file_outside_of_the_project_is_named_by_the_way_to_it(tmp_path: Path) -> None:
    files = {"docs/index.md": "{* ../shared/a.py *}\n", "../shared/a.py": "{! gone !}\n"}
    root = tmp_path / "root"
    told = _told(root, files, variants=VariantIncludes(root), spliced=SplicedIncludes(root))
    assert _places(told) == ["../shared/a.py:1: include-missing"]


def test_of_several_files_one_that_has_the_text_is_enough(tmp_path: Path) -> None:
    files = {"docs/index.md": '{% include "../*.txt" start="s" %}\n', "a.txt": "a", "b.txt": "s b"}
    assert not _told(tmp_path, files, markdown=MarkdownIncludes())
    told = _told(tmp_path, {**files, "b.txt": "b"}, markdown=MarkdownIncludes())
    assert _places(told) == ["docs/index.md:3: include-section"]


def test_what_stands_in_a_comment_may_be_missing_where_nothing_stops_for_it(tmp_path: Path) -> None:
    files = {"docs/index.md": '<!--\n--8<-- "a"\n{% include "b" %}\n-->\n'}
    ways = {"markdown": MarkdownIncludes()}
    told = _told(tmp_path, files, snippets=Snippets((tmp_path,)), **ways)
    assert _places(told) == ["docs/index.md:5: include-missing"]
    told = _told(tmp_path, files, snippets=Snippets((tmp_path,), strict=True), **ways)
    assert [one[:15] for one in told] == ["docs/index.md:5", "docs/index.md:4"]


def test_a_page_that_a_plugin_leaves_alone(tmp_path: Path) -> None:
    files = {"docs/index.md": '{% include "gone" %}\n--8<-- "gone"\n'}
    ways = MarkdownIncludes(exclude=("index.md",))
    told = _told(tmp_path, files, markdown=ways, snippets=Snippets((tmp_path,)))
    assert _places(told) == ["docs/index.md:4: include-missing"]


def test_what_is_put_at_the_end_of_every_page_may_be_empty_and_not_missing(tmp_path: Path) -> None:
    appended = (Appended("empty.md", 7), Appended("gone.md", 8), Appended("empty.md:1:9", 9))
    files = {"empty.md": ""}
    told = _told(tmp_path, files, snippets=Snippets((tmp_path,), appended=appended))
    assert _places(told) == ["mkdocs.yml:8: include-missing", "mkdocs.yml:9: include-range"]


def test_a_file_beside_the_page_is_looked_for_from_each_page(tmp_path: Path) -> None:
    files = {
        "docs/index.md": '--8<-- "near.md"\n',
        "docs/deep/page.md": '--8<-- "../near.md"\n--8<-- "near.md"\n',
        "docs/near.md": '--8<-- "nearer.md"\n',
        "docs/deep/near.md": "text\n",
        "docs/deep/nearer.md": "text\n",
    }
    told = _told(tmp_path, files, snippets=Snippets(beside_page=True, restrict=False))
    # From the page in the folder, the file that it includes finds one there.
    assert _places(told) == ["docs/near.md:1: include-missing"]


def test_a_space_hides_a_snippet_in_code(tmp_path: Path) -> None:
    text = '```py\n--8<-- "a.md" \n--8<-- "gone.md" \n--8<-- ":1" \n```\n--8<-- "a.md" \n'
    files = {"docs/index.md": text, "a.md": "a"}
    told = _told(tmp_path, files, snippets=Snippets((tmp_path,)))
    assert _places(told) == ["docs/index.md:4: include-left"]
    assert not _told(tmp_path, files, spliced=SplicedIncludes(tmp_path))


def test_in_a_text_about_snippets_a_space_escapes_one(tmp_path: Path) -> None:
    files = {"docs/index.md": '```md\n--8<-- "a.md" \n```\n', "a.md": "a"}
    assert not _told(tmp_path, files, snippets=Snippets((tmp_path,)))


def test_what_cannot_be_read_has_its_place(tmp_path: Path) -> None:
    files = {"docs/index.md": '{% include "a" start= %}\n{! a[ln:0] !}\n', "docs/a": "a", "a": "a"}
    ways = {"markdown": MarkdownIncludes(), "spliced": SplicedIncludes(tmp_path)}
    told = _told(tmp_path, files, **ways)
    places = ["docs/index.md:3: include-invalid", "docs/index.md:4: include-invalid"]
    assert _places(told) == places


def test_who_knows_the_files_may_be_another(tmp_path: Path) -> None:
    class Nowhere:
        """Knows no file."""

        def find(self, include: Include, holder: Holder) -> tuple[Path, ...]:
            """Find nothing, and say nothing of it."""
            assert include.syntax is IncludeSyntax.SNIPPETS
            assert holder.page == tmp_path / "docs/a.md"
            return ()

        def is_excluded(self, path: Path) -> bool:
            """Leave nothing out."""
            return path.suffix != ".md"

        def text(self, path: Path, encoding: str) -> str:
            """Read nothing."""
            raise AssertionError((path, encoding))

    settings = Settings(tmp_path, tmp_path, tmp_path, includes=Includes(snippets=Snippets()))
    page = Page("a.md", "docs/a.md", '--8<-- "a"\n')
    assert not list(check_includes([page], settings, Nowhere()))
