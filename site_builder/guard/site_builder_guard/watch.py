"""What an example may do, asked by audit hooks from inside its own process."""

import os
import sys
from types import FrameType

from site_builder_guard.asked import Questions
from site_builder_guard.children import Children
from site_builder_guard.report import Report
from site_builder_guard.seen import Sight

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = {
    # Which arguments of an event are paths that it changes.
    "os.chmod": (0,),
    "os.chown": (0,),
    "os.link": (1,),
    "os.mkdir": (0,),
    "os.remove": (0,),
    "os.rename": (0, 1),
    "os.rmdir": (0,),
    "os.symlink": (1,),
    "os.truncate": (0,),
    "os.utime": (0,),
    "shutil.rmtree": (0,),
}
_THIS_MACHINE = {"localhost", "::1", "::", "", "0.0.0.0"}  # noqa: S104 - compared, not bound
_OF_ENVIRONMENT = {__file__, os.__file__, "<frozen os>", "<frozen _collections_abc>"}


class Watch:
    """What an example may do, and the report of what else it tried."""

    def __init__(
        self,
        *,
        work: str,
        example: str,
        variables: list[str],
        declared: list[str],
        report: str,
        memory: int,
    ) -> None:
        self.work = os.path.realpath(work)
        self.example = os.path.realpath(example) + os.sep
        self.variables = set(variables)
        self.memory = memory
        self.report = Report(report, self.example)
        self.sight = Sight(self.report, self.work, set(declared))
        self.questions = Questions(self.sight)
        self.children = Children(self.report)

    def install(self) -> None:
        """Begin to watch; there is no way to stop."""
        watch = self

        class WatchedEnvironment(type(os.environ)):  # type: ignore[misc]
            """The environment, which notes each variable that the example itself asks for."""

            def __getitem__(self, key: str) -> str:
                watch.on_variable(key)
                return str(super().__getitem__(key))

            def __setitem__(self, key: str, value: str) -> None:
                # What the example sets itself it may read: that says nothing of the author's.
                super().__setitem__(key, value)
                watch.variables.add(key)

        os.environ.__class__ = WatchedEnvironment
        self.children.install()
        self.questions.install()
        sys.addaudithook(self.on_event)
        if self.memory:
            self.limit_memory()

    def limit_memory(self) -> None:
        """Bound the address space, where nobody outside has done so and the system can."""
        try:
            import resource  # noqa: PLC0415 - Windows has none
        except ImportError:
            return
        most = resource.getrlimit(resource.RLIMIT_AS)[1]
        wanted = self.memory if most == resource.RLIM_INFINITY else min(self.memory, most)
        try:
            resource.setrlimit(resource.RLIMIT_AS, (wanted, most))
        except (ValueError, OSError):
            return  # macOS refuses this bound

    def on_event(self, event: str, args: tuple[object, ...]) -> None:
        """Look at what Python is about to do; an exception raised here prevents it."""
        if self.report.writing:
            return
        for at in _CHANGES.get(event, ()):
            self.check_write(args[at])
        match event, args:
            case "open", (path, mode, int(flags)):
                if flags & _WRITING or (isinstance(mode, str) and set(mode) & set("wax+")):
                    self.check_write(path)
            case "sqlite3.connect", (path, *_):
                self.check_database(path)
            case (
                "socket.connect" | "socket.sendto" | "socket.sendmsg",
                (_, (str() | bytes() as host, port, *_)),
            ):
                self.check_host(host, port)
            case "socket.getaddrinfo", (str() | bytes() as host, port, *_):
                self.check_host(host, port)
            case "socket.gethostbyname", (str(host),):
                self.check_host(host, "")
        self.sight.on_event(event, args)
        self.children.on_event(event, args)

    def check_write(self, path: object) -> None:
        """Refuse a path outside the working folder."""
        if not isinstance(path, str | bytes | os.PathLike):
            return
        name = os.path.realpath(os.fsdecode(path))
        if (name + os.sep).startswith(self.work + os.sep):
            return
        # Devices by the name that was used: /dev/stdout leads to whatever the output goes to.
        if os.path.abspath(os.fsdecode(path)).startswith(("/dev/", "/proc/self/")):
            return
        self.report.tried("write", name)
        raise PermissionError(13, "an example may write only below its working folder", name)

    def check_database(self, path: object) -> None:
        """Refuse a database outside the working folder, unless it is opened only to be read."""
        if path == ":memory:":
            return
        if isinstance(path, str) and path.startswith("file:"):
            path, _, options = path.removeprefix("file:").partition("?")
            if {"mode=ro", "mode=memory", "immutable=1"} & set(options.split("&")):
                return
        self.check_write(path)

    def check_host(self, name: str | bytes, port: object) -> None:
        """Refuse a host other than this machine."""
        host = name.decode(errors="replace") if isinstance(name, bytes) else name
        if host in _THIS_MACHINE or host.removeprefix("::ffff:").startswith("127."):
            return
        self.report.tried("network", f"{host}:{port}".rstrip(":"))
        raise PermissionError(13, "an example may talk only to this machine", host)

    def on_variable(self, key: str) -> None:
        """Note a variable that the example's own lines ask for.

        Libraries ask for many variables that do not concern the author, so only the frame directly
        above those of the environment itself counts.
        """
        self.sight.on_variable(key)
        frame: FrameType | None = sys._getframe(2)
        while frame is not None and frame.f_code.co_filename in _OF_ENVIRONMENT:
            frame = frame.f_back
        own = frame is not None and frame.f_code.co_filename.startswith(self.example)
        if own and key not in self.variables:
            self.report.tried("variable", key)
