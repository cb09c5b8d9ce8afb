"""Pages that are notebooks: executed in a child process, kept in the store, shown as any page."""

import base64
import json
from collections.abc import Mapping
from pathlib import Path

import nbformat
import pytest
from mkdocs.config import load_config
from nbformat import v4

from site_builder import notebooks
from site_builder.adapters.build import build_site
from site_builder.adapters.notebook_files import take_notebooks
from site_builder.model import Code, Notebook, Run, Settings
from site_builder.pipeline import Project, make_notebook_pages
from site_builder.project import open_project
from site_builder.stages.load_notebooks import load_notebooks
from tests import support
from tests.command import lines_of, run_here, snapshot, write

DOT = base64.b64encode(
    bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63"
        "64f8cf500f000386018 05a347da70000000049454e44ae426082".replace(" ", "")
    )
).decode()
CONFIG = """\
site_name: Notebooks
theme: {name: material, font: false}
nav:
  - index.md
  - Analysis: guides/analysis.ipynb
  - guides/text.py
  - guides/marked.md
plugins:
  - search
  - site_builder: {notebooks: true}
markdown_extensions: [attr_list, tables, pymdownx.superfences, pymdownx.highlight]
"""
TEXT = """\
# ---
# title: Of text
# ---

# %% [markdown]
# # Of text
# See [the other](analysis.ipynb#numbers).
#
# ```sample
# demo/run
# ```

# %%
import helper
print(helper.double(21), open("data.txt").read())

# %% tags=["hide-input"]
print("\\x1b[31mred\\x1b[0m")

# %% tags=["hide-output"]
print("quiet")

# %% tags=["remove-cell"]
print("gone")
"""
MARKED = """\
---
title: Marked
jupyter:
  kernelspec: {display_name: Python 3, language: python, name: python3}
---

# Marked

```python
print(6 * 7)
```
"""


def notebook(*cells: nbformat.NotebookNode) -> str:
    return nbformat.writes(v4.new_notebook(cells=list(cells)))


def analysis() -> str:
    stale = v4.new_code_cell("1 + 1", outputs=[v4.new_output("stream", text="STALE")])
    picture = (
        f"from IPython.display import Image\nImage(data=__import__('base64').b64decode('{DOT}'))"
    )
    return notebook(
        v4.new_markdown_cell("# Analysis\n\n## Numbers\n\n[home](../index.md)"),
        stale,
        v4.new_code_cell(picture, metadata={"alt": "A dot"}),
        v4.new_code_cell("1 / 0", metadata={"tags": ["raises-exception"]}),
    )


