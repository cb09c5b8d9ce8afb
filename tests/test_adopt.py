"""Ten pages with typed code, as one finds them, are moved over; and what keeps some from it."""

import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from site_builder.text.fences import find_fences
from tests.command import Ran, run_here, site_builder, snapshot, write
from tests.small import QUIET, environment

ORIGINAL = Path(__file__).parent / "projects" / "typed"
PAGES = sorted(
    path.relative_to(ORIGINAL).as_posix()
    for path in ORIGINAL.rglob("docs/**/*.md")
    if path.name != "index.md"
)
CONFIG = "site_name: Small\nplugins:\n  - site_builder\n"
CHECKED = (
    "site_name: Small\nplugins:\n  - site_builder:\n"
    "      samples_only:\n        languages: [examples, bash]\n"
)


class Moved:
    """The ten pages before and after."""

    def __init__(self, root: Path) -> None:
        self.root = root / "typed"
        shutil.copytree(ORIGINAL, self.root)
        self.before = snapshot(self.root)
        self.blocks_before = self.blocks("before")
        self.ran = site_builder(self.root, "adopt", *PAGES)
        self.after = snapshot(self.root)
        self.blocks_after = self.blocks("after")

    def blocks(self, name: str) -> Mapping[str, Sequence[str]]:
        """Return the texts of all blocks of code by the pages of a build."""
        # What is typed is a mistake there before it is adopted.
        config = self.root / "mkdocs.yml"
        asked = config.read_text("utf-8")
        quiet = asked.replace("languages: [examples, bash]", "languages: []")
        config.write_text(quiet.replace("tagged: true", "tagged: false"), "utf-8")
        built = site_builder(self.root, "build", "-d", f"../{name}")
        config.write_text(asked, "utf-8")
        assert built.returncode == 0, built.stderr
        folder = self.root.parent / name
        return {
            path.relative_to(folder).as_posix(): [
                "\n".join(line.rstrip() for line in node.text().strip("\n").split("\n"))
                for node in LexborHTMLParser(path.read_bytes()).css("pre")
            ]
            for path in sorted(folder.rglob("*.html"))
            if "examples" not in path.relative_to(folder).parts
        }


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Moved:
    return Moved(tmp_path_factory.mktemp("moved").resolve())


def test_there_are_ten_pages() -> None:
    assert len(PAGES) == 10


def test_the_command_ends_well_and_says_what_it_did(moved: Moved) -> None:
    assert moved.ran.returncode == 0, moved.ran.stderr
    expected = ORIGINAL.parent / "typed-report.txt"
    assert moved.ran.stdout == expected.read_text("utf-8")


def test_the_check_is_green_with_samples_only(moved: Moved) -> None:
    checked = site_builder(moved.root, "check", "--strict")
    assert (checked.returncode, checked.stdout) == (0, "No problems.\n"), checked.stderr


def test_the_check_was_red_before(moved: Moved, tmp_path: Path) -> None:
    shutil.copytree(ORIGINAL, tmp_path / "typed")
    checked = site_builder(tmp_path / "typed", "check", "--no-run")
    assert checked.returncode == 1
    assert "code-typed" in checked.stderr


def test_the_made_tests_pass(moved: Moved) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *QUIET, "-q", "-W", "error", "examples"],
        cwd=moved.root,
        env=environment({}),
        capture_output=True,
        encoding="utf-8",
        timeout=200,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
    assert "26 passed" in ran.stdout


def test_readers_see_the_same_code_as_before(moved: Moved) -> None:
    assert moved.blocks_after == moved.blocks_before
    assert sum(map(len, moved.blocks_before.values())) > 35


def _around_blocks(data: bytes) -> list[str]:
    """Return the lines of a page that belong to no block, and to no comment of the command."""
    text = data.decode()
    hidden = {n for one in find_fences(text) for n in range(one.first, one.last + 1)}
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if "<!-- typed: adopt left it" in line:
            hidden |= {number, number + 1}
    return [line for number, line in enumerate(lines, start=1) if number not in hidden]


