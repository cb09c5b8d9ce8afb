"""What the program does for a reader's own question, and what it prints by itself."""

from pathlib import Path

from llmkit import Image, chat_model

from examples.rag.multimodal.answering import answer
from examples.rag.multimodal.assemble import Parts
from examples.rag.multimodal.demonstration import answers
from examples.rag.multimodal.drawings import DRAWINGS, contact_sheet, draw, photograph
from examples.rag.multimodal.labelled_questions import load_questions
from examples.rag.multimodal.measures import accuracy_lines, by_kind, chart, outcomes_of
from examples.rag.multimodal.retriever import Query
from examples.rag.multimodal.stand_in import script_over


async def whole_run(parts: Parts, folder: Path) -> str:
    """Return answers and accuracy, and write the pictures of the corpus and a chart.

    Args:
        parts: The parts.
        folder: Where the files go.
    """
    draw_sheets(folder)
    measured = by_kind(outcomes_of(parts.retriever(), load_questions(parts.corpus)))
    (folder / "accuracy.svg").write_text(chart(measured), encoding="utf-8")
    return "\n".join([await answers(parts), "", *accuracy_lines(measured)])


def draw_sheets(folder: Path) -> None:
    """Write one sheet with all pictures of the corpus, and one with a photograph of each."""
    for name, make in (("corpus.png", draw), ("photographs.png", photograph)):
        sheet = contact_sheet({one: make(one) for one in DRAWINGS})
        sheet.save(folder / name, optimize=True)


async def ask(parts: Parts, text: str, photo: Path | None) -> str:
    """Return what is found for a reader's own question, and what a model says to it.

    Args:
        parts: The parts.
        text: The question, or nothing.
        photo: A file with a photograph, or None.

    Raises:
        LLMKitError: The question is empty, the file is no image, or the call failed.
    """
    query = Query(text, Image.from_file(photo) if photo else None)
    found = parts.retriever().retrieve(query)
    async with chat_model(script=script_over(parts.corpus)) as model:
        said = await answer(model, query, found)
    names = ", ".join(one.item.name for one in found)
    return f"found {names}\n{said.text}"
