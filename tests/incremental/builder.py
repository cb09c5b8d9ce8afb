"""Build projects in children of one process that has everything imported.

Each build is as fresh as one by the command, for nothing stays in memory from build to build, but
it does not pay for the imports. Asked over standard input with a list of jobs a line, which run
side by side; answers with a list of what came of them.
"""

import json
import os
import select
import signal
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any

import material.extensions.emoji
import material.plugins.search.plugin
import mkdocs.__main__
import mkdocs.commands.build
import mkdocs_redirects.plugin
import mkdocstrings_handlers.python
import pymdownx.highlight
import pymdownx.snippets
import pymdownx.superfences
import pymdownx.tabbed

from site_builder.adapters import cli, main
from site_builder.adapters.incremental.ahead import Ahead

assert Ahead.fewest > 1 < Ahead.many

_IMPORTED = (cli, material, mkdocs_redirects, mkdocstrings_handlers, pymdownx)
_CONFIGS: list[Any] = []
_PATIENCE = 120.0
_CHANGES = ("os.rename", "os.link", "os.symlink", "os.remove", "os.rmdir", "os.mkdir")
FOLDER = "folder renamed"
_CHANGED: list[str] = []


def serve() -> None:
    """Answer until there is nothing more to read."""
    mkdocs.commands.build.build = _noting(mkdocs.commands.build.build)
    for line in sys.stdin:
        jobs = [(job, _start(job)) for job in json.loads(line)]
        print(json.dumps([_ended(job, pid) for job, pid in jobs]), flush=True)


def _noting(build: Any) -> Any:
    def noted(config: Any, *args: Any, **kwargs: Any) -> Any:
        _CONFIGS.append(config)
        return build(config, *args, **kwargs)

    return noted


def _start(job: dict[str, Any]) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 70
    try:
        os.setsid()
        os.chdir(job["cwd"])
        os.environ.update(job["environment"])
        sys.path += job["packages"]
        if job["ahead"]:
            # As in a build of many pages.
            Ahead.many = Ahead.fewest = 1
        log = os.open(job["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(log, 1)
        os.dup2(log, 2)
        if job["dies_at"] is not None:
            _die_at(*job["dies_at"])
        code = _run(job["command"])
        _tell(job["told"])
        if _CHANGED:
            print(f"changes: {json.dumps(_CHANGED)}")
    except BaseException:
        traceback.print_exc()
    finally:
        with suppress(ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _die_at(change: str, number: int) -> None:
    """Let this process be killed before the nth change on the disk, or the nth of one kind.

    A negative number only notes all changes, to say in the end what they were.
    """
    left = [number]

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event not in _CHANGES and not (event == "open" and _writes(arguments)):
            return
        if event == "os.rename" and os.path.isdir(arguments[0]):  # noqa: PTH112 - it makes no objects
            event = FOLDER
        if change in ("", event):
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1
        if number < 0:
            _CHANGED.append(event)

    sys.addaudithook(hook)


def _writes(arguments: tuple[Any, ...]) -> bool:
    _, mode, flags = arguments
    writing = isinstance(mode, str) and any(one in mode for one in "wax+")
    return writing or bool(isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR))


def _run(command: list[str]) -> int:
    sys.argv = command
    try:
        if command[0] == "mkdocs":
            mkdocs.__main__.cli(prog_name="mkdocs")
        else:
            main.main()
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
            return 1
        return end.code or 0
    return 0


def _tell(name: str) -> None:
    """Write down which pages were made anew, if the build says so."""
    for config in _CONFIGS:
        for plugin in config.plugins.values():
            redone = getattr(plugin, "redone", None)
            if redone is not None:
                told = [sorted(redone.converted), sorted(redone.rendered)]
                Path(name).write_text(json.dumps(told), encoding="utf-8")


def _ended(job: dict[str, Any], pid: int) -> Any:
    """Wait for a job, or kill it when its time has come; return its exit code."""
    wait = job["kill_after"] if job["kill_after"] is not None else _PATIENCE
    handle = os.pidfd_open(pid)
    try:
        ready, _, _ = select.select([handle], [], [], wait)
        if not ready:
            os.killpg(pid, signal.SIGKILL)
    finally:
        os.close(handle)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    time.tzset()
    serve()
