"""Names and factories: what is registered, what is refused, and in which words."""

from pathlib import Path
from typing import Any, cast

import pytest
from llmkit import (
    ChatModel,
    ChatRequest,
    Completion,
    ConfigurationError,
    MissingCredentialsError,
    ProviderError,
    ProviderSettings,
    Script,
    SimulatedChatModel,
    UnknownProviderError,
    builtin_providers,
    chat_model,
)
from llmkit.providers.adapter import AdapterChatModel
from llmkit.providers.registry import ProviderFactory

from examples.llms.custom_provider.checked_registry import (
    AlreadyRegisteredError,
    CheckedRegistry,
    IncompleteModelError,
)
from examples.llms.custom_provider.custom_provider import open_model, providers
from examples.llms.custom_provider.heron_model import HeronChatModel
from examples.llms.custom_provider.installed_providers import register_installed
from examples.llms.custom_provider.mistakes import (
    Misspelt,
    NoModelAtAll,
    NotAGenerator,
    TooFewOptions,
    factory_of,
)


def simulated(settings: ProviderSettings) -> ChatModel:
    return SimulatedChatModel(settings.model or "mine", script=settings.script)


@pytest.fixture(autouse=True)
def _no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HERON_API_KEY", raising=False)


def test_heron_stands_beside_the_providers_of_llmkit() -> None:
    assert set(providers().names()) == {*builtin_providers().names(), "heron"}


def test_registering_it_leaves_no_trace_elsewhere() -> None:
    providers()
    assert "heron" not in builtin_providers().names()
    assert "heron" not in CheckedRegistry().names()


@pytest.mark.parametrize("name", ["heron", "openai", "simulated"])
def test_a_name_can_be_taken_once(name: str) -> None:
    registry = providers()
    before = registry.create("simulated").model
    with pytest.raises(AlreadyRegisteredError, match=f"'{name}' comes from") as caught:
        registry.register(name, simulated)
    assert "replace()" in caught.value.detail
    assert registry.create("simulated").model == before


def test_the_origin_of_the_first_one_is_named() -> None:
    with pytest.raises(AlreadyRegisteredError, match=r"custom_provider\.heron_factory\.heron;"):
        providers().register("heron", simulated)


async def test_a_test_may_replace_a_provider_on_purpose() -> None:
    registry = providers()
    registry.replace("heron", simulated)
    async with chat_model("heron", registry=registry, script=Script.of("Hi.")) as model:
        assert model.model == "mine"


@pytest.mark.parametrize("name", ["", " ", "heron ", "\theron"])
def test_a_name_that_nobody_could_type_again_is_refused(name: str) -> None:
    with pytest.raises(ConfigurationError, match="empty or has spaces"):
        CheckedRegistry().register(name, simulated)


def test_what_cannot_be_called_is_no_factory() -> None:
    with pytest.raises(ConfigurationError, match="not a str"):
        CheckedRegistry().register("new", cast("ProviderFactory", "module.function"))


@pytest.mark.parametrize(
    ("factory", "said"),
    [
        (HeronChatModel, "HeronChatModel does not: missing a required argument: 'api_key'"),
        (lambda: None, "<lambda> does not: too many positional arguments"),
    ],
)
def test_a_factory_takes_settings_and_nothing_else(factory: object, said: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        CheckedRegistry().register("new", cast("ProviderFactory", factory))
    assert said in caught.value.detail


@pytest.mark.parametrize(
    ("name", "hint"), [("herno", "did you mean 'heron'"), ("opnai", "did you mean 'openai'")]
)
def test_an_unknown_name_gets_a_suggestion(name: str, hint: str) -> None:
    with pytest.raises(UnknownProviderError, match=hint):
        providers().create(name)


def test_a_missing_key_names_its_variable() -> None:
    with pytest.raises(MissingCredentialsError, match="HERON_API_KEY"):
        providers().create("heron")


async def test_the_environment_chooses_heron(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LLMKIT_PROVIDER", "heron")
    monkeypatch.setenv("HERON_API_KEY", "k")
    async with open_model(providers()) as model:
        assert (model.provider, model.model) == ("heron", "heron-small")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Misspelt, ["method 'stream' is missing; is 'streams' meant to be it?"]),
        (NotAGenerator, ["method 'stream' must be `async def` with `yield` in it"]),
        (TooFewOptions, ["method 'complete' does not take what callers pass"]),
        (
            NoModelAtAll,
            ["attribute 'provider'", "attribute 'model'", "'complete'", "'stream'", "'aclose'"],
        ),
    ],
)
def test_all_that_a_model_lacks_is_named_at_once(kind: type[object], said: list[str]) -> None:
    registry = CheckedRegistry()
    registry.register("new", factory_of(kind))
    with pytest.raises(IncompleteModelError) as caught:
        registry.create("new")
    assert f"'new' made a {kind.__name__}" in caught.value.detail
    assert [words for words in said if words not in caught.value.detail] == []
    assert caught.value.detail.count(";") >= len(said) - 1


class WithoutStreams(AdapterChatModel):
    """Leaves out one of the three methods that an adapter has to have."""

    provider = "half"

    async def _complete(self, request: ChatRequest) -> Completion:
        raise NotImplementedError

    def _translate(self, error: Exception, operation: str) -> ProviderError | None:
        raise NotImplementedError


def test_python_itself_refuses_an_adapter_that_lacks_a_method() -> None:
    kind: type[Any] = WithoutStreams
    with pytest.raises(TypeError, match="_chunks"):
        kind("m")


def test_a_model_that_follows_the_protocol_is_let_through() -> None:
    registry = CheckedRegistry()
    registry.register("new", simulated)
    assert registry.create("new").provider == "simulated"


def install(folder: Path, package: str, entries: str, module: str) -> None:
    """Put a package into a folder, as an installer does."""
    (folder / f"{package}.py").write_text(module, encoding="utf-8")
    information = folder / f"{package}-1.0.dist-info"
    information.mkdir()
    head = f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n"
    (information / "METADATA").write_text(head, encoding="utf-8")
    text = f"[llmkit.providers]\n{entries}\n"
    (information / "entry_points.txt").write_text(text, encoding="utf-8")


PLUGIN = """
from examples.llms.custom_provider.heron_factory import heron
from examples.llms.custom_provider.heron_options import with_key

create = heron(with_key("k"))
"""


class TestInstalledProviders:
    def test_an_installed_package_brings_its_provider(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        install(tmp_path, "heron_plugin", "heron = heron_plugin:create", PLUGIN)
        monkeypatch.syspath_prepend(tmp_path)
        registry = CheckedRegistry()
        assert register_installed(registry) == ("heron",)
        assert registry.create("heron").provider == "heron"

    def test_broken_packages_are_all_named_and_the_others_registered(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        install(tmp_path, "good_plugin", "good = good_plugin:create", PLUGIN)
        install(tmp_path, "broken_plugin", "broken = broken_plugin:create", "import no_such_sdk")
        install(tmp_path, "rival_plugin", "openai = rival_plugin:create", PLUGIN)
        monkeypatch.syspath_prepend(tmp_path)
        registry = CheckedRegistry()
        with pytest.raises(ConfigurationError) as caught:
            register_installed(registry)
        assert "'broken' of broken_plugin" in caught.value.detail
        assert "no_such_sdk" in caught.value.detail
        assert "'openai' of rival_plugin" in caught.value.detail
        assert "good" in registry.names()

    def test_without_such_packages_nothing_happens(self) -> None:
        registry = CheckedRegistry()
        before = registry.names()
        assert register_installed(registry) == ()
        assert registry.names() == before
