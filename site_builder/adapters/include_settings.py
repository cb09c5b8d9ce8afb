"""Read from a configuration how the other extensions of a project include files."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from traceback import walk_tb

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import RelativeDirPlaceholder

from site_builder.model import (
    Appended,
    Following,
    Includes,
    MarkdownIncludes,
    PlainIncludes,
    Problem,
    Snippets,
    SplicedIncludes,
    VariantIncludes,
)

_SNIPPETS = ("pymdownx.snippets",)
_SPLICED = ("mdx_include", "mdx_include.mdx_include")
_PLAIN = ("markdown_include", "markdown_include.include")
_VARIANTS = ("markdown_include_variants",)
_PLUGIN = "IncludeMarkdownPlugin"

_PACKAGES = {
    "markdown_include",
    "mkdocs_include_markdown_plugin",
    "markdown_include_variants",
    "mdx_include",
    "pymdownx",
}

_Options = Mapping[str, object]


def includes_of(config: MkDocsConfig) -> Includes:
    """Return the ways of including that a project has turned on.

    Args:
        config: The configuration of MkDocs.
    """
    snippets, spliced = _options(config, _SNIPPETS), _options(config, _SPLICED)
    plain, variants = _options(config, _PLAIN), _options(config, _VARIANTS)
    return Includes(
        snippets=None if snippets is None else _snippets(snippets, config),
        markdown=_markdown(config),
        spliced=None if spliced is None else _spliced(spliced),
        plain=None
        if plain is None
        else PlainIncludes(_path(plain, "base_path"), _text(plain, "encoding", "utf-8")),
        variants=None if variants is None else VariantIncludes(Path.cwd()),
    )


def is_of_includes(error: Exception, problems: Sequence[Problem]) -> bool:
    """Return whether an extension stopped at an include that has been told with its place.

    Args:
        error: What stopped the build.
        problems: What has been told.
    """
    frames = [frame for frame, _ in walk_tb(error.__traceback__)]
    raised = any(str(one.f_globals.get("__name__")).split(".")[0] in _PACKAGES for one in frames)
    return raised and any(one.code.name.startswith("INCLUDE_") for one in problems)


def _options(config: MkDocsConfig, names: tuple[str, ...]) -> _Options | None:
    """Return the options of an extension, nothing if it is not turned on."""
    for one in config.markdown_extensions:
        if isinstance(one, str) and one.partition(":")[0] in names:
            return config.mdx_configs.get(one) or {}
    return None


def _snippets(options: _Options, config: MkDocsConfig) -> Snippets:
    written = options.get("base_path", ["."])
    bases = written if isinstance(written, list | tuple) else [written]
    appended = options.get("auto_append")
    names = [one for one in appended if isinstance(one, str)] if isinstance(appended, list) else []
    return Snippets(
        # The extension begins where the build runs, which is where we run.
        bases=tuple(
            Path(os.path.abspath(one))  # noqa: PTH100 - links stay, as in the extension
            for one in bases
            if isinstance(one, str | os.PathLike) and not isinstance(one, RelativeDirPlaceholder)
        ),
        beside_page=any(isinstance(one, RelativeDirPlaceholder) for one in bases),
        restrict=bool(options.get("restrict_base_path", True)),
        encoding=_text(options, "encoding", "utf-8"),
        appended=tuple(Appended(one, _line_of(one, config)) for one in names),
        downloads=bool(options.get("url_download")),
        strict=bool(options.get("check_paths")),
    )


def _line_of(name: str, config: MkDocsConfig) -> int:
    """Return the line of a configuration that holds a name, 0 if it is unknown."""
    lines = Path(config.config_file_path).read_text(encoding="utf-8").splitlines()
    return next((at for at, line in enumerate(lines, start=1) if name in line), 0)


def _markdown(config: MkDocsConfig) -> MarkdownIncludes | None:
    for plugin in config.plugins.values():
        if type(plugin).__name__ == _PLUGIN:
            options: _Options = plugin.config
            words = options.get("directives")
            words = words if isinstance(words, Mapping) else {}
            excluded = options.get("exclude")
            return MarkdownIncludes(
                opening=_text(options, "opening_tag", "{%"),
                closing=_text(options, "closing_tag", "%}"),
                include=_text(words, "include", "include"),
                include_markdown=_text(words, "include-markdown", "include-markdown"),
                encoding=_text(options, "encoding", "utf-8"),
                follow=bool(options.get("recursive", True)),
                start=_text(options, "start", ""),
                end=_text(options, "end", ""),
                exclude=tuple(excluded) if isinstance(excluded, list) else (),
                downloads=bool(options.get("include_from_url", True)),
            )
    return None


def _spliced(options: _Options) -> SplicedIncludes:
    recurs = options.get("recurs_local", True)
    following = Following.ASKED if recurs is None else Following.NEVER
    return SplicedIncludes(
        base=_path(options, "base_path"),
        left=_text(options, "syntax_left", r"\{!"),
        right=_text(options, "syntax_right", r"!\}"),
        divider=_text(options, "syntax_delim", r"\|"),
        indents=_text(options, "syntax_apply_indent", ">"),
        encoding=_text(options, "encoding", "utf-8"),
        following=Following.ALWAYS if recurs else following,
        asks=_text(options, "syntax_recurs_on", "+"),
        refuses=_text(options, "syntax_recurs_off", "-"),
        relative=bool(options.get("recursive_relative_path")),
        local=bool(options.get("allow_local", True)),
        downloads=bool(options.get("allow_remote", True)),
        circular=bool(options.get("allow_circular_inclusion")),
    )


def _text(options: _Options, key: str, default: str) -> str:
    value = options.get(key, default)
    return value if isinstance(value, str) else default


def _path(options: _Options, key: str) -> Path:
    value = options.get(key, ".")
    return Path.cwd() / (value if isinstance(value, str | os.PathLike) else ".")
