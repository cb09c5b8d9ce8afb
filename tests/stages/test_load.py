import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.model import Code, Limits, Location, Needs, Problem, RunSpec
from site_builder.stages.load import load, load_again
from tests.support import EXAMPLE_TOML, Project

Make = Callable[..., Project]

CHAT = {
    "content/index.md": "# Title\n\n```sample\ndemo/chat/shown.py\n```\n",
    "examples/demo/chat/example.toml": EXAMPLE_TOML,
    "examples/demo/chat/shown.py": "x = 1\n",
}


def told(made: Project) -> str:
    """Return the only problem of a project as its author reads it."""
    (problem,) = made.problems()
    return str(problem)


def test_a_project_is_read_in_a_fixed_order(project: Make) -> None:
    made = project(
        {
            "content/b/two.md": "2",
            "content/a.md": "1",
            "content/b/one.markdown": "3",
            "examples/z/last/example.toml": EXAMPLE_TOML,
            "examples/a/first/example.toml": EXAMPLE_TOML,
            "examples/a/first/b.py": "",
            "examples/a/first/a.py": "",
        }
    )
    site, problems = load(made.settings)
    assert problems == ()
    assert [page.source for page in site.pages] == ["a.md", "b/one.markdown", "b/two.md"]
    assert [example.name for example in site.examples] == ["a/first", "z/last"]
    assert [file.name for file in site.examples[0].files] == ["a.py", "b.py", "example.toml"]


def test_some_files_are_read_again_and_the_others_stay_as_they_were(project: Make) -> None:
    made = project({**CHAT, "content/other.md": "# Other\n"})
    site, _ = load(made.settings)
    for name, text in {
        "content/index.md": "# New\n",
        "content/other.md": "# Not asked for\n",
        "examples/demo/chat/shown.py": "x = 2\n",
    }.items():
        (made.root / name).write_text(text, encoding="utf-8")
    again, problems = load_again(site, ["index.md"], ["demo/chat"])
    assert problems == ()
    assert {page.source: page.body for page in again.pages} == {
        "index.md": "# New\n",
        "other.md": "# Other\n",
    }
    assert [one.text for one in again.examples[0].files if one.name == "shown.py"] == ["x = 2\n"]


def test_what_cannot_be_read_again_is_told_and_stays_as_it_was(project: Make) -> None:
    made = project(CHAT)
    site, _ = load(made.settings)
    (made.root / "content/index.md").write_bytes(b"\xff")
    (made.root / "examples/demo/chat/example.toml").write_text("title =", encoding="utf-8")
    again, problems = load_again(site, ["index.md"], ["demo/chat"])
    assert (again.pages, again.examples) == (site.pages, site.examples)
    assert {one.code for one in problems} == {Code.PAGE_UNREADABLE, Code.EXAMPLE_INVALID}


def test_hidden_files_caches_and_other_files_are_left_alone(project: Make) -> None:
    made = project(
        CHAT
        | {
            "content/.draft.md": "",
            "content/.git/x.md": "",
            "content/picture.svg": "",
            "examples/demo/chat/__pycache__/x.pyc": b"\0",
            "examples/demo/chat/node_modules/x.js": "",
            "examples/demo/chat/.env": "KEY=1",
        }
    )
    site = made.site()
    assert [page.source for page in site.pages] == ["index.md"]
    assert [file.name for file in site.examples[0].files] == ["example.toml", "shown.py"]
    assert site.examples[0].unreadable == ()


def test_a_page_has_its_front_matter_and_the_line_of_its_body(project: Make) -> None:
    text = "\ufeff---\r\ntitle: Chat\r\nsummary: Talk.\r\n---\r\n\r\n# Heading\r\n"
    (page,) = project({"content/a/b.md": text}).site().pages
    assert (page.front_matter.title, page.front_matter.summary) == ("Chat", "Talk.")
    assert (page.body, page.body_line, page.path) == ("# Heading\n", 6, "content/a/b.md")


