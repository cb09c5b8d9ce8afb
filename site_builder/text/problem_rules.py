"""Read the option `problems`: a list of exceptions, with a reason each."""

from collections.abc import Mapping

from site_builder.model import Code, Severity, SeverityRule
from site_builder.model.reporting import is_fixed
from site_builder.text.suggest import did_you_mean, one_of

SEVERITIES = (Severity.OFF.value, Severity.WARNING.value, Severity.ERROR.value)
_KEYS = ("code", "paths", "severity", "why")
_CODES: Mapping[str, Code] = {code.slug: code for code in Code}


def parse_rules(value: object) -> tuple[tuple[SeverityRule, ...], tuple[str, ...]]:
    """Read the list.

    Args:
        value: What the configuration holds.

    Returns:
        The rules, and what is wrong with the other entries, in sentences.
    """
    if not isinstance(value, list | tuple):
        return (), ("Not a list of entries with 'code', 'severity' and 'why'",)
    rules: list[SeverityRule] = []
    faults: list[str] = []
    for number, entry in enumerate(value, start=1):
        rule = _rule(entry)
        if isinstance(rule, SeverityRule):
            rules.append(rule)
        else:
            faults.append(f"entry {number}: {rule}")
    return tuple(rules), tuple(faults)


def _rule(entry: object) -> SeverityRule | str:
    if not isinstance(entry, dict):
        return "not a mapping of 'code', 'paths', 'severity' and 'why'"
    for name in entry:
        if name not in _KEYS:
            hint = did_you_mean(str(name), _KEYS) or one_of(_KEYS)
            return f"there is no key '{name}'; {hint}"
    return _code_fault(entry.get("code")) or _value(entry)


def _code_fault(slug: object) -> str:
    if slug not in _CODES:
        hint = did_you_mean(str(slug), _CODES) or "the reference lists all codes"
        return f"there is no code '{slug}'; {hint}" if slug else "'code' is missing"
    if is_fixed(_CODES[str(slug)]):
        return f"'{slug}' counts as it does everywhere, it cannot be set"
    return ""


def _value(entry: Mapping[str, object]) -> SeverityRule | str:
    severity = entry.get("severity")
    # In YAML 1.1 a bare `off` is a truth value.
    text = Severity.OFF.value if severity is False else severity
    if text not in SEVERITIES:
        return f"'severity' cannot be {severity!r}; {one_of(SEVERITIES)}"
    why = entry.get("why")
    if not isinstance(why, str) or not why.strip():
        return "'why' is missing; say in a sentence why the problem counts otherwise"
    paths = entry.get("paths", ["**"])
    paths = [paths] if isinstance(paths, str) else paths
    if not isinstance(paths, list) or not all(isinstance(one, str) and one for one in paths):
        return "'paths' is not a list of patterns such as 'drafts/**'"
    if not paths:
        return "'paths' is empty; leave it out to mean every path"
    code = _CODES[str(entry["code"])]
    return SeverityRule(code, Severity(str(text)), why.strip(), tuple(paths))
