"""A build redoes only what changed, and shows the same as one that redoes all."""

import gzip
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from site_builder.adapters.build import plugin_of
from tests.small import Small

ALL = {"index.md", "guides/lists.md", "guides/blocks.md", "guides/several.md"}
SLUGIFY = "examples/text/slugify_titles/slugify_titles.py"


@pytest.fixture
def project(small: Small) -> Small:
    """Return the small project after one build, with examples that have a page each."""
    _build(small)
    return small


def _build(small: Small) -> tuple[set[str], set[str]]:
    """Build as `mkdocs build` does; return which pages were converted and rendered."""
    plugin = plugin_of(small.build())
    return plugin.redone.converted, plugin.redone.rendered


def _tree(folder: Path) -> Mapping[str, bytes]:
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            # MkDocs packs with the time of the build.
            name = path.relative_to(folder).as_posix()
            found[name] = gzip.decompress(data) if name == "sitemap.xml.gz" else data
    return found


def _assert_as_clean(small: Small) -> None:
    before = _tree(small.site)
    shutil.rmtree(small.root / ".cache")
    shutil.rmtree(small.site)
    _build(small)
    assert _tree(small.site) == before


def test_a_second_build_redoes_nothing(project: Small) -> None:
    before = _tree(project.site)
    assert _build(project) == (set(), set())
    assert _tree(project.site) == before
    _assert_as_clean(project)


def test_nothing_is_kept_where_that_is_not_wanted(small: Small) -> None:
    small.replace("mkdocs.yml", "  - site_builder", "  - site_builder:\n      incremental: false")
    _build(small)
    converted, rendered = _build(small)
    assert converted >= ALL
    assert rendered >= ALL


def test_an_edit_redoes_its_page(project: Small) -> None:
    project.write("docs/index.md", project.read("docs/index.md") + "\nOne more line.\n")
    assert _build(project) == ({"index.md"}, {"index.md"})
    _assert_as_clean(project)


def test_a_sample_redoes_the_pages_that_show_it_and_no_other(project: Small) -> None:
    project.replace(SLUGIFY, "def slugify(title: str)", "def slugify(title: str, end: str = '')")
    converted, rendered = _build(project)
    shows_it = {"index.md", "guides/lists.md", "guides/blocks.md", "guides/several.md"}
    assert shows_it & {"guides/lists.md", "guides/blocks.md"} <= converted
    assert rendered == converted
    _assert_as_clean(project)


def test_what_no_page_shows_redoes_nothing(project: Small) -> None:
    # Behind all that is shown, so that no line gets another number.
    name = "examples/numbers/running_mean/test_running_mean.py"
    project.write(name, project.read(name) + "\n\nLIMIT = 3\n")
    converted, _ = _build(project)
    assert not converted & ALL
    _assert_as_clean(project)


def test_a_title_redoes_every_page_that_has_it_in_its_navigation(project: Small) -> None:
    project.replace("docs/guides/lists.md", "# Lists", "# Enumerations")
    converted, rendered = _build(project)
    # Pages of examples name the pages that show them.
    assert converted & ALL == {"guides/lists.md"}
    assert rendered >= ALL
    _assert_as_clean(project)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("site_name: Small", "site_name: Smaller"),
        ("  font: false", "  font: false\n  features: [navigation.tabs]"),
        ("  - Home: index.md", "  - Start: index.md"),
        ("  - search", "  - search:\n      lang: de"),
    ],
)
def test_a_changed_configuration_renders_every_page(project: Small, old: str, new: str) -> None:
    project.replace("mkdocs.yml", old, new)
    _, rendered = _build(project)
    assert rendered >= ALL
    _assert_as_clean(project)


def test_another_extension_converts_every_page(project: Small) -> None:
    project.replace("mkdocs.yml", "  - attr_list", "  - attr_list\n  - footnotes")
    converted, _ = _build(project)
    assert converted >= ALL


