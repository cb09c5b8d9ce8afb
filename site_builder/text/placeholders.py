"""Find what a template left for an author to write: `[[a few words]]`."""


def find_placeholder(text: str) -> str:
    """Return the first placeholder of a text with its brackets, empty when there is none.

    Args:
        text: One line.
    """
    start = text.find("[[")
    end = text.find("]]", start)
    if start < 0 or end < 0:
        return ""
    inside = text[start + 2 : end]
    # `[[20 minutes]]` is ours; `[[1, 2]]` may be a list in code, and so may `[["a"]]`.
    is_ours = inside[:1].isalnum() and any(letter.isalpha() for letter in inside)
    return text[start : end + 2] if is_ours else ""
