"""Real servers on this machine, asked through LinkChecker."""

import socket
import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from site_builder.model import Answer, Asked, LinkRules
from site_builder.stages.ask import ask
from tests.web import Web, web

# A machine that is busy may need long for an answer; only what shall be late gets little time.
QUICK = LinkRules(per_second=500, timeout=20, first_wait=0.01, longest_wait=2, tries=3)
HASTY = replace(QUICK, timeout=0.4)
SLOW = "/slow"
CLOSED = "http://127.0.0.1:9/"
PATHS = {
    # What each path of the server answers, and what that means.
    "/200": Answer.FOUND,
    "/200/page?a=b&c=d": Answer.FOUND,
    "/204": Answer.FOUND,
    "/404": Answer.GONE,
    "/410": Answer.GONE,
    "/401": Answer.REFUSED,
    "/403": Answer.REFUSED,
    "/418": Answer.OTHER,
    "/301/200/moved": Answer.MOVED,
    "/308/301/200/twice": Answer.MOVED,
    "/301/302/200/then": Answer.MOVED,
    "/302/200/for-now": Answer.FOUND,
    "/307/301/200/login": Answer.FOUND,
    "/301/404/gone": Answer.GONE,
    "/302/404/gone": Answer.GONE,
    "/loop/a": Answer.LOOP,
    "/endless/0": Answer.LOOP,
    SLOW: Answer.TIMEOUT,
    "/drop": Answer.UNREACHABLE,
    "/429/after/0": Answer.LIMITED,
    "/429/after/900": Answer.LIMITED,
    "/429": Answer.LIMITED,
    "/first/1/429/1/ok": Answer.FOUND,
    "/first/2/500//ok": Answer.FOUND,
    "/first/3/500//no": Answer.FAILED,
    "/500": Answer.FAILED,
}


@pytest.fixture(scope="module")
def server() -> Iterator[Web]:
    with web() as running:
        yield running


@pytest.fixture(scope="module")
def address(server: Web) -> str:
    return f"http://127.0.0.1:{server.server_port}"


@pytest.fixture(scope="module")
def came(address: str) -> Mapping[str, Asked]:
    """Return what came of all paths and of a server that is not there, asked for in one go."""
    none = frozenset[str]()
    pages = {f"{address}{path}": none for path in PATHS if path != SLOW} | {CLOSED: none}
    return {**ask(pages, QUICK), **ask({f"{address}{SLOW}": none}, HASTY)}


@pytest.mark.parametrize(("path", "answer"), PATHS.items())
def test_each_answer_has_its_name(
    came: Mapping[str, Asked], address: str, path: str, answer: Answer
) -> None:
    assert came[f"{address}{path}"].answer is answer


def test_what_the_server_said_is_kept_with_the_time(
    came: Mapping[str, Asked], address: str
) -> None:
    assert came[f"{address}/404"].detail == "404 Not Found"
    assert came[f"{address}/403"].detail == "403 Forbidden"
    now = datetime.now(UTC).timestamp()
    assert all(now - 300 < one.at <= now for one in came.values())


def test_what_has_moved_is_named_as_far_as_that_is_for_good(
    came: Mapping[str, Asked], address: str
) -> None:
    assert came[f"{address}/308/301/200/twice"].target == f"{address}/200/twice"
    assert came[f"{address}/301/302/200/then"].target == f"{address}/302/200/then"
    assert came[f"{address}/302/200/for-now"].target == ""


def test_a_server_that_is_not_there_refuses(came: Mapping[str, Asked]) -> None:
    assert came[CLOSED].answer is Answer.REFUSED
    assert came[CLOSED].detail == "nobody listens there"


@pytest.mark.usefixtures("came")
def test_only_what_may_pass_is_asked_for_again(server: Web) -> None:
    assert server.count("/404") == 1


@pytest.mark.usefixtures("came")
def test_a_server_that_asks_to_be_left_alone_for_long_is_not_asked_again(server: Web) -> None:
    assert server.count("/429/after/900") == 1
    assert server.count("/429/after/0") == QUICK.tries
    assert server.count("/first/1/429/1/ok") == 2
    assert server.count("/first/2/500//ok") == 3


def test_each_page_is_asked_for_once_whatever_its_anchors(server: Web, address: str) -> None:
    page = f"{address}/200/anchors"
    names = frozenset({"here", "installed", "nowhere", "L12-L14"})
    plain = f"{address}/plain/text"
    with_script = f"{address}/200/anchors/"
    came = ask({page: names, plain: frozenset({"x"}), with_script: frozenset({"here"})}, QUICK)
    assert came[page].fragments == {
        "here": True,
        "installed": True,
        "nowhere": False,
        "L12-L14": True,
    }
    assert server.count("/200/anchors") == 1
    # What is no document has no anchors to look for.
    assert came[plain].fragments == {}
    assert came[with_script].fragments == {"here": True}


def test_anchors_are_looked_for_only_where_the_project_wants_it(address: str) -> None:
    page = f"{address}/200/not-wanted"
    manner = LinkRules(per_second=500, fragments=False)
    assert ask({page: frozenset({"nowhere"})}, manner)[page].fragments == {}


