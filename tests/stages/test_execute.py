"""Every run here is a real child process."""

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from textwrap import dedent

import pytest

from site_builder.model import Code, Isolation, Limits, Run, RunEnd, Start, Violation
from site_builder.stages.execute import execute, module_name
from site_builder.stages.launch import Launcher
from tests.processes import processes_with
from tests.support import EXAMPLE_TOML, Project

Run_ = Callable[..., Run]
linux = pytest.mark.skipif(sys.platform != "linux", reason="asks the system of Linux")


WAYS = {
    "fork": {},
    "spawn": {"start": Start.SPAWN},
    "fork under the guard": {"isolation": Isolation.GUARD},
}


@pytest.fixture(scope="module")
def launcher() -> Iterator[Launcher]:
    with Launcher() as one:
        yield one


@pytest.fixture(params=WAYS.values(), ids=WAYS)
def run(
    project: Callable[..., Project], launcher: Launcher, request: pytest.FixtureRequest
) -> Run_:
    """Return what runs code as an example: its text, the tables of its TOML, other files."""

    def make(
        code: str,
        toml: str = "",
        *,
        files: dict[str, str] | None = None,
        environment: dict[str, str] | None = None,
        limits: Limits | None = None,
    ) -> Run:
        made = project(
            {
                "examples/demo/run/example.toml": f"{EXAMPLE_TOML}{toml}",
                "examples/demo/run/__main__.py": dedent(code),
                **(files or {}),
            },
            limits=limits or Limits(),
            **request.param,
        )
        return execute(made.example(), made.settings, environment or {}, launcher=launcher)

    return make


def lines(run: Run) -> list[str]:
    """Return what a run printed; what it wrote to standard error must be nothing."""
    assert run.stderr == b""
    assert (run.end, run.exit_code) == (RunEnd.EXITED, 0)
    return run.stdout.decode().splitlines()


def tried(run: Run) -> list[tuple[Code, str, str, int]]:
    return [(one.code, one.what, one.file, one.line) for one in run.violations]


def test_a_run_has_what_the_example_printed(run: Run_) -> None:
    done = run("import sys\nprint('out')\nprint('err', file=sys.stderr)")
    assert (done.end, done.exit_code) == (RunEnd.EXITED, 0)
    assert (done.stdout, done.stderr, done.violations) == (b"out\n", b"err\n", ())
    assert 0 < done.seconds < 20
    assert done.example == "demo/run"


def test_a_run_has_the_exit_code(run: Run_) -> None:
    done = run("raise SystemExit(3)")
    assert (done.end, done.exit_code) == (RunEnd.EXITED, 3)


def test_a_run_that_a_signal_ended_has_its_number(run: Run_) -> None:
    assert run("import os; os.kill(os.getpid(), 9)").exit_code == -9


def test_a_run_has_the_traceback(run: Run_) -> None:
    done = run("1 / 0")
    assert done.exit_code == 1
    assert b"ZeroDivisionError" in done.stderr


def test_arguments_are_passed(run: Run_) -> None:
    code = "import sys; print(sys.argv[1:])"
    assert lines(run(code, '[run]\nargs = ["-v", "a b"]')) == ["['-v', 'a b']"]


def test_an_example_imports_its_own_modules(run: Run_) -> None:
    done = run(
        "from examples.demo.run.answers import answer\nprint(answer)",
        files={"examples/demo/run/answers.py": "answer = 42\n"},
    )
    assert lines(done) == ["42"]


def test_without_a_main_module_the_one_named_like_the_folder_runs(
    project: Callable[..., Project],
) -> None:
    made = project(
        {
            "examples/demo/run/example.toml": EXAMPLE_TOML,
            "examples/demo/run/run.py": "print(__spec__.name)\n",
        }
    )
    assert module_name(made.example(), made.settings) == "examples.demo.run.run"
    assert lines(made.run()) == ["examples.demo.run.run"]


