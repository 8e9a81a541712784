"""What the front desk calls a stay on a date."""

from datetime import date

import pytest

from axentra_core.kernel.money import money
from axentra_core.stays import (
    AGGREGATES,
    Book,
    NightPrice,
    Presence,
    Settlement,
    Source,
    StayBooked,
    StayCancelled,
    StayCheckedIn,
    StayCheckedOut,
    StayNotShown,
    StayWaitlisted,
    presence,
)
from axentra_core.testing import given

(STAY,) = (one for one in AGGREGATES if one.kind == "stay")
FIRST, SECOND, DEPARTURE = (date(2026, 11, day) for day in (23, 24, 25))
DAYS = [date(2026, 11, day) for day in range(22, 27)]


def booked(arrival, *nights, departure, source=Source.FRONT_OFFICE) -> StayBooked:
    """Return what follows from a booking at the desk on the 23rd."""
    prices = tuple(NightPrice(night, money("850000", "IDR")) for night in nights)
    command = Book("S1", "AX-1001", "G1", "DLX", arrival, departure, prices, source=source)
    (event,) = given(STAY).when(command).events
    return event


BOOKED = booked(FIRST, FIRST, SECOND, departure=DEPARTURE)
DAY_USE = booked(FIRST, FIRST, departure=FIRST)
CHECKED_IN = StayCheckedIn("S1", "2034", "DLX", FIRST)
LEFT = StayCheckedOut("S1", "2034", Settlement.SETTLED, None, None, DEPARTURE)


@pytest.mark.parametrize(
    ("past", "words"),
    [
        # from the eve of the arrival to the day after the departure
        ([StayWaitlisted("S1")], ["waiting", "waiting", "waiting", "waiting", "waiting"]),
        ([], ["arriving_later", "due_in", "overdue", "overdue", "overdue"]),
        ([CHECKED_IN], ["stay_over", "stay_over", "stay_over", "due_out", "due_out"]),
        ([CHECKED_IN, LEFT], ["gone", "gone", "gone", "gone", "gone"]),
        ([StayCancelled("S1", "ill", FIRST)], ["cancelled"] * 5),
        ([StayNotShown("S1", FIRST)], ["no_show"] * 5),
    ],
)
def test_the_word_follows_from_the_status_and_the_date(past, words) -> None:
    """Nothing has to run overnight for a stay to become due in, overdue or due out."""
    stay = STAY.replay([BOOKED, *past])
    assert [presence(stay, day) for day in DAYS] == [Presence(word) for word in words]


@pytest.mark.parametrize(
    ("past", "words"),
    [
        ([], ["arriving_later", "due_in", "overdue", "overdue", "overdue"]),
        ([CHECKED_IN], ["stay_over", "due_out", "due_out", "due_out", "due_out"]),
    ],
)
def test_day_use_is_due_in_and_due_out_on_one_day(past, words) -> None:
    """Who has a room by day leaves on the day of the arrival."""
    stay = STAY.replay([DAY_USE, *past])
    assert stay.is_day_use
    assert [presence(stay, day) for day in DAYS] == [Presence(word) for word in words]


def test_a_walk_in_is_booked_at_the_desk_on_the_day_of_arrival() -> None:
    """Who books ahead, or by a channel even on the day itself, was expected."""
    walk_in = STAY.replay([BOOKED])
    ahead = STAY.replay([booked(SECOND, SECOND, departure=DEPARTURE)])
    online = STAY.replay([booked(FIRST, FIRST, departure=SECOND, source=Source.ONLINE)])
    assert walk_in.is_walk_in
    assert STAY.replay([CHECKED_IN], walk_in).is_walk_in
    assert not ahead.is_walk_in
    assert not online.is_walk_in
