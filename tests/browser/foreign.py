"""Single files of projects that know nothing of us: how they are made, opened and examined."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.browser.chromium import DESKTOP
from tests.command import PROGRAM, snapshot

PROJECTS = Path(__file__).parents[1] / "projects"
NAMES = (
    "blog",
    "builtin",
    "code",
    "diagrams",
    "includes",
    "inherited",
    "languages",
    "legacy",
    "maths",
    "notebook",
    "notes",
    "pictures",
    "rawhtml",
    "readthedocs",
    "reference",
    "stylesheet",
    "tabs",
)

_AXE = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice")
_VIOLATED = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.effectiveDirective} ${event.blockedURI}`));
"""
_LAY_OUT = """async () => {
  for (const page of document.querySelectorAll("article.page"))
    page.style.contentVisibility = "visible";
  await document.fonts.ready;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)));
}"""

# Whatever names another element, in the way in which a browser looks it up.
_LOOSE = """() => {
  const one = ["for", "form", "list", "popovertarget", "commandfor", "aria-activedescendant"];
  const many = ["headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns",
    "aria-details", "aria-flowto", "aria-errormessage"];
  const loose = [];
  const look = (element, name, id) => {
    if (document.getElementById(id)) return;
    if (document.querySelector(`map[name="${CSS.escape(id)}"]`)) return;
    loose.push(`${element.localName} ${name}=${id}`);
  };
  for (const element of document.querySelectorAll("*")) {
    /* Formulas have a `form` of their own, which names nothing. */
    if (element.namespaceURI.endsWith("MathML")) continue;
    for (const { name, value } of element.attributes) {
      if (one.includes(name) || (name === "for" && element.localName !== "output"))
        for (const id of value.split(/\\s+/)) look(element, name, id);
      if (many.includes(name)) for (const id of value.split(/\\s+/)) look(element, name, id);
      if (["href", "xlink:href", "usemap"].includes(name) && /^#./.test(value) && value !== "#top")
        look(element, name, decodeURIComponent(value.slice(1)));
      for (const [, id] of value.matchAll(/url\\(['"]?#(.+?)['"]?\\)/g)) look(element, name, id);
    }
  }
  return loose;
}"""

_REPEATED = """() => {
  const seen = new Set();
  return [...document.querySelectorAll("[id]")].map((one) => one.id)
    .filter((id) => seen.has(id) || !seen.add(id));
}"""


@dataclass(frozen=True, slots=True)
class Made:
    """A single file, with what the program said and what it left among the sources."""

    path: Path
    said: str
    left_behind: Sequence[str]

    @property
    def address(self) -> str:
        """Return the address under which a browser opens the file from disk."""
        return self.path.as_uri()


@cache
def made(name: str, *options: str) -> Made:
    """Return the single file of a project, made by the program from an untouched copy."""
    folder = Path(mkdtemp(prefix="site-builder-test-")) / name
    shutil.copytree(PROJECTS / name, folder)
    before = snapshot(folder)
    output = folder.parent / f"{name}.html"
    ran = subprocess.run(
        [PROGRAM, "standalone", "-f", "mkdocs.yml", "-o", str(output), *options],
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "200", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=200,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    after = snapshot(folder)
    changed = [one for one in {**before, **after} if before.get(one) != after.get(one)]
    return Made(output, ran.stdout + ran.stderr, changed)


@dataclass(slots=True)
class Reading:
    """A file that is open in a browser without a network, and all that it does there."""

    page: Page
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def lay_out(self) -> None:
        """Let the browser lay out the pages that are not near its window."""
        self.page.evaluate(_LAY_OUT)


def read(browser: Browser, address: str, **options: Any) -> Reading:
    """Open an address in a fresh profile whose network is cut; the caller closes the context."""
    context = browser.new_context(**{"viewport": DESKTOP, **options})
    context.set_default_timeout(30_000)
    context.set_offline(offline=True)
    context.add_init_script(_VIOLATED)
    reading = Reading(context.new_page())

    def requested(request: Request) -> None:
        reading.requests.append(request.url)

    def said(message: ConsoleMessage) -> None:
        reading.messages.append(f"{message.type}: {message.text}")

    context.on("request", requested)
    context.on("console", said)
    context.on("weberror", lambda error: reading.messages.append(f"thrown: {error.error}"))
    reading.page.goto(address)
    return reading


def loose_ends(page: Page) -> Sequence[str]:
    """Return what names an id that the file does not have."""
    found: Sequence[str] = page.evaluate(_LOOSE)
    return found


def repeated_ids(page: Page) -> Sequence[str]:
    """Return the ids that more than one element has."""
    found: Sequence[str] = page.evaluate(_REPEATED)
    return found


def hindrances(page: Page, *, but: Sequence[str] = (), only_colours: bool = False) -> Sequence[str]:
    """Return what hinders readers: violations of WCAG 2.1 and of what axe knows as good practice.

    Args:
        page: The page.
        but: Rules that an author has broken in the page, which no tool can mend.
        only_colours: Whether to look at the one thing that depends on the theme.
    """
    options = {
        "runOnly": ["color-contrast"] if only_colours else list(_AXE),
        "resultTypes": ["violations"],
    }
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']}: {node['html'][:200]}"
        for one in found
        if one["id"] not in but
        for node in one["nodes"]
    ]
