"""Answer a thousand support tickets: `python -m examples.reliability.batch_processing`."""

import sys

from examples.reliability.batch_processing.command import main

if __name__ == "__main__":
    main(sys.argv[1:])
