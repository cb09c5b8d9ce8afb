"""Tell problems: which of them count, and what people, programs and CI servers are told."""

from site_builder.report.forms import Format, report
from site_builder.report.judge import Judge
from site_builder.report.order import in_order
from site_builder.report.verdict import Subject, exit_code, isolation_of, summary

__all__ = [
    "Format",
    "Judge",
    "Subject",
    "exit_code",
    "in_order",
    "isolation_of",
    "report",
    "summary",
]
