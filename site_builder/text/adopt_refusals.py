"""Say of a typed block why it cannot become a sample that shows the same."""

from site_builder.model.adoption import BlockKind, TypedBlock
from site_builder.text.adopt_python import fault_of, without_prompts
from site_builder.text.languages import Language, comments_of
from site_builder.text.lines import split_lines
from site_builder.text.regions import is_mark
from site_builder.text.secrets import find_secrets


def refusal(block: TypedBlock) -> str:
    """Return why a block stays as it is, empty if it can be adopted.

    Args:
        block: The block.
    """
    if block.kind is BlockKind.OUTPUT:
        return ""
    text = without_prompts(block.text) if block.kind is BlockKind.CONSOLE else block.text
    return _not_shown_alike(block) or fault_of(text, block.language)


def _not_shown_alike(block: TypedBlock) -> str:
    """Return why a sample would show something else than the block, if it would."""
    language = Language(block.language, comments_of(block.language))
    lines = split_lines(block.text)
    reasons = (
        (bool(find_secrets(block.text)), "it holds what looks like a secret"),
        (
            any(is_mark(line, language) for line in lines),
            "it shows the marks of a region, which a sample leaves out",
        ),
        (
            any("(note)" in line for line in lines),
            "it shows a note, which a sample takes out of the code",
        ),
        (
            ".annotate" in block.lost,
            "it has annotations, and those of a sample stand in its code as notes",
        ),
        (
            block.kind is BlockKind.SHELL,
            "its commands are for the reader's own machine",
        ),
        (
            all(line[:1] in {"", " ", "\t"} for line in lines),
            "all of it is indented, and a sample begins at the margin",
        ),
    )
    return next((words for is_so, words in reasons if is_so), "")
