"""Say what counts: the only place that knows a project's exceptions and its baseline."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pathspec import GitIgnoreSpec

from site_builder.model import (
    Baseline,
    Code,
    Location,
    Problem,
    Severity,
    SeverityRule,
)
from site_builder.model.reporting import is_fixed
from site_builder.text.baseline import digest_of_problem


@dataclass(frozen=True, slots=True)
class Judge:
    """What a project lets count, and how."""

    rules: tuple[SeverityRule, ...] = ()
    """What counts otherwise than its code says; of several that fit, the last one holds."""
    docs: str = ""
    """The docs folder, relative to the project's root: patterns may be relative to it, too."""
    baseline: Baseline = field(default_factory=Baseline)
    """The problems that are known."""
    config_path: str = ""
    """The configuration that the rules stand in."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the baseline itself."""

    def judge(self, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """Return problems as the project lets them count, each once.

        Those that do not count are still among them, so that a report can say how many there are.

        Args:
            problems: All that was found so far; judging them again changes nothing.
        """
        fresh = (replace(it, weight=None, why="") for it in (*self.problems, *problems))
        unique = sorted(dict.fromkeys(fresh), key=Problem.sort_key)
        left: Counter[str] = Counter()
        for one in self.baseline.known:
            # After a merge the lines of both sides may stay.
            left[one.digest] = max(left[one.digest], one.count)
        return tuple(self._unless_known(self._weighed(one), left) for one in unique)

    def _weighed(self, problem: Problem) -> Problem:
        fitting = [one for one in self.rules if self._fits(one, problem)]
        if not fitting or is_fixed(problem.code):
            return problem
        return replace(problem, weight=fitting[-1].severity, why=fitting[-1].why)

    def _unless_known(self, problem: Problem, left: Counter[str]) -> Problem:
        digest = digest_of_problem(problem) if left else ""
        if is_fixed(problem.code) or not problem.severity.counts or not left[digest]:
            return problem
        left[digest] -= 1
        return replace(problem, weight=Severity.KNOWN, why=f"it stands in {self.baseline.path}")

    def _fits(self, rule: SeverityRule, problem: Problem) -> bool:
        if rule.code is not problem.code:
            return False
        patterns = GitIgnoreSpec.from_lines(rule.paths)
        path = problem.location.path
        inside = path.removeprefix(f"{self.docs}/") if self.docs else path
        return patterns.match_file(path) or patterns.match_file(inside)

    def unneeded(
        self, problems: Sequence[Problem], was_asked: Callable[[Code], bool]
    ) -> Iterator[Problem]:
        """Yield what rules and baseline hold in vain, once everything was checked.

        Args:
            problems: All that was found.
            was_asked: Whether problems of a code would have been found.
        """
        for rule in self.rules:
            if was_asked(rule.code) and not any(self._fits(rule, one) for one in problems):
                paths = ", ".join(rule.paths)
                message = f"the entry for '{rule.code.slug}' at '{paths}' fits no problem"
                hint = "remove it, or correct its code or its paths"
                yield Problem(Code.RULE_UNUSED, Location(self.config_path), message, hint)
        counted = (one for one in problems if one.severity is not Severity.OFF)
        found = Counter(map(digest_of_problem, counted))
        slugs = {code.slug: code for code in Code}
        for known in self.baseline.known:
            gone = known.count - found[known.digest]
            if gone > 0 and was_asked(slugs[known.code]):
                message = f"{gone} of {known.count} known '{known.code}' of {known.path} is mended"
                hint = "run: site-builder check --update-baseline"
                place = Location(self.baseline.path, known.line)
                yield Problem(Code.BASELINE_OUTDATED, place, message, hint)
