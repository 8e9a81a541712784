"""What a stranger tries first works: each example is run as it stands."""

import subprocess
import sys
from pathlib import Path

import pytest

from axentra_core.views import LOCALES

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.py"))
# What each bill comes to in the end; the second one was rounded for cash.
BILLS = {"one_guest_two_nights": "2,286,900", "a_guest_of_a_company": "2,287,000"}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("locale", LOCALES)
def test_an_example_tells_its_story_to_the_end(example, locale, tmp_path) -> None:
    """The bill is settled and the day's report printed, whatever the language."""
    told = subprocess.run(
        [sys.executable, str(example), "--locale", locale],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8"},
    )
    assert told.returncode == 0, told.stderr
    bill = BILLS[example.stem]
    assert f"FolioClosed         charged {bill}, paid {bill}" in told.stdout
    assert told.stdout.endswith("The file was closed and opened again: the same.\n")
