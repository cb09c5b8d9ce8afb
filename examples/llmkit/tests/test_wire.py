import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx2
import openai
import pytest

from llmkit import ConfigurationError, Fault, Reply, Script, ToolCall
from llmkit.wire import WireServer
from llmkit.wire.openai_format import OpenAIFormat
from llmkit.wire.script_file import load_script


def test_an_sdk_can_be_used_directly() -> None:
    with WireServer(Script.of("Hello")) as server:
        environment = server.environment()
        with openai.OpenAI(
            api_key=environment["OPENAI_API_KEY"], base_url=environment["OPENAI_BASE_URL"]
        ) as client:
            reply = client.chat.completions.create(
                model="any", messages=[{"role": "user", "content": "Hi"}]
            )
        assert reply.choices[0].message.content == "Hello"
        (request,) = server.requests
        assert (request.provider, request.path) == ("openai", "/v1/chat/completions")
        assert request.headers["authorization"] == "Bearer wire"
        assert request.body["messages"] == [{"role": "user", "content": "Hi"}]


@pytest.mark.parametrize(
    ("path", "body", "status", "words"),
    [
        ("/v1/other", {}, 404, "nothing is served"),
        ("/v1/chat/completions", {"model": "m"}, 400, "not understood: KeyError"),
        ("/v1/messages", {"model": "m", "messages": 3}, 400, "not understood: TypeError"),
        ("/api/chat", {"model": "m", "messages": [{"role": "user"}]}, 400, "no scripted reply"),
    ],
)
def test_what_cannot_be_answered_is_refused(
    path: str, body: dict[str, object], status: int, words: str
) -> None:
    with WireServer(Script()) as server:
        response = httpx2.post(server.url + path, json=body)
    assert response.status_code == status
    assert words in response.text


@pytest.mark.parametrize(
    ("path", "kind", "status"),
    [
        ("/v1/chat/completions", "overloaded", 503),
        ("/v1/chat/completions", "server_error", 500),
        ("/v1/messages", "overloaded", 529),
        ("/api/chat", "rate_limit", 429),
    ],
)
def test_faults_have_the_status_of_the_provider(path: str, kind: str, status: int) -> None:
    fault = Fault(kind, retry_after=7 if kind == "rate_limit" else None)  # type: ignore[arg-type]
    body = {"model": "m", "max_tokens": 5, "messages": [{"role": "user", "content": "x"}]}
    with WireServer(Script.of(Reply(fault=fault))) as server:
        response = httpx2.post(server.url + path, json=body)
    assert response.status_code == status
    assert response.headers.get("retry-after") == ("7" if kind == "rate_limit" else None)


def test_closing_ends_a_stall_and_frees_the_port() -> None:
    body = {"model": "m", "messages": [{"role": "user", "content": "x"}]}
    with WireServer(Script.of(Reply(fault=Fault("stall")))) as server:
        with pytest.raises(httpx2.ReadTimeout):
            httpx2.post(f"{server.url}/api/chat", json=body, timeout=0.1)
        port = int(server.url.rpartition(":")[2])
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_a_script_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "script.json"
    replies = [
        {"text": "Hi", "when": "hello"},
        {"tool_calls": [{"id": "c", "name": "f", "arguments": "{}"}], "times": None},
        {"fault": {"kind": "rate_limit", "retry_after": 2}},
    ]
    path.write_text(json.dumps(replies), encoding="utf-8")
    assert load_script(path) == Script.of(
        Reply("Hi", when="hello"),
        Reply(tool_calls=(ToolCall("c", "f"),), times=None),
        Reply(fault=Fault("rate_limit", retry_after=2)),
    )


@pytest.mark.parametrize("text", ["{", '{"text": "x"}', '[{"fault": {"kind": "gremlins"}}]'])
def test_a_bad_script_file_is_explained(tmp_path: Path, text: str) -> None:
    path = tmp_path / "script.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"script\.json: 1 validation error"):
        load_script(path)


def test_a_missing_script_file_is_explained(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="No such file"):
        load_script(tmp_path / "none.json")


@pytest.mark.skipif(os.name == "nt", reason="interrupts work differently there")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_it_runs_as_a_process_until_it_is_ended(tmp_path: Path, end: signal.Signals) -> None:
    path = tmp_path / "script.json"
    path.write_text('[{"text": "Hello from the wire."}]', encoding="utf-8")
    command = [sys.executable, "-m", "llmkit.wire", "--script", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        exported = [process.stdout.readline() for _ in range(5)]
        address = next(line for line in exported if "OLLAMA_HOST" in line).partition("=")[2]
        body = {"model": "m", "stream": False, "messages": [{"role": "user", "content": "x"}]}
        reply = httpx2.post(f"{address.strip()}/api/chat", json=body).json()
        process.send_signal(end)
        assert process.wait(timeout=30) == 0
    assert reply["message"]["content"] == "Hello from the wire."


class GatewayFormat(OpenAIFormat):
    """OpenAI's body at an address that names the model, as gateways have it."""

    provider = "gateway"
    path = "/models/{model}/chat"
    base_path = "/models"


def test_a_format_of_ones_own_is_served_and_reads_its_path() -> None:
    body = {"messages": [{"role": "user", "content": "Hi"}]}
    with WireServer(Script.of("Hello"), formats=[GatewayFormat()]) as server:
        address = f"{server.base_url('gateway')}/north%2Fsmall/chat"
        reply = httpx2.post(address, json=body).json()
        (request,) = server.requests
    assert reply["choices"][0]["message"]["content"] == "Hello"
    assert reply["model"] == "north/small"
    # What was sent is kept as it was sent.
    assert (request.provider, dict(request.body)) == ("gateway", body)


def test_a_format_of_ones_own_takes_the_place_of_one_at_the_same_path() -> None:
    class Stricter(OpenAIFormat):
        provider = "stricter"

    with WireServer(Script.of("Hello"), formats=[Stricter()]) as server:
        body = {"model": "m", "messages": [{"role": "user", "content": "Hi"}]}
        httpx2.post(server.url + "/v1/chat/completions", json=body)
        assert [request.provider for request in server.requests] == ["stricter"]
        with pytest.raises(KeyError):
            server.base_url("openai")
