"""Questions of which we know what answers them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from llmkit import ConfigurationError, Image

from examples.rag.multimodal.corpus import Corpus, read_rows
from examples.rag.multimodal.drawings import DRAWINGS, as_image, photograph
from examples.rag.multimodal.retriever import Query

_FILE = Path(__file__).parent / "questions.csv"

CHOOSING_SEEDS = (2, 3)
"""The photographs on which settings are chosen."""
MEASURING_SEED = 4
"""The photographs on which the chosen ones are measured; no setting has seen them."""

KINDS = {
    "matter": "words on a matter",
    "looks": "words on looks",
    "photo": "a photograph",
    "both": "words and a photograph",
}
"""What a question is made of."""


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A query and the items that answer it."""

    kind: str
    """One of `KINDS`."""
    query: Query
    """What is asked."""
    relevant: frozenset[str]
    """The names of the items that somebody who knows the corpus would point to."""


def load_questions(
    corpus: Corpus, path: Path = _FILE, *, seed: int = MEASURING_SEED
) -> Sequence[LabelledQuestion]:
    """Return the questions of a file.

    Args:
        corpus: What they are asked about.
        path: A CSV file.
        seed: Which photographs go with them, see `drawings.photograph`.

    Raises:
        ConfigurationError: It cannot be read, or rows do not make sense, of which all are told.
    """
    rows = read_rows(path, ("kind", "text", "photo", "relevant"))
    problems = [
        f"row {number}: {problem}"
        for number, row in enumerate(rows, 2)
        for problem in _problems(row, corpus)
    ]
    if problems:
        raise ConfigurationError("questions.load", f"{path.name}: {'; '.join(problems)}")
    return [
        LabelledQuestion(
            row["kind"],
            Query(row["text"], _photograph_of(row["photo"], seed)),
            frozenset(row["relevant"].split()),
        )
        for row in rows
    ]


def _photograph_of(name: str, seed: int) -> Image | None:
    return as_image(photograph(name, seed)) if name else None


def _problems(row: dict[str, str], corpus: Corpus) -> list[str]:
    problems = []
    if row["kind"] not in KINDS:
        problems.append(f"the kind {row['kind']!r} is not one of {', '.join(KINDS)}")
    if not row["text"] and not row["photo"]:
        problems.append("there is neither a text nor a photograph")
    if row["photo"] and row["photo"] not in DRAWINGS:
        problems.append(f"there is no drawing {row['photo']!r}")
    relevant = row["relevant"].split()
    if not relevant:
        problems.append("no relevant item is named")
    problems += [f"there is no item {name!r}" for name in relevant if name not in corpus.items]
    return problems
