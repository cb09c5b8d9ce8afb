"""Build documentation whose samples come from code that ran."""
