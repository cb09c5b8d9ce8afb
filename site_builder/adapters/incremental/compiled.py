"""Keep the templates of a theme as Jinja has compiled them."""

import contextlib
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from site_builder.adapters.incremental.described import digest


def keep_compiled(env: jinja2.Environment, folder: Path, installation: str) -> None:
    """Let an environment keep what it compiles, by the text of each template.

    Args:
        env: The environment, in which nobody unknown has put filters or extensions.
        folder: Where to keep it.
        installation: The versions of all that is installed; what others have compiled is removed.
    """
    if env.bytecode_cache is not None:
        return
    begins = digest(installation, *sorted(env.extensions))[:16]
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            if not path.name.startswith(begins):
                path.unlink()
    env.bytecode_cache = _Forgiving(str(folder), f"{begins}-%s")


class _Forgiving(jinja2.FileSystemBytecodeCache):
    """A cache without which a build goes on, if the disk is full or somebody takes it away."""

    def load_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)
