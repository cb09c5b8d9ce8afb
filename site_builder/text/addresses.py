"""Follow an address of one document to a file of the site, the way a browser and a server do."""

import hashlib
import posixpath
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from urllib.parse import SplitResult, unquote, urlsplit

from site_builder.model import OutputFile
from site_builder.text.html import Document, read_document

Reader = Callable[[OutputFile], Document]

_NO_PART = str.maketrans("", "", "\t\r\n")
"""Signs that are left out of an address: https://url.spec.whatwg.org/#concept-basic-url-parser"""


class Outcome(Enum):
    """What came of following an address."""

    FOUND = auto()
    SLASH = auto()
    """Found, but only because the server adds a slash."""
    CASE = auto()
    """Not there, but a file whose name differs in upper and lower case is."""
    DEAD = auto()
    OUTSIDE = auto()
    EXTERNAL = auto()
    """Of another site, or not an address of a document."""
    UNUSABLE = auto()


@dataclass(frozen=True, slots=True)
class Followed:
    """Where an address leads."""

    outcome: Outcome
    path: str = ""
    """File of the site."""
    fragment: str = ""
    """Anchor in that file, decoded; empty for its top."""
    through: str = ""
    """The document on the way that sent the reader on; empty if there was none."""


class SiteIndex:
    """The files of a finished site, each HTML file parsed once.

    Args:
        files: The files.
        site_url: Where they will be published.
        opaque: Paths of HTML files that are no documents of the site, such as templates of a theme
            that lie among the pages: a link may lead to them, theirs lead nowhere.
        read: What reads the addresses and anchors of an HTML file.
    """

    def __init__(
        self,
        files: Sequence[OutputFile],
        site_url: str = "",
        opaque: Collection[str] = (),
        read: Reader | None = None,
    ) -> None:
        read = read or (lambda file: read_document(file.data))
        self.documents: Mapping[str, Document] = {
            file.path: read(file)
            for file in files
            if file.path.endswith(".html") and file.path not in opaque
        }
        self.paths = frozenset(file.path for file in files)
        self._by_lower = {path.lower(): path for path in sorted(self.paths)}
        self._site = urlsplit(site_url)
        self._root = self._site.path.rstrip("/") + "/"
        # The pages of a site have most of their addresses in common.
        self._split: dict[str, SplitResult | None] = {}
        self._found: dict[tuple[str, bool], tuple[Outcome, str]] = {}

    @cached_property
    def goals(self) -> str:
        """A digest of all that decides where an address leads: files, anchors, and who sends on."""
        state = hashlib.blake2b(self._site.geturl().encode(), digest_size=16)
        for path in sorted(self.paths):
            document = self.documents.get(path)
            # What is no document differs from one without anchors: nobody asks it for any.
            told = (document.redirect, *document.ids) if document else ()
            state.update("\0".join((path, *told, "\n")).encode("utf-8", "surrogatepass"))
        return state.hexdigest()

    def follow(self, base: str, target: str) -> Followed:
        """Follow an address.

        Args:
            base: Path of the document in which it stands.
            target: The address as written.

        Returns:
            What came of it; redirecting documents are followed to their end.
        """
        # Addresses that differ only in their anchors are split once.
        address, _, anchor = target.partition("#")
        if address not in self._split:
            self._split[address] = _split(address)
        parts = self._split[address]
        if parts is None:
            return Followed(Outcome.UNUSABLE)
        if parts.scheme or parts.netloc:
            own = (parts.scheme, parts.netloc) == (self._site.scheme, self._site.netloc)
            inside = f"{parts.path}/".startswith(self._root)
            if not (own and self._site.netloc and inside):
                return Followed(Outcome.EXTERNAL)
        path = unquote(parts.path)
        fragment = anchor and unquote(anchor.translate(_NO_PART).strip()).partition(":~:")[0]
        if not path:
            return Followed(Outcome.FOUND, base, fragment)
        return self._locate(base, path, fragment)

    def _locate(self, base: str, path: str, fragment: str) -> Followed:
        if path.startswith("/"):
            if not f"{path}/".startswith(self._root):
                return Followed(Outcome.OUTSIDE)
            joined = path[len(self._root) :]
        else:
            joined = posixpath.join(posixpath.dirname(base), path)
        wanted = posixpath.normpath(joined) if joined else ""
        wanted = "" if wanted == "." else wanted
        if wanted == ".." or wanted.startswith("../"):
            return Followed(Outcome.OUTSIDE)
        is_folder = path.endswith(("/", "/.", "/..")) or path in {".", ".."}
        return self._look_up(wanted, fragment, is_folder=is_folder)

    def _look_up(self, wanted: str, fragment: str, *, is_folder: bool) -> Followed:
        key = (wanted, is_folder)
        if key not in self._found:
            self._found[key] = self._find(wanted, is_folder=is_folder)
        outcome, path = self._found[key]
        # To ask whether it is in a set would call a method of the enumeration.
        if outcome is Outcome.FOUND or outcome is Outcome.SLASH:
            return self._redirected(path, fragment, outcome)
        return Followed(outcome, path, fragment)

    def _find(self, wanted: str, *, is_folder: bool) -> tuple[Outcome, str]:
        index = posixpath.join(wanted, "index.html")
        if wanted in self.paths and not is_folder:
            return Outcome.FOUND, wanted
        if index in self.paths:
            return (Outcome.FOUND if is_folder or not wanted else Outcome.SLASH), index
        for candidate in (wanted, index):
            other = self._by_lower.get(candidate.lower())
            if other and not (is_folder and candidate == wanted):
                return Outcome.CASE, other
        return Outcome.DEAD, wanted

    def _redirected(self, path: str, fragment: str, outcome: Outcome) -> Followed:
        """Go where a document sends its reader; the anchor travels along, as in a browser."""
        document = self.documents.get(path)
        if document is None or not document.redirect:
            return Followed(outcome, path, fragment)
        seen, through = {path}, ""
        while (document := self.documents.get(path)) and document.redirect:
            step = urlsplit(document.redirect)
            if step.scheme or step.netloc or not step.path:
                break
            joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(step.path)))
            index = posixpath.normpath(posixpath.join(joined, "index.html"))
            following = joined if joined in self.paths else index
            if following not in self.paths or following in seen:
                break
            seen.add(following)
            through = through or path
            path, fragment = following, unquote(step.fragment) or fragment
        return Followed(outcome, path, fragment, through)


def _split(target: str) -> SplitResult | None:
    """Return the parts of an address; nothing if it is none."""
    try:
        parts = urlsplit(target.strip())
        parts.port  # noqa: B018 - reading it raises for a bad one
    except ValueError:
        return None
    return parts


def output_path(url: str) -> str:
    """Return the path of the file that a server sends for an address."""
    return f"{url}index.html" if not url or url.endswith("/") else url
