"""Follow a page as its reader would: run its commands in their order, and look at what comes."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from site_builder.checks.outputs import shorten
from site_builder.model import RunEnd
from site_builder.stages.launch import Launcher, Outcome
from site_builder.stages.vary import rewrite
from site_builder.text.example_toml import parse_example_toml
from site_builder.text.fault import Fault
from site_builder.text.outputs import text_diff
from tests.guides.checkout import Checkout
from tests.guides.commands import Block, Printed, blocks_of

SECONDS = 120.0
"""How long a command may take; who follows a page looks at the screen meanwhile."""


def follow(
    page: str,
    marked: Sequence[str],
    checkout: Checkout,
    launcher: Launcher,
    *,
    seconds: float = SECONDS,
) -> list[str]:
    """Return what a reader of a page would stumble over, each as `path:line: what`.

    Nothing after a command that fails is tried: a reader is stuck there, too.

    Args:
        page: The path of the page below the root of the repository.
        marked: The commands of this page that are not run.
        checkout: A fresh copy of the repository.
        launcher: What starts the commands.
        seconds: How long each of them may take.
    """
    text = (checkout.root / page).read_text(encoding="utf-8")
    for block in blocks_of(text):
        found = [*_run(block, marked, checkout, launcher, seconds)]
        if found:
            return [f"{page}:{one}" for one in found]
    commands = [command for _, command in commands_in({page: text})]
    return [f"{page}: it leaves behind: {one}" for one in checkout.left_behind(commands)]


def _run(
    block: Block, marked: Sequence[str], checkout: Checkout, launcher: Launcher, seconds: float
) -> Iterator[str]:
    """Run a block of commands, and yield what is wrong with it."""
    out = errors = ""
    ran = False
    for command in block.commands:
        if command in marked:
            continue
        ran = True
        outcome = checkout.run(command, launcher, seconds=seconds)
        if wrong := _failure(outcome, seconds):
            yield f"{block.line}: {command}: {wrong}"
            return
        out += outcome.stdout.decode(errors="replace")
        errors += outcome.stderr.decode(errors="replace")
    if ran and block.printed:
        yield from _differences(block.printed, errors if block.printed.errors else out, checkout)


def _failure(outcome: Outcome, seconds: float) -> str:
    """Return how a command failed, empty if it did not."""
    if outcome.end is RunEnd.TIMEOUT:
        return f"it was not done after {seconds:g} s"
    if outcome.end is not RunEnd.EXITED:
        return f"it was stopped: {outcome.end}"
    if outcome.exit_code:
        said = (outcome.stdout + outcome.stderr).decode(errors="replace").rstrip()
        return f"exit code {outcome.exit_code}\n{_end_of(said)}"
    return ""


def _end_of(text: str, lines: int = 30) -> str:
    return "\n".join(f"    {line}" for line in text.split("\n")[-lines:])


def _differences(printed: Printed, out: str, checkout: Checkout) -> Iterator[str]:
    """Yield how what was printed differs from what the page shows."""
    file = checkout.root / "examples" / printed.file
    if printed.file and not file.is_file():
        yield f"{printed.line}: it shows '{printed.file}', which git does not follow"
        return
    shown = file.read_text(encoding="utf-8") if printed.file else printed.text
    names: tuple[str, ...] = ()
    if printed.file:
        declared = parse_example_toml(_declaration(file, checkout.root))
        if isinstance(declared, tuple):
            yield f"{printed.line}: the example.toml beside '{printed.file}' has mistakes"
            return
        texts = rewrite((shown, out), declared.run.normalisers)
        if isinstance(texts, Fault):
            yield f"{printed.line}: {texts.message}"
            return
        (shown, out), names = texts, declared.run.normalise
    if difference := text_diff(shown, out, names, "the page", "the reader's screen"):
        yield f"{printed.line}: the reader sees something else\n{shorten(difference)}"


def _declaration(file: Path, root: Path) -> str:
    """Return the text of the `example.toml` that is nearest above a file."""
    folders = [folder for folder in file.parents if folder.is_relative_to(root / "examples")]
    declared = next(one for one in folders if (one / "example.toml").is_file())
    return (declared / "example.toml").read_text(encoding="utf-8")


def commands_in(pages: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return each command with its page, given the texts of pages by their paths."""
    return [
        (page, command)
        for page, text in pages.items()
        for block in blocks_of(text)
        for command in block.commands
    ]
