"""Find what each sample directive of a page stands for."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.model import (
    Code,
    Example,
    Location,
    MadeFile,
    Page,
    Problem,
    Sample,
    SampleRef,
    SelectorKind,
    Settings,
    Show,
    Site,
    SourceFile,
)
from site_builder.text.ansi import strip_ansi
from site_builder.text.cut import cut, language_in
from site_builder.text.directive import DIRECTIVE, parse_directive
from site_builder.text.fault import Fault
from site_builder.text.fences import Fence, find_fences
from site_builder.text.lines import split_lines
from site_builder.text.notes import take_notes
from site_builder.text.output_options import chosen_output
from site_builder.text.secrets import secret_faults
from site_builder.text.shown_output import Place, show_output
from site_builder.text.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class _Output:
    """An output as a sample shows it."""

    text: str
    drawn: str
    highlighted: tuple[int, ...]


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
            found, wrong = _block(fence, location, site)
            samples += found
            problems += wrong
    return tuple(samples), tuple(problems)


def _block(
    fence: Fence, location: Location, site: Site
) -> tuple[Sequence[Sample], Sequence[Problem]]:
    """Return what the addresses of a directive stand for: all of them, or what is wrong."""
    refs = parse_directive(fence, location)
    if isinstance(refs, list):
        return (), [fault.at(location) for fault in refs]
    found = [_sample(ref, location, site) for ref in refs]
    samples = [one for one in found if isinstance(one, Sample)]
    problems = [problem for one in found if not isinstance(one, Sample) for problem in one]
    fault = None if problems else _check_together(samples)
    if fault:
        problems.append(fault.at(location))
    if problems:
        return (), problems
    return samples, [problem for sample in samples for problem in _lint(sample)]


def _check_together(samples: Sequence[Sample]) -> Fault | None:
    """Return what is wrong with samples that are right by themselves."""
    ref = samples[0].ref
    if ref.show is Show.DIFF:
        before, after = ([line.text for line in one.lines] for one in samples)
        if before == after:
            return Fault(Code.SAMPLE_EMPTY, "the two parts do not differ, so there is no diff")
    if ref.highlight and not any(one.highlighted for one in samples):
        return _unmatched(ref, [line.text for one in samples for line in one.lines])
    return None


def _sample(ref: SampleRef, location: Location, site: Site) -> Sample | list[Problem]:
    found = _find_file(ref, site)
    if isinstance(found, Fault):
        return [found.at(location)]
    example, file = found
    secrets = _secrets(ref, example, file)
    if secrets:
        return secrets
    language = language_in(file)
    lines = cut(file, ref)
    taken = lines if isinstance(lines, list) else take_notes(lines, language)
    if isinstance(taken, list):
        return [_placed(fault, file, location) for fault in taken]
    lines, notes = taken
    output = _output(ref, example, site.settings)
    code = [line.text for line in lines]
    highlighted = () if ref.show is Show.OUTPUT else _highlighted(ref, code)
    faults = [part for part in (highlighted, output) if isinstance(part, Fault)]
    if isinstance(highlighted, Fault) or isinstance(output, Fault):
        return [fault.at(location) for fault in faults]
    return Sample(
        ref,
        example.name,
        file.name,
        ref.lang or language.name,
        lines,
        highlighted or output.highlighted,
        output.text,
        output.drawn,
        notes,
    )


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
            own = f"{example.short_name}.py"
            # An output needs no module that is named like its folder.
            shows_code = ref.show is not Show.OUTPUT or example.file(own)
            main = own if shows_code else example.entry or own
            return _file_of(example, "/".join(parts[length:]) or main)
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


def _secrets(ref: SampleRef, example: Example, file: SourceFile) -> list[Problem]:
    """Return the secrets in what a sample is cut from; no message may then quote any of it."""
    texts = [(file.path, file.text)] if ref.show is not Show.OUTPUT else []
    output = chosen_output(ref, example)
    if isinstance(output, MadeFile):
        # Any bytes become a text: a picture may hold a secret among what it says of itself.
        text = output.data.decode("utf-8", "surrogateescape")
        texts.append((f"{example.path}/{output.name}", text))
    return [
        fault.at(Location(path, fault.line))
        for path, text in texts
        for fault in secret_faults(text)
    ]


def _placed(fault: Fault, file: SourceFile, location: Location) -> Problem:
    """Put a fault where its author must look: into the cut file if it knows a line there."""
    return fault.at(Location(file.path, fault.line) if fault.line else location)


def _highlighted(ref: SampleRef, lines: Sequence[str]) -> tuple[int, ...] | Fault:
    if not ref.highlight:
        return ()
    marked = tuple(n for n, line in enumerate(lines, start=1) if ref.highlight in line)
    # Of several samples not every one needs to have it.
    return marked if marked or ref.tab else _unmatched(ref, lines)


def _unmatched(ref: SampleRef, lines: Sequence[str]) -> Fault:
    hint = did_you_mean(ref.highlight, (line.strip() for line in lines))
    message = f"no line of the sample contains '{ref.highlight}'"
    return Fault(Code.HIGHLIGHT_UNMATCHED, message, hint)


def _output(ref: SampleRef, example: Example, settings: Settings) -> _Output | Fault:
    """Return the output that a sample shows, as text and as Markdown."""
    chosen = chosen_output(ref, example)
    if not isinstance(chosen, MadeFile):
        return chosen or _Output("", "", ())
    try:
        text = strip_ansi(chosen.data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        text = f"{chosen.name} {hashlib.sha256(chosen.data).hexdigest()}"
    marked: tuple[int, ...] | Fault = ()
    if ref.show is Show.OUTPUT:
        marked = _highlighted(ref, split_lines(text))
    if isinstance(marked, Fault):
        return marked
    inside = bool(ref.prefix) or bool(ref.tab and settings.tabs)
    fenced = settings.nested_fences or not inside
    place = Place(fenced, inside, settings.fold_output, ref.alt, marked)
    drawn = show_output(chosen.name, chosen.data, place)
    return drawn if isinstance(drawn, Fault) else _Output(text, drawn, marked)


def _lint(sample: Sample) -> list[Problem]:
    selector = sample.ref.selector
    if selector.kind is not SelectorKind.LINES:
        return []
    message = f"the sample is cut by line numbers ({selector.first}-{selector.last})"
    hint = "name a symbol (::name) or a region (#name)"
    return [Problem(Code.RANGE_USED, sample.ref.location, message, hint)]
