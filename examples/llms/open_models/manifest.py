"""Read a Kubernetes manifest of a vLLM server, and say what will go wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from examples.llms.open_models.bounds import cache_tokens
from examples.llms.open_models.facts import Machine, OpenModel

START_SECONDS = 600
"""How long a first start must be allowed to take: a download and the loading of the weights."""
SECRETS = ("VLLM_API_KEY", "HF_TOKEN")


class ManifestError(ValueError):
    """The file is not a manifest of a vLLM server; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Server:
    """What the manifest says of the server."""

    image: str
    options: Mapping[str, str]
    """The arguments without their dashes; one without a value has an empty text."""
    container: Mapping[str, Any]
    """The container as it stands."""
    kinds: frozenset[str]
    """The kinds of all objects in the file."""


def load_server(path: Path) -> Server:
    """Return the server in a manifest.

    Args:
        path: A YAML file with a Deployment, and whatever else belongs to it.

    Raises:
        ManifestError: It is not YAML, there is no Deployment, or no container with an image.
    """
    try:
        objects = [each for each in yaml.safe_load_all(path.read_text("utf-8")) if each]
        deployment = next(each for each in objects if each["kind"] == "Deployment")
        (container,) = deployment["spec"]["template"]["spec"]["containers"]
        arguments = [str(each) for each in container.get("args", ())]
        pairs = (each.removeprefix("--").partition("=") for each in arguments)
        options = {name: value for name, _, value in pairs}
        kinds = frozenset(each["kind"] for each in objects)
        return Server(container["image"], options, container, kinds)
    except yaml.YAMLError as error:
        raise ManifestError(f"{path.name} is not YAML: {error}") from error
    except StopIteration as error:
        raise ManifestError(f"{path.name} has no Deployment") from error
    except (KeyError, TypeError, ValueError) as error:
        raise ManifestError(f"{path.name} has no single container with an image") from error


def room_of(server: Server, model: OpenModel, machine: Machine) -> int:
    """Return how many tokens of conversations fit beside the weights."""
    usable = float(server.options.get("gpu-memory-utilization", "0.9"))
    return cache_tokens(model, machine, usable=usable)


def problems_of(server: Server, model: OpenModel, machine: Machine) -> list[str]:
    """Return what is wrong with a server, each as a sentence with its remedy; all at once.

    Args:
        server: The server.
        model: What it is to serve.
        machine: The card that it gets.
    """
    return [
        *_of_the_image(server.image),
        *_of_memory(server.options, room_of(server, model, machine)),
        *_of_tools(server.options),
        *_of_probes(server.container),
        *_of_secrets(server.container.get("env", ())),
        *_of_the_network(server.kinds),
    ]


def _of_the_image(image: str) -> Iterator[str]:
    _, _, tag = image.rpartition("/")[2].partition(":")
    if tag in ("", "latest"):
        yield "the image has no fixed version: a restart may bring another server; name a version"


def _of_memory(options: Mapping[str, str], room: int) -> Iterator[str]:
    if room <= 0:
        yield "the weights do not fit: take fewer bits, a smaller model or a larger card"
    if "max-model-len" not in options:
        yield "no max-model-len: the server must fit the longest context of the model; set yours"
    elif 0 < room < int(options["max-model-len"]):
        yield f"max-model-len is above the {room:,} tokens that fit: one conversation is too many"


def _of_tools(options: Mapping[str, str]) -> Iterator[str]:
    if ("enable-auto-tool-choice" in options) != ("tool-call-parser" in options):
        yield "enable-auto-tool-choice and tool-call-parser belong together; set both or none"


def _of_probes(container: Mapping[str, Any]) -> Iterator[str]:
    startup = container.get("startupProbe")
    if startup is None:
        yield "no startupProbe: the livenessProbe kills the server while it loads; add one"
    else:
        allowed = startup.get("periodSeconds", 10) * startup.get("failureThreshold", 3)
        if allowed < START_SECONDS:
            yield f"startupProbe allows {allowed} s: a first start takes up to {START_SECONDS} s"
    if "readinessProbe" not in container:
        yield "no readinessProbe: callers are sent to a server that is not loaded; add one"


def _of_secrets(variables: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    by_name = {each["name"]: each for each in variables}
    for name in SECRETS:
        if "value" in by_name.get(name, {}):
            yield f"{name} stands in the file: whoever reads the repository has it; use a Secret"
    if SECRETS[0] not in by_name:
        yield f"no {SECRETS[0]}: the server answers everybody; take one from a Secret"


def _of_the_network(kinds: frozenset[str]) -> Iterator[str]:
    if "NetworkPolicy" not in kinds:
        yield "no NetworkPolicy: the paths that need no key are open to every pod; add one"
