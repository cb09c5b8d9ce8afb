"""Whatever an author's files hold, they get problems with places: no traceback, and no hang.

`SITE_BUILDER_FUZZ=10000` sets how many projects are tried, `SITE_BUILDER_FUZZ_SEED` where to begin.
A failure names the seed of its project, which is tried alone with that seed and a count of 1.
"""

import os
import random
import re
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import FrameType

import pytest

from site_builder import pipeline
from site_builder.model import Problem
from site_builder.report import Format, report
from tests.fuzz.mutations import mutated
from tests.stages.test_expand import EXAMPLE
from tests.support import EXAMPLE_TOML, Case, Project, read_cases

COUNT = int(os.environ.get("SITE_BUILDER_FUZZ", "300"))
FIRST_SEED = int(os.environ.get("SITE_BUILDER_FUZZ_SEED", "0"))
SECONDS = 20
"""No project takes longer, also on a machine that has much else to do."""
PAGE = "content/page.md"
FOLDER = "examples/demo/chat"
OPTIONS = ("", "", 'show="both"', 'show="diff"', 'show="test"', 'highlight="x"', "body", 'lang="x"')


def blocks(name: str, pattern: str) -> Iterator[tuple[str, bytes]]:
    """Yield the blocks of a file of cases whose names match, each with its own name."""
    for parameter in read_cases(name):
        case: Case = parameter.values[0]  # type: ignore[attr-defined]
        for block, text in case.blocks:
            if re.fullmatch(pattern, block):
                yield block.removeprefix("file ").rpartition("/")[2], text.encode()


PAGES = [text for name in ("expand", "problems") for _, text in blocks(name, r"page|.*\.md")]
DIRECTIVES = [text for name in ("directive", "cut") for _, text in blocks(name, "directive")]
TOMLS = [text for _, text in blocks("problems", r".*/example\.toml")] + [EXAMPLE_TOML.encode()]
SOURCES = [
    *blocks("symbols", "file .*"),
    *blocks("regions", r"[\w.]+"),
    *blocks("problems", r".*\.ipynb"),
    *((name.removeprefix(f"{FOLDER}/"), text.encode()) for name, text in EXAMPLE.items()),
]


def made(seed: int) -> Mapping[str, bytes]:
    """Return the files of a project: one kind of them is damaged, the others are as they were."""
    chance = random.Random(seed)
    files = {name: text.encode() for name, text in EXAMPLE.items()}
    match seed % 4:
        case 0:
            files[PAGE] = mutated(chance.choice(PAGES), PAGES, chance)
        case 1:
            files[PAGE] = b"# Title\n\n" + mutated(chance.choice(DIRECTIVES), DIRECTIVES, chance)
        case 2:
            files[PAGE] = chance.choice(PAGES)
            files[f"{FOLDER}/example.toml"] = mutated(chance.choice(TOMLS), TOMLS, chance)
        case _:
            name, text = chance.choice(SOURCES)
            text = mutated(text, [one for _, one in SOURCES], chance)
            files[f"{FOLDER}/{name}"] = text
            files[PAGE] = page_of(name, text.decode("utf-8", "replace"), chance)
    return files


def page_of(name: str, text: str, chance: random.Random) -> bytes:
    """Return a page that asks for parts of a file by names that stand in it, or nearly."""
    words = re.findall(r"[\w.-]+", text) or ["x"]
    lines = []
    for _ in range(3):
        parts = ("", f"::{chance.choice(words)}", f"#{chance.choice(words)}", ":2-5")
        addresses = [
            f"demo/chat/{name}{chance.choice(parts)}" for _ in range(chance.choice((1, 2)))
        ]
        lines += [f"```sample {chance.choice(OPTIONS)}", *addresses, "```", ""]
    return "\n".join(lines).encode()


class HangsError(Exception):
    """A project took too long."""


@contextmanager
def limited() -> Iterator[None]:
    """Stop what takes too long, where the system can."""

    def stop(signum: int, frame: FrameType | None) -> None:
        raise HangsError

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, stop)
    # pytest-timeout has this timer; what is left of it goes back to it.
    left, _ = signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, left)
        signal.signal(signal.SIGALRM, before)


def problems_of(project: Project) -> Sequence[Problem]:
    """Return all that is wrong with a project, as a build finds it before anything is rendered."""
    opened = pipeline.open_project(project.settings)
    found = list(pipeline.check_sources(opened))
    for page in opened.site.pages:
        text, problems = pipeline.expand_page(page, opened)
        assert isinstance(text, str)
        found += problems
    return found


def check_places(project: Project, problems: Sequence[Problem], files: Mapping[str, bytes]) -> None:
    """Assert that each problem names a file of the project and a line of it, in plain words."""
    for problem in problems:
        path, line = problem.location.path, problem.location.line
        assert (project.root / path).exists() or path.endswith("expected.txt"), problem
        text = files.get(path, b"").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        assert 0 <= line <= text.count(b"\n") + 1, problem
        assert problem.message.strip(), problem
        assert "Traceback" not in problem.message, problem
        assert "object at 0x" not in problem.message, problem
    for form in Format:
        report(problems, form)


@pytest.mark.timeout(0 if COUNT > 300 else 300)
def test_mutated_sources_have_problems_with_places(project: Callable[..., Project]) -> None:
    told = 0
    where = project({})
    for seed in range(FIRST_SEED, FIRST_SEED + COUNT):
        files = made(seed)
        where.write(files)
        try:
            with limited():
                problems = problems_of(where)
                check_places(where, problems, files)
        except Exception as error:
            raise AssertionError(f"seed {seed}: {type(error).__name__}: {error}") from error
        told += bool(problems)
        for name in files.keys() - EXAMPLE.keys():
            (where.root / name).unlink()
    # Damage is found in most projects; where it makes nothing wrong, it is an edit.
    assert told > COUNT / 3 or COUNT < 100
