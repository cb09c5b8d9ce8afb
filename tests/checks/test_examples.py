from dataclasses import replace
from pathlib import Path

from site_builder.checks.examples import check_example
from site_builder.model import Checker, Example, Settings, SourceFile

SETTINGS = Settings(Path(), Path(), Path(), examples_complete=True)


def files(*names: str) -> tuple[SourceFile, ...]:
    return tuple(SourceFile(name, f"examples/a/b/{name}", "x") for name in names)


WHOLE = Example("a/b", "examples/a/b", "T", "S.", files=files("b.py", "README.md", "test_b.py"))


def told(example: Example, *shown: str, settings: Settings = SETTINGS) -> list[str]:
    return [str(problem) for problem in check_example(example, shown, settings)]


def test_an_example_with_all_its_parts_that_a_page_shows_is_whole() -> None:
    assert told(WHOLE, "a/b") == []
    main = replace(WHOLE, files=files("__main__.py", "README.md", "test_b.py"))
    assert told(main, "a/b") == []


def test_an_example_without_anything_to_run_is_told_in_every_project() -> None:
    message = (
        "examples/a/b/example.toml: example-entry: there is neither __main__.py nor b.py to run; "
        "add one, or set 'library = true'"
    )
    nothing = replace(WHOLE, files=files("README.md", "test_b.py"))
    assert told(nothing, "a/b") == [message]
    assert told(nothing, settings=replace(SETTINGS, examples_complete=False)) == [message]
    assert told(replace(nothing, library=True), "a/b") == []


def test_a_checker_that_does_not_exist_is_told_at_its_line() -> None:
    wrong = replace(WHOLE, checkers=(Checker("*.yaml", "b.py", "load", 7),))
    messages = told(wrong, "a/b")
    # It is for no file of the example, and no function of it.
    assert len(messages) == 2
    for message in messages:
        assert message.startswith("examples/a/b/example.toml:7: checker-invalid: ")


def test_what_an_example_lacks_is_told_where_completeness_is_asked_for() -> None:
    bare = replace(WHOLE, files=files("b.py"), summary="[[One line.]]")
    assert told(bare) == [
        (
            "examples/a/b/example.toml: example-untested: the example has no test; "
            "add test_b.py beside it"
        ),
        "examples/a/b: readme-missing: the example has no README.md",
        (
            "examples/a/b/example.toml: placeholder-left: the placeholder '[[One line.]]' is left; "
            "write what it asks for"
        ),
        "examples/a/b/example.toml: example-unshown: no page shows this example",
    ]
    assert told(bare, settings=replace(SETTINGS, examples_complete=False)) == []
