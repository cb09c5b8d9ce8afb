"""All recorded outputs of an example, as its own page shows them."""

from site_builder.model import Example
from site_builder.text.fault import Fault
from site_builder.text.outputs import FOLDER, STDERR, STDOUT
from site_builder.text.shown_output import Place, show_output


def example_outputs(example: Example, fold: int) -> tuple[tuple[str, str], ...]:
    """Return caption and Markdown of each output that can be shown.

    Args:
        example: The example.
        fold: Lines after which a text is folded; 0 for never.
    """
    printed = ((STDOUT, "What you'll see"), (STDERR, "On standard error"))
    outputs = [
        (name, caption, file.text.encode())
        for name, caption in printed
        if (file := example.file(name)) and file.text.strip()
    ]
    outputs += [(f"{FOLDER}{one.name}", f"`{one.name}`", one.data) for one in example.recorded]
    shown = []
    for name, caption, data in outputs:
        words = f"{name.removeprefix(FOLDER)}, as the example {example.title} makes it"
        drawn = show_output(name, data, Place(fold=fold, alt=words))
        # What cannot be shown is no mistake here: nobody asked for it.
        if not isinstance(drawn, Fault):
            shown.append((caption, drawn))
    return tuple(shown)
