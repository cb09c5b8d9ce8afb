"""A template as it stands in its file, and what has to be true of one before it is used."""

from collections.abc import Iterator, Mapping
from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from examples.foundation.prompt_templates.errors import did_you_mean
from examples.foundation.prompt_templates.patterns import Pattern
from examples.foundation.prompt_templates.placeholders import PlaceholderError, Slot, parse, slots
from examples.foundation.prompt_templates.variables import (
    Amount,
    Choice,
    Integer,
    Text,
    Variable,
)

Words: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""A text that says something; the line breaks at its ends are those of the file."""


class FewShot(BaseModel):
    """A finished exchange that the model sees before the real question."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    values: dict[str, object]
    """The values of the variables, as a caller would pass them."""
    reply: Words
    """What a good model answers."""


class PromptTemplate(BaseModel):
    """One version of a template."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    category: str
    """The folder of its file."""
    name: str
    """The name of its file."""
    version: Amount
    """The number in the name of its file."""
    summary: Words
    """What it is for, in one sentence."""
    patterns: tuple[Pattern, ...] = Field(min_length=1)
    """The patterns of prompts that it uses."""
    system: Words
    """The instructions. They hold no text of a caller."""
    user: Words
    """The message of the user."""
    variables: dict[str, Variable] = Field(min_length=1)
    """What a caller passes."""
    examples: tuple[FewShot, ...] = ()
    """Exchanges that come before the real one."""
    sample: dict[str, object]
    """Values to try it with; the tests do."""

    @property
    def label(self) -> str:
        """Name and version, as in `find_bugs@2`; write it into your logs."""
        return f"{self.name}@{self.version}"


def faults_of(template: PromptTemplate) -> Iterator[str]:
    """Yield what is wrong with a template, beyond the shape of its file."""
    try:
        in_system, in_user = slots(parse(template.system)), slots(parse(template.user))
    except PlaceholderError as error:
        yield f"system or user, {error}"
        return
    yield from _faults_of_names(template, {*in_system, *in_user})
    for slot in in_system:
        yield from _faults_in_system(template, slot)
    yield from _faults_of_texts(template, in_system, in_user)
    yield from _faults_of_patterns(template)
    for place, example in enumerate(template.examples, start=1):
        for name, said in value_faults(template.variables, example.values).items():
            yield f"examples[{place}]: {name!r} {said}"
    for name, said in value_faults(template.variables, template.sample).items():
        yield f"sample: {name!r} {said}"


def value_faults(variables: Mapping[str, Variable], values: Mapping[str, object]) -> dict[str, str]:
    """Return what is wrong with values, by the name of the variable; empty if they fit."""
    faults = {}
    for name, variable in variables.items():
        if name in values:
            said = variable.fault(values[name])
        elif variable.default is None:
            said = f"is missing; pass {variable.asks}: {variable.description}"
        else:
            said = None
        if said:
            faults[name] = said
    for name in sorted(values.keys() - variables.keys()):
        faults[name] = f"is no variable of it; {did_you_mean(name, sorted(variables))}"
    return faults


def _faults_of_names(template: PromptTemplate, used: set[Slot]) -> Iterator[str]:
    names = {slot.name for slot in used}
    for name in sorted(names - template.variables.keys()):
        hint = did_you_mean(name, sorted(template.variables))
        yield f"{{{{{name}}}}} is not declared under variables; {hint}"
    for name in sorted(template.variables.keys() - {slot.name for slot in used if not slot.tag}):
        yield f"variables.{name} is never used; put {{{{{name}}}}} into user, or remove it"
    for name, variable in template.variables.items():
        said = None if variable.default is None else variable.fault(variable.default)
        if said:
            yield f"variables.{name}: the default {said}"


def _faults_in_system(template: PromptTemplate, slot: Slot) -> Iterator[str]:
    """Yield a fault if a value does not belong among the instructions."""
    variable = template.variables.get(slot.name)
    if variable is None or slot.tag:
        return
    if template.examples:
        # There is one system message, and every example has values of its own.
        yield f"system holds {{{{{slot.name}}}}}, which may differ in an example; move it into user"
    if not isinstance(variable, Choice | Integer):
        yield (
            f"system holds {{{{{slot.name}}}}}, whose text is the caller's; move it into user, "
            "for instructions take only integers and choices"
        )


def _faults_of_texts(
    template: PromptTemplate, in_system: tuple[Slot, ...], in_user: tuple[Slot, ...]
) -> Iterator[str]:
    """Yield a text whose markers the instructions do not explain, and tags without a text."""
    for name, variable in template.variables.items():
        tag = Slot(name, tag=True)
        if isinstance(variable, Text) and tag not in in_system:
            yield f"system does not say what {{{{{name}.tag}}}} marks; explain it to the model"
        if not isinstance(variable, Text) and tag in (*in_system, *in_user):
            yield f"{{{{{name}.tag}}}} has no markers; only variables of the type text have some"


def _faults_of_patterns(template: PromptTemplate) -> Iterator[str]:
    """Yield a pattern that is named and not there, or there and not named."""
    there = {
        Pattern.FEW_SHOT: bool(template.examples),
        Pattern.DELIMITERS: any(isinstance(one, Text) for one in template.variables.values()),
    }
    for pattern, used in there.items():
        if used and pattern not in template.patterns:
            yield f"patterns lacks '{pattern}', which the template uses"
        if not used and pattern in template.patterns:
            yield f"patterns names '{pattern}', and the template does not use it"
