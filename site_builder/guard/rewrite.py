"""Apply patterns to texts, in a process that can be stopped when one of them takes for ever."""

import json
import re
import sys
import warnings


def main() -> None:
    """Read texts and patterns from standard input, and write the rewritten texts as JSON.

    The number of each pattern is said on standard error before it is applied.
    """
    warnings.simplefilter("ignore")
    job = json.load(sys.stdin)
    texts = job["texts"]
    for number, (pattern, replacement) in enumerate(job["patterns"]):
        sys.stderr.write(f"{number}\n")
        sys.stderr.flush()
        texts = [re.sub(pattern, replacement, text) for text in texts]
    json.dump(texts, sys.stdout)


if __name__ == "__main__":
    main()
