"""What others build on is written down, and changes only when somebody means it.

pytest tests/test_public_api.py --update-golden
"""

import ast
from functools import cache
from pathlib import Path

import axentra_core

HOME = Path(axentra_core.__file__).parent
# Packages are known by what they export; of these each module is a door of its own.
BY_MODULE = ("adapters", "kernel")
ALSO = (
    "axentra_core.hotel.verbs",
    "axentra_core.testing.siteminder_side",
    "axentra_core.testing.strategies",
)


def is_public(name):
    """Return whether a name is meant for others."""
    return not name.startswith("_")


def exported(tree):
    """Return the names that a module lists as its own, or None where it lists none."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=ast.List(elts=names)):
                return [name.value for name in names]
    return None


@cache
def origins(tree):
    """Return for each name that is imported its module, and its name there."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                found.setdefault(alias.asname or alias.name, (node.module, alias.name))
    return found


@cache
def read(module):
    """Return the tree of a module by its dotted name."""
    path = HOME.parent / module.replace(".", "/")
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return ast.parse(file.read_text(encoding="utf-8"))


def told(tree, name):
    """Yield what a name stands for: a signature, a class with its members, a constant."""
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=found) if found == name:
                yield f"{name}{signature(node)}"
            case ast.ClassDef(name=found) if found == name:
                bases = ", ".join(map(ast.unparse, node.bases))
                yield f"class {name}" + (f"({bases})" if bases else "")
                yield from (f"    {line}" for line in members(node))
            case ast.Assign(targets=[ast.Name(id=found)]) if found == name:
                yield name
            case ast.AnnAssign(target=ast.Name(id=found)) if found == name:
                yield f"{name}: {ast.unparse(node.annotation)}"


def signature(function):
    """Return the arguments of a function and what it gives."""
    gives = f" -> {ast.unparse(function.returns)}" if function.returns else ""
    return f"({ast.unparse(function.args)}){gives}"


def members(cls):
    """Yield the public fields and methods of a class."""
    for node in cls.body:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name)) if is_public(name):
                default = "" if node.value is None else f" = {ast.unparse(node.value)}"
                yield f"{name}: {ast.unparse(node.annotation)}{default}"
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if is_public(name):
                yield f"{name} = {ast.unparse(value)}"
            case ast.FunctionDef(name=name) if is_public(name) or name == "__init__":
                kinds = {ast.unparse(decorator) for decorator in node.decorator_list}
                kind = next(
                    iter(sorted(kinds & {"property", "cached_property", "classmethod"})), ""
                )
                yield f"{kind} {name}{signature(node)}".strip()


def public(module, name):
    """Return the lines for a name of a module, wherever it was defined."""
    tree = read(module)
    while not (lines := list(told(tree, name))):
        origin = origins(tree).get(name)
        if origin is None or not origin[0].startswith("axentra_core."):
            return []
        if (HOME.parent / f"{'/'.join(origin[0].split('.'))}/{origin[1]}.py").exists():
            return [f"module {name}"]
        tree, name = read(origin[0]), origin[1]
    return lines


def doors():
    """Yield every module that others import from, with its public names."""
    for package in sorted(path.parent for path in HOME.glob("*/__init__.py")):
        modules = [f"axentra_core.{package.name}"]
        if package.name in BY_MODULE:
            modules = [
                f"axentra_core.{package.name}.{file.stem}"
                for file in sorted(package.glob("[!_]*.py"))
            ]
        if package.name == "views":
            modules += ALSO
        for module in modules:
            tree = read(module)
            names = exported(tree)
            if names is None:
                names = sorted(
                    node.name
                    for node in tree.body
                    if isinstance(node, ast.ClassDef | ast.FunctionDef) and is_public(node.name)
                )
            yield module, names


def test_the_public_names_are_those_that_were_agreed(golden) -> None:
    """A name, a field or an argument that others use does not change by accident."""
    lines = []
    for module, names in doors():
        lines += [f"# {module}", ""]
        for name in names:
            lines += public(module, name)
        lines.append("")
    golden("api.txt", "\n".join(lines))


def test_every_listed_name_leads_somewhere() -> None:
    """What a package lists is defined in it, or known to come from elsewhere."""
    outside = {("axentra_core.kernel.money", "Money")}
    lost = {
        (module, name)
        for module, names in doors()
        for name in names
        if not public(module, name) and (module, name) not in outside
    }
    assert lost == set()
