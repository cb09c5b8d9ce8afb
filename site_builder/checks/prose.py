"""Check the prose of pages by our own rules, apart from what their authors give a reason for."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from site_builder.model import (
    Code,
    Location,
    Problem,
    ProseSettings,
    RuleChange,
    Severity,
)
from site_builder.text.passage import Prose
from site_builder.text.prose_excuses import Excuse, read_excuses, unused
from site_builder.text.prose_rule import Asked, ProseRule
from site_builder.text.prose_rules import ALL, RULES, TERMS
from site_builder.text.suggest import did_you_mean, one_of

SPELLING = "spelling"
FORM = "form"
VALE = "vale"
TOOLS = (SPELLING, FORM, VALE)
"""What an exception can name besides our rules."""


@dataclass(frozen=True, slots=True)
class Written:
    """A page with its prose."""

    path: str
    """Path of the file relative to the root."""
    source: str
    """Path below the docs folder; that of the file for what is no page of it."""
    kind: str
    """What kind of page it is; empty if it is of none."""
    prose: Prose
    text: str = ""
    """The whole file."""
    demanded: tuple[str, ...] = ()
    """Rules that its kind asks for."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule or a tool has found on a page."""

    name: str
    """Name of the rule, or of the tool."""
    problem: Problem


@dataclass(frozen=True, slots=True)
class AskedRule:
    """A rule as it is asked of one page."""

    rule: ProseRule
    asked: Asked
    severity: Severity


def rules_for(page: Written, settings: ProseSettings) -> tuple[AskedRule, ...]:
    """Return the rules that are on for a page, changed as the project says.

    Args:
        page: The page.
        settings: What the project asks.
    """
    names = RULES if ALL in settings.rules else dict.fromkeys((*settings.rules, *page.demanded))
    found: list[AskedRule] = []
    for rule in (RULES[name] for name in names):
        words, limit, severity = dict.fromkeys(rule.words), rule.limit, rule.severity
        terms = {**TERMS, **dict(settings.terms)}
        kinds: Collection[str] = rule.kinds
        for change in settings.change:
            if change.rule != rule.name or not _is_about(change, page):
                continue
            # Who names pages means them, of whatever kind they are.
            kinds = change.kinds if change.kinds or change.paths else kinds
            words = {**words, **dict.fromkeys(change.add)}
            for word in change.remove:
                words.pop(word, None)
                terms.pop(word, None)
            limit = limit if change.limit is None else change.limit
            severity = change.severity or severity
        if is_on(rule.name, page, settings) and (
            not kinds or page.kind in kinds or rule.name in page.demanded
        ):
            asked = Asked(tuple(words), limit, settings.names, terms)
            found.append(AskedRule(rule, asked, severity))
    return tuple(found)


def is_on(name: str, page: Written, settings: ProseSettings) -> bool:
    """Return whether no change switches a rule or a tool off for a page.

    Args:
        name: Name of the rule or of the tool.
        page: The page.
        settings: What the project asks.
    """
    on = True
    for change in settings.change:
        if change.rule in {name, ALL} and _is_about(change, page):
            on = not change.skip
    return on


def _is_about(change: RuleChange, page: Written) -> bool:
    by_path = not change.paths or any(
        _covers(path, name) for path in change.paths for name in (page.source, page.path)
    )
    return by_path and (not change.kinds or page.kind in change.kinds)


def _covers(path: str, name: str) -> bool:
    folder = path.rstrip("/")
    return name == path or name.startswith(f"{folder}/") or fnmatchcase(name, path)


def find_by_rules(page: Written, settings: ProseSettings) -> Iterator[Found]:
    """Yield where a page breaks the rules that are on for it.

    Args:
        page: The page.
        settings: What the project asks.
    """
    for one in rules_for(page, settings):
        code = Code.PROSE_RULE if one.severity is Severity.ERROR else Code.PROSE_ADVICE
        for hit in one.rule.search(page.prose, one.asked):
            line, column = hit.passage.place(hit.offset)
            message = f"{one.rule.name}: {hit.message}"
            address = settings.page_address.format(one.rule.name)
            hint = f"{hit.hint}; see {address}" if address else hit.hint
            place = Location(page.path, line, column)
            yield Found(one.rule.name, Problem(code, place, message, hint))


def without_excused(
    page: Written, found: Iterable[Found], asked: Collection[str]
) -> Iterator[Problem]:
    """Yield what was found on a page and is not excused there, and what is wrong with excuses.

    Args:
        page: The page.
        found: What rules and tools have found.
        asked: Names of the rules and of the tools that were asked.
    """
    excuses, faults = read_excuses(page.prose)
    for fault in faults:
        yield fault.at(Location(page.path, fault.line))
    known = (*RULES, *TOOLS)
    for excuse in excuses:
        if excuse.rule not in known:
            message = f"an exception names '{excuse.rule}', which is no rule of prose"
            hint = did_you_mean(excuse.rule, known) or one_of(known)
            yield Problem(Code.PROSE_EXCUSE, Location(page.path, excuse.line), message, hint)
    used: set[Excuse] = set()
    for one in found:
        line = one.problem.location.line
        excusing = [
            excuse
            for excuse in excuses
            if excuse.rule == one.name and excuse.first <= max(line, 1) <= excuse.last
        ]
        used.update(excusing)
        if not excusing:
            yield one.problem
    # A tool that was not asked cannot say that there was nothing to excuse.
    judged = [one for one in excuses if one.rule in asked or one.rule in RULES]
    for fault in unused(judged, used):
        yield fault.at(Location(page.path, fault.line))
