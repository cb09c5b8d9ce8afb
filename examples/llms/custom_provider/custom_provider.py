"""An application that knows Heron by name: the only place in which it is mentioned."""

from llmkit import ChatModel, Message, RetryPolicy, chat_model, with_retries
from opentelemetry.metrics import MeterProvider
from opentelemetry.trace import TracerProvider

from examples.llms.custom_provider.checked_registry import CheckedRegistry
from examples.llms.custom_provider.heron_factory import heron
from examples.llms.custom_provider.heron_options import Option


def providers(
    *changes: Option,
    tracer_provider: TracerProvider | None = None,
    meter_provider: MeterProvider | None = None,
) -> CheckedRegistry:
    """Return the providers of this application: those of llmkit, and Heron.

    Args:
        *changes: How to talk to Heron; see `heron_options`.
        tracer_provider: Where spans go; None stands for that of the process.
        meter_provider: Where metrics go; None likewise.
    """
    registry = CheckedRegistry(tracer_provider=tracer_provider, meter_provider=meter_provider)
    registry.register("heron", heron(*changes))
    return registry


def open_model(registry: CheckedRegistry, provider: str | None = None) -> ChatModel:
    """Return the model to ask, with retries around it.

    Args:
        registry: See `providers`.
        provider: The provider's name; None stands for `LLMKIT_PROVIDER`, and that for `simulated`.

    Raises:
        ConfigurationError: The provider is unknown, or lacks a key or a package.
    """
    policy = RetryPolicy(attempts=3, first_wait=0.1, jitter=0.1)
    return with_retries(chat_model(provider, registry=registry), policy)


async def answer(model: ChatModel, question: str) -> str:
    """Ask a question; nothing here knows which provider answers."""
    reply = await model.complete([Message.system("Be brief."), Message.user(question)], timeout=30)
    return reply.text
