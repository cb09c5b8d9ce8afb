"""Records of proofs as bytes, for the store, and back."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from site_builder.model import CoveredFile, Executed, Pin, ProofRecord, ProvingTest, Reading

_FORMAT = 2
"""Raised when a record of an older kind would be misread."""


def encode_record(record: ProofRecord) -> bytes:
    """Return a record as bytes, the same for the same record."""
    values = {
        "format": _FORMAT,
        "example": record.example,
        "python": record.python,
        "pins": [[one.name, one.version] for one in record.pins],
        "tests": [[one.file, one.name, one.line, one.cases] for one in record.tests],
        "files": [
            [one.path, one.digest, _grouped(one.lines), list(one.importers)] for one in record.files
        ],
        "readings": [[one.path, one.checker, list(one.tests)] for one in record.readings],
        "failed": list(record.failed),
    }
    return json.dumps(values, separators=(",", ":")).encode()


def decode_record(data: bytes) -> ProofRecord | None:
    """Return the record that bytes hold; nothing if they hold none of this kind."""
    try:
        values: Mapping[str, Any] = json.loads(data)
        if values["format"] != _FORMAT:
            return None
        return ProofRecord(
            example=values["example"],
            python=values["python"],
            pins=tuple(Pin(*one) for one in values["pins"]),
            tests=tuple(ProvingTest(*one) for one in values["tests"]),
            files=tuple(
                CoveredFile(path, digest, _ungrouped(groups), tuple(importers))
                for path, digest, groups, importers in values["files"]
            ),
            readings=tuple(
                Reading(path, checker, tuple(tests)) for path, checker, tests in values["readings"]
            ),
            failed=tuple(values["failed"]),
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _grouped(lines: Iterable[Executed]) -> list[tuple[list[int], bool, list[int]]]:
    """Return the lines that the same tests executed together, for they are many."""
    groups: dict[tuple[tuple[int, ...], bool], list[int]] = {}
    for one in lines:
        groups.setdefault((one.tests, one.at_import), []).append(one.line)
    return [(list(tests), early, numbers) for (tests, early), numbers in groups.items()]


def _ungrouped(groups: Iterable[tuple[list[int], bool, list[int]]]) -> tuple[Executed, ...]:
    lines = [
        Executed(line, tuple(tests), early) for tests, early, numbers in groups for line in numbers
    ]
    return tuple(sorted(lines, key=lambda one: one.line))