def test_addresses_of_another_form_convert_every_page(project: Small) -> None:
    project.write("docs/index.md", project.read("docs/index.md") + "\n[More](more.md)\n")
    project.write("docs/more.md", "# More\n")
    _build(project)
    project.replace("mkdocs.yml", "nav:", "use_directory_urls: false\nnav:")
    converted, _ = _build(project)
    assert converted >= ALL
    _assert_as_clean(project)


def test_a_file_that_an_extension_reads_counts(project: Small) -> None:
    project.replace(
        "mkdocs.yml",
        "  - attr_list",
        f"  - attr_list\n  - pymdownx.snippets:\n      base_path: {project.root}",
    )
    project.write("note.md", "A note.\n")
    project.write("docs/index.md", '# Home\n\n--8<-- "note.md"\n')
    _build(project)
    stamp = (project.root / "note.md").stat()
    # The same length and the same time: only what it holds tells.
    project.write("note.md", "A rule.\n")
    os.utime(project.root / "note.md", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert _build(project)[0] == {"index.md"}
    assert "A rule." in project.document("index.html").text()


def test_a_message_comes_again_though_its_page_has_not_changed(project: Small) -> None:
    project.write("docs/index.md", project.read("docs/index.md") + "\n[Gone](gone.md)\n")
    for _ in range(2):
        assert "gone.md" in project.run("mkdocs", "build").stderr


def test_what_is_wrong_with_a_sample_comes_again(project: Small) -> None:
    project.replace("docs/guides/lists.md", "py::slugify", "py::slugfy")
    for _ in range(2):
        ran = project.run("mkdocs", "build")
        assert ran.returncode == 1
        assert "symbol-missing" in ran.stdout


def test_a_page_of_the_last_site_that_somebody_changed_is_made_anew(project: Small) -> None:
    before = _tree(project.site)
    (project.site / "index.html").write_text("mine", encoding="utf-8")
    assert _build(project) == (set(), {"index.md"})
    assert _tree(project.site) == before


def test_a_lost_site_is_rendered_from_what_was_converted(project: Small) -> None:
    before = _tree(project.site)
    shutil.rmtree(project.site)
    converted, rendered = _build(project)
    assert not converted
    assert rendered >= ALL
    assert _tree(project.site) == before


def test_a_changed_template_renders_every_page(project: Small) -> None:
    project.replace("mkdocs.yml", "  font: false", "  font: false\n  custom_dir: theme")
    block = '{% extends "base.html" %}{% block footer %}<p>One</p>{% endblock %}'
    project.write("theme/main.html", block)
    _build(project)
    assert _build(project) == (set(), set())
    project.write("theme/main.html", block.replace("One", "Two"))
    _, rendered = _build(project)
    assert rendered >= ALL
    assert "Two" in project.document("index.html").text()


def test_who_is_not_known_switches_it_off_and_that_is_said(project: Small) -> None:
    project.write("hook.py", "def on_post_page(output, **_):\n    return output + '<!-- x -->'\n")
    project.replace("mkdocs.yml", "plugins:", "hooks: [hook.py]\nplugins:")
    _build(project)
    converted, rendered = _build(project)
    assert not converted
    assert rendered >= ALL
    said = project.run("mkdocs", "build").stderr
    assert "Every page is rendered in each build, because 'hook" in said


def test_a_project_can_vouch_for_its_own(project: Small) -> None:
    project.write("hook.py", "def on_post_page(output, **_):\n    return output + '<!-- x -->'\n")
    project.replace("mkdocs.yml", "plugins:", "hooks: [hook.py]\nplugins:")
    project.replace("mkdocs.yml", "  - site_builder", "  - site_builder:\n      trusted: [hook.py]")
    _build(project)
    assert _build(project) == (set(), set())
    project.replace("hook.py", "<!-- x -->", "<!-- y -->")
    _, rendered = _build(project)
    assert rendered >= ALL


def test_an_extension_that_is_not_known_converts_every_page(project: Small) -> None:
    project.write(
        "stranger.py",
        "from markdown import Extension\n\n\ndef makeExtension(**_):\n    return Mine()\n\n\n"
        "class Mine(Extension):\n    def extendMarkdown(self, md):\n        pass\n",
    )
    project.replace("mkdocs.yml", "  - attr_list", "  - attr_list\n  - stranger")
    said = project.run("mkdocs", "build", PYTHONPATH=str(project.root)).stderr
    assert "because the Markdown extension of 'stranger' is not known" in said


def test_mkdocs_calls_only_pages_empty_that_are(project: Small) -> None:
    project.replace("mkdocs.yml", "  font: false", "  font: false\n  custom_dir: theme")
    project.write("theme/none.html", "")
    project.write("docs/empty.md", "---\ntemplate: none.html\n---\n# Empty\n")
    project.replace("mkdocs.yml", "nav:", "not_in_nav: empty.md\nnav:")
    for _ in range(3):
        said = project.run("mkdocs", "build").stderr
        assert said.count("Page skipped") == said.count("Page skipped: 'empty.md'") == 1


@pytest.mark.parametrize(
    "shown",
    [
        "{{ pages | length }}",
        "{{ {'a': 1}.a ~ (pages | length) }}",
        "{{ build_date_utc }}",
        "{{ page.update_date }}",
        "{{ nav.items[0].content }}",
        "{{ page.next_page['toc'] }}",
    ],
)
def test_a_template_that_shows_more_than_its_page_renders_every_page(
    project: Small, shown: str
) -> None:
    project.replace("mkdocs.yml", "  font: false", "  font: false\n  custom_dir: theme")
    # In a file of any name, for a template may include it.
    project.write("theme/parts/foot.txt", shown)
    project.write("theme/main.html", '{% extends "base.html" %}')
    said = project.run("mkdocs", "build").stderr
    assert "because the template 'parts/foot.txt' shows more than its own page" in said


def test_a_template_may_show_its_own_page(project: Small) -> None:
    project.replace("mkdocs.yml", "  font: false", "  font: false\n  custom_dir: theme")
    shown = "{% if page %}{{ page.content }} {{ page.toc }} {{ page.meta.when }}{% endif %}"
    project.write("theme/main.html", '{% extends "base.html" %}{% block footer %}' + shown)
    project.write("theme/main.html", project.read("theme/main.html") + "{% endblock %}")
    project.write("docs/index.md", "---\nwhen: 2026-01-02\n---\n# Home\n")
    _build(project)
    assert _build(project) == (set(), set())


def test_what_a_hook_puts_on_a_page_counts(project: Small) -> None:
    hook = "def on_page_markdown(markdown, page, **_):\n    page.said = 'one'\n"
    project.write("hook.py", hook)
    project.replace("mkdocs.yml", "plugins:", "hooks: [hook.py]\nplugins:")
    project.replace("mkdocs.yml", "  font: false", "  font: false\n  custom_dir: theme")
    block = '{% extends "base.html" %}{% block footer %}{{ page.said }}{% endblock %}'
    project.write("theme/main.html", block)
    _build(project)
    assert _build(project) == (set(), set())
    project.write("hook.py", hook.replace("one", "two"))
    _, rendered = _build(project)
    assert rendered >= ALL
    _assert_as_clean(project)


def test_a_file_that_was_looked_for_in_vain_counts(project: Small) -> None:
    folders = f"[{project.root}/first, {project.root}/second]"
    project.replace(
        "mkdocs.yml",
        "  - attr_list",
        f"  - attr_list\n  - pymdownx.snippets:\n      base_path: {folders}",
    )
    project.write("second/note.md", "The second.\n")
    project.write("docs/index.md", '# Home\n\n--8<-- "note.md"\n')
    _build(project)
    assert _build(project)[0] == set()
    project.write("first/note.md", "The first.\n")
    assert _build(project)[0] == {"index.md"}
    assert "The first." in project.document("index.html").text()


def _with_many_pages(small: Small) -> None:
    for number in range(150):
        sample = "```sample\ntext/slugify_titles/slugify_titles.py::slugify\n```\n"
        link = f"[Next](page-{(number + 1) % 150}.md#more)"
        small.write(
            f"docs/many/page-{number}.md", f"# Page {number}\n\n{sample}\n## More\n\n{link}\n"
        )
    small.replace("mkdocs.yml", "nav:", "not_in_nav: many/\nnav:")


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only")
def test_pages_are_converted_and_rendered_ahead_by_another_process(small: Small) -> None:
    _with_many_pages(small)
    script = (
        "import sys\n"
        "from mkdocs.commands.build import build\n"
        "from site_builder.adapters.build import open_config, plugin_of\n"
        "from site_builder.adapters.incremental.outputs import Outputs\n"
        "fetched, fetch = [], Outputs._fetch\n"
        "def noted(outputs, path):\n"
        "    found = fetch(outputs, path)\n"
        "    fetched.append(found)\n"
        "    return found\n"
        "Outputs._fetch = noted\n"
        "config = open_config('mkdocs.yml')\n"
        "config.plugins.on_startup(command='build', dirty=False)\n"
        "build(config)\n"
        "redone = plugin_of(config).redone\n"
        "print(len(redone.converted), sum(fetched), len(redone.rendered))\n"
    )
    small.write("build.py", script)
    ran = small.run("python", "build.py")
    assert ran.returncode == 0, ran.stderr
    # A machine with one processor has nobody who helps.
    if len(os.sched_getaffinity(0)) > 1:
        converted, fetched, rendered = map(int, ran.stdout.split())
        assert 10 <= converted < 150
        assert 1 < fetched < 150 < rendered
    assert list(small.root.glob(".site*")) == []
    shutil.rmtree(small.root / ".cache")
    before = _tree(small.site)
    small.replace("mkdocs.yml", "  - site_builder", "  - site_builder:\n      incremental: false")
    _build(small)
    assert _tree(small.site) == before


def test_what_is_to_be_said_of_a_page_that_another_process_converts_is_said_once(
    small: Small,
) -> None:
    _with_many_pages(small)
    # The last page is the first that the other process comes to.
    small.write("docs/many/page-99.md", "# Page 99\n\n## More\n\n[Gone](nowhere.md)\n")
    said = small.run("mkdocs", "build").stderr
    assert said.count("contains a link 'nowhere.md'") == 1


def test_a_tree_that_differs_from_page_to_page_is_read_on_each(small: Small) -> None:
    small.write(
        "hook.py",
        "def on_page_context(context, page, nav, **_):\n"
        "    is_other = page.file.src_uri == 'guides/several.md'\n"
        "    nav.items[1].children[0].file.url = 'gone/' if is_other else 'guides/lists/'\n",
    )
    small.replace("mkdocs.yml", "plugins:", "hooks: [hook.py]\nplugins:")
    assert "the link '../../gone/' points to nothing" in small.run("mkdocs", "build").stdout


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only")
def test_pages_that_are_the_same_are_not_rendered_ahead(small: Small) -> None:
    _with_many_pages(small)
    _build(small)
    before = {path: path.stat().st_ino for path in small.site.rglob("*.html")}
    # More pages than after which another process begins, but none of the last ones.
    for number in range(20):
        name = f"docs/many/page-{number}.md"
        small.write(name, small.read(name).replace("## More", "New.\n\n## More"))
    _, rendered = _build(small)
    assert rendered == {f"many/page-{number}.md" for number in range(20)}
    same = [path for path in before if path.stat().st_ino == before[path]]
    assert len(same) >= 130
    _assert_as_clean(small)