def test_the_anchors_of_a_page_that_never_ends_are_a_matter_of_time(address: str) -> None:
    silent, dripping = f"{address}/half", f"{address}/drip"
    came = ask({silent: frozenset({"here"}), dripping: frozenset({"here"})}, HASTY)
    assert {one.answer for one in came.values()} == {Answer.TIMEOUT}


def test_what_is_too_large_is_not_read_to_the_end(address: str) -> None:
    page = f"{address}/large"
    came = ask({page: frozenset({"here", "nowhere"})}, LinkRules(per_second=500, timeout=20))
    assert came[page].fragments == {"here": True, "nowhere": True}


def test_what_is_written_is_what_is_asked_for(server: Web, address: str) -> None:
    odd = ["/200/a//b", "/200/a/../c", "/200/d?x=http://e/f", "/200/%7Eg"]
    told: list[str] = []
    came = ask({f"{address}{one}": frozenset() for one in odd}, QUICK, lambda x: told.append(x.url))
    assert {one.answer for one in came.values()} == {Answer.FOUND}
    assert sorted(told) == sorted(came)
    assert server.count("/200/a//b") == 1
    assert server.count("/200/d?x=http://e/f") == 1


def test_an_address_that_cannot_be_read_is_told() -> None:
    (came,) = ask({"http://[::1]:70000/": frozenset()}, QUICK).values()
    assert came.answer is Answer.OTHER
    assert "port" in came.detail.lower()


def test_nobody_is_asked_for_nothing() -> None:
    assert ask({}, QUICK) == {}


def test_requests_to_one_host_are_kept_apart() -> None:
    gap = 0.05
    with web() as server:
        home = f"http://127.0.0.1:{server.server_port}"
        ask({f"{home}/200/{n}": frozenset() for n in range(6)}, LinkRules(per_second=1 / gap))
        # Nobody can come too early; how late a busy machine makes it does not matter.
        assert max(server.at) - min(server.at) >= 5 * gap * 0.95


def test_a_host_that_is_busy_holds_up_no_other_one() -> None:
    with web() as busy, web() as other:
        waits = f"http://127.0.0.1:{busy.server_port}/first/1/503/1/ok"
        quick = [f"http://127.0.0.1:{other.server_port}/200/{n}" for n in range(4)]
        order: list[str] = []
        manner = LinkRules(per_second=500, at_once=2)
        ask(dict.fromkeys([waits, *quick], frozenset()), manner, lambda one: order.append(one.url))
        assert order[-1] == waits
        assert set(order[:-1]) == set(quick)


def test_when_nothing_can_be_reached_the_rest_is_not_asked_for() -> None:
    hosts = {f"http://no-{n}.invalid/": frozenset[str]() for n in range(20)}
    came = ask(hosts, LinkRules(per_second=500, first_wait=0.01, at_once=1))
    assert {one.answer for one in came.values()} == {Answer.UNREACHABLE}
    assert [one.detail for one in came.values()].count("there is no such host") == 4


def test_the_time_out_of_the_process_is_as_before(address: str) -> None:
    assert socket.getdefaulttimeout() is None
    ask({f"{address}/200": frozenset()}, QUICK)
    assert socket.getdefaulttimeout() is None


def test_no_thread_is_left(address: str) -> None:
    before = threading.active_count()
    ask({f"{address}/200": frozenset(), f"{address}/404": frozenset()}, QUICK)
    assert threading.active_count() <= before + 1, "the thread of a connection may be about to end"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


class TestCertificates:
    @pytest.fixture
    def trusting(self, authority: trustme.CA, tmp_path: Path) -> LinkRules:
        """Return settings that trust the authority."""
        path = tmp_path / "ca.pem"
        authority.cert_pem.write_to_path(str(path))
        return LinkRules(per_second=500, first_wait=0.01, ca_file=str(path))

    def test_one_that_can_be_trusted_is_fine(
        self, authority: trustme.CA, trusting: LinkRules
    ) -> None:
        with web(authority.issue_cert("127.0.0.1")) as server:
            url = f"https://127.0.0.1:{server.server_port}/200"
            assert ask({url: frozenset()}, trusting)[url].answer is Answer.FOUND

    def test_one_of_an_unknown_authority_is_told(self, authority: trustme.CA) -> None:
        with web(authority.issue_cert("127.0.0.1")) as server:
            url = f"https://127.0.0.1:{server.server_port}/200"
            came = ask({url: frozenset()}, QUICK)[url]
            assert came.answer is Answer.CERTIFICATE
            assert "self-signed" in came.detail or "issuer" in came.detail
            assert server.asked == []

    def test_one_of_another_host_is_told(self, authority: trustme.CA, trusting: LinkRules) -> None:
        with web(authority.issue_cert("other.example")) as server:
            url = f"https://127.0.0.1:{server.server_port}/200"
            came = ask({url: frozenset()}, trusting)[url]
            assert (came.answer, "127.0.0.1" in came.detail) == (Answer.CERTIFICATE, True)

    def test_one_that_is_over_is_told(self, authority: trustme.CA, trusting: LinkRules) -> None:
        long_ago = datetime.now(UTC) - timedelta(days=1)
        with web(authority.issue_cert("127.0.0.1", not_after=long_ago)) as server:
            url = f"https://127.0.0.1:{server.server_port}/200"
            came = ask({url: frozenset()}, trusting)[url]
            assert (came.answer, came.detail) == (Answer.CERTIFICATE, "certificate has expired")
