"""Say in HTML under a sample what proves it: one quiet line that opens to the list of tests.

The whole is one line of HTML, so that it works at any indentation of a page.
"""

import posixpath
from collections.abc import Callable, Sequence
from html import escape

from site_builder.model import Page, Proof, ProofState, ProvingTest, Settings, Site

_NAMED = 2
"""How many tests the line names before it counts."""


def proof_line(proof: Proof, shown: Sequence[int], address_of: Callable[[ProvingTest], str]) -> str:
    """Return what stands under a sample; empty for one that is not proven at all.

    Args:
        proof: The proof of the sample.
        shown: Numbers of the lines that it shows, in its file.
        address_of: Returns where a test can be read, seen from the page; empty for nowhere.
    """
    if proof.state is ProofState.UNPROVEN:
        return ""
    words = f"tested by {_names(proof.tests)} on Python {_text(proof.python)}"
    if proof.state is ProofState.PARTLY:
        missed = line_numbers(proof, shown)
        plural = "s" if len(missed) > 1 else ""
        words = f"partly tested: no passing test executes line{plural} {ranges(missed)}; {words}"
    items = "".join(f"<li>{_item(test, address_of(test))}</li>" for test in proof.tests)
    return (
        f'<details class="sample-tested sample-{proof.state}">'
        f"<summary>{words}</summary><ul>{items}</ul></details>"
    )


def unproven_line(proof: Proof | None) -> str:
    """Return why a sample is not proven, as HTML; empty when it is, or when nothing is known."""
    if proof is None or proof.state is not ProofState.UNPROVEN:
        return ""
    return f"not proven: {_text(proof.reason)}"


def address_of_test(test: ProvingTest, page: Page, site: Site) -> str:
    """Return where a test can be read, seen from a page; empty where it cannot.

    Args:
        test: The test.
        page: The page that links to it.
        site: The project.
    """
    settings = site.settings
    if settings.example_pages:
        for example in site.examples:
            name = test.file.removeprefix(f"{example.path}/")
            if name != test.file and example.file(name):
                target = f"{settings.example_pages}/{example.name}.md"
                return f"{page_address(target, page, settings)}#file-{name}"
    elif settings.source_url:
        return f"{settings.source_url.rstrip('/')}/{test.file}#L{test.line}"
    return ""


def page_address(source: str, page: Page, settings: Settings) -> str:
    """Return the address of a page of the site, seen from another, as HTML needs it.

    Args:
        source: Path of the page below the docs folder.
        page: The other page.
        settings: The project, which says what addresses are made of paths.
    """
    target = _url(source, settings)
    path = posixpath.relpath(f"/{target}", posixpath.dirname(f"/{_url(page.source, settings)}"))
    return f"{path}/" if target.endswith("/") or not target else path


def _url(source: str, settings: Settings) -> str:
    path = source.removesuffix(".md")
    folder, _, name = path.rpartition("/")
    if name in {"index", "README"}:
        return f"{folder}/" if folder else ""
    return f"{path}/" if settings.directory_urls else f"{path}.html"


def line_numbers(proof: Proof, shown: Sequence[int]) -> tuple[int, ...]:
    """Return the lines that no test executed, as numbers within the sample, counted from 1."""
    missed = frozenset(proof.lines)
    return tuple(at for at, number in enumerate(shown, start=1) if number in missed)


def ranges(numbers: Sequence[int]) -> str:
    """Return numbers as people write them: `3, 5-7 and 9`."""
    groups: list[list[int]] = []
    for number in numbers:
        if groups and number == groups[-1][-1] + 1:
            groups[-1].append(number)
        else:
            groups.append([number])
    texts = [str(one[0]) if len(one) == 1 else f"{one[0]}-{one[-1]}" for one in groups]
    return _listed(texts)


def _names(tests: Sequence[ProvingTest]) -> str:
    names = list(dict.fromkeys(test.short_name for test in tests))
    named = [f"<code>{_text(name)}</code>" for name in names[:_NAMED]]
    more = len(names) - len(named)
    if more == 1:
        named, more = [*named, f"<code>{_text(names[-1])}</code>"], 0
    return _listed([*named, f"{more} more"] if more else named)


def _listed(texts: Sequence[str]) -> str:
    return " and ".join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)


def _item(test: ProvingTest, address: str) -> str:
    name = f"<code>{_text(test.name)}</code>"
    linked = f'<a href="{escape(address)}">{name}</a>' if address else name
    cases = f" ({test.cases} cases)" if test.cases > 1 else ""
    return f"{linked}{cases} in {_text(test.file)}"


def _text(text: str) -> str:
    """Return a text that stays as it is, also where Markdown looks at what HTML holds."""
    return escape(text).replace("_", "&#95;").replace("*", "&#42;")
