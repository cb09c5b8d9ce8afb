"""Serve a script until interrupted: `python -m llmkit.wire --port 8080 --script FILE`."""

import argparse
import signal
import threading
from pathlib import Path

from llmkit.script import Script
from llmkit.wire.script_file import load_script
from llmkit.wire.server import WireServer


def main() -> None:
    """Start the server and say where it is and how to point the SDKs at it."""
    parser = argparse.ArgumentParser(prog="python -m llmkit.wire", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="where to listen (default: any)")
    parser.add_argument("--script", type=Path, help="a JSON list of replies")
    arguments = parser.parse_args()
    script = load_script(arguments.script) if arguments.script else Script()
    stopped = threading.Event()
    # Set here, for a shell starts programs in the background with interrupts ignored.
    for end in (signal.SIGINT, signal.SIGTERM):
        signal.signal(end, lambda *_: stopped.set())
    with WireServer(script, port=arguments.port) as server:
        for name, value in server.environment().items():
            print(f"export {name}={value}", flush=True)
        stopped.wait()


if __name__ == "__main__":
    main()
