"""The commands: each translates its arguments, delegates, and reports."""
