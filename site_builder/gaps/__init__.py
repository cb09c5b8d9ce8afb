"""Count what a docs tree owes and what of it is there: one matrix a module."""
