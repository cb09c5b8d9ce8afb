import pytest

from examples.rag.multimodal.assemble import Parts, assemble


@pytest.fixture(scope="session")
def parts() -> Parts:
    """Return the parts, made once, for the model takes a while to load."""
    return assemble()
