"""How fast a model can be at the very most: by the bytes that are read and the sums that are made.

A model writes a token for each conversation of a batch in one step. A step reads all weights once,
whoever asks, and the cache of each conversation. That takes at least bytes over bandwidth. It also
makes two operations for each weight and token, which takes at least operations over their rate. The
longer of the two is the bound (the roofline model: S. Williams, A. Waterman, D. Patterson,
Communications of the ACM 52, 2009). Real servers reach a part of it.
"""

from dataclasses import dataclass

from examples.llms.open_models.facts import Machine, OpenModel

USABLE = 0.9
"""The share of the memory that a server takes, as vLLM's `--gpu-memory-utilization` has it."""
RESERVE = 1.5e9
"""Bytes for buffers and intermediate results: an assumption, which vLLM measures at its start."""


@dataclass(frozen=True, slots=True)
class Step:
    """The bounds of one step that writes a token for each conversation."""

    batch: int
    """How many conversations are written at once."""
    seconds_reading: float
    """The least time for the bytes."""
    seconds_computing: float
    """The least time for the operations."""

    @property
    def seconds(self) -> float:
        """The least time of a step: reading and computing overlap, so the longer one counts."""
        return max(self.seconds_reading, self.seconds_computing)

    @property
    def each(self) -> float:
        """Tokens a second that one user sees."""
        return 1 / self.seconds

    @property
    def total(self) -> float:
        """Tokens a second of all users together."""
        return self.batch / self.seconds


def step_of(
    model: OpenModel, machine: Machine, *, batch: int, context: int, bits: float = 16
) -> Step:
    """Return the bounds of a step.

    Args:
        model: The model.
        machine: What it runs on.
        batch: How many conversations are written at once.
        context: Tokens of each conversation so far.
        bits: Bits for each weight; the cache has 16 for each number.
    """
    read = model.used * bits / 8 + batch * context * model.cache_bytes
    sums = 2 * model.used * batch
    return Step(batch, read / machine.bandwidth, sums / machine.operations)


def first_token_seconds(model: OpenModel, machine: Machine, *, prompt: int) -> float:
    """Return the least wait for the first token: a prompt is read in one go, so sums decide.

    The operations of attention, which grow with the square of the prompt, are left out.

    Args:
        model: The model.
        machine: What it runs on.
        prompt: Tokens of the prompt that are not in a cache.
    """
    # The last table is needed for the last token only.
    return 2 * (model.used - model.table) * prompt / machine.operations


def cache_tokens(
    model: OpenModel, machine: Machine, *, bits: float = 16, usable: float = USABLE
) -> int:
    """Return how many tokens of conversations fit beside the weights; below 0, nothing fits.

    Args:
        model: The model.
        machine: What it runs on.
        bits: Bits for each weight.
        usable: The share of the memory that the server may take.
    """
    left = machine.memory * usable - model.parameters * bits / 8 - RESERVE
    return int(left // model.cache_bytes)
