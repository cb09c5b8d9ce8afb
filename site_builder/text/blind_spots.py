"""Tell where the lines that a test executed do not say all that its result depends on.

A value that outlives a test carries the work of one test into the next: a cache, a fixture of a
whole module, a table that functions fill, what is computed when a module is imported. A process of
its own is not measured, and whoever reads source code sees more than it runs. A module in which
one of these is possible is taken as a whole. This looks for the possibility, not for proof of it.
"""

import ast
from collections.abc import Iterator

_WORDS = frozenset(
    {
        *("cache", "lru_cache", "memoize", "setup_module", "setup_class", "setUpClass"),
        *("setUpModule", "__init_subclass__", "__set_name__", "metaclass", "subprocess"),
        *("multiprocessing", "ProcessPoolExecutor", "create_subprocess_exec", "popen"),
        *("create_subprocess_shell", "fork", "posix_spawn", "pytester", "inspect", "linecache"),
        *("__code__", "settrace", "setprofile", "traceback"),
    }
)
"""Names behind which there may be such a value, or more than a measurement of lines sees."""
_MUTATORS = frozenset(
    {
        *("add", "append", "appendleft", "clear", "discard", "extend", "insert", "pop", "popleft"),
        *("popitem", "put", "register", "remove", "set", "setdefault", "update", "write"),
    }
)
_CALLERS = frozenset({"all", "any", "filter", "map", "max", "min", "reduce", "sorted", "starmap"})
"""Functions that call what they are given."""
_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_Mutable = ast.Dict | ast.DictComp | ast.List | ast.ListComp | ast.Set | ast.SetComp


def has_blind_spot(text: str) -> bool:
    """Return whether a test may depend on more of a module than on the lines that it executes.

    Args:
        text: The module.
    """
    tree = _parse(text)
    if tree is None:
        return True
    if any(isinstance(node, ast.Global) or _is_word(node) for node in _all(tree)):
        return True
    outside, inside = _split(tree)
    kept = _own_names(tree) | _assigned(outside) | {"cls"}
    shared = _shared(tree)
    return any(_changes(node, kept, shared) for node in inside)


def calls_when_imported(text: str) -> bool:
    """Return whether a module may call functions of the project when it is imported.

    Args:
        text: The module.
    """
    tree = _parse(text)
    if tree is None:
        return True
    own = _own_names(tree)
    return any(_calls(node, own) for node in _split(tree)[0])


def _parse(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _all(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and all below it."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += ast.iter_child_nodes(node)


def _is_word(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(attr="system", value=ast.Name(id="os")):
            return True
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.keyword(arg=str(name)):
            return name in _WORDS or (isinstance(node, ast.keyword) and name == "scope")
        case ast.alias(name=name):
            return not _WORDS.isdisjoint(name.split("."))
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return name in _WORDS
    return False


def _own_names(tree: ast.Module) -> frozenset[str]:
    """Return the names that a module defines or imports: they may be of the project."""
    names: set[str] = set()
    for node in _all(tree):
        if isinstance(node, _Definition):
            names.add(node.name)
        elif isinstance(node, ast.Import):
            names |= {one.asname or one.name.partition(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {one.asname or one.name for one in node.names}
    return frozenset(names)


def _assigned(outside: list[ast.AST]) -> frozenset[str]:
    """Return the names of values that live as long as the module."""
    names: set[str] = set()
    for node in outside:
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AnnAssign | ast.NamedExpr):
            targets = [node.target]
        found = (one for target in targets for one in _all(target))
        names |= {one.id for one in found if isinstance(one, ast.Name)}
    return frozenset(names)


def _shared(tree: ast.Module) -> frozenset[str]:
    """Return the names of containers that all objects of a class share."""
    classes = (node for node in _all(tree) if isinstance(node, ast.ClassDef))
    assigned = (one for node in classes for one in node.body if isinstance(one, ast.Assign))
    targets = (one for node in assigned if isinstance(node.value, _Mutable) for one in node.targets)
    return frozenset(one.id for one in targets if isinstance(one, ast.Name))


def _split(tree: ast.Module) -> tuple[list[ast.AST], list[ast.AST]]:
    """Return what runs when a module is imported, and what runs when its functions are called."""
    outside: list[ast.AST] = []
    inside: list[ast.AST] = []
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        outside.append(node)
        if isinstance(node, _Function):
            body = node.body if isinstance(node.body, list) else [node.body]
            inside += [one for statement in body for one in _all(statement)]
            known = {id(one) for one in body}
            waiting += [one for one in ast.iter_child_nodes(node) if id(one) not in known]
        else:
            waiting += ast.iter_child_nodes(node)
    return outside, inside


def _calls(node: ast.AST, own: frozenset[str]) -> bool:
    """Return whether code of the project may run here."""
    if isinstance(node, _Definition):
        return any(_root(one) in own for one in node.decorator_list)
    if not isinstance(node, ast.Call):
        return False
    given = {_root(one) for one in node.args} if _root(node.func) in _CALLERS else set()
    return _root(node.func) in own or not own.isdisjoint(given)


def _changes(node: ast.AST, kept: frozenset[str], shared: frozenset[str]) -> bool:
    """Return whether a value may be changed that lives longer than the call of a function."""
    match node:
        case ast.Call(func=ast.Attribute(attr=name, value=value)) if name in _MUTATORS:
            return _root(value) in kept or _ends_in(value, shared)
        case ast.Attribute(ctx=ast.Store() | ast.Del(), value=value):
            return _root(value) in kept or _ends_in(value, frozenset({"__class__"}))
        case ast.Subscript(ctx=ast.Store() | ast.Del(), value=value):
            return _root(value) in kept or _ends_in(value, shared)
    return False


def _ends_in(value: ast.expr, names: frozenset[str]) -> bool:
    return isinstance(value, ast.Attribute) and value.attr in names


def _root(node: ast.expr) -> str:
    """Return the name that an expression begins with."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""
