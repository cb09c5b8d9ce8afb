"""Find the processes below one, measure them, and leave none of them."""

import os
import signal
import time

_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def descendants(root: int) -> list[int]:
    """Return the processes that a process started, directly or not, without itself."""
    found: list[int] = []
    waiting = [root]
    while waiting:
        children = _children(waiting.pop())
        found += children
        waiting += children
    return found


def _children(process: int) -> list[int]:
    """Return the children of a process, of each of its threads."""
    folder = f"/proc/{process}/task"
    found: list[int] = []
    try:
        for thread in os.listdir(folder):
            found += map(int, _text(f"{folder}/{thread}/children").split())
    except OSError:
        return found
    return found


def memory_of(processes: list[int]) -> int:
    """Return the bytes of memory that processes hold for themselves."""
    pages = 0
    for process in processes:
        try:
            _, resident, shared, *_ = _text(f"/proc/{process}/statm").split()
        except (OSError, ValueError):
            continue
        pages += int(resident) - int(shared)
    return pages * _PAGE


def _text(path: str) -> str:
    handle = os.open(path, os.O_RDONLY)
    try:
        return os.read(handle, 65536).decode()
    finally:
        os.close(handle)


def size_of(folder: str, *, most: int) -> int:
    """Return the bytes that a folder takes on the disk; stop to count beyond a bound."""
    total, waiting = 0, [folder]
    while waiting and total <= most:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    # What is sparse takes little, and what is empty still takes an entry.
                    total += entry.stat(follow_symlinks=False).st_blocks * 512 + 256
        except OSError:
            continue
    return total


def kill_descendants(root: int, seconds: float = 10.0) -> bool:
    """Kill all processes below one until none is left.

    They are stopped before they are killed, so that none can start another while its turn comes.

    Args:
        root: The process, which must adopt orphans and is left alive.
        seconds: How long to go on.

    Returns:
        Whether none is left.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        stopped: set[int] = set()
        while fresh := [one for one in descendants(root) if one not in stopped]:
            for process in fresh:
                send(process, signal.SIGSTOP)
            stopped |= set(fresh)
        for process in stopped:
            send(process, signal.SIGKILL)
        reap()
        if not descendants(root):
            return True
        time.sleep(0.002)
    return False


def send(process: int, number: int) -> None:
    """Send a signal to a process that may have ended."""
    try:
        os.kill(process, number)
    except (ProcessLookupError, PermissionError):
        return


def reap() -> None:
    """Take note of all children that have ended."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return
