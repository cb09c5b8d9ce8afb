"""What a file's name says of its language: the highlighter's name and the marks of comments."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """A language as far as samples need it."""

    name: str
    """Name that the highlighter knows."""
    comments: tuple[tuple[str, str], ...] = ()
    """How a comment on its own line begins and ends."""


_HASH = (("#", ""),)
_SLASH = (("//", ""), ("/*", "*/"))
_DASH = (("--", ""),)
_ANGLE = (("<!--", "-->"),)

_BY_SUFFIX = {
    "bash": Language("bash", _HASH),
    "c": Language("c", _SLASH),
    "cfg": Language("ini", (("#", ""), (";", ""))),
    "cpp": Language("cpp", _SLASH),
    "cs": Language("csharp", _SLASH),
    "css": Language("css", (("/*", "*/"),)),
    "csv": Language("text"),
    "go": Language("go", _SLASH),
    "h": Language("c", _SLASH),
    "hcl": Language("hcl", (("#", ""), *_SLASH)),
    "html": Language("html", _ANGLE),
    "ini": Language("ini", (("#", ""), (";", ""))),
    "java": Language("java", _SLASH),
    "js": Language("javascript", _SLASH),
    "json": Language("json", (("//", ""),)),
    "jsonl": Language("json"),
    "jsx": Language("jsx", _SLASH),
    "kt": Language("kotlin", _SLASH),
    "lua": Language("lua", _DASH),
    "md": Language("markdown", _ANGLE),
    "mjs": Language("javascript", _SLASH),
    "proto": Language("protobuf", _SLASH),
    "ps1": Language("powershell", _HASH),
    "py": Language("python", _HASH),
    "pyi": Language("python", _HASH),
    "r": Language("r", _HASH),
    "rb": Language("ruby", _HASH),
    "rs": Language("rust", _SLASH),
    "scss": Language("scss", _SLASH),
    "sh": Language("bash", _HASH),
    "sql": Language("sql", _DASH),
    "svg": Language("xml", _ANGLE),
    "swift": Language("swift", _SLASH),
    "tf": Language("terraform", (("#", ""), *_SLASH)),
    "toml": Language("toml", _HASH),
    "ts": Language("typescript", _SLASH),
    "tsx": Language("tsx", _SLASH),
    "txt": Language("text"),
    "xml": Language("xml", _ANGLE),
    "yaml": Language("yaml", _HASH),
    "yml": Language("yaml", _HASH),
}
_BY_NAME = {
    "dockerfile": Language("docker", _HASH),
    "makefile": Language("make", _HASH),
}
_PLAIN = Language("text", (*_HASH, *_SLASH))


def language_of(file: str) -> Language:
    """Return the language of a file by its name.

    Args:
        file: Name of the file; folders before it do not matter.

    Returns:
        The language; plain text with the common comment marks when the name says nothing.
    """
    name = file.rpartition("/")[2].lower()
    return _BY_NAME.get(name) or _BY_SUFFIX.get(name.rpartition(".")[2], _PLAIN)
