"""Where a benchmark ran: without that, a time says nothing."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pydantic import BaseModel, ConfigDict

_PACKAGES = ("openai", "anthropic", "ollama", "boto3", "httpx2", "pydantic", "opentelemetry-sdk")


class Environment(BaseModel):
    """A machine and what is installed there; nothing that names its owner."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    system: str
    """For example `Linux 6.1`."""
    processor: str
    """As the processor calls itself, where the system tells."""
    cores: int
    """How many processors this process may use."""
    memory_bytes: int
    """All of the machine's memory; 0 where the system does not tell."""
    python: str
    """For example `CPython 3.11.7`."""
    packages: dict[str, str]
    """Versions of the packages that have a part in a call."""


def this_environment() -> Environment:
    """Return where this process runs."""
    return Environment(
        system=f"{platform.system()} {'.'.join(platform.release().split('.')[:2])}",
        processor=_processor(),
        cores=_cores(),
        memory_bytes=_memory(),
        python=f"{platform.python_implementation()} {platform.python_version()}",
        packages=dict(_versions()),
    )


def _cores() -> int:
    # A container may be allowed fewer than there are; not every system can tell.
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, "") or platform.processor() or platform.machine()


def _memory() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return 0


def _versions() -> list[tuple[str, str]]:
    found = []
    for name in _PACKAGES:
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:
            continue
    return found
