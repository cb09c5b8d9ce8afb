"""Make a drawing fit for a page: the page's colours, a name, ids of its own, nothing loaded."""

import re
from xml.etree import ElementTree

from site_builder.model import Code
from site_builder.text.diagrams import HASH_ATTRIBUTE, Caption
from site_builder.text.fault import Fault

Element = ElementTree.Element

_NAMESPACE = "http://www.w3.org/2000/svg"
_SCALE = 13 / 11
"""The smallest labels are drawn at 11; enlarged by this they are 13 pixels high."""
_STROKE = 1.5 / _SCALE
_RADIUS = "4"
_SHRINKS_TO = 0.85
"""How far a page may shrink a drawing before it scrolls instead."""

_TEXT_FACE = "ui-sans-serif, system-ui, sans-serif"
_CODE_FACE = "ui-monospace, 'SF Mono', Menlo, Consolas, monospace"

# The values after the commas count where no page sets the variables: the file opened alone.
_BG = "var(--bg, #fbfaf7)"
_FG = "var(--fg, #1c1b19)"
_LINE = "var(--line, #8a857a)"
_MUTED = "var(--muted, #5d5a53)"
_SURFACE = "var(--surface, #f3f1ea)"
_BORDER = "var(--border, #8a857a)"
_PAINTS = {
    # The library derives its inner colours in a style element, which a strict policy refuses.
    "var(--bg)": _BG,
    "var(--_text)": _FG,
    "var(--_text-sec)": _MUTED,
    "var(--_text-muted)": _MUTED,
    "var(--_text-faint)": _MUTED,
    "var(--_line)": _LINE,
    "var(--_arrow)": "var(--accent, #0b5c8a)",
    "var(--_node-fill)": _SURFACE,
    "var(--_node-stroke)": _BORDER,
    "var(--_group-fill)": _BG,
    "var(--_group-hdr)": _SURFACE,
    "var(--_inner-stroke)": _BORDER,
    "var(--_key-badge)": _BG,
    "none": "none",
}
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")


def dress(svg: str, name: str, caption: Caption, source_hash: str) -> str | Fault:
    """Return the drawing of a diagram as it is put into pages and committed.

    Its colours are CSS variables of the page with values of their own behind them. It loads
    nothing, has no style element, and tells its name and description to those who cannot see it.

    Args:
        svg: The drawing as the library makes it.
        name: Name of the diagram, which makes its ids its own.
        caption: Title and description.
        source_hash: Hash of the source, by which a stale drawing is found.

    Returns:
        The drawing, or why it cannot be used.
    """
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own process wrote it
    if _remove_styles(root) > 1:
        # Charts have a style sheet of their own, without which they are black.
        message = "this kind of diagram cannot be drawn in the colours of a page"
        return Fault(Code.DIAGRAM_INVALID, message, line=caption.first_line)
    prefix = "diagram-" + re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{_NAMESPACE}}}")
    for element in root.iter():
        problem = _repaint(element)
        if problem:
            return Fault(Code.DIAGRAM_INVALID, problem, line=caption.first_line)
    heads = {shape for marker in root.iter("marker") for shape in marker}
    for element in root.iter():
        _shape(element, is_head=element in heads)
        _settle(element, prefix)
    _set_root(root, prefix, caption, source_hash)
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def _remove_styles(root: Element) -> int:
    """Remove the style elements, which stand at the top, and return how many there were."""
    styles = root.findall(f"{{{_NAMESPACE}}}style")
    for style in styles:
        root.remove(style)
    return len(styles)


def _shape(element: Element, *, is_head: bool) -> None:
    """Give strokes, corners and faces the measures of the page; take the boxes off edge labels."""
    kind = element.get("class")
    if kind == "edge-label":
        for box in element.iter("rect"):
            box.set("stroke", "none")
    elif kind == "mono":
        element.set("font-family", _CODE_FACE)
    elif element.tag == "marker":
        # Arrow heads would else grow with the strokes that end in them.
        element.set("markerUnits", "userSpaceOnUse")
    if element.get("rx") == "0":
        element.set("rx", _RADIUS)
        element.set("ry", _RADIUS)
    if not is_head and 0 < float(element.get("stroke-width", "0")) <= 1:
        element.set("stroke-width", f"{_STROKE:.2f}")


def _repaint(element: Element) -> str:
    """Put the page's colours in; return what is wrong with a colour that is not one of them."""
    for name in ("fill", "stroke"):
        paint = element.get(name)
        if paint is None:
            continue
        if paint not in _PAINTS:
            return f"the colour '{paint}' would not follow the theme of the page"
        element.set(name, _PAINTS[paint])
    return ""


def _settle(element: Element, prefix: str) -> None:
    """Make ids the diagram's own, numbers short, and drop what only the library's style needs."""
    for name, value in list(element.attrib.items()):
        if name == "class" or name.startswith("data-"):
            del element.attrib[name]
        elif name == "id":
            element.set(name, f"{prefix}-{value}")
        else:
            own = _REFERENCE.sub(rf"url(#{prefix}-\1)", value)
            element.set(name, _LONG_NUMBER.sub(lambda match: f"{float(match[0]):.2f}", own))


def _set_root(root: Element, prefix: str, caption: Caption, source_hash: str) -> None:
    wide, high = (float(number) * _SCALE for number in root.attrib["viewBox"].split()[2:])
    title, description = f"{prefix}-title", f"{prefix}-description"
    attributes = {
        "xmlns": _NAMESPACE,
        "viewBox": root.attrib["viewBox"],
        "width": f"{wide:.0f}",
        "height": f"{high:.0f}",
        "class": "diagram",
        "role": "img",
        "aria-labelledby": title,
        **({"aria-describedby": description} if caption.description else {}),
        "font-family": _TEXT_FACE,
        "style": f"--diagram-width: {wide * _SHRINKS_TO:.0f}px; background: {_BG}",
        HASH_ATTRIBUTE: source_hash,
    }
    root.attrib.clear()
    root.attrib.update(attributes)
    root.text = "\n"
    root.insert(0, _text("title", title, caption.title))
    if caption.description:
        root.insert(1, _text("desc", description, caption.description))


def _text(tag: str, name: str, text: str) -> Element:
    element = Element(tag, {"id": name})
    element.text, element.tail = text, "\n"
    return element
