import pytest

from site_builder.checks.contracts import Surroundings, check_contract
from site_builder.checks.links_owed import LinkTargets
from site_builder.model import Bounds, Contract, Holds, Item, Measure, Page, SectionRule

AROUND = Surroundings(LinkTargets({}), {"a.md": {7: 3}})


def told(body: str, contract: Contract) -> list[str]:
    page = Page("a.md", "docs/a.md", body)
    return [str(one) for one in check_contract(page, contract, AROUND)]


def owing(item: Item, least: int) -> Contract:
    holds = Holds(((item, least),))
    return Contract("memo", "memo", sections=(SectionRule("Part", holds=holds),))


@pytest.mark.parametrize(
    ("item", "least", "message"),
    [
        (Item.SAMPLES, 1, "lacks-sample: the section 'Part' holds no sample; show"),
        (Item.CODE_BLOCKS, 2, "lacks-code: the section 'Part' holds no block of code, 2 are"),
        (Item.OUTPUTS, 1, "lacks-output: the section 'Part' holds no output; show"),
        (Item.TABLES, 1, "lacks-table: the section 'Part' holds no table; set out"),
        (Item.PICTURES, 1, "lacks-picture: the section 'Part' holds no picture; add"),
        (Item.LIST_ITEMS, 3, "lacks-list: the section 'Part' holds 2 entries of lists, 3 are"),
        (Item.LIST_ITEMS, 9, "lacks-list: the section 'Part' holds 2 entries of lists, 9 are"),
    ],
)
def test_what_a_section_lacks_is_told_at_its_heading(item: Item, least: int, message: str) -> None:
    (found,) = told("# T\n\n## Part\n\n- a\n- b\n", owing(item, least))
    assert found.startswith(f"docs/a.md:3: {message}")


def test_what_a_section_holds_is_not_told() -> None:
    assert told("# T\n\n## Part\n\n- a\n- b\n", owing(Item.LIST_ITEMS, 2)) == []


def test_what_a_page_lacks_is_told_at_its_title() -> None:
    contract = Contract("memo", "memo", holds=Holds(((Item.TABLES, 1),)))
    assert told("words\n\n# T\n\nmore\n", contract)[0].startswith(
        "docs/a.md:3: lacks-table: the page holds no table;"
    )
    assert told("words\n", contract)[0].startswith("docs/a.md:1: lacks-table: ")


def test_lines_of_samples_count_as_code() -> None:
    holds = Holds(bounds=(Bounds(Measure.CODE_LINES, 3, 3),))
    contract = Contract("memo", "memo", sections=(SectionRule("Part", holds=holds),))
    assert told("# T\n\n## Part\n\nx\n\n```sample\na/b\n```\n", contract) == []


def test_what_is_not_written_yet_owes_nothing_else() -> None:
    contract = owing(Item.TABLES, 1)
    whole = Contract("memo", "memo", holds=Holds(((Item.TABLES, 1),)), sections=contract.sections)
    codes = [one.split(": ")[1] for one in told("# T\n\n## Part\n\n[[a thing]]\n", whole)]
    assert codes == ["placeholder-left"]
    codes = [one.split(": ")[1] for one in told("# T\n\nwords\n", whole)]
    assert codes == ["section-missing"]
    codes = [one.split(": ")[1] for one in told("# T\n\n## Part\n", contract)]
    assert codes == ["section-empty"]


def test_all_that_a_contract_asks_for_is_asked() -> None:
    # The order is that in which an author reads a page.
    contract = Contract(
        "memo",
        "memo",
        front_matter='{"required": ["day"]}',
        sections=(
            SectionRule("Part", holds=Holds(((Item.TABLES, 1),))),
            SectionRule("Other"),
        ),
    )
    codes = [one.split(": ")[1] for one in told("# T\n\n## Part\n\nx\n", contract)]
    assert codes == ["front-matter-schema", "section-missing", "lacks-table"]
