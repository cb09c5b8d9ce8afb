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
_STAR = (("/*", "*/"),)
_SEMICOLON = ((";", ""),)
_PERCENT = (("%", ""),)
# Components hold HTML, scripts and styles in one file.
_MIXED = (*_ANGLE, *_SLASH)
# A template may comment in the way of what it makes, or in its own.
_TEMPLATE = (("{#", "#}"), *_ANGLE)

_COMMENTS: dict[str, tuple[tuple[str, str], ...]] = {
    "bash": _HASH,
    "bat": (("rem ", ""), ("REM ", ""), ("::", "")),
    "c": _SLASH,
    "clojure": _SEMICOLON,
    "cmake": _HASH,
    "cpp": _SLASH,
    "csharp": _SLASH,
    "css": _STAR,
    "dart": _SLASH,
    "docker": _HASH,
    "elixir": _HASH,
    "erlang": _PERCENT,
    "fish": _HASH,
    "fsharp": (("//", ""), ("(*", "*)")),
    "go": _SLASH,
    "graphql": _HASH,
    "groovy": _SLASH,
    "haskell": (("--", ""), ("{-", "-}")),
    "hcl": (*_HASH, *_SLASH),
    "html": _ANGLE,
    "ini": (*_HASH, *_SEMICOLON),
    "java": _SLASH,
    "javascript": _SLASH,
    "jinja": _TEMPLATE,
    "json": (("//", ""),),
    "json5": _SLASH,
    "jsx": (*_SLASH, ("{/*", "*/}")),
    "julia": _HASH,
    "kotlin": _SLASH,
    "less": _SLASH,
    "lisp": _SEMICOLON,
    "lua": _DASH,
    "make": _HASH,
    "markdown": _ANGLE,
    "nginx": _HASH,
    "nim": _HASH,
    "nix": (*_HASH, *_STAR),
    "ocaml": (("(*", "*)"),),
    "perl": _HASH,
    "php": (*_HASH, *_SLASH),
    "powershell": (*_HASH, ("<#", "#>")),
    "properties": (*_HASH, ("!", "")),
    "protobuf": _SLASH,
    "python": _HASH,
    "r": _HASH,
    "rst": ((".. ", ""),),
    "ruby": _HASH,
    "rust": _SLASH,
    "scala": _SLASH,
    "scheme": _SEMICOLON,
    "scss": _SLASH,
    "solidity": _SLASH,
    "sql": (*_DASH, *_STAR),
    "swift": _SLASH,
    "terraform": (*_HASH, *_SLASH),
    "tex": _PERCENT,
    "text": (),
    "toml": _HASH,
    "tsx": (*_SLASH, ("{/*", "*/}")),
    "typescript": _SLASH,
    "vim": (('"', ""),),
    "vue": _MIXED,
    "xml": _ANGLE,
    "yaml": _HASH,
    "zig": (("//", ""),),
}
_SUFFIXES: dict[str, tuple[str, ...]] = {
    # The names that are not the language's own.
    "bash": ("sh", "ksh", "zsh"),
    "bat": ("cmd",),
    "c": ("h",),
    "clojure": ("clj", "cljs", "edn"),
    "cpp": ("cc", "cxx", "hh", "hpp"),
    "csharp": ("cs",),
    "docker": ("dockerfile",),
    "elixir": ("ex", "exs"),
    "erlang": ("erl",),
    "fsharp": ("fs", "fsx"),
    "graphql": ("gql",),
    "groovy": ("gradle",),
    "haskell": ("hs",),
    "html": ("htm",),
    "ini": ("cfg", "conf", "desktop", "editorconfig", "service"),
    "javascript": ("cjs", "js", "mjs"),
    "jinja": ("j2", "jinja2"),
    "json": ("jsonc", "webmanifest"),
    "julia": ("jl",),
    "kotlin": ("kt", "kts"),
    "lisp": ("el",),
    "make": ("mk",),
    "markdown": ("md",),
    "ocaml": ("ml", "mli"),
    "perl": ("pl", "pm"),
    "powershell": ("ps1", "psm1"),
    "protobuf": ("proto",),
    "python": ("py", "pyi", "pyw"),
    "ruby": ("gemspec", "rake", "rb"),
    "rust": ("rs",),
    "scheme": ("scm",),
    "solidity": ("sol",),
    "terraform": ("tf", "tfvars"),
    "tex": ("latex", "sty"),
    "text": ("csv", "log", "tsv", "txt"),
    "vue": ("svelte",),
    "typescript": ("cts", "mts", "ts"),
    "xml": ("svg", "xsd", "xsl", "xslt"),
    "yaml": ("yml",),
}
_BY_SUFFIX = {name: name for name in _COMMENTS} | {
    suffix: name for name, suffixes in _SUFFIXES.items() for suffix in suffixes
}
_BY_NAME = {
    "brewfile": "ruby",
    "cmakelists.txt": "cmake",
    "containerfile": "docker",
    "dockerfile": "docker",
    "gemfile": "ruby",
    "gnumakefile": "make",
    "jenkinsfile": "groovy",
    "justfile": "make",
    "makefile": "make",
    "nginx.conf": "nginx",
    "procfile": "yaml",
    "rakefile": "ruby",
    "vagrantfile": "ruby",
}
_WORDS = {
    # What stands behind a fence and is no suffix.
    "bash": ("bash-session", "console", "sh-session", "shell", "shell-session", "terminal"),
    "cpp": ("c++",),
    "csharp": ("c#",),
    "fsharp": ("f#",),
    "go": ("golang",),
    "javascript": ("ecmascript", "node"),
    "make": ("makefile",),
    "powershell": ("posh", "pwsh"),
    "python": ("doctest", "ipython", "ipython3", "py3", "pycon", "python3"),
    "sql": ("mysql", "plpgsql", "postgres", "postgresql", "sqlite", "sqlite3", "tsql"),
    "text": ("none", "output", "plain", "plaintext"),
    "yaml": ("docker-compose",),
}
_BY_WORD = {word: name for name, words in _WORDS.items() for word in words}
_PLAIN = Language("text", (*_HASH, *_SLASH))
# One object on each line: nowhere to put a comment.
_LINES = Language("json")


