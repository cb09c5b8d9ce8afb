"""Say in the served pages themselves what is wrong with them."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

from site_builder.adapters.site_folder import FileOfSite, SiteFolder
from site_builder.model import Problem, RenderedPage, Severity
from site_builder.report import Judge
from site_builder.stages.write import replace_files
from site_builder.text.addresses import output_path

_END = "</body>"
_STYLE = (
    "position:fixed;inset:auto 0 0 0;z-index:100;max-height:40vh;overflow:auto;"
    "margin:0;padding:.8rem 1.2rem;background:#8c1d18;color:#fff;font:16px/1.5 sans-serif"
)


def errors_in(problems: Sequence[Problem], judge: Judge) -> list[Problem]:
    """Return the problems that count as errors.

    Args:
        problems: What is wrong.
        judge: Who says how it counts.
    """
    return [one for one in judge.judge(problems) if one.severity is Severity.ERROR]


def with_alert(html: str, errors: Iterable[Problem]) -> str:
    """Return a page that says what is wrong with it, in a box that is seen wherever one reads.

    Args:
        html: The whole page.
        errors: What is wrong; the page stays as it is if nothing is.
    """
    items = "".join(f"<li style='white-space:pre-wrap'>{escape(str(one))}</li>" for one in errors)
    if not items:
        return html
    # Who reads by keyboard must be able to scroll it.
    head = f'<div role="alert" class="site-builder-alert" tabindex="0" style="{_STYLE}">'
    box = f"{head}<strong>This page has mistakes</strong><ul>{items}</ul></div>"
    before, end, after = html.rpartition(_END)
    return f"{before}{box}{end}{after}" if end else f"{html}{box}"


def put_alerts(
    folder: Path,
    pages: Iterable[RenderedPage],
    errors: Sequence[Problem],
    found: Mapping[str, Sequence[Problem]],
) -> Mapping[str, str]:
    """Put into the pages of a site what is wrong with them.

    Args:
        folder: Where the site lies.
        pages: The pages.
        errors: All that is wrong.
        found: For pages by their sources, what their conversion has found, wherever it stands.

    Returns:
        What was put in, by the sources of the pages.
    """
    put, place = {}, SiteFolder(folder)
    for page in pages if errors else ():
        known = {one.sort_key() for one in found.get(page.source, ())}
        own = [one for one in errors if one.location.path == page.path or one.sort_key() in known]
        file = FileOfSite(output_path(page.url), place)
        if own and (folder / file.path).is_file():
            html = with_alert(file.data.decode(), own)
            # Not in place: it may be the same file as that of the last site.
            replace_files([(folder / file.path, html.encode(), page.path)])
            put[page.source] = "\n".join(map(str, own))
    return put
