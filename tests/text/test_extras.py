import pytest

from site_builder.text.extras import foreign_requirements, normal_name

PYPROJECT = """
[project]
dependencies = ["Always_There>=1", "both", "--no-name"]
[project.optional-dependencies]
llms = ["openai>=3", "both>=2"]
data = ["Pandas[excel]>=2 ; python_version > '3'", "openai"]
"""


@pytest.mark.parametrize(
    ("text", "extras", "expected"),
    [
        ("", [], set()),
        ("[project]", ["llms"], set()),
        ("is no TOML", [], set()),
        (PYPROJECT, [], {"openai", "pandas"}),
        (PYPROJECT, ["llms"], {"pandas"}),
        (PYPROJECT, ["data", "unknown"], set()),
    ],
)
def test_only_what_other_extras_ask_for_is_foreign(
    text: str, extras: list[str], expected: set[str]
) -> None:
    assert foreign_requirements(text, extras) == expected


def test_names_are_compared_as_installers_do() -> None:
    assert normal_name("A.b__C-d") == "a-b-c-d"