def language_of(file: str) -> Language:
    """Return the language of a file by its name.

    Args:
        file: Name of the file; folders before it do not matter.

    Returns:
        The language; plain text with the common comment marks when the name says nothing.
    """
    name = file.rpartition("/")[2].lower()
    suffix = name.rpartition(".")[2]
    if suffix in {"jsonl", "ndjson"}:
        return _LINES
    found = _BY_NAME.get(name) or _BY_SUFFIX.get(suffix)
    # A variant has a suffix of its own: `Dockerfile.dev`.
    found = found or _BY_NAME.get(name.partition(".")[0])
    return Language(found, _COMMENTS[found]) if found else _PLAIN


def comments_of(language: str) -> tuple[tuple[str, str], ...]:
    """Return how a comment on its own line begins and ends in a language.

    Args:
        language: Name of the language, as the highlighter knows it.
    """
    return _COMMENTS.get(language, _PLAIN.comments)


def language_word(word: str) -> str:
    """Return the one name of a language that has several.

    Args:
        word: What stands behind a fence: `py`, `console`, `yml`.

    Returns:
        The name that a file of the language would have; the word itself when it is not known.
    """
    word = word.lower()
    return _BY_WORD.get(word) or _BY_SUFFIX.get(word, word)


def language_names() -> frozenset[str]:
    """Return the names that languages have, as suffixes and behind fences."""
    return frozenset({**_BY_WORD, **_BY_SUFFIX})


def is_language(word: str) -> bool:
    """Return whether a word is a name of a language that is known."""
    return word.lower() in language_names()
