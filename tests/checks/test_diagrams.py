from site_builder.checks.diagrams import check_diagrams, is_stale
from site_builder.model import Diagram
from site_builder.text.diagrams import HASH_ATTRIBUTE, source_hash

SOURCE = "%% title: A pool\n%% description: What it shows.\nflowchart LR\n  a --> b\n"


def diagram(source: str = SOURCE, drawn_from: str | None = SOURCE) -> Diagram:
    svg = f'<svg {HASH_ATTRIBUTE}="{source_hash(drawn_from)}"></svg>' if drawn_from else ""
    return Diagram("pool", "content/assets/diagrams/pool.mmd", source, svg)


def told(*diagrams: Diagram) -> list[str]:
    return [str(problem) for problem in check_diagrams(diagrams)]


def test_a_drawing_of_its_source_is_in_order() -> None:
    assert told(diagram(), diagram()) == []


def test_a_diagram_without_a_drawing_is_told_with_the_command() -> None:
    assert told(diagram(drawn_from=None)) == [
        (
            "content/assets/diagrams/pool.mmd:3: diagram-stale:"
            " the diagram has no drawing 'pool.svg' beside it; run: site-builder diagrams"
        )
    ]


def test_a_changed_source_is_told_with_the_command() -> None:
    changed = diagram(SOURCE + "  b --> c\n")
    assert is_stale(changed)
    assert told(changed) == [
        (
            "content/assets/diagrams/pool.mmd:3: diagram-stale:"
            " the diagram has changed since 'pool.svg' was drawn; run: site-builder diagrams"
        )
    ]


def test_a_drawing_made_by_hand_is_stale() -> None:
    by_hand = Diagram("pool", "content/pool.mmd", SOURCE, "<svg></svg>")
    assert [problem.code.slug for problem in check_diagrams([by_hand])] == ["diagram-stale"]


def test_a_diagram_that_says_nothing_is_told_twice() -> None:
    source = "flowchart LR\n  a --> b\n"
    assert [line.split(";")[0] for line in told(diagram(source, source))] == [
        "content/assets/diagrams/pool.mmd:1: diagram-undescribed: the diagram has no title",
        "content/assets/diagrams/pool.mmd:1: diagram-undescribed: the diagram has no description",
    ]
