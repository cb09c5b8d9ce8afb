"""Read the problems that a project knows of."""

from site_builder.model import Baseline, Code, Location, Problem, Settings
from site_builder.text.baseline import parse_baseline


def load_baseline(settings: Settings) -> tuple[Baseline, tuple[Problem, ...]]:
    """Read the baseline of a project.

    Args:
        settings: The project, which says where it lies.

    Returns:
        The baseline, an empty one where the project has none, and what is wrong with its lines.
    """
    name = settings.reporting.baseline
    if not name:
        return Baseline(), ()
    path = settings.root / name
    location = Location(settings.relative(path))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        hint = "make it with: site-builder check --update-baseline"
        message = "there is no such baseline"
        return Baseline(), (Problem(Code.BASELINE_INVALID, location, message, hint),)
    except (UnicodeDecodeError, OSError) as error:
        message = f"the baseline cannot be read: {error}"
        return Baseline(), (Problem(Code.BASELINE_INVALID, location, message),)
    baseline, faults = parse_baseline(text, location.path)
    return baseline, tuple(one.at(Location(location.path, one.line)) for one in faults)
