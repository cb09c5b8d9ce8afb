"""Play every failure and show what comes of it: `python -m examples.llms.error_handling`."""

import asyncio

from examples.llms.error_handling.demonstration import main

if __name__ == "__main__":
    asyncio.run(main())
