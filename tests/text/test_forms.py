from site_builder.text.forms import Form, forms_as_bytes, outside_of_code, read_forms

FORMS = tuple(Form(line, 1, "md009", "no-trailing-spaces", "Trailing spaces") for line in (1, 3, 5))


def test_findings_go_through_the_store() -> None:
    assert read_forms(forms_as_bytes(FORMS)) == FORMS
    assert read_forms(forms_as_bytes(())) == ()


def test_findings_between_fences_are_dropped() -> None:
    text = "a\n```text\nb \n```\nc\n"
    assert [one.line for one in outside_of_code(FORMS, text)] == [1, 5]
