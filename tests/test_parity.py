"""The small project through all doors: the same text, the same problems."""

import re
from collections.abc import Mapping, Sequence

import pytest
from markdown import Markdown
from markdown.preprocessors import Preprocessor
from mkdocs.exceptions import Abort
from mkdocs.utils.meta import get_data

from site_builder.adapters import cli
from site_builder.adapters.markdown import SampleError, SampleExtension
from tests.small import PAGES, QUIET, Small, problems_in

_HOOK = '''
from pathlib import Path

from markdown import Extension
from markdown.preprocessors import Preprocessor


class Recorder(Extension, Preprocessor):
    """Keeps each page as it is right after the samples were put in."""

    def extendMarkdown(self, md):
        md.preprocessors.register(self, "recorder", 30.5)

    def run(self, lines):
        self.target.parent.mkdir(parents=True, exist_ok=True)
        self.target.write_text("\\n".join(lines), encoding="utf-8")
        return lines


recorder = Recorder()


def on_config(config):
    config.markdown_extensions.append(recorder)


def on_page_markdown(markdown, page, config, files):
    recorder.target = Path(__file__).with_name("seen") / page.file.src_uri
'''

Texts = Mapping[str, str]


class _Recorder(Preprocessor):
    """Keeps the text that follows the samples' own preprocessor."""

    text = ""

    def run(self, lines: list[str]) -> list[str]:
        self.text = "\n".join(lines)
        return lines


def test_every_door_gives_the_same_text(
    small: Small, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(small.root)
    through_mkdocs = _through_mkdocs(small)
    assert _through_command_line(capsys)[0] == through_mkdocs
    assert _through_extension(small)[0] == through_mkdocs
    # Control: the samples are in, and nothing is left that a host would have to expand.
    assert "def slugify(title: str) -> str:" in through_mkdocs["guides/lists.md"]
    directives = re.compile(r"^[ >]*```sample", re.MULTILINE)
    assert [len(directives.findall(text)) for text in through_mkdocs.values()] == [1, 0, 0, 0]


def test_every_door_finds_the_same_problems(
    small: Small, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small.make_three_mistakes()
    monkeypatch.chdir(small.root)
    with pytest.raises(Abort) as stopped:
        small.build()
    found = problems_in(str(stopped.value))
    assert [problem.split(": ")[:2] for problem in found] == [
        ["docs/guides/blocks.md:23", "highlight-unmatched"],
        ["docs/guides/lists.md:13", "directive-option"],
        ["docs/guides/lists.md:5", "symbol-missing"],
    ]
    assert _through_command_line(capsys)[1] == found
    assert _through_extension(small)[1] == found
    assert _through_pytest(small) == found


def test_no_door_finds_a_problem_where_there_is_none(
    small: Small, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(small.root)
    assert _through_command_line(capsys)[1] == []
    assert _through_extension(small)[1] == []
    assert _through_pytest(small) == []


def _through_mkdocs(small: Small) -> Texts:
    small.write("hook.py", _HOOK)
    small.build(hooks=["hook.py"])
    # Hosts differ in the blank lines around a page, which mean nothing.
    return {page: small.read(f"seen/{page}").strip("\n") for page in PAGES}


def _through_command_line(capsys: pytest.CaptureFixture[str]) -> tuple[Texts, Sequence[str]]:
    texts: dict[str, str] = {}
    reports = ""
    for page in PAGES:
        cli.app(["expand", f"docs/{page}"], standalone_mode=False)
        captured = capsys.readouterr()
        texts[page] = captured.out.strip("\n")
        reports += captured.err
    return texts, problems_in(reports)


def _through_extension(small: Small) -> tuple[Texts, Sequence[str]]:
    texts: dict[str, str] = {}
    reports = ""
    for page in PAGES:
        extension = SampleExtension(root=str(small.root), docs_dir="docs", example_pages="examples")
        markdown = Markdown(extensions=["pymdownx.superfences", extension])
        recorder = _Recorder(markdown)
        markdown.preprocessors.register(recorder, "recorder", 30.5)
        body, _ = get_data(small.read(f"docs/{page}"))
        try:
            markdown.convert(body)
        except SampleError as error:
            reports += str(error)
        texts[page] = recorder.text.strip("\n")
    return texts, problems_in(reports)


def _through_pytest(small: Small) -> Sequence[str]:
    ran = small.run("pytest", *QUIET, "docs")
    assert "4 items" in ran.stdout, ran.stdout
    return problems_in(ran.stdout)
