"""One model of each provider over the same script: in memory, or a real SDK over real HTTP."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from llmkit import ChatModel, Script, chat_model
from llmkit.models import VISION_MODELS
from llmkit.wire import WireServer

PROVIDERS = ("simulated", "openai", "anthropic", "ollama")


class ModelMaker:
    """Make models of one provider over scripts; all is closed when the test ends."""

    def __init__(self, provider: str, stack: AsyncExitStack, *, model: str | None = None) -> None:
        self.provider = provider
        self.model = model
        self.server: WireServer | None = None
        self._stack = stack

    async def __call__(self, script: Script, *, chunk_delay: float = 0.0) -> ChatModel:
        if self.provider == "simulated":
            return chat_model("simulated", script=script)
        self.server = self._stack.enter_context(WireServer(script, chunk_delay=chunk_delay))
        base_url = self.server.base_url(self.provider)
        model = chat_model(self.provider, model=self.model, api_key="wire", base_url=base_url)
        return await self._stack.enter_async_context(model)


@pytest.fixture(params=PROVIDERS)
async def model_over(request: pytest.FixtureRequest) -> AsyncIterator[ModelMaker]:
    async with AsyncExitStack() as stack:
        yield ModelMaker(request.param, stack)


@pytest.fixture(params=PROVIDERS)
async def vision_over(request: pytest.FixtureRequest) -> AsyncIterator[ModelMaker]:
    """Make models that see images."""
    async with AsyncExitStack() as stack:
        yield ModelMaker(request.param, stack, model=VISION_MODELS[request.param])
