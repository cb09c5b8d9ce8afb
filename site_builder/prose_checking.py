"""Check the prose of a project: by our own rules, for spelling and form, and by Vale."""

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from site_builder.checks.prose import (
    FORM,
    SPELLING,
    TOOLS,
    VALE,
    Found,
    Written,
    find_by_rules,
    is_on,
    without_excused,
)
from site_builder.contracts import README_KIND
from site_builder.model import (
    Code,
    Location,
    Page,
    Problem,
    Settings,
    Site,
    Vale,
)
from site_builder.project import Project
from site_builder.stages.ask_vale import ask_vale, find_vale
from site_builder.stages.load_text import load_text
from site_builder.stages.markdown_form import form_rules, look_at_forms
from site_builder.stages.spell import spell
from site_builder.stages.store import Store
from site_builder.text.forms import Form, forms_as_bytes, outside_of_code, read_forms
from site_builder.text.kinds import kind_of
from site_builder.text.prose import read_prose
from site_builder.text.spelling import lines_to_spell, read_misspellings
from site_builder.text.vale import read_alerts

_README = "example README"
"""What options call the kind of the READMEs of examples."""
_KIND = "forms"
"""What the answers of PyMarkdown are called in the store."""
_PROBE = "# A page without a fault\n"
"""A text of which PyMarkdown says something only if it cannot work as it is asked to."""


@dataclass(frozen=True, slots=True)
class ProseChecked:
    """What a check of the prose has found."""

    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    """What was asked for and not done, though that is no mistake."""


def check_prose(project: Project) -> ProseChecked:
    """Check the prose of the pages and of the READMEs of examples.

    Args:
        project: The project.

    Returns:
        What is wrong with it; nothing where nothing is asked.
    """
    settings = project.settings
    asked = settings.prose
    demanded = {
        _README if kind == README_KIND else kind: contract.prose
        for kind, contract in project.contracts.by_kind.items()
        if contract.prose
    }
    if not asked.asks and not demanded:
        return ProseChecked()
    pages = [replace(page, demanded=demanded.get(page.kind, ())) for page in _written(project.site)]
    config = Location(settings.config_path)
    problems: list[Problem] = []
    notes: list[str] = []
    tools: list[str] = []
    found: list[tuple[str, Found]] = [
        (page.path, one) for page in pages for one in find_by_rules(page, asked)
    ]
    for name, wanted, ask in (
        (SPELLING, asked.spelling, _spelling),
        (FORM, asked.form, _form),
        (VALE, asked.vale is not Vale.NEVER, _vale),
    ):
        answer = ask(pages, settings, config) if wanted else ()
        if isinstance(answer, Problem):
            problems.append(answer)
        elif isinstance(answer, str):
            notes.append(answer)
        elif wanted:
            tools.append(name)
            found += [(one.location.path, Found(name, one)) for one in answer]
    by_page: dict[str, list[Found]] = defaultdict(list)
    for path, one in found:
        by_page[path].append(one)
    for page in pages:
        on = [name for name in tools if is_on(name, page, asked)]
        own = [one for one in by_page[page.path] if one.name not in TOOLS or one.name in on]
        problems += without_excused(page, own, on)
    return ProseChecked(tuple(problems), tuple(notes))


def _written(site: Site) -> tuple[Written, ...]:
    """Return what people wrote: the pages, and the READMEs of examples."""
    settings = site.settings
    pages = [
        _page(page, settings)
        for page in site.pages
        if not page.generated and (settings.docs_dir / page.source).suffix != ".ipynb"
    ]
    readmes = (example.file("README.md") for example in site.examples)
    return (
        *pages,
        *(
            Written(one.path, one.path, _README, read_prose(one.text), one.text)
            for one in readmes
            if one
        ),
    )


def _page(page: Page, settings: Settings) -> Written:
    text = load_text(settings.docs_dir / page.source)
    kind = kind_of(page, settings.page_kinds)
    return Written(page.path, page.source, kind, read_prose(text, page.body_line), text)


def _spelling(
    pages: Sequence[Written], settings: Settings, config: Location
) -> tuple[Problem, ...] | Problem:
    lines = [(page.path, line) for page in pages for line in lines_to_spell(page.prose)]
    known = (*settings.prose.names, *settings.prose.spelling_ignore)
    answer = spell([text for _, (_, _, text) in lines], known, config)
    if isinstance(answer, Problem):
        return answer
    problems = []
    for index, word in read_misspellings(answer, [line for _, line in lines]):
        place = Location(lines[index][0], word.line, word.column)
        message = f"'{word.wrong}' is misspelt"
        hint = f"did you mean '{word.right}'?"
        problems.append(Problem(Code.PROSE_SPELLING, place, message, hint))
    return tuple(problems)


def _form(
    pages: Sequence[Written], settings: Settings, config: Location
) -> tuple[Problem, ...] | Problem:
    rules = form_rules(settings.prose, config)
    if isinstance(rules, Problem):
        return rules
    store = Store(settings.cache_folder, settings.cache_bytes)
    known: dict[str, tuple[Form, ...] | str] = {}
    unknown = []
    for page in pages:
        data = store.get(_KIND, rules.key(page.text))
        if data is None:
            unknown.append(page)
        else:
            known[page.path] = outside_of_code(read_forms(data), page.text)
    if unknown:
        texts = [_PROBE, *(page.text for page in unknown)]
        fault, *answers = look_at_forms(texts, rules, os.cpu_count() or 1)
        if isinstance(fault, str):
            message = f"PyMarkdown cannot work as 'prose.form_set' asks: {fault}"
            return Problem(Code.CONFIG_INVALID, config, message)
        for page, answer in zip(unknown, answers, strict=True):
            if isinstance(answer, str):
                known[page.path] = answer
                continue
            known[page.path] = outside_of_code(answer, page.text)
            store.put(_KIND, rules.key(page.text), forms_as_bytes(answer))
    return tuple(one for path, answer in known.items() for one in _form_problems(path, answer))


def _form_problems(path: str, answer: tuple[Form, ...] | str) -> Iterator[Problem]:
    if isinstance(answer, str):
        message = f"PyMarkdown cannot read the page: {answer}"
        yield Problem(Code.PROSE_FORM, Location(path), message)
        return
    for one in answer:
        message = f"{one.rule} {one.name}: {one.message}"
        yield Problem(Code.PROSE_FORM, Location(path, one.line, one.column), message)


def _vale(
    pages: Sequence[Written], settings: Settings, config: Location
) -> tuple[Problem, ...] | Problem | str:
    program = find_vale()
    if not program:
        if settings.prose.vale is Vale.FOUND:
            return "Vale is not installed, so its styles were not asked."
        message = "the prose cannot be checked by Vale, because it is not installed"
        hint = "put the program 'vale' on the search path, or set 'prose.vale' to 'found'"
        return Problem(Code.PROSE_TOOL_MISSING, config, message, hint)
    known = {page.path for page in pages}
    docs = settings.relative(settings.docs_dir)
    names = [docs, *sorted(path for path in known if not path.startswith(f"{docs}/"))]
    alerts = read_alerts(ask_vale(program, names, settings.root))
    if isinstance(alerts, str):
        return Problem(Code.CONFIG_INVALID, config, f"Vale stopped: {alerts}")
    return tuple(
        Problem(
            Code.PROSE_VALE if one.counts else Code.PROSE_ADVICE,
            Location(one.path, one.line, one.column),
            f"{one.check}: {one.message}",
        )
        for one in alerts
        if one.path in known
    )
