"""Check that the regions that examples mark are shown: marks that serve nobody are noise."""

from collections.abc import Collection, Iterator

from site_builder.model import Code, Example, Location, Problem
from site_builder.text.languages import language_of
from site_builder.text.regions import find_regions


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
        regions, faults = find_regions(file.text, language_of(file.name))
        for region in regions:
            # Where marks are broken, what a page shows cannot be told.
            if not faults and (example.name, file.name, region.name) not in shown:
                message = f"no page shows the region '{region.name}'"
                hint = f"show it with '#{region.name}', or remove its marks"
                place = Location(file.path, region.first - 1)
                yield Problem(Code.REGION_UNSHOWN, place, message, hint)
