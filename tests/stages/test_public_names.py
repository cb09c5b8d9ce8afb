import sys
from collections.abc import Callable

import pytest

from site_builder.model import Problem
from site_builder.model.gaps import PublicName
from site_builder.stages.public_names import public_names
from tests.support import Project

FILES = {
    "src/shop/__init__.py": "from shop.pay import Refund\n__all__ = ['Refund']\n",
    "src/shop/pay.py": (
        "import os\n\n\nclass Refund:\n"
        "    def __init__(self): ...\n    def send(self): ...\n    def _log(self): ...\n\n\n"
        "class _Hidden:\n    def shown(self): ...\n\n\ndef pay(): ...\ndef _own(): ...\nRATE = 3\n"
    ),
    "src/shop/tests/__init__.py": "def helper(): ...\n",
    "src/shop/test_pay.py": "def test_it(): ...\n",
}
Make = Callable[..., Project]


def test_public_names_are_read_without_an_import(project: Make) -> None:
    names = public_names("src/shop", project(FILES).settings)
    assert names == (
        PublicName("shop.pay.Refund", "shop.pay", "src/shop/pay.py", 4, ("shop.Refund",)),
        PublicName("shop.pay.Refund.send", "shop.pay", "src/shop/pay.py", 6),
        PublicName("shop.pay.pay", "shop.pay", "src/shop/pay.py", 14),
    )
    assert "shop" not in sys.modules


def test_a_folder_that_is_no_package_is_told(project: Make) -> None:
    problem = public_names("src/shp", project(FILES).settings)
    assert isinstance(problem, Problem)
    assert str(problem).startswith(
        "mkdocs.yml: config-invalid: 'gaps.api': the package 'src/shp' cannot be read: "
    )


def test_without_griffe_the_extra_is_named(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "griffe", None)
    problem = public_names("src/shop", project(FILES).settings)
    assert str(problem) == (
        "mkdocs.yml: gap-tool-missing: the public names of packages need griffe, which is not "
        'installed; install it with: pip install "site-builder[api]"'
    )
