"""The small project in three site generators: readers get the same samples."""

import os
import subprocess
import time
from dataclasses import asdict, dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.small import PAGES, Small, problems_in

_ZENSICAL = """\
site_name: Small
theme:
  name: material
  font: false
nav:
  - Home: index.md
  - Guides:
      - guides/lists.md
      - guides/blocks.md
      - guides/several.md
plugins: []
watch: [examples]
markdown_extensions:
  - admonition
  - attr_list
  - pymdownx.highlight
  - pymdownx.superfences
  - pymdownx.tabbed:
      alternate_style: true
  - site_builder.markdown:
      source_url: https://example.org/code
"""
_PARTS = ".sample-code, .sample-output, p:has(> .sample-caption)"


@dataclass(frozen=True, slots=True)
class Shown:
    """A sample as a reader sees it."""

    caption: str
    kind: str
    inside: str
    """Where it stands: the elements around it that an author wrote."""
    text: str
    highlighted: tuple[str, ...]
    links: tuple[str, ...]
    """Titles of the links under it."""


def test_mkdocs_shows_what_the_authors_of_the_pages_meant(small: Small) -> None:
    small.build()
    samples = {page: samples_of(small, page) for page in PAGES}
    assert {page: [(one.inside, one.kind) for one in found] for page, found in samples.items()} == {
        "index.md": [("", "code"), ("", "code"), ("", "output"), ("", "code")],
        "guides/lists.md": [("ol li", "code"), ("ol li ul li", "code"), ("ol li ul li", "output")],
        "guides/blocks.md": [
            ("admonition", "code"),
            ("tab", "code"),
            ("tab", "output"),
            ("blockquote", "code"),
        ],
        "guides/several.md": [("", "code"), ("", "code"), ("", "output"), ("", "code")],
    }
    marked = samples["index.md"][3]
    assert marked.highlighted == ("total = 0.0", "total += number", "yield total / count")
    assert marked.caption == "running_mean/running_mean.py running_means"
    assert samples["guides/blocks.md"][2].text == small.read(
        "examples/text/slugify_titles/expected.txt"
    )
    assert samples["guides/several.md"][1].caption == "How it is called"


def test_the_plugin_works_in_properdocs_as_in_mkdocs(small: Small) -> None:
    small.build()
    ours = {page: samples_of(small, page) for page in PAGES}
    ran = small.run("properdocs", "build", "-f", "mkdocs.yml", "--strict", "-d", "other")
    assert ran.returncode == 0, ran.stderr
    theirs = {page: samples_of(small, page, "other") for page in PAGES}
    assert theirs == ours
    assert (small.root / "other/examples/text/slugify_titles/index.html").is_file()


def test_the_plugin_stops_properdocs_for_a_mistake(small: Small) -> None:
    small.make_three_mistakes()
    ran = small.run("properdocs", "build", "-f", "mkdocs.yml")
    assert ran.returncode == 1
    assert len(problems_in(ran.stdout)) == 3
    assert not small.site.exists()


def test_the_extension_shows_the_same_samples_in_zensical(small: Small) -> None:
    small.build()
    # The links go elsewhere, because Zensical has no pages of examples.
    ours = {page: [_unlinked(one) for one in samples_of(small, page)] for page in PAGES}
    _build_with_zensical(small)
    theirs = {page: samples_of(small, page) for page in PAGES}
    assert {page: [_unlinked(one) for one in found] for page, found in theirs.items()} == ours
    assert theirs["index.md"][0].links == ("whole file", "tests", "example")


def test_zensical_shows_new_code_after_an_example_has_changed(small: Small) -> None:
    _build_with_zensical(small)
    assert "in lower case" in samples_of(small, "index.md")[0].text
    small.replace("examples/text/slugify_titles/slugify_titles.py", "in lower case", "in small")
    _build_with_zensical(small)
    assert "in small" in samples_of(small, "index.md")[0].text


def test_zensical_is_refused_when_it_does_not_watch_the_examples(small: Small) -> None:
    ran = _run_zensical(small, _ZENSICAL.replace("watch: [examples]\n", ""))
    assert ran.returncode != 0
    assert "mkdocs.yml: watch-missing" in ran.stdout + ran.stderr


def test_zensical_is_refused_when_it_watches_the_examples_no_longer(small: Small) -> None:
    _build_with_zensical(small)
    ran = _run_zensical(small, _ZENSICAL.replace("watch: [examples]\n", ""))
    assert ran.returncode != 0
    assert "watch-missing" in ran.stdout + ran.stderr


def test_zensical_stops_at_the_first_page_with_mistakes_and_names_all_of_that_page(
    small: Small,
) -> None:
    small.make_three_mistakes()
    small.replace("docs/guides/blocks.md", 'highlight="upper"', 'highlight="lower"')
    ran = _run_zensical(small, _ZENSICAL)
    assert ran.returncode != 0
    places = [problem.partition(": ")[0] for problem in problems_in(ran.stderr)]
    assert places == ["docs/guides/lists.md:13", "docs/guides/lists.md:5"]
    assert not (small.site / "guides/lists/index.html").exists()


def _run_zensical(small: Small, config: str) -> subprocess.CompletedProcess[str]:
    small.write("mkdocs.yml", config)
    # Its cache compares times in whole seconds, so what was written within one looks unchanged.
    later = time.time() + 10 * (1 + len(list(small.root.glob("built-*"))))
    for path in (small.root / "mkdocs.yml", *small.root.glob("examples/**/*")):
        os.utime(path, (later, later))
    small.write(f"built-{later:.0f}", "")
    return small.run("zensical", "build", "-f", "mkdocs.yml")


def _build_with_zensical(small: Small) -> None:
    ran = _run_zensical(small, _ZENSICAL)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def samples_of(small: Small, page: str, folder: str = "site") -> list[Shown]:
    """Return the samples on a finished page, read by their classes alone."""
    name = page.removesuffix("index.md").removesuffix(".md")
    path = small.root / folder / name / "index.html"
    tree = LexborHTMLParser(path.read_bytes())
    return [_shown(block) for block in tree.css("article .sample-code, article .sample-output")]


def _shown(block: LexborNode) -> Shown:
    caption = block.prev
    while caption is not None and caption.tag == "-text":
        caption = caption.prev
    assert caption is not None
    assert caption.css_first(".sample-caption") is not None, caption.html
    after = block.next
    while after is not None and (after.tag == "-text" or after.css_matches(_PARTS)):
        after = after.next
    pre = block.css_first("pre")
    assert pre is not None
    is_proof = after is not None and after.css_first(".sample-proof") is not None
    links = after.css(".sample-proof a") if after is not None and is_proof else ()
    return Shown(
        caption=" ".join(caption.text().split()),
        kind="code" if "sample-code" in (block.attributes["class"] or "") else "output",
        inside=" ".join(reversed([name for name in map(_place, _ancestors(block)) if name])),
        text=pre.text(),
        highlighted=tuple(node.text().strip() for node in block.css(".hll")),
        links=tuple(link.text() for link in links),
    )


def _place(node: LexborNode) -> str:
    classes = (node.attributes.get("class") or "").split()
    if "admonition" in classes:
        return "admonition"
    if "tabbed-block" in classes:
        return "tab"
    return node.tag if node.tag in {"ol", "ul", "li", "blockquote"} else ""


def _ancestors(node: LexborNode) -> list[LexborNode]:
    found = []
    parent = node.parent
    while parent is not None and parent.tag != "article":
        found.append(parent)
        parent = parent.parent
    return found


def _unlinked(shown: Shown) -> dict[str, object]:
    return {name: value for name, value in asdict(shown).items() if name != "links"}
