from textwrap import dedent

import pytest

from site_builder.text.statements import find_statements


def heads(text: str) -> list[tuple[str, int, int]]:
    """Return the first line of each statement, how many lines its head takes, and its end."""
    text = dedent(text).lstrip("\n")
    found = find_statements(text)
    assert found is not None
    lines = text.split("\n")
    return [(lines[one.first - 1].strip(), one.last - one.first + 1, one.end) for one in found]


def test_a_statement_may_take_several_lines() -> None:
    assert heads(
        """
        total = add(
            1,
            2,
        )
        """
    ) == [("total = add(", 4, 4)]


def test_a_compound_statement_counts_by_its_head() -> None:
    text = """
        @cached
        def answer(
            question,
        ):
            # Comments belong to nothing,

            # nor do blank lines.
            if question:
                return 1
            return 2
        """
    assert heads(text) == [
        ("@cached", 4, 10),
        ("if question:", 1, 9),
        ("return 1", 1, 9),
        ("return 2", 1, 10),
    ]


def test_head_and_body_may_share_a_line() -> None:
    assert heads("for one in (): print(one)") == [
        ("for one in (): print(one)", 1, 1),
        ("for one in (): print(one)", 1, 1),
    ]


def test_what_does_nothing_is_no_statement() -> None:
    text = '''
        """A module."""

        def answer():
            """Return it."""
            global TOTAL
            local: int
            ...
            pass
            TOTAL = 1
        '''
    assert heads(text) == [("def answer():", 1, 9), ("TOTAL = 1", 1, 9)]


def test_all_branches_count_and_their_words_do_not() -> None:
    text = """
        try:
            first()
        except ValueError:
            second()
        else:
            third()
        finally:
            fourth()
        with one as two:
            fifth()
        for one in two:
            sixth()
        else:
            seventh()
        match one:
            case 1:
                eighth()
        """
    assert [head for head, _, _ in heads(text)] == [
        "first()",
        "second()",
        "third()",
        "fourth()",
        "with one as two:",
        "fifth()",
        "for one in two:",
        "sixth()",
        "seventh()",
        "match one:",
        "eighth()",
    ]


@pytest.mark.parametrize("name", ["TYPE_CHECKING", "typing.TYPE_CHECKING"])
def test_what_only_type_checkers_read_never_runs(name: str) -> None:
    text = f"""
        if {name}:
            import this
        else:
            this = None
        """
    assert heads(text) == [(f"if {name}:", 1, 4), ("this = None", 1, 4)]
    # Control: under another name it does.
    assert ("import this", 1, 2) in heads(text.replace(name, "CHECKING"))


def test_what_python_leaves_out_never_runs() -> None:
    assert heads("if 0:\n    never()\nalways()\n") == [("if 0:", 1, 2), ("always()", 1, 3)]


def test_what_runs_at_import_is_told_from_what_runs_when_called() -> None:
    text = "class A:\n    b = 1\n    def c(self):\n        class D:\n            e = 1\n"
    assert [one.in_function for one in find_statements(text) or ()] == [
        False,
        False,
        False,
        True,
        True,
    ]


@pytest.mark.parametrize("text", ["def (", "a = '\0'"])
def test_what_does_not_parse_has_no_statements(text: str) -> None:
    assert find_statements(text) is None


def test_a_doubtful_escape_is_no_warning_of_ours() -> None:
    assert heads(r"a = '\d'") == [(r"a = '\d'", 1, 1)]
