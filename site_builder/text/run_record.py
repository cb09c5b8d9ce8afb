"""A run as bytes that a store or another machine can keep, and back."""

import base64
import json
from typing import Any

from site_builder.model import Code, Leak, MadeFile, Run, RunEnd, Seen, SeenKind, Violation


def encode_run(run: Run) -> bytes:
    """Return a run as bytes; equal runs give equal bytes.

    Args:
        run: The run.
    """
    record = {
        "example": run.example,
        "end": run.end.value,
        "exit_code": run.exit_code,
        "stdout": _text(run.stdout),
        "stderr": _text(run.stderr),
        "seconds": run.seconds,
        "violations": [[one.code.slug, one.what, one.file, one.line] for one in run.violations],
        "files": [[one.name, _text(one.data)] for one in run.files],
        "seen": [[one.kind.value, one.name] for one in run.seen],
        "isolation": list(run.isolation),
        "leaks": [[one.name, one.line, one.kind] for one in run.leaks],
    }
    return json.dumps(record, sort_keys=True).encode()


def decode_run(data: bytes) -> Run:
    """Return the run that was encoded.

    Args:
        data: What `encode_run` has made.

    Raises:
        ValueError: It is something else.
    """
    try:
        return _run(json.loads(data))
    except (KeyError, TypeError) as error:
        raise ValueError("this is no run") from error


def _run(record: dict[str, Any]) -> Run:
    codes = {code.slug: code for code in Code}
    return Run(
        example=record["example"],
        end=RunEnd(record["end"]),
        exit_code=record["exit_code"],
        stdout=_bytes(record["stdout"]),
        stderr=_bytes(record["stderr"]),
        seconds=record["seconds"],
        violations=tuple(
            Violation(codes[slug], what, file, line)
            for slug, what, file, line in record["violations"]
        ),
        files=tuple(MadeFile(name, _bytes(text)) for name, text in record["files"]),
        seen=tuple(Seen(SeenKind(kind), name) for kind, name in record["seen"]),
        isolation=tuple(record["isolation"]),
        leaks=tuple(Leak(name, line, kind) for name, line, kind in record["leaks"]),
    )


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
