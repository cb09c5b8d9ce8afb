"""Models at Amazon Bedrock, through boto3: an adapter around an SDK that blocks."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Any

import boto3
from botocore.config import Config
from botocore.eventstream import ParserError
from botocore.exceptions import (
    ClientError,
    ConnectionError,  # noqa: A004 - botocore's own, which is not the built-in
    ConnectTimeoutError,
    EventStreamError,
    HTTPClientError,
    NoCredentialsError,
    NoRegionError,
    ReadTimeoutError,
)
from botocore.parsers import ResponseParserError
from llmkit import (
    AuthenticationError,
    ChatRequest,
    Chunk,
    Completion,
    ConfigurationError,
    ConnectionFailedError,
    MalformedReplyError,
    ProviderError,
    RequestTimeoutError,
)
from llmkit.providers.adapter import AdapterChatModel
from llmkit.providers.status import error_for_status, retry_after_seconds
from urllib3.exceptions import HTTPError
from urllib3.exceptions import ReadTimeoutError as SilenceError

from examples.llms.provider_adapters.bedrock_conversion import (
    CallNumbers,
    to_chunk,
    to_completion,
    to_converse,
)

# Within a stream an error has a name and no status.
STATUS_OF_EVENT: Mapping[str, int] = MappingProxyType(
    {
        "internalServerException": 500,
        "modelStreamErrorException": 500,
        "serviceUnavailableException": 503,
        "throttlingException": 429,
        "validationException": 400,
    }
)
# The service calls this one a fault of the sender (424), and says that the model failed.
STATUS_OF_CODE: Mapping[str, int] = MappingProxyType({"ModelErrorException": 500})


class BedrockChatModel(AdapterChatModel):
    """A model at Amazon Bedrock, whoever made it: Converse has one format for all.

    boto3 knows no `await`. Each call, and each step through a stream, waits in a thread, so that
    the event loop can serve others meanwhile. A cancelled call returns at once; its thread ends
    with the SDK's own timeout.

    Args:
        model: The name or the address (ARN) of the model.
        client: A client of boto3 for `bedrock-runtime`; see `make_client`.
    """

    provider = "bedrock"

    def __init__(self, model: str, client: Any) -> None:
        super().__init__(model)
        self._client = client

    async def aclose(self) -> None:
        """Close the connections of the SDK."""
        self._client.close()

    async def _complete(self, request: ChatRequest) -> Completion:
        parameters = to_converse(self.model, request)
        reply = await asyncio.to_thread(self._client.converse, **parameters)
        return to_completion(reply, self.model, self.provider)

    async def _chunks(self, request: ChatRequest) -> AsyncGenerator[Chunk, None]:
        parameters = to_converse(self.model, request)
        reply = await asyncio.to_thread(self._client.converse_stream, **parameters)
        stream, numbers = reply["stream"], CallNumbers()
        events = iter(stream)
        try:
            while (event := await asyncio.to_thread(next, events, None)) is not None:
                yield numbers.renumbered(to_chunk(event))
        except asyncio.CancelledError:
            end_wait(stream)
            raise
        finally:
            stream.close()

    def _translate(self, error: Exception, operation: str) -> ProviderError | None:
        match error:
            case ReadTimeoutError() | ConnectTimeoutError() | SilenceError():
                return RequestTimeoutError(operation, str(error))
            case ClientError():
                return refusal(error, operation)
            case NoCredentialsError():
                return AuthenticationError(operation, str(error))
            case ConnectionError() | HTTPClientError() | HTTPError():
                # Once a stream runs, boto3 lets the errors of its HTTP library through.
                return ConnectionFailedError(operation, str(error))
            case ResponseParserError() | ParserError() | KeyError():
                return MalformedReplyError(operation, repr(error))
        return None


def end_wait(stream: Any) -> None:
    """End the wait of the thread that reads a stream.

    The thread holds a lock which closing the stream would ask for, and so the event loop would wait
    for the silent server after all. The socket can be shut without the lock; boto3 has no call for
    that, its HTTP library has.
    """
    with suppress(RuntimeError, ValueError):  # it has ended by itself in the meantime
        stream._raw_stream.shutdown()


def refusal(error: ClientError, operation: str) -> ProviderError:
    """Return the error of llmkit for one that Bedrock has sent."""
    said = error.response["Error"]
    if isinstance(error, EventStreamError):
        status = STATUS_OF_EVENT.get(said["Code"], 500)
        return error_for_status(status, operation, str(error), code=said["Code"])
    about = error.response["ResponseMetadata"]
    return error_for_status(
        STATUS_OF_CODE.get(said["Code"], about["HTTPStatusCode"]),
        operation,
        said["Message"],
        code=said["Code"],
        retry_after=retry_after_seconds(about["HTTPHeaders"]),
    )


def make_client(base_url: str | None = None, *, read_timeout: float = 120.0) -> Any:
    """Return a client of boto3.

    Region and credentials come from where boto3 looks for them: variables, files, the machine's
    role. For another address, such as a server on this machine, they do not matter.

    Args:
        base_url: The address of the service; None stands for that of the region.
        read_timeout: Seconds of silence after which boto3 gives up.

    Raises:
        ConfigurationError: boto3 finds no region.
    """
    # Our retry policy owns the retries; two that know nothing of each other would multiply.
    config = Config(retries={"total_max_attempts": 1}, read_timeout=read_timeout)
    if base_url is None:
        try:
            return boto3.client("bedrock-runtime", config=config)
        except NoRegionError as error:
            detail = "boto3 finds no region: set AWS_DEFAULT_REGION"
            raise ConfigurationError("bedrock.create", detail) from error
    return boto3.client(
        "bedrock-runtime",
        config=config,
        endpoint_url=base_url,
        region_name="us-east-1",
        aws_access_key_id="wire",
        aws_secret_access_key="wire",  # noqa: S106 - no secret: a local server takes any
    )
