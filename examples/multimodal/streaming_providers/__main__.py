"""Show choices, sizes and streams: `python -m examples.multimodal.streaming_providers`."""

import sys

from examples.multimodal.streaming_providers.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
