import pytest

from site_builder.model import Between, Include, MarkdownIncludes, WholeFile
from site_builder.text.fault import Fault
from site_builder.text.includes.found import numbered
from site_builder.text.includes.include_markdown import find_markdown_includes

WAYS = MarkdownIncludes()


def _found(text: str, ways: MarkdownIncludes = WAYS) -> list[Include | Fault]:
    return list(find_markdown_includes(numbered(text), ways))


def test_both_words_are_read_and_keep_their_lines() -> None:
    text = """a

{% include 'one.txt' %}

- {%
  include-markdown
  "../two.md"
%} and {% if x %}
"""
    assert [(one.line, one.target) for one in _found(text) if isinstance(one, Include)] == [
        (5, "../two.md"),
        (3, "one.txt"),
    ]


def test_arguments_say_what_of_a_file_is_taken() -> None:
    text = r"""{% include "a.md" start="<!--\"s\"-->" end='e' encoding="latin-1" recursive=false
        exclude="b.md" dedent=true order="-natural-path" %}"""
    (one,) = _found(text)
    assert isinstance(one, Include)
    assert one.part == Between('<!--"s"-->', "e")
    assert (one.encoding, one.follow, one.exclude) == ("latin-1", False, "b.md")


def test_what_holds_for_every_include_holds_where_nothing_else_is_said() -> None:
    ways = MarkdownIncludes(start="s", follow=False)
    plain, other = _found('{% include "a" %} {% include "b" start="t" recursive=true %}', ways)
    assert isinstance(plain, Include)
    assert isinstance(other, Include)
    assert (plain.part, plain.follow) == (Between("s"), False)
    assert (other.part, other.follow) == (Between("t"), True)


def test_tags_and_words_may_have_other_names() -> None:
    ways = MarkdownIncludes("[[!", "!]]", "put", "put-markdown")
    found = _found('[[! put "a" !]] [[! put-markdown "b" !]] {% include "c" %}', ways)
    assert [one.target for one in found if isinstance(one, Include)] == ["b", "a"]
    assert not _found("no tag", ways)


WRONG = {
    "{% include file.md %}": "names no file",
    '{% include "" %}': "names no file",
    '{% include "a" strat="x" %}': "has an unknown argument 'strat'; did you mean 'start'?",
    '{% include "a" comments=false %}': "has an unknown argument 'comments'; use one of",
    '{% include "a" start=x %}': "has an argument 'start' without a text in quotes",
    '{% include "a" dedent=yes %}': "has an argument 'dedent' that is not true or false",
    '{% include-markdown "a" heading-offset=x %}': "that is no whole number",
    '{% include-markdown "a" heading-offset= %}': "that is no whole number",
    '{% include "a" order="up" %}': "has an unknown order 'up'",
}


@pytest.mark.parametrize("text", WRONG)
def test_an_argument_that_the_plugin_cannot_read(text: str) -> None:
    faults = [one for one in _found(text) if isinstance(one, Fault)]
    assert WRONG[text] in f"{faults[0].message}; {faults[0].hint}"


FINE = [
    '{% include-markdown "a" comments=true rewrite-relative-urls=false heading-offset=-1 %}',
    '{% include "a" trailing-newlines=true preserve-includer-indent=false order="size" %}',
    '{% include "a" start="x = y=z" %}',
    '{% include "a" dedent= %}',
]


@pytest.mark.parametrize("text", FINE)
def test_an_argument_that_the_plugin_reads(text: str) -> None:
    (one,) = _found(text)
    assert isinstance(one, Include)
    assert one.part in {WholeFile(), Between("x = y=z")}
