"""Write the skeleton of a new page from the definition of its kind."""

import json

import yaml

from site_builder.model import Contract


def skeleton_of(contract: Contract, title: str) -> str:
    """Return the text of a new page, in which placeholders say what belongs where.

    Args:
        contract: The definition of its kind.
        title: Title of the page.
    """
    parts = [f"# {title}", contract.opening.strip()]
    for section in contract.sections:
        parts += [f"## {section.title}", section.skeleton.strip()]
    body = "\n\n".join(part for part in parts if part)
    return f"{_front_matter(contract, title)}{body}\n"


def _front_matter(contract: Contract, title: str) -> str:
    if not contract.asked:
        # What nobody asks for, such as in a README, is shown by some viewers as a table.
        return ""
    values = {"title": title, **dict(contract.asked)}
    lines = "".join(f"{key}: {_scalar(value)}\n" for key, value in values.items())
    return f"---\n{lines}---\n\n"


def _scalar(text: str) -> str:
    """Return a text as YAML reads it, in quotes where it would be read as something else."""
    try:
        bare = yaml.safe_load(f"key: {text}") == {"key": text}
    except yaml.YAMLError:
        bare = False
    return text if bare else json.dumps(text, ensure_ascii=False)
