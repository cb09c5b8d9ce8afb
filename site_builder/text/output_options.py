"""The options of a directive that choose one of the outputs of an example."""

from collections.abc import Mapping

from site_builder.model import Code, Example, MadeFile, SampleRef, Show
from site_builder.text.fault import Fault
from site_builder.text.outputs import FOLDER, STDERR, STDOUT
from site_builder.text.shown_output import needs_words
from site_builder.text.suggest import did_you_mean, one_of

OUTPUT_OPTIONS = ("file", "stream", "alt")
_STREAMS = ("stdout", "stderr")
_WITH_OUTPUT = frozenset({Show.OUTPUT, Show.BOTH})


def check_output_options(given: Mapping[str, str]) -> list[Fault]:
    """Find what is wrong with the options that choose an output.

    Args:
        given: The options of a directive, each right by itself.
    """
    file, stream = given.get("file", ""), given.get("stream", "")
    if given.get("show") not in _WITH_OUTPUT:
        names = [name for name in OUTPUT_OPTIONS if name in given]
        hint = 'add show="output" or show="both"'
        return [
            _bad(f"the option '{name}' works only where output is shown", hint) for name in names
        ]
    if file and stream:
        return [_bad("'file' and 'stream' exclude each other", "keep one of them")]
    if stream and stream not in _STREAMS:
        hint = did_you_mean(stream, _STREAMS) or one_of(_STREAMS)
        return [_bad(f"stream cannot be '{stream}'", hint)]
    if needs_words(file) and "alt" not in given:
        hint = 'write alt="…" for readers who do not see it'
        return [_bad(f"the picture '{file}' needs words that say what it shows", hint)]
    if "alt" in given and not needs_words(file):
        return [_bad("the option 'alt' works only with a picture", "leave it out")]
    return []


def chosen_output(ref: SampleRef, example: Example) -> MadeFile | Fault | None:
    """Return the recorded output that a directive shows.

    Args:
        ref: The directive.
        example: The example that it names.

    Returns:
        The output with its name below the example's folder, nothing if none is asked for, or why
        there is none.
    """
    if ref.show not in _WITH_OUTPUT:
        return None
    record = f"record it with: site-builder run {example.name} --update"
    if ref.file:
        for one in example.recorded:
            if one.name == ref.file:
                return MadeFile(f"{FOLDER}{one.name}", one.data)
        hint = did_you_mean(ref.file, (one.name for one in example.recorded)) or record
        message = f"the example '{example.name}' has no recorded file '{ref.file}'"
        return Fault(Code.OUTPUT_MISSING, message, hint)
    name = STDERR if ref.stream == "stderr" else STDOUT
    for unreadable in example.unreadable:
        if unreadable.name == name:
            return Fault(unreadable.code, f"'{name}' cannot be shown: {unreadable.reason}")
    file = example.file(name)
    if file and file.text.strip():
        return MadeFile(name, file.text.encode())
    what = "standard error" if name == STDERR else "output"
    state = "is empty" if file else "is missing"
    message = f"the recorded {what} of the example '{example.name}' {state}"
    return Fault(Code.OUTPUT_MISSING, message, record)


def _bad(message: str, hint: str) -> Fault:
    return Fault(Code.DIRECTIVE_OPTION, message, hint)
