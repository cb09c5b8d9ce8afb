from examples.text.slugify_titles.slugify_titles import slugify


def test_words_are_joined_by_hyphens() -> None:
    assert slugify("Two words!") == "two-words"
