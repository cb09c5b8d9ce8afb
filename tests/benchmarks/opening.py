"""Open a file in Chromium, from disk and without a network, and print what happens as JSON.

Run as a process of its own, so that a file that is too much for the browser can be given up:

    python -m tests.benchmarks.opening load FILE SLOWER COUNT SECONDS
    python -m tests.benchmarks.opening scroll FILE
    python -m tests.benchmarks.opening axe FILE
    python -m tests.benchmarks.opening search FILE WORD...
"""

import json
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import ADVICE, DESKTOP, find_chromium

QUIET = 500
"""Milliseconds without a long task after which a page counts as interactive."""
FIRST, LAST = 15_000, 5_000
"""Elements at the beginning and at the end of a file that axe is given;."""

_ARGUMENTS = ("--no-sandbox", "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND")
_LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")

_OBSERVE = """
  window.benchmark = { tasks: [], shift: 0, paint: null };
  const observe = (type, each) => new PerformanceObserver((list) =>
    list.getEntries().forEach(each)).observe({ type, buffered: true });
  observe("longtask", (one) => benchmark.tasks.push([one.startTime, one.duration]));
  observe("layout-shift", (one) => { if (!one.hadRecentInput) benchmark.shift += one.value; });
  observe("paint", (one) => {
    if (one.name === "first-contentful-paint") benchmark.paint = one.startTime;
  });
"""
_STATE = """() => {
  const [entry] = performance.getEntriesByType("navigation");
  return { now: performance.now(), ready: entry.domContentLoadedEventEnd,
    load: entry.loadEventEnd, ...benchmark };
}"""
_FRAMES = """() => {
  const before = benchmark.shift;
  window.frames_seen = { slowest: 0, shift: () => benchmark.shift - before };
  let last = performance.now();
  const next = (now) => {
    frames_seen.slowest = Math.max(frames_seen.slowest, now - last);
    last = now;
    requestAnimationFrame(next);
  };
  requestAnimationFrame((now) => { last = now; requestAnimationFrame(next); });
}"""
_COUNT = 'document.getElementsByTagName("*").length'

