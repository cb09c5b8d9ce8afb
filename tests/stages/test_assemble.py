import base64
import hashlib
import json

import jinja2
import pytest

from site_builder.model import NavItem, RenderedPage, Rendering, Volume
from site_builder.stages.assemble import Cover, Face, Making, assemble, content_hash
from site_builder.text.library import Library
from site_builder.text.targets import Targets

SHOWING = jinja2.Environment(
    autoescape=False,
    undefined=jinja2.StrictUndefined,
    loader=jinja2.DictLoader(
        {
            "standalone/parts.css.jinja": "{% for p in parts %}{{ p.name }}={{ p.title }};"
            "{% endfor %}",
            "standalone/page.html.jinja": """{{ {
                "title": title, "language": language, "direction": direction, "icon": icon,
                "description": description, "styles": styles, "script": script,
                "script_hash": script_hash, "cover": cover and cover.title,
                "contents": contents | map("string") | list, "generated": generated,
                "siblings": siblings | map(attribute="href") | list,
                "updated": updated, "built_with": built_with,
                "pages": pages | map(attribute="id") | list,
                "html": pages | map(attribute="html") | list,
                "parts": pages | map(attribute="part") | list,
                "heights": pages | map(attribute="height") | list,
                "before": pages | map(attribute="previous.href", default="") | list,
                "after": pages | map(attribute="next.href", default="") | list,
            } | tojson }}""",
        }
    ),
)
FACE = Face("p { color: red }", "let x = 1 < 2;")


def page(source: str, html: str = "") -> RenderedPage:
    stem = source.removesuffix(".md")
    return RenderedPage(source, f"docs/{source}", f"{stem}/", stem.upper(), html)


def leaf(source: str) -> NavItem:
    stem = source.removesuffix(".md")
    return NavItem(stem.upper(), f"{stem}/", is_page=True)


NAV = (
    leaf("a.md"),
    NavItem("Guides", children=(leaf("b.md"), NavItem("Deep", children=(leaf("c.md"),)))),
    NavItem("Empty", children=(leaf("out.md"),)),
    NavItem("Elsewhere", "https://x.example/"),
)


def made(*volumes: Volume, at: int = 0, **changes: object) -> dict[str, object]:
    """Return what the template of one volume gets."""
    pages = tuple(one for volume in volumes for one in volume.pages)
    rendering = Rendering(
        "The site",
        "he",
        "",
        (*pages, page("out.md")),
        NAV,
        (),
        description="About",
        direction="rtl",
        built_with=(("x", "1"),),
    )
    making = Making(
        rendering,
        Library(rendering),
        Targets(volumes),
        volumes,
        FACE,
        SHOWING,
        **changes,  # type: ignore[arg-type]
    )
    shown = json.loads(assemble(volumes[at], making, lambda one: f"<b>{one.html}</b>"))
    assert isinstance(shown, dict)
    return shown


def test_pages_follow_each_other() -> None:
    shown = made(Volume("x.html", "T", (page("a.md", "1"), page("b.md"), page("c.md"))))
    assert shown["pages"] == ["a", "b", "c"]
    assert shown["before"] == ["", "#a", "#b"]
    assert shown["after"] == ["#b", "#c", ""]
    assert shown["html"] == ["<b>1</b>", "<b></b>", "<b></b>"]
    assert shown["generated"] == "T: 3 pages in one file."


def test_a_part_is_an_entry_of_the_navigation() -> None:
    pages = (page("a.md"), page("b.md"), page("c.md"), page("loose.md"))
    shown = made(Volume("x.html", "T", pages))
    assert shown["parts"] == ["part-1", "part-2", "part-2", "other"]
    (style, _), *others = shown["styles"]  # type: ignore[misc]
    assert style == ("p { color: red }\npart-1=A;part-2=Guides;part-3=Empty;part-4=Elsewhere;")
    assert others == []


def test_the_contents_name_what_is_in_the_files() -> None:
    shown = made(
        Volume("x.html", "T", (page("a.md"),)), Volume("y.html", "U", (page("b.md"), page("c.md")))
    )
    assert shown["contents"] == [
        "Entry(title='A', href='#a', children=())",
        (
            "Entry(title='Guides', href='', "
            "children=(Entry(title='B', href='y.html#b', children=()), "
            "Entry(title='Deep', href='', children=(Entry(title='C', href='y.html#c', "
            "children=()),))))"
        ),
    ]
    assert shown["siblings"] == ["y.html"]


def test_the_cover_comes_first_and_once() -> None:
    volumes = (Volume("x.html", "T", (page("a.md"),)), Volume("y.html", "U", (page("b.md"),)))
    cover = Cover("Cover", "", "", "")
    assert made(*volumes, cover=cover)["cover"] == "Cover"
    assert made(*volumes, at=1, cover=cover)["cover"] is None


def test_what_the_policy_shall_allow_is_hashed() -> None:
    shown = made(Volume("x.html", "T", (page("a.md"),)), project_style="b {}", icon="data:,")
    digest = base64.b64encode(hashlib.sha256(FACE.script.encode()).digest()).decode()
    assert shown["script_hash"] == f"'sha256-{digest}'"
    assert [hashed for _, hashed in shown["styles"]] == [  # type: ignore[attr-defined]
        content_hash(text)
        for text, _ in shown["styles"]  # type: ignore[attr-defined]
    ]
    assert shown["styles"][1][0] == "b {}"  # type: ignore[index]
    assert (shown["icon"], shown["script"]) == ("data:,", FACE.script)


def test_what_is_known_of_the_site_reaches_the_file() -> None:
    shown = made(Volume("x.html", "T", (page("a.md"),)), updated="2026-01-02")
    assert (shown["language"], shown["direction"], shown["description"]) == ("he", "rtl", "About")
    assert (shown["updated"], shown["built_with"]) == ("2026-01-02", [["x", "1"]])
    assert shown["generated"] == "T: 1 page in one file."


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ("<p>x</p>", f"<p>{'word ' * 100}</p>"),
        ("<p>x</p>", "<p>x</p><p>x</p>"),
        ("<pre>1\n2</pre>", "<pre>1\n2\n3\n4</pre>"),
        ("", "<p>x</p>"),
    ],
)
def test_more_text_is_expected_to_take_more_room(less: str, more: str) -> None:
    first, second = (
        made(Volume("x.html", "T", (page("a.md", one),)))["heights"] for one in (less, more)
    )
    assert first < second  # type: ignore[operator]