def test_an_example_has_what_its_file_declares(project: Make) -> None:
    toml = """\
title = "Chat"
summary = "Talk."
level = "advanced"
topics = ["a", "b"]
covers = ["C-01"]
library = true
[run]
args = ["-v"]
timeout = 2.5
exit_code = 3
normalise = ["time", "float:3"]
[needs]
services = ["redis"]
env = ["HOME"]
extras = ["llms"]
"""
    (example,) = project({"examples/demo/chat/example.toml": toml}).site().examples
    assert (example.title, example.summary, example.level) == ("Chat", "Talk.", "advanced")
    assert (example.topics, example.covers, example.library) == (("a", "b"), ("C-01",), True)
    assert example.run == RunSpec(("-v",), 2.5, 3, normalise=("time", "float:3"))
    assert example.needs == Needs(("redis",), ("HOME",), ("llms",))
    assert example.path == "examples/demo/chat"


def test_what_an_example_does_not_declare_has_a_default(project: Make) -> None:
    (example,) = project({"examples/demo/chat/example.toml": EXAMPLE_TOML}).site().examples
    assert (example.level, example.topics, example.library) == ("", (), False)
    assert (example.run, example.needs) == (RunSpec(), Needs())


@pytest.mark.parametrize("files", [{}, {"content/picture.svg": ""}])
def test_a_folder_without_pages_is_told(project: Make, files: dict[str, str]) -> None:
    assert (
        told(project(files)) == "content: content-empty: there is no Markdown page in this folder"
    )


def test_a_project_without_examples_is_no_mistake(project: Make) -> None:
    assert project({"content/index.md": "# Title\n"}).problems() == []


def test_a_page_that_is_not_utf_8_is_told(project: Make) -> None:
    made = project({"content/index.md": "# Title\n\ngrün\n".encode("latin-1")})
    assert told(made) == (
        "content/index.md: page-unreadable: the file is not UTF-8 text (line 3, byte 11)"
    )


def test_a_page_that_is_a_dead_link_is_told(project: Make, tmp_path: Path) -> None:
    made = project({"content/index.md": "# Title\n"})
    (tmp_path / "content/dead.md").symlink_to("nowhere.md")
    assert told(made) == (
        "content/dead.md: page-unreadable: the file cannot be read: No such file or directory"
    )


def test_an_example_toml_that_is_not_utf_8_is_told(project: Make) -> None:
    made = project({"content/index.md": "", "examples/demo/chat/example.toml": b"\xff"})
    assert told(made) == (
        "examples/demo/chat/example.toml: example-invalid: "
        "the file is not UTF-8 text (line 1, byte 0)"
    )


def test_a_folder_without_an_example_toml_is_no_example(project: Make) -> None:
    made = project(CHAT)
    (made.root / "examples/demo/chat/example.toml").unlink()
    assert told(made) == (
        "content/index.md:3: example-missing: there is no example 'demo/chat' "
        "(no valid examples/demo/chat/example.toml); "
        "make one with: site-builder new example demo/chat"
    )


SHOWN = "content/index.md:3: file-unreadable: 'shown.py' cannot be shown: "


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"x = '\0'\n", "the file is binary"),
        ("grün = 1\n".encode("utf-16"), "the file is not UTF-8 text (line 1, byte 0)"),
        ("x = 1\n\ngrün".encode("latin-1"), "the file is not UTF-8 text (line 3, byte 9)"),
        (b"#" * 5_100_000, "the file has 5100000 bytes, 1000000 are allowed"),
    ],
    ids=["binary", "another encoding", "a byte of another encoding", "5 MB"],
)
def test_a_file_that_is_no_small_text_cannot_be_shown(
    project: Make, content: bytes, reason: str
) -> None:
    assert project(CHAT).problems() == []  # control
    assert told(project(CHAT | {"examples/demo/chat/shown.py": content})) == SHOWN + reason


def test_a_file_that_cannot_be_shown_does_not_matter_to_other_files(project: Make) -> None:
    assert project(CHAT | {"examples/demo/chat/model.bin": b"\0"}).problems() == []


