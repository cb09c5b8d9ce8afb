"""What an author may do to pages between two builds: one function an edit."""

import os
import re
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from tests.incremental.place import Place

Edit = Callable[[Place, Random], None]
WORDS = ("alpha", "bravo", "charlie", "delta", "echo", "foxtrot")
"""Of one length or not, so that a file may keep its size."""
FRONT_MATTER: Mapping[str, tuple[str, ...]] = {
    "title": ("A title", "Other title", "'A <b>title</b> & more'"),
    "summary": ("A summary.", "Other summary."),
    "description": ("A description.", "Other."),
    "status": ("new", "deprecated", "retired", "needs-review"),
    "hide": ("[navigation]", "[toc]", "[navigation, toc, footer]"),
    "icon": ("material/check", "material/close"),
    "template": ("wide.html", "main.html"),
    "search": ("{exclude: true}", "{boost: 2}"),
    "date": ("2024-01-01", "2024-01-02 10:00:00"),
    "tags": ("[a, b]", "[b]"),
    "own": ("{deep: [1, 2.5, null]}", "text"),
}


def _page(place: Place, chance: Random) -> str:
    return f"docs/{chance.choice(place.pages())}"


def other_word(place: Place, chance: Random, name: str) -> None:
    """Replace a word of a file by another, if it has one."""
    text = place.read(name)
    found = list(re.finditer("|".join(WORDS), text))
    if found:
        one = chance.choice(found)
        text = text[: one.start()] + chance.choice(WORDS) + text[one.end() :]
        place.write(name, text)


def word_of_page(place: Place, chance: Random) -> None:
    """Change a word of a page."""
    other_word(place, chance, _page(place, chance))


def line_of_page(place: Place, chance: Random) -> None:
    """Add a paragraph to a page."""
    name = _page(place, chance)
    more = ("New text.", "CSS and HTML.", "--8<-- 'note.md'", "!!! note\n    Mind.", ":::x", "<b>x")
    place.write(name, f"{place.read(name)}\n{chance.choice(more)}\n")


def heading(place: Place, chance: Random) -> None:
    """Change a heading, to which others may link."""
    name = _page(place, chance)
    lines = place.read(name).split("\n")
    found = [number for number, line in enumerate(lines) if re.match("#+ ", line)]
    if found:
        number = chance.choice(found)
        level = lines[number].split()[0]
        new = ("Hash", "First steps", "Aims", "Other `code`", "Named {#named}", "One & two")
        lines[number] = f"{level} {chance.choice(new)}"
        place.write(name, "\n".join(lines))


def section(place: Place, chance: Random) -> None:
    """Add a section to a page, or remove its last one."""
    name = _page(place, chance)
    text = place.read(name)
    if chance.random() < 0.5 and "\n## " in text:
        place.write(name, text[: text.rindex("\n## ")])
    else:
        place.write(name, f"{text}\n## {chance.choice(('Hash', 'Aims', 'More'))}\n\nText.\n")


def link(place: Place, chance: Random) -> None:
    """Add a link to a page or a section, which may not be there."""
    name = _page(place, chance)
    target = chance.choice([*place.pages(), "nowhere.md", "assets/raw.txt", "examples/index.md"])
    way = os.path.relpath(f"docs/{target}", os.path.dirname(name))  # noqa: PTH120
    anchor = chance.choice(("", "", "#hash", "#aims", "#named", "#nowhere"))
    place.write(name, f"{place.read(name)}\nSee [that page]({way}{anchor}).\n")


def reference(place: Place, chance: Random) -> None:
    """Take in what the sources say, or refer to a heading by its name: by other plugins."""
    name = _page(place, chance)
    more = ("::: examples.text.greet.greet", "[greet][examples.text.greet.greet.greet]", "[Hash][]")
    place.write(name, f"{place.read(name)}\n{chance.choice(more)}\n")
    for plugin in ({"autorefs": {}}, {"mkdocstrings": {"handlers": {"python": {"paths": ["."]}}}}):
        if plugin not in place.config["plugins"]:
            place.config["plugins"].append(plugin)


def front_matter(place: Place, chance: Random) -> None:
    """Set a key of a page's front matter, or remove one."""
    name = _page(place, chance)
    text = place.read(name)
    head, body = {}, text
    if text.startswith("---\n"):
        block, _, body = text[4:].partition("---\n")
        head = dict(line.split(": ", 1) for line in block.splitlines())
    key = chance.choice(list(FRONT_MATTER))
    value = chance.choice((*FRONT_MATTER[key], ""))
    head.pop(key, None)
    if value:
        head[key] = value
    block = "".join(f"{key}: {value}\n" for key, value in head.items())
    place.write(name, f"---\n{block}---\n{body}" if block else body)


def new_page(place: Place, chance: Random) -> None:
    """Add a page, whether the navigation names it or not."""
    folder = chance.choice(("", "guides/", "notes/", "fresh/"))
    name = f"{folder}{chance.choice(('added', 'README', 'nowhere', 'old'))}.md"
    place.write(f"docs/{name}", f"# {chance.choice(WORDS)}\n\nNew. The word is alpha.\n")
    if chance.random() < 0.5:
        nav_of(place).append(name)


def remove_page(place: Place, chance: Random) -> None:
    """Remove a page, also where others link to it or the navigation names it."""
    name = _page(place, chance)
    if name != "docs/index.md":
        (place.root / name).unlink()
        if chance.random() < 0.7:
            place.config["nav"] = _without(place.config.get("nav", []), name.removeprefix("docs/"))


def rename_page(place: Place, chance: Random) -> None:
    """Give a page another name or folder; the navigation may follow."""
    old = _page(place, chance).removeprefix("docs/")
    new = chance.choice(("guides/", "moved/", "")) + chance.choice(("name.md", "other.md"))
    if old != "index.md" and not (place.root / "docs" / new).exists():
        place.write(f"docs/{new}", place.read(f"docs/{old}"))
        (place.root / "docs" / old).unlink()
        if chance.random() < 0.7:
            place.config["nav"] = _renamed(place.config.get("nav", []), old, new)


def nav_of(place: Place) -> list[Any]:
    """Return the navigation; one that is no list, or missing, is begun anew."""
    if not isinstance(place.config.get("nav"), list):
        place.config["nav"] = [{"Home": "index.md"}]
    nav: list[Any] = place.config["nav"]
    return nav


def _without(nav: object, page: str) -> object:
    if isinstance(nav, list):
        return [_without(one, page) for one in nav if one != page and page not in _values(one)]
    if isinstance(nav, dict):
        return {key: _without(value, page) for key, value in nav.items()}
    return nav


def _values(entry: object) -> list[object]:
    return list(entry.values()) if isinstance(entry, dict) else []


def _renamed(nav: object, old: str, new: str) -> object:
    if isinstance(nav, list):
        return [_renamed(one, old, new) for one in nav]
    if isinstance(nav, dict):
        return {key: _renamed(value, old, new) for key, value in nav.items()}
    return new if nav == old else nav


PAGES: tuple[Edit, ...] = (
    *(word_of_page, line_of_page, heading, section, link, reference, front_matter),
    *(new_page, remove_page, rename_page),
)
