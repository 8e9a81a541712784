"""What a platform shows by room rate, as it was told: by scopes."""

from datetime import date, timedelta

import pytest

from axentra_core.channels import (
    Calendar,
    Mapping,
    Measure,
    RateLink,
    Target,
    Update,
    as_told,
    comparison,
)

DAY = date(2026, 11, 23)
CLOSED, PRICE, ROOMS = Measure.STOP_SELL, Measure.PRICE, Measure.AVAILABILITY
DELUXE, BAR, NRF, SUITE = (
    Target(*one) for one in (("DLX",), ("DLX", "BAR"), ("DLX", "NRF"), ("STE", "BAR"))
)
ANY_BAR = Target("", "BAR")
LINKS = (("R-1", "DLX", "BAR"), ("R-2", "DLX", "NRF"), ("R-3", "STE", "BAR"))
MAPPING = Mapping(
    "siteminder",
    rate_links=tuple(RateLink(name, room, rate, room) for name, room, rate in LINKS),
)


def calendar(*told, days=3):
    """Return a calendar that tells each of these on all of its dates, or on those that are named.

    Each is a target, a measure, a value and perhaps the places of its dates.
    """
    return Calendar(DAY, days).apply(
        Update(target, measure, DAY + timedelta(at), DAY + timedelta(at), value)
        for target, measure, value, *places in told
        for at in (places[0] if places else range(days))
    )


def different(told, found):
    """Return how many values differ, once the scopes are put together."""
    return comparison(told, as_told(told, found, MAPPING)).different


def test_a_scope_shows_what_it_was_told_where_all_of_its_room_rates_do() -> None:
    """Closed for the room: closed for each of its rates, and open for the other room."""
    told = calendar((DELUXE, CLOSED, 1), (DELUXE, ROOMS, 4))
    found = calendar((DELUXE, ROOMS, 4), (BAR, CLOSED, 1), (NRF, CLOSED, 1), (SUITE, CLOSED, 0))
    assert different(told, found) == 0


def test_one_room_rate_that_shows_something_else_is_found_out() -> None:
    """It does not matter which of them it is; the dates are those that differ."""
    told = calendar((DELUXE, CLOSED, 0), (ANY_BAR, PRICE, 500))
    right = [(BAR, CLOSED, 0), (NRF, CLOSED, 0), (BAR, PRICE, 500), (SUITE, PRICE, 500)]
    assert different(told, calendar(*right)) == 0
    assert different(told, calendar(*right, (NRF, CLOSED, 1, [1]))) == 1
    assert different(told, calendar(*right, (SUITE, PRICE, 501, [0, 2]))) == 2
    found = as_told(told, calendar(*right, (SUITE, PRICE, 501, [2])), MAPPING)
    assert [found.value(ANY_BAR, PRICE, DAY + timedelta(at)) for at in range(3)] == [500, 500, 501]


@pytest.mark.parametrize("missing", [BAR, NRF])
def test_what_one_room_rate_does_not_show_the_scope_does_not_show(missing) -> None:
    """The platform has lost it, or has never taken it for one of them."""
    told = calendar((DELUXE, CLOSED, 1))
    (there,) = {BAR, NRF} - {missing}
    found = as_told(told, calendar((there, CLOSED, 1)), MAPPING)
    assert found.value(DELUXE, CLOSED, DAY) is None
    assert different(told, calendar((there, CLOSED, 1))) == 3


def test_a_scope_without_room_rates_shows_nothing() -> None:
    """Nothing is taken for told because nobody contradicts it."""
    assert different(calendar((Target("GONE"), CLOSED, 1)), calendar((BAR, CLOSED, 1))) == 3


def test_what_a_platform_shows_for_the_scope_itself_stays() -> None:
    """Rooms that are left are told by inventory code, and some show scopes as they were told."""
    told = calendar((DELUXE, ROOMS, 4), (DELUXE, CLOSED, 1), (BAR, PRICE, 500))
    found = calendar((DELUXE, ROOMS, 3), (DELUXE, CLOSED, 0), (BAR, CLOSED, 1), (BAR, PRICE, 500))
    assert as_told(told, found, MAPPING) == found


def test_dates_are_those_that_were_told() -> None:
    """A platform that shows more dates, or fewer, is compared on those that it was told."""
    told = calendar((DELUXE, CLOSED, 1))
    found = calendar((BAR, CLOSED, 1), (NRF, CLOSED, 1), days=2)
    assert different(told, found) == 1
