import pytest

from site_builder.model import Code, Severity, SeverityRule
from site_builder.text.problem_rules import parse_rules


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        (
            {"code": "page-orphan", "severity": "off", "why": "not ready", "paths": ["drafts/**"]},
            SeverityRule(Code.PAGE_ORPHAN, Severity.OFF, "not ready", ("drafts/**",)),
        ),
        (
            # YAML reads a bare `off` like this.
            {"code": "page-far", "severity": False, "why": " deep by design "},
            SeverityRule(Code.PAGE_FAR, Severity.OFF, "deep by design"),
        ),
        (
            {"code": "range-used", "severity": "error", "why": "they go stale", "paths": "book/"},
            SeverityRule(Code.RANGE_USED, Severity.ERROR, "they go stale", ("book/",)),
        ),
    ],
)
def test_an_entry_says_what_counts_where_and_why(entry: object, rule: SeverityRule) -> None:
    assert parse_rules([entry]) == ((rule,), ())


WHOLE = {"code": "page-orphan", "severity": "off", "why": "not ready"}


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ("page-orphan", "not a mapping of 'code', 'paths', 'severity' and 'why'"),
        ({**WHOLE, "path": "x"}, "there is no key 'path'; did you mean 'paths'?"),
        (
            {**WHOLE, "nonsense": "x"},
            "there is no key 'nonsense'; use one of 'code', 'paths', 'severity', 'why'",
        ),
        ({**WHOLE, "code": "page-orphans"}, "there is no code 'page-orphans'; did you mean"),
        ({**WHOLE, "code": "zzz"}, "there is no code 'zzz'; the reference lists all codes"),
        ({"severity": "off", "why": "x"}, "'code' is missing"),
        ({**WHOLE, "code": "cannot-write"}, "'cannot-write' counts as it does everywhere"),
        ({**WHOLE, "code": "symbol-missing"}, "'symbol-missing' counts as it does everywhere"),
        ({**WHOLE, "severity": "info"}, "'severity' cannot be 'info'; use one of 'off', 'warning'"),
        ({**WHOLE, "severity": "known"}, "'severity' cannot be 'known'; use one of"),
        ({"code": "page-orphan", "severity": "off"}, "'why' is missing; say in a sentence why"),
        ({**WHOLE, "why": "  "}, "'why' is missing"),
        ({**WHOLE, "paths": [1]}, "'paths' is not a list of patterns such as 'drafts/**'"),
        ({**WHOLE, "paths": []}, "'paths' is empty; leave it out to mean every path"),
    ],
)
def test_each_entry_that_is_wrong_is_told(entry: object, fault: str) -> None:
    rules, faults = parse_rules([WHOLE, entry, WHOLE])
    assert len(rules) == 2
    assert len(faults) == 1
    assert faults[0].startswith(f"entry 2: {fault}")


def test_the_whole_must_be_a_list() -> None:
    assert parse_rules(WHOLE) == ((), ("Not a list of entries with 'code', 'severity' and 'why'",))
