"""Keep what the checks have learned of single texts, so that only new texts are looked at."""

import json
from typing import Any

from site_builder import pipeline
from site_builder.stages.store import Store

_KIND = "learned"


class Learned:
    """What checks have found in the texts of one build, and in those of the build before."""

    def __init__(self, store: Store, key: str) -> None:
        """Begin a build.

        Args:
            store: Where it lies between builds, as one object of a project.
            key: The version of what looks at texts, and the project.
        """
        self._store, self._key = store, key
        kept = store.get(_KIND, key)
        self._last: dict[str, Any] = json.loads(kept) if kept else {}
        pipeline.recall(self._last)

    def keep(self) -> None:
        """Keep for the next build what this one has learned."""
        now = pipeline.learned()
        if now != self._last:
            self._store.put(_KIND, self._key, json.dumps(now).encode())
