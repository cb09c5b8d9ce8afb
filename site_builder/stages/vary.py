"""Take out of outputs what their example says in its own words to vary, within bounds."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from site_builder.model import Code, Normaliser
from site_builder.text.fault import Fault

SECONDS = 5.0
"""How long the normalisers of one example may take; a pattern can be written that takes years."""
_SCRIPT = Path(__file__).resolve().parent.parent / "guard" / "rewrite.py"


def rewrite(texts: Sequence[str], normalisers: Sequence[Normaliser]) -> tuple[str, ...] | Fault:
    """Apply the normalisers of an example, in their order.

    They are applied in a process of its own, for nothing stops a pattern in this one.

    Args:
        texts: Outputs.
        normalisers: What varies in them.

    Returns:
        The texts without it, or which pattern took too long.
    """
    if not normalisers or not any(texts):
        return tuple(texts)
    job = {
        "texts": list(texts),
        "patterns": [(one.pattern, one.replacement) for one in normalisers],
    }
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(_SCRIPT)],
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        number = int((error.stderr or b"0").split()[-1])
        message = f"the pattern of '{normalisers[number].name}' takes longer than {SECONDS:g} s"
        hint = "repeat nothing that repeats something itself, as in (a+)+"
        return Fault(Code.EXAMPLE_INVALID, message, hint)
    return tuple(json.loads(done.stdout))
