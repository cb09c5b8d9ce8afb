# A secret beside the examples.
