"""Make the addresses that hold a file themselves; see https://www.rfc-editor.org/rfc/rfc2397."""

import base64

_ESCAPED = {ord(one): f"%{ord(one):02X}" for one in '%#"&<\\\t\n\r\x0c'}
"""What an address, an attribute in double quotes, a string of CSS, or the end of a `style` element
would take for something else."""


def data_address(data: bytes, kind: str) -> str:
    """Return the address of a file.

    Args:
        data: The file.
        kind: Its media type, such as `image/png`.
    """
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def drawing_address(svg: str) -> str:
    """Return the shortest address of a drawing, which is mostly its text with a few escapes."""
    plain = f"data:image/svg+xml,{svg.translate(_ESCAPED)}"
    packed = data_address(svg.encode(), "image/svg+xml")
    return min(plain, packed, key=lambda one: len(one.encode()))


def readable_size(count: int, limit: int) -> str:
    """Return a size in the unit of its limit, such as `1.2 MB`."""
    unit, name = (1_000_000, "MB") if limit >= 100_000 else (1000, "kB")
    return f"{count / unit:.1f} {name}" if limit >= 1000 else f"{count} bytes"
