"""The patterns of prompts that the templates use, each with what it is good for."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Pattern(StrEnum):
    """A way to write a prompt that has a name in the field."""

    ROLE = "role"
    DELIMITERS = "delimiters"
    FEW_SHOT = "few_shot"
    OUTPUT_FORMAT = "output_format"
    GROUNDING = "grounding"
    STEPS = "steps"
    SELF_CHECK = "self_check"
    ASK_BACK = "ask_back"
    LIMITS = "limits"


PURPOSE: Mapping[Pattern, str] = MappingProxyType(
    {
        Pattern.ROLE: "says who answers and for whom, which sets the words and the depth",
        Pattern.DELIMITERS: "marks material off from instructions",
        Pattern.FEW_SHOT: "shows finished exchanges, where a form is easier shown than told",
        Pattern.OUTPUT_FORMAT: "fixes the form of the reply, so that a program can read it",
        Pattern.GROUNDING: "allows only what the material says, and a way to say that it does not",
        Pattern.STEPS: "asks for the way before the result",
        Pattern.SELF_CHECK: "asks for a second look at a draft before it is handed over",
        Pattern.ASK_BACK: "lets the model ask when something is missing",
        Pattern.LIMITS: "bounds length, scope or tone",
    }
)
"""What each pattern is good for."""
