from pathlib import Path

import pytest

from site_builder.adapters.build import open_config, plugin_of
from site_builder.adapters.include_settings import includes_of
from site_builder.adapters.settings import settings_of
from site_builder.model import (
    Appended,
    Following,
    Includes,
    MarkdownIncludes,
    Snippets,
    SplicedIncludes,
    VariantIncludes,
)


def _includes(root: Path, text: str) -> Includes:
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs/index.md").write_text("# Index\n")
    (root / "mkdocs.yml").write_text(f"site_name: Site\n{text}")
    config = open_config(str(root / "mkdocs.yml"))
    found = includes_of(config)
    assert settings_of(config, plugin_of(config).config).includes == found
    return found


def test_nothing_is_turned_on_by_itself(tmp_path: Path) -> None:
    assert _includes(tmp_path, "") == Includes()


def test_what_is_turned_on_has_the_defaults_of_its_extension(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = "plugins: [include-markdown]\nmarkdown_extensions: [pymdownx.snippets, mdx_include, "
    here = Path.cwd()
    assert _includes(tmp_path, f"{text}markdown_include_variants]\n") == Includes(
        snippets=Snippets((here,)),
        markdown=MarkdownIncludes(),
        spliced=SplicedIncludes(here),
        variants=VariantIncludes(here),
    )


SNIPPETS = """\
markdown_extensions:
  pymdownx.snippets:
    base_path: [parts, !relative $docs_dir, !relative , !relative $config_dir/shared]
    restrict_base_path: false
    encoding: latin-1
    check_paths: true
    url_download: true
    auto_append: [abbreviations.md]
"""


def test_the_options_of_snippets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    here = Path.cwd()
    assert _includes(tmp_path, SNIPPETS).snippets == Snippets(
        bases=(here / "parts", here / "docs", here / "shared"),
        beside_page=True,
        restrict=False,
        encoding="latin-1",
        appended=(Appended("abbreviations.md", 9),),
        downloads=True,
        strict=True,
    )


@pytest.mark.parametrize("written", ["parts", "!relative $config_dir/parts"])
def test_one_base_path_needs_no_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.chdir(tmp_path)
    text = f"markdown_extensions:\n  - pymdownx.snippets:\n      base_path: {written}\n"
    found = _includes(tmp_path, text).snippets
    assert found == Snippets((Path.cwd() / "parts",))


MARKDOWN = """\
plugins:
  include-markdown:
    opening_tag: "<<"
    closing_tag: ">>"
    encoding: latin-1
    recursive: false
    directives: {include-markdown: put, include: take}
    start: a
    end: b
    exclude: ["*.txt"]
    include_from_url: false
"""


def test_the_options_of_include_markdown(tmp_path: Path) -> None:
    assert _includes(tmp_path, MARKDOWN).markdown == MarkdownIncludes(
        opening="<<",
        closing=">>",
        include="take",
        include_markdown="put",
        encoding="latin-1",
        follow=False,
        start="a",
        end="b",
        exclude=("*.txt",),
        downloads=False,
    )


SPLICED = """\
markdown_extensions:
  mdx_include:
    base_path: docs
    encoding: latin-1
    recurs_local: null
    syntax_left: "<!"
    syntax_right: "!>"
    syntax_delim: "@"
    recursive_relative_path: true
    allow_local: false
    allow_remote: false
    allow_circular_inclusion: true
"""


def test_the_options_of_mdx_include(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert _includes(tmp_path, SPLICED).spliced == SplicedIncludes(
        Path.cwd() / "docs",
        left="<!",
        right="!>",
        divider="@",
        encoding="latin-1",
        following=Following.ASKED,
        relative=True,
        local=False,
        downloads=False,
        circular=True,
    )
