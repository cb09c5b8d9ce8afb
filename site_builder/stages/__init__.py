"""The verbs of the house, one a module; they never import each other."""
