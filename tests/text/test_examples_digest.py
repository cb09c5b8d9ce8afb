"""The digest of examples changes with what they are, and with nothing else."""

from dataclasses import replace

import pytest

from site_builder.model import Example, Limits, Needs, RunSpec, SourceFile
from site_builder.text.examples_digest import digest_of_examples

FILE = SourceFile("run.py", "examples/demo/run/run.py", "print(1)\n")
ONE = Example("demo/run", "examples/demo/run", "Title", "Summary.", files=(FILE,))
OTHER = replace(ONE, name="demo/other", path="examples/demo/other")


@pytest.mark.parametrize(
    "changed",
    [
        replace(ONE, name="demo/walk"),
        replace(ONE, run=RunSpec(args=("1",))),
        replace(ONE, needs=Needs(env=("NAME",))),
        replace(ONE, files=(replace(FILE, text="print(2)\n"),)),
        replace(ONE, files=(replace(FILE, name="walk.py"),)),
        replace(ONE, files=()),
    ],
)
def test_another_example_is_another_digest(changed: Example) -> None:
    assert digest_of_examples([ONE], Limits()) != digest_of_examples([changed], Limits())


def test_other_bounds_are_another_digest() -> None:
    assert digest_of_examples([ONE], Limits()) != digest_of_examples([ONE], Limits(file_bytes=1))


def test_order_and_place_do_not_count() -> None:
    moved = replace(FILE, path="elsewhere/run.py")
    same = digest_of_examples([OTHER, replace(ONE, files=(moved,))], Limits())
    assert digest_of_examples([ONE, OTHER], Limits()) == same
