"""The rules of the hotel know no clock, no chance and no machine: these come in from outside."""

import ast
import builtins
from functools import cache
from pathlib import Path

import pytest

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


@cache
def nodes(file):
    """Return everything that stands in a file, with its line."""
    return list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))


def named(file):
    """Return the path of a file in the package."""
    return str(file.relative_to(HOME))


def names_of(node):
    """Return the modules that an import names."""
    if isinstance(node, ast.Import):
        return {alias.name.partition(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").partition(".")[0]}
    return set()


@pytest.mark.parametrize("file", PURE, ids=named)
def test_a_rule_asks_nothing_of_the_machine(file) -> None:
    """The same state and the same command give the same events, anywhere and at any time."""
    found = []
    for node in nodes(file):
        found += [(node.lineno, name) for name in names_of(node) & IMPURE_MODULES]
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in IMPURE_CALLS:
                found.append((node.lineno, name))
            case ast.Attribute(attr=name) if name in IMPURE_METHODS and not stored(node):
                found.append((node.lineno, name))
    assert found == []


def stored(node):
    """Return whether an attribute is a field that is read, such as `context.now`."""
    return isinstance(node.value, ast.Name) and node.value.id in {"context", "self"}


@pytest.mark.parametrize("file", PURE, ids=named)
def test_a_rule_reckons_without_floats(file) -> None:
    """No price, rate or quantity passes through a number that is not exact."""
    found = [
        node.lineno
        for node in nodes(file)
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex)
    ]
    called = [
        node.lineno
        for node in nodes(file)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "float"
    ]
    assert found == called == []


@pytest.mark.parametrize("file", SHIPPED, ids=named)
def test_nothing_is_refused_without_a_code(file) -> None:
    """No check that a switch of Python removes, and no bare error of Python's own."""
    found = []
    for node in nodes(file):
        match node:
            case ast.Assert():
                found.append((node.lineno, "assert"))
            case ast.Raise(exc=ast.Call(func=ast.Name(id=name)) | ast.Name(id=name)):
                if name in BUILTIN_ERRORS - OWN_RAISES:
                    found.append((node.lineno, name))
    assert found == []
