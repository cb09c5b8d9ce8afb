"""What the tests in a browser share: the browser, and what it looks at, each built once."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import ADVICE, DESKTOP, find_chromium, launched
from tests.browser.handbook import SINGLE_FILE, build_handbook
from tests.browser.server import served
from tests.browser.visit import Visit
from tests.command import PROGRAM

FEATURES = Path(__file__).parents[1] / "projects" / "features"

Open = Callable[..., Visit]


@dataclass(frozen=True, slots=True)
class Made:
    """A single file, and what the program said when it made it."""

    path: Path
    said: str

    @property
    def address(self) -> str:
        """Return the address under which a browser opens the file from disk."""
        return self.path.as_uri()


# Not in a fixture: pytest would report the same reason once for each test.
def pytest_runtest_setup(item: pytest.Item) -> None:
    if find_chromium():
        return
    if os.environ.get("SITE_BUILDER_REQUIRE_BROWSER"):
        pytest.fail(ADVICE, pytrace=False)
    pytest.skip(ADVICE)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the executable."""
    found = find_chromium()
    assert found, ADVICE
    return found


# Not for the session: while Playwright is open in a thread, nothing else there can use asyncio.
@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Return a running browser."""
    with launched(chromium) as browser:
        yield browser


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Return what opens an address in a fresh profile, with the options of a browser context."""
    with ExitStack() as stack:

        def visit(address: str, **options: Any) -> Visit:
            context = browser.new_context(**{"viewport": DESKTOP, **options})
            stack.callback(context.close)
            context.set_default_timeout(30_000)
            opened = Visit(context)
            opened.page.goto(address)
            return opened

        yield visit


@pytest.fixture(scope="session")
def features(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return the single file of a foreign project that uses everything Markdown offers."""
    path = tmp_path_factory.mktemp("features") / "features.html"
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "200"}
    # The program itself has to silence the theme's banner.
    environment.pop("NO_MKDOCS_2_WARNING", None)
    ran = subprocess.run(
        [PROGRAM, "standalone", "--output", str(path)],
        cwd=FEATURES,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=200,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return Made(path, ran.stdout + ran.stderr)


@pytest.fixture(scope="session")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of our own site, with the single file in it."""
    folder = tmp_path_factory.mktemp("handbook") / "site"
    problems = build_handbook(folder)
    assert not problems, "\n".join(map(str, problems))
    return folder


@pytest.fixture(scope="session")
def address(handbook: Path) -> Iterator[str]:
    """Return where our own site is served."""
    with served(handbook) as address:
        yield address


@pytest.fixture(params=["features", "handbook"])
def single_file(request: pytest.FixtureRequest) -> str:
    """Return the address of a single file: of a foreign project, and of our own."""
    if request.param == "features":
        made: Made = request.getfixturevalue("features")
        return made.address
    folder: Path = request.getfixturevalue("handbook")
    return (folder / SINGLE_FILE).as_uri()
