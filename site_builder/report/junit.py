"""The report as results of tests, in the XML of JUnit that CI servers read.

A file that was looked at is a test: it passes when nothing in it counts. So a server shows how many
there were, keeps a history for each, and never says that no tests ran.
"""

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from site_builder.model import Problem, Severity
from site_builder.report.verdict import Verdict

_SUITE = "site-builder"
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold, escaped or not."""


def as_junit(verdict: Verdict) -> str:
    """Return one suite with a case for each file.

    Args:
        verdict: What there is to tell.
    """
    found: dict[str, list[Problem]] = {path: [] for path in verdict.subject.checked}
    for one in verdict.problems:
        found.setdefault(one.location.path, []).append(one)
    found = found or {"project": []}
    suite = ET.Element("testsuite", name=_SUITE, hostname="localhost", time="0")
    numbers = dict.fromkeys(("errors", "failures", "skipped"), 0)
    for path, problems in sorted(found.items()):
        kind = _add_case(suite, path, problems, verdict)
        numbers |= {kind: numbers[kind] + 1} if kind else {}
    suite.set("tests", str(len(found)))
    for name, number in numbers.items():
        suite.set(name, str(number))
    root = ET.Element("testsuites")
    root.append(suite)
    ET.indent(root)
    declaration = '<?xml version="1.0" encoding="utf-8"?>\n'
    return declaration + ET.tostring(root, encoding="unicode")


def _add_case(suite: ET.Element, path: str, problems: Sequence[Problem], verdict: Verdict) -> str:
    """Add a case, and return which of the numbers of the suite counts it."""
    folder = path.rpartition("/")[0].replace("/", ".")
    named = {"classname": folder or _SUITE, "name": _text(path), "time": "0"}
    lines = [one.location.line for one in problems if one.location.line]
    place = {"file": _text(path), **({"line": str(lines[0])} if lines else {})}
    case = ET.SubElement(suite, "testcase", {**named, **(place if path != "project" else {})})
    counted = [one for one in problems if verdict.subject.strict or _is_error(one)]
    told = "\n".join(map(str, problems))
    if counted:
        failure = ET.SubElement(case, "failure", _headline(counted))
        failure.text = _text(told)
        return "failures"
    if problems:
        # What does not fail the command must not fail a case; servers show a skipped one apart.
        ET.SubElement(case, "skipped", _headline(problems)).text = _text(told)
        return "skipped"
    return ""


def _is_error(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR


def _headline(problems: Sequence[Problem]) -> dict[str, str]:
    first = problems[0]
    sentence = first.message.partition("\n")[0]
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return {"message": _text(f"{sentence}{more}"), "type": first.code.slug}


def _text(text: str) -> str:
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
