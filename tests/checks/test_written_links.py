import pytest

from site_builder.checks.written_links import LinkedFile, check_written_links
from site_builder.text.repository import Repository
from site_builder.text.written_links import Written

FILES = {
    "README.md": "# Name\n\n## Set up\n",
    "docs/Guide.md": "# Guide\n",
    "src/run.py": "one\ntwo\nthree\n",
    "src/notes.md": "# Notes\n",
    "logo.png": "",
}
REPOSITORY = Repository(frozenset(FILES))


def told(path: str, *targets: str, is_code: bool = False, tracked: bool = True) -> list[str]:
    links = tuple(Written(target, line) for line, target in enumerate(targets, start=1))
    repository = Repository(frozenset(FILES), tracked=tracked)
    files = [LinkedFile(path, links, is_code)]
    return [str(one) for one in check_written_links(files, repository, FILES.__getitem__)]


def test_links_to_files_folders_and_anchors_are_fine() -> None:
    fine = ["docs/Guide.md#guide", "docs", "#set-up", "#user-content-set-up", "src/run.py#L3"]
    fine += ["src/run.py#L1-L3", "src/run.py#anything", "logo.png#L9", "docs/Guide.md#L5"]
    assert told("README.md", *fine, "https://a.org/gone") == []


@pytest.mark.parametrize(
    ("target", "message"),
    [
        (
            "docs/Guid.md",
            (
                "link-dead: the link 'docs/Guid.md' points to no file that git keeps; "
                "did you mean 'docs/Guide.md'?"
            ),
        ),
        (
            "docs/guide.md#guide",
            (
                "link-case: the link 'docs/guide.md#guide' differs from the file's name in upper and "  # noqa: E501
                "lower case; did you mean 'docs/Guide.md'?"
            ),
        ),
        (
            "../else/x.md",
            (
                "link-outside: the link '../else/x.md' leaves the repository; link to a file in it, or "  # noqa: E501
                "to a full address"
            ),
        ),
        (
            "#setup",
            (
                "anchor-dead: the link '#setup' points to an anchor that 'README.md' does not have; "  # noqa: E501
                "did you mean 'set-up'?"
            ),
        ),
        (
            "src/run.py#L2-L4",
            (
                "anchor-dead: the link 'src/run.py#L2-L4' points to an anchor that 'src/run.py' does "  # noqa: E501
                "not have; it has 3 lines; link to the file, for lines move"
            ),
        ),
    ],
)
def test_links_that_lead_nowhere_are_told(target: str, message: str) -> None:
    assert told("README.md", "#name", target) == [f"README.md:2: {message}"]


def test_a_hint_is_written_as_it_would_stand_in_the_file() -> None:
    (dead, case) = told("docs/Guide.md", "../src/note.md", "../SRC/notes.md")
    assert dead.endswith("did you mean '../src/notes.md'?")
    assert case.endswith("did you mean '../src/notes.md'?")


def test_without_git_a_file_is_one_that_lies_there() -> None:
    (dead,) = told("README.md", "zzz", tracked=False)
    assert dead == "README.md:1: link-dead: the link 'zzz' points to no file"


def test_code_may_count_from_its_folder_or_from_the_top() -> None:
    assert told("src/run.py", "notes.md", "docs/Guide.md#guide", is_code=True) == []
    assert len(told("src/run.py", "Guide.md", is_code=True)) == 1
    # Control: a page of text counts from its folder only.
    assert len(told("src/notes.md", "docs/Guide.md")) == 1
