"""Find out which installed distributions bring the modules that an example imports."""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from importlib import metadata

from site_builder.model import Pin

_MODULE = re.compile(
    r"^(?P<path>[\w/]+?)(?:/__init__)?\.(?:py|[\w-]+\.so|so|[\w-]+\.pyd|pyd),", re.MULTILINE
)
"""The line of a record that lists a module. A folder alone does not count: that of a namespace
belongs to several distributions."""


class Installed:
    """The distributions of this environment. Their records are read once, however many ask."""

    def __init__(self) -> None:
        # Each line begins after a line end, the first one too.
        self._records = [
            (one, f"\n{one.read_text('RECORD') or ''}") for one in metadata.distributions()
        ]
        self._modules: dict[str, dict[str, set[Pin]]] = {}

    def pins(self, names: Iterable[str]) -> tuple[Pin, ...]:
        """Return the distributions that bring modules, with their versions.

        Args:
            names: Dotted names of modules; those of the standard library, and those that no
                distribution brings, are passed over.

        Returns:
            The distributions in order of their names. One that was installed for editing brings
            nothing here: its files are those of a project.
        """
        found: set[Pin] = set()
        for name in names:
            top = name.partition(".")[0]
            if top not in sys.stdlib_module_names:
                found |= self._below(top).get(name.replace(".", "/"), set())
        return tuple(sorted(found, key=lambda pin: (pin.name.lower(), pin.version)))

    def _below(self, top: str) -> dict[str, set[Pin]]:
        """Return the modules of a top-level name by their paths, with who brings them."""
        if top not in self._modules:
            modules = self._modules[top] = defaultdict(set)
            for distribution, record in self._records:
                # To look for the name is much quicker than to look at each line.
                if f"\n{top}/" in record or f"\n{top}." in record:
                    pin = Pin(distribution.metadata["Name"], distribution.version)
                    for match in _MODULE.finditer(record):
                        path = match["path"]
                        if path == top or path.startswith(f"{top}/"):
                            modules[path].add(pin)
        return self._modules[top]
