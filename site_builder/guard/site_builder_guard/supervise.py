"""Watch over one run from outside: read its pipes, keep its bounds, and leave none of it alive.

Three processes stand in a row. The supervisor has left the network and the processes of the system
and reads the pipes; the first process inside shuts the files, adopts orphans and tells how the
example ended; the example is its child. When the first process inside dies, Linux kills all others
of its namespace.
"""

import base64
import json
import os
import signal
import time

from site_builder_guard import processes
from site_builder_guard.bounds import Bounds, Job
from site_builder_guard.namespaces import FILES, NETWORK, PROCESSES, System


class Supervisor:
    """The process that watches over one run."""

    def __init__(self, job: Job, jobs: int, results: int) -> None:
        self.job = job
        self.jobs = jobs
        self.results = results
        self.system = System() if os.path.exists("/proc/self/task") else None
        self.held: list[str] = []
        self.missing = ""

    def divide(self) -> bool:
        """Become supervisor, first process inside, and example; return in the example only."""
        pipes = [os.pipe() for _ in range(3)]
        self._leave()
        first = os.fork()
        if not first:
            for reading, _ in pipes:
                os.close(reading)
            os.close(self.jobs)
            os.close(self.results)
            return self._be_first([writing for _, writing in pipes])
        for _, writing in pipes:
            os.close(writing)
        _answer(self.results, self._watch(first, [reading for reading, _ in pipes]))
        os._exit(0)

    def _leave(self) -> None:
        """Enter namespaces, as far as the job wants them and the system allows them."""
        if self.job["isolation"] == "guard":
            self.missing = "as the setting `isolation` says"
        elif self.system is None:
            self.missing = "namespaces are not available: this is not Linux"
        else:
            try:
                self.held += self.system.leave()
            except OSError as error:
                self.missing = f"namespaces are not available: {error.strerror}"
        if self.system:
            self.system.die_with_parent()
            self.system.adopt_orphans()

    def _be_first(self, pipes: list[int]) -> bool:
        """Shut the files, start the example, reap what it leaves, and tell how it ended."""
        *outputs, status = pipes
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if self.system:
            self.system.die_with_parent()
            self.system.adopt_orphans()
        self._shut()
        wanted = self.job["isolation"] == "namespaces"
        refused = wanted and not {NETWORK, PROCESSES, FILES} <= set(self.held)
        _answer(status, {"held": self.held, "missing": self.missing, "refused": refused})
        if refused:
            os._exit(0)
        example = os.fork()
        if not example:
            os.close(status)
            os.setsid()
            os.dup2(outputs[0], 1)
            os.dup2(outputs[1], 2)
            for pipe in outputs:
                os.close(pipe)
            return NETWORK in self.held
        for pipe in outputs:
            os.close(pipe)
        while (ended := os.waitpid(-1, 0))[0] != example:
            pass
        answer = {"exit_code": os.waitstatus_to_exitcode(ended[1]), "left": _failures()}
        _answer(status, answer)
        os._exit(0)

    def _shut(self) -> None:
        if not self.system or NETWORK not in self.held:
            return
        try:
            self.system.raise_loopback()
            self.system.close_files(self.job["outer"])
            self.held.append(FILES)
        except OSError as error:
            self.missing = f"the file system cannot be shut: {error.strerror}"
        else:
            if PROCESSES in self.held:
                self.system.renew_special_files()

    def _watch(self, first: int, readings: list[int]) -> dict[str, object]:
        """Read the pipes until the example ends or passes a bound; then kill what is left."""
        out, err, status = readings
        started = time.monotonic()
        watch = Bounds(self.job, out, err, status, self.jobs)
        end = watch.until_end(first)
        seconds = time.monotonic() - started
        if PROCESSES in watch.said.get("held", []):  # type: ignore[operator]
            processes.send(first, signal.SIGKILL)
            os.waitpid(first, 0)
            clean = True
        else:
            clean = processes.kill_descendants(os.getpid())
        exit_code = watch.said.get("exit_code", -9)
        return {
            "end": end,
            "exit_code": exit_code,
            "stdout": base64.b64encode(watch.outputs[out]).decode(),
            "stderr": base64.b64encode(watch.outputs[err]).decode(),
            "seconds": seconds,
            "left": watch.said.get("left", []),
            "held": watch.said.get("held", []),
            "missing": watch.said.get("missing", self.missing),
            "clean": clean,
        }


def _failures() -> list[int]:
    """Return the exit codes above 0 of processes that ended and that nobody waited for."""
    codes = []
    try:
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            codes.append(os.waitstatus_to_exitcode(ended[1]))
    except ChildProcessError:
        pass
    return [code for code in codes if code > 0]


def _answer(pipe: int, values: dict[str, object]) -> None:
    data = memoryview(f"{json.dumps(values)}\n".encode())
    while data:
        data = data[os.write(pipe, data) :]
