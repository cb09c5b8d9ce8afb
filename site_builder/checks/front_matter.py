"""Check the front matter of a page against the schema of its kind."""

import json
from collections.abc import Collection, Iterator

from site_builder.model import Code, Contract, Location, Page, Problem
from site_builder.model.contract import FREE
from site_builder.text.placeholders import find_placeholder
from site_builder.text.schema import violations
from site_builder.text.suggest import did_you_mean, one_of
from site_builder.text.yaml_lines import YamlText, read_yaml

_FENCE = 1
"""The line that opens the front matter; the YAML begins below it."""


def check_front_matter(page: Page, contract: Contract) -> Iterator[Problem]:
    """Yield where the front matter of a page breaks the schema of its kind.

    Args:
        page: The page.
        contract: The definition of its kind.
    """
    parsed = read_yaml(page.front_text)
    values = parsed.value if isinstance(parsed, YamlText) else None
    if values is None and not page.front_text:
        values = {}
    if not isinstance(values, dict) or not isinstance(parsed, YamlText):
        # That it cannot be read has been said.
        return
    for one in violations(values, json.loads(contract.front_matter)):
        if one.path and find_placeholder(str(values.get(str(one.path[0]), ""))):
            continue
        line = parsed.line_of(one.path) + _FENCE if one.path else _FENCE
        where = ".".join(str(step) for step in one.path[:-1])
        message = f"in '{where}', {one.message}" if where else one.message
        place = Location(page.path, line if page.front_text else 0)
        message = f"front matter of a {contract.title}: {message}"
        yield Problem(Code.FRONT_MATTER_SCHEMA, place, message, one.hint)


def check_kind(page: Page, kinds: Collection[str]) -> Iterator[Problem]:
    """Yield the problem of a page that says to be of a kind which does not exist.

    Args:
        page: The page.
        kinds: The kinds that are defined.
    """
    kind = page.front_matter.kind
    if not kind or kind in {FREE, *kinds}:
        return
    hint = did_you_mean(kind, kinds) or one_of((*sorted(kinds), FREE))
    message = f"there is no page kind '{kind}'"
    place = Location(page.path, page.front_matter.line_of("kind"))
    yield Problem(Code.KIND_UNKNOWN, place, message, hint)
