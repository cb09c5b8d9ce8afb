"""A real HTTP server on loopback that plays a script to the official SDKs.

It lets adapters, and examples that use an SDK directly, be run and tested offline over real
sockets, failures included: refusals, broken connections, silence and replies that are no replies.
"""

import threading
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from llmkit.script import Script
from llmkit.wire.handler import WireHttpServer, WireRequest
from llmkit.wire.wire_format import WireFormat


class WireServer:
    """Serve a script in three formats, and in yours, for as long as the `with` block lasts.

    Args:
        script: What to reply.
        chunk_delay: Seconds before each event of a stream.
        port: Where to listen; 0 takes a free port.
        formats: Formats to speak beside those of OpenAI, Anthropic and Ollama, or in their place
            where the path is the same. A path may have fields, as in `/model/{model}/converse`;
            what stands there is handed to `parse` as if it were in the body.
    """

    def __init__(
        self,
        script: Script,
        *,
        chunk_delay: float = 0.0,
        port: int = 0,
        formats: Sequence[WireFormat] = (),
    ) -> None:
        self._http = WireHttpServer(script, chunk_delay=chunk_delay, port=port, formats=formats)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def requests(self) -> Sequence[WireRequest]:
        """Every request so far, in order."""
        return tuple(self._http.requests)

    @property
    def url(self) -> str:
        """The address of the server, without a path."""
        return f"http://127.0.0.1:{self._http.server_port}"

    def base_url(self, provider: str) -> str:
        """Return what an SDK or adapter takes as its base address.

        Args:
            provider: `openai`, `anthropic`, `ollama`, or that of a format of yours.

        Raises:
            KeyError: The server does not speak the format of this provider.
        """
        base_paths = {each.provider: each.base_path for each in self._http.formats.values()}
        return self.url + base_paths[provider]

    def environment(self) -> dict[str, str]:
        """Return the environment variables that point all three SDKs at this server."""
        return {
            "ANTHROPIC_API_KEY": "wire",
            "ANTHROPIC_BASE_URL": self.base_url("anthropic"),
            "OLLAMA_HOST": self.base_url("ollama"),
            "OPENAI_API_KEY": "wire",
            "OPENAI_BASE_URL": self.base_url("openai"),
        }

    def __enter__(self) -> Self:
        """Begin to serve in a thread."""
        self._thread.start()
        return self

    def __exit__(
        self,
        error_type: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop, also in the middle of a stall."""
        self._http.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()
