"""Make names of files, regions and examples from what pages call things."""

import re
import sys
import unicodedata
from collections.abc import Collection
from keyword import iskeyword

_FILE = re.compile(r"(?:[\w-]+/)*[\w-]+(?:\.[\w-]+)*\.[A-Za-z][A-Za-z0-9]{0,9}|Dockerfile|Makefile")
_CODE = re.compile(r"`([^`]+)`")
_REMARK = re.compile(r"(?:#|//|--|/\*|<!--)\s*(?P<name>\S+?)\s*(?:\*/|-->)?")
_LONGEST = 40
"""Characters that a name made from a heading may have."""
_SUFFIXES = {
    "clojure": "clj",
    "csharp": "cs",
    "elixir": "ex",
    "fsharp": "fs",
    "haskell": "hs",
    "javascript": "js",
    "julia": "jl",
    "kotlin": "kt",
    "ocaml": "ml",
    "perl": "pl",
    "powershell": "ps1",
    "protobuf": "proto",
    "python": "py",
    "ruby": "rb",
    "rust": "rs",
    "terraform": "tf",
    "typescript": "ts",
}


def identifier(text: str, otherwise: str) -> str:
    """Return a name that Python can import, made from words.

    Args:
        text: A heading or the name of a page.
        otherwise: What to call it when nothing of the text can be used.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower().replace("'", ""))
    name = ""
    for word in words:
        longer = f"{name}_{word}".lstrip("_")
        if name and len(longer) > _LONGEST:
            break
        name = longer[:_LONGEST]
    name = name or otherwise
    return name if is_module(name) else f"{otherwise}_{name}"


def is_module(name: str) -> bool:
    """Return whether a module can have a name, and hides none of Python by it."""
    return name.isidentifier() and not iskeyword(name) and name not in sys.stdlib_module_names


def free(name: str, taken: Collection[str]) -> str:
    """Return a name that is not taken: itself, or with the first number that makes it free.

    Args:
        name: The name, of a file with its suffix.
        taken: Names that are in use.
    """
    stem, point, suffix = name.partition(".")
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{stem}_{number}{point}{suffix}"
    return found


def suffix_of(language: str) -> str:
    """Return how names of files in a language end."""
    return _SUFFIXES.get(language, language)


def file_named(title: str, first_line: str, above: str) -> str:
    """Return the name of the file that a block is, as its page says it; empty if it does not.

    Args:
        title: The title of the block.
        first_line: Its first line, which may be a comment that holds nothing but the name.
        above: The last line above it that is not blank: `Create "app.py":`.
    """
    remark = _REMARK.fullmatch(first_line.strip())
    said = [title, remark["name"] if remark else ""]
    if above.rstrip().endswith(":"):
        said += reversed(_CODE.findall(above))
    return next((one for one in said if _FILE.fullmatch(one)), "")
