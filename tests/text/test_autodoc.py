from site_builder.text.autodoc import Autodoc, find_autodoc


def test_blocks_are_found_with_their_members() -> None:
    text = (
        "::: shop.retry\n\n"
        "::: shop.pay\n    options:\n      members: [Refund, pay]\n\n"
        "::: shop.none\n    options:\n      members: false\n"
        "::: shop.all\n    handler: python\n\n    options:\n      members: true\nText\n"
        "```text\n::: shop.quoted\n```\n"
        "    ::: shop.indented\n"
    )
    assert find_autodoc(text) == (
        Autodoc("shop.retry"),
        Autodoc("shop.pay", ("Refund", "pay")),
        Autodoc("shop.none", ()),
        Autodoc("shop.all"),
    )


def test_options_that_cannot_be_read_name_no_members() -> None:
    assert find_autodoc("::: a\n    options: [\n") == (Autodoc("a"),)
    assert find_autodoc("::: a\n    options: 3\n") == (Autodoc("a"),)
