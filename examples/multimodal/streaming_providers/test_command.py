"""The command line, and what the recorded run shows."""

import csv
from pathlib import Path

import pytest

from examples.multimodal.streaming_providers.command import main
from examples.multimodal.streaming_providers.meter_photo import take_photo

EXPECTED = Path(__file__).parent / "expected"


@pytest.fixture
def picture(tmp_path: Path) -> str:
    path = tmp_path / "meter.jpg"
    path.write_bytes(take_photo("004217", size=(800, 600)).image.data)
    return str(path)


def test_a_picture_of_yours_is_asked_about(
    picture: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", picture, "What?", "--edge", "400"]) == 0
    shown = capsys.readouterr().out
    assert "Image(image/jpeg, 800x600," in shown
    assert "becomes Image(image/jpeg, 400x300," in shown
    assert "[simulated reply to 'What?' and images of 400x300]" in shown
    assert "pictures sent; first words after" in shown


def test_a_blind_model_needs_a_description(
    picture: str, capsys: pytest.CaptureFixture[str]
) -> None:
    blind = ["ask", picture, "What?", "--model", "simulated-text-1"]
    assert main(blind) == 1
    assert "set alt, or choose a model that sees" in capsys.readouterr().err
    assert main([*blind, "--alt", "a meter"]) == 0
    assert "words sent" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "none.jpg: No such file"), (b"no picture", "none.jpg: it is not a whole PNG")],
)
def test_a_bad_file_is_a_sentence_and_no_traceback(
    tmp_path: Path, content: bytes | None, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (tmp_path / "none.jpg").write_bytes(content)
    assert main(["ask", str(tmp_path / "none.jpg")]) == 1
    shown = capsys.readouterr()
    assert words in shown.err
    assert len(shown.err.splitlines()) == 1


@pytest.mark.parametrize("edge", ["0", "-5", "wide"])
def test_a_bad_edge_is_refused(picture: str, edge: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["ask", picture, f"--edge={edge}"])
    assert "is not a number of pixels above 0" in capsys.readouterr().err


def test_a_missing_key_is_named(picture: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", picture, "--provider", "anthropic"]) == 1
    assert "ANTHROPIC_API_KEY" in capsys.readouterr().err


def test_the_recorded_sizes_say_what_the_page_says_of_them() -> None:
    with (EXPECTED / "sizes.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["photo"]: row for row in csv.DictReader(file)}
    assert rows["as it is"]["anthropic takes it"] == "no"
    assert rows["256 pixels"]["digits read"] == "18 of 18"
    assert rows["192 pixels"]["digits read"] != "18 of 18"
