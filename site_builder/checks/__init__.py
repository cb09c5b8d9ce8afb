"""The questions that a finished stage is asked; each gives problems and changes nothing."""
