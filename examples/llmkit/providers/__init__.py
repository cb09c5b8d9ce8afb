"""The providers: one module for each, and the registry that finds them by name."""
