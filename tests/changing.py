"""A project whose tests depend on its code in all the ways that they can, for changes to it."""

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.command import site_builder, write
from tests.small import QUIET, environment

TOML = 'title = "T"\nsummary = "S."\n'
WORDS = '''"""Words."""

LIMIT = 3


def clean(text):
    """Return the words of a text."""
    return text.lower().split()


def count(words):
    return len(words)


def first(words):
    return words[:LIMIT]
'''
FILES: Mapping[str, str] = {
    ".gitignore": ".cache/\n__pycache__/\nsite/\n",
    "mkdocs.yml": "site_name: P\n",
    "pyproject.toml": (
        "[tool.pytest.ini_options]\naddopts = ['--import-mode=importlib']\npythonpath = ['.']\n"
    ),
    "docs/index.md": (
        "# P\n\n```sample\ntext/cleaned/cleaned.py::shout\n```\n\n"
        "```sample\ntext/cleaned/cleaned.py::whisper\n```\n\nSee [counted](counted.md).\n"
    ),
    "docs/counted.md": '# Counted\n\n```sample show="output"\ntext/counted\n```\n',
    "docs/plain.md": "# Plain\n\nNothing but words.\n",
    "shared/words.py": WORDS,
    "data/stop.txt": "the\n",
    "data/unused.txt": "nobody reads this\n",
    # One function for each test.
    "examples/text/cleaned/example.toml": TOML + "library = true\n",
    "examples/text/cleaned/cleaned.py": (
        "from shared.words import clean, first\n\n\n"
        "def shout(text):\n    return ' '.join(clean(text)).upper()\n\n\n"
        "def whisper(text):\n    return text.lower()\n\n\n"
        "def begin(text):\n    return first(text)\n"
    ),
    "examples/text/cleaned/test_cleaned.py": (
        "from examples.text.cleaned.cleaned import begin, shout, whisper\n\n\n"
        "def test_shout():\n    assert shout('a  b') == 'A B'\n\n\n"
        "def test_whisper():\n    assert whisper('A') == 'a'\n\n\n"
        "class TestBegin:\n    def test_begin(self):\n        assert begin('abcd') == 'abc'\n"
    ),
    # Prints, and reads a file that it does not own.
    "examples/text/counted/example.toml": TOML,
    "examples/text/counted/counted.py": (
        "from pathlib import Path\n\nfrom shared.words import clean, count\n\n\n"
        "def stopped():\n    root = Path(__file__).parents[3]\n"
        "    return (root / 'data' / 'stop.txt').read_text()\n\n\n"
        "def counted(text):\n"
        "    return count([one for one in clean(text) if one not in stopped()])\n"
        "\n\nif __name__ == '__main__':\n    print(counted('The end of it'))\n"
    ),
    "examples/text/counted/expected.txt": "3\n",
    "examples/text/counted/test_counted.py": (
        "from examples.text.counted.counted import counted\n\n\n"
        "def test_counted():\n    assert counted('the end') == 1\n"
    ),
    # A cache carries the work of the first test into the second.
    "examples/text/cached/example.toml": TOML + "library = true\n",
    "examples/text/cached/cached.py": (
        "from functools import lru_cache\n\nfrom shared.words import count\n\n\n"
        "@lru_cache\ndef size(text):\n    return measure(text)\n\n\n"
        "def measure(text):\n    return count(text)\n"
    ),
    "examples/text/cached/test_cached.py": (
        "from examples.text.cached.cached import size\n\n\n"
        "def test_one():\n    assert size('abc') == 3\n\n\n"
        "def test_two():\n    assert size('abc') + 1 == 4\n"
    ),
    # A fixture of the whole module does so, too.
    "examples/text/fixed/example.toml": TOML + "library = true\n",
    "examples/text/fixed/fixed.py": "def make():\n    return [1, 2]\n",
    "examples/text/fixed/test_fixed.py": (
        "import pytest\n\nfrom examples.text.fixed.fixed import make\n\n\n"
        "@pytest.fixture(scope='module')\ndef made():\n    return make()\n\n\n"
        "def test_one(made):\n    assert made[0] == 1\n\n\n"
        "def test_two(made):\n    assert made[1] == 2\n"
    ),
    # What is computed when a module is imported is there for all.
    "examples/text/table/example.toml": TOML + "library = true\n",
    "examples/text/table/table.py": (
        "def build(top):\n    return [one * one for one in range(top)]\n\n\nTABLE = build(4)\n"
    ),
    "examples/text/table/test_table.py": (
        "from examples.text.table import table\n\n\n"
        "def test_table():\n    assert table.TABLE[3] == 9\n\n\n"
        "def test_build():\n    assert table.build(2) == [0, 1]\n"
    ),
    # A test that imports late, so that the import belongs to it.
    "examples/text/late/example.toml": TOML + "library = true\n",
    "examples/text/late/late.py": "def double(x):\n    return 2 * x\n\n\nFOUR = double(2)\n",
    "examples/text/late/test_late.py": (
        "def test_one():\n    from examples.text.late.late import FOUR\n\n    assert FOUR == 4\n"
        "\n\n"
        "def test_two():\n    from examples.text.late.late import FOUR\n\n    assert FOUR == 4\n"
    ),
    # A test that runs another process, in which nobody counts lines.
    "examples/text/spawned/example.toml": TOML + "library = true\n",
    "examples/text/spawned/spawned.py": (
        "def answer():\n    return 42\n\n\nif __name__ == '__main__':\n    print(answer())\n"
    ),
    "examples/text/spawned/test_spawned.py": (
        "import subprocess\nimport sys\n\n\ndef test_it():\n"
        "    command = [sys.executable, '-m', 'examples.text.spawned.spawned']\n"
        "    assert subprocess.check_output(command, text=True) == '42\\n'\n"
    ),
    # A test that reads a file of its example, and one that looks into a folder.
    "examples/text/reads/example.toml": TOML + "library = true\n",
    "examples/text/reads/reads.py": "X = 1\n",
    "examples/text/reads/data/one.txt": "one\n",
    "examples/text/reads/test_reads.py": (
        "from pathlib import Path\n\nDATA = Path(__file__).parent / 'data'\n\n\n"
        "def test_text():\n    assert (DATA / 'one.txt').read_text() == 'one\\n'\n\n\n"
        "def test_names():\n    assert [one.name for one in DATA.iterdir()] == ['one.txt']\n"
    ),
    # What is shared by tests of a folder.
    "examples/text/shared_settings/example.toml": TOML + "library = true\n",
    "examples/text/shared_settings/shared_settings.py": "Y = 1\n",
    "examples/text/shared_settings/conftest.py": (
        "import pytest\n\n\n@pytest.fixture\ndef one():\n    return 1\n"
    ),
    "examples/text/shared_settings/test_shared_settings.py": (
        "def test_one(one):\n    assert one == 1\n\n\ndef test_none():\n    assert True\n"
    ),
}
_OUTCOME = re.compile(r"^(PASSED|FAILED|ERROR) (\S+)", re.MULTILINE)


def git(root: Path, *arguments: str) -> str:
    """Run git as somebody who has configured nothing."""
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    command = ["git", *identity, *arguments]
    return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout


def make_recorded(root: Path) -> Path:
    """Make the project, commit it, and let it be proven and run."""
    write(root, FILES)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "one")
    for command in (["prove"], ["run"]):
        ran = site_builder(root, *command)
        assert ran.returncode == 0, ran.stderr
    return root


def copy_of(original: Path, root: Path) -> Path:
    """Copy the project with its records."""
    shutil.copytree(original, root, ignore=shutil.ignore_patterns("__pycache__"))
    return root


def outcomes(root: Path) -> Mapping[str, str]:
    """Run all tests, and return how each ended."""
    quiet = (*QUIET, "-p", "no:site_builder", "--tb=no", "--continue-on-collection-errors")
    command = [sys.executable, "-m", "pytest", "examples", "-q", "-rA", *quiet]
    ran = subprocess.run(
        command, cwd=root, env=environment({}), capture_output=True, text=True, check=False
    )
    return {name: outcome for outcome, name in _OUTCOME.findall(ran.stdout)}
