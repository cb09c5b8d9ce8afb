"""Put samples into a page as plain Markdown, which any host then renders its own way."""

import posixpath
from collections.abc import Sequence

import jinja2

from site_builder.model import Example, Page, Sample, SelectorKind, Settings, Show, Site
from site_builder.text.directive import DIRECTIVE
from site_builder.text.fences import fence_around, find_fences

_ANCHORS = {"README.md": "", "expected.txt": "#output"}
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
    texts = {one.ref.span: _render(one, page, site, templates) for one in samples}
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


def _render(sample: Sample, page: Page, site: Site, templates: jinja2.Environment) -> str:
    ref = sample.ref
    code = "\n".join(line.text for line in sample.lines) if ref.show is not Show.OUTPUT else ""
    output = sample.output.rstrip() if ref.show is not Show.CODE else ""
    template = templates.get_template("sample/sample.md.jinja")
    example = site.example(sample.example)
    # A host that knows fences only at the margin takes an indented block anywhere.
    fenced = site.settings.nested_fences or not ref.prefix
    return template.render(
        caption=ref.title if ref.title and ref.show is Show.CODE else _caption(sample),
        code=code,
        fence=fence_around(code) if fenced else "",
        highlighted=sample.highlighted if code else (),
        language=sample.language,
        links=_links(sample, example, page, site.settings) if example else (),
        output=output,
        output_caption=ref.title or "What you'll see",
        output_highlighted=() if code else sample.highlighted,
        output_fence=fence_around(output) if fenced else "",
    ).strip("\n")


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
        anchor = _ANCHORS.get(sample.file, f"#file-{sample.file}")
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
