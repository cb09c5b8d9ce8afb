"""Read an SVG file safely, and write it again as small as it can be, with nothing that runs."""

from collections.abc import Callable, Iterator
from xml.etree import ElementTree
from xml.parsers import expat

from site_builder.text.stylesheets import (
    Address,
    Replace,
    Use,
    rewrite_declarations,
    rewrite_stylesheet,
)

Element = ElementTree.Element

SVG = "http://www.w3.org/2000/svg"
_XHTML = "http://www.w3.org/1999/xhtml"
_KEPT = frozenset({SVG, _XHTML, "http://www.w3.org/1998/Math/MathML"})
"""Vocabularies that browsers draw; what drawing programs add of their own is left out."""
_XLINK = "{http://www.w3.org/1999/xlink}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_SETS_TEXT = frozenset({"text", "title", "desc", "style", "foreignObject"})
"""Elements in which white space may count."""
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
}
_PIXELS |= {"em": 16.0, "rem": 16.0, "ex": 8.0}


class NotSvgError(ValueError):
    """The bytes are not an SVG file that may be used; the text says why."""


def read_svg(data: bytes) -> Element:
    """Parse an SVG file.

    Args:
        data: The file.

    Returns:
        Its root.

    Raises:
        NotSvgError: It is not well formed, its root is something else, or it declares entities,
            by which a small file can become a huge one or read another
            (https://docs.python.org/3/library/xml.html#xml-security).
    """
    parser = expat.ParserCreate()
    parser.EntityDeclHandler = _refuse_entities
    try:
        parser.Parse(data, True)  # noqa: FBT003 - the function takes it by position only
        root = ElementTree.fromstring(data)  # noqa: S314 - it has no entities, as seen just now
    except (expat.ExpatError, ElementTree.ParseError, ValueError, LookupError) as error:
        raise NotSvgError(str(error)) from error
    if root.tag not in {f"{{{SVG}}}svg", "svg"}:
        raise NotSvgError(f"its root is <{root.tag.rpartition('}')[2]}>, not <svg>")
    return root


def _refuse_entities(*_: object) -> None:
    raise NotSvgError("it declares entities, which are not followed")


def size_of_svg(root: Element) -> tuple[int, int] | None:
    """Return width and height in CSS pixels; from the view box where they are not given."""
    wide, high = _length(root.get("width")), _length(root.get("height"))
    box = (root.get("viewBox") or "").replace(",", " ").split()
    if len(box) == 4 and not (wide and high):
        across, down = (_length(one) or 0 for one in box[2:])
        if across and down:
            wide = wide or (high * across / down if high else across)
            high = high or wide * down / across
    return (round(wide), round(high)) if wide and high else None


def _length(text: str | None) -> float | None:
    text = (text or "").strip().lower()
    number = text.rstrip("abcdefghijklmnopqrstuvwxyz%")
    factor = _PIXELS.get(text[len(number) :])
    try:
        return float(number) * factor if factor else None
    except ValueError:
        return None


def tidy_svg(root: Element, replace: Replace) -> str:
    """Return a drawing as text, small and inert.

    Scripts, handlers, comments and what drawing programs note for themselves are left out.

    Args:
        root: The drawing, as `read_svg` returns it.
        replace: Given an address that a browser would load, returns the new one; an empty text
            takes away what holds it.

    Returns:
        One element, with attributes in single quotes, which data addresses need not escape.
    """
    return "".join(_write(root, "", replace, keeps_space=False))


def _write(element: Element, outer: str, replace: Replace, *, keeps_space: bool) -> Iterator[str]:
    namespace, name = _names(element, outer or SVG)
    keeps_space = keeps_space or name in _SETS_TEXT
    declared = f" xmlns='{namespace}'" if namespace != outer else ""
    attributes = "".join(_attributes(element, name, replace))
    inside = "".join(_inside(element, name, namespace, replace, keeps_space=keeps_space))
    yield f"<{name}{declared}{attributes}{f'>{inside}</{name}>' if inside else '/>'}"


def _inside(
    element: Element, name: str, namespace: str, replace: Replace, *, keeps_space: bool
) -> Iterator[str]:
    text = element.text or ""
    if name == "style":
        yield _text(rewrite_stylesheet(text, replace), keeps_space=True)
        return
    yield _text(text, keeps_space=keeps_space)
    for child in element:
        kind, tag = _names(child, namespace)
        if kind in _KEPT and tag not in {"script", "metadata"}:
            yield from _write(child, namespace, replace, keeps_space=keeps_space)
        yield _text(child.tail or "", keeps_space=keeps_space)


def _names(element: Element, outer: str) -> tuple[str, str]:
    namespace, _, name = element.tag.rpartition("}")
    return namespace[1:] or outer, name


def _attributes(element: Element, tag: str, replace: Replace) -> Iterator[str]:
    for full, value in element.attrib.items():
        name = full.removeprefix(_XLINK).replace(_XML, "xml:")
        is_foreign = name.startswith("{") or (full.startswith(_XLINK) and name != "href")
        is_twice = full.startswith(_XLINK) and name in element.attrib
        if is_foreign or is_twice or name.lower().startswith("on"):
            continue
        new = value
        if name in {"href", "src"}:
            new = _address(value, tag, replace)
        elif name == "style" or "url(" in value.lower():
            new = rewrite_declarations(value, replace)
        if new or not value:
            yield f" {name}='{_escape(new).replace(chr(39), '&#39;')}'"


def _address(value: str, tag: str, replace: Callable[[Address], str]) -> str:
    target = "".join(value.split()) if value.strip().lower().startswith("data:") else value.strip()
    if target.startswith("#") or target.lower().startswith("data:"):
        return target
    if tag == "a":
        return "" if target.lower().startswith("javascript:") else target
    return replace(Address(target, Use.IMAGE, 0))


def _text(text: str, *, keeps_space: bool) -> str:
    return _escape(text) if keeps_space or text.strip() else ""


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
