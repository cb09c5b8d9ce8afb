"""Watch an example from inside its own process: writes, variables, connections, what it reads.

Python imports a module of this name when it starts, so the watch also holds in processes that the
example starts with the same interpreter. It keeps an honest example honest and tells its author
what went wrong; it is no prison for hostile code. It runs in the example's process and therefore
imports nothing of the tool, and no more of the standard library than Python has loaded already.
"""

import json
import os

if _config := os.environ.get("SITE_BUILDER_GUARD"):
    from site_builder_guard.watch import Watch

    Watch(**json.loads(_config)).install()
