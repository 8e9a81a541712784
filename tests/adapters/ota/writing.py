"""A hotel that tells SiteMinder its inventory, for tests of what is written and read."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from unicodedata import normalize

from hypothesis import strategies as st

from axentra_core.adapters.ota import Credentials, SiteMinder
from axentra_core.adapters.ota.forms import OPERATIONS
from axentra_core.channels.calendar import Calendar
from axentra_core.channels.dialect import InventoryMessage, Operation
from axentra_core.channels.scales import SCALES, update
from axentra_core.channels.updates import Measure, Target, Update

AT = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
FIRST, DAYS = date(2026, 11, 23), 30
PASSWORD = "wagtail & <heron>"
CREDENTIALS = Credentials("AXENTRA", "axentra", PASSWORD)
DIALECT = SiteMinder(CREDENTIALS)
AVAILABILITY, RESTRICTIONS, RATES = (
    Operation.AVAILABILITY,
    Operation.RESTRICTIONS,
    Operation.RATES,
)
ROOMS, PRICE, CLOSED = Measure.AVAILABILITY, Measure.PRICE, Measure.STOP_SELL
NO_ARRIVAL, NO_DEPARTURE = Measure.CLOSED_TO_ARRIVAL, Measure.CLOSED_TO_DEPARTURE
FEWEST, MOST = Measure.MIN_STAY_ARRIVAL, Measure.MAX_STAY_ARRIVAL
POOL, ROOM_RATE, ROOM_ONLY = Target("SUP"), Target("SUP", "GLD"), Target("SUP")


def nth(place):
    """Return a date by its place."""
    return FIRST + timedelta(place)


def told(measure, value, first=0, last=0, target=None):
    """Return an update of one target by the places of its dates."""
    target = target or (POOL if measure is ROOMS else ROOM_RATE)
    return Update(target, measure, nth(first), nth(last), value)


def message(operation, *updates, currency=None, digits=0, id_="m-1", hotel="HOTEL"):
    """Return a message of an operation."""
    if operation is RATES and currency is None:
        currency, digits = "EUR", 2
    return InventoryMessage(id_, hotel, AT, operation, updates, currency, digits)


def cells(updates):
    """Return the calendar that updates make of nothing."""
    return Calendar(FIRST, DAYS).apply(updates)


# Codes come composed from the mapping, and without spaces around them.
codes = st.text(
    st.characters(min_codepoint=33, max_codepoint=0x2FFF, categories=("L", "N", "P", "S")),
    min_size=1,
    max_size=12,
).map(lambda code: normalize("NFC", code))


@st.composite
def any_message(draw):
    """Return any message that may be sent: no date of it is told twice."""
    operation = draw(st.sampled_from([AVAILABILITY, RESTRICTIONS, RATES]))
    measures = [one for one, told_with in OPERATIONS.items() if told_with is operation]
    rooms = draw(st.lists(codes, min_size=1, max_size=2, unique=True))
    rates = [""] if operation is AVAILABILITY else draw(st.lists(codes, min_size=1, max_size=2))
    if operation is not AVAILABILITY:
        rooms.append("")
    guests = st.integers(0, 5) if operation is RATES else st.just(0)
    updates = []
    for measure in measures:
        for room in rooms:
            for target in {Target(room, rate, draw(guests)) for rate in rates}:
                bounds = sorted(draw(st.sets(st.integers(0, DAYS - 1), max_size=6)))
                scale = SCALES[measure]
                updates += [
                    update(Update(target, measure, nth(first), nth(last - 1), value))
                    for first, last in pairwise(bounds)
                    for value in [draw(st.integers(scale.low, scale.high))]
                ]
    updates = draw(st.permutations(updates or [told(measures[0], 1)]))
    currency, digits = draw(st.sampled_from([("IDR", 0), ("EUR", 2), ("KWD", 3)]))
    if operation is not RATES:
        currency, digits = None, 0
    return InventoryMessage(
        draw(codes), draw(codes), AT, operation, tuple(updates), currency, digits
    )
