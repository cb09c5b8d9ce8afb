def wait(attempt: int) -> float:
    # (note) Twice as long each time.
    return min(2**attempt, 60)


# region table
WAITS = [wait(n) for n in range(3)]
# endregion
