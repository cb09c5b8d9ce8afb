"""The form of a file of results: JSON in one fixed order, so that equal results are equal bytes."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from site_builder.model import Code, Location, Problem, RunEnd
from site_builder.model.results import Result, Results
from site_builder.text.shards import parse_shard

_FORMAT = "site-builder results, version 1"
_CODES: Mapping[str, Code] = {code.slug: code for code in Code}


class ResultFileError(ValueError):
    """A text is no file of results."""


def render_results(results: Results) -> bytes:
    """Return results as the content of a file."""
    content = {
        "format": _FORMAT,
        "project": results.project,
        "tool": results.tool,
        "python": results.python,
        "count": results.count,
        "shard": str(results.shard),
        "problems": _problems_as_json(results.problems),
        "results": {
            one.example: {
                "end": one.end.value,
                "exit_code": one.exit_code,
                "stdout": one.stdout,
                "files": dict(one.files),
                "problems": _problems_as_json(one.problems),
            }
            for one in sorted(results.results, key=lambda one: one.example)
        },
    }
    text = json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True)
    # What an example prints may hold halves of characters, which JSON can carry and UTF-8 cannot.
    return f"{text}\n".encode(errors="backslashreplace")


def parse_results(data: bytes) -> Results:
    """Return the results that a file holds.

    Args:
        data: Content of the file.

    Returns:
        The results.

    Raises:
        ResultFileError: The content is no such file; the message says why.
    """
    try:
        content = json.loads(data)
    except (UnicodeDecodeError, ValueError) as error:
        message = f"it is not JSON ({error})"
        raise ResultFileError(message) from None
    if not isinstance(content, dict) or content.get("format") != _FORMAT:
        message = f"it does not say that it holds '{_FORMAT}'"
        raise ResultFileError(message)
    try:
        return _results(content)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = f"a value is missing or of the wrong kind ({error})"
        raise ResultFileError(message) from None


def _results(content: Mapping[str, Any]) -> Results:
    shard = parse_shard(content["shard"])
    if not shard:
        message = f"there is no shard '{content['shard']}'"
        raise ValueError(message)
    return Results(
        project=_text(content["project"]),
        tool=_text(content["tool"]),
        python=_text(content["python"]),
        count=_number(content["count"]),
        shard=shard,
        results=tuple(_result(name, one) for name, one in sorted(content["results"].items())),
        problems=_problems(content["problems"]),
    )


def _result(name: str, content: Mapping[str, Any]) -> Result:
    return Result(
        example=name,
        end=RunEnd(content["end"]),
        exit_code=_number(content["exit_code"]),
        stdout=_text(content["stdout"]),
        files=tuple((one, _text(digest)) for one, digest in sorted(content["files"].items())),
        problems=_problems(content["problems"]),
    )


def _problems_as_json(problems: Sequence[Problem]) -> list[dict[str, str | int]]:
    return [
        {
            "code": one.code.slug,
            "path": one.location.path,
            "line": one.location.line,
            "message": one.message,
            "hint": one.hint,
        }
        for one in sorted(problems, key=Problem.sort_key)
    ]


def _problems(content: Sequence[Mapping[str, Any]]) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            _CODES[one["code"]],
            Location(_text(one["path"]), _number(one["line"])),
            _text(one["message"]),
            _text(one["hint"]),
        )
        for one in content
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        message = f"{value!r} is no text"
        raise TypeError(message)
    return value


def _number(value: object) -> int:
    if not isinstance(value, int):
        message = f"{value!r} is no number"
        raise TypeError(message)
    return value
