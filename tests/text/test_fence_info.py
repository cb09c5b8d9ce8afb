import pytest

from site_builder.text.fence_info import FenceInfo, read_info


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ("", FenceInfo("")),
        ("python", FenceInfo("python")),
        ("rust,ignore", FenceInfo("rust")),
        (
            'python title="a b.py" hl_lines="2 3" linenums=1',
            FenceInfo("python", (("title", "a b.py"), ("hl_lines", "2 3"), ("linenums", "1"))),
        ),
        ("python title='a'", FenceInfo("python", (("title", "a"),))),
        ("python {1,3-4}", FenceInfo("python")),
        ("{ .python .annotate #x }", FenceInfo("python", classes=("annotate",))),
        ('{.c++ title="x .y"}', FenceInfo("c++", (("title", "x .y"),))),
        ("{code-block} python", FenceInfo("python")),
        ("{note} A title", FenceInfo("{note}")),
        ("{python}", FenceInfo("{python}")),
        ("{ }", FenceInfo("")),
        ('title="x"', FenceInfo("", (("title", "x"),))),
    ],
)
def test_each_form_is_read(info: str, expected: FenceInfo) -> None:
    assert read_info(info) == expected


def test_an_option_that_is_not_there_is_empty() -> None:
    info = read_info('python title="a"')
    assert (info.option("title"), info.option("hl_lines")) == ("a", "")
