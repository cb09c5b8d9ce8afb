"""Run a `session.sh`: its commands one after the other in one shell, and their transcript."""

import shlex
import subprocess

from site_builder_guard.shell import OF_BASH, PAUSE, Failed, Running, prompt, show

_TELL = '__code=$?; [ "$__code" = 0 ] || printf "[exit code %s]\\n" "$__code"'


def run_script(text: str) -> int:
    """Run the commands of a `session.sh` in one shell; return its exit code."""
    parts = []
    for command in commands_of(text):
        shown = command if command.startswith("#") else prompt(command)
        parts.append(f"printf '%s\\n' {shlex.quote(shown)}")
        if not command.startswith("#"):
            parts += ['(exit "${__code:-0}")', f"eval {shlex.quote(command)}", _TELL]
    running = Running("\n".join((*parts, ":")), {})
    shown = 0
    while (code := running.process.poll()) is None or running.read(0):
        running.read(PAUSE)
        whole = running.output.rfind(b"\n") + 1
        show(OF_BASH.sub(b"bash: ", running.output[shown:whole]))
        shown = whole
    show(OF_BASH.sub(b"bash: ", running.output[shown:]))
    return code if code >= 0 else 128 - code


def commands_of(text: str) -> list[str]:
    """Return the commands of a script, each whole, and its comments."""
    commands: list[str] = []
    lines: list[str] = []
    start = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if not lines:
            if not line.strip() or line.startswith("#!"):
                continue
            if line.startswith("#"):
                commands.append(line)
                continue
            start = number
        lines.append(line)
        if not line.endswith("\\") and _is_whole("\n".join(lines)):
            commands.append("\n".join(lines))
            lines = []
    if lines:
        checked = _checked("\n".join(lines))
        reason = OF_BASH.sub(b"", checked.stderr).decode().strip().splitlines() or ["it goes on"]
        raise Failed(f"session.sh:{start}: the command does not end: {reason[0]}")
    return commands


def _is_whole(command: str) -> bool:
    checked = _checked(command)
    return checked.returncode == 0 and b"here-document" not in checked.stderr


def _checked(command: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ("bash", "--norc", "-n", "-c", command),  # noqa: S607 - the one of the run's PATH
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
