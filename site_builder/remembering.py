"""What the checks have found in single texts, given from one build to the next."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from site_builder.checking import all_closed
from site_builder.checks.left_includes import shows_sign
from site_builder.checks.link_texts import UNTELLING
from site_builder.checks.links import SOUND
from site_builder.checks.published import suspects_of
from site_builder.checks.regions import marks_of
from site_builder.checks.secrets import holds_secret
from site_builder.checks.typed_code import typed_in
from site_builder.text.kept_chapters import BOUND, PREPARED
from site_builder.text.link_map import WAYS, article_links
from site_builder.text.remembered import LONG_TEXTS, Answers
from site_builder.text.twins import TWINS
from site_builder.text.written_links import links_of_code, links_of_markdown

_KNOWLEDGE: tuple[Answers[Any], ...] = (
    BOUND,
    PREPARED,
    SOUND,
    TWINS,
    UNTELLING,
    WAYS,
    all_closed,
    holds_secret,
    links_of_code,
    links_of_markdown,
    marks_of,
    shows_sign,
    suspects_of,
    typed_in,
)
_PASSING: tuple[Answers[Any], ...] = (article_links,)
"""What the next build asks of new texts alone, for it knows what follows from the others."""


def recall(kept: Callable[[str], Mapping[str, Any]]) -> None:
    """Begin a build with what another one has learned of texts, and with nothing else.

    Args:
        kept: Given a name, returns what `learned` has returned for it; nothing for a build that
            shall find all of it itself. It is called when somebody asks for that.
    """
    for answers in _KNOWLEDGE:
        answers.recall(partial(kept, answers.name))
    for answers in _PASSING:
        answers.recall(dict)
    LONG_TEXTS.forget()


def learned() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield what this build has learned of texts, by names, for JSON; what is new among it only."""
    for answers in _KNOWLEDGE:
        now = answers.learned()
        if now is not None:
            yield answers.name, now
    LONG_TEXTS.forget()
