"""A conversation that streams while it calls tools: text at once, tools in between, then more."""
