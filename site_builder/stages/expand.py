"""Put samples into a page as plain Markdown, which any host then renders its own way."""

import posixpath
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from textwrap import indent

import jinja2

from site_builder.model import (
    Example,
    Line,
    Page,
    Proof,
    ProofState,
    ProvingTest,
    Sample,
    SelectorKind,
    Settings,
    Show,
    Site,
)
from site_builder.text.differences import difference
from site_builder.text.directive import DIRECTIVE
from site_builder.text.fences import fence_around, find_fences
from site_builder.text.notes import marked
from site_builder.text.proof_line import address_of_test, line_numbers, proof_line, unproven_line
from site_builder.text.tested import is_recorded

_ANCHORS = {"README.md": ""}
"""Where the page of an example shows a file that is not among its listings."""
_BROKEN = '<span class="sample-broken">This sample cannot be shown; the report says why.</span>'


def expand(page: Page, samples: Sequence[Sample], site: Site, templates: jinja2.Environment) -> str:
    """Return the body of a page with its directives replaced.

    Args:
        page: The page.
        samples: What its directives stand for; one without a sample becomes a note that says so.
        site: The project, for links to the pages of the examples.
        templates: Where `sample.md.jinja` is found.

    Returns:
        Markdown without directives. The text after a directive keeps its place in a list,
        admonition or tab, because every line gets the indentation of the directive.
    """
    lines = page.body.split("\n")
    blocks: dict[tuple[int, int], list[Sample]] = defaultdict(list)
    for sample in samples:
        blocks[sample.ref.span].append(sample)
    on = _On(page, site, templates)
    texts = {span: on.block(block) for span, block in blocks.items()}
    for fence in reversed(find_fences(page.body)):
        if not fence.closed or fence.language != DIRECTIVE:
            continue
        first, last = fence.first, fence.last
        # A fence may touch the text around it, but the caption would become a part of that text.
        before = [""] if first > 1 and _is_text(lines[first - 2]) else []
        after = [""] if last < len(lines) and _is_text(lines[last]) else []
        block = "\n".join([*before, texts.get((first, last), _BROKEN), *after])
        lines[first - 1 : last] = _indent(block, fence.prefix)
    return "\n".join(lines)


def _is_text(line: str) -> bool:
    return bool(line.strip(" \t>"))


def _indent(text: str, prefix: str) -> list[str]:
    # A quote mark must stand on blank lines too, or the quote would end there.
    return [f"{prefix}{line}" if line else prefix.rstrip() for line in text.split("\n")]


