from collections.abc import Callable

from site_builder.checks.secrets import check_secrets
from tests.support import EXAMPLE_TOML, Project

TOKEN = "sk_live_" + "aB3dE6gH" * 3


def test_a_secret_in_any_file_of_an_example_has_its_line(project: Callable[..., Project]) -> None:
    made = project(
        {
            "examples/demo/run/example.toml": EXAMPLE_TOML,
            "examples/demo/run/run.py": f"\nKEY = '{TOKEN}'\n",
            "examples/demo/run/data/answer.json": f'{{"key": "{TOKEN}"}}',
            "examples/demo/run/expected.txt": "fine\n",
        }
    )
    problems = sorted(str(one) for one in check_secrets(made.site().examples))
    assert [one.partition(": here")[0] for one in problems] == [
        "examples/demo/run/data/answer.json:1: secret-found",
        "examples/demo/run/run.py:2: secret-found",
    ]
    assert not any(TOKEN in one for one in problems)


def test_a_sample_with_a_secret_is_not_shown_and_no_message_quotes_it(
    project: Callable[..., Project],
) -> None:
    made = project(
        {
            "examples/demo/run/example.toml": EXAMPLE_TOML,
            "examples/demo/run/run.py": f"KEY = '{TOKEN}'\n",
            "examples/demo/run/fine.py": "FINE = 1\n",
            "examples/demo/run/expected.txt": f"a\n{TOKEN}\n",
            "content/code.md": f'```sample highlight="{TOKEN[:20]}"\ndemo/run\n```\n',
            "content/fine.md": "```sample\ndemo/run/fine.py\n```\n",
            "content/output.md": '```sample show="output"\ndemo/run/fine.py\n```\n',
        }
    )
    places = [str(one).partition(": here")[0] for one in made.problems()]
    assert places == [
        "examples/demo/run/expected.txt:2: secret-found",
        "examples/demo/run/run.py:1: secret-found",
    ]
    assert not any(TOKEN[:20] in str(one) for one in made.problems())
    assert TOKEN not in made.expanded("code.md") + made.expanded("output.md")
    assert "FINE = 1" in made.expanded("fine.md")
