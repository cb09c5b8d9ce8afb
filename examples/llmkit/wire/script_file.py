"""Read a script from a JSON file, for a wire server that runs as a process of its own."""

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from llmkit.errors import ConfigurationError
from llmkit.script import Reply, Script


def load_script(path: Path) -> Script:
    """Return the script in a file: a JSON list of objects with the fields of `Reply`.

    Args:
        path: The file.

    Raises:
        ConfigurationError: The file cannot be read, or what it holds is not a list of replies.
    """
    try:
        replies = TypeAdapter(tuple[Reply, ...]).validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise ConfigurationError("script_file", f"{path}: {error}") from error
    return Script(replies)
