"""The rules of the hotel know no clock, no chance and no machine: these come in from outside."""

import ast
import builtins
from functools import cache
from pathlib import Path

from tests.each import each

import axentra_core

HOME = Path(axentra_core.__file__).parent
EVERYTHING = sorted(HOME.rglob("*.py"))
DOMAIN = {file.parent.name for file in HOME.glob("*/decider.py")}
PURE = [
    file for file in EVERYTHING if file.relative_to(HOME).parts[0] in DOMAIN | {"kernel", "reports"}
]
SHIPPED = [file for file in EVERYTHING if file.relative_to(HOME).parts[0] != "testing"]

IMPURE_MODULES = {
    "asyncio",
    "ctypes",
    "getpass",
    "io",
    "locale",
    "logging",
    "multiprocessing",
    "os",
    "pathlib",
    "pickle",
    "platform",
    "random",
    "secrets",
    "shelve",
    "shutil",
    "signal",
    "socket",
    "sqlite3",
    "subprocess",
    "sys",
    "tempfile",
    "threading",
    "time",
    "urllib",
    "uuid",
    "warnings",
}
IMPURE_CALLS = {
    "__import__",
    "compile",
    "eval",
    "exec",
    "globals",
    "input",
    "open",
    "print",
    "round",
}
IMPURE_METHODS = {"now", "today", "utcnow", "fromtimestamp", "getenv", "monotonic", "urandom"}
BUILTIN_ERRORS = {
    name
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, BaseException)
}
# Protocols of Python that a value has to keep, and extras that say what is missing.
OWN_RAISES = {"IndexError", "AttributeError", "ImportError"}


def named(file):
    """Return the path of a file in the package."""
    return str(file.relative_to(HOME))


def names_of(node):
    """Return the modules that an import names."""
    if isinstance(node, ast.Import):
        return {alias.name.partition(".")[0] for alias in node.names}
    return {(node.module or "").partition(".")[0]}


def stored(node):
    """Return whether an attribute is a field that is read, such as `context.now`."""
    return isinstance(node.value, ast.Name) and node.value.id in {"context", "self"}


@cache
def found_in(file):
    """Return what no rule may have, kind by kind, with its line; a file is gone through once."""
    found = {"machine": [], "float": [], "bare": []}
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.Import() | ast.ImportFrom():
                found["machine"] += [(node.lineno, one) for one in names_of(node) & IMPURE_MODULES]
            case ast.Call(func=ast.Name(id=name)) if name in IMPURE_CALLS:
                found["machine"].append((node.lineno, name))
            case ast.Call(func=ast.Name(id="float")):
                found["float"].append(node.lineno)
            case ast.Attribute(attr=name) if name in IMPURE_METHODS and not stored(node):
                found["machine"].append((node.lineno, name))
            case ast.Constant(value=float() | complex()):
                found["float"].append(node.lineno)
            case ast.Assert():
                found["bare"].append((node.lineno, "assert"))
            case ast.Raise(exc=ast.Call(func=ast.Name(id=name)) | ast.Name(id=name)):
                if name in BUILTIN_ERRORS - OWN_RAISES:
                    found["bare"].append((node.lineno, name))
    return found


@each("file", PURE, ids=named)
def test_a_rule_asks_nothing_of_the_machine(file) -> None:
    """The same state and the same command give the same events, anywhere and at any time."""
    assert found_in(file)["machine"] == []


@each("file", PURE, ids=named)
def test_a_rule_reckons_without_floats(file) -> None:
    """No price, rate or quantity passes through a number that is not exact."""
    assert found_in(file)["float"] == []


@each("file", SHIPPED, ids=named)
def test_nothing_is_refused_without_a_code(file) -> None:
    """No check that a switch of Python removes, and no bare error of Python's own."""
    assert found_in(file)["bare"] == []
