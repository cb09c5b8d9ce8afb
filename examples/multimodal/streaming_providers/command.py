"""The command line: write the tables, or ask about a picture of yours."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from llmkit import Image, LLMKitError, Message, chat_model
from llmkit.instrumented import instrumented
from llmkit.models import VISION_MODELS

from examples.multimodal.streaming_providers.abilities import abilities_table
from examples.multimodal.streaming_providers.candidates import load_catalogue
from examples.multimodal.streaming_providers.demonstration import (
    choices,
    formats,
    named,
    sized,
    streams,
)
from examples.multimodal.streaming_providers.dial_strip import dial_strip
from examples.multimodal.streaming_providers.fitting import fit
from examples.multimodal.streaming_providers.sizes import sizes_table, tokens_table
from examples.multimodal.streaming_providers.streamed import Listener, ask
from examples.multimodal.streaming_providers.waits import waits_table

SHOWN = ("512 pixels", "256 pixels", "192 pixels", "128 pixels")
"""The sizes whose dials are shown side by side."""
MEASURED = ("as it is", "as haiku sees it", "512 pixels")
"""The sizes that are sent several times through each SDK."""


def main(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code.

    Args:
        arguments: What was typed after the name of the program.
    """
    parser = argparse.ArgumentParser(prog="streaming_providers", description=__doc__)
    commands = parser.add_subparsers(dest="command")
    tables = commands.add_parser("tables", help="write what pages show into a folder")
    tables.add_argument("--into", type=Path, default=Path(), help="the folder")
    about = commands.add_parser("ask", help="ask about a picture")
    about.add_argument("picture", help="a PNG, JPEG, GIF or WebP")
    about.add_argument("question", nargs="?", default="What is in this picture?")
    about.add_argument("--alt", default="", help="what it shows, for a model that cannot see it")
    about.add_argument("--edge", type=pixels, help="the longest side to send, in pixels")
    about.add_argument("--provider", choices=sorted(VISION_MODELS), default="simulated")
    about.add_argument("--model", help="the default is a small model that sees")
    given = parser.parse_args(arguments)
    try:
        if given.command == "ask":
            asyncio.run(_ask(given))
        else:
            _show(given.into if given.command == "tables" else None)
    except LLMKitError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def pixels(text: str) -> int:
    """Read the longest side from the command line.

    Raises:
        argparse.ArgumentTypeError: It is no whole number above 0.
    """
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of pixels above 0")
    return int(text)


def _show(folder: Path | None) -> None:
    measured = [each for each in sized() if each.name in MEASURED]
    sdks = [named(name) for name in ("mini", "haiku", "gemma")]
    texts = {
        "abilities.csv": abilities_table(load_catalogue()),
        "choices.txt": choices(),
        "sizes.csv": sizes_table(sized(), named("haiku")),
        "tokens.csv": tokens_table(sized(), load_catalogue()),
        "formats.txt": asyncio.run(formats()),
        "streams.txt": asyncio.run(streams()),
        "waits.csv": asyncio.run(waits_table(measured, sdks)),
    }
    for name, text in texts.items():
        print(f"== {name.partition('.')[0]}\n{text}")
        if folder is not None:
            (folder / name).write_text(text, encoding="utf-8")
    if folder is not None:
        shown = [each for each in sized() if each.name in SHOWN]
        (folder / "dial.gif").write_bytes(dial_strip(shown))


async def _ask(given: argparse.Namespace) -> None:
    name = given.model or VISION_MODELS[given.provider]
    image = Image.from_file(given.picture, alt=given.alt)
    fitted = fit(image, given.provider, name, edge=given.edge)
    print(f"{image} becomes {fitted}")
    async with instrumented(chat_model(given.provider, model=name)) as model:
        asked = [Message.user(given.question, images=[fitted])]
        answer = await ask(model, asked, Listener(lambda text: print(text, end="", flush=True)))
    print(
        f"\n{answer.form} sent; first words after {answer.first or 0:.2f} s, the end after "
        f"{answer.total:.2f} s; {answer.usage.input_tokens} tokens in, "
        f"{answer.usage.output_tokens} out"
    )
