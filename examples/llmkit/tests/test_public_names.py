import subprocess
import sys
from pathlib import Path

import pytest
from pytest_examples import CodeExample, EvalExample, find_examples

import llmkit

README = Path(llmkit.__file__).parent / "README.md"


def test_public_names_are_sorted_and_exist() -> None:
    assert llmkit.__all__ == sorted(set(llmkit.__all__))
    assert all(hasattr(llmkit, name) for name in llmkit.__all__)


@pytest.mark.parametrize("name", llmkit.__all__)
def test_public_names_are_documented(name: str) -> None:
    if name in ("FinishReason", "Role"):
        return  # aliases of types have their text beside them
    documented = (getattr(llmkit, name).__doc__ or "").strip()
    assert documented
    assert not documented.startswith(f"{name}(")


def test_importing_llmkit_loads_no_sdk() -> None:
    code = (
        "import llmkit, sys; print(*{'openai', 'anthropic', 'ollama', 'httpx2'} & set(sys.modules))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == ""


def test_it_is_marked_as_typed() -> None:
    assert (README.parent / "py.typed").is_file()


@pytest.mark.parametrize("example", list(find_examples(str(README))), ids=str)
def test_the_readme_runs(example: CodeExample, eval_example: EvalExample) -> None:
    eval_example.run(example)
