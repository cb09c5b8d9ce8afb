"""Make an environment with the newest versions of distributions, and take it away again.

Python needs its own module `ensurepip` for this where the environment of this process has no pip.
"""

import site
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from site_builder.model import Code, Location, Problem

_SECONDS = 1800
_ELSEWHERE = frozenset({"PIP_PREFIX", "PIP_ROOT", "PIP_TARGET", "PYTHONHOME", "PYTHONPATH"})
"""Variables that would let pip install into another place, or see other modules."""
_MOST_LINES = 20
"""How much of what pip says a message shows."""


@dataclass(frozen=True, slots=True)
class Scratch:
    """An environment of its own; what it does not have itself it finds in this one."""

    python: str
    """The interpreter."""
    folders: tuple[Path, ...]
    """Where its distributions are installed."""


@contextmanager
def scratch_environment(
    names: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    *,
    seconds: float = _SECONDS,
) -> Iterator[Scratch | Problem]:
    """Make an environment with the newest versions of distributions; it is gone afterwards.

    What was not asked for, and is not needed by what was, is found in the environment of this
    process: pytest and its plugins, and what a project has installed for editing.

    Args:
        names: The distributions.
        folder: The folder in which to make it, which need not exist.
        environment: The author's variables: pip is configured as its user has configured it.
        seconds: How long pip may take.

    Yields:
        The environment, or why it could not be made.
    """
    place = Location(str(folder))
    with ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            made = TemporaryDirectory(prefix="newest-", dir=folder, ignore_cleanup_errors=True)
            root = Path(stack.enter_context(made)).resolve()
            venv.create(root, with_pip=not _has_pip(), symlinks=sys.platform != "win32")
        except (OSError, subprocess.CalledProcessError) as error:
            message = f"cannot make an environment: {error}"
            yield Problem(Code.NEWEST_UNAVAILABLE, place, message)
            return
        scratch = _scratch_in(root)
        said = _install(scratch.python, names, root, environment, seconds)
        if said:
            message = f"pip cannot install the newest versions of {', '.join(names)}\n{said}"
            yield Problem(Code.NEWEST_UNAVAILABLE, place, message)
            return
        _find_the_rest(scratch)
        yield scratch


def _scratch_in(root: Path) -> Scratch:
    scheme = {"base": str(root), "platbase": str(root)}
    paths = {
        name: Path(sysconfig.get_path(name, "venv", scheme))
        for name in ("purelib", "platlib", "scripts")
    }
    python = paths["scripts"] / Path(sys.executable).name
    folders = tuple(dict.fromkeys((paths["purelib"], paths["platlib"])))
    return Scratch(str(python), folders)


def _install(
    python: str, names: Sequence[str], root: Path, environment: Mapping[str, str], seconds: float
) -> str:
    """Install the newest versions; return what pip says if it cannot."""
    variables = {name: value for name, value in environment.items() if name not in _ELSEWHERE}
    variables |= {"PIP_USER": "0", "PYTHONNOUSERSITE": "1"}
    options = ["--quiet", "--no-input", "--disable-pip-version-check", "--upgrade"]
    # A pip of its own takes longer to install than most of what it then installs.
    pip = [sys.executable, "-m", "pip", "--python", python]
    pip = pip if _has_pip() else [python, "-m", "pip"]
    command = [*pip, "install", *options, "--", *names]
    try:
        done = subprocess.run(
            command,
            cwd=root,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"    it did not end within {seconds:g} seconds"
    lines = done.stdout.decode(errors="replace").strip().splitlines()[-_MOST_LINES:]
    return "\n".join(f"    {line}" for line in lines) if done.returncode else ""


def _has_pip() -> bool:
    return find_spec("pip") is not None


def _find_the_rest(scratch: Scratch) -> None:
    """Let the environment fall back on this one; after pip, which would count it as installed."""
    here = [folder for folder in site.getsitepackages() if Path(folder).is_dir()]
    lines = [f"import site; site.addsitedir({folder!r})\n" for folder in here]
    # Files of this kind are read in order of their names, so this one comes last.
    path = scratch.folders[0] / "zzz-environment-of-the-project.pth"
    path.write_text("".join(lines), encoding="utf-8")
