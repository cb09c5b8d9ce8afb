"""What makes the result of another machine one that this machine would not have had."""

import pytest

from site_builder.model import Part, PartKind
from site_builder.model.part import ABSENT
from site_builder.text.fitness import unfit


@pytest.mark.parametrize(
    ("there", "here", "reason"),
    [
        (
            Part(PartKind.PYTHON, "Python", "1", "CPython 3.11.7"),
            Part(PartKind.PYTHON, "Python", "2", "CPython 3.12.1"),
            "it has Python CPython 3.11.7, and this machine CPython 3.12.1",
        ),
        (
            Part(PartKind.DISTRIBUTION, "pydantic", "1", "2.13.0"),
            Part(PartKind.DISTRIBUTION, "pydantic", "2", "2.14.3"),
            "it has pydantic 2.13.0, and this machine 2.14.3",
        ),
        (
            Part(PartKind.DISTRIBUTION, "pydantic", "1", "2.13.0"),
            Part(PartKind.DISTRIBUTION, "pydantic", ABSENT),
            "it has pydantic 2.13.0, and this machine none",
        ),
        (
            Part(PartKind.DISTRIBUTION, "pydantic", ABSENT),
            Part(PartKind.DISTRIBUTION, "pydantic", "2", "2.14.3"),
            "it has no pydantic, and this machine 2.14.3",
        ),
        (
            Part(PartKind.RUNNER, "the runner", "1"),
            Part(PartKind.RUNNER, "the runner", "2"),
            "it has another version of site-builder",
        ),
        (
            Part(PartKind.MISSING, ".env", ABSENT),
            Part(PartKind.MISSING, ".env", "2"),
            "it lacks .env, since hidden files are not sent",
        ),
    ],
)
def test_what_would_change_a_result_is_told(there: Part, here: Part, reason: str) -> None:
    assert unfit([there], [here]) == reason
    assert unfit([here], [here]) == ""
    assert unfit([there, there], [here]) == f"{reason}; {reason}"


@pytest.mark.parametrize(
    ("there", "here"),
    [
        (
            Part(PartKind.DISTRIBUTION, "pydantic", "1", "2.13.0"),
            Part(PartKind.DISTRIBUTION, "pydantic", "2", "2.13.0"),
        ),
        (Part(PartKind.FILE, "/etc/hosts", "1"), Part(PartKind.FILE, "/etc/hosts", "2")),
        (Part(PartKind.MISSING, "/etc/x", ABSENT), Part(PartKind.MISSING, "/etc/x", "2")),
        (Part(PartKind.PROGRAM, "/bin/sh", "1"), Part(PartKind.PROGRAM, "/bin/sh", "2")),
    ],
)
def test_what_may_differ_between_machines_is_not(there: Part, here: Part) -> None:
    assert unfit([there], [here]) == ""
