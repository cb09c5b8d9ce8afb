"""Redo only what changed: converted pages are kept, and finished pages taken from the last site."""
