"""Let other processes render pages that the build has not come to yet."""

import os
from collections.abc import Sequence
from pathlib import Path

import jinja2
import mkdocs.utils
from mkdocs.commands.build import _build_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from site_builder.adapters.incremental.ahead import Ahead
from site_builder.adapters.incremental.outputs import Outputs
from site_builder.stages.write import discard


class RenderedAhead:
    """The pages of one build that other processes render."""

    def __init__(
        self,
        env: jinja2.Environment,
        config: MkDocsConfig,
        files: Files,
        nav: Navigation,
        outputs: Outputs,
    ) -> None:
        """Begin with none.

        Args:
            env: The environment of the theme's templates.
            config: The configuration.
            files: All files.
            nav: The navigation.
            outputs: The pages of the build.
        """
        self._env, self._config, self._files, self._nav = env, config, files, nav
        self._outputs = outputs
        # Beside the folder of the next site, and called like it.
        self._folder = Path(f"{config.site_dir}.ahead")
        self._ahead = Ahead()

    def start(self) -> Path | None:
        """Begin to render; return the folder in which pages appear, each of them whole."""
        started = self._ahead.start(self._files.documentation_pages(), self._render)
        return self._folder if started else None

    def stop(self) -> None:
        """End it, and take away what nobody has fetched."""
        self._ahead.stop()
        discard(self._folder)

    def _render(self, pages: Sequence[File]) -> None:
        """Render pages until one is there already, in the next site or in the last."""
        self._folder.mkdir(exist_ok=True)
        self._outputs.is_other = True
        current = self._config._current_page
        if current:
            # The build was at this page when it was copied; the navigation would mark it.
            current.active = False
        # In this process alone, which is a copy of the build.
        mkdocs.utils.write_file = self._write  # type: ignore[assignment]
        others = self._files.documentation_pages()
        for file in pages:
            if file.page is None or Path(file.abs_dest_path).exists():
                break
            _build_page(
                file.page,
                self._config,
                others,
                self._nav,
                self._env,
                dirty=False,
                excluded=False,
            )
            file.page.content = None  # It is in the folder, and this process ends soon.

    def _write(self, data: bytes, path: str) -> None:
        half = self._folder / f"{os.getpid()}.half"
        half.write_bytes(data)
        target = self._folder / Path(path).relative_to(self._config.site_dir)
        target.parent.mkdir(parents=True, exist_ok=True)
        half.replace(target)