ENDINGS = {
    "a text": ("raise SystemExit('because')", 1, "", "because\n"),
    "a large code": ("raise SystemExit(259)", 3, "", ""),
    "atexit": (
        "import atexit; atexit.register(print, 'end'); print('begin')",
        0,
        "begin\nend\n",
        "",
    ),
    "atexit after failure": (
        "import atexit; atexit.register(print, 'end'); exit(2)",
        2,
        "end\n",
        "",
    ),
    "a thread": (
        "from threading import Timer\nTimer(0.1, lambda: print('thread')).start()",
        0,
        "thread\n",
        "",
    ),
    "a finaliser": (
        "class A:\n    def __del__(self): print('gone')\none = A()\none.itself = one",
        0,
        "gone\n",
        "",
    ),
    "a closed output": ("import sys; print('x'); sys.stdout.close()", 0, "x\n", ""),
    "an interrupt": ("import os, signal; os.kill(os.getpid(), signal.SIGINT)", -2, "", None),
}


@pytest.mark.parametrize(("code", "exit_code", "stdout", "stderr"), ENDINGS.values(), ids=ENDINGS)
def test_a_run_ends_as_python_ends(
    run: Run_, code: str, exit_code: int, stdout: str, stderr: str | None
) -> None:
    done = run(code)
    assert (done.exit_code, done.stdout.decode()) == (exit_code, stdout)
    assert stderr is None or done.stderr.decode() == stderr


def test_a_traceback_is_that_of_python(run: Run_, project: Callable[..., Project]) -> None:
    done = run("def f():\n    return 1 / 0\nf()\n")
    lines = done.stderr.decode().splitlines()
    assert "site_builder_guard" not in done.stderr.decode()
    assert lines[0] == "Traceback (most recent call last):"
    assert lines[1].startswith('  File "<frozen runpy>", line ')
    assert lines[-1] == "ZeroDivisionError: division by zero"


def test_a_module_finds_itself_as_in_a_fresh_interpreter(run: Run_) -> None:
    code = """\
        import os, random, sys
        print(__name__, __spec__.name, sys.modules["__main__"].__file__ == __file__)
        print(sys.argv[0] == __file__, sys.path[0] == os.getcwd(), sys.flags.hash_randomization)
        print(sys.stdin.read() == "", sys.dont_write_bytecode)
        """
    assert lines(run(code)) == [
        "__main__ examples.demo.run.__main__ True",
        "True True 0",
        "True True",
    ]


def test_chance_is_not_shared_between_runs(run: Run_) -> None:
    code = "import random, uuid\nprint(random.random(), uuid.uuid4())"
    assert lines(run(code)) != lines(run(code))


def test_bytes_that_are_no_text_arrive_as_they_are(run: Run_) -> None:
    assert run("import os; os.write(1, b'\\xff\\n')").stdout == b"\xff\n"


def test_nothing_is_left_in_the_folder_of_the_example(
    run: Run_, project: Callable[..., Project]
) -> None:
    run(
        "from examples.demo.run import other",
        files={"examples/demo/run/other.py": "", "examples/demo/run/__init__.py": ""},
    )
    left = {path.name for path in (project({}).root / "examples/demo/run").iterdir()}
    assert left == {"__init__.py", "__main__.py", "example.toml", "other.py"}


# What an example finds


def test_the_working_folder_is_empty_and_new(run: Run_) -> None:
    code = """\
        from pathlib import Path
        print(list(Path().iterdir()))
        Path("left.txt").write_text("x")
        print(Path.home() == Path().absolute())
        """
    assert lines(run(code)) == ["[]", "True"]
    assert lines(run(code)) == ["[]", "True"]


