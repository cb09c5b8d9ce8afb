"""Tiny real distributions: wheels made by hand, an environment with an old one."""

import hashlib
import os
import site
import subprocess
import sys
import venv
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

from tests.command import Ran
from tests.small import environment

MAIN = "from site_builder.adapters.cli import main; main()"


def make_wheel(
    folder: Path, name: str, version: str, files: Mapping[str, str], requires: str = ""
) -> Path:
    """Make a wheel that any installer takes, see PEP 427."""
    about = f"{name}-{version}.dist-info"
    needs = f"Requires-Dist: {requires}\n" if requires else ""
    contents = {
        **files,
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needs}",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = ""
    for path, text in contents.items():
        digest = urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")
        record += f"{path},sha256={digest},{len(text.encode())}\n"
    contents[f"{about}/RECORD"] = f"{record}{about}/RECORD,,\n"
    folder.mkdir(parents=True, exist_ok=True)
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    with ZipFile(wheel, "w") as archive:
        for path, text in contents.items():
            archive.writestr(path, text)
    return wheel


class Environment:
    """A virtual environment with distributions of its own; the tests' environment has the rest."""

    def __init__(self, root: Path, wheels: Path, *installed: str) -> None:
        venv.create(root)
        self.root = root
        self.wheels = wheels
        self.python = root / "bin" / "python"
        self.pip("install", "--no-index", "--find-links", str(wheels), *installed)
        (folder,) = root.glob("lib/python*/site-packages")
        here = site.getsitepackages()
        lines = [f"import site; site.addsitedir({one!r})\n" for one in here]
        (folder / "tests.pth").write_text("".join(lines))

    def pip(self, *arguments: str) -> str:
        """Run its pip and return what it says."""
        command = [sys.executable, "-m", "pip", "--python", str(self.python), *arguments]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout

    def site_builder(self, root: Path, *arguments: str, **changes: str) -> Ran:
        """Run the command in a folder; pip sees no other distributions than the wheels."""
        offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels), "PIP_CONSTRAINT": ""}
        ignored = {"PIP_CONFIG_FILE": os.devnull, **offline, **changes}
        return subprocess.run(
            [str(self.python), "-c", MAIN, *arguments],
            cwd=root,
            env=environment(ignored),
            capture_output=True,
            encoding="utf-8",
            timeout=200,
            check=False,
        )


assert sys.platform != "win32", "the folders of its environments are named otherwise"
