"""What happens while a page is open: its requests and its errors, from the first moment on."""

from collections.abc import Sequence

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

_VIOLATION = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.effectiveDirective} ${event.blockedURI}`));
"""


class Visit:
    """A page, with what it asked for and complained of."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[str] = []
        self.errors: list[str] = []
        context.add_init_script(_VIOLATION)
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        self.page: Page = context.new_page()

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.errors.append(message.text)

    def requests_besides(self, *beginnings: str) -> Sequence[str]:
        """Return the requests for addresses that begin in none of these ways."""
        return [one for one in self.requests if not one.startswith(beginnings)]

    def lay_out(self) -> None:
        """Let the browser lay out the pages of a single file that are not near its window."""
        self.page.evaluate("""async () => {
          for (const page of document.querySelectorAll("article.page"))
            page.style.contentVisibility = "visible";
          await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        }""")
        self.page.wait_for_load_state("networkidle")
