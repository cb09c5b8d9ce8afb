"""Convert pages ahead of time in other processes, from the last page on.

The build goes through its pages from the first one on, and takes from the store what is there. So
nobody waits for anybody: a page that both convert at the moment when they meet costs one page.
"""

import contextlib
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

_FEWEST = 50
"""Pages for which another process is worth its start."""


class Ahead:
    """The processes that convert pages for one build."""

    def __init__(self) -> None:
        self._children: list[int] = []

    def start(
        self,
        pages: Sequence[File],
        config: MkDocsConfig,
        files: Files,
        is_new: Callable[[Page], bool],
    ) -> None:
        """Start a process for each further processor.

        Args:
            pages: The pages that are still to be converted, in order.
            config: The configuration.
            files: All files.
            is_new: Whether a page has just been converted, and not been taken from the store.
        """
        # A thread that holds a lock when its process is copied would hold it there for ever.
        if sys.platform != "linux" or threading.active_count() > 1:
            return
        others = min(len(os.sched_getaffinity(0)) - 1, len(pages) // _FEWEST)
        for number in range(others):
            child = os.fork()
            if not child:
                _convert_all(pages[::-1][number::others], config, files, is_new)
            self._children.append(child)

    def stop(self) -> None:
        """End what still runs."""
        while self._children:
            child = self._children.pop()
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(child, 0)


def _convert_all(
    pages: Sequence[File], config: MkDocsConfig, files: Files, is_new: Callable[[Page], bool]
) -> None:
    """Convert pages until one has been converted by somebody else; then end this process."""
    try:
        # What is to be said of a page, the build says when it comes there.
        for logger in (logging.getLogger(), logging.getLogger("mkdocs")):
            logger.handlers[:] = [logging.NullHandler()]
        for file in pages:
            page = file.page or Page(None, file, config)
            page = config.plugins.on_pre_page(page, config=config, files=files)
            page.read_source(config)
            page.markdown = config.plugins.on_page_markdown(
                page.markdown or "", page=page, config=config, files=files
            )
            page.render(config, files)
            if not is_new(page):
                break
    finally:
        # Nothing of the build that this process is a copy of is finished here.
        os._exit(0)
