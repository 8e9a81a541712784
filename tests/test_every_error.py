"""Every way of saying no is listed, has a sentence that can be said, and is said by some test."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib import import_module
from inspect import getmembers, isclass
from pathlib import Path
from pkgutil import walk_packages
from string import Formatter

import attrs
import pytest
from tests.each import each

import axentra_core
from axentra_core.adapters.memory import MemoryStore
from axentra_core.hotel import Hotel
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import AxentraError, Conflict, catalogue
from axentra_core.kernel.store import Kept
from axentra_core.testing import example_property

HOME = Path(axentra_core.__file__).parent
TESTS = Path(__file__).parent
MODULES = [
    import_module(found.name)
    for found in walk_packages(axentra_core.__path__, "axentra_core.")
    if not found.name.startswith("axentra_core.testing")
]
CATALOGUE = catalogue()
SOURCES = {file: file.read_text(encoding="utf-8") for file in sorted(HOME.rglob("*.py"))}


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield every call in the library whose first argument is written as text."""
    for file, source in SOURCES.items():
        for node in ast.walk(ast.parse(source)):
            match node:
                case ast.Call(args=[ast.Constant(value=str()), *_]):
                    yield f"{file.relative_to(HOME)}:{node.lineno}", node


def name_of(function: ast.expr) -> str:
    """Return the last name of what is called."""
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


TESTED = [
    file.read_text(encoding="utf-8")
    for file in (*TESTS.rglob("*.py"), *(HOME / "testing" / "store_contract").glob("*.py"))
]
OWNERS = {cls.__name__ for cls in CATALOGUE.values()} | {"because"}


@cache
def said() -> Sequence[tuple[str, str, ast.Call]]:
    """Return every place where an error is made, with its code."""
    return [
        (place, code, node)
        for place, node in calls()
        if name_of(node.func) in OWNERS and (code := node.args[0].value)
    ]


def test_the_list_of_codes_is_known(golden) -> None:
    """A code is public: it may be retired, but it is never renamed or used for something else."""
    golden("codes.txt", "".join(f"{code}  {cls.__name__}\n" for code, cls in CATALOGUE.items()))


ALL_TESTS = "\n".join(TESTED)
QUOTED = set(re.findall(r"""["']([a-z_.]+)(?=["'])""", ALL_TESTS))


@each("code", sorted(CATALOGUE))
def test_every_code_is_said_by_some_test(code) -> None:
    """What no test has ever been refused for is no rule."""
    area, _, cause = code.partition(".")
    # The door for numbers and the one for money are told apart by the first word alone.
    by_area = f'"{cause}"' if area in {"number", "money"} else "\0"
    # Where a class has one cause only, catching the class is as good.
    owner = CATALOGUE[code]
    by_class = f"raises({owner.__name__})" if len(owner.SENTENCES) == 1 else "\0"
    assert code in QUOTED or by_area in ALL_TESTS or by_class in ALL_TESTS


def needed(code: str) -> set[str]:
    """Return the names of the values that a sentence tells."""
    sentence = CATALOGUE[code].SENTENCES[code]
    return {field for _, field, _, _ in Formatter().parse(sentence) if field}


def test_every_sentence_gets_the_values_it_needs() -> None:
    """No refusal fails while it explains itself."""
    assert len(said()) > len(CATALOGUE) / 2
    assert [(place, code) for place, code, _ in said() if code not in CATALOGUE] == []
    given = {
        (place, code): {keyword.arg for keyword in node.keywords} - {"path"}
        for place, code, node in said()
    }
    without = {
        (place, code): (names, needed(code))
        for (place, code), names in given.items()
        if None not in names and names != needed(code)
    }
    assert without == {}


def test_every_code_is_said_by_the_library() -> None:
    """No sentence is kept for a cause that does not occur."""
    doors = "".join(re.findall(r'f"\{area\}\.([a-z_]+)"', SOURCES[HOME / "kernel" / "numbers.py"]))
    written = "\n".join(
        line for source in SOURCES.values() for line in source.splitlines() if '": ' not in line
    )
    unsaid = {
        code
        for code in CATALOGUE.keys() - {code for _, code, _ in said()}
        if f'"{code}"' not in written and code.partition(".")[2] not in doors
    }
    assert unsaid == set()


def test_every_error_of_the_library_is_its_own() -> None:
    """Who catches `AxentraError` has caught everything that the library raises."""
    raised = {
        cls
        for module in MODULES
        for _, cls in getmembers(module, isclass)
        if issubclass(cls, BaseException) and cls.__module__.startswith("axentra_core.")
    }
    assert raised
    assert {cls for cls in raised if not issubclass(cls, AxentraError)} == set()


class Restless(MemoryStore):
    """A store in which everything changes whenever it is looked at."""

    def __init__(self) -> None:
        """Begin quietly."""
        super().__init__()
        self.looks = 0

    def states(self, streams: Sequence[str]) -> Mapping[str, Kept]:
        """Return the states under ever higher versions."""
        self.looks += bool(self._log)
        found = super().states(streams)
        return {name: attrs.evolve(one, version=self.looks) for name, one in found.items()}


def test_a_refusal_that_never_stands_is_no_refusal() -> None:
    """When others change everything all the time, the guest is not told no for a wrong reason."""
    hotel = Hotel(Restless(), example_property())
    hotel.open(on=date(2026, 11, 23))
    with pytest.raises(Conflict) as caught:
        hotel.by(Actor("staff", "ayu")).check_in("S1")
    assert caught.value.code == "store.reads_changed"
