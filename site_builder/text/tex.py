"""Write TeX with the commands that its reader knows, before it is read."""

import re
from collections.abc import Mapping

_ALIGNED = "align*"
_ENVIRONMENTS = {
    # Equations are not numbered, as nothing numbers them on the page either unless it is told to.
    **dict.fromkeys(("align", "align*", "aligned", "split", "flalign", "flalign*"), _ALIGNED),
    **dict.fromkeys(("alignat", "alignat*", "alignedat"), _ALIGNED),
    **dict.fromkeys(("gather", "gather*", "gathered", "multline", "multline*"), "displaylines"),
    **dict.fromkeys(("eqnarray", "eqnarray*"), "array}{rcl"),
    **dict.fromkeys(("equation", "equation*", "displaymath", "math"), ""),
    **dict.fromkeys(("cases", "dcases"), "cases"),
    **dict.fromkeys(("rcases", "drcases"), "array}{ll"),
    **{
        one: one
        for kind in ("", "p", "b", "B", "v", "V")
        for one in (f"{kind}matrix", f"{kind}matrix*")
    },
    **{one: one for one in ("array", "smallmatrix", "substack")},
}
"""What each environment of a formula is read as; an empty name leaves what is in it."""
_ARGUMENTS = {"alignat", "alignat*", "alignedat"}
"""Environments that say how many columns they have, which the reader counts itself."""
_CLOSED_BY = {"rcases": r"\right\}", "drcases": r"\right\}"}
_SILENT = re.compile(
    r"\\label\s*\{[^{}]*\}|\\(?:nonumber|notag)(?![a-zA-Z])|\\require\s*\{[^{}]*\}"
)
"""What shows nothing."""
_BOUND = re.compile(r"\\(begin|end)\s*\{([^{}]*)\}(?:\s*\[[tbc]\])?")
_COUNT = re.compile(r"\s*\{\d+\}")
_ROW_GAP = re.compile(r"\\\\\s*\[[^\[\]]*\]")
_OPERATOR = re.compile(r"\\DeclareMathOperator(\*?)\s*\{?(\\[a-zA-Z]+)\}?\s*\{([^{}]*)\}")
_TEXT = re.compile(r"\\(text|textrm|textnormal|mbox)\s*\{([^{}]*)\}")
_INNER = re.compile(r"(?<!\\)\$([^$]*)(?<!\\)\$")
_TAG = re.compile(r"\\tag(\*?)\s*\{([^{}]*)\}")
_LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")
_REFERENCE = re.compile(r"\\(eq)?ref\s*\{([^{}]*)\}")


def split_tag(tex: str) -> tuple[str, str]:
    r"""Return a formula without its number, and the number as it is shown, such as `(1)`.

    A formula with more than one `\tag` keeps them, each in its line.
    """
    found = list(_TAG.finditer(tex))
    if len(found) != 1:
        return tex, ""
    return _TAG.sub("", tex), _tag(found[0])


def labels(tex: str) -> Mapping[str, str]:
    """Return the names by which other formulas refer to one, with the number that it shows."""
    _, tag = split_tag(tex)
    return {name.strip(): tag for name in _LABEL.findall(tex) if tag}


def readable(tex: str, numbers: Mapping[str, str]) -> tuple[str, str]:
    """Return a formula with only commands that its reader knows.

    Args:
        tex: The formula as its author wrote it, without what marks its ends.
        numbers: What the formulas of the page show as their number, by their label.

    Returns:
        The formula, and the command that nothing can be made of, empty if there is none.
    """
    unknown = [name for _, name in _BOUND.findall(tex) if name not in _ENVIRONMENTS]
    missing = [one[0] for one in _REFERENCE.finditer(tex) if one[2].strip() not in numbers]
    if unknown or missing:
        return tex, f"\\begin{{{unknown[0]}}}" if unknown else missing[0]
    for name in _ARGUMENTS:
        start = f"\\begin{{{name}}}"
        first, *rest = tex.split(start)
        tex = first + "".join(start + _COUNT.sub("", one, count=1) for one in rest)
    tex = _BOUND.sub(_bound, _SILENT.sub("", tex))
    tex = _ROW_GAP.sub(r"\\\\", tex)
    tex = _OPERATOR.sub(r"\\newcommand{\2}{\\operatorname\1{\3}}", tex)
    tex = _REFERENCE.sub(lambda one: _number(one, numbers), tex)
    tex = _TAG.sub(lambda one: rf"\qquad\text{{{_tag(one)}}}", tex)
    return _TEXT.sub(_text, tex), ""


def _tag(match: re.Match[str]) -> str:
    return match[2] if match[1] else f"({match[2]})"


def _bound(match: re.Match[str]) -> str:
    side, name = match.groups()
    new = _ENVIRONMENTS[name]
    opens = side == "begin"
    if not new:
        return ""
    result = f"\\{side}{{{new if opens else new.partition('}')[0]}}}"
    if name not in _CLOSED_BY:
        return result
    return rf"\left.{result}" if opens else f"{result}{_CLOSED_BY[name]}"


def _number(match: re.Match[str], numbers: Mapping[str, str]) -> str:
    number = numbers[match[2].strip()]
    return rf"\text{{{number if match[1] else number.strip('()')}}}"


def _text(match: re.Match[str]) -> str:
    """Take formulas out of a text, which its reader would show with their dollar signs."""
    inner = _INNER.sub(lambda one: f"}}{{{one[1]}}}\\text{{", match[2])
    return f"\\text{{{inner}}}".replace(r"\text{}", "")
