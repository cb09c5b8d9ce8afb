from site_builder.text.comments import Comment, find_comments, visible_fences

TEXT = """\
<!-- one -->
Text <!-- within a sentence -->

    <!--
    two
    lines -->

```html
<!-- in code -->
```
> <!-- quoted --> and more

<!-- never
closed
"""


def test_comments_are_found_on_lines_of_their_own_and_not_in_code() -> None:
    assert find_comments(TEXT) == (
        Comment("one", 1, 1),
        Comment("two lines", 4, 6),
        Comment("quoted", 11, 11),
        Comment("never closed", 13, 14),
    )


def test_a_block_in_a_comment_is_not_seen() -> None:
    text = "<!--\n```py\nx\n```\n-->\n\n```py\ny\n```\n"
    assert [fence.body for fence in visible_fences(text)] == [("y",)]
