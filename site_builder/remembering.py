"""What the checks have found in single texts, given from one build to the next."""

from collections.abc import Mapping
from typing import Any

from site_builder.checking import all_closed
from site_builder.checks.left_includes import shows_sign
from site_builder.checks.published import suspects_of
from site_builder.checks.regions import marks_of
from site_builder.checks.secrets import holds_secret
from site_builder.checks.typed_code import typed_in
from site_builder.text.link_map import article_links
from site_builder.text.remembered import Remembered
from site_builder.text.written_links import links_of_code, links_of_markdown

_FUNCTIONS: tuple[Remembered[Any], ...] = (
    all_closed,
    article_links,
    holds_secret,
    links_of_code,
    links_of_markdown,
    marks_of,
    shows_sign,
    suspects_of,
    typed_in,
)


def recall(answers: Mapping[str, Mapping[str, Any]]) -> None:
    """Begin a build with what another one has learned of texts, and with nothing else.

    Args:
        answers: What `learned` has returned; nothing for a build that shall find all of it itself.
    """
    for function in _FUNCTIONS:
        function.recall(answers.get(function.name, {}))


def learned() -> Mapping[str, Mapping[str, Any]]:
    """Return what this build has learned of texts, by the names of functions, for JSON."""
    return {function.name: function.learned() for function in _FUNCTIONS}
