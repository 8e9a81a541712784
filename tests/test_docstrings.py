"""What a docstring shows is what happens."""

import doctest
import importlib
import pkgutil

import pytest

import axentra_core

MODULES = [found.name for found in pkgutil.walk_packages(axentra_core.__path__, "axentra_core.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_come_out_as_they_say(name) -> None:
    """Whoever copies an example from a docstring gets what stands below it."""
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples() -> None:
    """The calculator of service charge and tax shows itself."""
    assert doctest.testmod(importlib.import_module("axentra_core.folio.chain")).attempted > 0
