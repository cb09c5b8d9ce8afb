"""The names of this package's own metrics and attributes; all others are those of `llmkit`."""

PLAN_CYCLES = "llmkit.plan_execute.plan_cycles"
"""Counter of cycles of planning and executing, by outcome."""

CYCLE = "llmkit.plan_execute.cycle"
"""On the span of a cycle: its number, from 1."""
PLAN_STEPS = "llmkit.plan_execute.plan_steps"
"""On the span of a cycle: how many steps the plan has."""
