"""Links to other sites from the page to the report, over a server that stands for all hosts."""

import builtins
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from site_builder import pipeline
from site_builder.model import LinkRules, OutputFile, RenderedPage, Rendering, Settings
from tests.command import Ran, run_here, site_builder, write
from tests.web import Web, web

DAY = 86_400.0
CONFIG = "site_name: X\ntheme: {name: mkdocs}\nplugins:\n  - site_builder:\n      links:\n"
LINKS = """# Links

[fine](http://a.site.org/200) [again](http://a.site.org/200) [gone](http://a.site.org/404)
[moved](http://b.site.org/301/200/new) [loop](http://b.site.org/loop/a) [no](http://c.site.org/403)
[anchor](http://c.site.org/200/x#nowhere) [anchor](http://c.site.org/200/x#here)
[fails](http://d.site.org/500) <http://localhost:8000/> <https://example.com/> [own](other.md)
"""


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """Give a server that is asked for the addresses of all hosts, as a proxy is."""
    with web() as server:
        for name in ("http_proxy", "HTTP_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{server.server_port}")
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        yield server


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project whose pages link to other sites."""
    manner = "        {per_second: 200, tries: 1, timeout: 5}\n"
    files = {
        "mkdocs.yml": CONFIG + manner,
        "docs/index.md": LINKS,
        "docs/other.md": "# Other\n\n[gone](http://a.site.org/404)\n",
    }
    return write(tmp_path.resolve(), files)


def told(ran: Ran) -> list[str]:
    """Return what a command said of the project's own links; the theme has some, too."""
    problems = re.split(r"\n(?! )", ran.stderr)
    return [one for one in problems if "site.org" in one]


def test_each_link_is_told_with_its_place_and_what_to_do(project: Path, proxy: Web) -> None:
    ran = run_here(project, "links")
    assert told(ran) == [
        (
            "docs/index.md:3: external-gone: the link 'http://a.site.org/404' is gone (404 Not Found)\n"  # noqa: E501
            "    also in docs/other.md:3"
        ),
        (
            "docs/index.md:4: external-loop: the link 'http://b.site.org/loop/a' is sent on without "  # noqa: E501
            "end ('http://b.site.org/loop/a' is where it has been before)"
        ),
        (
            "docs/index.md:4: external-refused: the link 'http://c.site.org/403' is refused (403 "
            "Forbidden)"
        ),
        (
            "docs/index.md:4: external-moved: the link 'http://b.site.org/301/200/new' has moved for "  # noqa: E501
            "good; write 'http://b.site.org/200/new'"
        ),
        (
            "docs/index.md:5: external-fragment: the link 'http://c.site.org/200/x#nowhere' names the "  # noqa: E501
            "anchor 'nowhere', which the page does not have"
        ),
        (
            "docs/index.md:6: external-failed: the link 'http://d.site.org/500' makes its server fail "  # noqa: E501
            "(500 Internal Server Error)"
        ),
    ]
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert proxy.count("http://a.site.org/404") == 1
    assert not [one for one in proxy.asked if "localhost" in one or "example.com" in one]


def test_what_is_known_is_not_asked_for_again_unless_somebody_wants_it(
    project: Path, proxy: Web
) -> None:
    first = run_here(project, "links")
    asked = len(proxy.asked)
    assert told(run_here(project, "links")) == told(first)
    assert len(proxy.asked) == asked
    assert told(run_here(project, "check", "--no-run", "--external")) == told(first)
    assert len(proxy.asked) == asked
    assert told(run_here(project, "links", "--fresh")) == told(first)
    assert len(proxy.asked) == 2 * asked


def test_the_report_can_be_read_by_a_program(project: Path, proxy: Web) -> None:
    problems = json.loads(run_here(project, "links", "--format", "json").stdout)["problems"]
    codes = {one["code"] for one in problems if "site.org" in one["message"]}
    assert codes == {
        f"external-{one}" for one in ("gone", "loop", "moved", "refused", "fragment", "failed")
    }


