"""Read the page kinds that a project uses, and hold its pages and READMEs against them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import jinja2

from site_builder.checks.contracts import Surroundings, check_contract
from site_builder.checks.front_matter import check_kind
from site_builder.checks.links_owed import EXAMPLE, PAGE, LinkTargets
from site_builder.model import (
    Code,
    Contract,
    Location,
    Page,
    Problem,
    Settings,
    Site,
)
from site_builder.model.contract import FREE
from site_builder.resources import page_kinds, template_text
from site_builder.text.contract import parse_contract
from site_builder.text.kinds import kind_of
from site_builder.text.suggest import did_you_mean, one_of

README_KIND = "example/README"
"""The kind of the READMEs of examples; no page can be of it."""


@dataclass(frozen=True, slots=True)
class Contracts:
    """The page kinds of a project, as far as it uses them."""

    names: tuple[str, ...] = ()
    """All kinds that are defined."""
    by_kind: Mapping[str, Contract] = field(default_factory=dict)
    """The definitions of those that are used."""


def read_contract(
    kind: str, settings: Settings, templates: jinja2.Environment
) -> Contract | list[Problem]:
    """Read the definition of a page kind.

    Args:
        kind: Its name.
        settings: The project's settings; its own definitions come first.
        templates: The project's templates.

    Returns:
        The definition, or what is wrong with it.
    """
    text = template_text(settings, f"new/{kind}.yml")
    parsed = parse_contract(text, kind, page_kinds(templates))
    if isinstance(parsed, Contract):
        return parsed
    path = _path_of(kind, settings, templates)
    return [fault.at(Location(path, fault.line)) for fault in parsed]


def read_contracts(
    site: Site, templates: jinja2.Environment
) -> tuple[Settings, Contracts, list[Problem]]:
    """Read the page kinds that a project uses.

    Args:
        site: The project as read.
        templates: Its templates.

    Returns:
        The settings without the kinds that cannot be used, the kinds, and what is wrong with them.
    """
    settings = site.settings
    names = page_kinds(templates)
    problems = [
        problem
        for _, kind in settings.page_kinds
        for problem in _unknown(kind, settings, templates)
    ]
    known = tuple(
        (folder, kind)
        for folder, kind in settings.page_kinds
        if not list(_unknown(kind, settings, templates))
    )
    used = [kind for _, kind in known]
    used += [page.front_matter.kind for page in site.pages if settings.page_kinds]
    used += [README_KIND] if settings.examples_complete else []
    by_kind: dict[str, Contract] = {}
    for kind in dict.fromkeys(used):
        if kind in {*names, README_KIND}:
            contract = read_contract(kind, settings, templates)
            if isinstance(contract, Contract):
                by_kind[kind] = contract
            else:
                problems += contract
    return replace(settings, page_kinds=known), Contracts(names, by_kind), problems


def check_contracts(
    site: Site, contracts: Contracts, code_lines: Mapping[str, Mapping[int, int]]
) -> Iterator[Problem]:
    """Yield where pages and READMEs do not keep the contracts of their kinds.

    Args:
        site: The project.
        contracts: Its page kinds.
        code_lines: For each page the lines of code of its samples, by the lines of the directives.
    """
    settings = site.settings
    around = Surroundings(_targets(site), code_lines)
    for page in site.pages:
        if settings.page_kinds and not page.generated:
            yield from check_kind(page, contracts.names)
        contract = contracts.by_kind.get(kind_of(page, settings.page_kinds))
        if contract:
            yield from check_contract(page, contract, around)
    readme_contract = contracts.by_kind.get(README_KIND)
    for example in site.examples:
        readme = example.file("README.md")
        if readme_contract and readme and not example.library:
            page = Page(f"{example.path}/README.md", readme.path, readme.text)
            yield from check_contract(page, readme_contract, around)


def _unknown(kind: str, settings: Settings, templates: jinja2.Environment) -> Iterator[Problem]:
    """Yield why a kind cannot be that of a folder, if so."""
    kinds = (*page_kinds(templates), FREE)
    if kind not in kinds:
        message = f"the page kind '{kind}' is not defined by a file 'new/{kind}.yml'"
        hint = did_you_mean(kind, kinds) or one_of(kinds)
        yield Problem(Code.CONFIG_INVALID, Location(settings.config_path), message, hint)


def _path_of(kind: str, settings: Settings, templates: jinja2.Environment) -> str:
    """Return the file that defines a kind, as messages name it."""
    loader = templates.loader
    name = f"new/{kind}.yml"
    found = loader.get_source(templates, name)[1] if loader else None
    own = [folder for folder in settings.templates_dirs if found == str(folder / name)]
    return settings.relative(own[0] / name) if own else f"templates/{name}"


def _targets(site: Site) -> LinkTargets:
    settings = site.settings
    docs = settings.relative(settings.docs_dir)
    kinds: dict[str, str] = {}
    for page in site.pages:
        kinds[f"{docs}/{page.source}"] = kind_of(page, settings.page_kinds) or PAGE
    for example in site.examples:
        pages = f"{docs}/{settings.example_pages}/{example.name}.md"
        for path in (example.path, f"{example.path}/README.md", pages):
            kinds[path] = EXAMPLE
    return LinkTargets(kinds)
