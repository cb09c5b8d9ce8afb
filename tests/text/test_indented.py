import pytest

from site_builder.text.indented import find_indented


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("    code\n", ((1, 1),)),
        ("Text\n\n    a\n\n    b\n\nText\n", ((3, 5),)),
        ("Text\n\n\tcode\n", ((3, 3),)),
        ("Text\n    goes on\n", ()),
        ("- item\n\n    text\n", ()),
        ("- item\n\n        code\n", ((3, 3),)),
        ("- item\n\n    text\n\n        code\n", ((5, 5),)),
        ("- item\n  goes on\n\n    text\n", ()),
        ("- item\nlazy\n\n    text\n", ()),
        ("- item\n\nText\n\n    code\n", ((5, 5),)),
        ("1. step\n\n    - inner\n\n        text\n", ()),
        ('!!! note "T"\n    text\n\n    text\n', ()),
        ('=== "A"\n\n    ```py\n        x\n    ```\n\n        code\n', ((7, 7),)),
        ("[^1]: A note.\n\n    text\n", ()),
        ("Term\n:   What it is\n\n    text\n", ()),
        ("::: module\n    options:\n\n        show: true\n", ()),
        ("<div>\n\n    <p>x</p>\n\n</div>\n", ()),
        ("<!--\n\n    x\n-->\n\n    code\n", ((6, 6),)),
        ("```py\n    x\n\n    y\n```\n\nText\n", ()),
        ("    ```py\n    x\n    ```\n", ()),
    ],
)
def test_only_what_is_no_text_of_a_container_is_code(
    text: str, blocks: tuple[tuple[int, int], ...]
) -> None:
    assert find_indented(text) == blocks
