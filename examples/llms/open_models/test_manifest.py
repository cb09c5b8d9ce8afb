"""A sound manifest passes, each mistake is found, and all of them at once."""

from pathlib import Path

import pytest

from examples.llms.open_models.facts import read_machines, read_models
from examples.llms.open_models.manifest import (
    ManifestError,
    Server,
    load_server,
    problems_of,
    room_of,
)
from examples.llms.open_models.modelfile import ModelfileError, load_modelfile

HERE = Path(__file__).parent
MODEL = read_models()["mistral-7b-v0.3"]
CARD = read_machines()["l4"]


def changed(tmp_path: Path, old: str, new: str) -> Server:
    """Return the sound server with one change in its text."""
    text = (HERE / "vllm.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "changed.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return load_server(path)


def test_the_manifest_that_is_shown_is_sound() -> None:
    server = load_server(HERE / "vllm.yaml")
    assert problems_of(server, MODEL, CARD) == []
    assert room_of(server, MODEL, CARD) >= 5 * int(server.options["max-model-len"])


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (":v0.22.1", ":latest", "no fixed version"),
        (":v0.22.1", "", "no fixed version"),
        ("- --max-model-len=8192", "# none", "no max-model-len"),
        ("max-model-len=8192", "max-model-len=99999", "42,755 tokens that fit"),
        ("utilization=0.90", "utilization=0.50", "weights do not fit"),
        ("- --tool-call-parser=mistral", "# none", "belong together"),
        ("- --enable-auto-tool-choice", "# none", "belong together"),
        ("failureThreshold: 120", "failureThreshold: 6", "startupProbe allows 60 s"),
        ("startupProbe:", "someProbe:", "no startupProbe"),
        ("readinessProbe:", "someProbe:", "no readinessProbe"),
        ("name: VLLM_API_KEY", "name: SOME_KEY", "no VLLM_API_KEY"),
        ("kind: NetworkPolicy", "kind: Other", "no NetworkPolicy"),
    ],
)
def test_each_mistake_is_found(tmp_path: Path, old: str, new: str, problem: str) -> None:
    (found,) = problems_of(changed(tmp_path, old, new), MODEL, CARD)
    assert problem in found


def test_all_mistakes_are_told_at_once() -> None:
    server = load_server(HERE / "hasty.yaml")
    problems = problems_of(server, read_models()["mistral-nemo-12b"], CARD)
    assert len(problems) == 8
    assert any("whoever reads the repository" in each for each in problems)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [", "not YAML"),
        ("kind: Service", "no Deployment"),
        ("", "no Deployment"),
        ("- just a list", "no single container"),
        ("kind: Deployment\nspec: {}", "no single container"),
        (
            "kind: Deployment\nspec: {template: {spec: {containers: [{}, {}]}}}",
            "no single container",
        ),
        (
            "kind: Deployment\nspec: {template: {spec: {containers: [{name: v}]}}}",
            "no single container",
        ),
    ],
)
def test_what_is_no_manifest_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ManifestError, match=f"bad.yaml .*{message}"):
        load_server(path)


def test_the_modelfile_that_is_shown_is_read() -> None:
    made = load_modelfile(HERE / "Modelfile")
    assert made.base == "llama3.1:8b"
    assert dict(made.parameters)["num_ctx"] == "8192"
    assert made.system.startswith("Answer questions")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("FROM a\nPARAMETER num_ctxt 8", "Modelfile:2: there is no parameter .*mean 'num_ctx'"),
        ("FROM a\nPARAMETER colour red", "Modelfile:2: there is no parameter 'colour'$"),
        ("FROM a\nCOPY b c", "Modelfile:2: 'COPY' is no instruction"),
        ("SYSTEM Be brief.", "there is no FROM"),
    ],
)
def test_a_modelfile_that_is_wrong_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "Modelfile"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ModelfileError, match=message):
        load_modelfile(path)
