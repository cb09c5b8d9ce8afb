import os
import sys
import time
from importlib import metadata
from pathlib import Path

import pytest

from site_builder.model import Part, PartKind, Seen, SeenKind, Settings
from site_builder.model.part import ABSENT
from site_builder.stages.fingerprint import (
    Fingerprint,
    changed_since,
    file_digest,
    setting,
    variables,
)


def prints(root: Path) -> Fingerprint:
    return Fingerprint(Settings(root, root / "content", root / "examples"))


def look(root: Path, kind: SeenKind, name: str) -> Part:
    """Return the state of a thing as a new build sees it."""
    (part,) = prints(root).seen([Seen(kind, name)])
    return part


class TestFile:
    def test_is_its_content(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text("one")
        before = look(tmp_path, SeenKind.FILE, "a.txt")
        os.utime(path, (0, 0))
        assert look(tmp_path, SeenKind.FILE, "a.txt") == before
        path.write_text("two")
        assert look(tmp_path, SeenKind.FILE, "a.txt") != before

    def test_may_lie_elsewhere(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("one")
        (part,) = prints(tmp_path / "root").files([str(tmp_path / "a.txt")])
        assert part.digest == file_digest(tmp_path / "a.txt") != ABSENT

    def test_is_what_a_link_leads_to(self, tmp_path: Path) -> None:
        for name in ("one", "two"):
            (tmp_path / name).write_text(name)
        (tmp_path / "link").symlink_to("one")
        before = look(tmp_path, SeenKind.FILE, "link")
        (tmp_path / "link").unlink()
        (tmp_path / "link").symlink_to("two")
        assert look(tmp_path, SeenKind.FILE, "link") != before

    def test_tells_folders_pipes_and_circles_apart(self, tmp_path: Path) -> None:
        (tmp_path / "folder").mkdir()
        os.mkfifo(tmp_path / "pipe")
        (tmp_path / "circle").symlink_to("circle")
        (tmp_path / "empty").write_text("")
        names = ("folder", "pipe", "circle", "empty", "nothing")
        digests = [file_digest(tmp_path / name) for name in names]
        assert digests[:2] == ["folder", "special"]
        assert digests[2].startswith("unreadable")
        assert digests[4] == ABSENT
        assert len(set(digests)) == len(names)

    def test_is_looked_at_once_a_build(self, tmp_path: Path) -> None:
        build = prints(tmp_path)
        before = build.files(["a.txt"])
        (tmp_path / "a.txt").write_text("new")
        assert build.files(["a.txt"]) == before
        assert build.again(before) == before
        assert prints(tmp_path).again(before) != before


class TestFolder:
    def test_is_the_names_in_it(self, tmp_path: Path) -> None:
        (tmp_path / "b").write_text("")
        (tmp_path / "a").mkdir()
        before = look(tmp_path, SeenKind.FOLDER, ".")
        assert before.shown == "a/b"
        (tmp_path / "b").write_text("other content")
        assert look(tmp_path, SeenKind.FOLDER, ".") == before
        (tmp_path / "c").write_text("")
        assert look(tmp_path, SeenKind.FOLDER, ".") != before

    def test_may_be_gone_or_empty(self, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        assert look(tmp_path, SeenKind.FOLDER, "gone").digest == ABSENT
        assert look(tmp_path, SeenKind.FOLDER, "empty").digest != ABSENT

    def test_keeps_no_names_of_very_many(self, tmp_path: Path) -> None:
        for number in range(1001):
            (tmp_path / str(number)).touch()
        before = look(tmp_path, SeenKind.FOLDER, ".")
        assert before.shown == ""
        (tmp_path / "more").touch()
        assert look(tmp_path, SeenKind.FOLDER, ".") != before


class TestMissing:
    def test_is_absent_until_it_is_there(self, tmp_path: Path) -> None:
        before = look(tmp_path, SeenKind.MISSING, "a.txt")
        assert before == Part(PartKind.MISSING, "a.txt", ABSENT)
        (tmp_path / "a.txt").write_text("")
        assert look(tmp_path, SeenKind.MISSING, "a.txt") != before


class TestDistribution:
    def make(self, folder: Path, version: str, *record: str) -> Part:
        info = folder / "tiny_kit-1.dist-info"
        info.mkdir(exist_ok=True)
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: tiny-kit\nVersion: {version}\n"
        )
        (info / "RECORD").write_text("".join(f"{line}\n" for line in record))
        return look(folder, SeenKind.DISTRIBUTION, "tiny-kit")

    @pytest.fixture(autouse=True)
    def _on_the_path(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.syspath_prepend(str(tmp_path))

    def test_is_its_version_and_its_files(self, tmp_path: Path) -> None:
        before = self.make(tmp_path, "1.0", "tiny_kit.py,sha256=a,1")
        assert before.shown == "1.0"
        assert self.make(tmp_path, "1.1", "tiny_kit.py,sha256=a,1") != before
        assert self.make(tmp_path, "1.0", "tiny_kit.py,sha256=b,1") != before
        assert self.make(tmp_path, "1.0", "tiny_kit.py,sha256=a,1") == before

    @pytest.mark.parametrize(
        "line",
        [
            "../../../bin/tiny,sha256=a,1",
            "__pycache__/tiny_kit.cpython-311.pyc,,",
            "tiny_kit-1.dist-info/INSTALLER,sha256=a,1",
        ],
    )
    def test_is_not_what_an_installer_adds(self, tmp_path: Path, line: str) -> None:
        before = self.make(tmp_path, "1.0", "tiny_kit.py,sha256=a,1")
        assert self.make(tmp_path, "1.0", "tiny_kit.py,sha256=a,1", line) == before

    def test_may_be_gone(self, tmp_path: Path) -> None:
        assert look(tmp_path, SeenKind.DISTRIBUTION, "no-such-thing").digest == ABSENT

    def test_of_this_tool_is_found(self, tmp_path: Path) -> None:
        version = metadata.version("jinja2")
        assert look(tmp_path, SeenKind.DISTRIBUTION, "jinja2").shown == version


class TestModule:
    def test_can_be_imported_or_cannot(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.syspath_prepend(str(tmp_path))
        before = prints(tmp_path).modules(["tiny_module"])
        assert before == (Part(PartKind.MODULE, "tiny_module", ABSENT),)
        (tmp_path / "tiny_module.py").write_text("")
        monkeypatch.syspath_prepend(str(tmp_path))
        assert prints(tmp_path).again(before) != before

    def test_of_the_standard_library_is_none(self, tmp_path: Path) -> None:
        assert prints(tmp_path).modules(["json", "sys"]) == ()

    def test_that_cannot_be_looked_for_counts_as_absent(self, tmp_path: Path) -> None:
        # The module that this process runs has no place that Python could name.
        assert prints(tmp_path).modules(["__main__"])[0].digest in {ABSENT, "installed"}
        assert prints(tmp_path).modules(["no.such.parent"])[0].digest == ABSENT

    def test_of_the_project_may_shadow_another(self, tmp_path: Path) -> None:
        (tmp_path / "mine.py").write_text("")
        (tmp_path / "email").mkdir()
        build = prints(tmp_path)
        assert build.shadows([tmp_path]) == build.shadows([tmp_path]) == ()
        (tmp_path / "email" / "__init__.py").write_text("")
        (tmp_path / "jinja2.py").write_text("")
        names = [one.name for one in prints(tmp_path).shadows([tmp_path, tmp_path / "none"])]
        assert names == ["email", "jinja2"]


class TestProgram:
    def test_is_its_content(self, tmp_path: Path) -> None:
        program = tmp_path / "tool"
        program.write_text("#!/bin/sh\n")
        before = look(tmp_path, SeenKind.PROGRAM, str(program))
        program.write_text("#!/bin/sh\nexit 1\n")
        assert look(tmp_path, SeenKind.PROGRAM, str(program)) != before

    def test_of_a_script_is_each_that_a_word_names(self, tmp_path: Path) -> None:
        program = tmp_path / "tool"
        program.write_text("#!/bin/sh\n")
        script = f"# A comment.\nsort <words | {program} --quiet; no-such-program; ./tool"
        before = prints(tmp_path).programs(script)
        names = [Path(one.name).name for one in before]
        assert names == ["sort"]
        program.chmod(0o755)
        names = [Path(one.name).name for one in prints(tmp_path).programs(script)]
        assert sorted(names) == ["sort", "tool"]
        assert prints(tmp_path).programs("") == ()

    def test_may_be_this_python(self, tmp_path: Path) -> None:
        assert look(tmp_path, SeenKind.PROGRAM, sys.executable).digest == "this Python"


def test_variables_are_kept_as_digests_only() -> None:
    parts = variables(("KEY", "OTHER"), {"KEY": "hunter2", "MORE": "x"})
    assert [one.name for one in parts] == ["KEY", "OTHER"]
    assert parts[1].digest == ABSENT
    assert "hunter2" not in repr(parts)
    assert variables(("KEY",), {"KEY": ""})[0].digest not in {ABSENT, parts[0].digest}


def test_a_variable_that_was_seen_counts_as_what_is_declared(tmp_path: Path) -> None:
    assert prints(tmp_path).seen([Seen(SeenKind.VARIABLE, "KEY")]) == ()


def test_a_setting_shows_its_value() -> None:
    assert setting("run.args", ("--top", 3)).shown == '["--top", 3]'
    assert setting("run.args", ()) != setting("run.args", ("",))


def test_a_file_has_changed_since_a_moment_or_has_not(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("")
    assert changed_since(path, time.time() - 60)
    assert not changed_since(path, time.time() + 60)
    # Even if its time is set back.
    os.utime(path, (0, 0))
    assert changed_since(path, time.time() - 60)
    assert not changed_since(tmp_path / "none", 0)
