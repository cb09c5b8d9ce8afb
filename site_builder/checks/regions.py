"""Check that the regions that examples mark are shown: marks that serve nobody are noise."""

from collections.abc import Collection, Iterator

from site_builder.model import Code, Example, Location, Problem
from site_builder.text.languages import language_of
from site_builder.text.regions import find_regions
from site_builder.text.remembered import remembered


def check_regions(example: Example, shown: Collection[tuple[str, str, str]]) -> Iterator[Problem]:
    """Yield the regions of an example that no page shows by their names.

    Args:
        example: The example.
        shown: The example, the file and the name of each region that pages show.
    """
    for file in example.files:
        # A README is a page; most files mark nothing, and need not be searched line by line.
        if file.name == "README.md" or "region" not in file.text:
            continue
        for name, line in marks_of(file.text, file.name):
            if (example.name, file.name, name) not in shown:
                message = f"no page shows the region '{name}'"
                hint = f"show it with '#{name}', or remove its marks"
                place = Location(file.path, line)
                yield Problem(Code.REGION_UNSHOWN, place, message, hint)


@remembered
def marks_of(text: str, name: str) -> list[tuple[str, int]]:
    """Return the names of the regions of a file, each with the line of its opening mark.

    Args:
        text: The file.
        name: Its name, which tells its language.

    Returns:
        The names and lines; none where marks are broken, for what a page shows cannot be told then.
    """
    regions, faults = find_regions(text, language_of(name))
    return [] if faults else [(one.name, one.first - 1) for one in regions]
