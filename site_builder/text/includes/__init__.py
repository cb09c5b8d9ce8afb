"""Includes of other extensions: a file for each syntax, one value for all of them."""
