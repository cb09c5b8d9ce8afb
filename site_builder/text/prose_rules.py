"""All rules of prose, by their names."""

from collections.abc import Mapping

from site_builder.text.prose_headings import (
    HEADING_CASE,
    HEADING_DUPLICATE,
    HEADING_END,
    HEADING_LEVEL,
)
from site_builder.text.prose_names import NAME, SECOND_PERSON, TERM
from site_builder.text.prose_rule import ProseRule
from site_builder.text.prose_sentences import (
    CONTRAST,
    DASHES,
    EMOJI,
    EXCLAMATION,
    FUTURE,
    PASSIVE,
    REPEATED,
    SENTENCE_LENGTH,
)
from site_builder.text.prose_words import ANNOUNCEMENT, FILLER, HYPE, LATIN, TIME_CLAIM

RULES: Mapping[str, ProseRule] = {
    rule.name: rule
    for rule in (
        *(SECOND_PERSON, FUTURE, PASSIVE, FILLER, HYPE, ANNOUNCEMENT, CONTRAST, TIME_CLAIM),
        *(SENTENCE_LENGTH, REPEATED, DASHES, EXCLAMATION, EMOJI, LATIN),
        *(HEADING_CASE, HEADING_END, HEADING_LEVEL, HEADING_DUPLICATE),
        *(TERM, NAME),
    )
}

ALL = "all"
"""Names each of our rules, and in a change each tool as well."""

TERMS: Mapping[str, str] = {
    # Words that have a plain or a newer one.
    "web site": "website",
    "web sites": "websites",
    "utilise": "use",
    "utilize": "use",
    "utilises": "uses",
    "utilizes": "uses",
    "whitelist": "allow-list",
    "blacklist": "deny-list",
}
