"""What a docstring shows is what happens."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import axentra_core

MODULES = [found.name for found in pkgutil.walk_packages(axentra_core.__path__, "axentra_core.")]
HOME = Path(axentra_core.__file__).parent.parent


def shows_something(name):
    """Return whether an example stands in a module; most have none to look for."""
    path = HOME.joinpath(*name.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return ">>>" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", list(filter(shows_something, MODULES)))
def test_examples_in_docstrings_come_out_as_they_say(name) -> None:
    """Whoever copies an example from a docstring gets what stands below it."""
    told = doctest.testmod(importlib.import_module(name))
    assert told.attempted
    assert told.failed == 0


def test_there_are_examples() -> None:
    """The calculator of service charge and tax shows itself."""
    assert doctest.testmod(importlib.import_module("axentra_core.folio.chain")).attempted > 0
