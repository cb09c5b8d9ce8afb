"""Tell whether what ran on another machine is what would have run on this one."""

from collections.abc import Iterable, Iterator

from site_builder.model import Part, PartKind

_INSTALLED = frozenset({PartKind.PYTHON, PartKind.DISTRIBUTION})


def unfit(there: Iterable[Part], here: Iterable[Part]) -> str:
    """Return in what another machine differs from this one so that its results do not count.

    Args:
        there: What a run depended on, as it is on the machine where it ran.
        here: The same things as they are on this machine.

    Returns:
        The differences in words, empty if there are none. A file of the system that differs, or
        another build of the same version, is none: the result counts, though it is not kept.
    """
    own = {(one.kind, one.name): one for one in here}
    found = (_difference(one, own[one.kind, one.name]) for one in there)
    return "; ".join(sentence for each in found for sentence in each)


def _difference(there: Part, here: Part) -> Iterator[str]:
    if there.digest == here.digest:
        return
    if there.kind in _INSTALLED and there.shown != here.shown:
        version = f"{there.name} {there.shown}" if there.shown else f"no {there.name}"
        yield f"it has {version}, and this machine {here.shown or 'none'}"
    elif there.kind is PartKind.RUNNER:
        yield "it has another version of site-builder"
    elif there.kind is PartKind.MISSING and not there.name.startswith("/"):
        yield f"it lacks {there.name}, since hidden files are not sent"
