from collections.abc import Mapping

import pytest
from llmkit import ConfigurationError

from examples.observability.telemetry.settings import Settings, settings_from

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"


def test_the_variables_are_those_of_opentelemetry() -> None:
    settings = settings_from(
        {
            "OTEL_SERVICE_NAME": "shop",
            "OTEL_SDK_DISABLED": "TRUE",
            ENDPOINT: "http://127.0.0.1:4318",
            "OTEL_EXPORTER_OTLP_HEADERS": "X-Api-Key=abc=, team=search",
            "OTEL_TRACES_SAMPLER_ARG": "0.25",
            "OTEL_BSP_MAX_QUEUE_SIZE": "64",
            "OTEL_EXPORTER_OTLP_TIMEOUT": "0.5",
            "LOG_LEVEL": "WARNING",
            "LOG_TEXTS": "true",
        }
    )
    assert settings == Settings(
        service="shop",
        enabled=False,
        endpoint="http://127.0.0.1:4318",
        headers={"x-api-key": "abc=", "team": "search"},
        sampled=0.25,
        log_level="warning",
        show_texts=True,
        queue=64,
        export_timeout=0.5,
    )


def test_nothing_set_is_on_without_a_collector() -> None:
    assert settings_from({}) == Settings(service="assistant")


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"OTEL_SERVICE_NAME": " "}, ["OTEL_SERVICE_NAME"]),
        ({ENDPOINT: "localhost:4318"}, [ENDPOINT]),
        ({ENDPOINT: "http://"}, [ENDPOINT]),
        ({"OTEL_TRACES_SAMPLER_ARG": "1.01"}, ["OTEL_TRACES_SAMPLER_ARG", "1.01"]),
        ({"OTEL_TRACES_SAMPLER_ARG": "nan"}, ["OTEL_TRACES_SAMPLER_ARG"]),
        ({"OTEL_TRACES_SAMPLER_ARG": "half"}, ["OTEL_TRACES_SAMPLER_ARG", "half"]),
        ({"OTEL_BSP_MAX_QUEUE_SIZE": "0"}, ["OTEL_BSP_MAX_QUEUE_SIZE"]),
        ({"OTEL_BSP_MAX_QUEUE_SIZE": "inf"}, ["OTEL_BSP_MAX_QUEUE_SIZE"]),
        ({"OTEL_EXPORTER_OTLP_TIMEOUT": "0"}, ["OTEL_EXPORTER_OTLP_TIMEOUT"]),
        ({"OTEL_SDK_DISABLED": "yes"}, ["OTEL_SDK_DISABLED", "yes"]),
        ({"LOG_LEVEL": "loud", "OTEL_TRACES_SAMPLER_ARG": "-1"}, ["LOG_LEVEL", "SAMPLER_ARG"]),
        ({"OTEL_SDK_DISABLED": "1", "OTEL_BSP_MAX_QUEUE_SIZE": "x"}, ["DISABLED", "QUEUE_SIZE"]),
        ({"OTEL_SDK_DISABLED": "1", "LOG_LEVEL": "loud"}, ["OTEL_SDK_DISABLED", "LOG_LEVEL"]),
    ],
)
def test_every_mistake_is_named(variables: Mapping[str, str], named: list[str]) -> None:
    with pytest.raises(ConfigurationError) as caught:
        settings_from(variables)
    for each in named:
        assert each in str(caught.value)


def test_the_key_of_a_hosted_collector_is_never_repeated() -> None:
    with pytest.raises(ConfigurationError) as caught:
        settings_from({"OTEL_EXPORTER_OTLP_HEADERS": "x=1,geheim"})
    assert "part 2" in str(caught.value)
    assert "geheim" not in str(caught.value)
    assert "geheim" not in repr(Settings(service="x", headers={"x-api-key": "geheim"}))
