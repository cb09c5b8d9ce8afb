"""Heron as a `ChatModel`: the adapter, over HTTP."""

from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import contextmanager
from json import JSONDecodeError
from types import MappingProxyType
from urllib.parse import quote

import httpx2
from llmkit import (
    AuthenticationError,
    ChatRequest,
    Chunk,
    Completion,
    ConnectionFailedError,
    ContentFilteredError,
    ContextLengthError,
    InvalidRequestError,
    MalformedReplyError,
    ModelNotFoundError,
    ProviderError,
    RateLimitError,
    RequestTimeoutError,
    UnavailableError,
)
from llmkit.providers.adapter import AdapterChatModel
from llmkit.providers.status import error_for_status, retry_after_seconds

from examples.llms.custom_provider.heron_conversion import (
    HeronProblemError,
    to_chunk,
    to_completion,
    to_heron,
)
from examples.llms.custom_provider.heron_options import HeronOptions

ERRORS: Mapping[str, type[ProviderError]] = MappingProxyType(
    {
        "broken": UnavailableError,
        "busy": UnavailableError,
        "no-such-engine": ModelNotFoundError,
        "not-understood": InvalidRequestError,
        "too-long": ContextLengthError,
        "unknown-key": AuthenticationError,
        "withheld": ContentFilteredError,
    }
)


class HeronChatModel(AdapterChatModel):
    """A model served by Heron.

    Args:
        model: The name of the engine.
        api_key: The key.
        options: Where Heron is, and how to talk to it.
    """

    provider = "heron"

    def __init__(self, model: str, api_key: str, options: HeronOptions) -> None:
        super().__init__(model)
        labels = ",".join(f"{name}={value}" for name, value in options.labels)
        self._path = f"/engines/{quote(model, safe='')}/turns"
        self._client = httpx2.AsyncClient(
            base_url=options.base_url,
            headers={"x-heron-key": api_key} | ({"x-heron-labels": labels} if labels else {}),
            # How long a reply may take is each call's own `timeout`, which the base class keeps.
            timeout=httpx2.Timeout(None, connect=options.connect_timeout),
            limits=httpx2.Limits(max_connections=options.connections),
        )

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _complete(self, request: ChatRequest) -> Completion:
        response = await self._client.post(self._path, json=to_heron(request, live=False))
        raise_for_problem(response)
        with reading():
            return to_completion(response.json(), self.provider)

    async def _chunks(self, request: ChatRequest) -> AsyncGenerator[Chunk, None]:
        body = to_heron(request, live=True)
        async with self._client.stream("POST", self._path, json=body) as response:
            if response.is_error:
                await response.aread()
            raise_for_problem(response)
            async for line in response.aiter_lines():
                if line:
                    with reading():
                        chunk = to_chunk(line)
                    yield chunk

    def _translate(self, error: Exception, operation: str) -> ProviderError | None:
        match error:
            case httpx2.TimeoutException():
                return RequestTimeoutError(operation, str(error))
            case httpx2.TransportError():
                return ConnectionFailedError(operation, str(error))
            case HeronProblemError():
                return translated(error, operation)
            case NotHeronError():
                return MalformedReplyError(operation, str(error))
        return None


class NotHeronError(Exception):
    """What came back is no reply of Heron."""


@contextmanager
def reading() -> Iterator[None]:
    """Say of what cannot be read in the block that it is not Heron's.

    Only there: the same errors in our own code, as with a tool whose schema is no JSON, are ours,
    and should look like it.
    """
    try:
        yield
    except (KeyError, TypeError, ValueError) as error:
        raise NotHeronError(repr(error)) from error


def raise_for_problem(response: httpx2.Response) -> None:
    """Raise what a response says is wrong.

    Raises:
        HeronProblemError: The status is that of an error.
    """
    if not response.is_error:
        return
    try:
        said = response.json()
        problem, says = said["problem"], said["says"]
    except (JSONDecodeError, KeyError, TypeError):
        # Not Heron, but something in front of it, which has only a status to tell.
        problem, says = "", response.text[:200]
    wait = retry_after_seconds(response.headers)
    raise HeronProblemError(problem, says, status=response.status_code, retry_after=wait)


def translated(error: HeronProblemError, operation: str) -> ProviderError:
    """Return the error of llmkit for a problem of Heron; a word we do not know goes by status."""
    if error.problem == "too-fast":
        return RateLimitError(operation, error.says, retry_after=error.retry_after)
    if known := ERRORS.get(error.problem):
        return known(operation, error.says)
    return error_for_status(error.status, operation, error.says, retry_after=error.retry_after)
