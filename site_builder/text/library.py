"""What the addresses on a page may lead to: other pages, and files of the site."""

import hashlib
import json
from dataclasses import dataclass

from site_builder.model import OutputFile, RenderedPage, Rendering
from site_builder.text.addresses import Followed, Outcome, SiteIndex, output_path
from site_builder.text.html import Link


@dataclass(frozen=True, slots=True)
class Destination:
    """Where an address of a page leads."""

    page: RenderedPage | None = None
    file: OutputFile | None = None
    fragment: str = ""
    is_remote: bool = False


class Library:
    """The pages and files of a site, by where they lie in it."""

    def __init__(self, rendering: Rendering) -> None:
        self.site_url = rendering.site_url
        self.files = {file.path: file for file in rendering.files}
        self.pages = {output_path(page.url): page for page in rendering.pages}
        # Only the names of files matter for following an address, so pages are not parsed here.
        files = [
            OutputFile(path, b"") if path in self.pages else file for path, file in self._all()
        ]
        self._index = SiteIndex(files, rendering.site_url)

    def _all(self) -> list[tuple[str, OutputFile]]:
        missing = [path for path in self.pages if path not in self.files]
        return [*self.files.items(), *((path, OutputFile(path, b"")) for path in missing)]

    def state(self) -> str:
        """Return a digest of all that decides on where an address leads."""
        ways = {path: one.redirect for path, one in self._index.documents.items() if one.redirect}
        pages = {path: page.source for path, page in self.pages.items()}
        told = json.dumps([self.site_url, sorted(self._index.paths), pages, ways])
        return hashlib.sha256(told.encode()).hexdigest()

    def find(self, page: RenderedPage, link: Link) -> Destination:
        """Return where an address leads; a dead one leads nowhere.

        Args:
            page: The page on which it stands.
            link: The address.
        """
        return self._destination(self._index.follow(output_path(page.url), link.target))

    def _destination(self, followed: Followed) -> Destination:
        if followed.outcome is Outcome.EXTERNAL:
            return Destination(is_remote=True)
        if followed.outcome not in {Outcome.FOUND, Outcome.SLASH}:
            return Destination()
        page = self.pages.get(followed.path)
        if page:
            return Destination(page=page, fragment=followed.fragment)
        return Destination(file=self.files[followed.path], fragment=followed.fragment)
