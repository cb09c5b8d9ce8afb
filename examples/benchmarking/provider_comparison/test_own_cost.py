import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from llmkit import Reply, Script
from llmkit.bench.results import read_results
from llmkit.wire.server import WireServer

from examples.benchmarking.provider_comparison.own_cost import OWN_COST, PROVIDERS, measure_sdk
from examples.benchmarking.provider_comparison.record import RESULTS, main, record_sdks
from examples.benchmarking.provider_comparison.recorded import cost_table, costly_functions

pytestmark = pytest.mark.benchmark

FEW = OWN_COST.model_copy(update={"calls": 5, "warm_up": 1})


@pytest.mark.parametrize("provider", PROVIDERS)
def test_an_sdk_is_measured_in_a_process_apart_from_its_server(provider: str) -> None:
    times, memory = measure_sdk(provider, FEW)
    assert times.errors == memory.errors == {}
    assert {call.chunks for call in times.calls} == {200}
    assert times.use is not None
    assert memory.use is not None
    assert 0 < times.use.processor_seconds < 1.2 * times.use.wall_seconds
    assert times.use.peak_bytes is None
    assert (memory.use.peak_bytes or 0) > 0
    assert len(memory.use.functions) == 5


def test_the_record_holds_what_the_tables_need(tmp_path: Path) -> None:
    record_sdks(tmp_path, FEW)
    assert [row[0] for row in cost_table(tmp_path).rows] == list(PROVIDERS)
    assert costly_functions(tmp_path).count(":") >= 2 * len(PROVIDERS)


def test_the_record_of_the_pages_is_whole_and_names_nobody() -> None:
    results = read_results(RESULTS)
    assert {name.partition("-")[0] for name in results} == set(PROVIDERS)
    for result in results.values():
        assert len(result.succeeded) == OWN_COST.calls
    text = "".join(path.read_text(encoding="utf-8") for path in RESULTS.iterdir())
    assert not [word for word in ("/home", "/root", "/tmp", "/work", "/Users") if word in text]


def test_a_real_provider_is_measured_by_the_same_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with WireServer(Script(otherwise=lambda _: Reply("High and low."))) as server:
        for name, value in server.environment().items():
            monkeypatch.setenv(name, value)
        main(["--live", "openai", "anthropic", "--calls", "3", "--folder", str(tmp_path)])
    assert set(read_results(tmp_path)) == {"anthropic-live", "openai-live"}
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["Model", "openai", "anthropic"]
    page = (tmp_path / "providers.html").read_text(encoding="utf-8")
    assert "<h1>Providers compared</h1>" in page


def test_recorded_charts_are_whole() -> None:
    folder = Path(__file__).with_name("expected")
    for name in ("speed.svg", "first-token.svg"):
        label = ElementTree.fromstring((folder / name).read_text(encoding="utf-8")).attrib
        assert "8B dense" in label["aria-label"]
    lines = (folder / "comparison.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + 5 * 40
    assert json.dumps(lines[0]).startswith('"label,provider,model')
