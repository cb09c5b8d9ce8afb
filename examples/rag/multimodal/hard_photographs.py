"""Where the features of pixels give out: photographs that become harder one step at a time."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

import numpy as np
from PIL import Image as Pixels
from PIL import ImageEnhance, ImageFilter, ImageOps

from examples.rag.multimodal.assemble import Parts
from examples.rag.multimodal.drawings import as_image, photograph
from examples.rag.multimodal.evaluation import reciprocal_rank

Change = Callable[[Pixels.Image], Pixels.Image]

_SEEDS = (4, 5, 6)


def turned(degrees: int) -> Change:
    """Return a change that turns a picture; what comes in at the corners is grey."""
    return lambda picture: picture.rotate(degrees, expand=True, fillcolor=(128, 128, 128))


def farther(share: float) -> Change:
    """Return a change that lets a picture take up only a share of the width, before a wall."""

    def change(picture: Pixels.Image) -> Pixels.Image:
        width, height = picture.size
        wall = Pixels.new("RGB", picture.size, (150, 140, 126))
        small = picture.resize((round(width * share), round(height * share)))
        wall.paste(small, ((width - small.width) // 2, (height - small.height) // 2))
        return wall

    return change


CHANGES: Mapping[str, Change] = MappingProxyType(
    {
        "as it is": lambda picture: picture,
        "at dusk": lambda picture: ImageEnhance.Brightness(picture).enhance(0.35),
        "in grey": lambda picture: ImageOps.grayscale(picture).convert("RGB"),
        "turned by 15 degrees": turned(15),
        "turned by 45 degrees": turned(45),
        "half as large": farther(0.5),
        "only its outlines": lambda picture: ImageOps.invert(
            picture.convert("L").filter(ImageFilter.FIND_EDGES)
        ).convert("RGB"),
    }
)
"""What is done to a photograph before it is asked with."""


def reciprocal_ranks(
    parts: Parts, changes: Mapping[str, Change] = CHANGES
) -> Iterator[tuple[str, list[float]]]:
    """Yield each change with the reciprocal ranks of the right picture, three for each picture."""
    pictures = [one.name for one in parts.corpus.pictures()]
    for name, change in changes.items():
        asked = [(one, seed) for one in pictures for seed in _SEEDS]
        photos = [as_image(change(photograph(one, seed))) for one, seed in asked]
        vectors = parts.images.embed(photos)
        yield (
            name,
            [
                _reciprocal_rank(parts, np.asarray(vector), one)
                for vector, (one, _) in zip(vectors, asked, strict=True)
            ],
        )


def _reciprocal_rank(parts: Parts, vector: np.ndarray, right: str) -> float:
    hits = parts.index.looks.search(vector, len(parts.corpus.pictures()))
    return reciprocal_rank([hit.name for hit in hits], {right})
