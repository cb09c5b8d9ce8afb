"""Check whether the prose around a sample was looked over since the sample changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from site_builder.model import (
    Code,
    Location,
    Page,
    Problem,
    Review,
    Reviews,
    Sample,
    Settings,
    Show,
    Site,
)
from site_builder.text.reviews import digest_of, sample_name


def check_reviews(
    site: Site, samples: Mapping[str, Sequence[Sample]], reviews: Iterable[Review]
) -> Iterator[Problem]:
    """Yield the samples that changed since the prose of their page was last looked over.

    Args:
        site: The project.
        samples: The samples of each page, by its path below the docs folder.
        reviews: What was looked over.
    """
    seen: dict[str, dict[str, set[str]]] = {}
    for one in reviews:
        seen.setdefault(one.page, {}).setdefault(one.sample, set()).add(one.digest)
    for page in site.pages:
        own = samples.get(page.source, ())
        if page.path in seen:
            yield from _changed(page, own, seen[page.path], site)
        elif own and site.settings.reviews is Reviews.ALL:
            count = f"its {len(own)} samples" if len(own) > 1 else "its sample"
            message = f"the prose of the page was never looked over with {count}"
            yield Problem(Code.PROSE_UNREVIEWED, own[0].ref.location, message, _remedy(page))


def _changed(
    page: Page, samples: Sequence[Sample], seen: Mapping[str, set[str]], site: Site
) -> Iterator[Problem]:
    for sample in samples:
        name = sample_name(sample.ref)
        known = seen.get(name)
        if known and digest_of(sample) in known:
            continue
        what = f"the sample '{name}' ({_place(sample, site.settings)})"
        happened = "has changed" if known else "is new"
        message = f"{what} {happened} since the prose of its page was last looked over"
        yield Problem(Code.PROSE_UNREVIEWED, sample.ref.location, message, _remedy(page))


def _remedy(page: Page) -> str:
    return f"read the page again, then run: site-builder reviewed {page.path}"


def _place(sample: Sample, settings: Settings) -> str:
    """Return where the text of a sample stands: in its code, in the recorded output, or in both."""
    folder = f"{settings.relative(settings.examples_dir)}/{sample.example}"
    first = sample.lines[0].number if sample.lines else 0
    code = str(Location(f"{folder}/{sample.file}", first))
    name = f"expected/{sample.ref.file}" if sample.ref.file else "expected.txt"
    output = f"{folder}/{'expected.stderr.txt' if sample.ref.stream else name}"
    if sample.ref.show is Show.OUTPUT:
        return output
    return f"{code}, {output}" if sample.output else code
