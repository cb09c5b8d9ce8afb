"""Read and write what other sites answered, as it is kept between checks."""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from site_builder.model import Answer, Asked, LinkRules

_FORM = 1
"""Number of the form; what another form says is asked anew."""
_DAY = 86_400.0
_HOUR = 3_600.0


def read_asked(text: str) -> Mapping[str, Asked]:
    """Return the answers that a file holds, by address; none if it is no such file.

    Args:
        text: The file.
    """
    try:
        held = json.loads(text)
        entries = held["asked"] if held["form"] == _FORM else []
        found = [_read(one) for one in entries]
    except (ValueError, KeyError, TypeError, AttributeError):
        # A cache that cannot be read is an empty one.
        return {}
    return {one.url: one for one in found}


def _read(entry: Mapping[str, Any]) -> Asked:
    return Asked(
        url=str(entry["url"]),
        answer=Answer(entry["answer"]),
        detail=str(entry.get("detail", "")),
        target=str(entry.get("target", "")),
        fragments={str(name): bool(found) for name, found in entry.get("fragments", {}).items()},
        at=float(entry["at"]),
    )


def write_asked(asked: Iterable[Asked]) -> str:
    """Return a file that holds answers.

    Args:
        asked: The answers, in any order.
    """
    entries = [
        {
            "url": one.url,
            "answer": one.answer.value,
            "detail": one.detail,
            "target": one.target,
            "fragments": dict(sorted(one.fragments.items())),
            "at": round(one.at),
        }
        for one in sorted(asked, key=lambda one: one.url)
    ]
    return json.dumps({"form": _FORM, "asked": entries}, indent=1) + "\n"


def still_holds(asked: Asked, fragments: Collection[str], manner: LinkRules, now: float) -> bool:
    """Return whether an answer says all that is asked, and is not too old.

    Args:
        asked: The answer.
        fragments: The fragments that links name now.
        manner: How long answers hold. One that is not good holds for a shorter time, because
            somebody may be mending it.
        now: The time, in seconds since 1970.
    """
    if manner.fragments and not set(fragments) <= set(asked.fragments) and _is_page(asked):
        return False
    age = now - asked.at
    limit = manner.keep_days * _DAY if asked.good else manner.keep_failure_hours * _HOUR
    # A time that lies ahead is one of a clock that was wrong.
    return 0 <= age <= limit


def _is_page(asked: Asked) -> bool:
    return asked.answer in {Answer.FOUND, Answer.MOVED}
