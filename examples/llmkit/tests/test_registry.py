import importlib
import sys

import pytest

from llmkit import (
    ChatModel,
    MissingCredentialsError,
    MissingDependencyError,
    ProviderSettings,
    Script,
    SimulatedChatModel,
    UnknownProviderError,
    builtin_providers,
    chat_model,
)
from llmkit.models import DEFAULT_MODELS

BUILT_IN = ("anthropic", "ollama", "openai", "simulated")


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LLMKIT_PROVIDER", "OPENAI_API_KEY", "ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"):
        monkeypatch.delenv(name, raising=False)


def test_the_built_in_providers_have_default_models() -> None:
    assert builtin_providers().names() == tuple(sorted(DEFAULT_MODELS)) == BUILT_IN


def test_a_provider_can_be_added_without_a_trace_elsewhere() -> None:
    def create(settings: ProviderSettings) -> ChatModel:
        return SimulatedChatModel(settings.model or "mine-1")

    registry = builtin_providers()
    registry.register("mine", create)
    assert registry.create("mine").model == "mine-1"
    assert chat_model("mine", model="mine-2", registry=registry).model == "mine-2"
    assert "mine" not in builtin_providers().names()


@pytest.mark.parametrize(
    ("name", "hint"), [("opnai", "did you mean 'openai'"), ("x", "not one of anthropic, ollama")]
)
def test_an_unknown_provider_is_explained(name: str, hint: str) -> None:
    with pytest.raises(UnknownProviderError, match=hint):
        chat_model(name)


@pytest.mark.parametrize("provider", BUILT_IN)
async def test_the_environment_chooses_the_provider(
    provider: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LLMKIT_PROVIDER", provider)
    async with chat_model(api_key="k") as model:
        assert (model.provider, model.model) == (provider, DEFAULT_MODELS[provider])


async def test_the_argument_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LLMKIT_PROVIDER", "openai")
    assert chat_model("simulated", script=Script.of("x")).provider == "simulated"


@pytest.mark.parametrize("provider", ["openai", "anthropic"])
def test_a_missing_key_names_its_variable(provider: str) -> None:
    variable = f"{provider.upper()}_API_KEY"
    with pytest.raises(MissingCredentialsError, match=variable) as caught:
        chat_model(provider)
    assert caught.value.variable == variable


@pytest.mark.parametrize("provider", ["openai", "anthropic", "ollama"])
def test_a_missing_sdk_names_the_extra(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # None in sys.modules is how Python itself marks a module that must not be found.
    monkeypatch.setitem(sys.modules, provider, None)
    monkeypatch.delitem(sys.modules, f"llmkit.providers.{provider}", raising=False)
    with pytest.raises(MissingDependencyError, match="'llms'") as caught:
        importlib.import_module(f"llmkit.providers.{provider}")
    assert isinstance(caught.value.cause, ImportError)
