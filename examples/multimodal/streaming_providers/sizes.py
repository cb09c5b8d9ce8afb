"""What each size of a photo costs to send and to look at, and what can still be read in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from llmkit import Image, InvalidImageError, Message
from llmkit.image_tokens import size_seen
from llmkit.vision import check_images

from examples.multimodal.streaming_providers.candidates import Candidate
from examples.multimodal.streaming_providers.fitting import shrink, within
from examples.multimodal.streaming_providers.legibility import digits_read
from examples.multimodal.streaming_providers.meter_photo import DIGITS, Photo

EDGES = (1024, 768, 512, 384, 256, 192, 128)
"""The longest sides to try, in pixels."""
UPLINK = 5_000_000
"""Bits a second that a phone sends in a cellar; a setting, and not measured."""


@dataclass(frozen=True, slots=True)
class Sized:
    """The same photos at one size."""

    name: str
    """What was done to them."""
    photos: Sequence[Photo]
    """The photos as they were."""
    images: Sequence[Image]
    """The photos at this size, in the same order."""

    @property
    def bytes_each(self) -> float:
        """Of a photo, on average."""
        return sum(len(image.data) for image in self.images) / len(self.images)

    @property
    def uplink_seconds(self) -> float:
        """To send a photo at the speed of `UPLINK`; base64 takes four bytes for three."""
        return self.bytes_each * 4 / 3 * 8 / UPLINK

    @property
    def digits_right(self) -> int:
        """How many digits of all photos the reader of dials reads rightly."""
        pairs = zip(self.photos, self.images, strict=True)
        return sum(digits_read(photo, image) for photo, image in pairs)

    def taken_by(self, candidate: Candidate) -> bool:
        """Return whether a provider takes each of the photos, on its own."""
        try:
            for image in self.images:
                asked = [Message.user("", images=[image])]
                check_images(candidate.provider, candidate.model, asked)
        except InvalidImageError:
            return False
        return True


def at_all_sizes(photos: Sequence[Photo], candidate: Candidate) -> list[Sized]:
    """Return photos as they are, as a model sees them, and at each of `EDGES`.

    Args:
        photos: Photos of one size.
        candidate: The model of the second row.
    """
    width, height = photos[0].image.width, photos[0].image.height
    seen = size_seen(candidate.provider, candidate.model, width, height)
    wanted = {f"as {candidate.name} sees it": seen}
    wanted |= {f"{edge} pixels": within(width, height, edge) for edge in EDGES}
    return [
        Sized("as it is", photos, [photo.image for photo in photos]),
        *(
            Sized(name, photos, [shrink(photo.image, size) for photo in photos])
            for name, size in wanted.items()
        ),
    ]


def sizes_table(rows: Sequence[Sized], candidate: Candidate) -> str:
    """Return what each size weighs and what is left in it, as CSV."""
    head = f"photo,pixels,kB,seconds to send,{candidate.provider} takes it,digits read"
    lines = [
        f"{row.name},{row.images[0].width}x{row.images[0].height},"
        f"{rounded(row.bytes_each / 1000)},{rounded(row.uplink_seconds)},"
        f"{'yes' if row.taken_by(candidate) else 'no'},"
        f"{row.digits_right} of {len(row.photos) * DIGITS}"
        for row in rows
    ]
    return "\n".join([head, *lines]) + "\n"


def tokens_table(rows: Sequence[Sized], candidates: Sequence[Candidate]) -> str:
    """Return what a photo of each size costs at each candidate that sees, as CSV.

    Tokens are of one photo, dollars of a thousand. Answers are not counted.
    """
    seeing = [candidate for candidate in candidates if candidate.vision]
    names = [candidate.name for candidate in seeing]
    head = ["photo", *(f"{name} tokens" for name in names), *(f"{name} $" for name in names)]
    lines = [",".join(head)]
    for row in rows:
        tokens = [candidate.tokens_for(row.images[0]) for candidate in seeing]
        dollars = [
            f"{candidate.dollars_for(each) * 1000:.2f}"
            for candidate, each in zip(seeing, tokens, strict=True)
        ]
        lines.append(",".join([row.name, *map(str, tokens), *dollars]))
    return "\n".join(lines) + "\n"


def rounded(number: float) -> str:
    """Return a number with two digits; the last bytes of a JPEG depend on what wrote it."""
    return f"{float(f'{number:.2g}'):g}"
