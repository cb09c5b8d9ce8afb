"""Use the settings: a model that waits and retries as they say, and a log that obeys them."""

import json
import logging
from typing import TextIO

from llmkit import ChatModel, Message, RetryPolicy, Script, chat_model, with_retries

from examples.config.formats.settings import Logging, Provider, Settings


def open_model(provider: Provider, script: Script | None = None) -> ChatModel:
    """Return the model that the settings name, with their retries around it.

    Args:
        provider: The settings.
        script: What the simulated provider says.
    """
    key = provider.api_key.get_secret_value() if provider.api_key else None
    address = str(provider.base_url) if provider.base_url else None
    model = chat_model(
        provider.name, model=provider.model, api_key=key, base_url=address, script=script
    )
    return with_retries(model, retry_policy(provider))


def retry_policy(provider: Provider) -> RetryPolicy:
    """Return the retries that the settings ask for.

    The policy starts no attempt after `total_seconds`. With its own default of 60 a timeout of 120
    seconds would never be followed by a retry, so the bound is made from both settings.
    """
    attempts = provider.retries + 1
    return RetryPolicy(attempts=attempts, total_seconds=float(attempts * provider.timeout))


def make_logger(settings: Logging, stream: TextIO) -> logging.Logger:
    """Return a logger that writes as the settings say."""
    handler = logging.StreamHandler(stream)
    if settings.format == "json":
        handler.setFormatter(JsonLines())
    # A logger of its own, not one of the process: two applications in a test do not share it.
    logger = logging.Logger("assistant", settings.level.upper())
    logger.addHandler(handler)
    return logger


class JsonLines(logging.Formatter):
    """Write one object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return json.dumps({"level": record.levelname.lower(), "message": record.getMessage()})


async def answer(
    question: str, *, model: ChatModel, settings: Settings, logger: logging.Logger
) -> str:
    """Return the answer to a question, and log that there was one.

    Args:
        question: What a user asks.
        model: Who answers.
        settings: How long that may take, and whether the question may be logged.
        logger: Where to.
    """
    reply = await model.complete([Message.user(question)], timeout=settings.provider.timeout)
    asked = f": {question}" if settings.logging.prompts else ""
    logger.info("answered a question%s", asked)
    return reply.text
