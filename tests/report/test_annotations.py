"""What GitHub shows for a real check: the commands are read as its runner reads them, and drawn."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.command import run_here
from tests.report.annotated import draw, parse_commands
from tests.small import Small

PICTURE = Path(__file__).parents[2] / "content/assets/reports/annotations.svg"
PAGE = """\
# Titles and their addresses

A title becomes an address:

```sample show="both" title="What you'll see"
text/slugify_titles::slugfy
```

Only the first lines, cut by number:

```sample
text/slugify_titles:1-3
```

The [list of rules](rules.md) is on a page of its own.
"""


def test_annotations_stand_beneath_the_lines_that_they_are_about(
    small: Small, request: pytest.FixtureRequest
) -> None:
    small.write("docs/guides/lists.md", PAGE)
    ran = run_here(small.root, "check", "--no-run", "--format", "github")
    assert (ran.returncode, ran.stderr) == (1, "")
    found = parse_commands(ran.stdout)
    assert {one.path for one in found} == {"docs/guides/lists.md"}
    assert [(one.level, one.line, one.title) for one in found] == [
        ("error", 5, "symbol-missing"),
        ("error", 15, "link-dead"),
        ("warning", 11, "range-used"),
    ]
    picture = draw("docs/guides/lists.md", PAGE.splitlines(), found)
    ET.fromstring(picture)
    if request.config.getoption("--update-cases"):
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        PICTURE.write_text(picture, "utf-8")
        pytest.skip("the picture was drawn anew")
    assert picture == PICTURE.read_text("utf-8")


def test_escaped_values_come_back_as_they_were() -> None:
    (one,) = parse_commands("::error file=a%2Cb%3Ac.md,line=3,title=x::50%25%0A  -a::b")
    assert (one.path, one.line, one.text) == ("a,b:c.md", 3, "50%\n  -a::b")
