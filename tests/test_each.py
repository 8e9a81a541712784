"""A table that is gone through in one test hides nothing of what the tests of its entries told."""

from inspect import signature

import pytest
from tests.each import each


def test_every_entry_that_fails_is_told_by_its_name() -> None:
    """The second wrong entry is not hidden by the first, nor one that was not refused."""

    @each("number", [1, 2, 3, 4, 5], ids=hex)
    def check(number):
        if number == 4:
            with pytest.raises(ValueError, match="four"):
                int("4")
        assert number != 2

    with pytest.raises(BaseExceptionGroup, match="2 of 5") as told:
        check()
    assert [failure.__notes__ for failure in told.value.exceptions] == [
        ["number: 0x2"],
        ["number: 0x4"],
    ]


def test_an_entry_may_have_several_values_and_the_test_fixtures() -> None:
    """What the table does not give is asked of pytest, by its name."""
    seen = []

    @each(("one", "other"), [(1, 2), (3, 4)])
    def check(one, front, other):
        seen.append((front, one, other))

    assert [*signature(check).parameters] == ["front"]
    check(front="desk")
    assert seen == [("desk", 1, 2), ("desk", 3, 4)]


def test_a_table_without_entries_is_no_test() -> None:
    """What checks nothing would always succeed."""
    with pytest.raises(AssertionError, match="nothing to check: code"):
        each("code", [])