def test_all_else_of_a_page_is_the_same_to_the_last_byte(moved: Moved) -> None:
    for page in PAGES:
        assert _around_blocks(moved.after[page]) == _around_blocks(moved.before[page])
    windows = moved.after["docs/reference/data.md"]
    assert windows.count(b"\n") == windows.count(b"\r\n")


def test_a_second_time_there_is_nothing_to_do(moved: Moved) -> None:
    again = site_builder(moved.root, "adopt", *PAGES)
    assert again.returncode == 0
    assert snapshot(moved.root) == moved.after
    assert "blocks" not in again.stdout


def project(root: Path, page: str, config: str = CONFIG, **more: str) -> Path:
    home = "# Home\n\n[Page](page.md)\n"
    files = {"mkdocs.yml": config, "docs/index.md": home, "docs/page.md": page}
    return write(root, {**files, **more})


def adopt(root: Path, page: str, *arguments: str, config: str = CONFIG) -> Ran:
    return run_here(project(root, page, config), "adopt", "docs/page.md", *arguments)


def examples(root: Path) -> Sequence[str]:
    return [name for name in snapshot(root) if name.startswith("examples/")]


def test_a_dry_run_tells_and_writes_nothing(tmp_path: Path) -> None:
    page = "# Page\n\n```python\nprint(1)\n```\n"
    ran = adopt(tmp_path, page, "--dry-run")
    assert ran.stdout == "docs/page.md: 1 block would become examples/pages/page\n"
    assert set(snapshot(tmp_path)) == {"mkdocs.yml", "docs/index.md", "docs/page.md"}


def test_a_category_can_be_named(tmp_path: Path) -> None:
    ran = adopt(tmp_path, "# Page\n\n```python\nprint(1)\n```\n", "--category", "demo")
    assert ran.stdout == "docs/page.md: 1 block became examples/demo/page\n"
    assert (tmp_path / "examples/demo/page/page.py").read_text() == "print(1)\n"
    assert (tmp_path / "examples/demo/page/expected.txt").read_text() == "1\n"


def test_a_category_that_python_cannot_import_is_refused(tmp_path: Path) -> None:
    ran = adopt(tmp_path, "```python\nprint(1)\n```\n", "--category", "my-demo")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "my-demo: example-invalid: Python cannot import this name" in ran.stderr


def test_all_pages_that_cannot_be_adopted_are_told_before_anything_is_written(
    tmp_path: Path,
) -> None:
    page = "# Page\n\n```python\nprint(1)\n```\n"
    root = project(tmp_path, page)
    ran = run_here(root, "adopt", "docs/pge.md", "docs/page.md", "docs/other.md")
    assert ran.returncode == 1
    assert "docs/pge.md: file-missing: there is no such page in the project; did you" in ran.stderr
    assert "docs/other.md: file-missing:" in ran.stderr
    assert set(snapshot(tmp_path)) == {"mkdocs.yml", "docs/index.md", "docs/page.md"}


def test_a_page_that_is_made_has_nothing_to_adopt(tmp_path: Path) -> None:
    root = project(
        tmp_path,
        "# Page\n",
        **{"examples/a/b/example.toml": 'title = "B"\nsummary = "S"\n', "examples/a/b/b.py": "1"},
    )
    ran = run_here(root, "adopt", "examples/a/b.md")
    assert ran.returncode == 1
    assert "the page is made by the tool" in ran.stderr


def test_a_page_without_code_stays(tmp_path: Path) -> None:
    ran = adopt(tmp_path, "# Page\n\n```text\nx\n```\n")
    assert ran.stdout == "docs/page.md: nothing to adopt\n"
    assert examples(tmp_path) == []


