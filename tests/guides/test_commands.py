"""What is read from a page as a command, and what as its output."""

from textwrap import dedent

import pytest

from tests.guides.commands import Printed, blocks_of

PAGE = """
---
title: A page
---

# A page

```sh
# A remark is no command.
one
two \\
  --with more
```

Words between.

=== "A tab"

    ```bash
    export KEY=...
    KEY=1 three
    ```

<!--
```sh
hidden
```
-->

````markdown
```sh
quoted
```
````

```yaml
four: 4
```

```sh

```
"""


def test_commands_are_found_where_readers_see_them() -> None:
    found = [(block.line, block.commands) for block in blocks_of(PAGE.lstrip())]
    assert found == [
        (8, ("one", "two \\\n  --with more")),
        (19, ("export KEY=...", "KEY=1 three")),
    ]


SAMPLE = "```sample {options}\n{target}\n```"


def after_command(below: str) -> Printed | None:
    (block, *_) = blocks_of(f"# A page\n\n```sh\nrun it\n```\n\n{dedent(below)}\n")
    return block.printed


@pytest.mark.parametrize(
    ("options", "target", "file"),
    [
        ('show="output"', "text/count", "text/count/expected.txt"),
        ('show="both" title="x"', "text/count/__main__.py", "text/count/expected.txt"),
        ("", "text/count/step_one.txt", "text/count/step_one.txt"),
        ('title="What you will see"', "text/count/step_one.txt", "text/count/step_one.txt"),
        ('show="output" file="chart.svg"', "text/count", None),
        ("", "text/count/count.py", None),
        ("", "text/count/words.txt#part", None),
        ('show="test"', "text/count/count.py::count", None),
        ('shwo="output"', "text/count", None),
    ],
)
def test_a_sample_below_a_command_is_its_output_if_it_shows_one(
    options: str, target: str, file: str | None
) -> None:
    printed = after_command(SAMPLE.format(options=options, target=target))
    assert (printed.file if printed else None) == file


def test_standard_error_is_told_from_standard_output() -> None:
    printed = after_command(SAMPLE.format(options='show="output" stream="stderr"', target="a/b"))
    assert printed == Printed(7, "a/b/expected.stderr.txt", errors=True)


@pytest.mark.parametrize("language", ["text", "console", "output"])
def test_a_typed_output_is_one_too(language: str) -> None:
    assert after_command(f"```{language}\na\n  b\n```") == Printed(7, text="a\n  b")


OUTPUT = SAMPLE.format(options='show="output"', target="a/b")


@pytest.mark.parametrize(
    "between",
    ["```sh\nanother\n```\n\n", "## A heading\n\n"],
    ids=["another command", "a heading"],
)
def test_an_output_belongs_to_what_stands_directly_above_it(between: str) -> None:
    assert after_command(between + OUTPUT) is None


def test_words_and_code_may_stand_between() -> None:
    code = SAMPLE.format(options="body", target="a/b/c.py::d")
    printed = after_command(f"Words.\n\n{code}\n\n**What you'll see.** More:\n\n{OUTPUT}")
    assert printed is not None
    assert printed.file == "a/b/expected.txt"
