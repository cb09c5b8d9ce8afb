"""What an author has looked over, from the command line and through git."""

import subprocess
from pathlib import Path

import pytest

from tests.command import lines_of, run_here
from tests.small import Small

SOURCE = "examples/text/slugify_titles/slugify_titles.py"
REVIEWED = "reviewed.txt"


def check(small: Small, *arguments: str) -> list[str]:
    return lines_of(run_here(small.root, "check", "--no-run", *arguments).stderr)


@pytest.fixture
def looked_over(small: Small) -> Small:
    """Return the small project, of which one page was looked over."""
    ran = run_here(small.root, "reviewed", "docs/index.md")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "docs/index.md: looked over\n", "")
    return small


def change_the_code(small: Small) -> None:
    small.replace(SOURCE, "def slugify(", "def slugify(  # changed\n    ")


def test_a_project_that_looks_nothing_over_hears_nothing_of_it(small: Small) -> None:
    change_the_code(small)
    assert check(small) == []
    assert not (small.root / REVIEWED).exists()


def test_a_change_of_the_code_is_told_at_both_places_until_the_author_says_so(
    looked_over: Small,
) -> None:
    assert check(looked_over) == []
    change_the_code(looked_over)
    told = check(looked_over)
    assert [line.partition(": ")[0] for line in told] == ["docs/index.md:9", "docs/index.md:15"]
    assert "'text/slugify_titles' (examples/text/slugify_titles/slugify_titles.py:1)" in told[0]
    strict = run_here(looked_over.root, "check", "--no-run", "--strict")
    assert (strict.returncode, "2 warnings" in strict.stderr) == (1, True)
    assert run_here(looked_over.root, "reviewed", "index.md").returncode == 0
    assert check(looked_over) == []


def test_a_change_of_the_recorded_output_is_told_as_well(looked_over: Small) -> None:
    looked_over.write("examples/text/slugify_titles/expected.txt", "something else\n")
    (told,) = check(looked_over)
    assert told.startswith("docs/index.md:15: ")
    assert "examples/text/slugify_titles/expected.txt) has changed" in told


def test_a_sample_that_only_moved_needs_no_look(looked_over: Small) -> None:
    looked_over.write(SOURCE, looked_over.read(SOURCE).replace('"""', '"""', 1))
    text = looked_over.read(SOURCE)
    looked_over.replace("docs/index.md", "```sample\n", "```sample\n\n")
    looked_over.replace("docs/index.md", "text/slugify_titles\n", f"{SOURCE[9:]}::slugify\n")
    run_here(looked_over.root, "reviewed", "docs/index.md")
    looked_over.write(SOURCE, "# A remark.\n\n" + text)
    assert check(looked_over) == []


def test_all_pages_with_samples_are_looked_over_at_once(small: Small) -> None:
    ran = run_here(small.root, "reviewed", "--all")
    pages = ["guides/blocks", "guides/lists", "guides/several", "index"]
    assert ran.stdout == "".join(f"docs/{page}.md: looked over\n" for page in pages)
    lines = small.read(REVIEWED).splitlines()[1:]
    assert lines == sorted(lines)
    assert len({line.partition("\t")[0] for line in lines}) == 4


def test_a_page_without_samples_has_nothing_to_look_over(small: Small) -> None:
    small.write("docs/words.md", "# Words\n")
    ran = run_here(small.root, "reviewed", "docs/words.md", "docs/index.md")
    assert ran.stdout == "docs/index.md: looked over\ndocs/words.md: shows no sample\n"
    assert "words.md" not in small.read(REVIEWED)


def test_a_page_with_a_mistake_cannot_be_looked_over(looked_over: Small) -> None:
    before = looked_over.read(REVIEWED)
    looked_over.replace("docs/index.md", "py::slugify", "py::slugfy")
    ran = run_here(looked_over.root, "reviewed", "docs/index.md")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "docs/index.md:15: symbol-missing" in ran.stderr
    assert looked_over.read(REVIEWED) == before
    # The mistake of one page is no reason against another.
    assert run_here(looked_over.root, "reviewed", "docs/guides/lists.md").returncode == 0


