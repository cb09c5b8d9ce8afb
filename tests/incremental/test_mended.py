"""What is wrong is told by each build until it is mended, and then all is as if it never was."""

from collections.abc import Callable

import pytest

from tests.incremental.place import Place
from tests.incremental.test_equality import compared

Change = Callable[[Place], object]


def wrong_region(place: Place) -> None:
    place.write("docs/guides/one.md", "# One\n\n```sample\ntext/greet/greet.py#nowhere\n```\n")


def wrong_front_matter(place: Place) -> None:
    place.write("docs/guides/one.md", "---\ntitle: [\n---\n\n# One\n")


def wrong_template(place: Place) -> None:
    place.write("theme/main.html", "{% extends 'base.html' %}{% block %}")


def wrong_hook(place: Place) -> None:
    place.write(
        "hooks.py", "def on_page_markdown(markdown, **kwargs):\n    raise ValueError('x')\n"
    )


def wrong_configuration(place: Place) -> None:
    place.config["nav"] = {"not": "a list"}


@pytest.mark.parametrize(
    "change",
    [wrong_region, wrong_front_matter, wrong_template, wrong_hook, wrong_configuration],
    ids=lambda change: change.__name__,
)
def test_a_build_that_failed_leaves_nothing_to_the_one_that_mends_it(
    place: Place, change: Change
) -> None:
    before = place.build()
    place.remember()
    change(place)
    place.write_config()
    failed = place.build()
    assert failed.tree == before.tree or failed.ran.code == 0
    assert compared(failed, place.build_from_nothing(), site_was_there=True) == ""
    place.restore(0)
    # The mend is an edit, too: what was kept before the mistake is not all that there is.
    place.write("docs/guides/two.md", "# Two\n\nMeanwhile.\n")
    mended = place.build()
    assert mended.ran.code == 0
    assert compared(mended, place.build_from_nothing()) == ""


@pytest.mark.parametrize(
    ("mistake", "door"),
    [
        ("[There](nowhere.md)", "site-builder"),
        ("[There](one.md#nowhere)", "mkdocs"),
        ("![Picture](nowhere.png)", "site-builder"),
        ("--8<-- 'nowhere.md'", "mkdocs"),
        ("```sample\ntext/greet/greet.py:4-5\n```", "site-builder"),
        ("[A link](/absolute.md)", "mkdocs"),
    ],
)
def test_a_warning_is_told_again_though_its_page_is_not_made_again(
    place: Place, mistake: str, door: str
) -> None:
    place.way.door = door
    page = place.read("docs/guides/two.md")
    place.write("docs/guides/two.md", f"{page}\n{mistake}\n")
    first = place.build()
    place.write("docs/reference/terms.md", "# Terms\n\n## Hash\n\nOther words.\n")
    again = place.build()
    assert compared(again, place.build_from_nothing()) == ""
    assert sorted(again.ran.messages) == sorted(first.ran.messages)
    place.write("docs/guides/two.md", page)
    assert compared(place.build(), place.build_from_nothing()) == ""
