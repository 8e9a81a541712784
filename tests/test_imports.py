"""Whoever needs one department loads one department, and nothing happens while it is loaded."""

import subprocess
import sys
from functools import cache

import pytest

HEAVY = ("attr", "babel", "cattrs", "dateutil", "hypothesis", "jinja2", "moneyed", "pytest")
STORES = ("sqlite3", "socket", "ssl", "asyncio", "locale", "tempfile")


@cache
def loaded_by(statement):
    """Return the modules that a statement loads in a fresh Python, and what it prints."""
    program = f"{statement}; import sys; sys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split()), done.stdout


PYTHON, _ = loaded_by("pass")
# Loaded once for all that is asked of it.
HOTEL = "from axentra_core.hotel import CODEC; assert '_strict' not in vars(CODEC)"


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import axentra_core", (*HEAVY, *STORES, "zoneinfo", "decimal", "json")),
        ("import axentra_core.kernel", (*HEAVY, *STORES)),
        ("import axentra_core.rooms", ("cattrs", "sqlite3", "babel", "moneyed", "pytest")),
        ("import axentra_core.housekeeping", ("cattrs", "sqlite3", "babel", "moneyed", "pytest")),
        ("import axentra_core.guests", ("cattrs", "sqlite3", "babel", "moneyed", "pytest")),
        ("import axentra_core.folio", ("cattrs", "sqlite3", "pytest", "jinja2")),
        ("import axentra_core.cashier", ("cattrs", "sqlite3", "pytest", "jinja2")),
        ("import axentra_core.channels", ("cattrs", "sqlite3", "pytest", "jinja2", "lxml")),
        ("import axentra_core.city_ledger", ("cattrs", "sqlite3", "pytest", "jinja2")),
        ("import axentra_core.deposits", ("cattrs", "sqlite3", "pytest", "jinja2")),
        ("import axentra_core.documents", ("cattrs", "sqlite3", "pytest", "jinja2")),
        ("import axentra_core.meters", ("cattrs", "sqlite3", "pytest", "jinja2")),
        ("import axentra_core.payment_rules", ("cattrs", "sqlite3", "pytest", "jinja2")),
        ("import axentra_core.payments", ("cattrs", "sqlite3", "pytest", "jinja2")),
        ("import axentra_core.groups", ("cattrs", "sqlite3", "babel", "moneyed", "pytest")),
        ("import axentra_core.stays", ("cattrs", "sqlite3", "pytest", "jinja2")),
        ("import axentra_core.restaurant", ("cattrs", "sqlite3", "pytest", "jinja2")),
        ("import axentra_core.house", ("cattrs", "sqlite3", "pytest", "jinja2")),
        ("import axentra_core.codec", ("sqlite3", "pytest", "jinja2", "hypothesis")),
        (HOTEL, ("sqlite3", "pytest", "jinja2", "hypothesis")),
        ("import axentra_core.reports", ("sqlite3", "pytest", "jinja2", "hypothesis")),
        ("import axentra_core.adapters.memory", ("sqlite3", "cattrs", "pytest", "jinja2")),
        ("import axentra_core.adapters.sqlite", ("cattrs", "pytest", "jinja2")),
        ("import axentra_core.testing", ("hypothesis", "jinja2", "lxml")),
    ],
)
def test_a_department_loads_only_what_it_needs(statement, absent) -> None:
    """No converter for who only asks for rooms, no database for who only asks for bills."""
    loaded, printed = loaded_by(statement)
    assert {name for name in absent if name in loaded - PYTHON} == set()
    assert printed == ""


def test_a_department_is_there_when_it_is_named() -> None:
    """After `import axentra_core` a submodule is found by its name, and loaded only then."""
    loaded, _ = loaded_by("import axentra_core; axentra_core.rooms.Room; dir(axentra_core)")
    assert "axentra_core.rooms" in loaded
    assert "axentra_core.folio" not in loaded


def test_siblings_do_not_load_each_other() -> None:
    """One department is one package: the others are not there."""
    siblings = {
        "cashier",
        "channels",
        "city_ledger",
        "deposits",
        "documents",
        "folio",
        "groups",
        "guests",
        "house",
        "housekeeping",
        "meters",
        "payment_rules",
        "payments",
        "restaurant",
        "rooms",
        "stays",
    }
    for one in sorted(siblings):
        loaded, _ = loaded_by(f"import axentra_core.{one}")
        assert {name for name in siblings if f"axentra_core.{name}" in loaded} == {one}


def test_the_first_verb_of_a_codec_makes_its_converters() -> None:
    """What is not read is not prepared."""
    loaded, _ = loaded_by(HOTEL)
    assert "axentra_core.hotel" in loaded


def test_what_is_missing_is_named() -> None:
    """Without Hypothesis the strategies say which extra brings it."""
    program = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "try:\n    import axentra_core.testing.strategies\n"
        "except ImportError as error:\n    print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], check=True, capture_output=True, text=True
    )
    assert "install axentra_core[testing]" in done.stdout
