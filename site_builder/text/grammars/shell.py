"""Symbols of Bash: functions and variables."""

from site_builder.text.grammars.tree import Grammar, Rule

BASH = Grammar(
    rules={"function_definition": Rule(), "variable_assignment": Rule()},
    wrappers=frozenset({"declaration_command"}),
    # A function is documented by the remarks above it; the first line of a script is none.
    documents=lambda text: not text.startswith("#!"),
)
