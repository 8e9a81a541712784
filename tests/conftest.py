"""What all tests share: how Hypothesis runs, golden files, and what may take how long."""

import gc
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, settings

GOLDEN = Path(__file__).parent / "golden"

# A busy machine is no fault of the hotel's rules. `make test` says the same of the same code twice;
# `make test-long` tries every property hundreds of times, each time with others. What is worth
# another number says so itself.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("axentra", PATIENT, max_examples=20, derandomize=True)
settings.register_profile("long", PATIENT, max_examples=400)
settings.load_profile("axentra")

# What is imported and collected lasts as long as the tests: to look for garbage in it over and over
# would take longer than many a test.
gc.disable()


def pytest_collection_finish():
    """Look for garbage from now on, in what the tests themselves make."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


def pytest_addoption(parser):
    """Let the golden files be written instead of compared."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/* anew")


@pytest.fixture
def takes_less_than():
    """Return a check that the quickest of three tries stays below so many seconds of work."""

    def cost(act):
        before = process_time()
        act()
        return process_time() - before

    def check(seconds, act):
        assert min(cost(act) for _ in range(3)) < seconds

    return check


@pytest.fixture
def golden(request):
    """Return what compares a text with a golden file, or writes it when asked to."""

    def compare(name, text):
        file = GOLDEN / name
        if request.config.getoption("--update-golden"):
            file.write_text(text, encoding="utf-8")
        found = file.read_text(encoding="utf-8")
        assert text == found, f"{name} differs; if that is meant, run pytest --update-golden"

    return compare
