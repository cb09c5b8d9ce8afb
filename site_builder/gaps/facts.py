"""What all matrices are counted from, and whether a thing that is owed is at its place."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from site_builder.model import Page, Sample, Site
from site_builder.model.gaps import Missing, Need, Owed, Topics
from site_builder.stages.load_text import load_text
from site_builder.stages.load_topics import is_there
from site_builder.text.fault import Fault
from site_builder.text.headings import find_headings
from site_builder.text.languages import language_of
from site_builder.text.symbols import find_symbol


@dataclass(frozen=True, slots=True)
class Facts:
    """A project, seen by what counts its gaps."""

    site: Site
    shown: Mapping[str, Sequence[Sample]]
    """The samples of each page, by its path below the docs folder."""
    topics: Topics
    page_kinds: tuple[str, ...]
    """The kinds of pages that `site-builder new` makes."""

    def source_of(self, place: str) -> str:
        """Return the path below the docs folder of a path below the root, empty if it is none."""
        settings = self.site.settings
        folder = f"{settings.relative(settings.docs_dir)}/"
        return place.removeprefix(folder) if place.startswith(folder) else ""

    def page_at(self, place: str) -> Page | None:
        """Return the page at a path below the root, generated ones included."""
        return self.site.page(self.source_of(place))

    def example_name(self, place: str) -> str:
        """Return the name of the example that a path below the root lies in, or would be."""
        settings = self.site.settings
        name = place.removeprefix(f"{settings.relative(settings.examples_dir)}/")
        inside = [one.name for one in self.site.examples if f"{name}/".startswith(f"{one.name}/")]
        return max(inside, key=len, default=name)

    def is_met(self, owed: Owed, need: Need) -> bool:
        """Return whether a thing is there: what it is owed at, with what it is to hold.

        Args:
            owed: What is owed where.
            need: What of it.
        """
        if owed.kind == "example":
            example = self.site.example(self.example_name(owed.file))
            return example is not None and set(need.ids) <= set(example.covers)
        page = self.page_at(owed.file)
        if page is not None:
            titles = (one.title for one in find_headings(page.body))
            return not owed.part or owed.part in {_slug(title) for title in titles}
        if not is_there(self.site.settings.root, owed.file):
            return False
        return not owed.part or self._has_symbol(owed)

    def _has_symbol(self, owed: Owed) -> bool:
        text = load_text(self.site.settings.root / owed.file)
        return not isinstance(find_symbol(text, owed.part, language_of(owed.file).name), Fault)

    def missing(self, owed: Owed, need: Need, title: str) -> Missing:
        """Return a thing that is not there, with what would make it."""
        what = need.what or f"{owed.kind}: {title}"
        return Missing(what, owed.place, self._command(owed, need), need.ids)

    def _command(self, owed: Owed, need: Need) -> str:
        if owed.kind == "example":
            name = self.example_name(owed.file)
            example = self.site.example(name)
            if example:
                names = ", ".join(need.ids)
                return f"do it in {example.path}, and name {names} in its example.toml"
            return f"site-builder new example {name}"
        if self.page_at(owed.file) is None and owed.kind in self.page_kinds:
            return f"site-builder new {owed.kind} {owed.file}"
        made = dict(self.topics.kinds).get(owed.kind, "") or "write {place}"
        return made.replace("{place}", owed.place).replace("{page}", owed.page)


def _slug(title: str) -> str:
    """Return the anchor of a heading, as Python-Markdown makes it."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())
