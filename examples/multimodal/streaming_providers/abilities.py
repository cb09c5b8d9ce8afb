"""What each candidate takes and sees, as a table: the first thing to look at when one chooses."""

from collections.abc import Sequence

from llmkit.image_tokens import size_seen
from llmkit.vision import IMAGE_LIMITS, ImageLimits

from examples.multimodal.streaming_providers.candidates import Candidate
from examples.multimodal.streaming_providers.meter_photo import PHONE

HEAD = "name,model,sees,formats,largest picture,pictures at once,a phone's photo is seen as,runs"


def abilities_table(candidates: Sequence[Candidate]) -> str:
    """Return a row for each candidate, as CSV; what is empty has no limit that we know of."""
    return "\n".join([HEAD, *(_row(candidate) for candidate in candidates)]) + "\n"


def _row(candidate: Candidate) -> str:
    runs = "in the house" if candidate.in_house else "hosted"
    if not candidate.vision:
        return f"{candidate.name},{candidate.model},no,,,,,{runs}"
    limits = IMAGE_LIMITS.get(candidate.provider, ImageLimits())
    kinds = " ".join(kind.removeprefix("image/") for kind in limits.media_types)
    width, height = size_seen(candidate.provider, candidate.model, *PHONE)
    largest = f"{limits.image_bytes / 1e6:g} MB" if limits.image_bytes else ""
    return (
        f"{candidate.name},{candidate.model},yes,{kinds},{largest},{limits.images or ''},"
        f"{width}x{height},{runs}"
    )
