"""The command that says what a problem code means."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from site_builder import pipeline
from site_builder.adapters import console
from site_builder.model import Code
from site_builder.text.suggest import did_you_mean


def explain(
    code: Annotated[str, typer.Argument(help="A problem code, such as link-dead.")],
) -> None:
    """Say what a problem code means, what to do about it and how to switch it off.

    The text is that of its page in the reference.
    """
    codes = {one.slug: one for one in Code}
    if code not in codes:
        hint = did_you_mean(code, codes) or "a report names the code behind the place"
        message = f"there is no problem code '{code}'; {hint}"
        raise typer.BadParameter(message, param_hint="CODE")
    text = pipeline.explain_code(codes[code], Path.cwd())
    if sys.stdout.isatty():
        from rich.markdown import Markdown  # noqa: PLC0415 - slow, and this command alone has it

        console.output.print(Markdown(text))
    else:
        typer.echo(text)
