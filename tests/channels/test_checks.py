"""What has to be shown before a connection goes live, and what counts as shown."""

from itertools import combinations

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.channels.checks import (
    CHECKS,
    Check,
    CheckResult,
    Direction,
    Evidence,
    last_of_each,
    missing_checks,
    required_checks,
)
from axentra_core.channels.updates import Measure
from axentra_core.testing.specification import CONTEXT

TWO_WAY, SENDS, RECEIVES = Direction
OF_RESERVATIONS = (
    Check.NEW_RESERVATION,
    Check.MODIFIED_RESERVATION,
    Check.CANCELLED_RESERVATION,
)
PASSED = Evidence(
    Check.PRICE, CheckResult.PASSED, "850,000 on 24 December", "case 7", 3, "staff ayu", CONTEXT.now
)


def test_the_table_has_every_check_once() -> None:
    """A check that no row requires could never be asked for."""
    assert [row.check for row in CHECKS] == list(Check)


def test_every_measure_has_its_check() -> None:
    """Each value that is sent has to be seen at the platform (seed)."""
    assert [row.measure for row in CHECKS if row.measure is not None] == list(Measure)
    for row in CHECKS:
        assert row.measure is None or row.check.value == row.measure.value


@pytest.mark.parametrize("direction", Direction)
def test_what_is_exchanged_is_what_is_tested(direction) -> None:
    """Values are tested where values are sent, reservations where they come (seed)."""
    required = required_checks(direction, (Measure.PRICE, Measure.STOP_SELL))
    values = (Check.PRICE, Check.STOP_SELL) if direction is not RECEIVES else ()
    reservations = OF_RESERVATIONS if direction is not SENDS else ()
    assert required == (*values, *reservations)


def test_a_measure_that_is_not_sent_is_not_tested() -> None:
    """What the PMS cannot send is managed at the platform (seed)."""
    for measure in Measure:
        others = [one for one in Measure if one is not measure]
        left_out = {*required_checks(SENDS, tuple(Measure))} - {*required_checks(SENDS, others)}
        assert left_out == {Check(measure.value)}


def test_an_unmapped_reservation_is_tested_where_one_can_come() -> None:
    """Most platforms keep it back, so nobody could show it."""
    assert Check.UNMAPPED_RESERVATION not in required_checks(TWO_WAY, ())
    assert Check.UNMAPPED_RESERVATION in required_checks(TWO_WAY, (), unmapped=True)
    assert Check.UNMAPPED_RESERVATION not in required_checks(SENDS, (), unmapped=True)


def test_nothing_is_shown_by_a_test_that_failed() -> None:
    """Evidence against is evidence, and not for it."""
    failed = attrs.evolve(PASSED, result=CheckResult.FAILED)
    assert missing_checks([Check.PRICE], [PASSED], 3) == ()
    assert missing_checks([Check.PRICE], [failed], 3) == (Check.PRICE,)
    assert missing_checks([Check.PRICE], last_of_each([PASSED], failed), 3) == (Check.PRICE,)
    assert missing_checks([Check.PRICE], last_of_each([failed], PASSED), 3) == ()


def test_nothing_is_shown_of_a_mapping_that_came_later() -> None:
    """Any change of the mapping takes back what was shown before."""
    assert missing_checks([Check.PRICE], [PASSED], 4) == (Check.PRICE,)


@for_all(st.lists(st.sampled_from(Check).map(lambda check: attrs.evolve(PASSED, check=check))))
def test_the_last_of_each_check_is_kept(several) -> None:
    """However often a thing is tested, the state grows no further than the table."""
    kept = ()
    for one in several:
        kept = last_of_each(kept, one)
    assert len(kept) == len({one.check for one in several}) <= len(CHECKS)
    assert {one.check for one in kept} == {one.check for one in several}


@pytest.mark.parametrize("size", [1, 2, len(CHECKS)])
def test_what_is_missing_comes_in_the_order_of_the_table(size) -> None:
    """Whoever reads the list sees values first, then reservations."""
    for some in combinations(Check, size):
        assert missing_checks(some, [], 1) == some
