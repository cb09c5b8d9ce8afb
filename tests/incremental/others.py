"""What else may happen between two builds: to times, to the site, to what is kept."""

import os
import shutil
from random import Random

from tests.incremental.edits import Edit
from tests.incremental.place import Place
from tests.incremental.shown import SOURCE


def same_size_and_time(place: Place, chance: Random) -> None:
    """Change a file so that neither its size nor its time tell."""
    places = ("docs/guides/one.md", "includes/note.md", SOURCE, "theme/partials/mark.html")
    path = place.root / chance.choice(places)
    if path.exists():
        status = path.stat()
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("a", "\0").replace("e", "a").replace("\0", "e"), "utf-8")
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def touch(place: Place, chance: Random) -> None:
    """Give all files a new time, and no new content."""
    for name in place.sources():
        os.utime(place.root / name)


def go_back(place: Place, chance: Random) -> None:
    """Return to a state that the project was in before."""
    place.restore(chance.randrange(len(place.before)))


def site(place: Place, chance: Random) -> None:
    """Damage or remove what is in the folder of the site."""
    pages = sorted(place.site.rglob("*.html"))
    match chance.randrange(4):
        case 0:
            shutil.rmtree(place.site, ignore_errors=True)
        case 1 if pages:
            chance.choice(pages).unlink()
        case 2 if pages:
            chance.choice(pages).write_text("Damaged.", encoding="utf-8")
        case _:
            place.write("site/stray.html", "Nobody made this.")


def cache(place: Place, chance: Random) -> None:
    """Damage or remove what is kept between builds."""
    files = [path for path in sorted(place.cache.rglob("*")) if path.is_file()]
    match chance.randrange(3):
        case 0:
            shutil.rmtree(place.cache, ignore_errors=True)
        case 1:
            for path in chance.sample(files, len(files) // 3):
                path.unlink()
        case _:
            for path in chance.sample(files, len(files) // 3):
                path.chmod(0o644)
                data = path.read_bytes()
                path.write_bytes(data[: len(data) // 2] + b"\0" + data[len(data) // 2 + 1 :])


def day(place: Place, chance: Random) -> None:
    """Let the build be on another day."""
    place.way.epoch = str(1700000000 + 86400 * chance.randrange(1, 9))


def way(place: Place, chance: Random) -> None:
    """Ask for the build by another command, or from another folder."""
    place.way.door = chance.choice(("mkdocs", "site-builder"))
    place.way.elsewhere = chance.random() < 0.3
    place.way.strict = chance.random() < 0.2


OTHERS: tuple[Edit, ...] = (same_size_and_time, touch, go_back, site, cache, day, way)
