"""The warm parent of runs: started once, it forks for each line of JSON that it reads.

It runs with the environment of a run, has imported nothing but the standard library, and has one
thread, so that what it forks is as good as a fresh interpreter and costs a fraction of it.
"""

import gc
import importlib
import json
import os
import sys

_WARM = (
    *("argparse", "asyncio", "collections", "contextlib", "dataclasses", "datetime", "decimal"),
    *("enum", "functools", "inspect", "pathlib", "re", "textwrap", "typing"),
)


def serve(jobs: int, results: int) -> tuple[dict[str, object], bool]:
    """Start a supervisor for each job; return in the process of an example only.

    Args:
        jobs: Where jobs are read from, one a line.
        results: Where results are written to, one a line.

    Returns:
        The job of this process, and whether it has namespaces of its own.
    """
    from site_builder_guard import processes, supervise  # noqa: PLC0415 - the path is set by then

    waiting = b""
    while True:
        while b"\n" not in waiting:
            chunk = os.read(jobs, 1 << 20)
            if not chunk:
                os._exit(0)
            waiting += chunk
        line, _, waiting = waiting.partition(b"\n")
        supervisor = os.fork()
        if not supervisor:
            job = json.loads(line)
            return job, supervise.Supervisor(job, jobs, results).divide()
        _, status = os.waitpid(supervisor, 0)
        if status != 0:
            processes.kill_descendants(os.getpid())
            os.write(results, b'{"end": "lost"}\n')


def warm_up() -> None:
    """Import what most examples import, as far as nothing in it depends on when that happens."""
    for name in _WARM:
        importlib.import_module(name)


def _main() -> None:
    here = os.path.dirname(os.path.abspath(__file__))
    # Python put the folder of this script first; its modules belong to a package.
    sys.path[:] = [one for one in sys.path if one != here]
    sys.path.insert(0, os.path.dirname(here))
    jobs, results = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    from site_builder_guard.children import watch_waits  # noqa: PLC0415

    watch_waits()
    from site_builder_guard import begin, processes, supervise, watch  # noqa: F401, PLC0415
    from site_builder_guard.namespaces import System  # noqa: PLC0415

    sys.path.pop(0)
    sys.dont_write_bytecode = True
    warm_up()
    if os.path.exists("/proc/self/task"):
        System().adopt_orphans()
    gc.collect()
    gc.freeze()
    job, shut = serve(jobs, results)
    begin.begin(job, shut=shut)  # type: ignore[arg-type]
    begin.run_module(job)  # type: ignore[arg-type]


if __name__ == "__main__":
    _main()
