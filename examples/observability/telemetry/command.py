"""The command line: all steps, or some of them, on the screen and in files."""

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path

from examples.observability.telemetry.demonstration import STEPS


def main(arguments: Sequence[str]) -> None:
    """Print steps; with `--write` each goes to a file as well."""
    parser = argparse.ArgumentParser(prog="telemetry", description=__doc__)
    parser.add_argument("steps", nargs="*", help=f"of {', '.join(STEPS)}; all, if none is named")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="where files go")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.steps if name not in STEPS]
    if unknown:
        parser.error(f"no such step: {', '.join(unknown)}; choose from {', '.join(STEPS)}")
    # What retries mean for a request is among the events of our own log.
    logging.getLogger("stamina").setLevel(logging.ERROR)
    for name in options.steps or STEPS:
        text = "".join(f"{line}".rstrip() + "\n" for line in STEPS[name]())
        print(f"== {name}\n{text}")
        if options.write:
            (options.write / f"{name}.txt").write_text(text, encoding="utf-8")
