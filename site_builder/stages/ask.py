"""Ask other sites whether their addresses still work, through LinkChecker."""

from collections.abc import Mapping, Sequence


def ask(urls: Sequence[str]) -> Mapping[str, str]:
    """Return what is wrong with addresses of other sites.

    Args:
        urls: Full addresses.

    Returns:
        For each address that does not answer as it should, what LinkChecker says of it.

    Raises:
        ModuleNotFoundError: LinkChecker is not installed; the extra `external` brings it.
    """
    from linkcheck.cmdline import aggregate_url  # noqa: PLC0415 - an extra
    from linkcheck.configuration import Configuration  # noqa: PLC0415
    from linkcheck.director import check_urls, get_aggregate  # noqa: PLC0415
    from linkcheck.logger import _Logger  # noqa: PLC0415

    found: dict[str, str] = {}

    class Collector(_Logger):  # type: ignore[misc]
        """Keeps the results instead of printing them."""

        LoggerName = "collector"

        def start_output(self) -> None:
            """Begin; there is nothing to print."""

        def log_url(self, url_data: object) -> None:
            """Keep what is wrong with an address."""
            if not getattr(url_data, "valid", False):
                found[str(getattr(url_data, "base_url", ""))] = str(getattr(url_data, "result", ""))

        def end_output(self, **_: object) -> None:
            """End; there is nothing to print."""

    configuration = Configuration()
    configuration["status"] = False
    configuration["checkextern"] = True
    configuration["recursionlevel"] = 0
    configuration["robotstxt"] = False
    configuration["logger"] = Collector()
    configuration.sanitize()
    aggregate = get_aggregate(configuration)
    for url in urls:
        aggregate_url(aggregate, url)
    check_urls(aggregate)
    return found
