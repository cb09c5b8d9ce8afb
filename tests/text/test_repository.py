import pytest

from site_builder.text.repository import Arrived, End, Repository

FILES = frozenset({"README.md", "docs/Guide.md", "docs/img/a b.png", "project/README.md", "module"})
HERE = Repository(FILES)


@pytest.mark.parametrize(
    ("base", "target", "arrived"),
    [
        ("README.md", "docs/Guide.md", Arrived(End.FILE, "docs/Guide.md")),
        ("README.md", "./docs/Guide.md#part", Arrived(End.FILE, "docs/Guide.md", "part")),
        ("README.md", "docs/Guide.md?plain=1#L3", Arrived(End.FILE, "docs/Guide.md", "L3")),
        ("docs/Guide.md", "../README.md", Arrived(End.FILE, "README.md")),
        ("docs/Guide.md", "img/a%20b.png", Arrived(End.FILE, "docs/img/a b.png")),
        ("docs/Guide.md", "#part", Arrived(End.FILE, "docs/Guide.md", "part")),
        ("README.md", "docs/", Arrived(End.FOLDER, "docs")),
        ("docs/Guide.md", "..", Arrived(End.FOLDER, ".")),
        ("README.md", "docs/guide.md", Arrived(End.CASE, "docs/Guide.md")),
        ("README.md", "Docs/", Arrived(End.CASE, "docs")),
        ("README.md", "docs/gone.md", Arrived(End.DEAD, "docs/gone.md")),
        ("README.md", "../other/x.md", Arrived(End.OUTSIDE, "../other/x.md")),
        ("README.md", "../../issues", Arrived(End.ELSEWHERE, "../../issues")),
        ("README.md", "module/inside.md", Arrived(End.ELSEWHERE, "module/inside.md")),
        ("README.md", "/site/absolute/", Arrived(End.ELSEWHERE)),
        ("README.md", "https://a.org/", Arrived(End.ELSEWHERE)),
        ("README.md", "mailto:a@b.org", Arrived(End.ELSEWHERE)),
        ("README.md", "http://[::1/", Arrived(End.ELSEWHERE)),
        ("README.md", "{{ url }}", Arrived(End.ELSEWHERE)),
    ],
)
def test_an_address_leads_to_a_file_of_the_repository(
    base: str, target: str, arrived: Arrived
) -> None:
    assert HERE.follow(base, target) == arrived


def test_without_git_nobody_knows_what_lies_above() -> None:
    loose = Repository(FILES, tracked=False)
    assert loose.follow("README.md", "../other/x.md").end is End.ELSEWHERE


def test_a_project_may_be_a_part_of_a_repository() -> None:
    assert Repository(FILES, "project").own("README.md") == "project/README.md"
    assert HERE.own("README.md") == "README.md"
