"""Keep what was learned of single texts, so that only new texts are looked at."""

import json
from typing import Any

from site_builder import pipeline
from site_builder.adapters.incremental.described import digest
from site_builder.stages.store import Store

_KIND = "learned"


class Learned:
    """What was found in the texts of one build, and in those of the build before."""

    def __init__(self, store: Store, installation: str) -> None:
        """Begin a build.

        Args:
            store: Where it lies between builds, as one object for each thing that is asked.
            installation: The version of what looks at texts.
        """
        self._store, self._installation = store, installation
        pipeline.recall(self._kept)

    def _kept(self, name: str) -> dict[str, Any]:
        kept = self._store.get(_KIND, self._key(name))
        return json.loads(kept) if kept else {}

    def keep(self) -> None:
        """Keep for the next build what this one has learned."""
        for name, answers in pipeline.learned():
            self._store.put(_KIND, self._key(name), json.dumps(answers).encode())

    def _key(self, name: str) -> str:
        return digest(self._installation, name)
