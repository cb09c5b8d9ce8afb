"""A page is followed: what a reader would stumble over is told, and nothing else is."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from site_builder.stages.launch import Launcher, can_launch
from tests.guides.checkout import Checkout, make_original
from tests.guides.follow import follow

pytestmark = pytest.mark.skipif(not can_launch(), reason="commands are held in namespaces")

PAGE = "content/page.md"
TOML = 'title = "T"\nsummary = "S."\n\n[run]\nnormalise = ["duration"]\n'
FILES = {
    ".gitignore": ".cache/\n",
    "examples/a/b/example.toml": TOML,
    "examples/a/b/expected.txt": "done in 3 s\n",
    "greet.sh": "echo hello\n",
    "leave.sh": "echo x > left.txt\n",
    "change.sh": "echo x >> greet.sh\n",
    "hide.sh": "mkdir -p .cache && echo x > .cache/kept\n",
    "at_home.sh": "echo x > $HOME/.rc\n",
    "in_tmp.sh": "echo x > $TMPDIR/scratch\n",
}
Follow = Callable[..., list[str]]


@pytest.fixture(scope="module")
def launcher() -> Iterator[Launcher]:
    with Launcher() as one:
        yield one


@pytest.fixture
def followed(tmp_path: Path, launcher: Launcher) -> Follow:
    """Return what makes a small repository with a page, and follows that."""

    def run(text: str, *marked: str, seconds: float = 20) -> list[str]:
        root = tmp_path / "repository"
        for name, content in {**FILES, PAGE: text}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(content, encoding="utf-8")
        subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)
        subprocess.run(["git", "add", "--all"], cwd=root, check=True)
        (root / "untracked.sh").write_text("echo only here\n", encoding="utf-8")
        original = make_original(root, tmp_path / "original")
        outer = tmp_path / "outer"
        outer.mkdir()
        checkout = Checkout.copy_of(original, outer)
        return follow(PAGE, marked, checkout, launcher, seconds=seconds)

    return run


def commands(*lines: str, printed: str | None = None) -> str:
    shown = "" if printed is None else f"\n```text\n{printed}\n```\n"
    return "\n".join(("# A page\n", "```sh", *lines, "```", shown))


@pytest.mark.parametrize(
    "text",
    [
        commands("sh greet.sh", printed="hello"),
        commands("sh greet.sh", "sh greet.sh", printed="hello\nhello"),
        commands("sh greet.sh"),
        commands("sh hide.sh"),
        commands("echo 1 > mine.txt ", "cat mine.txt", printed="1"),
        commands("python -c 'import yaml'", ".venv/bin/python -c 'import yaml'"),
        commands("echo no >&2; sh greet.sh", printed="hello"),
        commands("echo done in 5 s") + "```sample show='output'\na/b\n```\n",
    ],
    ids=[
        "as shown",
        "two commands",
        "nothing shown",
        "what git ignores",
        "what the command names",
        "the environment",
        "standard error",
        "what may vary",
    ],
)
def test_a_page_that_works_has_nothing_to_stumble_over(followed: Follow, text: str) -> None:
    assert followed(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (commands("sh greet.sh", printed="bye"), f"{PAGE}:7: the reader sees something else"),
        (commands("sh greet.sh; exit 3"), f"{PAGE}:4: sh greet.sh; exit 3: exit code 3"),
        (commands("sh untracked.sh"), f"{PAGE}:4: sh untracked.sh: exit code"),
        (commands("sh leave.sh"), f"{PAGE}: it leaves behind: ?? left.txt"),
        (commands("sh change.sh"), f"{PAGE}: it leaves behind:  M greet.sh"),
        (commands("sh at_home.sh"), f"{PAGE}: it leaves behind: home/.rc"),
        (commands("sh in_tmp.sh"), f"{PAGE}: it leaves behind: tmp/scratch"),
        (commands("echo done") + "```sample show='output'\na/b\n```\n", "something else"),
        (commands("echo x") + "```sample show='output'\na/c\n```\n", "which git does not follow"),
    ],
    ids=[
        "another output",
        "an exit code",
        "a file that git does not follow",
        "a new file",
        "a changed file",
        "a file in the home",
        "a temporary file",
        "another recorded output",
        "no recorded output",
    ],
)
def test_what_a_reader_stumbles_over_is_told(followed: Follow, text: str, told: str) -> None:
    (found,) = followed(text)
    assert told in found


def test_nothing_can_be_written_elsewhere(followed: Follow, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.txt"
    (found,) = followed(commands(f"echo x > {elsewhere}"))
    assert "exit code" in found
    assert not elsewhere.exists()


def test_a_command_that_does_not_end_is_told(followed: Follow) -> None:
    (found,) = followed(commands("sleep 60"), seconds=0.5)
    assert found == f"{PAGE}:4: sleep 60: it was not done after 0.5 s"


@pytest.mark.parametrize(("printed", "stumbles"), [("hello", 0), ("bye", 1)])
def test_a_marked_command_is_not_run_and_those_beside_it_are(
    followed: Follow, printed: str, stumbles: int
) -> None:
    found = followed(commands("exit 1", "sh greet.sh", printed=printed), "exit 1")
    assert len(found) == stumbles


def test_an_output_whose_commands_are_all_marked_is_not_compared(followed: Follow) -> None:
    assert followed(commands("exit 1", printed="hello"), "exit 1") == []


def test_after_a_failure_nothing_else_is_told(followed: Follow) -> None:
    (found,) = followed(commands("exit 1") + commands("exit 2") + commands("sh leave.sh"))
    assert "exit code 1" in found


def test_no_variable_of_the_author_reaches_a_command(
    followed: Follow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    assert followed(commands('echo "key: $OPENAI_API_KEY"', printed="key:")) == []