@pytest.mark.parametrize("arguments", [[], ["--all", "docs/index.md"]])
def test_what_was_looked_over_must_be_said(small: Small, arguments: list[str]) -> None:
    ran = run_here(small.root, "reviewed", *arguments)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "--all" in ran.stderr


def test_an_unknown_page_is_named_with_the_nearest(small: Small) -> None:
    ran = run_here(small.root, "reviewed", "docs/idnex.md")
    assert ran.returncode == 2
    assert "did you mean 'docs/index.md'?" in ran.stderr


class TestWhatIsGone:
    def test_a_page_that_is_gone_goes_with_the_next_look_at_any(self, small: Small) -> None:
        run_here(small.root, "reviewed", "--all")
        (small.root / "docs/guides/several.md").unlink()
        small.replace("mkdocs.yml", "      - guides/several.md\n", "")
        run_here(small.root, "reviewed", "docs/index.md")
        assert "several" not in small.read(REVIEWED)
        assert "docs/guides/lists.md" in small.read(REVIEWED)

    def test_a_sample_that_is_gone_goes_and_the_others_of_its_page_stay(self, small: Small) -> None:
        run_here(small.root, "reviewed", "--all")
        small.replace("docs/index.md", "numbers/running_mean/running_mean.py::running_means", "")
        small.replace("docs/index.md", '```sample highlight="total"', "```text")
        run_here(small.root, "reviewed", "docs/guides/lists.md")
        assert "docs/index.md\tnumbers" not in small.read(REVIEWED)
        assert "docs/index.md\ttext/slugify_titles" in small.read(REVIEWED)
        assert check(small) == []

    def test_a_page_whose_samples_were_all_replaced_is_not_forgotten(self, small: Small) -> None:
        small.write("docs/one.md", "# One\n\n```sample\ntext/slugify_titles\n```\n")
        run_here(small.root, "reviewed", "docs/one.md")
        small.replace("docs/one.md", "slugify_titles", f"slugify_titles/{Path(SOURCE).name}")
        run_here(small.root, "reviewed", "docs/index.md")
        (told,) = check(small)
        assert told.startswith("docs/one.md:3: prose-unreviewed: ")
        assert "is new" in told
        small.write("docs/one.md", "# One\n")
        run_here(small.root, "reviewed", "docs/index.md")
        assert "docs/one.md" not in small.read(REVIEWED)


def test_all_pages_can_be_asked_for(small: Small) -> None:
    small.replace("mkdocs.yml", "  - site_builder\n", "  - site_builder:\n      reviews: all\n")
    assert len(check(small)) == 4
    run_here(small.root, "reviewed", "--all")
    assert check(small) == []


def test_what_two_branches_looked_over_merges(looked_over: Small) -> None:
    root = looked_over.root

    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        command = ["git", *identity, *arguments]
        subprocess.run(command, cwd=root, check=True, capture_output=True)

    looked_over.write(".gitattributes", "reviewed.txt merge=union\n")
    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "one")
    # Both change the same sample, and each looks another page over besides.
    for branch, page in (("left", "lists"), ("right", "blocks")):
        git("checkout", "-b", branch, "main")
        looked_over.replace(SOURCE, "    return", f"    {branch} = 1\n    return")
        run_here(root, "reviewed", "docs/index.md", f"docs/guides/{page}.md")
        git("commit", "-a", "-m", branch)
    git("merge", "-X", "ours", "-m", "both", "left")
    assert "<<<" not in looked_over.read(REVIEWED)
    # The index was looked over with the text that stayed, the lists only with the other one.
    (told,) = check(looked_over)
    assert told.startswith("docs/guides/lists.md:")
    assert "docs/guides/blocks.md\t" in looked_over.read(REVIEWED)
    run_here(root, "reviewed", "docs/index.md")
    samples = [line.rpartition("\t")[0] for line in looked_over.read(REVIEWED).splitlines()]
    assert len(samples) == len(set(samples))
