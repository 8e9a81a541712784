"""Stays made up from a known true use: recovered exactly or looked at, never billed wrong."""

import pytest
from tests.meters.histories import UNSEEN, rates, told

MANY = 600


@pytest.mark.parametrize("seed", [1, 2])
def test_swaps_rollovers_and_resets_are_recovered_or_looked_at(seed) -> None:
    """Whatever happens to a device and is read right comes out exactly, or somebody looks."""
    counted, wrong = rates(MANY, is_honest=True, seed=seed)
    assert wrong == []
    assert counted["recovered"] > 0.8 * MANY
    assert counted["review"] > 0


@pytest.mark.parametrize("seed", [1, 2])
def test_with_control_readings_nothing_is_billed_wrong(seed) -> None:
    """Whoever misreads, and whatever a display forgets: the power company has counted, too."""
    counted, wrong = rates(MANY, is_controlled=True, seed=seed)
    assert wrong == []
    assert counted["recovered"] > 0.4 * MANY


def test_without_them_only_what_nobody_can_see_is_billed_wrong() -> None:
    """A plausible misread looks like a reading: two numbers alone cannot tell them apart."""
    counted, wrong = rates(MANY)
    assert all(events & UNSEEN for events in wrong)
    assert counted["wrong"] < 0.15 * MANY


def test_the_rates_are_told() -> None:
    """For the page that states them."""
    assert [line.count("%") for line in told(100)] == [3, 3, 3]