def test_the_environment_is_made_from_nothing(run: Run_, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTHOR_SECRET", "x")
    done = run("import os; print(*sorted(os.environ), sep='\\n')", environment=dict(os.environ))
    names = [
        "COLUMNS", "HOME", "LC_ALL", "LINES", "NO_COLOR", "PATH", "PYTHONDONTWRITEBYTECODE",
        "PYTHONHASHSEED", "PYTHONPATH", "PYTHONUTF8", "SITE_BUILDER_GUARD", "TMPDIR", "TZ",
    ]  # fmt: skip
    assert [name for name in lines(done) if name != "LC_CTYPE"] == names


def test_time_locale_width_and_hashes_are_fixed(run: Run_, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("TZ", "Asia/Tokyo"), ("COLUMNS", "200"), ("PYTHONHASHSEED", "7")):
        monkeypatch.setenv(name, value)
    code = """\
        import locale, shutil, sys, time
        print(time.tzname[0], time.localtime(0).tm_hour)
        print(tuple(shutil.get_terminal_size()))
        print(hash("text"), sys.flags.hash_randomization, sys.flags.utf8_mode)
        print(locale.setlocale(locale.LC_ALL), sys.stdout.encoding)
        """
    first = lines(run(code, environment=dict(os.environ)))
    assert first[:2] == ["UTC 0", "(80, 24)"]
    assert first[2].endswith(" 0 1")
    assert first[3].endswith("utf-8")
    assert lines(run(code)) == first


def test_temporary_files_are_made_in_the_working_folder(run: Run_) -> None:
    code = """\
        import tempfile
        from pathlib import Path
        with tempfile.TemporaryDirectory() as name:
            print(Path(name).parent == Path().absolute())
        """
    assert lines(run(code)) == ["True"]


# Bounds


def test_a_run_that_hangs_is_stopped_after_its_time(run: Run_) -> None:
    done = run("import time; print('begun', flush=True); time.sleep(60)", "[run]\ntimeout = 1")
    assert (done.end, done.exit_code, done.stdout) == (RunEnd.TIMEOUT, -9, b"begun\n")
    assert 1 <= done.seconds < 10


def test_a_run_that_hangs_in_silence_is_stopped_after_its_time(run: Run_) -> None:
    code = "import os, time; os.close(1); os.close(2); time.sleep(60)"
    done = run(code, "[run]\ntimeout = 1")
    assert done.end is RunEnd.TIMEOUT
    assert done.seconds < 10


@pytest.mark.parametrize("stream", [1, 2])
def test_a_run_that_floods_is_stopped(run: Run_, stream: int) -> None:
    code = f"import os\nwhile True: os.write({stream}, b'x' * 5000)"
    done = run(code, limits=Limits(output_bytes=10_000))
    assert (done.end, done.exit_code) == (RunEnd.FLOODED, -9)
    assert (done.stdout, done.stderr)[stream - 1] == b"x" * 10_000


def test_a_short_flood_at_the_end_is_one_too(run: Run_) -> None:
    done = run("print('x' * 10_000)", limits=Limits(output_bytes=10_000))
    assert (done.end, len(done.stdout)) == (RunEnd.FLOODED, 10_000)


def test_output_of_just_the_allowed_size_is_no_flood(run: Run_) -> None:
    done = run("print('x' * 9_999)", limits=Limits(output_bytes=10_000))
    assert (done.end, len(done.stdout)) == (RunEnd.EXITED, 10_000)


def test_output_that_is_larger_than_a_pipe_arrives_whole(run: Run_) -> None:
    done = run("import sys\nprint('x' * 300_000)\nprint('y' * 300_000, file=sys.stderr)")
    assert (done.end, len(done.stdout), len(done.stderr)) == (RunEnd.EXITED, 300_001, 300_001)


MEMORY = "print(len(bytearray(600 * 1024 ** 2)))"


@linux
def test_memory_is_bounded(run: Run_) -> None:
    done = run(MEMORY, limits=Limits(memory_bytes=512 * 1024**2))
    assert done.exit_code == 1
    assert b"MemoryError" in done.stderr


def test_memory_below_the_bound_is_given(run: Run_) -> None:
    assert lines(run(MEMORY)) == [str(600 * 1024**2)]


LEAVES_A_CHILD = """\
    import subprocess, sys
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)  # {mark}"]{own})
    """


@linux
def test_control_a_process_is_found_by_its_command_line() -> None:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)  # control"]) as one:
        deadline = time.monotonic() + 20
        while processes_with("sleep(60)  # control") != [one.pid]:
            assert time.monotonic() < deadline
        one.kill()


@linux
@pytest.mark.parametrize("own", ["", ", start_new_session=True"])
def test_a_process_that_the_example_left_is_killed_and_not_waited_for(run: Run_, own: str) -> None:
    mark = uuid.uuid4().hex
    done = run(LEAVES_A_CHILD.format(mark=mark, own=own))
    assert (done.end, done.exit_code, done.stderr) == (RunEnd.EXITED, 0, b"")
    assert done.seconds < 20
    assert processes_with(mark) == []