def test_an_example_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    write(tmp_path, {"examples/pages/page/notes.txt": "mine"})
    ran = adopt(tmp_path, "# Page\n\n```python\nprint(1)\n```\n")
    assert ran.stdout == "docs/page.md: 1 block became examples/pages/page_2\n"
    assert (tmp_path / "examples/pages/page/notes.txt").read_text() == "mine"


def test_what_cannot_be_written_leaves_all_as_it_was(tmp_path: Path) -> None:
    root = project(tmp_path, "# Page\n\n```python\nprint('x' * 600)\n```\n")
    before = snapshot(root)
    ran = site_builder(root, "adopt", "docs/page.md", most_bytes=400)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "cannot-write" in ran.stderr
    assert snapshot(root) == before


def test_code_that_varies_is_recorded_with_what_varies(tmp_path: Path) -> None:
    page = "# Page\n\n```python\nimport time\n\nprint(f'took {time.perf_counter()} s')\n```\n"
    assert adopt(tmp_path, page).returncode == 0
    folder = tmp_path / "examples/pages/page"
    assert 'normalise = ["duration"]' in (folder / "example.toml").read_text()
    assert "Some of it varies" in (folder / "test_page.py").read_text()
    assert run_here(tmp_path, "check", "--strict").stdout == "No problems.\n"


def test_code_that_is_never_the_same_is_not_run(tmp_path: Path) -> None:
    page = "# Page\n\n```python\nimport os\n\nprint(os.urandom(8).hex()[:3] + 'zz')\n```\n"
    ran = adopt(tmp_path, page)
    assert "not run, because it prints something else each time" in ran.stdout
    assert "library = true" in (tmp_path / "examples/pages/page/example.toml").read_text()
    assert run_here(tmp_path, "check", "--strict").stdout == "No problems.\n"


def test_a_server_that_never_ends_is_not_run_and_the_rest_is(tmp_path: Path) -> None:
    page = "# Page\n\n```python\nprint(1)\n```\n\n```python\nwhile True:\n    pass\n```\n"
    template = (Path(__file__).parents[1] / "templates/new/adopted/example.toml.jinja").read_text()
    write(tmp_path, {"own/new/adopted/example.toml.jinja": template.replace("= 20", "= 1")})
    ran = adopt(tmp_path, page, config=f"{CONFIG[:-1]}:\n      templates_dir: [own]\n")
    assert "page_2.py: not run, because it did not end in its time" in ran.stdout
    assert (tmp_path / "examples/pages/page/expected.txt").read_text() == "1\n"


def test_an_output_that_is_another_one_stays_and_is_told(tmp_path: Path) -> None:
    ran = adopt(tmp_path, "# Page\n\n```python\nprint(1)\n```\n\n```text\n2\n```\n")
    assert (
        "docs/page.md:7: left, because the code above it prints something else, in line 1 of the "
        "block: '1'; mend the page, and run the command again"
    ) in ran.stdout
    assert (tmp_path / "docs/page.md").read_text().endswith("```text\n2\n```\n")


def test_an_answer_of_python_that_is_another_one_stays(tmp_path: Path) -> None:
    ran = adopt(tmp_path, "# Page\n\n```pycon\n>>> 1 + 1\n3\n```\n", config=CHECKED)
    assert "left, because Python answers something else, in line 2 of the block: '2'" in ran.stdout
    assert examples(tmp_path) == []


def test_packages_around_the_examples_are_no_hindrance(tmp_path: Path) -> None:
    write(tmp_path, {"examples/__init__.py": "", "shop.py": "PRICE = 3\n"})
    ran = adopt(tmp_path, "# Page\n\n```python\nimport shop\n\nprint(shop.PRICE)\n```\n")
    assert "not run" not in ran.stdout
    assert (tmp_path / "examples/pages/page/expected.txt").read_text() == "3\n"


