"""Serve a project through MkDocs while its author writes."""

import logging
from pathlib import Path
from typing import Any

from mkdocs.commands import serve as mkdocs_serve
from mkdocs.utils.yaml import yaml_load

from site_builder.adapters.build import open_config


def serve_site(config_file: str, address: str) -> None:
    """Serve a project through MkDocs until it is stopped.

    Args:
        config_file: Path of its configuration; empty to look for it in the current folder.
        address: Host and port; empty for the configured ones.

    Raises:
        CannotStartError: The configuration cannot be read.
    """
    # MkDocs says through its log where it serves and what it rebuilds; only its command shows that.
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    config = open_config(config_file)
    changes: dict[str, Any] = {"dev_addr": address} if address else {}
    with Path(config.config_file_path).open(encoding="utf-8") as stream:
        # MkDocs has emptied what it read into its configuration, options and all.
        named = yaml_load(stream).get("plugins", ["search"])
    if "site_builder" not in str(named):
        # Plugins stand in a list, or in a mapping with what each is told.
        ours: dict[str, object] = {"site_builder": {}}
        changes["plugins"] = {**named, **ours} if isinstance(named, dict) else [*named, ours]
    mkdocs_serve.serve(config.config_file_path, **changes)
