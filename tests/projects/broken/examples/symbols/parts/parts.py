def twice() -> int:
    return 1


def bare() -> int:
    return 3


def twice() -> int:
    return 2
