"""Look for secrets in the files of examples, all of which readers may see."""

from collections.abc import Iterator, Sequence

from site_builder.model import Example, Location, Problem
from site_builder.text.remembered import remembered
from site_builder.text.secrets import find_secrets, secret_faults


def check_secrets(examples: Sequence[Example]) -> Iterator[Problem]:
    """Yield a problem for each secret that stands in a file of an example.

    Args:
        examples: The examples; their pages, samples, archives and notebooks hold these files.
    """
    for example in examples:
        for file in example.files:
            for fault in secret_faults(file.text) if holds_secret(file.text) else ():
                yield fault.at(Location(file.path, fault.line))


@remembered
def holds_secret(text: str) -> bool:
    """Return whether there is any secret in a text."""
    return bool(find_secrets(text))
