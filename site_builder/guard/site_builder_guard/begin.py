"""Become the example: bounds, folder, environment, then its code here or in a new program."""

import atexit
import gc
import importlib
import os
import runpy
import signal
import sys
import threading
import time
from types import ModuleType
from typing import NoReturn

from site_builder_guard.bounds import Job
from site_builder_guard.namespaces import System
from site_builder_guard.watch import Watch

_FILES = 4096
"""How many files a process may have open."""
_THREADS = 8
"""How many threads for each allowed process; the system counts both alike."""


def begin(job: Job, *, shut: bool) -> None:
    """Prepare this process for the example, and replace it by a program if one is to be run.

    Args:
        job: The run.
        shut: Whether the process has namespaces of its own.
    """
    os.chdir(job["work"])
    limit(job, shut=shut)
    if shut:
        System().give_up_rights()
    if job["command"]:
        for number in (signal.SIGPIPE, signal.SIGXFSZ):
            signal.signal(number, signal.SIG_DFL)
        try:
            os.execve(job["command"][0], job["command"], job["environment"])
        except OSError as error:
            os.write(2, f"{job['command'][0]}: {error.strerror}\n".encode())
            os._exit(127)
    os.environ.clear()
    os.environ.update(job["environment"])
    time.tzset()
    sys.path[:0] = [os.getcwd(), *job["path"]]


def limit(job: Job, *, shut: bool) -> None:
    """Bound this process and those that it will start, where the system can."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    limits = job["limits"]
    wanted = {
        resource.RLIMIT_AS: limits["memory"],
        resource.RLIMIT_FSIZE: limits["disk"],
        resource.RLIMIT_NOFILE: _FILES,
        resource.RLIMIT_CORE: 0,
    }
    if shut:
        # Elsewhere the system counts all that the author runs, of whatever kind.
        wanted[resource.RLIMIT_NPROC] = max(512, _THREADS * limits["processes"])
    for kind, value in wanted.items():
        most = resource.getrlimit(kind)[1]
        bound = value if most == resource.RLIM_INFINITY else min(value, most)
        try:
            resource.setrlimit(kind, (bound, bound))
        except (ValueError, OSError):
            continue


def run_module(job: Job) -> None:
    """Run the module of an example as `python -m` does, and end as Python does."""
    Watch(**job["guard"]).install()  # type: ignore[arg-type]
    sys.argv = ["-m", *job["args"]]
    warm = set(sys.modules)
    main = ModuleType("__main__")
    main.__builtins__ = sys.modules["builtins"]  # type: ignore[attr-defined]
    sys.modules["__main__"] = main
    importlib.invalidate_caches()
    code = 0
    try:
        runpy._run_module_as_main(job["module"])  # type: ignore[attr-defined]
    except SystemExit as error:
        code = _code_of(error)
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)
    except BaseException as error:
        # Without the frame of this module.
        error.__traceback__ = error.__traceback__.tb_next if error.__traceback__ else None
        sys.excepthook(type(error), error, error.__traceback__)
        code = 1
    _end(code, main, warm)


def _code_of(error: SystemExit) -> int:
    """Return the exit code that Python makes of what was raised."""
    if error.code is None or isinstance(error.code, int):
        return (error.code or 0) & 0xFF
    sys.stdout.flush()
    sys.stderr.write(f"{error.code}\n")
    return 1


def _end(code: int, main: ModuleType, warm: set[str]) -> NoReturn:
    """Do what Python does at its end, but for taking apart the modules that were there before.

    That takes longer than most examples, and nothing of the example is in them.
    """
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    _flush()
    for name in [one for one in sys.modules if one not in warm]:
        del sys.modules[name]
    for name in [one for one in vars(main) if one != "__builtins__"]:
        setattr(main, name, None)
    gc.collect()
    os._exit(code if _flush() else 120)


def _flush() -> bool:
    """Write out what was printed; return whether all of it could be."""
    done = True
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None and not stream.closed:
                stream.flush()
        except (OSError, ValueError):
            done = False
    return done
