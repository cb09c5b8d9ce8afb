"""What the example prints: templates, bounds of speed, a manifest and a Modelfile."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from llmkit import Message

from examples.llms.open_models.bounds import cache_tokens, first_token_seconds, step_of
from examples.llms.open_models.chat_templates import llama_prompt, mistral_prompt, shared_start
from examples.llms.open_models.facts import Machine, OpenModel, read_machines, read_models
from examples.llms.open_models.manifest import load_server, problems_of, room_of
from examples.llms.open_models.modelfile import load_modelfile
from examples.llms.open_models.talk import DISTANCE, PROMPTS, ROUND, TODAY

HERE = Path(__file__).parent
CONTEXT = 2000
"""Tokens of each conversation in the tables of speed: an assumption."""
FOUR_BITS = 4.5
"""Bits for each weight of a four-bit format with a scale for each block of 32."""
SERVED = {"vllm.yaml": "mistral-7b-v0.3", "hasty.yaml": "mistral-nemo-12b"}


def llama() -> str:
    """Return what Llama reads."""
    return llama_prompt(ROUND, today=TODAY)


def mistral() -> str:
    """Return what Mistral reads."""
    return mistral_prompt(ROUND, [DISTANCE])


def prefixes() -> str:
    """Return how much of each prompt the server has read before."""
    readers: Mapping[str, Callable[[Sequence[Message]], str]] = {
        "llama": lambda talk: llama_prompt(talk, today=TODAY),
        "mistral": lambda talk: mistral_prompt(talk, [DISTANCE]),
    }
    rows = ["           question  characters  read before"]
    for name, read in readers.items():
        for number, (earlier, later) in enumerate(pairwise(map(read, PROMPTS)), 2):
            same = shared_start(earlier, later)
            share = same / len(earlier)
            rows.append(f"{name:10}{number:9}{len(later):12}{same:8}, {share:4.0%} of the last")
    return "\n".join(rows)


def alone() -> str:
    """Return the bound for one conversation, for each model, machine and number of bits."""
    machines = read_machines()
    rows = [f"{'tokens/s at the most':24}" + "".join(f"{name:>12}" for name in machines)]
    for name, model in read_models().items():
        for bits in (16.0, FOUR_BITS):
            cells = (_alone(model, machine, bits) for machine in machines.values())
            rows.append(f"{name:18}{bits:4g} b" + "".join(f"{cell:>12}" for cell in cells))
    return "\n".join(rows)


def _alone(model: OpenModel, machine: Machine, bits: float) -> str:
    if cache_tokens(model, machine, bits=bits) < CONTEXT:
        return "no room"
    return f"{step_of(model, machine, batch=1, context=CONTEXT, bits=bits).each:.0f}"


def batches() -> str:
    """Return the bounds for more and more conversations at once."""
    model = read_models()["llama-3.1-8b"]
    rows = ["machine  at once  each tokens/s  all tokens/s  bound by   room"]
    for name, machine in read_machines().items():
        if name == "laptop":
            continue
        room = cache_tokens(model, machine) // CONTEXT
        for batch in (1, 8, 16, 64, 256):
            step = step_of(model, machine, batch=batch, context=CONTEXT)
            by = "reading" if step.seconds_reading > step.seconds_computing else "computing"
            fits = "yes" if batch <= room else f"for {room}"
            rows.append(f"{name:9}{batch:7}{step.each:15.1f}{step.total:14.0f}  {by:11}{fits}")
    return "\n".join(rows)


def prompts() -> str:
    """Return the bounds of the wait for the first token."""
    model = read_models()["llama-3.1-8b"]
    lengths = (500, 4000, 16000)
    rows = [f"{'seconds at the least':22}" + "".join(f"{each:>9,}" for each in lengths)]
    for name, machine in read_machines().items():
        waits = (first_token_seconds(model, machine, prompt=each) for each in lengths)
        rows.append(f"{name:22}" + "".join(f"{wait:9.2f}" for wait in waits))
    return "\n".join(rows)


def manifests() -> str:
    """Return what is wrong with the two manifests, and the room that each leaves."""
    models, card = read_models(), read_machines()["l4"]
    rows = []
    for name, served in SERVED.items():
        server = load_server(HERE / name)
        room = room_of(server, models[served], card)
        rows.append(f"{name}: {served} on an l4, room for {max(room, 0):,} tokens")
        rows += [f"  {each}" for each in problems_of(server, models[served], card) or ["sound"]]
    return "\n".join(rows)


def modelfile() -> str:
    """Return what the Modelfile makes."""
    made = load_modelfile(HERE / "Modelfile")
    settings = ", ".join(f"{name}={value}" for name, value in made.parameters)
    return f"from {made.base}: {settings}\n{made.system}"


STEPS: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "llama": llama,
        "mistral": mistral,
        "prefixes": prefixes,
        "alone": alone,
        "batches": batches,
        "prompts": prompts,
        "manifests": manifests,
        "modelfile": modelfile,
    }
)
"""The name of each step, as the command line takes it."""
