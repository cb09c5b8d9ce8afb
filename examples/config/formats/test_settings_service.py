import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote, unquote

import pytest

from examples.config.formats.load_settings import Inputs, SettingsError, load
from examples.config.formats.origins import origin_of
from examples.config.formats.settings_service import address_of, read_service
from examples.config.formats.sources import Finding

TIMEOUT = ("provider", "timeout")


class Answers(BaseHTTPRequestHandler):
    """A service that answers with what the path holds: a status, then a body."""

    def do_GET(self) -> None:
        status, _, body = unquote(self.path[1:]).partition("/")
        self.send_response(int(status))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def answering(service: str, body: str, status: int = 200) -> Inputs:
    return Inputs(service=f"{service}/{status}/{quote(body, safe='')}")


def finding(inputs: Inputs) -> Finding:
    with pytest.raises(SettingsError) as caught:
        load(inputs)
    (found,) = caught.value.findings
    return found


def test_a_service_lies_between_the_files_and_the_variables(service: str) -> None:
    inputs = answering(service, json.dumps({"provider": {"timeout": 70, "retries": 1}}))
    loaded = load(inputs)
    assert loaded.settings.provider.timeout == 70
    assert str(origin_of(loaded, TIMEOUT).source) == service
    above = replace(inputs, environment={"ASSISTANT_PROVIDER__TIMEOUT": "80"})
    assert load(above).settings.provider.timeout == 80
    assert load(above).settings.provider.retries == 1


@pytest.mark.parametrize(
    ("body", "status", "name", "problem"),
    [
        ('{"provider": {"timeout": 5}}', 200, "provider.timeout", "5 is too small"),
        ('{"provider": {"timout": 50}}', 200, "provider.timout", "there is no such setting"),
        (
            '{"provider": {"api_key": "x"}}',
            200,
            "provider.api_key",
            "may not come from the service",
        ),
        ("<html>", 200, "", "this is no JSON"),
        ("{}", 503, "", "the service answered 503"),
        ("{}", 404, "", "the service answered 404"),
    ],
)
def test_what_a_service_gets_wrong_is_told_by_its_address(
    service: str, body: str, status: int, name: str, problem: str
) -> None:
    found = finding(answering(service, body, status))
    assert (found.name, str(found.source)) == (name, service)
    assert problem in found.problem


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://[broken", "nowhere"])
def test_a_service_that_cannot_be_asked_stops_the_start(url: str) -> None:
    (found,) = read_service(url).findings
    assert "cannot be asked" in found.problem


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://me:hunter2@example.com/a?token=hunter2", "https://example.com"),
        ("http://127.0.0.1:80/settings", "http://127.0.0.1:80"),
        ("hunter2", ""),
    ],
)
def test_of_an_address_only_the_host_is_told(url: str, address: str) -> None:
    assert address_of(url) == address
