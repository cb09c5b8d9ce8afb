"""The last two steps: three trials of which we know the truth, and what it does to peek."""

from llmkit import ChatModel

from examples.llms.model_router.peeking import POCOCK, Watching, claims
from examples.llms.model_router.stand_ins import accepted, model_right_in, question_for
from examples.llms.model_router.trial import Arm, TrialPlan, Verdict, run_trial

PLAN = TrialPlan("large-or-large-too", baseline=0.70, effect=0.05)


async def trial() -> str:
    """Return the plan, and what three trials came to."""
    needed = PLAN.users_per_arm()
    power = claims(Watching(1, PLAN.alpha), shares=(0.70, 0.75), users_per_arm=needed)
    verdicts = {
        "B is right 5 points more often": await one_trial(0.75),
        "B fails in 15 % of its calls": await one_trial(0.75, error_rate=0.15),
        "the same, failed calls not counted": await one_trial(0.75, error_rate=0.15, keep=False),
    }
    plan = f"plan: from {PLAN.baseline:.0%}, find {PLAN.effect:.0%}: {needed} users an arm"
    found = f"{power:.1%} of 4000 simulated trials find it"
    trials = (described(name, verdict) for name, verdict in verdicts.items())
    return "\n\n".join([f"{plan}; {found}", *trials])


async def one_trial(share: float, *, error_rate: float = 0.0, keep: bool = True) -> Verdict:
    """Return what a trial comes to, with an A that is right in 70 % and a B that we choose.

    Args:
        share: How often B is right when it replies.
        error_rate: How often a call to B fails.
        keep: Whether failed calls count.
    """
    models: dict[Arm, ChatModel] = {
        "A": model_right_in(PLAN.baseline, seed=1),
        "B": model_right_in(share, seed=2, error_rate=error_rate),
    }
    users = [f"user-{number}" for number in range(2 * PLAN.users_per_arm())]
    return await run_trial(
        PLAN, models, users, question_for=question_for, accepted=accepted, keep_failures=keep
    )


def described(name: str, verdict: Verdict) -> str:
    """Return a trial as text."""
    shares = ", ".join(
        f"{arm} {tally.successes} of {tally.trials} ({tally.share:.1%})"
        for arm, tally in (("A", verdict.one), ("B", verdict.other))
    )
    difference = verdict.other.share - verdict.one.share
    p = f"{verdict.p:.2g}"
    bounds = f"{100 * verdict.interval.low:+.1f} to {100 * verdict.interval.high:+.1f}"
    return f"""{name}
  {shares}; split p = {verdict.split_p:.2g}
  B - A: {100 * difference:+.1f} points, 95 % interval {bounds}; p = {p} ({verdict.test})
  {verdict.sentence()}"""


async def peeking() -> str:
    """Return how often equal models are told apart, by the number of looks."""
    lines = [
        "4000 trials of two equal models, 1000 users an arm",
        "looks  p < 0.05  Pocock's bound",
    ]
    for looks in (1, 2, 5, 10, 20):
        naive = claims(Watching(looks, 0.05), shares=(0.7, 0.7), users_per_arm=1000)
        row = f"{looks:5}  {naive:8.1%}"
        if looks in POCOCK:
            bound = POCOCK[looks]
            held = claims(Watching(looks, bound), shares=(0.7, 0.7), users_per_arm=1000)
            row += f"  {held:.1%} with p < {bound:g}"
        lines.append(row)
    return "\n".join(lines)
