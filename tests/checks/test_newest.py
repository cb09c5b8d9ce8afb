from site_builder.checks.newest import check_trials
from site_builder.model import Example, Trial, Upgrade

EXAMPLES = (Example("t/a", "examples/t/a", "A", "A."), Example("t/b", "examples/t/b", "B", "B."))
NEWER = (Upgrade("padding", "1.0", "2.0"), Upgrade("dots", "", "0.3"))


def told(*trials: Trial) -> list[str]:
    return [str(one) for one in check_trials(trials, EXAMPLES)]


def test_examples_that_work_are_not_told() -> None:
    assert told(Trial("t/a", NEWER), Trial("t/b")) == []


def test_an_example_that_breaks_is_told_with_versions_and_all_that_went_wrong() -> None:
    (message,) = told(Trial("t/a", NEWER, ("one\ntwo", "three")), Trial("t/b"))
    assert message == (
        "examples/t/a/example.toml: newest-breaks: the example fails with padding 1.0 -> 2.0, "
        "dots 0.3; mend it, or bound the version where your project declares what it needs\n"
        "    one\n    two\n    three"
    )


def test_an_example_that_was_broken_before_is_to_be_mended_first() -> None:
    (message,) = told(Trial("t/b", NEWER, ("one",), broken_before=True))
    assert "dots 0.3, and with the installed versions as well; mend it first" in message
