"""Build documentation whose samples come from code that ran."""

__version__ = "0.1.0"
