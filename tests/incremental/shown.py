"""What an author may do to what pages show: examples, and files that they include."""

from random import Random

from tests.incremental.edits import WORDS, Edit, other_word
from tests.incremental.place import Place

SOURCE = "examples/text/greet/greet.py"


def region(place: Place, chance: Random) -> None:
    """Change what a page shows of an example."""
    old, new = chance.choice(
        (('"Hello"', '"Howdy"'), ('"Howdy"', '"Hello"'), ("MARK\n", "MARK * 1\n"))
    )
    place.write(SOURCE, place.read(SOURCE).replace(old, new))


def outside(place: Place, chance: Random) -> None:
    """Change what few pages or none show of an example."""
    name = chance.choice((SOURCE, "examples/text/count/count.py"))
    text = place.read(name)
    more = ("\n\ndef more():\n    pass\n", "# A remark.\n")
    place.write(name, chance.choice((text + more[0], more[1] + text)))


def symbol(place: Place, chance: Random) -> None:
    """Rename what a page shows, or give its name back: the build may fail."""
    name = chance.choice((SOURCE, "examples/text/count/count.py"))
    word = "greet" if name == SOURCE else "count"
    text = place.read(name)
    new = text.replace(f"def {word}x(", f"def {word}(")
    place.write(name, new if new != text else text.replace(f"def {word}(", f"def {word}x("))


def example(place: Place, chance: Random) -> None:
    """Change other files of an example."""
    toml = "examples/text/count/example.toml"
    match chance.randrange(4):
        case 0:
            place.write(toml, place.read(toml).replace("Count", chance.choice(("Sum", "Count"))))
        case 1:
            place.write("examples/text/greet/expected.txt", f"{chance.choice(WORDS)}\n")
        case 2:
            place.write("examples/text/count/README.md", f"# Count\n\n{chance.choice(WORDS)}\n")
        case _:
            toml = f'title = "{chance.choice(WORDS)}"\nsummary = "New."\nlibrary = true\n'
            place.write("examples/other/added/example.toml", toml)
            place.write("examples/other/added/added.py", "X = 1\n")


def snippet(place: Place, chance: Random) -> None:
    """Change a file that pages include, or that others include in turn."""
    names = ("note.md", "inner.md", "outer.md", "abbreviations.md")
    name = f"includes/{chance.choice(names)}"
    if not (place.root / name).exists():
        return
    if chance.random() < 0.3:
        place.write(name, f"{place.read(name)}\nMore.\n")
    elif name.endswith("abbreviations.md"):
        place.write(name, f"*[HTML]: {chance.choice(WORDS)}\n*[word]: {chance.choice(WORDS)}\n")
    else:
        other_word(place, chance, name)


def shadow(place: Place, chance: Random) -> None:
    """Add a file that is found before another of its name, or remove it."""
    name = f"more/{chance.choice(('note.md', 'inner.md', 'abbreviations.md'))}"
    if (place.root / name).exists():
        (place.root / name).unlink()
    else:
        place.write(name, f"Found first. The word is {chance.choice(WORDS)}.\n")


def no_snippet(place: Place, chance: Random) -> None:
    """Remove a file that pages include, or bring it back."""
    name = f"includes/{chance.choice(('note.md', 'inner.md'))}"
    if (place.root / name).exists():
        (place.root / name).unlink()
    else:
        place.write(name, "Back again. The word is alpha.\n")


SHOWN: tuple[Edit, ...] = (region, outside, symbol, example, snippet, shadow, no_snippet)