@linux
def test_a_process_that_the_run_started_is_killed_when_time_is_up(run: Run_) -> None:
    mark = uuid.uuid4().hex
    code = dedent(LEAVES_A_CHILD).format(mark=mark, own="") + "child.wait()\n"
    assert run(code, "[run]\ntimeout = 1").end is RunEnd.TIMEOUT
    assert processes_with(mark) == []


@linux
def test_a_process_that_left_the_group_cannot_flood(run: Run_) -> None:
    mark = uuid.uuid4().hex
    writer = f"import os  # {mark}\\nwhile True: os.write(1, b'x' * 60_000)"
    code = f"""\
        import subprocess, sys, time
        child = subprocess.Popen([sys.executable, "-c", "{writer}"], start_new_session=True)
        """
    done = run(code, limits=Limits(output_bytes=10_000_000))
    assert done.end in {RunEnd.EXITED, RunEnd.FLOODED}
    assert len(done.stdout) <= 10_000_000
    assert processes_with(mark) == []


# Failures of children

STARTS = "import subprocess, sys\none = subprocess.Popen([sys.executable, '-c', {code!r}])\n"


@linux
@pytest.mark.parametrize(
    ("code", "then", "file", "line"),
    [
        ("raise SystemExit(3)", "one.wait()", "__main__.py", 3),
        ("raise SystemExit(3)", "while one.poll() is None: pass", "__main__.py", 3),
        (
            "raise SystemExit(3)",
            "import os; os.waitid(os.P_PID, one.pid, os.WEXITED | os.WNOWAIT)",
            "",
            0,
        ),
    ],
)
def test_a_process_that_fails_is_told(
    run: Run_, code: str, then: str, file: str, line: int
) -> None:
    done = run(STARTS.format(code=code) + then)
    assert done.exit_code == 0
    assert tried(done) == [(Code.RUN_CHILD_FAILED, "exit code 3", file, line)]


@linux
@pytest.mark.parametrize(
    ("code", "then"),
    [
        ("", "one.wait()"),
        ("import time; time.sleep(60)", "one.terminate(); one.wait()"),
        ("import signal, sys\nsigwait = signal.sigwait([15])\nsys.exit(1)", "one.kill()"),
    ],
)
def test_a_process_that_succeeds_or_is_stopped_is_not_told(run: Run_, code: str, then: str) -> None:
    assert tried(run(STARTS.format(code=code) + then)) == []


# Writing

WRITES = {
    "open": "open(outside + '/new.txt', 'w')",
    "open for appending": "open(outside + '/there.txt', 'a')",
    "open for change": "open(outside + '/there.txt', 'r+')",
    "os.open": "os.open(Path(outside, 'new.txt'), os.O_CREAT | os.O_WRONLY)",
    "Path.write_text": "Path(outside, 'new.txt').write_text('x')",
    "Path.mkdir": "Path(outside, 'folder').mkdir()",
    "Path.touch": "Path(outside, 'there.txt').touch()",
    "rename to": "Path('mine').touch(); os.rename('mine', outside + '/mine')",
    "rename from": "os.rename(outside + '/there.txt', 'mine')",
    "replace": "Path('mine').touch(); os.replace('mine', outside + '/mine')",
    "remove": "Path(outside, 'there.txt').unlink()",
    "rmdir": "os.rmdir(outside + '/empty')",
    "rmtree": "shutil.rmtree(outside + '/empty')",
    "truncate": "os.truncate(outside + '/there.txt', 0)",
    "chmod": "Path(outside, 'there.txt').chmod(0o600)",
    "utime": "os.utime(outside + '/there.txt')",
    "symlink": "os.symlink('a', outside + '/link')",
    "link": "Path('mine').touch(); os.link('mine', outside + '/link')",
    "sqlite": "sqlite3.connect(outside + '/new.db')",
    "sqlite with a path": "sqlite3.connect(Path(outside, 'new.db'))",
    "sqlite with an address": "sqlite3.connect(f'file:{outside}/new.db?mode=rwc', uri=True)",
    "through a link": "os.symlink(outside, 'away'); open('away/new.txt', 'w')",
    "relative": "os.chdir(outside); open('new.txt', 'w')",
    "climbing": "open(os.path.relpath(outside) + '/new.txt', 'w')",
}


