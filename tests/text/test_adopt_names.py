import pytest

from site_builder.text.adopt_names import file_named, free, identifier, suffix_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Make a shop", "make_a_shop"),
        ("What's new?", "whats_new"),
        ("Déjà vu", "deja_vu"),
        ("3 steps", "page_3_steps"),
        ("class", "page_class"),
        ("JSON", "page_json"),
        ("???", "page"),
        (
            "A heading that goes on and on and does not come to an end",
            "a_heading_that_goes_on_and_on_and_does",
        ),
        ("x" * 60, "x" * 40),
    ],
)
def test_a_heading_becomes_a_name_that_python_can_import(text: str, name: str) -> None:
    assert identifier(text, "page") == name


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert free("a", {"b"}) == "a"
    assert free("a", {"a", "a_2"}) == "a_3"
    assert free("a.tar.gz", {"a.tar.gz"}) == "a_2.tar.gz"


def test_a_language_has_a_suffix() -> None:
    assert suffix_of("typescript") == "ts"
    assert suffix_of("yaml") == "yaml"


@pytest.mark.parametrize(
    ("title", "first", "above", "name"),
    [
        ("conf/app.yaml", "", "", "conf/app.yaml"),
        ("The file", "", "", ""),
        ("", "# app.py", "", "app.py"),
        ("", "/* site.css */", "", "site.css"),
        ("", "// a remark", "", ""),
        ("", "x = 1", "Create `app.py`:", "app.py"),
        ("", "x = 1", "Copy `a.py` to `b.py`:", "b.py"),
        ("", "x = 1", "This is `app.py`.", ""),
        ("", "x = 1", "Call `run()`:", ""),
        ("Dockerfile", "", "", "Dockerfile"),
        ("../secret.py", "", "", ""),
        ("/etc/passwd.txt", "", "", ""),
    ],
)
def test_a_page_may_say_which_file_a_block_is(
    title: str, first: str, above: str, name: str
) -> None:
    assert file_named(title, first, above) == name
