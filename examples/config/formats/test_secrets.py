import logging
import re
import traceback
from pathlib import Path

import pytest

from examples.config.formats.demonstration import PARTS
from examples.config.formats.explain_errors import shown
from examples.config.formats.load_settings import Inputs, SettingsError, load
from examples.config.formats.origins import origin_of, origins
from examples.config.formats.places import DEPLOYMENTS

SECRET = "hunter2-is-no-key"


def everything_said_of(inputs: Inputs) -> str:
    """Return all that this package, Pydantic or a traceback says of inputs and settings."""
    try:
        loaded = load(inputs)
    except SettingsError as error:
        return "".join([*traceback.format_exception(error), repr(error.findings)])
    record = logging.makeLogRecord({"msg": "%s", "args": (loaded.settings,)})
    said = [repr(loaded), repr(inputs), str(loaded.settings), logging.Formatter().format(record)]
    said += [loaded.settings.model_dump_json(), *map(str, origins(loaded))]
    return "\n".join(said)


@pytest.mark.parametrize(
    "inputs",
    [
        Inputs(environment={"ASSISTANT_PROVIDER__API_KEY": SECRET}),
        Inputs(environment={"ASSISTANT_PROVIDER__API_KY": SECRET}),
        Inputs(environment={"ASSISTANT_PROVIDER__TIMEOUT": SECRET + SECRET}),
        Inputs(environment={"ASSISTANT_PROVIDER__BASE_URL": f"http://me:{SECRET}@example.com"}),
        Inputs(environment={"ASSISTANT_PROVIDER__API_KEY": SECRET}, overrides=["profile=x"]),
        Inputs(overrides=[f"provider.api_key={SECRET}"]),
        Inputs(overrides=[f"provider.api_ky={SECRET}"]),
        Inputs(overrides=[f"provider.api_key:{SECRET}"]),
    ],
)
def test_a_secret_is_printed_nowhere(inputs: Inputs) -> None:
    said = everything_said_of(inputs)
    assert said
    assert SECRET not in said


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("app.yaml", f"provider:\n  api_key: {SECRET}\n"),
        ("app.yaml", f"provider:\n  apikey: {SECRET}\n"),
        ("app.yaml", f"{SECRET}\n"),
        ("app.json", f'{{"provider": {{"api_key": "{SECRET}" }}'),
        ("app.toml", f'[provider]\napi_key = "{SECRET}'),
        ("app.env", f"ASSISTANT_PROVIDER__API_KEY={SECRET}"),
        ("app.env", f"ASSISTANT_PROVIDER__API_KEY='{SECRET}"),
        ("app.env", f"{SECRET}"),
        ("app.env", f"export {SECRET}"),
    ],
)
def test_a_secret_in_a_file_is_printed_nowhere(tmp_path: Path, file: str, text: str) -> None:
    (tmp_path / file).write_text(text)
    is_environment = file.endswith(".env")
    inputs = Inputs(
        folder=tmp_path,
        file=None if is_environment else file,
        environment_file=file if is_environment else None,
    )
    said = everything_said_of(inputs)
    assert said
    assert SECRET not in said


def test_a_secret_can_be_used() -> None:
    loaded = load(Inputs(environment={"ASSISTANT_PROVIDER__API_KEY": SECRET}))
    key = loaded.settings.provider.api_key
    assert key is not None
    assert key.get_secret_value() == SECRET


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("ten", "'ten'"),
        ("x" * 20, repr("x" * 20)),
        ("x" * 21, "a text of 21 characters"),
        ("a:b@c", "a text of 5 characters"),
        (True, "true"),
        (2.5, "2.5"),
        ([1], "a list"),
        ({"a": 1}, "a group of keys"),
    ],
)
def test_long_texts_are_described_and_not_repeated(value: object, text: str) -> None:
    assert shown(value) == text


def test_the_origin_of_a_secret_names_both_places_and_no_value(tmp_path: Path) -> None:
    (tmp_path / "app.env").write_text(f"ASSISTANT_PROVIDER__API_KEY={SECRET}-old\n")
    inputs = Inputs(
        folder=tmp_path,
        environment_file="app.env",
        environment={"ASSISTANT_PROVIDER__API_KEY": SECRET},
    )
    origin = str(origin_of(load(inputs), ("provider", "api_key")))
    assert "(hidden)" in origin
    assert "instead of another (app.env:1" in origin
    assert SECRET not in origin


def test_what_is_printed_holds_no_key_of_a_place() -> None:
    said = "\n".join(make() for _, make in PARTS.values())
    assert not re.search(r"not-(a-real|the)-key", said)
    assert DEPLOYMENTS.as_posix() not in said


def test_the_debug_log_of_pydantic_settings_shows_no_secret(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("PYDANTIC_SETTINGS_DEBUG", "1")
    with caplog.at_level("DEBUG", logger="pydantic_settings"):
        load(Inputs(environment={"ASSISTANT_PROVIDER__API_KEY": SECRET}))
    assert "api_key" in caplog.text
    assert SECRET not in caplog.text
