def wait(attempt: int) -> float:
    return 2**attempt
