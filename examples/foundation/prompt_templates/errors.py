"""What can go wrong with a template: one tree, each message with the place and the remedy.

PromptError
|-- TemplateFileError      a file is not a sound template; carries every fault
|-- UnknownTemplateError   no template has this name, or not in this version
`-- VariablesError         the values do not fit the variables; carries every fault
"""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import ClassVar

from llmkit import LLMKitError


class PromptError(LLMKitError):
    """The base of the errors of this package; nothing was sent to a model."""

    code: ClassVar[str] = "prompt"
    sentence: ClassVar[str] = "the prompt cannot be made"

    def __str__(self) -> str:
        """Leave no blank at the end of the first line when the rest stands on lines of its own."""
        return super().__str__().replace(": \n", ":\n")


class TemplateFileError(PromptError):
    """A file does not hold a sound template.

    Args:
        place: The file, below the folder of the templates.
        faults: What is wrong, a sentence each.
    """

    code = "template_file"
    sentence = "this file is not a sound template"

    def __init__(self, place: str, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(place, as_lines(faults))


class UnknownTemplateError(PromptError):
    """No template has this name, or it has no such version.

    Args:
        asked: What was asked for, as `name` or `name@version`.
        hint: What there is instead.
    """

    code = "unknown_template"
    sentence = "there is no such template"

    def __init__(self, asked: str, hint: str) -> None:
        super().__init__(asked, hint)


class VariablesError(PromptError):
    """The values that were passed do not fit the variables of the template.

    Args:
        label: The template, as `name@version`.
        faults: What is wrong, by variable; each says what to do.
    """

    code = "variables"
    sentence = "the values do not fit its variables"

    def __init__(self, label: str, faults: Mapping[str, str]) -> None:
        self.faults = dict(faults)
        super().__init__(label, as_lines([f"{name!r} {said}" for name, said in faults.items()]))


def as_lines(sentences: Sequence[str]) -> str:
    """Put one sentence on the line of the message, and several on lines of their own."""
    if len(sentences) == 1:
        return sentences[0]
    return "".join(f"\n  {sentence}" for sentence in sentences)


def did_you_mean(name: str, known: Sequence[str]) -> str:
    """Return `did you mean 'x'?` for the known name that is nearest, else a list of them all."""
    if near := get_close_matches(name, known, n=1):
        return f"did you mean {near[0]!r}?"
    return f"there are {', '.join(known)}" if known else "there are none"