def test_what_the_project_allows_is_not_asked_for(project: Path, proxy: Web) -> None:
    allow = """        per_second: 200
        allow:
          - {url: "http://a.site.org/404", why: comes back in spring, until: 2099-01-01}
          - {url: "http://c.site.org/*", why: for members, until: "2020-01-01"}
          - {url: "http://nowhere.site.org/", why: was here once, until: 2099-01-01}
"""
    write(project, {"mkdocs.yml": CONFIG + allow})
    lines = told(run_here(project, "links"))
    assert proxy.count("http://a.site.org/404") == 0
    assert proxy.count("http://c.site.org/403") == 1
    assert [one for one in lines if "link-allowance" in one] == [
        (
            "mkdocs.yml:9: link-allowance: the entry 'http://c.site.org/*' of 'links.allow' held "
            "until 2020-01-01; see whether the reason still holds (for members): move the date, or "
            "remove it"
        ),
        (
            "mkdocs.yml:10: link-allowance: no link is 'http://nowhere.site.org/', which "
            "'links.allow' names; remove the entry"
        ),
    ]


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("allow: 3", "Not a list: 3"),
        ("allow: [x]", "Entry 1 of 'allow' is no mapping: 'x'"),
        ("allow: [{url: x, until: 2027-01-01}]", "Entry 1 of 'allow' needs a text for 'why'"),
        ("allow: [{url: x, why: y}]", "Entry 1 of 'allow' needs a day for 'until'"),
        ("allow: [{url: x, why: y, untl: 3}]", "no key 'untl'; did you mean 'until'?"),
        ("per_second: 0", "Not a number from 0.01 on: 0"),
        ("tries: often", "Not a number from 1 on: 'often'"),
        ("timout: 3", "There is no such option; did you mean 'timeout'?"),
    ],
)
def test_a_wrong_option_is_told_with_its_name(tmp_path: Path, option: str, message: str) -> None:
    files = {"mkdocs.yml": f"{CONFIG}        {option}\n", "docs/index.md": "# X\n"}
    ran = run_here(write(tmp_path, files), "links")
    assert ran.returncode == 2
    assert ran.stderr.startswith("mkdocs.yml:")
    assert "config-invalid" in ran.stderr
    assert message in ran.stderr


def test_a_site_without_links_has_none_that_fail(tmp_path: Path) -> None:
    files = {"mkdocs.yml": "site_name: X\nplugins: [site_builder]\n", "docs/index.md": "# X\n"}
    root = write(tmp_path, files)
    # The theme of MkDocs links to two sites, which are asked for here: none of them is reached.
    ran = site_builder(
        root, "links", http_proxy="http://127.0.0.1:9", https_proxy="http://127.0.0.1:9"
    )
    assert "external-offline" in ran.stderr
    # A machine that is slow tells how far it has come.
    said = [line for line in ran.stderr.splitlines() if not line.startswith("Asking other sites")]
    assert len(said) == 2


def test_a_site_that_cannot_be_made_has_no_links(tmp_path: Path) -> None:
    files = {"mkdocs.yml": "site_name: X\nplugins: [site_builder]\n", "docs/x.txt": "x"}
    ran = run_here(write(tmp_path, files), "links")
    assert ran.returncode == 1
    assert "content-empty" in ran.stderr


class Opened:
    """A project with one page, whose site links to some addresses."""

    def __init__(self, root: Path, urls: Sequence[str], manner: LinkRules) -> None:
        write(root, {"content/index.md": "# X\n"})
        settings = Settings(root, root / "content", root / "examples", links=manner)
        self.project = pipeline.open_project(settings)
        html = "".join(f'<a href="{url}">x</a>' for url in urls)
        page = RenderedPage("index.md", "content/index.md", "", "X", html)
        files = (OutputFile("index.html", html.encode()),)
        self.rendering = Rendering("X", "en", "", (page,), (), files)
        self.now = 1_800_000_000.0

    def ask(self) -> pipeline.Answered:
        inquiry = pipeline.prepare_inquiry(self.project, [self.rendering], clock=lambda: self.now)
        answered = pipeline.make_inquiry(self.project, inquiry, clock=lambda: self.now)
        came = {url: replace(one, at=self.now) for url, one in answered.came.items()}
        assert came.keys() == answered.came.keys()
        return answered


def test_answers_get_old(tmp_path: Path, proxy: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    fine, gone = "http://a.site.org/200", "http://a.site.org/404"
    opened = Opened(tmp_path, [fine, gone], LinkRules(per_second=500))
    monkeypatch.setattr("time.time", lambda: opened.now)
    opened.ask()
    assert (proxy.count(fine), proxy.count(gone)) == (1, 1)
    opened.now += 0.5 * DAY
    opened.ask()
    assert (proxy.count(fine), proxy.count(gone)) == (1, 2)
    opened.now += 7 * DAY
    opened.ask()
    assert (proxy.count(fine), proxy.count(gone)) == (2, 3)


def test_what_could_not_be_reached_is_not_kept(tmp_path: Path, proxy: Web) -> None:
    dropped = "http://a.site.org/drop"
    opened = Opened(tmp_path, [dropped], LinkRules(per_second=500, tries=1))
    assert [one.code.slug for one in opened.ask().problems] == ["external-unreachable"]
    assert json.loads((tmp_path / ".cache/site-builder/external-links.json").read_text()) == {
        "form": 1,
        "asked": [],
    }


def test_without_linkchecker_it_is_said_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def refuse(name: str, *args: Any, **options: Any) -> Any:
        if name.startswith("linkcheck"):
            raise ModuleNotFoundError(name)
        return real(name, *args, **options)

    opened = Opened(tmp_path, ["http://a.site.org/200"], LinkRules())
    monkeypatch.setattr(builtins, "__import__", refuse)
    (problem,) = opened.ask().problems
    assert str(problem) == (
        "mkdocs.yml: external-tool-missing: other sites cannot be asked, because LinkChecker is "
        "not installed; run: pip install 'site-builder[external]'"
    )
