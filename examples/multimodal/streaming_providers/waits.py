"""Measure what a picture's bytes add to the wait for the first words, line and model left out.

What is timed is the work of both ends on this machine: base64, JSON, HTTP over loopback, and the
server that decodes all of it. The server begins to answer at once.
"""

import statistics
from collections.abc import Sequence

from llmkit import LLMKitError

from examples.multimodal.streaming_providers.candidates import Candidate
from examples.multimodal.streaming_providers.meter_photo import Photo
from examples.multimodal.streaming_providers.sizes import Sized
from examples.multimodal.streaming_providers.streaming_providers import Need, offer_of
from examples.multimodal.streaming_providers.through_sdks import through_sdk

RUNS = 5
"""Calls of each kind; the first one, which opens what later ones reuse, is not counted."""


async def waits_table(
    sizes: Sequence[Sized], candidates: Sequence[Candidate], *, runs: int = RUNS
) -> str:
    """Return the median wait for the first words by size and candidate, as CSV.

    Args:
        sizes: Photos at several sizes; the first of each is sent.
        candidates: Whom to ask, each through its SDK.
        runs: Calls that count, for each cell.
    """
    lines = [",".join(["photo", *(candidate.provider for candidate in candidates)])]
    for size in sizes:
        photo = Photo(size.images[0], size.photos[0].reading)
        cells = [await _wait(photo, candidate, runs) for candidate in candidates]
        lines.append(",".join([size.name, *cells]))
    return "\n".join(lines) + "\n"


async def _wait(photo: Photo, candidate: Candidate, runs: int) -> str:
    try:
        offer = offer_of(candidate, Need("What does it read?", [photo.image], fitted=False))
    except LLMKitError:
        return "refused"
    firsts = []
    for _ in range(runs + 1):
        sent = await through_sdk(offer, photo.reading, chunk_delay=0.0)
        firsts.append(sent.answer.first or 0.0)
    return f"{statistics.median(firsts[1:]) * 1000:.0f} ms"
