"""Tell problems: as text for people, as JSON for programs, as annotations for CI."""

from site_builder.report.forms import Format, report
from site_builder.report.order import in_order
from site_builder.report.verdict import exit_code, isolation_of, summary

__all__ = ["Format", "exit_code", "in_order", "isolation_of", "report", "summary"]