FILES: Mapping[str, str] = {
    "mkdocs.yml": CONFIG,
    "helper.py": "def double(x):\n    return 2 * x\n",
    "examples/demo/run/example.toml": support.EXAMPLE_TOML,
    "examples/demo/run/run.py": "print('from an example')\n",
    "docs/index.md": "# Home\n\n[analysis](guides/analysis.ipynb), [text](guides/text.py)\n",
    "docs/guides/data.txt": "data beside it",
    "docs/guides/text.py": TEXT,
    "docs/guides/marked.md": MARKED,
    "docs/guides/plain.py": "print('a file to download')\n",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write(tmp_path_factory.mktemp("notebooks"), FILES)
    write(root, {"docs/guides/analysis.ipynb": analysis()})
    ran = run_here(root, "build", "--strict")
    assert ran.returncode == 0, ran.stderr
    return root


def page(root: Path, name: str) -> str:
    return (root / f"site/guides/{name}/index.html").read_text("utf-8")


def test_notebooks_become_pages_with_what_their_cells_really_gave(built: Path) -> None:
    html = page(built, "analysis")
    assert "STALE" not in html
    assert 'class="sample-output highlight"' in html
    assert '<img alt="A dot" src="data:image/png;base64,' in html
    assert "ZeroDivisionError: division by zero" in html
    assert "Traceback" not in html
    assert "42 data beside it" in page(built, "text")
    assert ">42\n" in page(built, "marked")


def test_tags_say_what_is_shown(built: Path) -> None:
    html = page(built, "text")
    assert '<span class="ansi-red">red</span>' in html
    assert "31mred" not in html
    assert "quiet" in html
    assert ">quiet\n" not in html
    assert "gone" not in html


def test_they_are_pages_like_any_other(built: Path) -> None:
    assert "from an example" in page(built, "text")
    assert 'href="../analysis/#numbers"' in page(built, "text")
    assert 'href="guides/analysis/"' in (built / "site/index.html").read_text("utf-8")
    index = json.loads((built / "site/search/search_index.json").read_text("utf-8"))
    assert "guides/analysis/#numbers" in {one["location"] for one in index["docs"]}
    assert "<title>Of text - Notebooks</title>" in page(built, "text")
    assert "assets/site-builder/sample.css" in page(built, "text")
    # What is no notebook stays a file.
    assert (built / "site/guides/plain.py").is_file()
    assert not (built / "site/guides/analysis.ipynb").exists()


def test_they_are_in_the_single_file(built: Path) -> None:
    ran = run_here(built, "standalone", "-o", "one.html", "--strict")
    assert ran.returncode == 0, ran.stderr
    html = (built / "one.html").read_text("utf-8")
    assert "42 data beside it" in html
    assert 'alt="A dot"' in html


def executions(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the notebooks that a further build executes."""
    names: list[str] = []
    execute = notebooks.execute_notebook

    def noted(one: Notebook, settings: Settings) -> Run:
        names.append(one.source)
        return execute(one, settings)

    with monkeypatch.context() as patch:
        patch.setattr(notebooks, "execute_notebook", noted)
        assert build_site(str(root / "mkdocs.yml")).problems == ()
    return sorted(names)


def test_one_is_executed_again_when_what_it_depends_on_has_changed(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(built / "site")
    assert executions(built, monkeypatch) == []
    write(built, {"docs/index.md": FILES["docs/index.md"] + "\nMore.\n", "README.md": "new"})
    assert executions(built, monkeypatch) == []
    for name, text in {
        "docs/guides/data.txt": "other data",
        "helper.py": "def double(x):\n    return x + x\n",
        "docs/guides/text.py": f"{TEXT}\n# %%\n1\n",
    }.items():
        write(built, {name: text})
        assert executions(built, monkeypatch) == ["guides/text.py"]
    assert "42 other data" in page(built, "text")
    for name in ("docs/guides/data.txt", "helper.py", "docs/guides/text.py", "docs/index.md"):
        write(built, {name: FILES[name]})
    assert executions(built, monkeypatch) == []
    assert snapshot(built / "site") == before


def test_one_is_executed_again_whatever_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Such files count for nothing in the run of an example.
    config = CONFIG.replace("  - Analysis: guides/analysis.ipynb\n", "").partition("  - guides")
    plugins = config[2].partition("plugins:")
    write(tmp_path, {"mkdocs.yml": f"{config[0]}plugins:{plugins[2]}", "docs/index.md": "# Home\n"})
    for text in ("first", "second"):
        write(tmp_path, {"docs/test_it.py": f"# %%\nprint({text!r})\n"})
        assert executions(tmp_path, monkeypatch) == ["test_it.py"]
        assert executions(tmp_path, monkeypatch) == []
        assert text in (tmp_path / "site/test_it/index.html").read_text("utf-8")


MISTAKES = {
    "docs/raises.py": "# %%\nx = 1\n\n# %%\nvalue = x\nvalue / 0\n",
    "docs/slow.py": "# %%\nimport time\n# %%\ntime.sleep(60)\n",
    "docs/dies.py": "# %%\nimport os\nos._exit(3)\n",
    "docs/broken.ipynb": "{",
    "docs/bytes.ipynb": b"\xff",
    "docs/other.py": (
        "# ---\n# jupyter:\n#   kernelspec:\n#     display_name: R\n#     language: R\n"
        "#     name: ir\n# ---\n# %%\n1\n"
    ),
    "docs/dot.ipynb": notebook(
        v4.new_code_cell("from IPython.display import Image"),
        v4.new_code_cell(
            f"import base64\nImage(data=base64.b64decode('{DOT}'))", metadata={"id": "picture"}
        ),
    ),
    "docs/writes.py": "# %%\nopen('made.txt', 'w')\n",
    "docs/calls.py": "# %%\nimport socket\nsocket.create_connection(('192.0.2.1', 80), 1)\n",
    "docs/secret.py": "# %%\nprint('ghp_' + 'aBcD' * 9)\n",
    "docs/fine.py": "# %%\nprint('fine')\n",
}


def test_mistakes_are_told_with_their_places_and_nothing_is_written(tmp_path: Path) -> None:
    config = "site_name: N\nplugins: [{site_builder: {notebooks: true, notebook_timeout: 3}}]\n"
    write(tmp_path, {"mkdocs.yml": config, "docs/index.md": "# Home\n", **MISTAKES})
    ran = run_here(tmp_path, "build")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert not (tmp_path / "site").exists()
    assert "Traceback" not in ran.stderr
    assert "aBcDaBcD" not in ran.stderr
    found = {line.partition(": ")[0]: line.partition(": ")[2] for line in lines_of(ran.stderr)}
    expected = {
        "docs/raises.py:5": "notebook-failed: cell 2 raised ZeroDivisionError: division by zero",
        "docs/slow.py:4": "notebook-timeout: cell 2 did not end within 3 seconds",
        "docs/dies.py:2": "notebook-failed: cell 1 ended the process",
        "docs/broken.ipynb": "notebook-invalid: the notebook is invalid: ",
        "docs/bytes.ipynb": "notebook-invalid: the notebook is not UTF-8 text",
        "docs/other.py": "notebook-invalid: the notebook is invalid: the notebook is written in r",
        "docs/dot.ipynb:22": "notebook-picture: the cell shows a picture",
        "docs/writes.py": "run-wrote-outside: a cell wrote outside of its home folder",
        "docs/calls.py": "run-network: a cell tried to reach 192.0.2.1:80",
        "docs/secret.py": "secret-found: here stands a secret",
    }
    # What was refused makes the cell fail as well, at its line.
    also = {"docs/writes.py:2", "docs/calls.py:2"}
    assert found.keys() - also == expected.keys(), ran.stderr
    for place, text in expected.items():
        assert found[place].startswith(text)
    stored = b"".join(snapshot(tmp_path / ".cache").values())
    assert b"aBcDaBcD" not in stored
    assert b"fine" in stored


def opened(root: Path, **settings: object) -> Project:
    made = support.Project(root, {"content/one.py": "# %%\n1\n"}, notebooks=True, **settings)
    return open_project(made.settings)


def test_without_the_extra_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebooks, "_NEEDED", ("json", "nosuchmodule"))
    project, pages, problems = make_notebook_pages(opened(tmp_path), ["one.py"])
    assert pages == ()
    (problem,) = problems
    assert problem.code is Code.NOTEBOOK_TOOL_MISSING
    assert "site-builder[notebooks]" in problem.hint
    # A project that has no notebook needs nothing.
    assert make_notebook_pages(project, []) == (project, (), ())


def test_a_project_that_does_not_ask_for_them_keeps_its_files(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, "docs/guides/analysis.ipynb": analysis()})
    write(tmp_path, {"mkdocs.yml": "site_name: N\nplugins: [site_builder]\n"})
    write(tmp_path, {"docs/index.md": "# Home\n"})
    assert run_here(tmp_path, "build").returncode == 0
    assert (tmp_path / "site/guides/analysis.ipynb").is_file()
    assert (tmp_path / "site/guides/text.py").is_file()


def test_two_plugins_for_the_same_pages_are_a_problem(tmp_path: Path) -> None:
    write(tmp_path, {"mkdocs.yml": "site_name: N\nplugins: []\n", "docs/index.md": ""})
    config = load_config(str(tmp_path / "mkdocs.yml"))
    rival = type("Plugin", (), {"__module__": "mkdocs_jupyter.plugin"})()
    config.plugins["mkdocs-jupyter"] = rival
    _, problems = take_notebooks(opened(tmp_path), None, config)  # type: ignore[arg-type]
    assert [one.code for one in problems] == [Code.CONFIG_INVALID]


def test_notebooks_are_known_by_what_is_in_them(tmp_path: Path) -> None:
    made = support.Project(
        tmp_path,
        {
            "content/a.ipynb": "{}",
            "content/b.py": "# %%\n",
            "content/c.py": "x = 1\n",
            "content/d.md": MARKED,
            "content/e.md": "---\ntitle: E\n---\n# E\n",
            "content/f.md": b"\xff",
            "content/g.txt": "# %%\n",
            "content/h.ipynb": "{}",
        },
    )
    present = ["d.md", "a.ipynb", "b.py", "c.py", "e.md", "f.md", "g.txt", "missing.ipynb"]
    found, problems = load_notebooks(made.settings, present)
    assert [one.source for one in found] == ["a.ipynb", "b.py", "d.md"]
    assert problems == ()
