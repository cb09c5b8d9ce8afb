"""Check the numbered steps, and the questions with their answers, that a section must hold."""

from collections.abc import Iterator

from site_builder.model import Code, Location, Page, Problem
from site_builder.text.page_parts import Section
from site_builder.text.steps import has_label, questions_of, steps_of


def check_steps(section: Section, page: Page) -> Iterator[Problem]:
    """Yield what is wrong with the numbered steps of a section, if its contract asks for some.

    Args:
        section: The section.
        page: Its page.
    """
    asked = section.rule.holds.steps
    if asked is None:
        return
    steps = steps_of(section.body, section.below, section.last)
    if len(steps) < asked.least:
        message = _too_few(section, len(steps), "numbered step", asked.least)
        hint = "begin sub-headings with their number, as in '### 1. Connect'"
        yield Problem(Code.LACKS_STEP, _at(page, section.heading.line), message, hint)
    for expected, step in enumerate(steps, start=1):
        if step.counted and step.number != expected:
            message = f"the step '{step.title}' is number {expected} of its section"
            hint = f"number it {expected}"
            yield Problem(Code.STEP_NUMBER, _at(page, step.line), message, hint)
        for names in asked.labels:
            if not has_label(step, names):
                message = f"the step '{step.title}' lacks \"{names[0]}\""
                hint = f"write **{names[0]}** at the beginning of a line, or as a title"
                yield Problem(Code.STEP_INCOMPLETE, _at(page, step.line), message, hint)


def check_questions(section: Section, page: Page) -> Iterator[Problem]:
    """Yield what is wrong with the questions of a section, if its contract asks for some.

    Args:
        section: The section.
        page: Its page.
    """
    asked = section.rule.holds.questions
    if asked is None:
        return
    questions = questions_of(section.body, section.below, asked)
    if len(questions) < asked.least:
        message = _too_few(section, len(questions), "question", asked.least)
        hint = f"write **{asked.question} …** and below it {asked.answer} …"
        yield Problem(Code.LACKS_QUESTION, _at(page, section.heading.line), message, hint)
    for one in questions:
        if not one.answered:
            message = f"the question '{one.text}' has no answer"
            hint = f"write it below, beginning with '{asked.answer}'"
            yield Problem(Code.ANSWER_MISSING, _at(page, one.line), message, hint)


def _too_few(section: Section, count: int, what: str, least: int) -> str:
    message = f"the section '{section.heading.title}' holds {count or 'no'} {what}"
    message += "s" if count > 1 else ""
    return message + (f", {least} are asked for" if least > 1 else "")


def _at(page: Page, line: int) -> Location:
    return Location(page.path, page.body_line + line - 1)
