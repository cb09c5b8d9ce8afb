r"""Write what `\ce{...}` holds, the formulas of chemistry, as TeX.

The notation is that of the package mhchem; elements, amounts, charges, states and arrows are read,
and what is neither of them is left for the reader of TeX to refuse.
"""

import re

_CE = re.compile(r"\\ce\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_PART = re.compile(
    r"(?P<arrow><=>|<->|->|<-)(?:\[(?P<over>[^\]]*)\])?(?:\[(?P<under>[^\]]*)\])?"
    r"|(?<=[A-Za-z)\]])(?P<count>\d+)"
    r"|\^\{?(?P<charge>\d*[+-]?)\}?"
    r"|(?<=[A-Za-z0-9)\]])(?P<sign>[+-])(?=$|[\s)\]])"
    r"|(?P<plus>\s[+]\s)"
    r"|(?P<element>[A-Za-z]+)"
    r"|(?P<rest>.)",
    re.DOTALL,
)
_ARROWS = {
    "->": r"\xrightarrow",
    "<-": r"\xleftarrow",
    "<->": r"\xleftrightarrow",
    "<=>": r"\rightleftharpoons",
}


def chemical(tex: str) -> str:
    r"""Return a formula with the `\ce` in it written as other commands."""
    return _CE.sub(lambda one: f"{{{_PART.sub(_part, one[1].strip())}}}", tex)


def _part(match: re.Match[str]) -> str:
    kind = match.lastgroup
    text = match[0]
    if match["arrow"]:
        arrow = _ARROWS[match["arrow"]]
        if match["arrow"] == "<=>":
            return rf"\;{arrow}\;"
        under = rf"[\mathrm{{{match['under']}}}]" if match["under"] else ""
        over = match["over"] or r"\quad"
        return rf"\;{arrow}{under}{{\mathrm{{{over}}}}}\;"
    if kind == "count":
        return f"_{{{text}}}"
    if kind in {"charge", "sign"}:
        return f"^{{{match[kind]}}}"
    if kind == "plus":
        return " + "
    return rf"\mathrm{{{text}}}" if kind == "element" else text
