"""Show logs, traces and metrics of two services: `python -m examples.observability.telemetry`."""

import sys

from examples.observability.telemetry.command import main

if __name__ == "__main__":
    main(sys.argv[1:])
