"""Make a page for each rule of prose, with a bad and a good example, and a table of them all."""

from collections.abc import Iterable

import jinja2

from site_builder.model import FrontMatter, Page, ProseSettings, RuleChange, Site
from site_builder.text.fences import fence_around
from site_builder.text.prose_rule import ProseRule
from site_builder.text.prose_rules import RULES, TERMS


def rule_pages(site: Site, templates: jinja2.Environment) -> tuple[Page, ...]:
    """Return the pages of the rules, nothing where no folder is set for them.

    Args:
        site: The project as read; a page that its author wrote keeps its place.
        templates: Where `pages/prose-rule.md.jinja` and `pages/prose-rules.md.jinja` are found.
    """
    settings = site.settings.prose
    if not settings.pages:
        return ()
    rules = tuple(RULES.values())
    index = templates.get_template("pages/prose-rules.md.jinja").render(rules=rules)
    one = templates.get_template("pages/prose-rule.md.jinja")
    texts = [
        ("index", "Rules of prose", "What each rule of prose asks.", index),
        *((rule.name, rule.name, rule.meaning, _page_text(one, rule, settings)) for rule in rules),
    ]
    path = site.settings.config_path
    taken = {page.source for page in site.pages}
    pages = (
        Page(
            f"{settings.pages}/{name}.md",
            path,
            text,
            front_matter=FrontMatter(title=title, summary=summary),
            generated=True,
        )
        for name, title, summary, text in texts
    )
    return tuple(page for page in pages if page.source not in taken)


def _page_text(template: jinja2.Template, rule: ProseRule, settings: ProseSettings) -> str:
    terms = {**TERMS, **dict(settings.terms)} if rule.name == "term" else {}
    names = settings.names if rule.name in {"name-spelling", "heading-case"} else ()
    changes = [(_where(one), _what(one)) for one in settings.change if one.rule == rule.name]
    return template.render(
        rule=rule,
        fence=fence_around(f"{rule.bad}\n{rule.good}"),
        terms=terms,
        words=sorted({*rule.words, *names}, key=str.lower),
        changes=changes,
    )


def _where(change: RuleChange) -> str:
    names = [f"`{name}`" for name in change.paths]
    names += [f"pages of the kind `{kind}`" for kind in change.kinds]
    return ", ".join(names) or "all pages"


def _what(change: RuleChange) -> str:
    """Return in words how a rule differs."""
    parts = [f"off. {change.skip}"] if change.skip else []
    parts += [f"also {_listed(change.add)}"] if change.add else []
    parts += [f"without {_listed(change.remove)}"] if change.remove else []
    parts += [f"a bound of {change.limit}"] if change.limit is not None else []
    parts += [f"counts as {change.severity}"] if change.severity else []
    return "; ".join(parts) or "on"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)
