from site_builder.model import Code, Location, Problem
from site_builder.stages.spell import spell

CONFIG = Location("mkdocs.yml")


def test_codespell_answers_for_all_lines_at_once() -> None:
    answer = spell(["all is well", "to recieve teh mail", "teh end"], ["teh"], CONFIG)
    assert answer == "2: recieve ==> receive\n"


def test_that_it_is_not_installed_is_one_problem_that_names_the_extra() -> None:
    answer = spell(["recieve"], [], CONFIG, tool="no_such_package")
    assert isinstance(answer, Problem)
    assert (answer.code, answer.location) == (Code.PROSE_TOOL_MISSING, CONFIG)
    assert answer.hint == 'install the extra: pip install "site-builder[prose]"'
