from site_builder.model import Contract, SectionRule
from site_builder.text.front_matter import split_front_matter
from site_builder.text.skeleton import skeleton_of

SECTIONS = (SectionRule("One", skeleton="[[First.]]\n"), SectionRule("Two"))


def test_a_skeleton_has_front_matter_title_opening_and_sections() -> None:
    contract = Contract(
        "memo", "memo", asked=(("day", "[[The day]]"),), opening="[[Why.]]\n", sections=SECTIONS
    )
    assert skeleton_of(contract, "A title") == (
        '---\ntitle: A title\nday: "[[The day]]"\n---\n\n'
        "# A title\n\n[[Why.]]\n\n## One\n\n[[First.]]\n\n## Two\n"
    )


def test_a_page_without_front_matter_gets_none() -> None:
    assert skeleton_of(Contract("memo", "memo", sections=SECTIONS), "A: title").startswith(
        "# A: title\n\n## One\n"
    )


def test_a_title_that_yaml_would_misread_stands_in_quotes() -> None:
    contract = Contract("memo", "memo", asked=(("day", "x"),))
    for title in ("A: b", "[a", "12", 'say "hi" # now', "yes", "plain"):
        split = split_front_matter(skeleton_of(contract, title))
        assert split.faults == ()
        assert split.front_matter.title == title
