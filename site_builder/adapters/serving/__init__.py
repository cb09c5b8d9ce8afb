"""Serve a project while its author writes: the changed page first, then the site."""
