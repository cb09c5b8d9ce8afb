"""Attend to an author: what is watched, by whom, and what happens then."""

from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from site_builder.adapters.serving.changes import Changes
from site_builder.adapters.serving.observing import QuickObserver
from site_builder.adapters.serving.page_first import PageFirst, Plugin
from site_builder.resources import packaged_templates

_CALM = 0.05
"""Seconds without a change after which a burst of saves is over."""


def attend(server: LiveReloadServer, plugin: Plugin) -> None:
    """Let a server show pages as soon as they are saved.

    Args:
        server: The server, which has not begun.
        plugin: What pages are converted with.
    """
    changes = Changes()
    watched = _Watched(server, plugin)
    quick = QuickObserver(changes, plugin.incremental.begun)
    for path, watch in server._watch_refs.items():
        for handler in server.observer._handlers[watch]:
            server._watch_refs[path] = quick.schedule(handler, path, recursive=watch.is_recursive)
    server.observer = quick  # type: ignore[assignment]
    server.build_delay = _CALM
    server.builder = PageFirst(server, plugin, changes, watched)
    watched()


class _Watched:
    """Lets a server watch what a build has read; a page may include what none has before."""

    def __init__(self, server: LiveReloadServer, plugin: Plugin) -> None:
        self._server = server
        self._plugin = plugin
        self._known: set[Path] = set()

    def __call__(self) -> None:
        """Watch what the last build has read and is not watched yet."""
        last = self._plugin.last
        settings = self._plugin.project.settings
        folders = [settings.examples_dir, *settings.templates_dirs, packaged_templates()]
        paths = [one for one in folders if one.is_dir()]
        if last:
            folders.append(Path(last.config.docs_dir))
            own = last.config.theme.custom_dir
            paths += [Path(own)] if own else []
            reads = map(Path, sorted(last.read_paths()))
            paths += [one for one in reads if not any(map(one.is_relative_to, folders))]
        for path in paths:
            if path not in self._known and path.exists():
                self._known.add(path)
                self._server.watch(str(path))
