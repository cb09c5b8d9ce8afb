"""One application in five places: what each place sets, and what it gets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from examples.config.formats.catalogue import SETTINGS
from examples.config.formats.load_settings import Inputs, Loaded, load
from examples.config.formats.origins import origin_of
from examples.config.formats.sources import Layer

DEPLOYMENTS = Path(__file__).parent / "deployments"
"""The files of this application."""

SHARED = frozenset({Layer.FILE, Layer.PROFILE_FILE})
"""The layers that several places read."""

KEY = "ASSISTANT_PROVIDER__API_KEY"
BASE = Inputs(folder=DEPLOYMENTS, file="app.toml")
NORTH = replace(
    BASE,
    environment_file="north.env",
    environment={"ASSISTANT_PROFILE": "prod", KEY: "not-the-key-of-north"},
)
SOUTH = replace(
    BASE,
    environment_file="south.env",
    environment={"ASSISTANT_PROFILE": "prod", KEY: "not-the-key-of-south"},
)

PLACES: Mapping[str, Inputs] = MappingProxyType(
    {
        "laptop": replace(BASE, environment_file="laptop.env"),
        "CI": replace(
            BASE,
            environment={
                "ASSISTANT_PROVIDER__NAME": "simulated",
                "ASSISTANT_PROVIDER__MODEL": "simulated-1",
                "ASSISTANT_PROVIDER__RETRIES": "0",
            },
        ),
        "north": NORTH,
        "south": SOUTH,
        "south, one night": replace(SOUTH, overrides=("provider.timeout=30", "provider.retries=6")),
    }
)
"""What the application is started with in each place."""

SHOWN = (
    "profile",
    "provider.name",
    "provider.timeout",
    "provider.retries",
    "vector_store.kind",
    "vector_store.collection",
    "logging.level",
)
"""The settings by which the places differ most."""


@dataclass(frozen=True, slots=True)
class Share:
    """Of the settings of a place, how many come from where."""

    own: int
    """Set for this place alone."""
    shared: int
    """Set in a file that other places read as well."""
    default: int
    """Set nowhere."""


def share_of(loaded: Loaded) -> Share:
    """Return how many values of a place come from where."""
    layers = [origin_of(loaded, path).source.layer for path in SETTINGS]
    shared, default = sum(each in SHARED for each in layers), layers.count(Layer.DEFAULT)
    return Share(len(layers) - shared - default, shared, default)


def what_each_gets() -> Iterator[list[str]]:
    """Yield a row for each place, with values by which they differ; the first has the titles."""
    yield ["place", *SHOWN]
    for name, inputs in PLACES.items():
        loaded = load(inputs)
        yield [name, *(origin_of(loaded, tuple(each.split("."))).value for each in SHOWN)]


def what_each_sets() -> Iterator[list[str]]:
    """Yield a row for each place, with the numbers of its values; the first has the titles."""
    yield ["place", "set for it alone", "from shared files", "defaults"]
    for name, inputs in PLACES.items():
        share = share_of(load(inputs))
        yield [name, str(share.own), str(share.shared), str(share.default)]