@pytest.mark.parametrize("code", WRITES.values(), ids=WRITES)
def test_a_write_outside_the_working_folder_is_refused_and_told(
    run: Run_, project: Callable[..., Project], code: str
) -> None:
    root = project({"outside/there.txt": "text"}).root
    outside = root / "outside"
    (outside / "empty").mkdir()
    before = {path.name: path.stat().st_mtime_ns for path in outside.iterdir()}
    text = f"import os, shutil, sqlite3\nfrom pathlib import Path\noutside = {str(outside)!r}\n"
    done = run(
        f"{text}try:\n    {code}\nexcept PermissionError as error:\n    print(error.filename)"
    )
    (violation,) = done.violations
    assert (violation.code, violation.file) == (Code.RUN_WROTE_OUTSIDE, "__main__.py")
    assert (violation.line, violation.what.startswith(str(outside))) == (5, True)
    assert lines(done) == [violation.what]
    assert {path.name: path.stat().st_mtime_ns for path in outside.iterdir()} == before
    assert (outside / "there.txt").read_text() == "text"


def test_a_write_below_the_working_folder_is_allowed(run: Run_) -> None:
    code = """\
        import os, shutil, sqlite3
        from pathlib import Path
        Path("a/b").mkdir(parents=True)
        Path("a/b/c.txt").write_text("text")
        os.rename("a/b/c.txt", "a/d.txt")
        os.symlink("a", "link")
        Path("link/e.txt").touch()
        with sqlite3.connect("data.db") as database:
            database.execute("create table t (x)")
        database.close()
        sqlite3.connect(":memory:").close()
        sqlite3.connect("file:shared?mode=memory", uri=True).close()
        shutil.rmtree("a")
        print(*sorted(path.name for path in Path().iterdir()))
        """
    done = run(code)
    assert lines(done) == ["data.db link"]
    assert done.violations == ()


def test_devices_may_be_written(run: Run_) -> None:
    code = "print('x', file=open('/dev/null', 'w'))\nprint('y', file=open('/dev/stdout', 'w'))"
    done = run(code)
    assert (lines(done), done.violations) == (["y"], ())


def test_files_outside_may_be_read(run: Run_) -> None:
    code = """\
        import sqlite3
        from pathlib import Path
        here = Path(__file__).parent
        print((here / "words.txt").read_text())
        sqlite3.connect(f"file:{here}/words.txt?mode=ro", uri=True).close()
        """
    done = run(code, files={"examples/demo/run/words.txt": "words"})
    assert (lines(done), done.violations) == (["words"], ())


def test_the_line_of_the_example_is_told_not_that_of_the_library(run: Run_) -> None:
    code = "import shutil\n\nshutil.copyfile(__file__, '/nowhere-at-all')\n"
    assert tried(run(code)) == [
        (Code.RUN_WROTE_OUTSIDE, "/nowhere-at-all", "__main__.py", 3)
    ]  # fmt: skip


def test_a_child_process_is_watched_too(run: Run_) -> None:
    child = "open('/nowhere-at-all', 'w')"
    done = run(f'import subprocess, sys\nsubprocess.run([sys.executable, "-c", "{child}"])')
    assert done.violations[0] == Violation(Code.RUN_WROTE_OUTSIDE, "/nowhere-at-all", "", 0)


# Variables

READS = [
    "os.environ['WANTED']",
    "os.environ.get('WANTED')",
    "os.getenv('WANTED')",
    "'WANTED' in os.environ",
    "os.environ.setdefault('WANTED', 'x')",
    "os.environ.pop('WANTED', None)",
]


@pytest.mark.parametrize("code", READS)
def test_a_variable_that_is_not_declared_is_told(run: Run_, code: str) -> None:
    text = f"import os\ntry:\n    {code}\nexcept KeyError:\n    pass\n"
    done = run(text, environment={"WANTED": "secret"})
    assert tried(done) == [(Code.RUN_UNDECLARED_VARIABLE, "WANTED", "__main__.py", 3)]


@pytest.mark.parametrize("code", READS)
def test_a_variable_that_is_declared_is_no_violation(run: Run_, code: str) -> None:
    done = run(f"import os\n{code}", '[needs]\nenv = ["WANTED"]', environment={"WANTED": "x"})
    assert (lines(done), done.violations) == ([], ())


