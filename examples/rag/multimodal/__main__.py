"""Answer from pictures and text, show one step (`multimodal limits`), or take your question."""

import argparse
import asyncio
import sys
from pathlib import Path

from llmkit import LLMKitError

from examples.rag.multimodal.assemble import assemble
from examples.rag.multimodal.command_line import ask, whole_run
from examples.rag.multimodal.demonstration import STEPS

parser = argparse.ArgumentParser(prog="multimodal", description=__doc__)
parser.add_argument("step", nargs="?", choices=STEPS)
parser.add_argument("--ask", default="", help="a question in words")
parser.add_argument("--photo", type=Path, help="a file with a photograph")
options = parser.parse_args()
try:
    parts = assemble()
    if options.step:
        print(asyncio.run(STEPS[options.step](parts)))
    elif options.ask or options.photo:
        print(asyncio.run(ask(parts, options.ask, options.photo)))
    else:
        print(asyncio.run(whole_run(parts, Path.cwd())))
except LLMKitError as error:
    sys.exit(f"multimodal: {error}")
