"""Check that code comes from examples where a project says that it shall."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from site_builder.model import Allowed, Code, Example, Location, Page, Problem, SamplesOnly
from site_builder.model.typed_code import OF_EXAMPLES
from site_builder.text.comments import Comment, find_comments, visible_fences
from site_builder.text.directive import DIRECTIVE
from site_builder.text.fence_info import read_info
from site_builder.text.indented import find_indented
from site_builder.text.languages import language_of, language_word
from site_builder.text.lines import split_lines
from site_builder.text.remembered import remembered_as

_SAYS = "typed:"
"""How a comment begins that lets the block below it be typed."""
_OF_EVERY_EXAMPLE = ("README.md", "example.toml", "session.toml", "expected.txt")
"""Files that say something of an example and are not what it shows."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A block of code that would be a problem."""

    line: int
    """Line of the body, counted from 1."""
    language: str
    """Name of its language, empty if it says none."""
    code: Code
    message: str
    hint: str


def check_typed_code(
    pages: Sequence[Page], examples: Sequence[Example], wanted: SamplesOnly, config_path: str
) -> Iterator[Problem]:
    """Yield the code that is typed into pages and shall not be.

    Args:
        pages: The pages; those that were generated have no typed code.
        examples: The examples, whose languages count.
        wanted: What the project asks for.
        config_path: Where its exceptions stand.
    """
    if not wanted.asks:
        return
    files = (file.name for example in examples for file in example.files)
    languages = languages_asked(wanted, files)
    used: set[Allowed] = set()
    for page in pages:
        if not page.generated:
            yield from _check_page(page, languages, wanted, used)
    for entry in wanted.allow:
        if entry not in used:
            message = f"samples_only.allow lets {entry} be typed, and no page needs it"
            yield Problem(Code.EXCEPTION_UNUSED, Location(config_path), message, "remove the entry")


def languages_asked(wanted: SamplesOnly, files: Iterable[str]) -> frozenset[str]:
    """Return the names of the languages in which code must not be typed.

    Args:
        wanted: What the project asks for.
        files: Names of the files of its examples, whose languages may count.
    """
    names = {language_word(one) for one in wanted.languages if one != OF_EXAMPLES}
    if OF_EXAMPLES in wanted.languages:
        names |= {language_of(name).name for name in files if _is_code(name)} - {"text"}
    return frozenset(names)


def _is_code(name: str) -> bool:
    return name not in _OF_EVERY_EXAMPLE and not name.startswith("expected")


def _check_page(
    page: Page, languages: frozenset[str], wanted: SamplesOnly, used: set[Allowed]
) -> Iterator[Problem]:
    typed = typed_in(page.body)
    excuses = {below: comment for comment, below in typed.comments}
    needed: set[Comment] = set()
    for block in _blocks(page, typed, languages, tagged=wanted.tagged):
        allowing = [one for one in wanted.allow if one.allows(block.language, page.source)]
        used.update(allowing)
        excuse = excuses.get(block.line)
        if excuse:
            needed.add(excuse)
        elif not allowing:
            place = Location(page.path, page.body_line + block.line - 1)
            yield Problem(block.code, place, block.message, block.hint)
    for comment, _ in typed.comments:
        yield from _check_excuse(comment, page, is_needed=comment in needed)


def _check_excuse(comment: Comment, page: Page, *, is_needed: bool) -> Iterator[Problem]:
    place = Location(page.path, page.body_line + comment.first - 1)
    if not is_needed:
        message = "nothing below this comment needs leave to be typed"
        yield Problem(Code.EXCEPTION_UNUSED, place, message, "remove the comment")
    elif not comment.text[len(_SAYS) :].strip():
        message = "the comment lets the block be typed and does not say why"
        yield Problem(Code.EXCEPTION_UNEXPLAINED, place, message, "write <!-- typed: why -->")


@dataclass(frozen=True, slots=True)
class _Typed:
    """What the text of a page holds that the check has to look at; lines are counted from 1."""

    comments: tuple[tuple[Comment, int], ...]
    """The comments that let something be typed, each with the line of what stands below."""
    fences: tuple[tuple[int, str], ...]
    """The first lines of the closed fences, and the languages that they name."""
    indented: tuple[int, ...]
    """The first lines of the blocks that are only indented."""


@remembered_as(
    pack=lambda typed: [
        [[[one.text, one.first, one.last], below] for one, below in typed.comments],
        typed.fences,
        typed.indented,
    ],
    unpack=lambda packed: _Typed(
        tuple((Comment(*one), below) for one, below in packed[0]),
        tuple((line, info) for line, info in packed[1]),
        tuple(packed[2]),
    ),
)
def typed_in(body: str) -> _Typed:
    """Return what the text of a page holds of typed code, whatever a project asks for."""
    lines = split_lines(body)
    comments = [one for one in find_comments(body) if one.text.lower().startswith(_SAYS)]
    fences = [one for one in visible_fences(body) if one.closed]
    return _Typed(
        tuple((one, _below(lines, one)) for one in comments),
        tuple((one.first, read_info(one.info).language) for one in fences),
        tuple(first for first, _ in find_indented(body)),
    )


def _below(lines: Sequence[str], comment: Comment) -> int:
    """Return the line of what stands below a comment, 0 if there is nothing."""
    behind = enumerate(lines[comment.last :], start=comment.last + 1)
    return next((number for number, line in behind if line.strip()), 0)


def _blocks(
    page: Page, typed: _Typed, languages: frozenset[str], *, tagged: bool
) -> Iterator[_Block]:
    """Yield the blocks that need leave, in order."""
    found: list[_Block] = []
    for first, written in typed.fences:
        language = language_word(written)
        if written == DIRECTIVE:
            continue
        if language in languages:
            message = f"the block of {written} is typed in, and no example backs it"
            hint = f"run site-builder adopt {page.path}, or say why: <!-- typed: why -->"
            found.append(_Block(first, language, Code.CODE_TYPED, message, hint))
        elif tagged and not written:
            message = "the fenced block names no language"
            hint = "write one behind the fence, or text"
            found.append(_Block(first, "", Code.FENCE_UNTAGGED, message, hint))
    for first in typed.indented if tagged else ():
        message = "code that is only indented cannot name its language"
        hint = "put it between fences, and the language behind the first one"
        found.append(_Block(first, "", Code.FENCE_UNTAGGED, message, hint))
    yield from sorted(found, key=lambda one: one.line)
