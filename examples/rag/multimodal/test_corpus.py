"""The corpus and the questions are whole, and a file that is not is told in full."""

import shutil
from pathlib import Path

import pytest
from llmkit import ConfigurationError

from examples.rag.multimodal.assemble import Parts
from examples.rag.multimodal.corpus import Passage, Picture, load_corpus
from examples.rag.multimodal.drawings import DRAWINGS
from examples.rag.multimodal.labelled_questions import KINDS, load_questions

HERE = Path(__file__).parent


def copied(folder: Path) -> Path:
    for name in ("passages.csv", "pictures.csv", "questions.csv"):
        shutil.copy(HERE / name, folder)
    return folder


def append(path: Path, *lines: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


def test_passages_and_pictures_are_loaded() -> None:
    corpus = load_corpus()
    assert [type(item) for item in corpus.items.values()] == [Passage] * 16 + [Picture] * 16
    assert {one.name for one in corpus.pictures()} == set(DRAWINGS)
    sign = corpus.items["sign-lake"]
    assert isinstance(sign, Picture)
    assert sign.texts() == (sign.caption, "A blue disc with a white wave on a wooden post")


def test_pictures_are_drawn_alike_each_time() -> None:
    first, second = load_corpus(), load_corpus()
    assert [one.image.data for one in first.pictures()] == [
        one.image.data for one in second.pictures()
    ]


def test_every_mistake_of_a_corpus_is_told(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    append(folder / "passages.csv", "water,Again.", "empty,")
    append(folder / "pictures.csv", "no-drawing,A caption,", "sign-lake,,A description")
    with pytest.raises(ConfigurationError) as told:
        load_corpus(folder)
    assert told.value.detail.split("; ") == [
        "the name 'water' occurs 2 times",
        "the name 'sign-lake' occurs 2 times",
        "the passage 'empty' has no text",
        "there is no drawing 'no-drawing'",
        "the picture 'sign-lake' has no caption",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"name,words\n", "passages.csv must begin with name,text"),
        (b"", "passages.csv must begin with name,text"),
        (b"name,text\na,b,c\n", "row 2 does not have 2 columns"),
        (b"name,text\na\n", "row 2 does not have 2 columns"),
        (b"name,text\na,\xff\n", "passages.csv cannot be read"),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    (copied(tmp_path) / "passages.csv").write_bytes(content)
    with pytest.raises(ConfigurationError, match=said):
        load_corpus(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"passages\.csv cannot be read"):
        load_corpus(tmp_path)


def test_questions_are_of_every_kind_and_answerable(parts: Parts) -> None:
    questions = load_questions(parts.corpus)
    assert {one.kind for one in questions} == set(KINDS)
    for one in questions:
        assert bool(one.query.text) == (one.kind != "photo")
        assert (one.query.photo is not None) == (one.kind in {"photo", "both"})


def test_every_mistake_of_a_question_is_told(parts: Parts, tmp_path: Path) -> None:
    path = copied(tmp_path) / "questions.csv"
    path.write_text("kind,text,photo,relevant\nguess,,,\nboth,Where?,sign-moon,water ice\n")
    with pytest.raises(ConfigurationError) as told:
        load_questions(parts.corpus, path)
    assert told.value.detail == (
        "questions.csv: row 2: the kind 'guess' is not one of matter, looks, photo, both; "
        "row 2: there is neither a text nor a photograph; row 2: no relevant item is named; "
        "row 3: there is no drawing 'sign-moon'; row 3: there is no item 'ice'"
    )
