import time

import pytest

from site_builder.model import Code, Normaliser
from site_builder.stages import vary
from site_builder.text.fault import Fault

PORT = Normaliser("port", r"port (\d+)", r"port <\1?>")
ANY = Normaliser("any", r"<[^>]+>", "<any>")


def test_normalisers_are_applied_in_their_order() -> None:
    assert vary.rewrite(["port 80 é", "x"], [PORT, ANY]) == ("port <any> é", "x")
    assert vary.rewrite(["port 80"], [ANY, PORT]) == ("port <80?>",)


def test_without_normalisers_or_texts_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vary, "_SCRIPT", "nowhere")
    assert vary.rewrite(["port 80"], []) == ("port 80",)
    assert vary.rewrite(["", ""], [PORT]) == ("", "")


@pytest.mark.parametrize("pattern", [r"(a+)+b", r"(a|a)+b", r"(?:a?){40}a{40}c"])
def test_a_pattern_that_takes_for_ever_is_named(
    pattern: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vary, "SECONDS", 0.5)
    started = time.monotonic()
    fault = vary.rewrite(["a" * 60], [PORT, Normaliser("slow", pattern, "")])
    assert time.monotonic() - started < 20
    assert fault == Fault(
        Code.EXAMPLE_INVALID,
        "the pattern of 'slow' takes longer than 0.5 s",
        "repeat nothing that repeats something itself, as in (a+)+",
    )
