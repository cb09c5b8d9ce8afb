"""Keep the samples of pages, so that files are cut again only where something changed."""

import json
from typing import Any

from site_builder import pipeline
from site_builder.adapters.incremental.described import digest, digest_of_folder
from site_builder.model import (
    Example,
    Line,
    Location,
    Note,
    Page,
    Problem,
    Sample,
    SampleRef,
    Selector,
    SelectorKind,
    Show,
    Site,
)
from site_builder.stages.store import Store

_KIND = "samples"
_OPTIONS = (
    *("title", "highlight", "body", "docstring", "lang"),
    *("test", "file", "stream", "alt", "tab"),
)
"""What an author may ask of a sample, in words or yes or no."""

Resolved = tuple[tuple[Sample, ...], tuple[Problem, ...]]
_Entry = tuple[dict[str, str], str]
"""The states of the examples that a page shows, and its samples as JSON.

As objects, the samples of all pages would take several times the memory.
"""


class KeptSamples:
    """Finds the samples of pages, or takes what the last build found.

    What is kept of a page counts as long as its text, the settings, and all of the examples that it
    shows are as they were.
    """

    def __init__(self, store: Store, installation: str) -> None:
        """Begin a build.

        Args:
            store: Where samples lie between builds, as one object of a project.
            installation: The version of what finds them.
        """
        self._store = store
        self._installation = installation
        self._key = ""
        self._of: tuple[Example, ...] | None = None
        self._last: dict[str, _Entry] = {}
        self._now: dict[str, _Entry] = {}
        self._examples: dict[str, str] = {}
        self._state = ""
        self._look = ""
        self._changed = False
        self._waiting: dict[str, tuple[Page, Resolved]] = {}

    def __call__(self, page: Page, site: Site) -> Resolved:
        """Return the samples of a page and what is wrong with its directives.

        Args:
            page: The page.
            site: The project with its examples.
        """
        if site.examples is not self._of:
            self._look_at(site)
        # A build asks twice: for what the whole site shows, and when it comes to the page.
        before, found = self._waiting.pop(page.path, (None, None))
        if found and before == page:
            return found
        own = self._own(page)
        entry = self._last.get(own)
        if entry and all(self._examples.get(name) == state for name, state in entry[0].items()):
            self._now[own] = entry
            return tuple(map(_unpacked, json.loads(entry[1]))), ()
        found = pipeline.find_samples(page, site)
        if not found[1]:
            shown = sorted({one.example for one in found[0]})
            self._changed = True
            states = {name: self._examples[name] for name in shown}
            self._now[own] = (states, json.dumps([_packed(one) for one in found[0]]))
        self._waiting[page.path] = (page, found)
        return found

    def state(self, page: Page, site: Site) -> str:
        """Return a digest of all that the samples of a page are and look like.

        Args:
            page: The page, whose samples were found before.
            site: The project.

        Returns:
            The digest; empty if something is wrong with its directives, or nothing is known.
        """
        if site.examples is not self._of:
            self._look_at(site)
        own = self._own(page)
        entry = self._now.get(own)
        if entry is None:
            return ""
        self._waiting.pop(page.path, None)
        if not self._look:
            # A proof may name the tests of any example.
            states = (f"{name} {state}" for name, state in self._examples.items() if site.proofs)
            folders = map(digest_of_folder, site.settings.templates_dirs)
            self._look = digest(repr(site.proofs), repr(site.stale), *states, *folders)
        return digest(own, self._look, *(f"{name} {one}" for name, one in entry[0].items()))

    def _own(self, page: Page) -> str:
        return digest(self._state, page.path, str(page.body_line), page.body)

    def _look_at(self, site: Site) -> None:
        """Learn the states of all examples; while somebody is watching, they may change."""
        self._of = site.examples
        self._look = ""
        self._waiting.clear()
        self._examples = {one.name: digest(repr(one)) for one in site.examples}
        self._state = digest(self._installation, repr(site.settings), *self._examples)
        if not self._key:
            self._key = str(site.settings.root / site.settings.config_path)
            kept = self._store.get(_KIND, self._key)
            self._last = json.loads(kept) if kept is not None else {}

    def keep(self) -> None:
        """Keep for the next build what this one has found."""
        self._waiting.clear()
        if self._key and self._changed:
            self._store.put(_KIND, self._key, json.dumps(self._now).encode())


def _packed(sample: Sample) -> list[Any]:
    """Return a sample without its proof, as values that JSON can hold."""
    ref, selector = sample.ref, sample.ref.selector
    return [
        [ref.location.path, ref.location.line, ref.location.column],
        ref.span,
        [ref.prefix, ref.target],
        [selector.kind, selector.name, selector.first, selector.last],
        ref.show,
        [getattr(ref, name) for name in _OPTIONS],
        [sample.example, sample.file, sample.language],
        [[line.number, line.text] for line in sample.lines],
        [sample.highlighted, sample.output, sample.drawn],
        [[note.line, note.text] for note in sample.notes],
    ]


def _unpacked(packed: Any) -> Sample:
    """Return the sample that was packed."""
    location, span, address, selector, show, options, origin, lines, shown, notes = packed
    kind, *rest = selector
    chosen = Selector(SelectorKind(kind), *rest)
    prefix, target = address
    told: dict[str, Any] = dict(zip(_OPTIONS, options, strict=True))
    ref = SampleRef(Location(*location), tuple(span), prefix, target, chosen, Show(show), **told)
    example, file, language = origin
    highlighted, output, drawn = shown
    return Sample(
        ref,
        example,
        file,
        language,
        tuple(Line(*one) for one in lines),
        tuple(highlighted),
        output,
        drawn,
        tuple(Note(*one) for one in notes),
    )
