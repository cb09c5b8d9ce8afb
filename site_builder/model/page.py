"""A page as its author wrote it."""

from dataclasses import dataclass, field

from site_builder.model.links import Status


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values between the `---` lines of a page that the tool reads."""

    title: str = ""
    summary: str = ""
    """One sentence for tables and search results."""
    time: str = ""
    """How long a reader needs, as the index shows it."""
    needs: str = ""
    """What a reader needs beforehand, as the index shows it."""
    proof: str = ""
    """`required` if the page may show only samples that are proven."""
    status: str = ""
    """How far the page can be relied on: `current`, `needs-review` or `retired`."""
    replaced_by: str = ""
    """Where a reader of a retired page goes on: a page, relative to this one, or an address."""
    synonyms: tuple[str, ...] = ()
    """Words that a reader may search for, though the page does not use them."""
    kind: str = ""
    """The kind of the page, where its folder does not say it."""
    topics: tuple[str, ...] = ()
    """Names of the topics that the page is about."""
    lines: tuple[tuple[str, int], ...] = field(default=(), compare=False)
    """Pairs of a key at the margin and the line of the file on which it stands."""

    def line_of(self, name: str) -> int:
        """Return the line of the file on which a key stands, 0 when it is not there."""
        return dict(self.lines).get(name, 0)


@dataclass(frozen=True, slots=True)
class Page:
    """A Markdown page, from the docs folder or generated."""

    source: str
    """Path below the docs folder, with forward slashes: its name everywhere."""
    path: str
    """Path of the file that an author edits, relative to the project's root."""
    body: str
    """The Markdown after the front matter."""
    body_line: int = 1
    """Line of the file on which the body begins."""
    front_matter: FrontMatter = field(default_factory=FrontMatter)
    front_text: str = ""
    """The YAML between the `---` lines of the file, which begins on its second line."""
    generated: bool = False
    """Whether the tool made the page from a template."""

    @property
    def folder(self) -> str:
        """Return the folder of the page below the docs folder, empty for the top."""
        return self.source.rpartition("/")[0]

    @property
    def is_index(self) -> bool:
        """Return whether the page is the index of its folder."""
        return self.source.rpartition("/")[2] in {"index.md", "README.md"}

    @property
    def is_retired(self) -> bool:
        """Return whether the page is kept only for those who have its address."""
        return self.front_matter.status == Status.RETIRED

    @property
    def title(self) -> str:
        """Return the title: of the front matter, else the first heading, else the file's name."""
        if self.front_matter.title:
            return self.front_matter.title
        for line in self.body.splitlines():
            if line.startswith("# "):
                return line[2:].strip()
        return self.source.rpartition("/")[2].removesuffix(".md").replace("-", " ").capitalize()
