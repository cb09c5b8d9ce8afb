"""The server for authors: a real one, asked over HTTP."""

import json
import urllib.request

from site_builder.resources import packaged_templates
from tests.serving import serving
from tests.small import Small


def test_the_server_shows_each_change_and_what_is_wrong_with_a_page(small: Small) -> None:
    small.replace("mkdocs.yml", "  - site_builder", "  - site_builder:\n      templates_dir: [own]")
    template = packaged_templates() / "sample/sample.md.jinja"
    small.write("own/sample/sample.md.jinja", template.read_text(encoding="utf-8"))
    module = "examples/text/slugify_titles/slugify_titles.py"
    with serving(small, "mkdocs", "serve", "-a") as server:
        assert "in lower case" in server.wait_for("A whole file:")

        small.replace("docs/index.md", "A whole file:", "The page changed.")
        server.wait_for("The page changed.")

        small.replace(module, "in lower case", "in small letters")
        server.wait_for("in small letters")

        small.replace(
            "own/sample/sample.md.jinja", "{% if code %}", "{% if code %}\nOwn template.\n"
        )
        server.wait_for("Own template.")

        small.replace("examples/text/slugify_titles/example.toml", "Slugify titles", "New title")
        server.wait_for("New title", "examples/text/slugify_titles/")

        small.replace(module, "def slugify(", "def slug(")
        server.wait_for_log("symbol-missing")
        # MkDocs alone would not answer any more.
        assert "The page changed." in server.text()
        server.wait_for_alert("symbol-missing", "docs/index.md:15")
        assert not server.alert("guides/")

        small.replace(module, "def slug(", "def slugify(")
        server.wait_for_alert()
        small.replace("docs/index.md", "The page changed.", "The mistake is mended.")
        server.wait_for("The mistake is mended.")
    leftovers = [path.name for path in small.root.iterdir() if "mkdocs_" in path.name]
    assert leftovers == []
    assert not small.site.exists()


def test_the_command_serves_a_project_that_does_not_name_the_plugin(small: Small) -> None:
    config = small.read("mkdocs.yml").replace("  - site_builder\n", "")
    config = config.replace("  - Examples: examples/\n", "")
    # Plugins may also be written as a mapping; what it says of the others still holds.
    small.write("mkdocs.yml", config.replace("  - search\n", "  search:\n    lang: de\n"))
    with serving(small, "site-builder", "serve", "-a") as server:
        assert "def slugify(" in server.wait_for("A whole file:")
        with urllib.request.urlopen(f"{server.url}search/search_index.json", timeout=5) as answer:
            assert json.load(answer)["config"]["lang"] == ["de"]


def test_what_is_saved_while_the_first_build_runs_is_shown(small: Small) -> None:
    small.write(
        "hook.py",
        "from pathlib import Path\n\n"
        "def on_post_build(config):\n"
        "    page = Path(config.docs_dir, 'index.md')\n"
        "    text = page.read_text().replace('A whole file:', 'Saved meanwhile.')\n"
        "    if text != page.read_text():\n        page.write_text(text)\n",
    )
    small.replace("mkdocs.yml", "plugins:", "hooks: [hook.py]\nplugins:")
    with serving(small, "mkdocs", "serve", "-a") as server:
        server.wait_for("Saved meanwhile.")
        built = server.said("Documentation built")
    assert built == 2


def test_a_server_that_cannot_begin_says_why(small: Small) -> None:
    small.make_three_mistakes()
    ran = small.run("mkdocs", "serve", "-a", "127.0.0.1:0")
    assert ran.returncode == 1
    assert "3 errors" in ran.stdout + ran.stderr
