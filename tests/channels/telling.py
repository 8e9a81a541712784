"""A small hotel and what may be told of it, for tests of calendars and of what is sent."""

from datetime import date, timedelta

from hypothesis import strategies as st

from axentra_core.channels.calendar import Calendar
from axentra_core.channels.scales import SCALES, update
from axentra_core.channels.updates import Measure, Target, Update

FIRST = date(2026, 11, 23)
DAYS = 9
DATES = [FIRST + timedelta(place) for place in range(DAYS)]
DELUXE = Target("DLX")
TARGETS = [DELUXE, Target("DLX", "BAR"), Target("DLX", "BAR", 2), Target("STD", "BAR")]
ROOMS, PRICE, CLOSED = Measure.AVAILABILITY, Measure.PRICE, Measure.STOP_SELL
FEWEST = Measure.MIN_STAY_ARRIVAL
BLANK = Calendar(FIRST, DAYS)


def nth(place):
    """Return a date of the calendar by its place."""
    return FIRST + timedelta(place)


def told(measure, first, last, value, target=DELUXE):
    """Return an update by the places of its dates."""
    return Update(target, measure, nth(first), nth(last), value)


def cells(calendar):
    """Return every value that a calendar tells, by target, measure and date."""
    return {
        (target, measure, on): value
        for target in calendar.places
        for measure in Measure
        for on in (calendar.first + timedelta(place) for place in range(calendar.days))
        if (value := calendar.value(target, measure, on)) is not None
    }


def cells_of(updates):
    """Return each value that updates tell, one by one and in order."""
    return [
        ((one.target, one.measure, one.first + timedelta(place)), one.value)
        for one in updates
        for place in range((one.last - one.first).days + 1)
    ]


@st.composite
def any_update(draw):
    """Return anything that may be told; few values, so that neighbours are often alike.

    A limit that limits nothing is told as none, as it is everywhere behind the door.
    """
    measure = draw(st.sampled_from([ROOMS, PRICE, CLOSED, FEWEST]))
    first = draw(st.integers(0, DAYS - 1))
    last = min(DAYS - 1, first + draw(st.integers(0, DAYS)))
    scale = SCALES[measure]
    value = scale.low + draw(st.integers(0, min(2, scale.high - scale.low)))
    return update(told(measure, first, last, value, draw(st.sampled_from(TARGETS))))


any_updates = st.lists(any_update(), max_size=12)
any_calendar = any_updates.map(BLANK.apply)
