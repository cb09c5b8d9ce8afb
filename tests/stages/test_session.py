"""Shell sessions, run for real."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from site_builder.model import Isolation, Run, RunEnd
from site_builder.stages.execute import execute
from site_builder.stages.launch import Launcher
from tests.processes import processes_with
from tests.support import EXAMPLE_TOML, Project

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks for bash")
Run_ = Callable[..., Run]


@pytest.fixture(scope="module")
def launcher() -> Iterator[Launcher]:
    with Launcher() as one:
        yield one


@pytest.fixture(params=[Isolation.AUTO, Isolation.GUARD])
def run(
    project: Callable[..., Project], launcher: Launcher, request: pytest.FixtureRequest
) -> Run_:
    def make(text: str, name: str = "session.sh", **files: str) -> Run:
        root = "examples/demo/run"
        made = project(
            {
                f"{root}/example.toml": EXAMPLE_TOML,
                f"{root}/{name}": dedent(text),
                **{f"{root}/{one.replace('__', '.')}": other for one, other in files.items()},
            },
            isolation=request.param,
        )
        return execute(made.example(), made.settings, {}, launcher=launcher)

    return make


def transcript(run: Run) -> list[str]:
    assert (run.end, run.exit_code, run.stderr) == (RunEnd.EXITED, 0, b"")
    return run.stdout.decode().splitlines()


def test_a_script_is_shown_with_what_it_prints_and_keeps_its_state(run: Run_) -> None:
    done = run(
        """\
        #!/usr/bin/env bash
        # Go somewhere.
        mkdir there && cd there
        NAME=world

        echo "hello $NAME"
        basename "$PWD"
        """
    )
    assert transcript(done) == [
        "# Go somewhere.",
        "$ mkdir there && cd there",
        "$ NAME=world",
        '$ echo "hello $NAME"',
        "hello world",
        '$ basename "$PWD"',
        "there",
    ]


def test_a_command_may_take_several_lines(run: Run_) -> None:
    done = run(
        """\
        for name in a b; do
          echo $name
        done
        cat <<END
        text $((1 + 1))
        END
        echo one \\
          two
        """
    )
    assert transcript(done) == [
        *("$ for name in a b; do", ">   echo $name", "> done", "a", "b"),
        *("$ cat <<END", "> text $((1 + 1))", "> END", "text 2"),
        *("$ echo one \\", ">   two", "one two"),
    ]


def test_a_command_that_fails_is_shown_with_its_code_and_the_next_one_sees_it(run: Run_) -> None:
    assert transcript(run("nowhere\necho $?\n(exit 3)\ntrue\n")) == [
        *("$ nowhere", "bash: nowhere: command not found", "[exit code 127]"),
        *("$ echo $?", "127", "$ (exit 3)", "[exit code 3]", "$ true"),
    ]


def test_a_script_that_exits_has_that_code(run: Run_) -> None:
    done = run("echo one\nexit 4\necho two\n")
    assert (done.exit_code, done.stdout) == (4, b"$ echo one\none\n$ exit 4\n")


def test_a_command_that_does_not_end_is_told_with_its_line(run: Run_) -> None:
    done = run("echo one\n\necho 'two\n")
    assert (done.exit_code, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"session.sh:3: the command does not end: ")


def test_the_files_of_the_example_are_found_and_python_is_watched(run: Run_) -> None:
    done = run(
        "cat $EXAMPLE/data.txt\npython -c \"open('/nowhere-at-all', 'w')\" 2>/dev/null\n",
        data__txt="data\n",
    )
    assert done.stdout.decode().splitlines()[1] == "data"
    assert [one.what for one in done.violations] == ["/nowhere-at-all"]


SERVED = """\
    [[server]]
    command = "python -m http.server {port} --bind 127.0.0.1"

    [[step]]
    run = "echo hello > hello.txt"
    hide = true

    [[step]]
    run = "curl -s http://127.0.0.1:{port}/hello.txt"

    [[step]]
    run = "curl -sf http://127.0.0.1:{port}/nothing.txt"
    exit_code = 22
    """


def test_a_server_is_started_before_the_steps_and_stopped_after(run: Run_) -> None:
    assert transcript(run(SERVED, "session.toml")) == [
        "$ curl -s http://127.0.0.1:8000/hello.txt",
        "hello",
        "$ curl -sf http://127.0.0.1:8000/nothing.txt",
        "[exit code 22]",
    ]
    assert processes_with("http.server 8000 --bind") == []


def test_servers_start_in_order_and_know_each_other(run: Run_) -> None:
    listens = "import socket, sys, time; "
    listens += "s = socket.create_server(('127.0.0.1', int(sys.argv[1]))); "
    listens += "print('ready for', *sys.argv[2:], flush=True); time.sleep(60)"
    done = run(
        f"""\
        [[server]]
        name = "store"
        command = "python -c \\"{listens}\\" {{port}} $WHOM"
        ready = "ready for all"
        env = {{ WHOM = "all" }}

        [[server]]
        name = "api"
        command = "python -c \\"{listens}\\" {{port}} {{store.port}}"

        [[step]]
        run = "echo {{store.port}} {{api.port}}"
        """,
        "session.toml",
    )
    assert transcript(done) == ["$ echo 8000 8001", "8000 8001"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '[[step]]\nrun = "exit 3"',
            "session.toml: step 1 (exit 3): it ended with exit code 3, not 0\n",
        ),
        (
            '[[step]]\nrun = "sleep 60"\ntimeout = 0.5',
            "session.toml: step 1 (sleep 60): it did not end within 0.5 seconds\n",
        ),
        (
            '[[server]]\ncommand = "echo oh; exit 5"\n[[step]]\nrun = "true"',
            (
                "session.toml: the server 'server1' ended with exit code 5\n"
                "The server 'server1' printed:\noh\n"
            ),
        ),
        (
            (
                '[[server]]\ncommand = "echo oh; sleep 60"\nready = "ok"\ntimeout = 0.5\n'
                '[[step]]\nrun = "true"'
            ),
            (
                "session.toml: the server 'server1' was not ready in 0.5 s\n"
                "The server 'server1' printed:\noh\n"
            ),
        ),
    ],
)
def test_what_goes_wrong_is_told(run: Run_, text: str, told: str) -> None:
    done = run(text, "session.toml")
    assert (done.exit_code, done.stderr.decode()) == (1, told)


POSTGRES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


@pytest.mark.skipif(not POSTGRES, reason="asks for PostgreSQL")
def test_a_database_that_refuses_root_starts_in_namespaces(
    project: Callable[..., Project], launcher: Launcher
) -> None:
    text = f"""\
        PATH={POSTGRES[-1].parent}:$PATH
        initdb -D data -A trust > /dev/null
        pg_ctl -D data -o "-k $PWD -h 127.0.0.1 -p 5999" -w start > log.txt
        psql -h 127.0.0.1 -p 5999 -d postgres -Atc 'select 6 * 7'
        """
    made = project(
        {
            "examples/demo/run/example.toml": EXAMPLE_TOML,
            "examples/demo/run/session.sh": dedent(text),
        }
    )
    done = execute(made.example(), made.settings, {}, launcher=launcher)
    if "process namespace" not in done.isolation:
        pytest.skip("there are no namespaces here")
    assert transcript(done)[-1] == "42"
