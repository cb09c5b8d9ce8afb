def greet(name: str) -> str:
    """Greet."""
    return f"Hello, {name}"


print(greet("you"))
