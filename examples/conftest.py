"""Tests ask the simulated model, whatever their reader has set for other runs."""

import pytest


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what would send a test to a real provider, where it would cost money."""
    for name in ("LLMKIT_PROVIDER", "OPENAI_API_KEY", "ANTHROPIC_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
