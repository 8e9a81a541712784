"""Stays made up from a known true use: recovered exactly or looked at, never billed wrong."""

import pytest
from tests.meters.histories import KINDS, UNSEEN, rates, told

MANY, VERY_MANY = 400, 20_000
HONEST = {"misread": 0, "silent": 0}


@pytest.mark.parametrize("seed", [1, 2])
def test_swaps_rollovers_and_resets_are_recovered_or_looked_at(seed) -> None:
    """Whatever happens to a device and is read right comes out exactly, or somebody looks."""
    counted, wrong = rates(MANY, **HONEST, seed=seed)
    assert wrong == []
    assert counted["recovered"] > 0.8 * MANY
    assert counted["review"] > 0


@pytest.mark.parametrize("seed", [1, 2])
def test_with_control_readings_nothing_is_billed_wrong(seed) -> None:
    """Whoever misreads, and whatever a display forgets: the power company has counted, too."""
    counted, wrong = rates(MANY, is_controlled=True, seed=seed)
    assert wrong == []
    assert counted["recovered"] > 0.4 * MANY


@pytest.mark.parametrize("seed", [1, 2])
def test_control_readings_hold_up_no_stay_that_was_read_right(seed) -> None:
    """At a replacement too they are held against the device that they are of."""
    counted, wrong = rates(MANY, **HONEST, seed=seed)
    assert rates(MANY, **HONEST, is_controlled=True, seed=seed) == (counted, wrong)


def test_without_them_only_what_nobody_can_see_is_billed_wrong() -> None:
    """A plausible misread looks like a reading: two numbers alone cannot tell them apart."""
    counted, wrong = rates(MANY)
    assert all(events & UNSEEN for events in wrong)
    assert counted["wrong"] < 0.1 * MANY


@pytest.mark.parametrize("one", [{"misread": 1, "silent": 0}, {"misread": 0, "silent": 1}])
def test_most_of_what_was_read_wrong_is_found_by_the_numbers_alone(one) -> None:
    """Where every stay has one misread, or one reset that nobody has noticed."""
    counted, _ = rates(MANY, **one)
    assert counted["review"] > 0.7 * MANY
    assert 0 < counted["wrong"] < 0.2 * MANY


def test_the_rates_are_told() -> None:
    """For the page that states them."""
    assert [line.count("%") for line in told(20)] == [3] * len(KINDS)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("many", [HONEST, {}], ids=["read_right", "misread"])
def test_of_many_stays_with_control_readings_none_is_billed_wrong(many, seed) -> None:
    """100,000 stays that were read right, and as many with misreads and silent resets."""
    _, wrong = rates(VERY_MANY, **many, is_controlled=True, seed=seed)
    assert wrong == []
