"""Ask one address of another site, as a part of LinkChecker's work."""

import threading
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from linkcheck.checker.httpurl import HttpUrl
from linkcheck.director.aggregator import Aggregate
from requests import PreparedRequest, Response
from requests.exceptions import TooManyRedirects

from site_builder.model import Answer, Asked, LinkRules
from site_builder.stages.pace import Pace
from site_builder.text.answers import (
    answer_of_error,
    answer_of_status,
    is_loop,
    may_pass,
    new_address,
    wait_of,
)
from site_builder.text.external import has_fragment
from site_builder.text.html import read_document

_PIECE = 64 * 1024
_ENOUGH_HOSTS = 4
"""Hosts that cannot be reached while none can, after which no other one is tried."""
_PASSING = frozenset({Answer.TIMEOUT, Answer.UNREACHABLE, Answer.REFUSED})
"""What may be otherwise at the next try."""


class Shared:
    """What all requests share: manners, pace, and whether anything was ever reached.

    Args:
        manner: How servers are asked.
        pace: When a host may be asked.
        tell: Called with what came of each address, from any thread but never from two at once.
    """

    def __init__(self, manner: LinkRules, pace: Pace, tell: Callable[[Asked], None]) -> None:
        self.manner = manner
        self.pace = pace
        self._tell = tell
        self._lock = threading.Lock()
        self._reached = False
        self._unreached: set[str] = set()

    @property
    def is_dead(self) -> bool:
        """Return whether this machine seems to be offline, so that asking more is of no use."""
        return not self._reached and len(self._unreached) >= _ENOUGH_HOSTS

    def tell(self, asked: Asked, host: str) -> None:
        """Take in what came of an address."""
        with self._lock:
            if asked.answer is Answer.UNREACHABLE:
                self._unreached.add(host)
            else:
                self._reached = True
            self._tell(asked)


class Question(HttpUrl):  # type: ignore[misc]
    """An address that LinkChecker's threads ask for.

    LinkChecker brings the queue, the threads, their sessions, the reading of addresses and the
    certificates. What it cannot do is done here: it takes a 429 for an answer and knows no
    `Retry-After`, asks once, says of a redirect not whether it is for good, gives an error as text
    only, and its AnchorCheck asks for a page once for each anchor.

    Args:
        url: The address, without a fragment.
        fragments: Fragments that links to it name.
        aggregate: What LinkChecker's threads share.
        shared: What all requests share.
    """

    def __init__(
        self, url: str, fragments: frozenset[str], aggregate: Aggregate, shared: Shared
    ) -> None:
        self.asked_url = url
        self.fragments = fragments
        self.shared = shared
        self.steps: list[tuple[int, str]] = []
        self.came: Asked | None = None
        super().__init__(url, 0, aggregate, extern=(0, 0))
        # LinkChecker takes out doubled slashes, which some servers mean.
        self.url = url

    def set_cache_url(self) -> None:
        """Let each address be asked for, though LinkChecker takes some for the same."""
        self.cache_url = self.asked_url

    def check_connection(self) -> None:
        """Ask, follow redirects, and keep what came of it."""
        try:
            if self.shared.is_dead:
                self._keep(Answer.UNREACHABLE, "not asked, for nothing else can be reached")
            else:
                self._ask()
        except Exception as error:
            self._keep(*answer_of_error(error))
        self.set_result("asked")

    def check_content(self) -> bool:
        """Look for the anchors, and tell what came of all; nothing is followed from here."""
        came = self.came or Asked(self.asked_url, Answer.OTHER, str(self.result))
        wanted = self.fragments if self.shared.manner.fragments else frozenset()
        if wanted and came.answer in {Answer.FOUND, Answer.MOVED} and self.is_html():
            came = self._with_fragments(came, wanted)
        self.shared.tell(came, self.urlparts[1])
        return False

    def _ask(self) -> None:
        self.session = self.aggregate.get_request_session()
        self.construct_auth()
        request = self.build_request()
        while True:
            response = self._answer_to(request)
            following: PreparedRequest | None = response.next
            if following is None:
                break
            self.steps.append((response.status_code, str(following.url)))
            if is_loop(self.steps, self.asked_url):
                message = f"'{following.url}' is where it has been before"
                raise TooManyRedirects(message)
            if len(self.steps) > self.session.max_redirects:
                message = f"there are more than {self.session.max_redirects} redirects"
                raise TooManyRedirects(message)
            request = following
        self.set_content_type()
        answer = answer_of_status(response.status_code)
        target = new_address(self.steps) if answer is Answer.FOUND else ""
        said = f"{response.status_code} {response.reason or ''}".strip()
        self._keep(Answer.MOVED if target else answer, said, target)

    def _answer_to(self, request: PreparedRequest) -> Response:
        """Return the answer to one request; what may pass is tried again, politely."""
        manner = self.shared.manner
        host = urlsplit(request.url or "").netloc
        for tried in range(1, manner.tries):
            wait = manner.first_wait * 2 ** (tried - 1)
            try:
                response = self._send(request, host)
            except Exception as error:
                if answer_of_error(error)[0] not in _PASSING or self.shared.is_dead:
                    raise
            else:
                asked_for = wait_of(response.headers.get("Retry-After", ""), time.time())
                wait = wait if asked_for is None else asked_for
                if not may_pass(response.status_code) or wait > manner.longest_wait:
                    return response
                response.close()
            self.shared.pace.rest(host, min(wait, manner.longest_wait))
        return self._send(request, host)

    def _send(self, request: PreparedRequest, host: str) -> Response:
        self.shared.pace.wait(host)
        response: Response = self.session.send(
            request,
            stream=True,
            timeout=self.shared.manner.timeout,
            verify=self.aggregate.config["sslverify"],
            allow_redirects=False,
        )
        self.url_connection, self.headers = response, response.headers
        return response

    def _keep(self, answer: Answer, detail: str, target: str = "") -> None:
        self.came = Asked(self.asked_url, answer, detail, target, at=time.time())

    def _with_fragments(self, came: Asked, wanted: frozenset[str]) -> Asked:
        """Return an answer with what is known of anchors."""
        try:
            data, whole = self._content()
        except Exception as error:
            answer, detail = answer_of_error(error)
            return Asked(came.url, answer, detail, at=came.at)
        anchors = read_document(data).anchors
        found = {one: has_fragment(one, anchors) for one in sorted(wanted)}
        if not whole:
            # What is not in the part that was read may stand in the rest.
            found = dict.fromkeys(found, True)
        return Asked(came.url, came.answer, came.detail, came.target, found, came.at)

    def _content(self) -> tuple[bytes, bool]:
        """Return the page, as much of it as LinkChecker would download, and whether that is all."""
        until = time.monotonic() + self.shared.manner.timeout * 2
        data = bytearray()
        # What has come is read at once: a server that sends a byte now and then would not end.
        while piece := self.url_connection.raw.read1(_PIECE, decode_content=True):
            data += piece
            if len(data) > self.aggregate.config["maxfilesizedownload"]:
                return bytes(data), False
            if time.monotonic() > until:
                raise TimeoutError
        return bytes(data), True
