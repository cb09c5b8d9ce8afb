"""Shut a process off from the network, the other processes and the files, where Linux allows it.

Each step is tried by itself. What the system refuses is reported and left to the guard, so that an
example runs wherever Python does, and its report says what really held it.
"""

import ctypes
import fcntl
import os
import socket
import struct

_USER, _PROCESSES, _NETWORK, _MOUNTS = 0x10000000, 0x20000000, 0x40000000, 0x00020000
_PRIVATE, _RECURSIVE, _BIND = 1 << 18, 1 << 14, 1 << 12
_MOUNT_SETATTR, _HERE, _BELOW, _READ_ONLY = 442, -100, 0x8000, 1
_GET_FLAGS, _SET_FLAGS, _UP_AND_RUNNING = 0x8913, 0x8914, 0x1 | 0x40
_DEATH_SIGNAL, _NO_NEW_PRIVILEGES, _SUBREAPER, _DROP_BOUND = 1, 38, 36, 24
_NOBODY = 65534
"""What the superuser is called inside: servers such as PostgreSQL refuse to run as root."""
_SHARED_MEMORY = b"size=64m"

NETWORK, PROCESSES, FILES = "network namespace", "process namespace", "read-only file system"


class _Attributes(ctypes.Structure):
    _fields_ = (
        ("set", ctypes.c_uint64),
        ("clear", ctypes.c_uint64),
        ("propagation", ctypes.c_uint64),
        ("user", ctypes.c_uint64),
    )


class System:
    """The calls of Linux that Python has no name for."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None, use_errno=True)

    def _call(self, name: str, *args: object) -> None:
        if getattr(self._library, name)(*args) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), name)

    def _mount(self, source: str, target: str, kind: str, flags: int, data: bytes = b"") -> None:
        texts = [os.fsencode(one) or None for one in (source, target, kind)]
        self._call("mount", *texts, ctypes.c_ulong(flags), data or None)

    def _set_read_only(self, path: str, *, on: bool) -> None:
        change = _Attributes(_READ_ONLY if on else 0, 0 if on else _READ_ONLY, 0, 0)
        flags = _BELOW if on else 0
        where = os.fsencode(path)
        number = ctypes.c_long(_MOUNT_SETATTR)
        self._call("syscall", number, _HERE, where, flags, ctypes.byref(change), 32)

    def die_with_parent(self) -> None:
        """Let the system kill this process when the one that forked it is gone."""
        self._call("prctl", _DEATH_SIGNAL, 9, 0, 0, 0)

    def adopt_orphans(self) -> None:
        """Become the parent of descendants whose own parents have ended."""
        self._call("prctl", _SUBREAPER, 1, 0, 0, 0)

    def give_up_rights(self) -> None:
        """Let this process and its children never gain rights, not even over its namespaces."""
        self._call("prctl", _NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        for number in range(64):
            if self._library.prctl(_DROP_BOUND, number, 0, 0, 0) != 0:
                break
        header = struct.pack("=Ii", 0x20080522, 0)
        self._call("capset", header, struct.pack("=6I", *[0] * 6))

    def leave(self) -> list[str]:
        """Leave the network and the processes of the system, and return what was left.

        The children of this process are in the new namespace of processes, itself is not.

        Raises:
            OSError: The system refuses the namespace without which there is no other.
        """
        user, group = os.getuid(), os.getgid()
        left = []
        self._call("unshare", _USER)
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/uid_map", f"{user or _NOBODY} {user} 1")
        _write("/proc/self/gid_map", f"{group or _NOBODY} {group} 1")
        for flag, name in ((_NETWORK, NETWORK), (_PROCESSES, PROCESSES)):
            try:
                self._call("unshare", flag)
                left.append(name)
            except OSError:
                continue
        return left

    def raise_loopback(self) -> None:
        """Turn on the only network interface that a new namespace has."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
            request = struct.pack("16sH14s", b"lo", _UP_AND_RUNNING, b"")
            fcntl.ioctl(any_socket, _SET_FLAGS, request)

    def close_files(self, writable: str) -> None:
        """Make the whole tree of files read-only for this process, but for one folder.

        Args:
            writable: The folder.

        Raises:
            OSError: The system refuses; files are then as they were.
        """
        self._call("unshare", _MOUNTS)
        self._mount("", "/", "", _PRIVATE | _RECURSIVE)
        self._mount(writable, writable, "", _BIND)
        self._set_read_only("/", on=True)
        self._set_read_only(writable, on=False)
        # A bind mount is seen by those who come to it anew, through its path.
        os.chdir(writable)

    def renew_special_files(self) -> None:
        """Mount the process table of this namespace, and shared memory of its own."""
        for name, data in (("tmpfs", _SHARED_MEMORY), ("proc", b"")):
            try:
                self._mount(name, "/dev/shm" if data else "/proc", name, 0, data)
            except OSError:
                continue


def _write(path: str, text: str) -> None:
    handle = os.open(path, os.O_WRONLY)
    try:
        os.write(handle, text.encode())
    finally:
        os.close(handle)
