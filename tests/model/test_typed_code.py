import pytest

from site_builder.model import Allowed, SamplesOnly


@pytest.mark.parametrize(
    ("entry", "language", "page", "allowed"),
    [
        (Allowed("w", "bash"), "bash", "a.md", True),
        (Allowed("w", "bash"), "python", "a.md", False),
        (Allowed("w", page="a.md"), "python", "a.md", True),
        (Allowed("w", page="a.md"), "python", "b/a.md", False),
        (Allowed("w", page="b"), "python", "b/a.md", True),
        (Allowed("w", page="b/"), "python", "b/a.md", True),
        (Allowed("w", page="b"), "python", "bc/a.md", False),
        (Allowed("w", page="*/a.md"), "python", "b/a.md", True),
        (Allowed("w", "bash", "b/"), "python", "b/a.md", False),
        (Allowed("w", "bash", "b/"), "bash", "b/a.md", True),
    ],
)
def test_an_entry_allows_a_language_on_pages(
    entry: Allowed, language: str, page: str, allowed: bool
) -> None:
    assert entry.allows(language, page) is allowed


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (Allowed("w", "bash"), "the language 'bash'"),
        (Allowed("w", page="b/"), "code on 'b/'"),
        (Allowed("w", "bash", "b/"), "the language 'bash' on 'b/'"),
    ],
)
def test_an_entry_says_what_it_allows(entry: Allowed, words: str) -> None:
    assert str(entry) == words


def test_a_project_that_names_nothing_asks_for_nothing() -> None:
    assert not SamplesOnly().asks
    assert SamplesOnly(("python",)).asks
    assert SamplesOnly(tagged=True).asks
