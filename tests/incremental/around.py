"""What an author may do to what is around pages: navigation, templates, hooks, assets."""

from random import Random

from tests.incremental.edits import WORDS, Edit, nav_of
from tests.incremental.place import Place


def navigation(place: Place, chance: Random) -> None:
    """Change the order, the labels or the sections of the navigation."""
    if chance.random() < 0.15:
        place.config.pop("nav", None)
        return
    nav = nav_of(place)
    match chance.randrange(5):
        case 0:
            chance.shuffle(nav)
        case 1:
            one = chance.randrange(len(nav))
            value = next(iter(nav[one].values())) if isinstance(nav[one], dict) else nav[one]
            nav[one] = {chance.choice(WORDS): value}
        case 2:
            nav.append({chance.choice(WORDS): [{"Out": "https://example.org/x"}, "notes/free.md"]})
        case 3 if len(nav) > 2:
            nav.pop(chance.randrange(1, len(nav)))
        case _:
            nav.append({chance.choice(WORDS): chance.choice(("examples/", "assets/raw.txt"))})


def template(place: Place, chance: Random) -> None:
    """Change a template of the project, or what it builds on."""
    base = '{% extends "base.html" %}\n'
    name, text = chance.choice(
        (
            ("main.html", base),
            ("main.html", f"{base}{{% block footer %}}{{{{ page.meta.own }}}}{{% endblock %}}"),
            (
                "main.html",
                f"{base}{{% block footer %}}{{{{ page.markdown|length }}}}{{% endblock %}}",
            ),
            (
                "main.html",
                f"{base}{{% block footer %}}{{{{ page.next_page.toc }}}}{{% endblock %}}",
            ),
            ("main.html", base + "{% block footer %}{{ nav.homepage.content }}{% endblock %}"),
            ("main.html", base + "{% block footer %}{{ pages|length }}{% endblock %}"),
            ("main.html", base + "{% block footer %}{{ build_date_utc }}{% endblock %}"),
            ("main.html", base + "{% block footer %}{{ page.stamp }}{% endblock %}"),
            ("main.html", base + '{% block footer %}{% include "part.txt" %}{% endblock %}'),
            ("partials/mark.html", f"News: {chance.choice(WORDS)}\n"),
            ("part.txt", "Part {% for one in pages %}{{ one.file.src_uri }}{% endfor %}\n"),
            ("404.html", f'{{% extends "base.html" %}}{{% block content %}}{chance.choice(WORDS)}'),
            ("partials/copyright.html", "{{ config.copyright }} {{ page.edit_url }}"),
        )
    )
    if name == "404.html":
        text += "{% endblock %}"
    if (
        text.endswith('"part.txt" %}{% endblock %}')
        and not (place.root / "theme/part.txt").exists()
    ):
        place.write("theme/part.txt", "Part\n")
    place.write(f"theme/{name}", text)


def hooks(place: Place, chance: Random) -> None:
    """Change the functions that MkDocs calls in a build."""
    word = chance.choice(WORDS)
    place.write(
        "hooks.py",
        chance.choice(
            (
                "",
                (
                    "def on_page_markdown(markdown, **kwargs):\n"
                    f"    return markdown.replace('{{{{word}}}}', '{word}')\n"
                ),
                f"def on_page_markdown(markdown, page, **kwargs):\n    page.stamp = '{word}'\n",
                f"def on_page_content(html, **kwargs):\n    return html + '<p>{word}</p>'\n",
                f"def on_page_context(context, **kwargs):\n    context['own'] = '{word}'\n",
                f"def on_post_page(output, **kwargs):\n    return output + '<!-- {word} -->'\n",
                f"def on_env(env, **kwargs):\n    env.globals['own'] = '{word}'\n",
                f"def on_config(config):\n    config.copyright = '{word}'\n",
                f"def onnav_of(nav, **kwargs):\n    nav.items[-1].title = '{word}'\n",
                (
                    "from pathlib import Path\n\n\n"
                    "def on_post_build(config):\n"
                    "    page = Path(config.site_dir) / 'guides/one/index.html'\n"
                    f"    page.exists() and page.write_text(page.read_text() + '{word}')\n"
                ),
            )
        ),
    )


def asset(place: Place, chance: Random) -> None:
    """Change, add or remove files that are copied."""
    match chance.randrange(4):
        case 0:
            place.write("docs/assets/extra.css", f"p {{ margin: {chance.randrange(9)}px }}\n")
        case 1:
            place.write("docs/assets/raw.txt", f"{chance.choice(WORDS)}\n")
        case 2:
            place.write(
                f"docs/assets/{chance.choice(('a', 'b'))}.png", bytes([chance.randrange(9)])
            )
        case _:
            path = place.root / "docs/assets/dot.svg"
            if path.exists():
                path.unlink()
            else:
                place.write("docs/assets/dot.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>\n")


AROUND: tuple[Edit, ...] = (navigation, template, hooks, asset)
