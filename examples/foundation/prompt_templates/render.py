"""Turn a template and values into messages; a value stays a value, whatever it says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from llmkit import Message

from examples.foundation.prompt_templates.errors import VariablesError
from examples.foundation.prompt_templates.placeholders import Parts, parse
from examples.foundation.prompt_templates.template import PromptTemplate, value_faults
from examples.foundation.prompt_templates.variables import Text


@dataclass(frozen=True, slots=True)
class Prompt:
    """Messages that are ready to be sent, and where they came from."""

    label: str
    """The template and its version."""
    messages: tuple[Message, ...]
    """Instructions, few-shot exchanges, and the message of the user."""


def render(template: PromptTemplate, /, **values: object) -> Prompt:
    """Check the values and make the messages.

    Args:
        template: The template.
        **values: A value for each variable; one with a default may be left out.

    Raises:
        VariablesError: The values do not fit; it names every variable and what to do.
    """
    if faults := value_faults(template.variables, values):
        raise VariablesError(template.label, faults)
    return Prompt(template.label, messages_of(template, texts_of(template, values)))


def texts_of(template: PromptTemplate, values: Mapping[str, object]) -> dict[str, str]:
    """Return each value, or its default, as the text that a model reads."""
    return {
        name: variable.shown(values.get(name, variable.default))
        for name, variable in template.variables.items()
    }


def messages_of(template: PromptTemplate, texts: Mapping[str, str]) -> tuple[Message, ...]:
    """Put texts into their slots. Each message is a value of its own with a role of its own."""
    shots = [(texts_of(template, shot.values), shot.reply) for shot in template.examples]
    everything = [
        text for each in (texts, *(shown for shown, _ in shots)) for text in each.values()
    ]
    tags = dict(_tags(template, everything))
    system, user = parse(template.system), parse(template.user)
    messages = [Message.system(_filled(system, texts, tags))]
    for shown, reply in shots:
        messages += [Message.user(_filled(user, shown, tags)), Message.assistant(reply)]
    return (*messages, Message.user(_filled(user, texts, tags)))


def _filled(parts: Parts, texts: Mapping[str, str], tags: Mapping[str, str]) -> str:
    """Join the parts of a template with the values between them; the result is not parsed again."""
    pieces = []
    for part in parts:
        if isinstance(part, str):
            pieces.append(part)
        elif part.tag:
            pieces.append(tags[part.name])
        elif tag := tags.get(part.name):
            pieces.append(f"<{tag}>\n{texts[part.name]}\n</{tag}>")
        else:
            pieces.append(texts[part.name])
    return "".join(pieces)


def _tags(template: PromptTemplate, texts: list[str]) -> Iterator[tuple[str, str]]:
    """Yield for each text variable a name for its markers that no value holds."""
    held = "\n".join(texts).lower()
    for name, variable in template.variables.items():
        if isinstance(variable, Text):
            tag, number = name, 1
            # As a fence of code gets longer when the code holds a fence.
            while f"<{tag}" in held or f"</{tag}" in held:
                number += 1
                tag = f"{name}-{number}"
            yield name, tag
