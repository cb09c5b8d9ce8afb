"""Ask other sites whether their addresses still work, through LinkChecker."""

import socket
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from typing import Any
from urllib.parse import urlsplit

from site_builder.model import Answer, Asked, LinkRules
from site_builder.stages.pace import Pace


def ask(
    pages: Mapping[str, frozenset[str]],
    manner: LinkRules,
    tell: Callable[[Asked], None] = lambda _: None,
) -> Mapping[str, Asked]:
    """Ask for pages of other sites, several at a time, politely.

    Args:
        pages: Full addresses without fragments, each with the fragments that links to it name.
        manner: How servers are asked.
        tell: Called with what came of each, as it comes.

    Returns:
        What came of each address.

    Raises:
        ModuleNotFoundError: LinkChecker is not installed; the extra `external` brings it.
    """
    if not pages:
        return {}
    from linkcheck.director import check_url  # noqa: PLC0415 - an extra

    from site_builder.stages.asking import Question, Shared  # noqa: PLC0415

    came: dict[str, Asked] = {}

    def take(asked: Asked) -> None:
        came[asked.url] = asked
        tell(asked)

    pace = Pace(manner.per_second)
    shared = Shared(manner, pace, take)
    with _aggregate(manner, len(pages)) as aggregate:
        for url in _taking_turns(list(pages)):
            question = Question(url, pages[url], aggregate, shared)
            if question.has_result:
                # LinkChecker could not read the address.
                take(Asked(url, Answer.OTHER, str(question.result), at=time.time()))
            else:
                aggregate.urlqueue.put(question)
        try:
            aggregate.start_threads()
            check_url(aggregate)
        finally:
            pace.stop()
            aggregate.cancel()
            aggregate.finish()
    return came


@contextmanager
def _aggregate(manner: LinkRules, pages: int) -> Iterator[Any]:
    """Give what LinkChecker's threads share, and leave nothing of it behind."""
    from linkcheck.configuration import Configuration  # noqa: PLC0415 - an extra
    from linkcheck.director import get_aggregate  # noqa: PLC0415

    timeout = socket.getdefaulttimeout()
    configuration = Configuration()
    configuration["status"] = False
    configuration["checkextern"] = True
    configuration["recursionlevel"] = 0
    # These rules are for programs that follow links, not for one that asks for a single page.
    configuration["robotstxt"] = False
    configuration["threads"] = min(manner.at_once, pages)
    configuration["timeout"] = manner.timeout
    configuration["output"] = "none"
    if manner.ca_file:
        configuration["sslverify"] = manner.ca_file
    configuration.sanitize()
    try:
        yield get_aggregate(configuration)
    finally:
        # LinkChecker changes it for the whole process.
        socket.setdefaulttimeout(timeout)


def _taking_turns(urls: Sequence[str]) -> Iterator[str]:
    """Yield addresses so that those of one host stand apart: its pace holds up no other one."""
    hosts: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        hosts[urlsplit(url).netloc].append(url)
    for turn in zip_longest(*hosts.values()):
        yield from filter(None, turn)
