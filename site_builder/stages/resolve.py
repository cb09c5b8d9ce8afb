"""Find what each sample directive of a page stands for."""

from collections.abc import Sequence

from site_builder.model import (
    Code,
    Example,
    Line,
    Location,
    Page,
    Problem,
    Sample,
    SampleRef,
    SelectorKind,
    Show,
    Site,
    SourceFile,
)
from site_builder.text.cut import cut
from site_builder.text.directive import DIRECTIVE, parse_directive
from site_builder.text.fault import Fault
from site_builder.text.fences import Fence, find_fences
from site_builder.text.languages import language_of
from site_builder.text.lines import split_lines
from site_builder.text.suggest import did_you_mean


def resolve(page: Page, site: Site) -> tuple[tuple[Sample, ...], tuple[Problem, ...]]:
    """Find the samples of a page.

    Args:
        page: The page.
        site: The project with its examples.

    Returns:
        The samples that could be found, in order, and a problem for each that could not.
    """
    samples: list[Sample] = []
    problems: list[Problem] = []
    for fence in find_fences(page.body):
        location = Location(page.path, page.body_line + fence.first - 1)
        if not fence.closed:
            message = f"the fenced block '{fence.info}' is never closed"
            hint = "close it with a line that holds the same fence"
            problems.append(Problem(Code.FENCE_UNCLOSED, location, message, hint))
        elif fence.language == DIRECTIVE:
            sample = _sample(fence, location, site)
            if isinstance(sample, Sample):
                samples.append(sample)
                problems.extend(_lint(sample))
            else:
                problems.extend(sample)
    return tuple(samples), tuple(problems)


def _sample(fence: Fence, location: Location, site: Site) -> Sample | list[Problem]:
    ref = parse_directive(fence, location)
    if not isinstance(ref, SampleRef):
        return [fault.at(location) for fault in ref]
    found = _find_file(ref, site)
    if isinstance(found, Fault):
        return [found.at(location)]
    example, file = found
    lines = cut(file, ref)
    if isinstance(lines, list):
        return [_placed(fault, file, location) for fault in lines]
    output = _output(ref, example)
    highlighted = _highlighted(ref, _shown(ref, lines, output))
    faults = [part for part in (highlighted, output) if isinstance(part, Fault)]
    if isinstance(highlighted, Fault) or isinstance(output, Fault):
        return [fault.at(location) for fault in faults]
    language = ref.lang or language_of(file.name).name
    return Sample(ref, example.name, file.name, language, lines, highlighted, output)


def _find_file(ref: SampleRef, site: Site) -> tuple[Example, SourceFile] | Fault:
    """Find the example and the file that an address names."""
    path = ref.target.replace("\\", "/")
    parts = path.split("/")
    if path.startswith(("/", "~")) or ".." in parts or ":" in parts[0]:
        message = f"the address '{ref.target}' leaves the examples folder"
        return Fault(Code.FILE_OUTSIDE, message, "write it as category/name[/file]")
    for length in range(len(parts), 0, -1):
        example = site.example("/".join(parts[:length]))
        if example:
            name = "/".join(parts[length:]) or f"{example.short_name}.py"
            return _file_of(example, name)
    folder = "/".join(parts[:2])
    wanted = f"{site.settings.relative(site.settings.examples_dir)}/{folder}/example.toml"
    hint = did_you_mean(folder, (example.name for example in site.examples))
    hint = hint or f"make one with: site-builder new example {folder}"
    return Fault(Code.EXAMPLE_MISSING, f"there is no example '{folder}' (no valid {wanted})", hint)


def _file_of(example: Example, name: str) -> tuple[Example, SourceFile] | Fault:
    for unreadable in example.unreadable:
        # A link to a folder stands for all that it would lead to.
        if f"{name}/".startswith(f"{unreadable.name}/"):
            return Fault(unreadable.code, f"'{name}' cannot be shown: {unreadable.reason}")
    file = example.file(name)
    if file:
        return example, file
    hint = did_you_mean(name, (file.name for file in example.files))
    return Fault(Code.FILE_MISSING, f"the example '{example.name}' has no file '{name}'", hint)


def _placed(fault: Fault, file: SourceFile, location: Location) -> Problem:
    """Put a fault where its author must look: into the cut file if it knows a line there."""
    return fault.at(Location(file.path, fault.line) if fault.line else location)


def _shown(ref: SampleRef, lines: Sequence[Line], output: str | Fault) -> Sequence[str]:
    """Return the lines among which a directive marks some: of the code, unless it shows none."""
    if ref.show is not Show.OUTPUT:
        return [line.text for line in lines]
    return split_lines(output) if isinstance(output, str) else [ref.highlight]


def _highlighted(ref: SampleRef, lines: Sequence[str]) -> tuple[int, ...] | Fault:
    if not ref.highlight:
        return ()
    marked = tuple(n for n, line in enumerate(lines, start=1) if ref.highlight in line)
    if marked:
        return marked
    hint = did_you_mean(ref.highlight, (line.strip() for line in lines))
    message = f"no line of the sample contains '{ref.highlight}'"
    return Fault(Code.HIGHLIGHT_UNMATCHED, message, hint)


def _output(ref: SampleRef, example: Example) -> str | Fault:
    if ref.show is Show.CODE:
        return ""
    found = _file_of(example, "expected.txt")
    if isinstance(found, Fault) and found.code is not Code.FILE_MISSING:
        return found
    if example.expected and example.expected.text.strip():
        return example.expected.text
    state = "is empty" if example.expected else "is missing"
    message = f"the recorded output of the example '{example.name}' {state}"
    hint = f"record it with: site-builder run {example.name} --update"
    return Fault(Code.OUTPUT_MISSING, message, hint)


def _lint(sample: Sample) -> list[Problem]:
    selector = sample.ref.selector
    if selector.kind is not SelectorKind.LINES:
        return []
    message = f"the sample is cut by line numbers ({selector.first}-{selector.last})"
    hint = "name a symbol (::name) or a region (#name)"
    return [Problem(Code.RANGE_USED, sample.ref.location, message, hint)]
