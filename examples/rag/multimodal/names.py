"""The names of this package's metrics and attributes; the `gen_ai.*` ones are in `llmkit`."""

RECALL = "llmkit.rag.retrieval.recall"
"""Histogram, from 0 to 1: the share of the relevant items that one labelled question found."""
RECIPROCAL_RANK = "llmkit.rag.retrieval.reciprocal_rank"
"""Histogram, from 0 to 1: 1 divided by the place of the first relevant item, 0 if there is none."""
TOP_SCORE = "llmkit.rag.retrieval.top_score"
"""Histogram of cosines, by `SPACE`: how near the nearest item was. It needs no labels, so it can be
watched in production."""

IMAGES = "llmkit.rag.images"
"""On the span of an embedding: how many images were embedded at once."""
FOUND = "llmkit.rag.found"
"""On the span of a retrieval: how many items it returned."""
QUESTION_KIND = "llmkit.rag.question_kind"
"""What of a labelled question there was: words, a photograph or both."""
SPACE = "llmkit.rag.space"
"""`words` or `looks`."""

SHARES = tuple(step / 10 for step in range(11))
"""The boundaries of histograms of what lies between 0 and 1; those of an SDK begin with 0 and 5."""
