"""What a symbol is in each language that tree-sitter parses: one small module a language."""
