"""While an author writes, the page that was saved is shown before the site is built."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from watchdog.events import FileSystemEventHandler

from site_builder.adapters.serving import observing
from site_builder.adapters.serving.alerts import with_alert
from site_builder.adapters.serving.changes import Changes
from site_builder.adapters.serving.observing import QuickObserver
from site_builder.model import Code, Location, Problem
from tests.serving import Server, serving
from tests.small import Small

MODULE = "examples/text/slugify_titles/slugify_titles.py"
BUILT = "Documentation built"
SHOWN = "Showing"


@pytest.fixture
def project(small: Small) -> Small:
    """Return a project whose site is not done as long as there is a file `hold`."""
    small.write(
        "hook.py",
        "import time\n"
        "from pathlib import Path\n\n\n"
        "def on_env(env, **_):\n"
        "    while Path('hold').exists():\n"
        "        time.sleep(0.02)\n",
    )
    small.replace("mkdocs.yml", "plugins:", "hooks: [hook.py]\nplugins:")
    small.replace("mkdocs.yml", "  - site_builder", "  - site_builder:\n      trusted: [hook.py]")
    return small


def _ready(server: Server, small: Small) -> None:
    server.wait_for("A whole file:")
    small.write("hold", "")


def _release(small: Small) -> None:
    (small.root / "hold").unlink()


def test_a_page_is_shown_before_the_site_is_built(project: Small) -> None:
    with serving(project, "mkdocs", "serve", "-a") as server:
        _ready(server, project)
        project.replace("docs/index.md", "A whole file:", "The page changed.")
        server.wait_for("The page changed.")
        assert server.said(BUILT) == 1
        version = server.version()
        _release(project)
        server.wait_for_log(BUILT, 2)
        server.wait_for_log("Reloading browsers")
        # The site has the same page, so nobody has to load it again.
        assert server.version() == version


def test_a_region_is_shown_on_each_page_that_has_it(project: Small) -> None:
    with serving(project, "mkdocs", "serve", "-a") as server:
        _ready(server, project)
        project.replace(MODULE, "in lower case", "in small letters")
        for path in ("", "guides/lists/", "guides/blocks/"):
            server.wait_for("in small letters", path)
        assert server.said(BUILT) == 1
        _release(project)


def test_a_title_comes_to_other_pages_with_the_site(project: Small) -> None:
    with serving(project, "mkdocs", "serve", "-a") as server:
        _ready(server, project)
        project.replace("docs/guides/lists.md", "# Lists", "# Enumerations")
        server.wait_for("Enumerations", "guides/lists/")
        assert "Enumerations" not in server.page("guides/blocks/")
        version = server.version("guides/blocks/")
        _release(project)
        server.wait_until(lambda: "Enumerations" in server.page("guides/blocks/"))
        server.wait_until(lambda: server.version("guides/blocks/") > version)


def test_what_is_saved_while_the_site_is_built_is_built_together(project: Small) -> None:
    with serving(project, "mkdocs", "serve", "-a") as server:
        _ready(server, project)
        project.replace("docs/index.md", "A whole file:", "The page changed.")
        server.wait_for_log(SHOWN)
        project.replace("docs/guides/lists.md", "The last step.", "The end.")
        project.replace("docs/guides/blocks.md", "An admonition", "A note")
        project.replace("docs/guides/several.md", "How it is called", "A call")
        _release(project)
        server.wait_for("The end.", "guides/lists/")
        server.wait_for("A note", "guides/blocks/")
        server.wait_for("A call", "guides/several/")
        server.wait_for_log(BUILT, 2)
        # The build for the first change has given way.
        assert server.said(BUILT) == server.said("Detected file changes") == 2
        assert "The page changed." in server.text()


def test_a_mistake_is_said_on_its_page_until_it_is_mended(project: Small) -> None:
    with serving(project, "mkdocs", "serve", "-a") as server:
        _ready(server, project)
        project.replace("docs/guides/lists.md", "py::slugify", "py::slugfy")
        server.wait_for_alert("docs/guides/lists.md:5", "slugfy", path="guides/lists/")
        assert server.said(BUILT) == 1
        _release(project)
        server.wait_for_log(BUILT, 2)
        assert "slugfy" in server.alert("guides/lists/")
        assert not server.alert("guides/blocks/")

        project.write("hold", "")
        project.replace("docs/guides/lists.md", "py::slugfy", "py::slugify")
        server.wait_for_alert(path="guides/lists/")
        assert server.said(BUILT) == 2
        _release(project)
        server.wait_for_log(BUILT, 3)
        assert not server.alert("guides/lists/")


def test_a_dead_link_is_said_on_its_page_when_the_site_is_built(project: Small) -> None:
    with serving(project, "mkdocs", "serve", "-a") as server:
        server.wait_for("A whole file:")
        project.replace("docs/index.md", "(guides/lists.md)", "(guides/list.md)")
        server.wait_for_alert("docs/index.md:", "guides/list.md")
        project.replace("docs/index.md", "(guides/list.md)", "(guides/lists.md)")
        server.wait_for_alert()


def test_a_plugin_that_is_not_known_is_asked_once(project: Small) -> None:
    project.replace("mkdocs.yml", "      trusted: [hook.py]", "      downloads: true")
    with serving(project, "mkdocs", "serve", "-a") as server:
        server.wait_for("A whole file:")
        project.replace("docs/index.md", "A whole file:", "The page changed.")
        server.wait_for("The page changed.")
        assert server.said(SHOWN) == 0


def test_a_file_that_a_page_includes_is_watched_wherever_it_lies(
    project: Small, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("elsewhere")
    note = folder / "note.md"
    note.write_text("The first note.\n", encoding="utf-8")
    project.replace(
        "mkdocs.yml",
        "  - attr_list",
        f"  - attr_list\n  - pymdownx.snippets:\n      base_path: ['{folder}']",
    )
    with serving(project, "mkdocs", "serve", "-a") as server:
        _ready(server, project)
        # Nobody has included it when the server began.
        project.replace("docs/index.md", "A whole file:", '--8<-- "note.md"')
        server.wait_for("The first note.")
        _release(project)
        server.wait_for_log(BUILT, 2)
        project.write("hold", "")
        note.write_text("The second note.\n", encoding="utf-8")
        server.wait_for("The second note.")
        assert server.said(BUILT) == 2
        _release(project)


class _Listener(FileSystemEventHandler):
    def __init__(self) -> None:
        self.heard = threading.Event()

    def on_any_event(self, event: Any) -> None:
        """Note that something was told."""
        self.heard.set()


@pytest.mark.parametrize("is_native", [True, False])
def test_a_change_is_seen_whether_the_system_tells_of_it_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_native: bool
) -> None:
    if not is_native:

        class Refusing(observing.Observer):  # type: ignore[valid-type, misc]
            def start(self) -> None:
                raise OSError

        monkeypatch.setattr(observing, "Observer", Refusing)
    page, listener, changes = tmp_path / "page.md", _Listener(), Changes()
    page.write_text("one", encoding="utf-8")
    observer = QuickObserver(changes, time.time_ns())
    observer.schedule(listener, str(page))
    observer.start()
    try:
        # As editors save: a new file takes the place of the old one.
        other = tmp_path / "other"
        other.write_text("two, and more", encoding="utf-8")
        other.replace(page)
        assert listener.heard.wait(20)
    finally:
        observer.stop()
        observer.join()
    assert changes.take() == {str(page)}


def test_one_change_is_news_once(tmp_path: Path) -> None:
    page, changes = tmp_path / "page.md", Changes()
    page.write_text("one", encoding="utf-8")
    assert [changes.note(str(page)) for _ in range(2)] == [True, False]
    page.write_text("another", encoding="utf-8")
    assert changes.note(str(page))
    assert not changes.note(str(tmp_path / ".page.md.swp"))
    assert changes.take() == {str(page)}
    assert changes.take() == set()


def test_a_box_says_where_the_mistake_is_and_keeps_what_it_quotes_a_text() -> None:
    problem = Problem(Code.SYMBOL_MISSING, Location("docs/a.md", 3), "no <b>")
    html = with_alert("<html><body>x</body></html>", [problem])
    assert "docs/a.md:3" in html
    assert "no &lt;b&gt;" in html
    assert html.endswith("</div></body></html>")
    assert with_alert("<p>", []) == "<p>"
