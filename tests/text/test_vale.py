"""The answers of Vale, in the form that its documentation shows."""

import json

import pytest

from site_builder.text.vale import Alert, read_alerts

ALERT = {
    "Action": {"Name": "", "Params": None},
    "Span": [4, 9],
    "Check": "House.Words",
    "Description": "",
    "Link": "",
    "Message": "Avoid 'really'.",
    "Severity": "error",
    "Match": "really",
    "Line": 7,
}


def test_alerts_have_a_place_and_a_rule() -> None:
    answer = json.dumps({"b\\c.md": [ALERT, {"Severity": "warning", "Message": "x"}], "a.md": []})
    assert read_alerts(answer) == (
        Alert("b/c.md", 7, 4, "House.Words", "Avoid 'really'", counts=True),
        Alert("b/c.md", 0, 0, "", "x", counts=False),
    )
    assert read_alerts("") == ()


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (
            '{"Line": 0, "Path": "", "Text": ".vale.ini\\nnot found", "Code": "E100", "Span": 0}',
            "E100: .vale.ini not found",
        ),
        ("panic:\n  no", "panic: no"),
    ],
)
def test_a_failure_is_a_message(answer: str, message: str) -> None:
    assert read_alerts(answer) == message
