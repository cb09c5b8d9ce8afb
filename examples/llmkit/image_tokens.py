"""Estimate what an image costs in tokens, by the rule that each provider documents.

Like the estimates of text these are for planning; the provider's own count is what is billed.
The rules are those of 2026:

- Anthropic, "Vision" (platform.claude.com): a token for each patch of 28 by 28 pixels, after the
  image was scaled to at most 1568 pixels a side and 1568 tokens. Models with a high resolution
  tier see more and cost up to three times as much; this is the standard one. At Amazon Bedrock,
  where each maker has a rule of its own, it stands in for all.
- OpenAI, "Images and vision" (developers.openai.com): patches of 32 by 32 pixels, at most 1536,
  times a factor of the model; or, with older models, tiles of 512 by 512 after scaling. llmkit
  leaves the option `detail` to the provider, and the rule is that of the full one.
  Users have measured lower factors than documented for the newest small models.
- Ollama bills nothing; what an image takes of the context is a matter of the model. Gemma 3 makes
  256 tokens of each, from 896 by 896 pixels ("Gemma 3 Technical Report", section 2.1), Qwen 2.5 VL
  one of 28 by 28 pixels and Qwen 3 VL one of 32 by 32, by the patches and their merging in the
  configuration of each. Gemma's rule stands in for models that we do not know.
"""

import math
from fnmatch import fnmatchcase

from llmkit.images import Image

ANTHROPIC_PATCH = 28
ANTHROPIC_MOST_TOKENS = 1568
ANTHROPIC_LONGEST_EDGE = 1568

OPENAI_PATCH = 32
OPENAI_MOST_PATCHES = 1536
OPENAI_TILE = 512
OPENAI_LONGEST_EDGE = 2048
OPENAI_SHORTER_EDGE = 768
OPENAI_FACTORS = (
    ("gpt-4.1-nano*", 2.46),
    ("gpt-5*-nano*", 2.46),
    ("o4-mini*", 1.72),
    ("*", 1.62),
)
"""Tokens of a patch, by the name of the model; the last stands for gpt-4.1-mini and gpt-5-mini."""
OPENAI_TILES = (
    ("gpt-4o-mini*", (2833, 5667)),
    ("gpt-4o*", (85, 170)),
    ("gpt-4.1", (85, 170)),
    ("gpt-4.1-2*", (85, 170)),
    ("gpt-4-turbo*", (85, 170)),
)
"""Tokens of an image and of each of its tiles, with the models that cut tiles."""

GEMMA_TOKENS = 256
GEMMA_EDGE = 896
QWEN_PATCH = 28
QWEN_3_PATCH = 32
QWEN_MOST_TOKENS = 16384

SIMULATED_PATCH = 32


def estimate_image_tokens(image: Image, provider: str = "simulated", model: str = "") -> int:
    """Return about how many tokens an image costs.

    Args:
        image: The image.
        provider: Whose rule; an unknown one, and `simulated`, count patches of 32 pixels.
        model: The model, where the rule depends on it.
    """
    width, height = image.width, image.height
    match provider:
        case "anthropic" | "bedrock":
            return _patches(*anthropic_size(width, height), ANTHROPIC_PATCH)
        case "openai":
            return _openai(width, height, model)
        case "ollama":
            if "qwen" in model:
                patch = QWEN_3_PATCH if "qwen3" in model else QWEN_PATCH
                return min(_patches(width, height, patch), QWEN_MOST_TOKENS)
            return GEMMA_TOKENS
        case _:
            return _patches(width, height, SIMULATED_PATCH)


def size_seen(provider: str, model: str, width: int, height: int) -> tuple[int, int]:
    """Return the size to which a provider scales an image before a model sees it.

    What is sent beyond this size is thrown away over there, so sending no more loses nothing.

    Args:
        provider: The provider; one that we do not know is taken to scale nothing.
        model: The model, where the rule depends on it.
        width: Pixels.
        height: Pixels.
    """
    match provider:
        case "anthropic" | "bedrock":
            return anthropic_size(width, height)
        case "openai" if _tile_costs(model):
            return openai_tile_size(width, height)
        case "openai":
            return openai_patch_size(width, height)
        case "ollama" if "qwen" not in model:
            return _scaled(width, height, min(1.0, GEMMA_EDGE / max(width, height)))
        case _:
            return width, height


def anthropic_size(width: int, height: int) -> tuple[int, int]:
    """Return the size to which Anthropic scales an image before a model sees it.

    Args:
        width: Pixels.
        height: Pixels.
    """
    scale = min(1.0, ANTHROPIC_LONGEST_EDGE / max(width, height))
    size = _scaled(width, height, scale)
    # The largest whole-pixel size below the limit; padding to patches makes it a search.
    while _patches(*size, ANTHROPIC_PATCH) > ANTHROPIC_MOST_TOKENS:
        scale *= 0.999
        size = _scaled(width, height, scale)
    return size


def openai_patch_size(width: int, height: int) -> tuple[int, int]:
    """Return the size to which OpenAI scales an image for models that cut patches.

    Args:
        width: Pixels.
        height: Pixels.
    """
    if _patches(width, height, OPENAI_PATCH) <= OPENAI_MOST_PATCHES:
        return width, height
    shrink = math.sqrt(OPENAI_MOST_PATCHES * OPENAI_PATCH**2 / (width * height))
    across, down = width * shrink / OPENAI_PATCH, height * shrink / OPENAI_PATCH
    # A second step makes one of the sides a whole number of patches.
    shrink *= min(_floor(across) / across, _floor(down) / down)
    return _scaled(width, height, shrink)


def openai_tile_size(width: int, height: int) -> tuple[int, int]:
    """Return the size to which OpenAI scales an image for models that cut tiles.

    Args:
        width: Pixels.
        height: Pixels.
    """
    scale = min(1.0, OPENAI_LONGEST_EDGE / max(width, height))
    scale *= min(1.0, OPENAI_SHORTER_EDGE / (min(width, height) * scale))
    # Half a pixel must not open a row of tiles, so what is left over is cut off.
    return max(1, int(width * scale + 1e-9)), max(1, int(height * scale + 1e-9))


def _openai(width: int, height: int, model: str) -> int:
    if costs := _tile_costs(model):
        base, each = costs
        return base + each * _patches(*openai_tile_size(width, height), OPENAI_TILE)
    factor = next(value for pattern, value in OPENAI_FACTORS if fnmatchcase(model, pattern))
    patches = _patches(*openai_patch_size(width, height), OPENAI_PATCH)
    return math.ceil(min(patches, OPENAI_MOST_PATCHES) * factor)


def _tile_costs(model: str) -> tuple[int, int] | None:
    return next((costs for pattern, costs in OPENAI_TILES if fnmatchcase(model, pattern)), None)


def _patches(width: int, height: int, side: int) -> int:
    return -(-width // side) * -(-height // side)


def _scaled(width: int, height: int, scale: float) -> tuple[int, int]:
    return max(1, round(width * scale)), max(1, round(height * scale))


def _floor(patches: float) -> float:
    return float(max(1, math.floor(patches)))
