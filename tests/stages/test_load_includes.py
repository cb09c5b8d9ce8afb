import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from site_builder.model import (
    Holder,
    Include,
    Includes,
    IncludeSyntax,
    MarkdownIncludes,
    PlainIncludes,
    Settings,
    Snippets,
    SplicedIncludes,
    VariantIncludes,
    WholeFile,
)
from site_builder.stages.load_includes import IncludedFiles
from site_builder.text.fault import Fault

FILES: Mapping[str, bytes] = {
    "docs/index.md": b"",
    "docs/deep/page.md": b"",
    "docs/deep/near.md": b"",
    "docs/note.md": b"a\r\nb\rc\n",
    "docs/out.md": b"",
    "parts/note.md": b"n",
    "parts/deep/code.py": b"",
    "parts/.hidden/note.py": b"",
    "parts/latin.md": b"caf\xe9",
    "parts/zeros.md": b"a\0",
    "top.md": b"",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder with the files."""
    for name, data in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path


def _ways(root: Path, **changes: object) -> Includes:
    ways = {
        "snippets": Snippets((root / "parts", root / "top.md")),
        "markdown": MarkdownIncludes(exclude=("out.md",)),
        "spliced": SplicedIncludes(root / "parts"),
        "plain": PlainIncludes(root / "parts"),
        "variants": VariantIncludes(root / "parts"),
    }
    return Includes(**{**ways, **changes})  # type: ignore[arg-type]


def _found(
    root: Path,
    syntax: IncludeSyntax,
    target: str,
    *,
    page: str = "docs/deep/page.md",
    ways: Includes | None = None,
    exclude: str = "",
    spliced: bool = False,
) -> str:
    settings = Settings(root, root / "docs", root / "examples", includes=ways or _ways(root))
    include = Include(syntax, 1, target, WholeFile(), f"<{target}>", exclude=exclude)
    holder = Holder(root / page, root / page, spliced)
    found = IncludedFiles(settings).find(include, holder)
    if isinstance(found, Fault):
        return f"{found.code.slug}: {found.message}; {found.hint}"
    return ", ".join(path.relative_to(root).as_posix() for path in found)


S, M, X, P, V = (
    IncludeSyntax.SNIPPETS,
    IncludeSyntax.MARKDOWN,
    IncludeSyntax.SPLICED,
    IncludeSyntax.PLAIN,
    IncludeSyntax.VARIANTS,
)
FOUND = {
    (S, "note.md"): "parts/note.md",
    (S, "deep/../note.md"): "parts/note.md",
    (S, "top.md"): "top.md",
    (S, "nota.md"): "include-missing: the included file 'nota.md' is not there; "
    "did you mean 'note.md'?",
    (S, "../docs/note.md"): "include-outside: the file '../docs/note.md' lies outside of the base "
    "paths, and is left out; move it, add its folder to 'base_path', or set "
    "'restrict_base_path: false'",
    (
        S,
        "https://example.org/a",
    ): "include-missing: the included file 'https://example.org/a' is on "
    "another site, and nothing is downloaded; set 'url_download: true' for pymdownx.snippets",
    (M, "note.md"): "docs/note.md",
    (M, "./near.md"): "docs/deep/near.md",
    (M, "../note.md"): "docs/note.md",
    (M, "./*.md"): "docs/deep/near.md, docs/deep/page.md",
    (M, "**/n*.md"): "docs/deep/near.md, docs/note.md",
    (M, "out.md"): "include-missing: the included file 'out.md' is excluded, so that nothing is "
    "left; ",
    (M, "*.txt"): "include-missing: the included file '*.txt' matches no file; ",
    (M, "./neer.md"): "include-missing: the included file './neer.md' is not there; "
    "did you mean 'near.md'?",
    (M, "https://example.org/a"): "",
    (X, "note.md"): "parts/note.md",
    (X, "deep/codes.py"): "include-missing: the included file 'deep/codes.py' is not there; "
    "did you mean 'deep/code.py'?",
    (X, "gone/code.py"): "include-missing: the included file 'gone/code.py' is not there; "
    "did you mean 'deep/code.py'?",
    (X, "https://example.org/a"): "",
    (P, "note.md"): "parts/note.md",
    (V, "deep/code.py"): "parts/deep/code.py",
    (V, "deep/coda.py"): "include-missing: the included file 'deep/coda.py' is not there; "
    "did you mean 'deep/code.py'?",
}


@pytest.mark.parametrize("case", FOUND, ids=lambda case: f"{case[0]}: {case[1]}")
def test_each_extension_finds_files_in_its_own_way(
    root: Path, case: tuple[IncludeSyntax, str]
) -> None:
    assert _found(root, *case) == FOUND[case]


def test_snippets_may_leave_their_folder_where_that_is_allowed(root: Path) -> None:
    ways = _ways(root, snippets=Snippets((root / "parts",), restrict=False))
    assert _found(root, S, "../docs/note.md", ways=ways) == "docs/note.md"


def test_snippets_may_begin_beside_the_page(root: Path) -> None:
    ways = _ways(root, snippets=Snippets((), beside_page=True))
    assert _found(root, S, "near.md", ways=ways) == "docs/deep/near.md"


def test_snippets_may_be_downloaded(root: Path) -> None:
    ways = _ways(root, snippets=Snippets((root,), downloads=True))
    assert _found(root, S, "http://example.org/a", ways=ways) == ""


def test_a_base_path_that_does_not_exist_is_named(root: Path) -> None:
    ways = _ways(root, snippets=Snippets((root / "gone",)))
    assert "no folder of 'base_path' exists" in _found(root, S, "note.md", ways=ways)


def test_an_include_may_leave_files_out(root: Path) -> None:
    assert _found(root, M, "./*.md", exclude="./p*.md") == "docs/deep/near.md"
    assert _found(root, M, "deep/*.md", exclude="deep/n*") == "docs/deep/page.md"


def test_other_sites_may_be_forbidden(root: Path) -> None:
    ways = _ways(
        root,
        markdown=MarkdownIncludes(downloads=False),
        spliced=SplicedIncludes(root, downloads=False),
    )
    assert _found(root, M, "ftp://example.org/a", ways=ways).startswith("include-invalid: ")
    assert "'allow_remote' is off" in _found(root, X, "http://example.org/a", ways=ways)


def test_files_may_be_forbidden(root: Path) -> None:
    ways = _ways(root, spliced=SplicedIncludes(root / "parts", local=False))
    assert "'allow_local' is off" in _found(root, X, "note.md", ways=ways)


def test_what_is_spliced_in_may_begin_at_its_own_folder(root: Path) -> None:
    ways = _ways(root, spliced=SplicedIncludes(root / "parts", relative=True))
    page = "parts/deep/code.py"
    assert _found(root, X, "code.py", ways=ways, page=page, spliced=True) == page
    assert _found(root, X, "note.md", ways=ways) == "parts/note.md"


def test_variants_need_the_extension_that_puts_them_in(root: Path) -> None:
    found = _found(root, V, "deep/code.py", ways=_ways(root, spliced=None))
    assert found.startswith("include-left: the include '<deep/code.py>' puts in another one")
    ways = _ways(root, spliced=SplicedIncludes(root / "docs"))
    assert "'base_path' of mdx_include leads to" in _found(root, V, "deep/code.py", ways=ways)


def _files(root: Path) -> IncludedFiles:
    return IncludedFiles(Settings(root, root / "docs", root / "examples", includes=_ways(root)))


def test_a_text_has_lines_of_one_kind(root: Path) -> None:
    assert _files(root).text(root / "docs/note.md", "utf-8") == "a\nb\nc\n"


def test_a_text_is_read_once(root: Path) -> None:
    files = _files(root)
    assert files.text(root / "top.md", "utf-8") == ""
    (root / "top.md").write_text("changed")
    assert files.text(root / "top.md", "utf-8") == ""
    assert _files(root).text(root / "top.md", "utf-8") == "changed"


@pytest.mark.parametrize(
    ("name", "encoding", "why"),
    [
        ("parts/deep", "utf-8", "it is a folder"),
        ("parts/pipe", "utf-8", "it is no regular file"),
        ("parts/latin.md", "utf-8", "it is not utf-8 text (line 1)"),
        ("parts/zeros.md", "utf-8", "it is binary"),
        ("parts/note.md", "utf-9", "there is no encoding 'utf-9'"),
    ],
)
def test_what_cannot_be_included(root: Path, name: str, encoding: str, why: str) -> None:
    os.mkfifo(root / "parts/pipe")
    found = _files(root).text(root / name, encoding)
    assert isinstance(found, Fault)
    assert found.message.endswith(f"cannot be included: {why}")


def test_a_file_that_the_system_does_not_give(root: Path) -> None:
    memory = Path("/proc/self/mem")
    found = _files(root).text(memory, "utf-8")
    assert isinstance(found, Fault)
    assert found.message.startswith("'mem' cannot be included: it cannot be read: ")


def test_what_is_left_as_it_is(root: Path) -> None:
    assert _files(root).is_excluded(root / "docs/out.md")
    assert not _files(root).is_excluded(root / "docs/note.md")
