"""Read what stands behind the opening of a fenced block, in the forms that Markdown tools know."""

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\s{,]*")
_OPTION = re.compile(
    r"""(?P<name>[A-Za-z_][\w-]*)\s*=\s*(?:"(?P<d>[^"]*)"|'(?P<s>[^']*)'|(?P<bare>[^\s}]+))"""
)
_CLASS = re.compile(r"(?<!\S)\.([\w+#-]+)")
_CODE_DIRECTIVES = frozenset({"code", "code-block", "code-cell", "sourcecode"})
"""Directives of MyST that hold code; the language stands behind them."""


@dataclass(frozen=True, slots=True)
class FenceInfo:
    """What a block says of itself."""

    language: str
    """The language as it is written; empty when there is none."""
    options: tuple[tuple[str, str], ...] = ()
    """Names and values, in order."""
    classes: tuple[str, ...] = ()
    """Classes besides the language."""

    def option(self, name: str) -> str:
        """Return the value of an option, empty if it is not there."""
        return dict(self.options).get(name, "")


def read_info(info: str) -> FenceInfo:
    """Read the text behind an opening fence.

    Args:
        info: The text: `python`, `python title="a.py" hl_lines="2"`, `{ .python .annotate }`,
            `{code-block} python`.

    Returns:
        The language and the options. Of a directive that holds no code, such as `{note}`, the
        language is the directive with its brackets.
    """
    if not info.startswith("{"):
        word = "" if _OPTION.match(info) else _word(info)
        return FenceInfo(word, _options(info[len(word) :]))
    inside, _, behind = info.removeprefix("{").partition("}")
    inside = inside.strip()
    options = _options(inside)
    bare = _OPTION.sub("", inside)
    classes = _CLASS.findall(bare)
    if classes:
        return FenceInfo(classes[0], options, tuple(classes[1:]))
    first = _word(bare.strip().lstrip("#."))
    if first in _CODE_DIRECTIVES:
        return FenceInfo(_word(behind.strip()), options)
    return FenceInfo(f"{{{first}}}" if first else "", options)


def _word(text: str) -> str:
    match = _WORD.match(text)
    return match[0] if match else ""


def _options(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (
            match["name"],
            next(one for one in (match["d"], match["s"], match["bare"]) if one is not None),
        )
        for match in _OPTION.finditer(text)
    )
