"""What the example prints, in parts; each can be written to a file, from which pages show it."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from examples.config.formats import built_in, misspellings, places
from examples.config.formats.catalogue import SETTINGS
from examples.config.formats.formats import read_document
from examples.config.formats.load_settings import Inputs, SettingsError, load
from examples.config.formats.origins import origins
from examples.config.formats.reference import (
    as_html,
    layers_table,
    rules_table,
    sections,
    whole_reference,
)

MISTAKES = Inputs(
    folder=Path(__file__).parent / "mistakes",
    file="app.yaml",
    environment_file="app.env",
    environment={
        "ASSISTANT_PROVIDER__RETRIES": "12",
        "ASSISTANT_PROVIDER__API_KEY": "not-a-real-key",
    },
    overrides=("provider.base_url=localhost:11434", "mcp.filesystem=/srv"),
)
"""Mistakes of the kind that people make, spread over all layers."""

RULES_BROKEN = replace(
    places.BASE,
    environment={"ASSISTANT_PROFILE": "prod", "ASSISTANT_LOGGING__PROMPTS": "true"},
)
"""Values that are all right by themselves and wrong together."""

TIMEOUT = ("provider", "timeout")


def same_settings() -> str:
    """Return what each format gives, compared with the first."""
    loaded = {
        file: load(replace(places.BASE, file=file)) for file in ("app.toml", "app.yaml", "app.json")
    }
    first = next(iter(loaded.values())).settings
    lines = []
    for file, each in loaded.items():
        line = read_document(places.DEPLOYMENTS / file).lines[TIMEOUT]
        equal = "equal settings" if each.settings == first else "other settings"
        lines.append(
            f"{file}  {len(each.entries)} values, provider.timeout on line {line:2}, {equal}"
        )
    return "\n".join(lines)


def precedence() -> str:
    """Return what each layer says of one setting, and which counts."""
    environment = {**places.SOUTH.environment, "ASSISTANT_PROVIDER__TIMEOUT": "240"}
    inputs = replace(places.SOUTH, environment=environment, overrides=("provider.timeout=30",))
    loaded = load(inputs)
    found = [("default", SETTINGS[TIMEOUT].default, "")]
    found += [
        (entry.source.layer.title, str(entry.value), str(entry.source))
        for entry in loaded.entries
        if entry.path == TIMEOUT
    ]
    found.append(("what counts", str(loaded.settings.provider.timeout), ""))
    return "\n".join(f"{layer:16}  {value:>3}  {source}".rstrip() for layer, value, source in found)


def where_from() -> str:
    """Return the origin of each setting in one place."""
    return "\n".join(str(origin) for origin in origins(load(places.SOUTH)))


def report_of(inputs: Inputs) -> str:
    """Return the report on settings that are wrong."""
    try:
        load(inputs)
    except SettingsError as error:
        return str(error)
    raise AssertionError("these settings are wrong")


def comma_separated(rows: Iterable[list[str]]) -> str:
    """Return rows as text."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().rstrip("\n")


PARTS: Mapping[str, tuple[str, Callable[[], str]]] = MappingProxyType(
    {
        "formats.txt": ("Three formats", same_settings),
        "built_in.txt": ("Told by pydantic-settings", lambda: "\n".join(built_in.comparison())),
        "precedence.txt": ("provider.timeout, from the lowest layer to the highest", precedence),
        "origins.txt": ("Where the settings of one place come from", where_from),
        "report.txt": ("A report on mistakes", lambda: report_of(MISTAKES)),
        "rules.txt": ("Rules for several settings", lambda: report_of(RULES_BROKEN)),
        "places.csv": ("Five places", lambda: comma_separated(places.what_each_gets())),
        "shares.csv": ("Who sets what", lambda: comma_separated(places.what_each_sets())),
        "misspellings.csv": ("Slips", lambda: comma_separated(misspellings.table())),
    }
)
"""The file that a part is written to, its title, and what makes it."""


def print_parts() -> None:
    """Print all parts."""
    print("\n\n".join(f"{title}\n\n{make()}" for title, make in PARTS.values()))


def write_parts(folder: Path) -> None:
    """Write each part, and the reference, to a file of its own.

    Args:
        folder: Where to; it must exist.
    """
    for file, (_, make) in PARTS.items():
        (folder / file).write_text(make() + "\n", encoding="utf-8")
    tables = {f"reference-{name}.html": as_html(settings) for name, settings in sections()}
    tables |= {"reference-layers.html": layers_table(), "reference-rules.html": rules_table()}
    for file, text in {"reference.md": whole_reference(), **tables}.items():
        (folder / file).write_text(text, encoding="utf-8")
