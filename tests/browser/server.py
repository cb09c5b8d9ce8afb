"""A site served on the loopback interface, as a web server would serve it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


# In a process of its own: where coverage traces, CPython refuses a thread that begins while another
# one installs its trace function, and the request of that thread is never answered.
@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port and yield the address, with a slash at its end."""
    command = [sys.executable, "-u", "-m", "http.server", "--bind", "127.0.0.1", "0"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    ) as server:
        try:
            assert server.stdout
            said = server.stdout.readline()
            found = re.search(r"http://\S+/", said)
            assert found, said
            yield found[0]
        finally:
            server.terminate()
