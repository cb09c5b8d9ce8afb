"""Say in a line how far the runs are."""


def progress_line(done: int, total: int, stored: int, seconds: float, what: str = "example") -> str:
    """Return how many runs are done, how quickly they go, and how long the others will take.

    Args:
        done: How many are done.
        total: How many there are.
        stored: How many of those that are done came from the store.
        seconds: Time since the first began.
        what: What is counted, in the singular.

    Returns:
        A line such as `120 of 1,000 examples, 12.5 a second, 1:10 left, 40 from the store`.
    """
    parts = [f"{done:,} of {total:,} {what}{'' if total == 1 else 's'}"]
    if done and seconds > 0:
        parts.append(f"{done / seconds:.1f} a second")
    if 0 < done < total:
        parts.append(f"{_clock((total - done) * seconds / done)} left")
    if stored:
        parts.append(f"{stored:,} from the store")
    return ", ".join(parts)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
