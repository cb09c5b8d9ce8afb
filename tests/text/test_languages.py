import pytest

from site_builder.text.languages import comments_of, is_language, language_of, language_word
from site_builder.text.regions import Region, find_regions


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("a.py", "python"),
        ("data/b.JSON", "json"),
        ("Dockerfile", "docker"),
        ("deploy/Makefile", "make"),
        ("archive.tar.yml", "yaml"),
        ("notes.unknown", "text"),
        ("LICENSE", "text"),
        ("events.jsonl", "json"),
        ("Dockerfile.dev", "docker"),
        ("makefile.py", "python"),
        ("CMakeLists.txt", "cmake"),
        ("page.html.j2", "jinja"),
        ("main.tfvars", "terraform"),
    ],
)
def test_a_file_has_the_language_of_its_name(file: str, name: str) -> None:
    assert language_of(file).name == name


def test_comments_are_those_of_the_language() -> None:
    assert language_of("a.sql").comments == (("--", ""), ("/*", "*/"))
    assert language_of("a.html").comments == (("<!--", "-->"),)
    assert language_of("a.csv").comments == ()


def test_a_file_of_no_known_language_has_the_common_comments() -> None:
    assert ("#", "") in language_of("Caddyfile").comments
    assert ("//", "") in language_of("Caddyfile").comments


@pytest.mark.parametrize(
    ("file", "opening", "closing"),
    [
        ("a.py", "# region a", "# endregion"),
        ("a.sh", "# region a", "# endregion a"),
        ("a.ts", "// region a", "/* endregion */"),
        ("a.tsx", "{/* region a */}", "{/* endregion */}"),
        ("a.go", "// region a", "// endregion"),
        ("a.rs", "/* region a */", "// endregion"),
        ("a.java", "//region a", "//endregion"),
        ("a.yaml", "# region a", "# endregion"),
        ("a.json", "// region a", "// endregion"),
        ("a.toml", "# region a", "# endregion"),
        ("a.tf", "# region a", "// endregion"),
        ("a.hcl", "/* region a */", "# endregion"),
        ("a.sql", "-- region a", "/* endregion */"),
        ("a.css", "/* region a */", "/* endregion */"),
        ("a.scss", "// region a", "/* endregion */"),
        ("a.html", "<!-- region a -->", "<!-- endregion -->"),
        ("a.xml", "<!--region a-->", "<!--endregion-->"),
        ("a.vue", "<!-- region a -->", "// endregion"),
        ("a.md", "<!-- region a -->", "<!-- endregion -->"),
        ("a.j2", "{# region a #}", "{# endregion #}"),
        ("Dockerfile", "# region a", "# endregion"),
        ("Makefile", "# region a", "# endregion"),
        ("nginx.conf", "# region a", "# endregion"),
        ("a.ini", "; region a", "# endregion"),
        ("a.lua", "-- region a", "-- endregion"),
        ("a.ps1", "<# region a #>", "# endregion"),
        ("a.bat", "rem region a", ":: endregion"),
        ("a.hs", "{- region a -}", "-- endregion"),
        ("a.tex", "% region a", "% endregion"),
        ("a.el", "; region a", "; endregion"),
    ],
)
def test_a_region_is_marked_by_the_comments_of_its_language(
    file: str, opening: str, closing: str
) -> None:
    found, faults = find_regions(f"{opening}\nx\n{closing}\n", language_of(file))
    assert (found, faults) == ((Region("a", 2, 2),), ())


def test_in_a_language_that_is_not_known_the_common_comments_are_remarks() -> None:
    assert comments_of("sql") == language_of("a.sql").comments
    assert comments_of("unheard of") == language_of("LICENSE").comments


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("py", "python"),
        ("PyCon", "python"),
        ("console", "bash"),
        ("zsh", "bash"),
        ("yml", "yaml"),
        ("js", "javascript"),
        ("c++", "cpp"),
        ("mermaid", "mermaid"),
        ("", ""),
    ],
)
def test_a_language_with_several_names_has_one(word: str, name: str) -> None:
    assert language_word(word) == name


def test_the_names_of_languages_are_known() -> None:
    assert is_language("Python")
    assert is_language("console")
    assert not is_language("pyhton")
