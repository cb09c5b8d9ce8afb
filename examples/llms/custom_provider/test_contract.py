"""The contract of llmkit, held by Heron; the tests are those of llmkit's own adapters."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from llmkit import ChatModel, Script, chat_model
from llmkit.tests.conftest import ModelMaker
from llmkit.tests.test_contract import *  # noqa: F403  # the tests themselves are what is wanted
from llmkit.tests.test_contract_cancellation import *  # noqa: F403
from llmkit.tests.test_contract_tool_arguments import *  # noqa: F403
from llmkit.wire import WireServer

from examples.llms.custom_provider.custom_provider import providers
from examples.llms.custom_provider.heron_format import HeronFormat


class HeronMaker(ModelMaker):
    """Make models of Heron through the registry, each over a server of its own."""

    async def __call__(self, script: Script, *, chunk_delay: float = 0.0) -> ChatModel:
        self.server = WireServer(script, chunk_delay=chunk_delay, formats=[HeronFormat()])
        self._stack.enter_context(self.server)
        base_url = self.server.base_url("heron")
        model = chat_model("heron", registry=providers(), api_key="wire", base_url=base_url)
        return await self._stack.enter_async_context(model)


@pytest.fixture
async def model_over() -> AsyncIterator[ModelMaker]:
    async with AsyncExitStack() as stack:
        yield HeronMaker("heron", stack)
