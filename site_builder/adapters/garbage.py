"""Look for garbage less often: what a build makes lives until the build ends.

Python looks for objects that only point at each other whenever some hundreds have been made, and
once more at all of them when it ends: for a site of 1,000 pages that takes a second.
"""

import atexit
import gc
from functools import cache

_MADE = 50_000
"""How many objects are made from one look to the next."""


@cache
def look_less_often() -> None:
    """Let this process look for garbage less often; for one that builds and ends."""
    gc.set_threshold(_MADE, *gc.get_threshold()[1:])
    spare_the_last_look()


@cache
def spare_the_last_look() -> None:
    """Let this process end without a look at all objects that are left."""
    atexit.register(gc.freeze)
