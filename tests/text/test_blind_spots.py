import pytest

from site_builder.text.blind_spots import calls_when_imported, has_blind_spot


@pytest.mark.parametrize(
    "text",
    [
        "from functools import lru_cache\n",
        "import functools\n\n@functools.cache\ndef f(): ...\n",
        "import subprocess\n",
        "import os\n\ndef f():\n    os.system('x')\n",
        "def f():\n    global X\n    X = 1\n",
        "import pytest\n\n@pytest.fixture(scope='module')\ndef f(): ...\n",
        "def setup_module(): ...\n",
        "SEEN = []\n\ndef f(x):\n    SEEN.append(x)\n",
        "SEEN: dict = {}\n\ndef f(x):\n    SEEN[x] = 1\n",
        "(SEEN := {})\n\ndef f(x):\n    del SEEN[x]\n",
        "class A:\n    seen = []\n\n    def f(self):\n        self.seen.append(1)\n",
        "class A:\n    seen = {}\n\n    def f(self):\n        self.seen[1] = 1\n",
        "class A:\n    def f(self):\n        self.__class__.x = 1\n",
        "class A:\n    @classmethod\n    def f(cls):\n        cls.x = 1\n",
        "import other\n\ndef f():\n    other.x = 1\n",
        "class A(metaclass=M): ...\n",
        "def f(x): return SEEN.add(x)\nfrom b import SEEN\n",
        "(",
    ],
)
def test_what_may_outlive_a_test_or_is_not_measured_is_seen(text: str) -> None:
    assert has_blind_spot(text)


@pytest.mark.parametrize(
    "text",
    [
        "def f(x):\n    seen = []\n    seen.append(x)\n    return seen\n",
        "class A:\n    def __init__(self):\n        self.x = []\n        self.x[0] = 1\n",
        "X = [1]\nX.append(2)\n",
        "f = lambda x: x.upper()\n",
        "def f(x):\n    return f(x)[0].count('a')\n",
        "def f(system):\n    return system\n",
    ],
)
def test_what_ends_with_a_test_is_no_blind_spot(text: str) -> None:
    assert not has_blind_spot(text)


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("def f(): ...\n\nX = f()\n", True),
        ("from a import f\n\nX = f(1).x[0]\n", True),
        ("import a.b as c\n\nX = [c.d() for _ in '']\n", True),
        ("import a\n\n@a.b\ndef f(): ...\n", True),
        ("def f(): ...\n\nX = list(map(f, [1]))\n", True),
        ("def f(): ...\n\ndef g(x=f()): ...\n", True),
        ("(", True),
        ("def f(): ...\n\ndef g():\n    return f()\n", False),
        ("X = len([1])\nY = sorted([1])\n", False),
    ],
)
def test_what_runs_at_an_import_is_seen(text: str, calls: bool) -> None:
    assert calls_when_imported(text) is calls
