"""What a stranger tries first works: each example is run as it stands."""

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from axentra_core.views import LOCALES

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.py"))
# What each bill comes to in the end; the second one was rounded for cash.
BILLS = {
    "one_guest_two_nights": "2,286,900",
    "a_guest_of_a_company": "2,287,000",
    "automatic_payments": "1,258,400",
    "readings_of_a_house": "2,297,000",
}


every_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
# Most of what a Python of its own takes is to begin: one shows that nothing else is needed.
FIRST, *OTHERS = sorted(EXAMPLES, key=lambda path: path.stem != "one_guest_two_nights")


def check(example, told):
    """Check that the bill is settled and the day's report printed."""
    bill = BILLS[example.stem]
    assert f"FolioClosed         charged {bill}, paid {bill}" in told
    assert told.endswith("The file was closed and opened again: the same.\n")


@pytest.mark.parametrize(
    "example",
    [FIRST, *(pytest.param(other, marks=pytest.mark.long) for other in OTHERS)],
    ids=lambda path: path.stem,
)
def test_an_example_is_run_as_it_stands(example, tmp_path) -> None:
    """By a Python of its own, in any folder, without a word about the language."""
    told = subprocess.run(
        [sys.executable, str(example)],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8"},
    )
    assert told.returncode == 0, told.stderr
    check(example, told.stdout)


@every_example
@pytest.mark.parametrize("locale", LOCALES)
def test_an_example_tells_its_story_to_the_end(
    example, locale, tmp_path, monkeypatch, capsys
) -> None:
    """Whatever the language."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(example.parent)
    monkeypatch.setattr(sys, "argv", [str(example), "--locale", locale])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(example), run_name="__main__")
    assert ended.value.code == 0
    check(example, capsys.readouterr().out)
