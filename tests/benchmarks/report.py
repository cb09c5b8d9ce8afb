"""The page of the benchmark, made from its record alone."""
from tests.benchmarks.record import Record
def write(record: Record) -> None:
    """Stub."""
