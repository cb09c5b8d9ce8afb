import pytest

from site_builder.text.adopt_python import defined, fault_of, imported, without_prompts


@pytest.mark.parametrize(
    ("text", "language", "fault"),
    [
        ("x = 1", "python", ""),
        ("x = '\\d'", "python", ""),
        ("x = ", "python", "it does not parse as Python (invalid syntax, line 1 of the block)"),
        (
            "if x:\n    return 1",
            "python",
            "it does not parse as Python ('return' outside function, line 2 of the block)",
        ),
        ("x = 1\0", "python", "it does not parse as Python (source code string cannot contain"),
        ('{"a": 1}', "json", ""),
        ("{...}", "json", "it does not parse as JSON (Expecting property name"),
        ("a = 1", "toml", ""),
        ("a = ", "toml", "it does not parse as TOML (Invalid value"),
        ("a: !!python/name:x.y", "yaml", ""),
        ("a: [", "yaml", "it does not parse as YAML (expected the node content"),
        ("anything at all", "sql", ""),
    ],
)
def test_what_does_not_parse_is_told(text: str, language: str, fault: str) -> None:
    said = fault_of(text, language)
    assert said.startswith(fault)
    assert bool(said) is bool(fault)


def test_functions_and_classes_at_the_top_are_defined() -> None:
    text = "x = 1\ndef f():\n    def g(): ...\nasync def h(): ...\nclass C: ...\n"
    assert defined(text) == {"f", "h", "C"}


def test_imports_are_found_wherever_they_stand() -> None:
    text = "import a.b, c\nfrom d.e import f\nfrom . import g\ndef x():\n    import y\n"
    assert imported(text) == {"a", "c", "d", "y"}


def test_what_is_typed_is_without_prompts_and_answers() -> None:
    session = ">>> a = 1\n>>> a\n1\n\n>>> # A remark.\n>>> for b in 'x':\n...     b\n...\n'x'\n"
    typed = "a = 1\na\n\n# A remark.\nfor b in 'x':\n    b\n"
    assert without_prompts(session) == typed


def test_what_only_looks_like_a_prompt_is_an_answer() -> None:
    assert without_prompts(">>> print('...x')\n...x\n") == "print('...x')"
    assert without_prompts("\n\n>>> a") == "a"
