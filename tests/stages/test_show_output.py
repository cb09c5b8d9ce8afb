"""What a directive that shows an output becomes, and what is wrong with it."""

from collections.abc import Callable

import pytest

from tests.support import Project

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
TOML = 'title = "A title"\nsummary = "A summary."\n[run]\nexit_code = 3\n'
TOKEN = "sk_live_" + "aB3dE6gH" * 3
FILES: dict[str, str | bytes] = {
    "examples/demo/run/example.toml": TOML,
    "examples/demo/run/__main__.py": "print()\n",
    "examples/demo/run/expected.txt": "one\n\x1b[31mtwo\x1b[0m\n",
    "examples/demo/run/expected.stderr.txt": "careful\n",
    "examples/demo/run/expected/chart.png": PNG,
    "examples/demo/run/expected/out/a.csv": "n\n1\n",
    "examples/demo/run/expected/page.html": "<p>hi<script>1</script></p>",
    "examples/demo/run/expected/raw.bin": b"\xff\0",
    "examples/demo/run/expected/leak.txt": f"a\n{TOKEN}\n",
}
Make = Callable[..., Project]


def block(options: str, indent: str = "") -> str:
    lines = (f"```sample {options}", "demo/run", "```")
    return "".join(f"{indent}{line}\n" for line in lines)


@pytest.fixture
def shown(project: Make) -> Callable[..., str]:
    def show(options: str, indent: str = "", **settings: object) -> str:
        page = {"content/index.md": block(options, indent)}
        made = project({**FILES, **page}, **{"example_pages": "", **settings})
        assert made.problems() == []
        return made.expanded("index.md")

    return show


Shown = Callable[..., str]


def test_what_was_printed_is_shown_in_its_colours(shown: Shown) -> None:
    text = shown('show="output"')
    assert "sample-caption-output\">What you'll see</span>" in text
    assert (
        '<div class="highlight sample-output sample-ansi"><pre><code>one&#10;'
        '<span class="ansi-red">two</span></code></pre></div>'
    ) in text


def test_in_a_list_the_same_is_plain(shown: Shown) -> None:
    text = shown('show="output" highlight="two"', "    ")
    assert '    ```{ .text .sample-output hl_lines="2" }\n    one\n    two\n    ```' in text
    bare = shown('show="output"', "    ", nested_fences=False)
    assert "        one\n        two" in bare


def test_standard_error_and_files_are_shown_as_what_they_are(shown: Shown) -> None:
    assert "\ncareful\n" in shown('show="output" stream="stderr"')
    assert "| n |\n| --: |\n| 1 |" in shown('show="output" file="out/a.csv"')
    assert "![a chart](data:image/png;base64," in shown(
        'show="output" file="chart.png" alt="a chart"'
    )
    assert '">' + "<p>hi</p></div>" in shown('show="output" file="page.html"')


def test_code_and_a_file_stand_together(project: Make) -> None:
    options = 'show="both" file="out/a.csv" title="The table" highlight="print"'
    page = block(options).replace("demo/run", "demo/run/__main__.py")
    text = project({**FILES, "content/index.md": page}).expanded("index.md")
    assert '.python .sample-code hl_lines="1" }\nprint()' in text
    assert 'sample-caption-output">The table</span>\n\n| n |' in text


def test_an_exit_code_other_than_zero_is_told(project: Make) -> None:
    made = project({**FILES, "content/index.md": block('show="output"')})
    assert "recorded from a run, which ended with exit code 3</span>" in made.expanded("index.md")


def test_a_long_output_is_folded_as_the_project_says(project: Make) -> None:
    long = "".join(f"{number}\n" for number in range(100))
    files = {**FILES, "examples/demo/run/expected.txt": long}
    page = {"content/index.md": block('show="output"')}
    assert "<summary>40 more lines</summary>" in project({**files, **page}).expanded("index.md")
    whole = project({**files, **page}, fold_output=0)
    assert "<summary>" not in whole.expanded("index.md")


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (
            'file="a.csv"',
            (
                "directive-option: the option 'file' works only where output is shown; "
                'add show="output" or show="both"'
            ),
        ),
        (
            'show="output" file="a.csv" stream="stderr"',
            "directive-option: 'file' and 'stream' exclude each other; keep one of them",
        ),
        (
            'show="output" stream="stder"',
            "directive-option: stream cannot be 'stder'; did you mean 'stderr'?",
        ),
        (
            'show="output" stream="x"',
            "directive-option: stream cannot be 'x'; use one of 'stdout', 'stderr'",
        ),
        (
            'show="output" file="chart.png"',
            (
                "directive-option: the picture 'chart.png' needs words that say what it shows; "
                'write alt="…" for readers who do not see it'
            ),
        ),
        (
            'show="output" file="out/a.csv" alt="x"',
            "directive-option: the option 'alt' works only with a picture; leave it out",
        ),
        (
            'show="output" file="a.csv"',
            (
                "output-missing: the example 'demo/run' has no recorded file 'a.csv'; "
                "did you mean 'out/a.csv'?"
            ),
        ),
        (
            'show="output" file="zzz"',
            (
                "output-missing: the example 'demo/run' has no recorded file 'zzz'; "
                "record it with: site-builder run demo/run --update"
            ),
        ),
        (
            'show="output" file="raw.bin"',
            (
                "output-unusable: 'expected/raw.bin' is no text, and no picture that can be shown; "
                "use one of gif, jpeg, jpg, png, svg, webp"
            ),
        ),
        (
            'show="output" highlight="three"',
            "highlight-unmatched: no line of the sample contains 'three'",
        ),
    ],
)
def test_a_mistake_has_its_place_and_its_reason(project: Make, options: str, problem: str) -> None:
    made = project({**FILES, "content/index.md": "\n" + block(options)})
    assert [str(one) for one in made.problems()] == [f"content/index.md:2: {problem}"]


def test_html_in_a_list_is_refused(project: Make) -> None:
    page = block('show="output" file="page.html"', "    ")
    (problem,) = project({**FILES, "content/index.md": page}).problems()
    assert "output-unusable: HTML cannot be shown inside a list" in str(problem)


def test_a_missing_standard_error_is_told(project: Make) -> None:
    files = {name: data for name, data in FILES.items() if "stderr" not in name}
    page = block('show="output" stream="stderr"')
    (problem,) = project({**files, "content/index.md": page}).problems()
    assert "the recorded standard error of the example 'demo/run' is missing" in str(problem)


def test_a_recorded_output_that_is_no_text_is_told(project: Make) -> None:
    files = {**FILES, "examples/demo/run/expected.txt": b"\xff"}
    (problem,) = project({**files, "content/index.md": block('show="output"')}).problems()
    assert "file-unreadable: 'expected.txt' cannot be shown: the file is not UTF-8" in str(problem)


def test_a_recorded_file_with_a_secret_is_not_shown(project: Make) -> None:
    made = project({**FILES, "content/index.md": block('show="output" file="leak.txt"')})
    (problem,) = made.problems()
    assert str(problem).startswith("examples/demo/run/expected/leak.txt:2: secret-found: ")
    assert TOKEN not in made.expanded("index.md")
