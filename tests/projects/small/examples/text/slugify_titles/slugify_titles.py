"""Turn titles into parts of addresses."""

import re

# region pattern
SEPARATORS = re.compile(r"[^a-z0-9]+")
# endregion


def slugify(title: str) -> str:
    """Return a title in lower case, its words joined by hyphens."""
    return SEPARATORS.sub("-", title.lower()).strip("-")
