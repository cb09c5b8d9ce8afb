import pytest

from site_builder.text.slugs import anchors_of_markdown, slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Set-up and first run", "set-up-and-first-run"),
        ("What's new in 2.0?", "whats-new-in-20"),
        ("`make test` & more", "make-test--more"),
        ("The **bold** *one*", "the-bold-one"),
        ("snake_case stays", "snake_case-stays"),
        ("[A link](https://a.b/c) here", "a-link-here"),
        ("![logo](l.svg) Name", "logo-name"),
        ("Größe und Maß", "größe-und-maß"),
        ("日本語 の 見出し", "日本語-の-見出し"),
        ("A <br> tag", "a--tag"),
        (r"A \* star", "a--star"),
    ],
)
def test_a_heading_becomes_the_anchor_that_github_makes(title: str, slug: str) -> None:
    assert slug_of(title) == slug


def test_headings_of_the_same_name_are_counted() -> None:
    text = "# Use\n\n## Use\n\ntext\n\n## Use\n"
    assert anchors_of_markdown(text) == {"use", "use-1", "use-2"}


def test_headings_may_be_underlined_and_html_has_ids_of_its_own() -> None:
    text = 'Title\n=====\n\nPart\n---\n\n<a name="old"></a>\n\n<h2 id="new">x</h2>\n'
    assert anchors_of_markdown(text) == {"title", "part", "old", "new"}


def test_what_stands_in_code_and_comments_is_no_heading() -> None:
    text = "```\n# no\nno\n===\n```\n\n<!--\nno\n===\n-->\n\n    # no\n\n---\n\n# yes\n"
    assert anchors_of_markdown(text) == {"yes"}
