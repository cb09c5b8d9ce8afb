"""Tell whether two machines have the same examples."""

import hashlib
import json
from collections.abc import Sequence

from site_builder.model import Example, Limits


def digest_of_examples(examples: Sequence[Example], limits: Limits) -> str:
    """Return a digest of examples: what they declare, all their texts, and what bounds their runs.

    Args:
        examples: The examples, in any order.
        limits: The bounds.
    """
    content = [
        (one.name, repr((one.run, one.needs)), [(file.name, file.text) for file in one.files])
        for one in sorted(examples, key=lambda one: one.name)
    ]
    text = json.dumps([content, repr(limits)])
    return hashlib.sha256(text.encode()).hexdigest()
