"""Bring rankings together whose scores cannot be compared."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

RANK_CONSTANT = 60
"""How little the very first places count before those that follow; 60 is what the paper found."""


def fuse(
    rankings: Sequence[Sequence[str]], *, constant: int = RANK_CONSTANT
) -> Mapping[str, float]:
    """Return each name with the sum of its reciprocal ranks, the best first.

    A cosine of 0.4 between two sentences is near, one of 0.8 between two images may be far. Ranks
    have no unit, so they add up: Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion outperforms
    Condorcet and individual Rank Learning Methods" (2009).

    Args:
        rankings: Names, the best first; a name may be in some of them and stands once in each.
        constant: Added to each rank.
    """
    sums: defaultdict[str, float] = defaultdict(float)
    for ranking in rankings:
        for rank, name in enumerate(ranking, 1):
            sums[name] += 1 / (constant + rank)
    return dict(sorted(sums.items(), key=lambda pair: (-pair[1], pair[0])))