@dataclass(frozen=True, slots=True)
class _On:
    """Where samples are shown."""

    page: Page
    site: Site
    templates: jinja2.Environment

    def block(self, samples: Sequence[Sample]) -> str:
        """Return what a directive becomes: one sample, a comparison of two, or several in tabs."""
        first = samples[0]
        if first.ref.show is Show.DIFF:
            return self._comparison(first, samples[-1])
        if not first.ref.tab:
            return self._sample(first)
        if not self.site.settings.tabs:
            titled = (replace(one, ref=replace(one.ref, title=one.ref.tab)) for one in samples)
            return "\n\n".join(self._sample(one) for one in titled)
        tabs: list[str] = []
        for one in samples:
            # The mark at the first keeps it from joining tabs that stand right before it.
            sign = "===" if tabs else "===!"
            text = indent(self._sample(one, is_nested=True), "    ", lambda line: line != "\n")
            tabs.append(f'{sign} "{one.ref.tab}"\n\n{text}')
        return "\n\n".join(tabs)

    def _comparison(self, before: Sample, after: Sample) -> str:
        text = difference(*([line.text for line in one.lines] for one in (before, after)))
        caption = f"from {_caption(before)} to {_caption(after)}"
        ref = replace(after.ref, show=Show.CODE, title=after.ref.title or caption)
        lines = tuple(Line(0, line) for line in text.split("\n"))
        proof = _proof_of_both(before, after)
        shown = replace(after, ref=ref, language="diff", lines=lines, notes=(), proof=proof)
        return self._sample(shown)

    def _sample(self, sample: Sample, *, is_nested: bool = False) -> str:
        ref, settings = sample.ref, self.site.settings
        texts = [line.text for line in sample.lines]
        code = marked(texts, sample.notes, sample.language, bare=settings.bare_annotations)
        code = code if ref.show is not Show.OUTPUT else ""
        output = sample.output.rstrip() if ref.show is not Show.CODE else ""
        template = self.templates.get_template("sample/sample.md.jinja")
        example = self.site.example(sample.example)
        # A host that knows fences only at the margin takes an indented block anywhere.
        fenced = settings.nested_fences or not (ref.prefix or is_nested)
        proof = sample.proof
        shown = [line.number for line in sample.lines]
        missed = line_numbers(proof, shown) if proof and proof.state is ProofState.PARTLY else ()
        # What the author marks goes before what no test executed, which is said in words as well.
        is_partly = bool(missed) and not sample.highlighted
        return template.render(
            caption=ref.title if ref.title and not output else _caption(sample),
            code=code,
            fence=fence_around(code) if fenced else "",
            highlighted=(sample.highlighted or missed) if code else (),
            kind="sample-code .sample-partly" if is_partly else "sample-code",
            language=sample.language,
            links=_links(sample, example, self.page, settings) if example else (),
            notes=[note.text for note in sample.notes] if code else (),
            output=sample.drawn if output else "",
            proof=proof_line(proof, shown, self._address) if proof else "",
            unproven=unproven_line(proof),
            recorded=bool(output) or is_recorded(sample.file),
            output_caption=ref.title or "What you'll see",
            exit_code=example.run.exit_code if example and output else 0,
        ).strip("\n")

    def _address(self, test: ProvingTest) -> str:
        return address_of_test(test, self.page, self.site)


def _proof_of_both(before: Sample, after: Sample) -> Proof | None:
    """Return what proves a comparison: what proves both sides, or which side is not proven."""
    if before.proof is None or after.proof is None:
        return None
    for one in (before, after):
        if one.proof and one.proof.state is not ProofState.PROVEN:
            reason = f"no passing test executes all of {one.example}/{one.file}"
            return Proof(ProofState.UNPROVEN, reason=reason)
    tests = tuple(dict.fromkeys((*before.proof.tests, *after.proof.tests)))
    return replace(after.proof, tests=tests)


def _caption(sample: Sample) -> str:
    """Name the file and the part of it, as code so that underscores stay underscores."""
    file = f"`{sample.example.rpartition('/')[2]}/{sample.file}`"
    selector = sample.ref.selector
    named = selector.kind in {SelectorKind.SYMBOL, SelectorKind.REGION}
    return f"{file} `{selector.name}`" if named else file


def _links(
    sample: Sample, example: Example, page: Page, settings: Settings
) -> tuple[tuple[str, str], ...]:
    """Return what stands under a sample: title and target of each link."""
    tests = bool(example.tests)
    runs = bool(example.entry) and not example.library
    if settings.example_pages:
        target = f"{settings.example_pages}/{example.name}.md"
        target = posixpath.relpath(target, page.folder or ".")
        own = "#output" if is_recorded(sample.file) else f"#file-{sample.file}"
        anchor = _ANCHORS.get(sample.file, own)
        links = [("whole file", f"{target}{anchor}")]
        links += [("tests", f"{target}#tests")] if tests else []
        links += [("run it", f"{target}#run")] if runs else []
        return tuple(links)
    if settings.source_url:
        base = settings.source_url.rstrip("/")
        links = [("whole file", f"{base}/{example.path}/{sample.file}")]
        links += [("tests", f"{base}/{example.tests[0].path}")] if tests else []
        return (*links, ("example", f"{base}/{example.path}"))
    return ()
