import io
import json
from collections.abc import Iterator

import pytest
import stamina
from llmkit import Fault, Reply, Script
from llmkit.errors import RequestTimeoutError, RetriesExhaustedError
from llmkit.wire import WireServer

from examples.config.formats.application import answer, make_logger, open_model, retry_policy
from examples.config.formats.load_settings import Inputs, load
from examples.config.formats.settings import Logging, Provider, Settings


@pytest.fixture
def without_waits() -> Iterator[None]:
    # The policy's own number of attempts is what is tested, so only the waits are taken out.
    with stamina.set_testing(True, attempts=100, cap=True):
        yield


def settings_for(server: WireServer, **values: str) -> Settings:
    environment = {
        "ASSISTANT_PROVIDER__NAME": "openai",
        "ASSISTANT_PROVIDER__BASE_URL": server.base_url("openai"),
        "ASSISTANT_PROVIDER__API_KEY": "wire",
    }
    overrides = [f"{name.replace('__', '.')}={value}" for name, value in values.items()]
    return load(Inputs(environment=environment, overrides=overrides)).settings


@pytest.mark.parametrize("retries", [0, 2])
async def test_the_provider_sees_as_many_requests_as_the_settings_allow(
    without_waits: None, retries: int
) -> None:
    with WireServer(Script((Reply(fault=Fault("server_error"), times=None),))) as server:
        settings = settings_for(server, provider__retries=str(retries))
        async with open_model(settings.provider) as model:
            with pytest.raises(RetriesExhaustedError):
                await answer(
                    "Are you there?",
                    model=model,
                    settings=settings,
                    logger=make_logger(settings.logging, io.StringIO()),
                )
        assert len(server.requests) == retries + 1


async def test_the_timeout_of_the_settings_reaches_the_call() -> None:
    with WireServer(Script((Reply(fault=Fault("stall")),))) as server:
        settings = settings_for(server, provider__retries="0")
        # Ten seconds are the least that the settings take, so the model is built past them.
        quick = settings.provider.model_copy(update={"timeout": 0.2})
        settings = settings.model_copy(update={"provider": quick})
        logger = make_logger(settings.logging, io.StringIO())
        async with open_model(settings.provider) as model:
            with pytest.raises(RetriesExhaustedError) as caught:
                await answer("Hello?", model=model, settings=settings, logger=logger)
    assert isinstance(caught.value.cause, RequestTimeoutError)


def test_every_attempt_that_the_settings_allow_can_begin() -> None:
    policy = retry_policy(Provider(timeout=600, retries=10))
    assert policy.attempts == 11
    assert policy.total_seconds >= 10 * 600


@pytest.mark.parametrize(
    ("logging", "written"),
    [
        (Logging(), "answered a question\n"),
        (Logging(prompts=True), "answered a question: Why?\n"),
        (Logging(level="warning"), ""),
    ],
)
async def test_the_log_obeys_the_settings(logging: Logging, written: str) -> None:
    stream = io.StringIO()
    settings = Settings(logging=logging)
    model = open_model(settings.provider, Script.of("Because."))
    logger = make_logger(settings.logging, stream)
    text = await answer("Why?", model=model, settings=settings, logger=logger)
    assert text == "Because."
    assert stream.getvalue() == written


def test_a_log_for_machines_has_an_object_a_line() -> None:
    stream = io.StringIO()
    make_logger(Logging(format="json"), stream).info("two\nlines")
    assert json.loads(stream.getvalue()) == {"level": "info", "message": "two\nlines"}
