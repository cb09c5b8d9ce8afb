"""Links to other sites: what a project decides about them, and what their servers answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Answer(StrEnum):
    """What came of asking for an address."""

    FOUND = "found"
    MOVED = "moved"
    """Found, behind a redirect that is for good."""
    GONE = "gone"
    """404 or 410."""
    REFUSED = "refused"
    """Nobody listens there, or 401, 403 and their like."""
    TIMEOUT = "timeout"
    CERTIFICATE = "certificate"
    """The connection cannot be trusted."""
    LOOP = "loop"
    """Redirects that never end."""
    LIMITED = "limited"
    """429, again and again."""
    FAILED = "failed"
    """The server says that it has failed, 500 and above."""
    UNREACHABLE = "unreachable"
    """There is no such host, or no way to it."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking for a page of another site."""

    url: str
    """Its address, without a fragment."""
    answer: Answer
    detail: str = ""
    """What the server or the system said, in words."""
    target: str = ""
    """The new address of what has moved."""
    fragments: Mapping[str, bool] = field(default_factory=dict)
    """Whether the page has an anchor, by the fragments that links name."""
    at: float = 0.0
    """When it was asked, in seconds since 1970."""

    @property
    def good(self) -> bool:
        """Return whether each link to the page leads where it says."""
        return self.answer in {Answer.FOUND, Answer.MOVED} and all(self.fragments.values())


@dataclass(frozen=True, slots=True)
class Allowance:
    """Addresses that are not asked for, and why."""

    url: str
    """An address; a star in it stands for any text."""
    why: str
    until: date
    """The last day on which it holds."""
    line: int = 0
    """Line of the configuration, 0 if it is unknown."""


@dataclass(frozen=True, slots=True)
class LinkRules:
    """What a project decides about links that no page of its site holds or answers."""

    code: tuple[str, ...] = ()
    """Folders of code besides the examples whose comments and docstrings are read."""
    keep_days: float = 7.0
    """How long a good answer holds."""
    keep_failure_hours: float = 1.0
    """How long any other answer holds."""
    per_second: float = 2.0
    """How many requests a host gets in a second."""
    at_once: int = 8
    """How many requests are under way at a time, all hosts together."""
    timeout: float = 20.0
    """Seconds that a server may be silent."""
    tries: int = 3
    """How often a server is asked that is busy, or does not answer."""
    longest_wait: float = 60.0
    """Seconds that are waited at most before a server is asked again."""
    first_wait: float = 1.0
    """Seconds before the second try where the server names no time; each further one doubles it."""
    fragments: bool = True
    """Whether the anchors that links name are looked for."""
    ca_file: str = ""
    """File of certificates to trust; empty for those of the system."""
    allow: tuple[Allowance, ...] = ()