_CUT = """([first, last]) => {
  const all = [...document.getElementsByTagName("*")];
  for (let at = first; at < all.length - last; ) {
    const inside = all[at].getElementsByTagName("*").length;
    const whole = at + inside < all.length - last;
    if (whole) all[at].remove();
    at += whole ? inside + 1 : 1;
  }
}"""
_LAY_OUT = """() => {
  for (const one of document.body.getElementsByTagName("*"))
    if (getComputedStyle(one).contentVisibility === "auto") one.style.contentVisibility = "visible";
}"""
_WATCH_KEYS = """() => {
  window.keys = { pressed: 0, changed: 0 };
  addEventListener("keydown", () => { keys.pressed = performance.now(); }, true);
  new MutationObserver(() => { keys.changed = performance.now(); })
    .observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


class Opened:
    """A page in a fresh profile, with what it asked for and complained of."""

    def __init__(self, browser: Browser, path: Path, slower: float = 1) -> None:
        self.requests: list[str] = []
        self.messages: list[str] = []
        context = browser.new_context(viewport=DESKTOP)
        context.set_default_timeout(0)
        context.add_init_script(_OBSERVE)
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("console", lambda message: self.messages.append(message.type))
        context.on("weberror", lambda _: self.messages.append("error"))
        self.context = context
        self.page: Page = context.new_page()
        if slower != 1:
            session = context.new_cdp_session(self.page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        self.page.goto(path.as_uri())

    def settle(self) -> dict[str, Any]:
        """Wait until the page is interactive, and return its times in milliseconds."""
        while True:
            state: dict[str, Any] = self.page.evaluate(_STATE)
            ends = [state["load"], *(begin + length for begin, length in state["tasks"])]
            if state["load"] and state["now"] - max(ends) > QUIET:
                return {**state, "interactive": max(ends)}
            self.page.wait_for_timeout(100)


def loads(path: Path, slower: float, most: int, seconds: float) -> dict[str, Any]:
    """Open a file several times, as often as the time allows, and return the medians."""
    measured: list[dict[str, float | None]] = []
    begun = time.monotonic()
    with _browser() as browser:
        while not measured or (len(measured) < most and time.monotonic() - begun < seconds):
            opened = Opened(browser, path, slower)
            measured.append(_times(opened.settle()))
            # Before the context is closed the page has not gone yet, so it counts what it holds.
            nodes = opened.page.evaluate(_COUNT)
            opened.context.close()
        release = browser.version
    medians = {name: _median([one[name] for one in measured]) for name in measured[0]}
    return {
        **medians,
        "loads": len(measured),
        "nodes": nodes,
        "requests": _requests(opened.requests, path),
        "messages": len(opened.messages),
        "chromium": release,
    }


def _times(state: dict[str, Any]) -> dict[str, float | None]:
    after = [length for begin, length in state["tasks"] if begin >= state["load"]]
    return {
        "first_paint_ms": state["paint"],
        "ready_ms": state["ready"],
        "interactive_ms": state["interactive"],
        "longest_task_ms": max((length for _, length in state["tasks"]), default=0),
        "longest_task_after_load_ms": max(after, default=0),
        "layout_shift": round(state["shift"], 4),
    }


def _median(values: Sequence[float | None]) -> float | None:
    known = [one for one in values if one is not None]
    return round(statistics.median(known), 4) if known else None


def _requests(addresses: Sequence[str], path: Path) -> dict[str, Any]:
    """Return what a file asked for besides itself: files beside it, and places on the web."""
    wanted = [urlsplit(one) for one in addresses if not one.startswith(("data:", "blob:"))]
    local = {Path(unquote(one.path)) for one in wanted if one.scheme == "file"} - {path}
    web = [one.geturl() for one in wanted if one.scheme in {"http", "https"}]
    return {
        "beside": len(local),
        "beside_bytes": sum(one.stat().st_size for one in local if one.is_file()),
        "web": len(set(web)),
    }


def scroll(path: Path) -> dict[str, Any]:
    """Turn the wheel at the beginning and in the middle of a file, and tell what jumps or stops."""
    with _browser() as browser:
        opened = Opened(browser, path)
        opened.settle()
        page = opened.page
        # Where in the window, so that no list beside the text is scrolled instead of it.
        page.mouse.move(DESKTOP["width"] * 0.55, DESKTOP["height"] / 2)
        page.evaluate(_FRAMES)
        for place in (0, 0.5):
            page.evaluate(
                "place => scrollTo(0, document.documentElement.scrollHeight * place)", place
            )
            for _ in range(40):
                page.mouse.wheel(0, 500)
                page.wait_for_timeout(30)
        page.wait_for_timeout(500)
        found = page.evaluate(
            "({ slowest_frame_ms: frames_seen.slowest, layout_shift: frames_seen.shift() })"
        )
    return {name: round(value, 4) for name, value in found.items()}


def axe(path: Path) -> dict[str, Any]:
    """Return the violations of WCAG 2.1 A and AA, of the whole file or of a sample."""
    options = {"runOnly": _LEVELS, "resultTypes": ["violations"]}
    with _browser() as browser:
        opened = Opened(browser, path)
        opened.settle()
        page = opened.page
        nodes = page.evaluate(_COUNT)
        sample = nodes > FIRST + LAST
        if sample:
            page.evaluate(_CUT, [FIRST, LAST])
        page.evaluate(_LAY_OUT)
        found = Axe().run(page, options=options).response["violations"]
    return {
        "rules": {one["id"]: len(one["nodes"]) for one in found},
        "elements": min(nodes, FIRST + LAST),
        "sample": sample,
    }


def search(path: Path, words: Sequence[str]) -> dict[str, Any]:
    """Type words into the search of a file and return the milliseconds from key to results."""
    times: list[float] = []
    with _browser() as browser:
        opened = Opened(browser, path)
        opened.settle()
        page = opened.page
        page.evaluate(_WATCH_KEYS)
        page.keyboard.press("/")
        page.wait_for_timeout(500)
        for word in words:
            page.keyboard.press("Control+A")
            for letter in word:
                page.evaluate("keys.changed = 0")
                page.keyboard.press(letter)
                page.wait_for_timeout(400)
                keys = page.evaluate("keys")
                if keys["changed"]:
                    times.append(keys["changed"] - keys["pressed"])
    if not times:
        return {"keys": 0}
    return {
        "keys": len(times),
        "median_ms": round(statistics.median(times), 1),
        "most_ms": round(max(times), 1),
    }


@contextmanager
def _browser() -> Iterator[Browser]:
    executable = find_chromium()
    if not executable:
        sys.exit(ADVICE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=_ARGUMENTS)
        yield browser
        browser.close()


def main() -> None:
    """Do what the arguments say."""
    what, path, *rest = sys.argv[1:]
    file = Path(path).resolve()
    if what == "load":
        slower, most, seconds = rest
        print(json.dumps(loads(file, float(slower), int(most), float(seconds))))
    elif what == "scroll":
        print(json.dumps(scroll(file)))
    elif what == "axe":
        print(json.dumps(axe(file)))
    else:
        print(json.dumps(search(file, rest)))


if __name__ == "__main__":
    main()
