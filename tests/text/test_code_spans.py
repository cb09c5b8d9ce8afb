from site_builder.text.code_spans import code_spans


def test_what_is_written_as_code_is_found_with_the_name_it_begins_with() -> None:
    text = (
        "Use `retries: 3`, ``a`b``, `send()` and `--all`.\n\n```py\n`fenced`\n```\nA `two\nlines`."
    )
    assert code_spans(text) == {
        "retries: 3", "retries", "a`b", "a", "send()", "send", "--all", "two lines", "two",
    }  # fmt: skip


def test_what_begins_with_no_name_stands_for_itself() -> None:
    assert code_spans("`(x)` and ` ` `") == {"(x)", ""}


def test_only_tables_can_be_asked_for() -> None:
    text = "A `sentence`.\n\n| `name` | b |\n| --- | --- |\n| `other` | `x.y` |\n"
    assert code_spans(text, tables_only=True) == {"name", "other", "x.y"}
