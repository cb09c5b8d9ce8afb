from importlib import metadata

import pytest

from site_builder.model import Pin
from site_builder.stages.distributions import Installed


def pin(name: str) -> Pin:
    return Pin(metadata.metadata(name)["Name"], metadata.version(name))


@pytest.mark.parametrize(
    ("names", "distributions"),
    [
        (["jinja2", "jinja2.nodes", "jinja2.nodes.Node"], ["jinja2"]),
        (["yaml"], ["pyyaml"]),
        (["typing_extensions"], ["typing-extensions"]),
        (["json", "os.path", "nosuchmodule", "site_builder"], []),
        # Three distributions share this name; only the one counts whose modules are imported.
        (["opentelemetry", "opentelemetry.trace"], ["opentelemetry-api"]),
        (["selectolax", "jinja2"], ["jinja2", "selectolax"]),
    ],
)
def test_a_module_belongs_to_the_distribution_that_brings_it(
    names: list[str], distributions: list[str]
) -> None:
    assert Installed().pins(names) == tuple(map(pin, distributions))
