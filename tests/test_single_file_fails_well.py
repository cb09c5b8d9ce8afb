"""What keeps a single file from being made is told with its place, and the last one stays."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.command import run_here, site_builder

CONFIG = "site_name: Mine\n"
OLD = "the last good file"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"></svg>'

Files = Mapping[str, str | bytes]


def project(root: Path, files: Files) -> Path:
    """Write a project, and the file that the last run has made."""
    for name, content in {"mkdocs.yml": CONFIG, "one.html": OLD, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def page(text: str) -> dict[str, str | bytes]:
    return {"docs/index.md": f"# Home\n\n{text}\n"}


FAILING_PLUGIN = """
def on_page_markdown(markdown, page, config, files):
    raise ValueError("the hook is broken")
"""

ERRORS: Mapping[str, tuple[Files, tuple[str, ...], str]] = {
    "an image that is missing": (
        page("![x](nosuch.png)"),
        (),
        "docs/index.md:3: link-dead: the image 'nosuch.png' points to nothing in the site",
    ),
    "a link that leads nowhere": (
        page("[x](#nosuch)"),
        (),
        "docs/index.md:3: anchor-dead: ",
    ),
    "an image over the limit": (
        {**page("![x](large.svg)"), "docs/large.svg": DRAWING + " " * 3000},
        ("--max-asset", "2kB"),
        "docs/index.md:3: asset-too-large: ",
    ),
    "a file to keep over the limit": (
        {**page("[x](data.csv)"), "docs/data.csv": "1,2\n" * 1000},
        ("--max-asset", "2kB"),
        "docs/index.md:3: asset-too-large: ",
    ),
    "a drawing that is none": (
        {**page("![x](broken.svg)"), "docs/broken.svg": "<svg><g></svg>"},
        (),
        "docs/index.md:3: asset-unreadable: ",
    ),
    "a picture that is none": (
        {**page("![x](page.png)"), "docs/page.png": "<html>Not found</html>"},
        (),
        "docs/index.md:3: asset-unreadable: ",
    ),
    "two pages with one address": (
        {**page("x"), "docs/a.md": "# A\n", "docs/a/index.md": "# B\n"},
        (),
        "address-duplicate: ",
    ),
    "a font that is none": (
        {
            **page("x"),
            "mkdocs.yml": f"{CONFIG}extra_css: [own.css]\n",
            "docs/own.css": "p {}\n@font-face { font-family: F; src: url(f.woff2) }\np { font: F }",
            "docs/f.woff2": b"no font",
        },
        (),
        "docs/own.css:2: asset-unreadable: ",
    ),
    "a hook that fails": (
        {**page("x"), "mkdocs.yml": f"{CONFIG}hooks: [hook.py]\n", "hook.py": FAILING_PLUGIN},
        (),
        "docs/index.md: render-failed: Error reading page 'index.md': the hook is broken",
    ),
    "a choice of nothing": (
        page("x"),
        ("--only", "nosuch/"),
        "docs/nosuch: content-empty: ",
    ),
    "a cover that is not there": (
        page("x"),
        ("--cover", "nosuch.png"),
        "mkdocs.yml: config-invalid: there is no picture 'nosuch.png'",
    ),
    "a bound that no page fits": (
        page("x"),
        ("--split-over", "100"),
        "mkdocs.yml: split-too-small: ",
    ),
    "what cannot be fetched": (
        page("![x](http://127.0.0.1:9/a.png)"),
        ("--fetch",),
        "docs/index.md:3: fetch-failed: ",
    ),
}


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_is_told_with_its_place_and_the_last_file_stays(tmp_path: Path, name: str) -> None:
    files, arguments, problem = ERRORS[name]
    ran = run_here(project(tmp_path, files), "standalone", "-o", "one.html", *arguments)
    assert ran.returncode == 1
    assert problem in ran.stderr
    assert "Traceback" not in ran.stderr
    assert (tmp_path / "one.html").read_text(encoding="utf-8") == OLD


WARNINGS: Mapping[str, tuple[Files, str]] = {
    "an image on another site": (
        page("![x](https://x.example/a.png)"),
        "docs/index.md:3: asset-remote: ",
    ),
    "a script": (page("<script>run()</script>"), "docs/index.md:3: content-active: "),
    "two things that want one address": (
        {**page("x"), "docs/a.md": "# A\n\n## B\n", "docs/a/b.md": "# B\n"},
        "docs/a.md: anchor-clash: ",
    ),
    "a stylesheet on another site": (
        {
            **page("x"),
            "mkdocs.yml": f"{CONFIG}extra_css: [own.css]\n",
            "docs/own.css": "@import url(https://x.example/a.css);",
        },
        "docs/own.css:1: asset-remote: ",
    ),
}


@pytest.mark.parametrize("name", WARNINGS)
def test_a_warning_is_told_and_fails_a_strict_run(tmp_path: Path, name: str) -> None:
    files, problem = WARNINGS[name]
    root = project(tmp_path, files)
    ran = run_here(root, "standalone", "-o", "one.html", "--strict")
    assert ran.returncode == 1
    assert problem in ran.stderr
    assert (root / "one.html").read_text(encoding="utf-8") == OLD
    ran = run_here(root, "standalone", "-o", "one.html")
    assert ran.returncode == 0
    assert problem in ran.stderr
    assert (root / "one.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_theme_without_templates_is_no_obstacle(tmp_path: Path) -> None:
    theme = "theme:\n  name: null\n  custom_dir: theme\n"
    files = {**page("x"), "mkdocs.yml": CONFIG + theme, "theme/empty.txt": ""}
    ran = run_here(project(tmp_path, files), "standalone", "-o", "one.html")
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    root = project(tmp_path, page("x"))
    (root / "taken.html").mkdir()
    ran = run_here(root, "standalone", "-o", "taken.html")
    assert ran.returncode == 2
    assert ran.stderr.startswith("taken.html: cannot-write: ")


def test_a_disk_that_is_full_leaves_the_last_file(tmp_path: Path) -> None:
    root = project(tmp_path, page("word " * 300_000))
    # Enough for what MkDocs writes, too little for the file.
    ran = site_builder(root, "standalone", "-o", "one.html", most_bytes=1_400_000)
    assert ran.returncode == 2
    assert "one.html: cannot-write: " in ran.stderr
    assert "Traceback" not in ran.stderr
    assert (root / "one.html").read_text(encoding="utf-8") == OLD
    assert not [path for path in root.iterdir() if path.name.startswith(".one")]
