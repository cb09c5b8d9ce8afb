"""Whole builds, beside those of Material alone and of Zensical."""
