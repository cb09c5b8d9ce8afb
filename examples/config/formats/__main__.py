"""Show what the layers come to, or check your own: `python -m examples.config.formats`."""

import sys

from examples.config.formats.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
