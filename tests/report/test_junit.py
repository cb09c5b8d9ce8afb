from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import xmlschema

from site_builder.model import Code, Location, Problem
from site_builder.report import Format, Subject, report

SCHEMA = xmlschema.XMLSchema(str(Path(__file__).with_name("junit.xsd")))
ERROR = Problem(Code.LINK_DEAD, Location("docs/b.md", 2), "the link 'x' is dead", "mend it")
SECOND = Problem(Code.OUTPUT_DIFFERS, Location("docs/b.md"), "other output\n  -a & b\n  +<c>")
WARNING = Problem(Code.RANGE_USED, Location("docs/a.md"), "cut by numbers")


def suite(
    problems: Sequence[Problem], checked: tuple[str, ...] = (), *, strict: bool = False
) -> ET.Element:
    text = report(problems, Format.JUNIT, Subject(strict, checked))
    SCHEMA.validate(text)
    found = ET.fromstring(text).find("testsuite")
    assert found is not None
    return found


def numbers(found: ET.Element) -> list[int]:
    return [int(found.attrib[name]) for name in ("tests", "failures", "skipped", "errors")]


def test_each_file_that_was_looked_at_is_a_case() -> None:
    found = suite([ERROR, SECOND, WARNING], ("docs/a.md", "docs/b.md", "docs/c.md"))
    assert numbers(found) == [3, 1, 1, 0]
    assert [(one.attrib["classname"], one.attrib["name"]) for one in found] == [
        ("docs", "docs/a.md"),
        ("docs", "docs/b.md"),
        ("docs", "docs/c.md"),
    ]
    assert [[child.tag for child in case] for case in found] == [["skipped"], ["failure"], []]


def test_a_failure_holds_all_that_is_wrong_with_its_file() -> None:
    (case,) = suite([ERROR, SECOND])
    assert (case.attrib["file"], case.attrib["line"]) == ("docs/b.md", "2")
    (failure,) = case
    assert failure.attrib == {"message": "other output (and 1 more)", "type": "output-differs"}
    assert (failure.text or "").split("\n") == [
        "docs/b.md: output-differs: other output",
        "  -a & b",
        "  +<c>",
        "docs/b.md:2: link-dead: the link 'x' is dead; mend it",
    ]


def test_warnings_fail_a_case_only_when_they_fail_the_command() -> None:
    assert numbers(suite([WARNING])) == [1, 0, 1, 0]
    assert numbers(suite([WARNING], strict=True)) == [1, 1, 0, 0]


@pytest.mark.parametrize("checked", [(), ("docs/a.md",)])
def test_there_is_always_a_case(checked: tuple[str, ...]) -> None:
    assert numbers(suite([], checked)) == [1, 0, 0, 0]


def test_a_file_at_the_top_has_a_class_all_the_same() -> None:
    (case,) = suite([Problem(Code.CONFIG_INVALID, Location("mkdocs.yml", 3), "no such key")])
    assert case.attrib["classname"] == "site-builder"


def test_what_xml_cannot_hold_is_replaced() -> None:
    problem = Problem(Code.RUN_FAILED, Location("a\x00b.py"), "it wrote \x1b[31m and \ufffe\nx\x07")
    (case,) = suite([problem])
    assert case.attrib["name"] == "a\ufffdb.py"
    assert "\ufffd[31m" in case[0].attrib["message"]


def test_the_schema_refuses_what_is_no_report() -> None:
    text = report([ERROR], Format.JUNIT)
    for old, new in (("testcase", "case"), ('tests="1"', 'tests="0"'), ("classname", "class")):
        assert old in text
        with pytest.raises(xmlschema.XMLSchemaException):
            SCHEMA.validate(text.replace(old, new))
