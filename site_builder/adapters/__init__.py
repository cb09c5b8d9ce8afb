"""The doors: each translates what its host gives and delegates to the pipeline."""
