"""Tests ask the simulated model, whatever their reader has set for other runs."""

import os

import pytest

# Tests run in as many processes as there are cores, and numpy would start as many threads in each.
# They would wait for each other: on two busy cores an embedding took five times as long. This comes
# before the first import of numpy, which reads it then.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what would send a test to a real provider, where it would cost money."""
    for name in ("LLMKIT_PROVIDER", "OPENAI_API_KEY", "ANTHROPIC_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