def test_a_project_may_allow_larger_files(project: Make) -> None:
    files = CHAT | {"examples/demo/chat/shown.py": b"#" * 5_100_000}
    assert project(files, limits=Limits(file_bytes=6_000_000)).problems() == []


def test_line_ends_and_marks_of_other_systems_do_not_show(project: Make) -> None:
    made = project(CHAT | {"examples/demo/chat/shown.py": b"\xef\xbb\xbfa = 1\r\nb = 2\rc = 3\r\n"})
    file = made.example("demo/chat").file("shown.py")
    assert file is not None
    assert file.text == "a = 1\nb = 2\nc = 3\n"


def linked(made: Project, name: str, target: Path) -> None:
    link = made.root / "examples/demo/chat" / name
    link.unlink(missing_ok=True)
    link.symlink_to(target)


def test_a_file_behind_a_link_that_leaves_cannot_be_shown(project: Make) -> None:
    made = project(CHAT | {"secret.py": "KEY = 1\n"})
    linked(made, "shown.py", made.root / "secret.py")
    assert told(made) == (
        "content/index.md:3: file-outside: 'shown.py' cannot be shown: "
        "the path leaves the examples folder through a symbolic link"
    )


def test_a_file_behind_a_link_that_stays_can_be_shown(project: Make) -> None:
    made = project(CHAT | {"examples/shared/common.py": "x = 1\n"})
    linked(made, "shown.py", made.root / "examples/shared/common.py")
    assert made.problems() == []


def test_files_behind_a_link_to_a_folder_that_leaves_cannot_be_shown(project: Make) -> None:
    page = "\n\n```sample\ndemo/chat/data/key.py\n```\n"
    made = project(CHAT | {"outside/key.py": "KEY = 1\n", "content/index.md": page})
    linked(made, "data", made.root / "outside")
    assert told(made) == (
        "content/index.md:3: file-outside: 'data/key.py' cannot be shown: "
        "the path leaves the examples folder through a symbolic link"
    )


def test_files_behind_a_link_to_a_folder_are_told_to_be_behind_one(project: Make) -> None:
    page = "\n\n```sample\ndemo/chat/data/key.py\n```\n"
    made = project(CHAT | {"examples/shared/key.py": "KEY = 1\n", "content/index.md": page})
    linked(made, "data", made.root / "examples/shared")
    assert told(made) == (
        "content/index.md:3: file-unreadable: 'data/key.py' cannot be shown: "
        "links to folders are not followed"
    )


def test_an_example_behind_a_link_is_none(project: Make) -> None:
    made = project(CHAT | {"content/index.md": "\n\n```sample\ndemo/linked\n```\n"})
    (made.root / "outside").mkdir()
    (made.root / "outside/example.toml").write_text(EXAMPLE_TOML)
    (made.root / "examples/demo/linked").symlink_to(made.root / "outside")
    (problem,) = made.problems()
    assert problem.code is Code.EXAMPLE_MISSING


def test_a_link_to_itself_is_told(project: Make) -> None:
    made = project(CHAT)
    linked(made, "shown.py", made.root / "examples/demo/chat/shown.py")
    assert told(made) == SHOWN + "the file cannot be read: Too many levels of symbolic links"


def test_a_link_to_a_folder_above_ends(project: Make) -> None:
    made = project(CHAT)
    linked(made, "loop", made.root / "examples")
    assert made.problems() == []


def test_a_dead_link_is_told(project: Make) -> None:
    made = project(CHAT)
    linked(made, "shown.py", made.root / "examples/nowhere.py")
    assert told(made) == SHOWN + "the file cannot be read: No such file or directory"


def test_a_pipe_is_not_waited_for(project: Make) -> None:
    made = project(CHAT)
    (made.root / "examples/demo/chat/shown.py").unlink()
    os.mkfifo(made.root / "examples/demo/chat/shown.py")
    assert told(made) == SHOWN + "it is not a regular file"


