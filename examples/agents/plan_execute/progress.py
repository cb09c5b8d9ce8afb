"""What came of the steps of a plan, and what a run knows after all its plans so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import JsonValue

Asked = tuple[str, str]
"""A tool and its arguments as JSON: two calls with equal ones ask for the same."""


@dataclass(frozen=True, slots=True)
class Done:
    """A step that worked."""

    value: JsonValue
    """What the tool returned."""
    attempts: int = 1
    """How many calls it took."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A step that did not work."""

    kind: str
    """The kind of failure, for logs and metrics."""
    sentence: str
    """What the planner is told."""
    temporary: bool = False
    """Whether the same call may work later."""
    attempts: int = 1
    """How many calls were made."""
    asked: Asked | None = None
    """The call, if its arguments were known."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A step that was not begun, because one that it needs did not work."""

    blocked_by: tuple[str, ...]
    """The steps that it waited for in vain."""


Outcome = Done | Failed | Skipped
"""What came of one step."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What a run knows after some cycles; the next plan is made from it."""

    done: Mapping[str, JsonValue] = field(default_factory=dict)
    """The results of all steps that worked, in any cycle."""
    failures: Mapping[str, Failed] = field(default_factory=dict)
    """The steps of the last plan that failed."""
    refused: frozenset[Asked] = frozenset()
    """Every call that failed for good, in any cycle."""

    def after(self, outcomes: Mapping[str, Outcome]) -> "Progress":
        """Return the progress after one more plan."""
        done = {name: each.value for name, each in outcomes.items() if isinstance(each, Done)}
        failures = {name: each for name, each in outcomes.items() if isinstance(each, Failed)}
        refused = (each.asked for each in failures.values() if each.asked and not each.temporary)
        return Progress({**self.done, **done}, failures, self.refused | frozenset(refused))
