"""The tables of abilities and of waits."""

import csv
import io
import re
from dataclasses import replace

from examples.multimodal.streaming_providers.abilities import abilities_table
from examples.multimodal.streaming_providers.candidates import load_catalogue
from examples.multimodal.streaming_providers.meter_photo import take_photo
from examples.multimodal.streaming_providers.sizes import Sized
from examples.multimodal.streaming_providers.waits import waits_table

MODELS = {each.name: each for each in load_catalogue()}


def test_a_row_tells_what_a_candidate_takes() -> None:
    unknown = replace(MODELS["llama"], name="other", provider="elsewhere")
    table = abilities_table([MODELS["haiku"], MODELS["gemma"], unknown])
    haiku, gemma, other = csv.DictReader(io.StringIO(table))
    assert (haiku["largest picture"], haiku["pictures at once"]) == ("3.75 MB", "100")
    assert "gif" in haiku["formats"].split()
    assert "gif" not in gemma["formats"].split()
    assert gemma["a phone's photo is seen as"] == "896x672"
    assert (gemma["largest picture"], gemma["runs"]) == ("", "in the house")
    assert (other["sees"], other["formats"]) == ("no", "")


async def test_waits_are_measured_and_refusals_are_told() -> None:
    photo = take_photo("004217", size=(640, 480))
    heavy = replace(photo.image, data=photo.image.data + b"\0" * 4_000_000)
    sizes = [Sized("heavy", [photo], [heavy]), Sized("light", [photo], [photo.image])]
    table = await waits_table(sizes, [MODELS["haiku"], MODELS["mini"]], runs=1)
    first, second = csv.DictReader(io.StringIO(table))
    assert first["anthropic"] == "refused"
    assert all(
        re.fullmatch(r"\d+ ms", cell)
        for cell in (first["openai"], second["anthropic"], second["openai"])
    )
