"""Examples that hurt: each is contained and told with its own message, and the rest still runs."""

import json
import sys
import uuid
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

import pytest

from tests.command import Ran, site_builder, write
from tests.processes import processes_in, processes_with

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks the system of Linux")

CONFIG = """\
site_name: Hostile
plugins:
  - site_builder:
      max_output_bytes: 100 kB
      max_disk_bytes: 20 MB
      max_processes: 16
      isolation: {isolation}
"""
TOML = 'title = "T"\nsummary = "S."\n[run]\ntimeout = {timeout}\n'
SLEEPER = 'f"import time; time.sleep(60)  # {MARK}"'

EXAMPLES: Mapping[str, str] = {
    "bomb": "import os\nwhile True: os.fork()",
    "flood": "while True: print('x' * 1000)",
    "memory": "bytearray(10 * 1024**3)",
    "daemon": f"""\
        import os, subprocess, sys
        if os.fork() == 0:
            os.setsid()
            subprocess.Popen([sys.executable, "-c", {SLEEPER}], start_new_session=True)
            os._exit(0)
        os.wait()
        print("left one behind")
        """,
    "stubborn": f"""\
        import signal, subprocess, sys, time
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        subprocess.Popen([sys.executable, "-c", {SLEEPER}])
        time.sleep(60)
        """,
    "network": "import socket\nsocket.create_connection(('192.0.2.1', 80), 1)",
    "home": "open(f'{HOME}/.profile', 'a').write('echo hello')",
    "link": "import os\nos.symlink(HOME, 'away')\nopen('away/new.txt', 'w')",
    "child": "import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'exit(3)'])",
    "disk": "for number in range(100): open(str(number), 'wb').write(bytes(10**6))",
    "program": """\
        import subprocess
        subprocess.run(["sh", "-c", f"echo x > {HOME}/by-program.txt"], capture_output=True)
        """,
    "good": "print('good')",
}
TOLD: Mapping[str, str] = {
    "bomb": "run-crowded: the example had more than 16 processes at a time",
    "flood": "run-flooded: the example printed more than 100000 bytes",
    "memory": "run-memory: the example asked for more than 4294967296 bytes of memory",
    "stubborn": "run-timeout: the example did not end within 2 seconds",
    "network": "run-network: the example tried to reach 192.0.2.1:80",
    "home": "run-wrote-outside: the example wrote outside its working folder: {home}/.profile",
    "link": "run-wrote-outside: the example wrote outside its working folder: {home}/new.txt",
    "child": (
        "run-child-failed: the example ended with 0, "
        "though a process that it started ended with exit code 3"
    ),
    "disk": "run-disk: the example wrote more than 20000000 bytes into its working folder",
}


class Hostile:
    """A project of hostile examples after one run of all of them."""

    def __init__(self, folder: Path, isolation: str) -> None:
        self.isolation = isolation
        self.mark = uuid.uuid4().hex
        self.home = folder / "home"
        files = {"mkdocs.yml": CONFIG.format(isolation=isolation), "docs/index.md": "# Home\n"}
        for name, code in EXAMPLES.items():
            head = f"MARK, HOME = {self.mark!r}, {str(self.home)!r}\n"
            files[f"examples/hostile/{name}/__main__.py"] = head + dedent(code)
            timeout = 2 if name == "stubborn" else 30
            files[f"examples/hostile/{name}/example.toml"] = TOML.format(timeout=timeout)
        files["examples/hostile/good/expected.txt"] = "good\n"
        files["examples/hostile/daemon/expected.txt"] = "left one behind\n"
        files["../home/.profile"] = "mine\n"
        root = write(folder / "project", files)
        self.temporary = folder / "temporary"
        self.temporary.mkdir()
        self.ran: Ran = site_builder(root, "run", "--format", "json", TMPDIR=str(self.temporary))

    def told(self, name: str) -> list[str]:
        """Return what was said of an example, without the details."""
        problems = json.loads(self.ran.stdout)["problems"]
        return [
            f"{one['code']}: {one['message']}".partition("\n")[0]
            for one in problems
            if one["path"].startswith(f"examples/hostile/{name}/")
        ]


@pytest.fixture(scope="module", params=["namespaces", "guard"])
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    return Hostile(tmp_path_factory.mktemp("hostile").resolve(), request.param)


@pytest.mark.parametrize("name", TOLD)
def test_each_is_told_with_a_message_of_its_own(hostile: Hostile, name: str) -> None:
    told = hostile.told(name)
    assert TOLD[name].format(home=hostile.home) in told
    # An example that was refused something may give up, which is a mistake too.
    assert {one.partition(":")[0] for one in told} <= {TOLD[name].partition(":")[0], "run-failed"}


@pytest.mark.parametrize("name", ["good", "daemon"])
def test_what_only_leaves_a_process_behind_is_as_good_as_any(hostile: Hostile, name: str) -> None:
    assert hostile.told(name) == []
    assert f"hostile/{name}: as recorded" in hostile.ran.stderr


def test_the_rest_is_run_and_nobody_sees_a_traceback_of_ours(hostile: Hostile) -> None:
    assert hostile.ran.returncode == 1
    states = [one for one in hostile.ran.stderr.splitlines() if one.startswith("hostile/")]
    assert len(states) == len(EXAMPLES)
    assert "site_builder/" not in hostile.ran.stderr


def test_no_process_is_left(hostile: Hostile) -> None:
    assert processes_with(hostile.mark) == []
    assert processes_in(hostile.temporary) == []


def test_nothing_is_written_at_home_but_by_a_program_that_only_namespaces_hold(
    hostile: Hostile,
) -> None:
    written = {path.name: path.read_text() for path in hostile.home.iterdir()}
    by_program = {"by-program.txt": "x\n"} if hostile.isolation == "guard" else {}
    assert written == {".profile": "mine\n", **by_program}
