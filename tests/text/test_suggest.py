import pytest

from site_builder.text.suggest import did_you_mean, one_of


@pytest.mark.parametrize(
    ("name", "candidates", "meant"),
    [
        ("chatt", ["chat", "tool"], "chat"),
        ("prices.json", ["data/prices.json", "price.json"], "data/prices.json"),
        ("lms/chat", ["tools/chat", "llms/chat"], "llms/chat"),
        ("zzz/chat", ["tools/chat"], "tools/chat"),
    ],
)
def test_the_nearest_name_is_suggested(name: str, candidates: list[str], meant: str) -> None:
    assert did_you_mean(name, candidates) == f"did you mean '{meant}'?"


@pytest.mark.parametrize(
    ("name", "candidates", "meant"),
    [
        ("feed", ["needed", "Assembler.feed"], "Assembler.feed"),
        ("Reader.feed", ["Assembler.feed"], "Assembler.feed"),
        ("Asembler.feed", ["Assembler.feed", "Assembler.seed"], "Assembler.feed"),
    ],
)
def test_the_nearest_dotted_name_is_suggested(name: str, candidates: list[str], meant: str) -> None:
    assert did_you_mean(name, candidates, separator=".") == f"did you mean '{meant}'?"


@pytest.mark.parametrize("candidates", [[], ["tool"], ["completely.different"]])
def test_nothing_is_suggested_when_nothing_is_near(candidates: list[str]) -> None:
    assert did_you_mean("xyz", candidates) == ""


def test_files_of_one_kind_are_not_near_for_that() -> None:
    assert did_you_mean("zzz.py", ["__main__.py"]) == ""


def test_a_suggestion_does_not_depend_on_the_order() -> None:
    assert did_you_mean("ab", ["abx", "aby"]) == did_you_mean("ab", ["aby", "abx"])


def test_all_names_are_listed_in_their_order() -> None:
    assert one_of(["b", "a"]) == "use one of 'b', 'a'"
