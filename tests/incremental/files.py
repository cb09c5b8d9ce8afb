"""The project that is edited: a bit of all that a page may depend on."""

from collections.abc import Mapping
from typing import Any

CONFIG: Mapping[str, Any] = {
    "site_name": "Handbook",
    "site_url": "https://example.org/book/",
    "nav": [
        {"Home": "index.md"},
        {"Guides": ["guides/index.md", "guides/one.md", {"The second": "guides/two.md"}]},
        {"More": [{"Deep": ["guides/deep/three.md"]}, "reference/api.md"]},
        {"Terms": "reference/terms.md"},
    ],
    "theme": {
        "name": "material",
        "font": False,
        "custom_dir": "theme",
        "features": ["navigation.footer", "navigation.indexes"],
    },
    "extra": {"generator": False, "status": {"new": "Fresh"}},
    "extra_css": ["assets/extra.css"],
    "hooks": ["hooks.py"],
    "validation": {"links": {"anchors": "warn"}},
    "plugins": [
        "search",
        {"redirects": {"redirect_maps": {"old.md": "guides/one.md"}}},
        {
            "site_builder": {
                "references": {"back_links": True},
                "machines": {"markdown": True, "llms": True, "sitemap": True},
                "index_tables": True,
                # Otherwise most edits would only make a build fail.
                "problems": [
                    {"code": code, "severity": "warning", "why": "Edits are tried."}
                    for code in ("link-dead", "anchor-dead", "nav-missing-page", "include-missing")
                ],
            }
        },
    ],
    "markdown_extensions": [
        "abbr",
        "admonition",
        "attr_list",
        "footnotes",
        "md_in_html",
        "tables",
        {"toc": {"permalink": True}},
        {
            "pymdownx.emoji": {
                "emoji_index": "!!python/name:material.extensions.emoji.twemoji",
                "emoji_generator": "!!python/name:material.extensions.emoji.to_svg",
            }
        },
        "pymdownx.highlight",
        "pymdownx.superfences",
        {"pymdownx.tabbed": {"alternate_style": True}},
        {
            "pymdownx.snippets": {
                "base_path": ["more", "includes"],
                "check_paths": False,
                "auto_append": ["abbreviations.md"],
            }
        },
    ],
}

FILES: Mapping[str, str] = {
    "docs/index.md": (
        "---\ntitle: Start\nsummary: Where to begin.\n---\n\n# Welcome\n\n"
        "See [one](guides/one.md#first-steps), [two](guides/two.md) and\n"
        "[terms](reference/terms.md#hash). The word is alpha.\n\n"
        "![A picture](assets/dot.svg)\n\n--8<-- 'note.md'\n\n## Aims\n\nHTML is made.\n"
    ),
    "docs/guides/index.md": "# Guides\n\nThe word is bravo. :material-check:\n",
    "docs/guides/one.md": (
        "---\nstatus: new\nsummary: The first guide.\n---\n\n# One\n\n"
        "Go to the [start](../index.md#aims). The word is alpha.\n\n"
        "## First steps\n\n```sample\ntext/greet/greet.py#setup\n```\n\nA remark.[^1]\n\n"
        "## Next steps\n\n=== 'Tab'\n\n    ```sample\n    text/greet/greet.py::greet\n    ```\n\n"
        "=== 'Other'\n\n    Nothing.\n\n[^1]: Footnote.\n"
    ),
    "docs/guides/two.md": (
        "---\nsummary: The second guide.\n---\n\n# Two\n\n"
        "```sample show='output'\ntext/greet\n```\n\n```sample\ntext/count/count.py::count\n```\n\n"
        "Back to [the first](one.md#next-steps), on to [three](deep/three.md#named).\n"
        "The word is charlie.\n"
    ),
    "docs/guides/deep/three.md": (
        "# Three\n\n## A long heading {#named}\n\n--8<-- 'outer.md'\n\nThe word is {{word}}.\n"
    ),
    "docs/reference/api.md": (
        "# The `api`\n\n```sample\ntext/greet/greet.py\n```\n\n"
        "??? note\n\n    | a | b |\n    | --- | --- |\n    | CSS | HTML |\n\n"
        "The word is bravo.\n"
    ),
    "docs/reference/terms.md": (
        "# Terms\n\n## Hash\n\nA number. See [api](api.md).\n\n## Tree\n\nThe word is delta.\n"
    ),
    "docs/notes/free.md": "Nobody lists this. The word is alpha. [Start](../index.md)\n",
    "docs/assets/dot.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='2' height='2'/>\n",
    "docs/assets/extra.css": "p { margin: 1px }\n",
    "docs/assets/raw.txt": "raw\n",
    "includes/note.md": "!!! note\n    A note that pages include, on CSS. The word is alpha.\n",
    "includes/outer.md": "Outer.\n\n--8<-- 'inner.md'\n",
    "includes/inner.md": "Inner. The word is bravo.\n",
    "includes/abbreviations.md": "*[HTML]: Hyper Text\n*[CSS]: Sheets\n",
    "more/unused.md": "Nobody includes this.\n",
    "theme/main.html": (
        '{% extends "base.html" %}\n'
        '{% block announce %}{% include "partials/mark.html" %}{% endblock %}\n'
    ),
    "theme/partials/mark.html": "News: {{ config.site_name }}, alpha\n",
    "theme/wide.html": '{% extends "main.html" %}{% block footer %}Wide{% endblock %}\n',
    "hooks.py": (
        "def on_page_markdown(markdown, **kwargs):\n"
        "    return markdown.replace('{{word}}', 'alpha')\n"
    ),
    "examples/text/greet/example.toml": 'title = "Greet"\nsummary = "Greets people."\n',
    "examples/text/greet/greet.py": (
        '"""Greet people."""\n\n# region setup\nGREETING = "Hello"\nMARK = "!"\n# endregion\n\n\n'
        'def greet(name):\n    """Return a greeting."""\n    return GREETING + name + MARK\n\n\n'
        'def leave(name):\n    return "Bye, " + name\n'
    ),
    "examples/text/greet/__main__.py": (
        "from examples.text.greet.greet import greet\n\nprint(greet('you'))\n"
    ),
    "examples/text/greet/expected.txt": "Helloyou!\n",
    "examples/text/count/example.toml": 'title = "Count"\nsummary = "Counts."\nlibrary = true\n',
    "examples/text/count/count.py": (
        "def count(words):\n    return len(words)\n\n\ndef other(words):\n    return words\n"
    ),
}
