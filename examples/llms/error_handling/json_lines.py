"""Log records as lines of JSON, with the fields that a call passed as `extra`."""

import json
import logging

FIELDS = ("reference", "steps")


class JsonLines(logging.Formatter):
    """Write one object a line; the time is left to whoever collects the lines."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {"level": record.levelname, "message": record.getMessage()}
        return json.dumps(line | {key: getattr(record, key) for key in FIELDS})


class Lines(logging.Handler):
    """Keep the lines instead of writing them."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonLines())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self.lines.append(self.format(record))
