"""What an author may change in `mkdocs.yml`."""

from random import Random
from typing import Any

from tests.incremental.around import AROUND
from tests.incremental.edits import PAGES, Edit
from tests.incremental.others import OTHERS
from tests.incremental.place import Place
from tests.incremental.shown import SHOWN

FEATURES = (
    *("navigation.footer", "navigation.indexes", "navigation.tabs", "navigation.sections"),
    *("navigation.expand", "navigation.path", "navigation.prune", "navigation.top"),
    *("content.code.copy", "content.action.edit", "toc.integrate", "search.highlight"),
)
EXTENSIONS: tuple[Any, ...] = (
    *("abbr", "admonition", "attr_list", "footnotes", "md_in_html", "tables", "def_list"),
    *("pymdownx.details", "pymdownx.highlight", "pymdownx.superfences", "pymdownx.tilde"),
    {"toc": {"permalink": True}},
    {"toc": {"permalink": "#", "baselevel": 2, "title": "Contents"}},
    {"pymdownx.highlight": {"linenums": True, "anchor_linenums": True}},
    {"pymdownx.tabbed": {"alternate_style": True}},
    {"pymdownx.snippets": {"base_path": ["includes"], "check_paths": True}},
    {"pymdownx.snippets": {"base_path": ["more", "includes"], "check_paths": False}},
)
SETTINGS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("site_name", ("Handbook", "Other book")),
    ("site_url", ("https://example.org/book/", "https://example.org/", "", None)),
    ("site_description", ("A book.", None)),
    ("copyright", ("Nobody", None)),
    ("repo_url", ("https://github.com/someone/book", None)),
    ("edit_uri", ("edit/main/docs/", "blob/main/", None)),
    ("use_directory_urls", (True, False)),
    ("extra", ({"generator": False}, {"generator": True, "own": [1, {"a": None}]})),
    ("extra_css", ([], ["assets/extra.css"], ["assets/extra.css", "https://example.org/x.css"])),
    ("extra_javascript", ([], ["assets/own.js"])),
    ("exclude_docs", ("notes/\n", "assets/raw.txt\n", "guides/two.md\n", None)),
    ("not_in_nav", ("notes/\n", None)),
    ("draft_docs", ("guides/two.md\n", "notes/\n", None)),
    ("hooks", ([], ["hooks.py"])),
    ("validation", ({"links": {"anchors": "warn"}}, {"links": {"anchors": "ignore"}}, None)),
    (
        "validation",
        (
            {"links": {"absolute_links": "relative_to_docs", "not_found": "info"}},
            {"nav": {"omitted_files": "warn"}, "links": {"not_found": "ignore"}},
        ),
    ),
)
THEME: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("custom_dir", ("theme", None)),
    ("language", ("en", "de", "ar")),
    ("palette", ({"primary": "red"}, {"scheme": "slate"}, None)),
    ("favicon", ("assets/dot.svg", None)),
    ("icon", ({"repo": "material/check"}, None)),
    ("direction", ("rtl", None)),
)
OWN: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("incremental", (True, False)),
    ("references", ({"back_links": True}, {"status": True}, {"bare_links": True}, {})),
    ("machines", ({}, {"markdown": True}, {"llms": True, "sitemap": True, "feed": True})),
    ("index_tables", (True, False)),
    ("style", (True, False)),
    ("downloads", (True, False)),
    ("fold_output", (0, 60)),
    ("source_url", ("https://example.org/src/{path}#L{line}", "")),
    ("page_kinds", ({}, {"guides": "guide"}, {".": "free"})),
    ("problems", ([], None)),
    ("category_titles", ({}, {"text": "Texts"})),
    ("example_pages", ("examples", "samples")),
    ("max_clicks", (0, 1)),
    ("nav_complete", (True, False)),
    ("reach", ({}, {"dead_ends": True, "synonyms": True})),
    ("standalone", ([], [{"file": "book.html"}])),
)


def _set(values: dict[str, Any], choices: Any, chance: Random) -> None:
    name, options = chance.choice(choices)
    value = chance.choice(options)
    if value is None:
        values.pop(name, None)
    else:
        values[name] = value


def setting(place: Place, chance: Random) -> None:
    """Change a setting of MkDocs."""
    _set(place.config, SETTINGS, chance)


def theme(place: Place, chance: Random) -> None:
    """Change a setting of the theme."""
    _set(place.config["theme"], THEME, chance)


def feature(place: Place, chance: Random) -> None:
    """Turn a feature of the theme on or off."""
    _toggle(place.config["theme"]["features"], chance.choice(FEATURES))


def extension(place: Place, chance: Random) -> None:
    """Add a Markdown extension, remove one, or change its options."""
    extensions = place.config["markdown_extensions"]
    new = chance.choice(EXTENSIONS)
    there = [one for one in extensions if _name(one) == _name(new)]
    for one in there:
        extensions.remove(one)
    if not there or chance.random() < 0.6:
        extensions.append(new)


def plugin(place: Place, chance: Random) -> None:
    """Add, remove or change another plugin."""
    plugins = place.config["plugins"]
    new = chance.choice(
        (
            "search",
            {"autorefs": {}},
            {"mkdocstrings": {"handlers": {"python": {"paths": ["."]}}}},
            {"search": {"lang": "de", "separator": "[a-e]"}},
            {"redirects": {"redirect_maps": {"old.md": "guides/one.md"}}},
            {"redirects": {"redirect_maps": {"old.md": "index.md", "was.md": "notes/free.md"}}},
        )
    )
    there = [one for one in plugins if _name(one) == _name(new)]
    for one in there:
        plugins.remove(one)
    if not there or chance.random() < 0.7:
        plugins.insert(chance.randrange(len(plugins) + 1), new)


def own_option(place: Place, chance: Random) -> None:
    """Change an option of our plugin."""
    for one in place.config["plugins"]:
        if _name(one) == "site_builder":
            _set(one["site_builder"], OWN, chance)


def bad_yaml(place: Place, chance: Random) -> None:
    """Make the configuration unreadable until the next edit of it, or name what is not there."""
    place.config["nav"] = {"not": "a list"} if chance.random() < 0.5 else [{"A": "nowhere.md"}]


def _toggle(names: list[Any], name: Any) -> None:
    if name in names:
        names.remove(name)
    else:
        names.append(name)


def _name(one: Any) -> str:
    return one if isinstance(one, str) else str(next(iter(one)))


CONFIG: tuple[Edit, ...] = (setting, theme, feature, extension, plugin, own_option)
EDITS: tuple[Edit, ...] = (
    *(PAGES * 3),
    *(SHOWN * 3),
    *(AROUND * 3),
    *(CONFIG * 2),
    *OTHERS,
    bad_yaml,
)
"""All edits; what authors do most is there most often."""
BY_NAME = {edit.__name__: edit for edit in EDITS}
