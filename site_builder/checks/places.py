"""Find where an author wrote an address that stands in a finished document."""

import posixpath
import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from site_builder.model import Location, RenderedPage, Site
from site_builder.text.addresses import output_path
from site_builder.text.lines import split_lines


class Places:
    """The files of a project behind the documents of its site."""

    def __init__(self, site: Site, pages: Sequence[RenderedPage]) -> None:
        self._config = site.settings.config_path
        self._paths = {output_path(page.url): page.path for page in pages}
        self._redirects = {
            path: one.line
            for one in site.settings.references.redirects
            for path in _documents_of(one.old)
        }
        self._texts = {
            page.path: (page.body, page.body_line) for page in site.pages if not page.generated
        }
        for example in site.examples:
            for file in example.files:
                self._texts.setdefault(file.path, (file.text, 1))
        # Most files hold nothing that has to be found.
        self._lines: dict[str, list[str]] = {}

    def find(self, document: str, target: str) -> Location:
        """Return the place of an address.

        Args:
            document: Path of the finished document.
            target: The address as it stands there.

        Returns:
            The line that holds the address, or the anchor or file name in it; else the file that
            the document was made from; else the configuration.
        """
        path = self._paths.get(document)
        if path is None:
            # A document of the theme, such as 404.html, or a redirect: what is wrong with it was
            # configured.
            return Location(self._config, self._redirects.get(document, 0))
        text, first = self._texts.get(path, ("", 1))
        if path not in self._lines:
            self._lines[path] = split_lines(text)
        for trace in (*_traces(target), *self._of_page(document, target)):
            for number, line in enumerate(self._lines[path], start=first):
                if trace.search(line):
                    return Location(path, number)
        return Location(path)

    def _of_page(self, document: str, target: str) -> Iterator[re.Pattern[str]]:
        """Yield the file of the page that an address leads to, which an address may not name."""
        path = unquote(target.partition("#")[0])
        if path.strip("./") or not path:
            return
        folder = posixpath.normpath(posixpath.join(posixpath.dirname(document), path))
        index = posixpath.normpath(posixpath.join(folder, "index.html"))
        name = self._paths.get(index, "").rpartition("/")[2]
        if name:
            yield re.compile(rf"(?<![\w.-]){re.escape(name)}(?![\w-])")


def _documents_of(source: str) -> tuple[str, str]:
    """Return what the document of a page is called, with and without an address of its own."""
    stem = source.removesuffix(".md").removesuffix("index").rstrip("/")
    return f"{stem}.html", posixpath.join(stem, "index.html")


def _traces(target: str) -> Iterator[re.Pattern[str]]:
    """Yield what of an address may stand in the source, the surest first."""
    for written in filter(None, dict.fromkeys((target, unquote(target)))):
        yield re.compile(rf"(?<![\w./-]){re.escape(written)}(?![\w./-])")
    before, mark, anchor = unquote(target).partition("#")
    name = re.escape(before.rstrip("/").rpartition("/")[2])
    if name:
        yield re.compile(rf"(?<![\w.-]){name}\.md{mark}{re.escape(anchor)}(?![\w-])")
    if anchor:
        yield re.compile(rf"#{re.escape(anchor)}\)")
    if name:
        yield re.compile(rf"(?<![\w.-]){name}\.md(?![\w-])")
