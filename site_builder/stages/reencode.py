"""Encode pictures anew where that makes them smaller, when an author asks for it."""

import warnings
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING

from site_builder.model import Code
from site_builder.text.fault import Fault
from site_builder.text.pictures import sniff

if TYPE_CHECKING:
    from PIL import Image

_STILL = frozenset({"image/jpeg", "image/png", "image/webp", "image/bmp"})
_QUALITY = 80
"""Of 100: where photographs look the same at the size of a page."""
_EFFORT = 6
"""Of 6: the slowest and smallest."""
_MODES = {
    False: frozenset({"1", "L", "LA", "P", "RGB", "RGBA"}),
    True: frozenset({"P", "RGB", "RGBA"}),
}
"""Kinds of pixels that the format can hold, without and with a profile of their colours; inks and
finer steps of grey stay as they are."""
_FEW_COLOURS = 4096
"""Drawings and screenshots have fewer; a lossy format would blur their edges."""


def missing_library(library: str = "PIL") -> Fault | None:
    """Return what is wrong when the library for pictures is not installed."""
    if find_spec(library):
        return None
    return Fault(
        Code.CONFIG_INVALID,
        "pictures cannot be encoded anew, because Pillow is not installed",
        'install it with `pip install "site-builder[images]"`, or turn `reencode` off',
    )


def reencode(data: bytes, max_width: int = 0) -> bytes | Fault:
    """Return a picture as WebP, if that makes it smaller.

    Args:
        data: The file. What moves, and what is not made of pixels, stays as it is.
        max_width: Width in pixels to which a wider one is scaled; 0 to keep it.

    Returns:
        The smaller one of both files, the same bytes for the same arguments; or why the picture
        cannot be read. `missing_library` must have returned None.
    """
    if sniff(data) not in _STILL:
        return data
    from PIL import Image, ImageFile, UnidentifiedImageError  # noqa: PLC0415 - it is optional

    parser = ImageFile.Parser()
    try:
        with warnings.catch_warnings(action="error", category=Image.DecompressionBombWarning):
            parser.feed(data)
            picture = parser.close()
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError) as error:
        return Fault(Code.ASSET_UNREADABLE, f"the picture cannot be decoded: {error}")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        return Fault(Code.ASSET_TOO_LARGE, f"the picture has too many pixels: {error}")
    has_profile = "icc_profile" in picture.info
    if getattr(picture, "is_animated", False) or picture.mode not in _MODES[has_profile]:
        return data
    new = _encoded(picture, max_width)
    return new if len(new) < len(data) else data


def _encoded(picture: "Image.Image", max_width: int) -> bytes:
    from PIL import Image, ImageOps  # noqa: PLC0415 - it is optional

    is_drawing = picture.format != "JPEG" and _few_colours(picture)
    profile = picture.info.get("icc_profile")
    transparent = picture.has_transparency_data
    # Photographs lie on their side with a note to turn them, which the new file does not hold.
    upright = ImageOps.exif_transpose(picture).convert("RGBA" if transparent else "RGB")
    if 0 < max_width < upright.width:
        high = max(1, round(upright.height * max_width / upright.width))
        upright = upright.resize((max_width, high), Image.Resampling.LANCZOS)
    file = BytesIO()
    upright.save(
        file,
        "WEBP",
        lossless=is_drawing,
        quality=100 if is_drawing else _QUALITY,
        method=_EFFORT,
        icc_profile=profile or b"",
        exif=b"",
    )
    return file.getvalue()


def _few_colours(picture: "Image.Image") -> bool:
    return picture.convert("RGBA").getcolors(_FEW_COLOURS) is not None
