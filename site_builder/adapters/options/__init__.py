"""The options of the plugin, as they stand in `mkdocs.yml`: a file for each group of them."""
