"""Say in the reader's words what is wrong with a value, and set all mistakes in one report."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from pydantic_core import ErrorDetails

from examples.config.formats.catalogue import SETTINGS, KeyPath, Setting, closest
from examples.config.formats.sources import Entry, Finding, Layer, Source

PROBLEMS: Mapping[str, str] = MappingProxyType(
    {
        "bool_parsing": "{value} is neither true nor false",
        "bool_type": "{value} is neither true nor false",
        "credentials_in_url": "the address holds a user name or a password",
        "greater_than_equal": "{value} is too small",
        "int_from_float": "{value} is not a whole number",
        "int_parsing": "{value} is not a whole number",
        "int_type": "{value} is not a whole number",
        "less_than_equal": "{value} is too large",
        "literal_error": "{value} is not one of the choices",
        "path_type": "{value} is not a folder",
        "string_pattern_mismatch": "{value} does not have the form of such a name",
        "string_too_short": "the text is empty",
        "string_type": "{value} is not a text",
        "tuple_type": "{value} is not a list",
        "url_parsing": "{value} is not an address",
        "url_scheme": "{value} begins with neither http:// nor https://",
    }
)
"""What is wrong, by the type of Pydantic's error: its messages speak to programmers."""

LONGEST_SHOWN = 20
"""Characters of a text that a message repeats. A longer one may be a key that was pasted here, and
one with an `@` an address with a password."""


def explain(error: ErrorDetails, winners: Mapping[KeyPath, Entry]) -> Finding:
    """Return what to say of an error of Pydantic.

    Args:
        error: The error.
        winners: The entries that were validated, to find where a value came from.
    """
    path = setting_path(error["loc"])
    setting, entry = SETTINGS[path], winners.get(path)
    source = entry.source if entry else Source(Layer.DEFAULT)
    value = entry.value if entry and not setting.is_secret else None
    problem = PROBLEMS.get(error["type"], "this cannot be its value")
    return Finding(
        source,
        setting.name,
        problem.format(value=shown(value)),
        f"{setting.kind}: {setting.bounds}",
        remedy_for(setting, value),
    )


def setting_path(location: tuple[int | str, ...]) -> KeyPath:
    """Return the keys of the setting in which an error lies; lists go on with a number."""
    keys = tuple(str(key) for key in location)
    return next(keys[:length] for length in range(len(keys), 0, -1) if keys[:length] in SETTINGS)


def shown(value: object) -> str:
    """Return a value as a message may repeat it."""
    match value:
        case bool() | int() | float():
            return str(value).lower()
        case str() if len(value) <= LONGEST_SHOWN and "@" not in value:
            return repr(value)
        case str():
            return f"a text of {len(value)} characters"
        case list():
            return "a list"
        case dict():
            return "a group of keys"
    return "this value"


def remedy_for(setting: Setting, value: object) -> str:
    """Return what to do about a wrong value."""
    if isinstance(value, bool) and setting.kind in {"text", "choice"}:
        return "put it into quotes: YAML reads an unquoted yes, no, on or off as true or false"
    found = closest(value.lower(), setting.choices) if isinstance(value, str) else None
    if found:
        return f"did you mean {found}?"
    return f"correct it, or leave it out for the default: {setting.default}"


def report(findings: Iterable[Finding]) -> str:
    """Return all mistakes as a text, in the order of the layers, and of the lines within a file."""
    ordered = sorted(findings, key=lambda finding: finding.source)
    count = f"{len(ordered)} mistake{'s' * (len(ordered) != 1)} in the settings"
    return "\n\n".join([count, *(paragraph(finding) for finding in ordered)])


def paragraph(finding: Finding) -> str:
    """Return one mistake: where, what, what would be right, what to do."""
    return "\n".join(
        [
            f"{finding.source}  {finding.name}".rstrip(),
            f"  wrong    {finding.problem}",
            f"  allowed  {finding.allowed}",
            f"  to do    {finding.remedy}",
        ]
    )
