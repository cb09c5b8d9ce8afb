from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest

from site_builder.resources import packaged_templates, template_environment, template_text
from tests.support import Project


def test_the_templates_of_the_tool_are_found() -> None:
    assert (packaged_templates() / "sample/sample.md.jinja").is_file()


def test_a_name_that_a_template_does_not_get_is_an_error(
    project: Callable[..., Project], tmp_path: Path
) -> None:
    made = project({"own/a.md": "{{ missing }}"}, templates_dirs=(tmp_path / "own",))
    template = template_environment(made.settings).get_template("a.md")
    with pytest.raises(jinja2.UndefinedError, match="missing"):
        template.render()
    assert template.render(missing="x") == "x"


def test_only_html_is_escaped(project: Callable[..., Project], tmp_path: Path) -> None:
    files = {"own/a.md": "{{ text }}", "own/a.html": "{{ text }}"}
    templates = template_environment(project(files, templates_dirs=(tmp_path / "own",)).settings)
    assert templates.get_template("a.md").render(text="<b>") == "<b>"
    assert templates.get_template("a.html").render(text="<b>") == "&lt;b&gt;"


def test_the_text_of_a_template_comes_as_it_stands(
    project: Callable[..., Project], tmp_path: Path
) -> None:
    own = {"own/sample/sample.md.jinja": "{{ mine }}"}
    made = project(own, templates_dirs=(tmp_path / "own",))
    assert template_text(made.settings, "sample/sample.md.jinja") == "{{ mine }}"
    assert "{{ mine }}" not in template_text(project({}).settings, "sample/sample.md.jinja")
