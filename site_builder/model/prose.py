"""What a project asks of its prose."""

from dataclasses import dataclass
from enum import StrEnum

from site_builder.model.code import Severity


class Vale(StrEnum):
    """Whether Vale, a program that checks prose by styles of one's own, is asked."""

    NEVER = "never"
    FOUND = "found"
    """If it is installed."""
    ALWAYS = "always"
    """It is a problem if it is not installed."""


@dataclass(frozen=True, slots=True)
class RuleChange:
    """How a rule differs from what we ship, everywhere or on some pages."""

    rule: str
    """Name of the rule."""
    paths: tuple[str, ...] = ()
    """Files and folders below the docs folder or the root; all pages if there are none."""
    kinds: tuple[str, ...] = ()
    """Kinds of pages; all if there are none."""
    add: tuple[str, ...] = ()
    """Words or phrases that the rule looks for as well."""
    remove: tuple[str, ...] = ()
    """Words or phrases that it no longer looks for."""
    limit: int | None = None
    """Its bound, such as the words of a sentence; None to keep it."""
    severity: Severity | None = None
    """How its problems count; None to keep it."""
    skip: str = ""
    """Why the rule is switched off here; empty while it is on."""


@dataclass(frozen=True, slots=True)
class ProseSettings:
    """What a project asks of its prose: nothing, unless it says so."""

    rules: tuple[str, ...] = ()
    """Names of our rules that are on; `all` for each of them."""
    change: tuple[RuleChange, ...] = ()
    """How rules differ from what we ship; of two for one page the later one counts."""
    terms: tuple[tuple[str, str], ...] = ()
    """Pairs of a term to avoid and of the one to write, empty to write none."""
    names: tuple[str, ...] = ()
    """Names of products and people, as they are spelt."""
    spelling: bool = False
    """Whether codespell looks for misspelt words."""
    spelling_ignore: tuple[str, ...] = ()
    """Words that are right though codespell knows them as wrong."""
    form: bool = False
    """Whether PyMarkdown looks at the form of the Markdown."""
    form_off: tuple[str, ...] = ()
    """Its rules that are off besides those that contradict our directives or Material."""
    form_on: tuple[str, ...] = ()
    """Its rules that are on all the same."""
    form_set: tuple[tuple[str, str], ...] = ()
    """Its settings, such as `plugins.md003.style` and `atx`, in its own notation."""
    vale: Vale = Vale.NEVER
    pages: str = ""
    """Folder of the site for the generated pages of our rules; empty to make none."""
    page_address: str = ""
    """Address of the page of a rule, with `{}` for its name; empty if there are no pages."""

    @property
    def asks(self) -> bool:
        """Return whether anything is asked of the prose."""
        return bool(self.rules or self.spelling or self.form) or self.vale is not Vale.NEVER
