"""Make a picture as small as its reader sees it, before it is sent."""

import io

from llmkit import Image, InvalidImageError
from llmkit.image_tokens import size_seen
from PIL import Image as Pillow
from PIL import ImageOps

MOST_PIXELS = 80_000_000
"""A small file can hold a picture that fills the memory; these make 240 MB."""
QUALITY = 85


def within(width: int, height: int, edge: int) -> tuple[int, int]:
    """Return the size of the same shape whose longer side has at most so many pixels."""
    scale = min(1.0, edge / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def shrink(image: Image, size: tuple[int, int], *, quality: int = QUALITY) -> Image:
    """Return an image scaled down to a size; it is never made larger.

    Photos stay JPEG, and all else becomes PNG, whose edges stay sharp. The picture is turned as the
    camera said, and what else the camera wrote into the file, such as the place, is left out.

    Args:
        image: The image.
        size: Width and height in pixels, of the picture as one looks at it.
        quality: Of a JPEG, as Pillow counts it.

    Raises:
        InvalidImageError: The picture has too many pixels, or it breaks off.
    """
    if image.width * image.height > MOST_PIXELS:
        told = f"{image.width}x{image.height} pixels are more than {MOST_PIXELS:,}"
        raise InvalidImageError("fitting", told)
    try:
        with Pillow.open(io.BytesIO(image.data)) as opened:
            # Decoding at a half, a quarter or an eighth is several times as fast.
            opened.draft("RGB", size)
            picture = ImageOps.exif_transpose(opened)
            photo = opened.format == "JPEG"
            picture = picture.convert("RGB" if photo else "RGBA")
    except (OSError, SyntaxError) as error:
        raise InvalidImageError("fitting", f"the picture cannot be decoded: {error}") from error
    if picture.width > size[0] or picture.height > size[1]:
        picture = picture.resize(size, Pillow.Resampling.LANCZOS)
    content = io.BytesIO()
    if photo:
        picture.save(content, "JPEG", quality=quality, optimize=True)
        return Image(content.getvalue(), "image/jpeg", image.alt)
    picture.save(content, "PNG", optimize=True)
    return Image(content.getvalue(), "image/png", image.alt)


def fit(image: Image, provider: str, model: str, *, edge: int | None = None) -> Image:
    """Return an image as large as a model sees it, or smaller if a longest side is given.

    Args:
        image: The image.
        provider: The provider that will be asked.
        model: The model that will be asked.
        edge: The longest side in pixels that the task needs; None keeps all that the model sees.

    Raises:
        InvalidImageError: As `shrink` raises it.
    """
    width, height = upright_size(image)
    size = size_seen(provider, model, width, height)
    return shrink(image, within(*size, edge) if edge else size)


def upright_size(image: Image) -> tuple[int, int]:
    """Return width and height as one looks at the picture; cameras often save it lying down."""
    orientation = 0x0112
    try:
        with Pillow.open(io.BytesIO(image.data)) as opened:
            lying = opened.getexif().get(orientation, 1) >= 5  # from 5 on it is turned
    except (OSError, SyntaxError) as error:
        raise InvalidImageError("fitting", f"the picture cannot be decoded: {error}") from error
    return (image.height, image.width) if lying else (image.width, image.height)
