"""Look at typed Python before it is run: whether it is whole, what it defines, what is typed."""

import ast
import json
import tomllib
import warnings

import yaml

from site_builder.text.lines import split_lines
from site_builder.text.project_imports import ModuleFile, imported_names

_PROMPT, _MORE = ">>>", "..."


def fault_of(text: str, language: str) -> str:
    """Return why a text is not what it should be, empty if it is.

    Args:
        text: A block.
        language: Its language; only Python, JSON, TOML and YAML are parsed.
    """
    names = {"python": "Python", "json": "JSON", "toml": "TOML", "yaml": "YAML"}
    try:
        with warnings.catch_warnings():
            # What Python warns about is its author's business.
            warnings.simplefilter("ignore")
            _parse(text, language)
    except SyntaxError as error:
        where = f", line {error.lineno} of the block" if error.lineno else ""
        return f"it does not parse as {names[language]} ({error.msg}{where})"
    except (ValueError, RecursionError, yaml.YAMLError) as error:
        said = str(getattr(error, "problem", "") or error).partition("\n")[0]
        return f"it does not parse as {names[language]} ({said})"
    return ""


def _parse(text: str, language: str) -> None:
    if language == "python":
        # Only the compiler knows that `return` stands outside of a function.
        compile(text, "<block>", "exec", dont_inherit=True)
    elif language == "json":
        json.loads(text)
    elif language == "toml":
        tomllib.loads(text)
    elif language == "yaml":
        # Tags of other programs are no mistakes, so the values are not made.
        list(yaml.parse(text, yaml.SafeLoader))


def defined(text: str) -> frozenset[str]:
    """Return the functions and classes that a module defines at its top."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return frozenset(node.name for node in ast.parse(text).body if isinstance(node, kinds))


def imported(text: str) -> frozenset[str]:
    """Return the first parts of the names of the modules that a module imports."""
    wanted = imported_names(ModuleFile("page", "page.py", text))
    return frozenset(one.name.partition(".")[0] for one in wanted)


def without_prompts(text: str) -> str:
    """Return the statements that are typed in a session of the interpreter.

    Args:
        text: The session, with its prompts and its answers.

    Returns:
        The statements. Blank lines before a prompt stay, answers go.
    """
    statements: list[str] = []
    blank = 0
    for line in split_lines(text):
        mark = line[: len(_PROMPT)]
        if mark in {_PROMPT, _MORE} and line[3:4] in {"", " "}:
            statements += [""] * (blank if mark == _PROMPT and statements else 0)
            statements.append(line[4:])
        blank = 0 if line.strip() else blank + 1
    return "\n".join(statements)