def test_modules_of_a_page_may_import_each_other(tmp_path: Path) -> None:
    page = (
        '# Page\n\n```python title="models.py"\nNAME = "Ada"\n```\n\n'
        '```python title="app.py"\nfrom models import NAME\n\nprint(NAME)\n```\n'
    )
    ran = adopt(tmp_path, page, config=CHECKED)
    assert "not run" not in ran.stdout
    main = (tmp_path / "examples/pages/page/__main__.py").read_text()
    assert "run_pieces(PIECES, globals(), siblings=True)" in main
    assert run_here(tmp_path, "check", "--strict").stdout == "No problems.\n"


INCLUDES = (
    "site_name: Small\nplugins:\n  - site_builder:\n"
    "      samples_only:\n        languages: [examples]\n"
    "markdown_extensions:\n  - pymdownx.superfences\n"
    "  - pymdownx.snippets:\n      base_path: [shared]\n      check_paths: true\n"
)
SHOP = "# --8<-- [start:prices]\nPRICES = {'tea': 3}\n# --8<-- [end:prices]\n\nOTHER = 1\n"


def test_what_an_include_fills_is_copied_into_the_example(tmp_path: Path) -> None:
    page = (
        '# Page\n\n```python\n--8<-- "shop.py:prices"\n```\n\n'
        "```python\nprint(PRICES['tea'])\n```\n\n```yaml\n--8<-- \"shop.yaml\"\n```\n"
    )
    write(tmp_path, {"shared/shop.py": SHOP, "shared/shop.yaml": "tea: 3\n"})
    ran = adopt(tmp_path, page, config=INCLUDES)
    assert "docs/page.md:3: it is a copy of shared/shop.py, which stays for" in ran.stdout
    folder = tmp_path / "examples/pages/page"
    assert (folder / "shop.py").read_text() == "PRICES = {'tea': 3}\n"
    assert (folder / "shop.yaml").read_text() == "tea: 3\n"
    assert (folder / "expected.txt").read_text() == "3\n"
    assert (tmp_path / "shared/shop.py").read_text() == SHOP
    assert run_here(tmp_path, "check", "--strict").stdout == "No problems.\n"


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("nosuch.py", "the included file 'nosuch.py' is not there"),
        ("shop.py:nosuch", "'shop.py' has no section 'nosuch'"),
        ("binary.py", "'binary.py' cannot be included: it is binary"),
        ("mine.py", "it includes a file that lies in an example"),
    ],
)
def test_an_include_that_cannot_be_read_stays(tmp_path: Path, target: str, reason: str) -> None:
    example = {
        "examples/a/b/example.toml": 'title = "B"\nsummary = "S"\n',
        "examples/a/b/mine.py": "x = 1\n",
    }
    write(tmp_path, {"shared/shop.py": SHOP, "shared/binary.py": b"\0", **example})
    config = INCLUDES.replace("[shared]", "[shared, examples/a/b]")
    ran = adopt(tmp_path, f'# Page\n\n```python\n--8<-- "{target}"\n```\n', config=config)
    assert f"docs/page.md:3: left, because {reason}" in ran.stdout
    assert not (tmp_path / "examples/pages").exists()


def test_code_that_ends_itself_is_blamed_and_nothing_else(tmp_path: Path) -> None:
    page = (
        "# Page\n\n```python\nprint(1)\n```\n\n## End\n\n```python\nraise SystemExit(3)\n```\n\n"
        "## Go on\n\n```python\nprint(2)\n```\n"
    )
    ran = adopt(tmp_path, page)
    assert "examples/pages/page/end.py: not run, because it ends with SystemExit: 3" in ran.stdout
    assert (tmp_path / "examples/pages/page/expected.txt").read_text() == "1\n2\n"


def test_a_page_named_like_what_it_imports_hides_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"page.py": "X = 5\n"})
    ran = adopt(tmp_path, "# Page\n\n```python\nimport page\n\nprint(page.X)\n```\n")
    assert ran.stdout == "docs/page.md: 1 block became examples/pages/page_2\n"