def test_a_variable_that_is_not_declared_is_not_passed(run: Run_) -> None:
    code = "import os; print(os.environ.get('WANTED'))"
    environment = {"WANTED": "secret"}
    assert lines(run(code, environment=environment)) == ["None"]
    declared = '[needs]\nenv = ["WANTED", "ABSENT"]'
    assert lines(run(code, declared, environment=environment)) == ["secret"]


def test_a_variable_that_is_read_in_a_loop_is_told_once(run: Run_) -> None:
    done = run("import os\nfor _ in range(3): os.getenv('WANTED')")
    assert len(done.violations) == 1


def test_what_an_example_sets_itself_it_may_read(run: Run_) -> None:
    done = run("import os\nos.environ['OWN'] = 'x'\nprint(os.environ['OWN'])")
    assert (lines(done), done.violations) == (["x"], ())


def test_variables_that_libraries_ask_for_are_their_business(run: Run_) -> None:
    done = run(
        "from shared.reads import wanted\nprint(wanted)",
        files={"shared/reads.py": "import os\nwanted = os.getenv('WANTED')\n"},
    )
    assert (lines(done), done.violations) == (["None"], ())


def test_fixed_variables_may_be_read(run: Run_) -> None:
    done = run("import os\nprint(os.environ['TZ'], len(dict(os.environ)) > 5)")
    assert (lines(done), done.violations) == (["UTC True"], ())


def test_no_declaration_takes_the_watch_or_a_fixed_value_away(run: Run_) -> None:
    names = ["TZ", "PYTHONPATH", "SITE_BUILDER_GUARD", "HOME"]
    toml = f"[needs]\nenv = {names}"
    code = "import os\nprint(os.environ['TZ'])\nos.getenv('WANTED')"
    done = run(code, toml, environment=dict.fromkeys(names, ""))
    assert lines(done) == ["UTC"]
    assert [violation.what for violation in done.violations] == ["WANTED"]


# The network

REACHES = {
    "connection": ("socket.create_connection(('192.0.2.1', 80))", "192.0.2.1:80"),
    "name": ("socket.create_connection(('nowhere.example', 80))", "nowhere.example:80"),
    "look-up": ("socket.getaddrinfo('nowhere.example', 443)", "nowhere.example:443"),
    "look-up of bytes": ("socket.getaddrinfo(b'nowhere.example', 443)", "nowhere.example:443"),
    "old look-up": ("socket.gethostbyname('nowhere.example')", "nowhere.example"),
    "datagram": (
        "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
        "192.0.2.1:53",
    ),
    "message": (
        "socket.socket(type=socket.SOCK_DGRAM).sendmsg([b'x'], [], 0, ('192.0.2.1', 53))",
        "192.0.2.1:53",
    ),
    "library": ("urllib.request.urlopen('http://nowhere.example/')", "nowhere.example:80"),
}


@pytest.mark.parametrize(("code", "what"), REACHES.values(), ids=REACHES)
def test_another_machine_is_refused_and_told(run: Run_, code: str, what: str) -> None:
    text = "import socket, urllib.request\ntry:\n"
    done = run(
        f"{text}    {code}\nexcept OSError as error:\n    print('only to this' in str(error))"
    )
    assert tried(done) == [(Code.RUN_NETWORK, what, "__main__.py", 3)]
    assert lines(done) == ["True"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1.2.3"])
def test_this_machine_can_be_reached(run: Run_, host: str) -> None:
    code = f"""\
        import socket, threading
        server = socket.create_server(("", 0))
        def answer():
            connection, _ = server.accept()
            connection.sendall(b"hello")
            connection.close()
        thread = threading.Thread(target=answer)
        thread.start()
        with socket.create_connection(("{host}", server.getsockname()[1])) as connection:
            print(connection.recv(5).decode())
        thread.join()
        server.close()
        """
    done = run(code)
    assert (lines(done), done.violations) == (["hello"], ())


def test_a_socket_of_the_file_system_can_be_reached(run: Run_) -> None:
    code = """\
        import socket
        server = socket.socket(socket.AF_UNIX)
        server.bind("a.sock")
        server.listen()
        client = socket.socket(socket.AF_UNIX)
        client.connect("a.sock")
        print("connected")
        """
    done = run(code)
    assert (done.stdout, done.violations) == (b"connected\n", ())
