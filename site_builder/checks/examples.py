"""Check that an example is whole: something to run, a README, tests, a page that shows it."""

from collections.abc import Collection, Iterator

from site_builder.model import Code, Example, Location, Problem, Settings
from site_builder.text.checkers import check_checkers
from site_builder.text.placeholders import find_placeholder


def check_example(
    example: Example, shown: Collection[str], settings: Settings
) -> Iterator[Problem]:
    """Yield what an example lacks.

    Args:
        example: The example.
        shown: Names of the examples that pages show.
        settings: The project's settings, which say whether completeness is asked for.
    """
    declaration = Location(f"{example.path}/example.toml")
    if not example.entry and not example.library:
        message = f"there is neither __main__.py nor {example.short_name}.py to run"
        hint = "add one, or set 'library = true'"
        yield Problem(Code.EXAMPLE_ENTRY, declaration, message, hint)
    for fault in check_checkers(example):
        yield fault.at(Location(declaration.path, fault.line))
    if not settings.examples_complete:
        return
    if not example.tests:
        message = "the example has no test"
        hint = f"add test_{example.short_name}.py beside it"
        yield Problem(Code.EXAMPLE_UNTESTED, declaration, message, hint)
    if not example.file("README.md"):
        yield Problem(Code.README_MISSING, Location(example.path), "the example has no README.md")
    placeholder = find_placeholder(example.title) or find_placeholder(example.summary)
    if placeholder:
        message = f"the placeholder '{placeholder}' is left"
        yield Problem(Code.PLACEHOLDER_LEFT, declaration, message, "write what it asks for")
    if example.name not in shown:
        yield Problem(Code.EXAMPLE_UNSHOWN, declaration, "no page shows this example")
