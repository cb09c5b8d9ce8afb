"""The command that puts a site into one file, as its user sees it."""

import json
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.command import lines_of, run_here
from tests.small import Small

PUBLISHED = Path(__file__).parents[2] / "content/reference/site-builder.schema.json"
MISTAKE = "docs/index.md:15: symbol-missing: there is no symbol 'slugfy'; did you mean 'slugify'?"


def test_it_puts_the_site_into_one_file(small: Small) -> None:
    ran = run_here(small.root, "standalone", "-o", "out/one.html")
    assert ran.returncode == 0, ran.stderr
    assert re.fullmatch(r"Single file: out/one\.html \(0\.\d\d MB\)\n", ran.stdout)
    assert not small.site.exists()
    tree = LexborHTMLParser(small.read("out/one.html"))
    assert len(tree.css("article")) == 8
    assert "def slugify" in tree.text()


@pytest.mark.parametrize(
    ("only", "pages"),
    [(["guides"], 3), (["guides/"], 3), (["guides/lists.md", "index.md"], 2)],
)
def test_it_puts_only_some_pages_into_it(small: Small, only: list[str], pages: int) -> None:
    choice = [word for one in only for word in ("--only", one)]
    ran = run_here(small.root, "standalone", "-o", "one.html", *choice)
    assert ran.returncode == 0, ran.stderr
    assert small.read("one.html").count("<article") == pages


def test_it_makes_no_file_without_pages(small: Small) -> None:
    ran = run_here(small.root, "standalone", "-o", "one.html", "--only", "guide/")
    assert ran.returncode == 1
    assert lines_of(ran.stderr) == [
        (
            "docs/guide: content-empty: there is no page here to put into the single file; "
            "did you mean 'guides/'?"
        )
    ]
    assert not (small.root / "one.html").exists()


def test_with_a_mistake_it_leaves_the_last_file(small: Small) -> None:
    small.replace("docs/index.md", "py::slugify", "py::slugfy")
    small.write("one.html", "the last good file")
    ran = run_here(small.root, "standalone", "-o", "one.html")
    assert (ran.returncode, ran.stderr) == (1, f"{MISTAKE}\n1 error\n")
    assert small.read("one.html") == "the last good file"


def test_a_warning_fails_it_only_when_asked_to(small: Small) -> None:
    small.write("docs/guides/badge.md", "# Badge\n\n![A badge](https://x.example/badge.svg)\n")
    small.write("one.html", "the last good file")
    ran = run_here(small.root, "standalone", "-o", "one.html", "--strict")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "docs/guides/badge.md:3: asset-remote: " in ran.stderr
    assert small.read("one.html") == "the last good file"
    ran = run_here(small.root, "standalone", "-o", "one.html")
    assert ran.returncode == 0
    assert "docs/guides/badge.md:3: asset-remote: " in ran.stderr
    assert "https://x.example/badge.svg" in small.read("one.html")


def test_it_may_make_several_files(small: Small) -> None:
    ran = run_here(small.root, "standalone", "-o", "out/all.html", "--split", "section")
    assert ran.returncode == 0, ran.stderr
    made = sorted(path.name for path in (small.root / "out").iterdir())
    assert len(made) > 1
    assert all(f"Single file: out/{name} (" in ran.stdout for name in made)


def test_a_file_that_cannot_be_written_leaves_all_of_them(small: Small) -> None:
    first = run_here(small.root, "standalone", "-o", "out/all.html", "--split", "section")
    assert first.returncode == 0
    names = [path for path in (small.root / "out").iterdir() if path.name != "all.html"]
    (small.root / "out/all.html").write_text("old", encoding="utf-8")
    names[0].unlink()
    names[0].mkdir()
    ran = run_here(small.root, "standalone", "-o", "out/all.html", "--split", "section")
    assert ran.returncode == 2
    assert f"out/{names[0].name}: cannot-write: " in ran.stderr
    assert small.read("out/all.html") == "old"
    assert not [path for path in (small.root / "out").iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("option", ["--split-over", "--max-asset"])
def test_a_size_must_be_one(small: Small, option: str) -> None:
    ran = run_here(small.root, "standalone", "-o", "one.html", option, "many")
    assert ran.returncode == 2
    assert "not a size: 'many'" in ran.stderr


def test_without_a_name_it_makes_the_configured_files(small: Small) -> None:
    ran = run_here(small.root, "standalone")
    assert ran.returncode == 2
    assert lines_of(ran.stderr) == [
        (
            "mkdocs.yml: config-invalid: there is no single file to make: no `standalone` here, "
            "and no --output; name a file with -o"
        )
    ]
    config = small.read("mkdocs.yml")
    assert "- site_builder\n" in config or "- site_builder:" in config
    chosen = "standalone: [{file: one.html, only: guides, title: Mine}, two.html]"
    small.write("mkdocs.yml", _configured(config, chosen))
    ran = run_here(small.root, "standalone")
    assert ran.returncode == 0, ran.stderr
    assert "<title>Mine</title>" in small.read("one.html")
    assert small.read("two.html").count("<article") == 8


def _configured(config: str, option: str) -> str:
    if "- site_builder\n" in config:
        return config.replace("- site_builder\n", f"- site_builder:\n      {option}\n")
    return config.replace("- site_builder:\n", f"- site_builder:\n      {option}\n")


def test_the_same_project_gives_the_same_bytes(small: Small) -> None:
    made = []
    for name in ("a.html", "b.html"):
        assert run_here(small.root, "standalone", "-o", name).returncode == 0
        made.append(small.read(name))
    assert made[0] == made[1]


def test_an_editor_gets_a_schema_and_the_reference_publishes_it(
    small: Small, request: pytest.FixtureRequest
) -> None:
    ran = run_here(small.root, "schema")
    assert ran.returncode == 0
    assert json.loads(ran.stdout)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    if request.config.getoption("--update-cases"):
        PUBLISHED.write_text(ran.stdout, encoding="utf-8")
    assert PUBLISHED.read_text(encoding="utf-8") == ran.stdout


def test_a_line_number_is_no_emoji(small: Small) -> None:
    # Some programs make a picture of what stands between two colons.
    small.write("docs/guides/long.md", "# Long\n" + "\n" * 98 + "![x](https://x.example/a.png)\n")
    ran = run_here(small.root, "standalone", "-o", "one.html")
    assert "docs/guides/long.md:100: asset-remote: " in ran.stderr
