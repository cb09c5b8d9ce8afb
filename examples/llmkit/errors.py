"""The errors of llmkit: one tree, so that a caller decides by type and never by reading a message.

LLMKitError
|-- ConfigurationError             nothing was sent; mend the set-up
|   |-- UnknownProviderError
|   |-- MissingCredentialsError    names the environment variable
|   |-- MissingDependencyError     names the package and the extra
|   `-- ScriptExhaustedError       a simulated model was asked more often than scripted
`-- ProviderError                  the call was made, or would have been, and failed
    |-- TransientError             the same call may succeed later
    |   |-- RateLimitError         carries `retry_after`
    |   |-- RequestTimeoutError
    |   |-- UnavailableError
    |   `-- ConnectionFailedError
    |-- PermanentError             the same call will fail again
    |   |-- AuthenticationError
    |   |-- InvalidRequestError
    |   |   |-- ContextLengthError
    |   |   |-- InvalidImageError
    |   |   `-- VisionUnsupportedError
    |   |-- ModelNotFoundError
    |   |-- ContentFilteredError
    |   `-- MalformedReplyError
    |       `-- InvalidToolArgumentsError
    `-- RetriesExhaustedError      carries `attempts`; its cause is the last error
"""

from typing import ClassVar


class LLMKitError(Exception):
    """The base of every error that llmkit raises; use `raise ... from`, so that `cause` is kept.

    Args:
        operation: What was being done, as `provider.verb`, for example `openai.complete`.
        detail: What happened in this case, in the words of whoever reported it.
    """

    code: ClassVar[str] = "error"
    """A stable word for logs and metrics; it does not change when a message does."""
    sentence: ClassVar[str] = "something went wrong"
    """What this class of error means, the same for every instance."""

    def __init__(self, operation: str, detail: str = "") -> None:
        self.operation = operation
        self.detail = detail
        super().__init__(operation, detail)

    def __str__(self) -> str:
        """Build the message from the operation, the meaning of the class and the detail."""
        message = f"{self.operation}: {self.sentence}"
        return f"{message}: {self.detail}" if self.detail else message

    @property
    def cause(self) -> BaseException | None:
        """The exception this one was raised from, if any."""
        return self.__cause__


class ConfigurationError(LLMKitError):
    """The set-up is wrong; nothing was sent to a provider."""

    code = "configuration"
    sentence = "the set-up is wrong"


class UnknownProviderError(ConfigurationError):
    """No provider of this name is registered."""

    code = "unknown_provider"
    sentence = "no provider of this name is registered"


class MissingCredentialsError(ConfigurationError):
    """A provider needs a key that is neither passed nor in the environment.

    Args:
        operation: What was being done.
        variable: The environment variable that would hold the key.
    """

    code = "missing_credentials"
    sentence = "a key is missing"

    def __init__(self, operation: str, variable: str) -> None:
        self.variable = variable
        super().__init__(operation, f"set {variable} or pass api_key")


class MissingDependencyError(ConfigurationError):
    """A provider needs a package that is not installed.

    Args:
        operation: What was being done.
        package: The package that could not be imported.
        extra: The extra that installs it.
    """

    code = "missing_dependency"
    sentence = "a package is not installed"

    def __init__(self, operation: str, package: str, extra: str) -> None:
        self.package = package
        self.extra = extra
        super().__init__(operation, f"{package!r} comes with the extra {extra!r}")


class ScriptExhaustedError(ConfigurationError):
    """A simulated model or wire server was asked and no scripted reply matched."""

    code = "script_exhausted"
    sentence = "no scripted reply is left for this request"


class ProviderError(LLMKitError):
    """A call to a model failed."""

    code = "provider"
    sentence = "the call failed"
    transient: ClassVar[bool] = False
    """Whether the same call may succeed when it is made again."""


class TransientError(ProviderError):
    """The same call may succeed later; a retry policy acts on these."""

    code = "transient"
    sentence = "the call failed for now"
    transient = True


class RateLimitError(TransientError):
    """The provider refused the call because too many were made.

    Args:
        operation: What was being done.
        detail: The provider's own words.
        retry_after: Seconds to wait, if the provider said so.
    """

    code = "rate_limit"
    sentence = "too many requests"

    def __init__(
        self, operation: str, detail: str = "", *, retry_after: float | None = None
    ) -> None:
        self.retry_after = retry_after
        super().__init__(operation, detail)

    def __str__(self) -> str:
        """Append the wait that the provider asked for."""
        message = super().__str__()
        return message if self.retry_after is None else f"{message} (wait {self.retry_after:g} s)"


class RequestTimeoutError(TransientError):
    """The provider did not answer in time."""

    code = "timeout"
    sentence = "no answer in time"


class UnavailableError(TransientError):
    """The provider is overloaded or had an internal error."""

    code = "unavailable"
    sentence = "the provider is unavailable"


class ConnectionFailedError(TransientError):
    """No connection was made, or it broke before the reply was complete."""

    code = "connection"
    sentence = "the connection failed"


class PermanentError(ProviderError):
    """The same call will fail again; something has to change first."""

    code = "permanent"
    sentence = "the call cannot succeed as it is"


class AuthenticationError(PermanentError):
    """The provider did not accept the key."""

    code = "authentication"
    sentence = "the key was not accepted"


class InvalidRequestError(PermanentError):
    """The request breaks a rule of llmkit or of the provider."""

    code = "invalid_request"
    sentence = "the request is not valid"


class ContextLengthError(InvalidRequestError):
    """The conversation does not fit into the context window of the model."""

    code = "context_length"
    sentence = "the conversation is too long for the model"


class InvalidImageError(InvalidRequestError):
    """An image is none, or is one that the provider does not take."""

    code = "invalid_image"
    sentence = "the image cannot be sent"


class VisionUnsupportedError(InvalidRequestError):
    """The conversation has images and the model takes text alone."""

    code = "vision_unsupported"
    sentence = "the model cannot see images"


class ModelNotFoundError(PermanentError):
    """The provider has no model of this name, or not for this key."""

    code = "model_not_found"
    sentence = "the provider does not have this model"


class ContentFilteredError(PermanentError):
    """The provider's content filter refused the request."""

    code = "content_filter"
    sentence = "the content filter refused the request"


class MalformedReplyError(PermanentError):
    """The provider answered with something that is not a reply."""

    code = "malformed_reply"
    sentence = "the reply cannot be understood"


class InvalidToolArgumentsError(MalformedReplyError):
    """A model asked for a tool with arguments that are not a JSON object.

    Args:
        tool_name: The tool that was asked for.
        arguments: The arguments as they came.
        reason: Why they were refused.
    """

    code = "invalid_tool_arguments"
    sentence = "the arguments of a tool call are not a JSON object"

    def __init__(self, tool_name: str, arguments: str, reason: str) -> None:
        self.tool_name = tool_name
        self.arguments = arguments
        super().__init__(f"tool_call.{tool_name}", reason)


class RetriesExhaustedError(ProviderError):
    """A retry policy gave up; `cause` is the error of the last attempt.

    Args:
        operation: What was being done.
        attempts: How many attempts were made.
    """

    code = "retries_exhausted"
    sentence = "all attempts failed"

    def __init__(self, operation: str, attempts: int) -> None:
        self.attempts = attempts
        super().__init__(operation, f"gave up after {attempts} attempt{'s' * (attempts != 1)}")
