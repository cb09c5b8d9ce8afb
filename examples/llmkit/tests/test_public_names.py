import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from pytest_examples import CodeExample, EvalExample, find_examples

import llmkit
import llmkit.agents
import llmkit.tools
import llmkit.wire

README = Path(llmkit.__file__).parent / "README.md"


PACKAGES = (llmkit, llmkit.agents, llmkit.tools, llmkit.wire)
# Aliases of types and constants have their text beside them.
DOCUMENTED_BESIDE = ("FinishReason", "Role", "FAILED")
NAMES = [
    (package, name)
    for package in PACKAGES
    for name in package.__all__
    if name not in DOCUMENTED_BESIDE
]


@pytest.mark.parametrize("package", PACKAGES)
def test_public_names_are_sorted_and_exist(package: ModuleType) -> None:
    assert package.__all__ == sorted(set(package.__all__))
    assert all(hasattr(package, name) for name in package.__all__)


@pytest.mark.parametrize(("package", "name"), NAMES)
def test_public_names_are_documented(package: ModuleType, name: str) -> None:
    documented = (getattr(package, name).__doc__ or "").strip()
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
