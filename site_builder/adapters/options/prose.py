"""The options of the checks of prose, `prose`."""

from collections.abc import Mapping, Sequence
from typing import Any

from mkdocs.config import base
from mkdocs.config import config_options as option

from site_builder.adapters.options.kinds import Strict
from site_builder.checks.prose import TOOLS
from site_builder.model import ProseSettings, RuleChange, Severity, Vale
from site_builder.text.prose_rules import ALL, RULES
from site_builder.text.suggest import did_you_mean, one_of

_CHANGED = (ALL, *RULES, *TOOLS)
"""What a change can be about."""


class RuleNames(option.OptionallyRequired[tuple[str, ...]]):
    """Names of rules of prose: a list of them, or `all`."""

    def run_validation(self, value: object) -> tuple[str, ...]:
        """Return the names."""
        names = value if isinstance(value, list | tuple) else [value] if value else []
        for name in names:
            _known(name, (ALL, *RULES))
        return tuple(names)

    def json_schema(self) -> Mapping[str, Any]:
        """Return the JSON Schema of the names."""
        name = {"enum": [ALL, *RULES]}
        return {"anyOf": [name, {"type": "array", "items": name}]}


class RuleChangeOptions(Strict):  # type: ignore[no-untyped-call]
    """One entry of `change`."""

    rule = option.Type(str)
    paths = option.ListOfItems(option.Type(str), default=[])
    kinds = option.ListOfItems(option.Type(str), default=[])
    add = option.ListOfItems(option.Type(str), default=[])
    remove = option.ListOfItems(option.Type(str), default=[])
    limit = option.Optional(option.Type(int))
    severity = option.Optional(option.Choice([one.value for one in Severity]))
    skip = option.Type(str, default="")


class RuleChanges(option.OptionallyRequired[tuple[RuleChange, ...]]):
    """How rules differ from what the tool brings: a list of changes."""

    def run_validation(self, value: object) -> tuple[RuleChange, ...]:
        """Return the changes."""
        if not isinstance(value, list | tuple):
            raise base.ValidationError(f"Not a list of changes: {value!r}")
        return tuple(one if isinstance(one, RuleChange) else _change(one) for one in value)

    def json_schema(self) -> Mapping[str, Any]:
        """Return the JSON Schema of the changes."""
        texts = {"type": "array", "items": {"type": "string"}}
        properties = {
            "rule": {"enum": list(_CHANGED)},
            **dict.fromkeys(("paths", "kinds", "add", "remove"), texts),
            "limit": {"type": "integer", "minimum": 0},
            "severity": {"enum": [one.value for one in Severity]},
            "skip": {"type": "string"},
        }
        one = {"type": "object", "additionalProperties": False, "required": ["rule"]}
        return {"type": "array", "items": {**one, "properties": properties}}


class ProseOptions(Strict):  # type: ignore[no-untyped-call]
    """The options below `prose`."""

    rules = RuleNames(default=())
    change = RuleChanges(default=())
    terms = option.DictOfItems(option.Type(str), default={})
    names = option.ListOfItems(option.Type(str), default=[])
    spelling = option.Type(bool, default=False)
    spelling_ignore = option.ListOfItems(option.Type(str), default=[])
    form = option.Type(bool, default=False)
    form_off = option.ListOfItems(option.Type(str), default=[])
    form_on = option.ListOfItems(option.Type(str), default=[])
    form_set = option.DictOfItems(option.Type((str, int, bool)), default={})
    vale = option.Choice([one.value for one in Vale], default=Vale.NEVER.value)
    pages = option.Type(str, default="")


def prose_settings(options: ProseOptions, site_url: str, *, directory_urls: bool) -> ProseSettings:
    """Return what the options ask.

    Args:
        options: The options.
        site_url: Address of the site, empty if it is not known.
        directory_urls: Whether a page `a.md` has the address `a/`, and not `a.html`.
    """
    pages = options.pages.strip("/")
    suffix = "/" if directory_urls else ".html"
    address = f"{site_url.rstrip('/')}/{pages}/{{}}{suffix}" if site_url else f"{pages}/{{}}.md"
    return ProseSettings(
        rules=tuple(options.rules),
        change=tuple(options.change),
        terms=tuple(options.terms.items()),
        names=tuple(options.names),
        spelling=options.spelling,
        spelling_ignore=tuple(options.spelling_ignore),
        form=options.form,
        form_off=tuple(options.form_off),
        form_on=tuple(options.form_on),
        form_set=tuple((name, _notation(value)) for name, value in options.form_set.items()),
        vale=Vale(options.vale),
        pages=pages,
        page_address=address if pages else "",
    )


def _change(given: object) -> RuleChange:
    if not isinstance(given, dict):
        raise base.ValidationError(f"Not a change of a rule: {given!r}")
    options = RuleChangeOptions()
    options.load_dict(given)
    failed, _ = options.validate()
    if failed:
        raise base.ValidationError("; ".join(f"'{name}': {error}" for name, error in failed))
    _known(options.rule, _CHANGED)
    if "skip" in given and not options.skip.strip():
        raise base.ValidationError(f"'skip': Say why '{options.rule}' is switched off")
    return RuleChange(
        rule=options.rule,
        paths=tuple(options.paths),
        kinds=tuple(options.kinds),
        add=tuple(options.add),
        remove=tuple(options.remove),
        limit=options.limit,
        severity=Severity(options.severity) if options.severity else None,
        skip=options.skip.strip(),
    )


def _known(name: object, names: Sequence[str]) -> None:
    if name not in names:
        hint = did_you_mean(str(name), names) or one_of(names)
        raise base.ValidationError(f"There is no rule {name!r}; {hint}")


def _notation(value: object) -> str:
    """Return a value as PyMarkdown reads it: with a mark for what is no text."""
    if isinstance(value, bool):
        return f"$!{value}"
    return f"$#{value}" if isinstance(value, int) else str(value)
