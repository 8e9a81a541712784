"""That the page of wishes tells the truth: what it names can be run."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "explanation" / "wishes.md").read_text(encoding="utf-8")
NAME = r"`([\w/]+/test_\w+)`: \*([^*]+)\*"
NAMED = sorted(set(re.findall(NAME, PAGE)))
LATER = "later release"
HEADINGS = (
    "Axentra's workflow",
    "The guest-account plan",
    "The channel integration",
    "Automatic payments",
    "Meter readings",
)


def functions_of(file):
    """Return the names of all functions in a file."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def rows_of(heading):
    """Return the cells of each row of the table under a heading."""
    section = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[1:]]


@pytest.mark.parametrize(("file", "words"), NAMED)
def test_every_test_that_is_named_exists(file, words) -> None:
    """Whoever follows the page from a wish to its test finds it."""
    function = f"test_{words.replace(' ', '_')}"
    assert function in functions_of(ROOT / "tests" / f"{file}.py")


@pytest.mark.parametrize("heading", HEADINGS)
def test_every_wish_has_a_test_or_comes_later(heading) -> None:
    """A wish is shown by a test, or the page says plainly that it is not met yet."""
    rows = rows_of(heading)
    assert len(rows) > 5
    for wish, place, shown in rows:
        named = [re.fullmatch(NAME, one) for one in shown.split("; ") if one]
        assert all(named), wish
        assert bool(named) != (LATER in place), wish
