"""Read settings from a service: a JSON document over HTTP, the same for all that ask."""

import re

import httpx2

from examples.config.formats.formats import FormatError, read_json
from examples.config.formats.layers import placed, values_in
from examples.config.formats.sources import Entry, Finding, Layer, Reading, Source

SECONDS = 5.0
"""How long the service may take. A start that waits for ever looks like one that hangs."""


def read_service(url: str) -> Reading:
    """Return what a settings service sets.

    A service that cannot be asked is a mistake like any other, so that the application does not
    start with half of its settings.
    """
    source = Source(Layer.SERVICE, label=address_of(url))
    try:
        answer = httpx2.get(url, timeout=SECONDS).raise_for_status()
        document = read_json(answer.text)
    except httpx2.HTTPStatusError as error:
        return unusable(source, f"the service answered {error.response.status_code}")
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        return unusable(source, f"the service cannot be asked ({type(error).__name__})")
    except FormatError as error:
        return unusable(source, error.problem)
    return placed(Entry(path, value, source) for path, value in values_in(document.values))


def address_of(url: str) -> str:
    """Return scheme, host and port of an address, for the rest of it may hold a token."""
    found = re.match(r"(\w+://)(?:[^/?#]*@)?([^/?#]*)", url)
    return found[1] + found[2] if found else ""


def unusable(source: Source, problem: str) -> Reading:
    """Return what to say of a service that gives no settings."""
    allowed = f"a JSON document within {SECONDS:g} s"
    remedy = "see whether the service is up, or start without it"
    return Reading(findings=(Finding(source, "", problem, allowed, remedy),))
