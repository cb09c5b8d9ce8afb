"""Run a shell session inside a run: servers, then commands, and print what a reader would see."""

import json
import os
import re
import socket
import sys
import time
from typing import TypedDict

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from site_builder_guard.script import run_script
from site_builder_guard.shell import OF_BASH, PAUSE, Failed, Running, prompt, show

_FIRST_PORT = 8000


class ServerPlan(TypedDict):
    """A server, as `model/session.py` has it."""

    name: str
    command: str
    ready: str
    env: dict[str, str]
    timeout: float


class StepPlan(TypedDict):
    """A step, as `model/session.py` has it."""

    run: str
    exit_code: int
    timeout: float
    hide: bool


class Session:
    """The servers and steps of a session while it runs."""

    def __init__(self, servers: list[ServerPlan]) -> None:
        self.plans = servers
        self.ports = {one["name"]: (_FIRST_PORT + at, _port(at)) for at, one in enumerate(servers)}
        self.servers: list[tuple[ServerPlan, Running]] = []

    def start(self) -> None:
        """Start the servers one after the other, each when those before it are ready."""
        for plan in self.plans:
            port = self.ports[plan["name"]][1]
            command = self.filled(plan["command"].replace("{port}", str(port)))
            running = Running(command, plan["env"])
            self.servers.append((plan, running))
            deadline = time.monotonic() + plan["timeout"]
            while not self._is_ready(plan, running, port):
                if running.process.poll() is not None:
                    running.read(0)
                    code = running.process.returncode
                    raise Failed(f"the server '{plan['name']}' ended with exit code {code}")
                if time.monotonic() > deadline:
                    seconds = plan["timeout"]
                    raise Failed(f"the server '{plan['name']}' was not ready in {seconds:g} s")

    @staticmethod
    def _is_ready(plan: ServerPlan, running: Running, port: int) -> bool:
        running.read(PAUSE)
        if plan["ready"]:
            return plan["ready"].encode() in running.output
        with socket.socket() as client:
            client.settimeout(1)
            return client.connect_ex(("127.0.0.1", port)) == 0

    def filled(self, command: str) -> str:
        """Return a command with the ports of the servers in it."""
        for name, (_, port) in self.ports.items():
            command = command.replace(f"{{{name}.port}}", str(port))
            if len(self.ports) == 1:
                command = command.replace("{port}", str(port))
        return command

    def step(self, plan: StepPlan) -> None:
        """Run a step and print it with its output, with the same ports in each run."""
        command = self.filled(plan["run"])
        running = Running(command, {})
        try:
            code = running.finish(plan["timeout"])
        finally:
            if not plan["hide"]:
                show(prompt(self._steady(command.encode()).decode()))
                show(self._steady(OF_BASH.sub(b"bash: ", running.output)))
        if code and not plan["hide"]:
            show(f"[exit code {code}]\n")
        if code != plan["exit_code"]:
            raise Failed(f"it ended with exit code {code}, not {plan['exit_code']}")

    def _steady(self, text: bytes) -> bytes:
        for shown, port in self.ports.values():
            text = re.sub(rb"\b%d\b" % port, b"%d" % shown, text)
        return text

    def stop(self, *, tell: bool) -> None:
        """Stop the servers, the last one first, and show what they printed if something failed."""
        for plan, running in reversed(self.servers):
            running.stop()
            if tell and running.output:
                sys.stderr.write(f"The server '{plan['name']}' printed:\n")
                sys.stderr.write(running.output.decode(errors="replace"))


def _port(at: int) -> int:
    """Return a port that is free, the same in each run where nobody else has it."""
    for wanted in (_FIRST_PORT + at, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", wanted))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise Failed("there is no free port")


def run_steps(servers: list[ServerPlan], steps: list[StepPlan]) -> int:
    """Run the steps of a `session.toml`; return the exit code of the session."""
    session = Session(servers)
    where = ""
    failed = True
    try:
        session.start()
        for number, step in enumerate(steps, start=1):
            where = f"step {number} ({step['run'].splitlines()[0]}): "
            session.step(step)
        failed = False
    except Failed as error:
        sys.stdout.flush()
        sys.stderr.write(f"session.toml: {where}{error}\n")
    finally:
        session.stop(tell=failed)
    return int(failed)


def main() -> int:
    """Run the session that a file describes."""
    with open(sys.argv[1], encoding="utf-8") as file:
        plan = json.load(file)
    try:
        if plan["script"]:
            return run_script(plan["script"])
        return run_steps(plan["servers"], plan["steps"])
    except Failed as error:
        sys.stderr.write(f"{error}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
