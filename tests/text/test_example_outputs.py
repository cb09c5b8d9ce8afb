from site_builder.model import Example, MadeFile, SourceFile
from site_builder.text.example_outputs import example_outputs


def test_all_outputs_that_can_be_shown_are() -> None:
    files = (
        SourceFile("expected.txt", "", "one\n"),
        SourceFile("expected.stderr.txt", "", "careful\n"),
    )
    made = (MadeFile("a.svg", b"<svg/>"), MadeFile("b.bin", b"\xff\0"), MadeFile("c.csv", b"n\n"))
    example = Example("demo/run", "e", "Demo", "S.", files=files, recorded=made)
    shown = dict(example_outputs(example, fold=0))
    assert list(shown) == ["What you'll see", "On standard error", "`a.svg`", "`c.csv`"]
    assert shown["`a.svg`"].startswith("![a.svg, as the example Demo makes it](data:image/svg+xml")
    assert shown["What you'll see"] == "```{ .text .sample-output }\none\n```"


def test_an_empty_output_is_not_shown() -> None:
    files = (SourceFile("expected.txt", "", "\n"),)
    assert example_outputs(Example("demo/run", "e", "Demo", "S.", files=files), fold=0) == ()
