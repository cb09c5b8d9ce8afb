from collections.abc import Callable

from site_builder import pipeline
from site_builder.model import Code
from tests.support import EXAMPLE_TOML, Project

CODE = (
    "# region one\nx = 1\n# region inner\ny = 2\n# endregion\n# endregion\n# region\n# endregion\n"
)


def test_a_region_that_no_page_shows_is_told_at_its_mark(project: Callable[..., Project]) -> None:
    made = project(
        {
            "content/index.md": "```sample\na/b#inner\n```\n",
            "examples/a/b/example.toml": EXAMPLE_TOML,
            "examples/a/b/b.py": CODE,
            "examples/a/b/broken.py": "# region two\nx = 1\n# endregion\n# endregion\n",
            "examples/a/b/README.md": "<!-- region three -->\nText.\n<!-- endregion -->\n",
            "examples/a/b/site.css": "/* region inner */\na {}\n/* endregion */\n",
        }
    )
    opened = pipeline.open_project(made.settings)
    found = [one for one in pipeline.check_sources(opened) if one.code is Code.REGION_UNSHOWN]
    assert [str(one.location) for one in found] == [
        "examples/a/b/b.py:1",
        "examples/a/b/site.css:1",
    ]
    assert found[0].message == "no page shows the region 'one'"
