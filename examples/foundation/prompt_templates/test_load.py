"""Files of templates: what is read, and what is said of a file with faults."""

from pathlib import Path

import pytest

from examples.foundation.prompt_templates.errors import (
    TemplateFileError,
)
from examples.foundation.prompt_templates.load import read_folder, read_template
from examples.foundation.prompt_templates.prompt_templates import PromptLibrary

GOOD = """
summary = "Greets."
patterns = ["limits"]
system = "Greet in {{words}} words."
user = "Greet {{name}}."
[variables.name]
type = "line"
description = "whom to greet"
[variables.words]
type = "integer"
minimum = 1
maximum = 9
default = 3
description = "how long"
[sample]
name = "Ada"
"""


def written(folder: Path, text: str, name: str = "greet.v1.toml") -> Path:
    path = folder / "greeting" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    template = read_template(written(tmp_path, GOOD))
    assert (template.category, template.label) == ("greeting", "greet@1")


EXAMPLE = '\n[[examples]]\nreply = "Hello."\nvalues.name = "Bo"\n'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("summary", "[", "it cannot be read as TOML"),
        ("summary =", "sumary =", "summary: field required"),
        ("summary =", 'name = "x"\nsummary =', "'name' is taken from the path; remove it"),
        ('"limits"', '"magic"', "patterns.0: input should be 'role'"),
        ('type = "line"', 'type = "word"', "variables.name: input tag 'word'"),
        ("minimum = 1", 'minimum = "1"', "variables.words.integer.minimum: input should be a"),
        ("minimum = 1", "minimum = true", "variables.words.integer.minimum: input should be a"),
        ("{{name}}", "{{nam}}", "{{nam}} is not declared under variables; did you mean 'name'?"),
        ("{{name}}", "you", "variables.name is never used"),
        ("{{name}}", "{{", "begins no placeholder"),
        ("{{name}}", "{{name}} {{name.tag}}", "{{name.tag}} has no markers"),
        ("{{words}}", "{{name}}", "system holds {{name}}, whose text is the caller's"),
        ("default = 3", "default = 99", "variables.words: the default is 99"),
        ('name = "Ada"', "name = 1", "sample: 'name' is 1 (int) and not a text"),
        ('["limits"]', '["limits", "few_shot"]', "patterns names 'few_shot'"),
        (
            '"line"\ndescription = "whom to greet"',
            '"text"\ndescription = "a letter"',
            "system does not say what {{name.tag}} marks",
        ),
    ],
)
def test_a_fault_in_a_file_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(TemplateFileError) as raised:
        read_template(written(tmp_path, GOOD.replace(old, new, 1)))
    assert "greeting/greet.v1.toml" in str(raised.value)
    assert said in str(raised.value)


def test_examples_are_checked_as_calls_are(tmp_path: Path) -> None:
    wrong = EXAMPLE.replace('"Bo"', "7")
    with pytest.raises(TemplateFileError) as raised:
        read_template(written(tmp_path, GOOD + wrong))
    assert "examples[1]: 'name' is 7 (int)" in str(raised.value)
    assert "patterns lacks 'few_shot'" in str(raised.value)
    assert "system holds {{words}}, which may differ in an example" in str(raised.value)


@pytest.mark.parametrize("name", ["greet.toml", "greet.v0.toml", "Greet.v1.toml", "greet.v1.yaml"])
def test_a_name_without_a_version_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(TemplateFileError, match="rename it"):
        read_template(written(tmp_path, GOOD, name))


def test_a_file_outside_of_a_category_is_refused(tmp_path: Path) -> None:
    (tmp_path / "greet.v1.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(TemplateFileError, match="not in the folder of a category"):
        list(read_folder(tmp_path))


def test_one_name_in_two_categories_is_refused(tmp_path: Path) -> None:
    template = read_template(written(tmp_path, GOOD))
    with pytest.raises(TemplateFileError, match="in two categories"):
        PromptLibrary([template, template.model_copy(update={"category": "other"})])


def test_a_file_that_is_no_unicode_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(TemplateFileError, match="cannot be read"):
        read_template(path)