def test_a_socket_that_a_server_left_is_no_mistake(
    project: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = project(CHAT)
    # The path of a socket is short by law, so it is named from its folder.
    monkeypatch.chdir(made.root / "examples/demo/chat")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("redis.sock")
    assert made.problems() == []


def test_a_project_behind_a_link_is_as_good_as_any(project: Make, tmp_path: Path) -> None:
    project({f"real/{name}": text for name, text in CHAT.items()})
    (tmp_path / "alias").symlink_to(tmp_path / "real")
    assert Project(tmp_path / "alias", {}).problems() == []


def test_problems_of_a_page_and_of_an_example_come_together(project: Make) -> None:
    made = project(
        {
            "content/a.md": "---\ntitle: [x]\n---\n",
            "examples/demo/chat/example.toml": f"{EXAMPLE_TOML}zzz = 1\n",
        }
    )
    assert [(one.code, one.location) for one in load(made.settings)[1]] == [
        (Code.FRONT_MATTER_INVALID, Location("content/a.md", 2)),
        (Code.EXAMPLE_INVALID, Location("examples/demo/chat/example.toml", 3)),
    ]
    assert all(isinstance(one, Problem) for one in load(made.settings)[1])


DIAGRAM = {"content/index.md": "# Title\n", "content/drawn/a/flow.mmd": "graph LR\n"}


def test_diagrams_are_read_with_their_drawings(project: Make) -> None:
    files = DIAGRAM | {"content/drawn/a/flow.svg": "<svg/>", "content/drawn/x.txt": ""}
    made = project(files, diagrams="drawn")
    (diagram,) = made.site().diagrams
    assert (diagram.name, diagram.path) == ("a/flow", "content/drawn/a/flow.mmd")
    assert (diagram.source, diagram.svg) == ("graph LR\n", "<svg/>")


def test_a_diagram_that_was_never_drawn_has_no_drawing(project: Make) -> None:
    made = project(DIAGRAM, diagrams="drawn")
    assert [diagram.svg for diagram in made.site().diagrams] == [""]


def test_a_project_without_a_folder_of_diagrams_has_none(project: Make) -> None:
    assert project(DIAGRAM, diagrams="").site().diagrams == ()


@pytest.mark.parametrize("suffix", ["mmd", "svg"])
def test_a_diagram_that_is_not_utf_8_is_told(project: Make, suffix: str) -> None:
    made = project(DIAGRAM | {f"content/drawn/a/flow.{suffix}": b"\xff"}, diagrams="drawn")
    assert told(made) == (
        f"content/drawn/a/flow.{suffix}: diagram-invalid: "
        "the file is not UTF-8 text (line 1, byte 0)"
    )


def test_recorded_files_are_kept_as_they_are(project: Make) -> None:
    made = project(
        {
            "examples/demo/run/example.toml": EXAMPLE_TOML,
            "examples/demo/run/run.py": "pass\n",
            "examples/demo/run/expected/chart.png": b"\x89PNG\0",
            "examples/demo/run/expected/out/a.csv": b"a,1\r\n",
        }
    )
    (made.root / "examples/demo/run/expected/link.png").symlink_to("/etc/hostname")
    assert [(one.name, one.data) for one in made.example().recorded] == [
        ("chart.png", b"\x89PNG\0"),
        ("out/a.csv", b"a,1\r\n"),
    ]
    assert made.example().file("expected/out/a.csv")


def test_a_session_that_cannot_be_read_is_told_at_its_line_and_is_no_example(
    project: Callable[..., Project],
) -> None:
    made = project(
        {
            "content/index.md": "# Home\n",
            "examples/demo/run/example.toml": EXAMPLE_TOML,
            "examples/demo/run/session.toml": '[[step]]\nrun = "true"\nruns = 1\n',
            "examples/demo/well/example.toml": EXAMPLE_TOML,
            "examples/demo/well/session.toml": '[[step]]\nrun = "true"\n',
        }
    )
    (problem,) = made.problems()
    assert problem.location == Location("examples/demo/run/session.toml", 3)
    assert [one.name for one in made.site().examples] == ["demo/well"]
