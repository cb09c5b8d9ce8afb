from collections.abc import Callable

from site_builder.model import Limits
from site_builder.stages.binaries import read_binaries
from tests.support import EXAMPLE_TOML, Project


def test_files_without_text_are_read_unless_they_are_huge_or_lie_elsewhere(
    project: Callable[..., Project],
) -> None:
    made = project(
        {
            "examples/demo/run/example.toml": EXAMPLE_TOML,
            "examples/demo/run/run.py": "",
            "examples/demo/run/data/small.bin": b"\xff\x00",
            "examples/demo/run/huge.bin": b"\xff" * 21,
            "examples/demo/run/locked.bin": b"\xff",
            "outside.bin": b"\xff",
        },
        limits=Limits(asset_bytes=20),
    )
    folder = made.root / "examples/demo/run"
    (folder / "link.bin").symlink_to(made.root / "outside.bin")
    (folder / "folder").symlink_to(folder / "data")
    (folder / "dangling.bin").symlink_to(folder / "locked.bin")
    example = made.example()
    (folder / "locked.bin").unlink()
    assert [one.path for one in read_binaries(example, made.settings)] == ["data/small.bin"]
    assert read_binaries(example, made.settings)[0].data == b"\xff\x00"
