"""Judge what other sites answered, and the list of those that are not asked."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from urllib.parse import urlsplit

from site_builder.model import Allowance, Answer, Asked, Code, Location, Problem
from site_builder.text.answers import day_of_time
from site_builder.text.external import matches, split_fragment

Sources = Mapping[str, Sequence[Location]]
"""Addresses of other sites, each with all places where it is written."""

_CODES = {
    Answer.GONE: (Code.EXTERNAL_GONE, "is gone"),
    Answer.REFUSED: (Code.EXTERNAL_REFUSED, "is refused"),
    Answer.TIMEOUT: (Code.EXTERNAL_TIMEOUT, "is not answered in time"),
    Answer.CERTIFICATE: (Code.EXTERNAL_CERTIFICATE, "leads to a server that cannot be trusted"),
    Answer.LOOP: (Code.EXTERNAL_LOOP, "is sent on without end"),
    Answer.LIMITED: (Code.EXTERNAL_LIMITED, "was asked for too often"),
    Answer.FAILED: (Code.EXTERNAL_FAILED, "makes its server fail"),
    Answer.UNREACHABLE: (Code.EXTERNAL_UNREACHABLE, "cannot be reached"),
    Answer.OTHER: (Code.EXTERNAL_LINK, "does not work"),
}


def check_answers(
    sources: Sources, came: Mapping[str, Asked], config: str, now: float
) -> Iterator[Problem]:
    """Yield a problem for each address that does not lead where its author meant.

    Args:
        sources: The addresses with the places where they are written.
        came: What came of asking for each page; what is not there was not asked.
        config: Path of the configuration.
        now: The time, in seconds since 1970. An answer of another day says when it was given.
    """
    if _is_offline(came.values()):
        message = f"none of {len(came)} addresses can be reached, so nothing is known of them"
        yield Problem(
            Code.EXTERNAL_OFFLINE, Location(config), message, "see that this machine is online"
        )
        return
    for url, places in sorted(sources.items()):
        page, fragment = split_fragment(url)
        asked = came.get(page)
        if asked:
            for code, says, hint in _judge(url, fragment, asked):
                then = f", asked {day_of_time(asked.at)}" if now - asked.at > _RECENT else ""
                message = f"the link '{url}' {says}{then}{_also(places)}"
                yield Problem(code, places[0], message, hint)


_SHOWN = 10
"""How many other places of a link are named; who mends it searches for it anyway."""
_RECENT = 3600.0
"""Seconds in which an answer counts as one of now."""


def _judge(url: str, fragment: str, asked: Asked) -> Iterator[tuple[Code, str, str]]:
    """Yield code, words and hint of what is wrong with an address."""
    if asked.answer in _CODES:
        code, says = _CODES[asked.answer]
        yield code, f"{says} ({asked.detail})" if asked.detail else says, ""
        return
    if asked.answer is Answer.MOVED:
        # Where the new address names a place of its own, the old one is not put behind it.
        mark = url.partition("#")[2] if not urlsplit(asked.target).fragment else ""
        target = f"{asked.target}#{mark}" if mark else asked.target
        yield Code.EXTERNAL_MOVED, "has moved for good", f"write '{target}'"
    if fragment and asked.fragments.get(fragment) is False:
        message = f"names the anchor '{fragment}', which the page does not have"
        yield Code.EXTERNAL_FRAGMENT, message, ""


def _also(places: Sequence[Location]) -> str:
    """Return the other places of an address as lines of detail."""
    others = [f"\n    also in {place}" for place in places[1 : _SHOWN + 1]]
    more = len(places) - 1 - _SHOWN
    return "".join((*others, f"\n    and in {more} more" if more > 0 else ""))


def _is_offline(came: Collection[Asked]) -> bool:
    """Return whether nothing could be reached at all, which says more of this machine."""
    hosts = {urlsplit(one.url).netloc for one in came}
    return len(hosts) > 1 and all(one.answer is Answer.UNREACHABLE for one in came)


def allowed(allowances: Sequence[Allowance], url: str, today: date) -> bool:
    """Return whether an address is not asked for, because the project says so.

    Args:
        allowances: What the project says.
        url: The address.
        today: An entry holds to the end of its last day.
    """
    return any(matches(one.url, url) for one in allowances if one.until >= today)


def check_allowances(
    allowances: Sequence[Allowance], urls: Collection[str], config: str, today: date
) -> Iterator[Problem]:
    """Yield the entries of the list that are of no use any more.

    Args:
        allowances: What the project says.
        urls: All addresses of other sites in the project.
        config: Path of the configuration.
        today: An entry holds to the end of its last day.
    """
    for one in allowances:
        place = Location(config, one.line)
        if not any(matches(one.url, url) for url in urls):
            message = f"no link is '{one.url}', which 'links.allow' names"
            yield Problem(Code.LINK_ALLOWANCE, place, message, "remove the entry")
        elif one.until < today:
            message = f"the entry '{one.url}' of 'links.allow' held until {one.until}"
            hint = f"see whether the reason still holds ({one.why}): move the date, or remove it"
            yield Problem(Code.LINK_ALLOWANCE, place, message, hint)
