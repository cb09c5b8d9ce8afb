"""Let other processes work for a build, from its last page on.

The build goes through its pages from the first one on, and takes what is there. So nobody waits for
anybody: a page that both come to at the moment when they meet costs one page.
"""

import contextlib
import gc
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

Work = Callable[[Sequence[File]], None]
"""Does something with pages, until it comes to one that the build has done or need not do."""


class Ahead:
    """The processes that work for one build."""

    many = 10
    """Pages after which a build seems to be one that makes most of them anew."""
    fewest = 50
    """Pages for which another process is worth its start."""

    def __init__(self) -> None:
        self._children: list[int] = []

    def start(self, pages: Sequence[File], work: Work) -> bool:
        """Start a process for each further processor.

        Args:
            pages: The pages that are still to be done, in order.
            work: What to do with them.

        Returns:
            Whether there is one.
        """
        # A thread that holds a lock when its process is copied would hold it there for ever.
        if sys.platform != "linux" or threading.active_count() > 1:
            return False
        others = min(len(os.sched_getaffinity(0)) - 1, len(pages) // self.fewest)
        if others > 0:
            # A look for garbage writes on each object that it sees, and what is written on is no
            # longer shared.
            gc.freeze()
        for number in range(others):
            child = os.fork()
            if not child:
                _do(work, pages[::-1][number::others])
            self._children.append(child)
        return others > 0

    def stop(self) -> None:
        """End what still runs."""
        if self._children:
            gc.unfreeze()
        while self._children:
            child = self._children.pop()
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(child, 0)


def _do(work: Work, pages: Sequence[File]) -> None:
    """Do the work and end this process."""
    try:
        # What is to be said of a page, the build says when it comes there.
        for logger in (logging.getLogger(), logging.getLogger("mkdocs")):
            logger.handlers[:] = [logging.NullHandler()]
        work(pages)
    finally:
        # Nothing of the build that this process is a copy of is finished here.
        os._exit(0)


def converting(config: MkDocsConfig, files: Files, is_new: Callable[[Page], bool]) -> Work:
    """Return what converts pages and leaves them in the store.

    Args:
        config: The configuration.
        files: All files.
        is_new: Whether a page has just been converted, and not been taken from the store.
    """

    def work(pages: Sequence[File]) -> None:
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
            # It is in the store, and this process shows it to nobody.
            page.content = page.markdown = None

    return work
