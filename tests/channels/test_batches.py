"""Updates as messages that keep the limits of a platform."""

from datetime import UTC, datetime, timedelta

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.channels.telling import (
    BLANK,
    DAYS,
    PRICE,
    ROOMS,
    any_calendar,
    any_updates,
    cells,
    cells_of,
    told,
)

from axentra_core.channels.batches import batched, may_tell_all
from axentra_core.channels.deltas import updates_of
from axentra_core.channels.providers import CHANNEX, SITEMINDER, Repeated
from axentra_core.channels.updates import Target
from axentra_core.kernel.errors import InvalidInput

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
HEAD, EACH = 900, 100


def size(updates):
    """Return the bytes of a message that has a head and as much for each update."""
    return HEAD + EACH * len(updates)


def platform(days=1000, updates=1000, fits=1000):
    """Return a platform by its limits; so many updates fit into the bytes of a message."""
    return attrs.evolve(
        SITEMINDER, most_days=days, most_updates=updates, most_bytes=HEAD + EACH * fits
    )


limits = st.builds(platform, st.integers(1, DAYS + 1), st.integers(1, 6), st.integers(1, 6))


@for_all(any_calendar, limits, st.sampled_from(Repeated))
def test_no_limit_is_broken_and_nothing_is_lost(calendar, provider, repeated) -> None:
    """A message keeps to its bytes, dates and values, and together they say what was to be said."""
    messages = batched(updates_of(calendar), provider, size)
    read = BLANK
    for message in messages:
        assert 0 < len(message) <= provider.most_updates
        assert size(message) <= provider.most_bytes
        first, last = min(one.first for one in message), max(one.last for one in message)
        assert (last - first).days < provider.most_days
        read = read.apply(message, repeated)
    assert cells(read) == cells(calendar)


@for_all(any_updates, limits)
def test_what_is_told_of_a_date_stays_in_its_order(updates, provider) -> None:
    """Of two values for one date the later one is sent later, or behind it in one message."""
    messages = batched(updates, provider, size)
    sent = cells_of(one for message in messages for one in message)
    for cell in dict(sent):
        expected = [value for told_of, value in cells_of(updates) if told_of == cell]
        assert [value for told_of, value in sent if told_of == cell] == expected


def test_a_room_rate_stays_in_one_message_where_it_fits() -> None:
    """Platforms ask for one room rate a message; it is not torn where it need not be."""
    rates = [Target("DLX", rate) for rate in ("BAR", "FLEX", "NRF", "PKG")]
    updates = [told(PRICE, day, day, 100 + day, rate) for rate in rates for day in range(4)]
    each = [tuple(one for one in updates if one.target == rate) for rate in rates]
    pairs = (each[0] + each[1], each[2] + each[3])
    assert batched(updates, platform(updates=7), size) == tuple(each)
    assert batched(updates, platform(updates=8), size) == pairs
    assert batched(updates, platform(fits=9), size) == pairs
    assert batched(updates, platform(updates=3), size)[:2] == (each[0][:3], each[0][3:])


def test_a_long_range_is_split_by_dates() -> None:
    """A platform that takes a month at a time is told a season month by month."""
    assert batched([told(ROOMS, 0, 8, 4)], platform(days=4), size) == (
        (told(ROOMS, 0, 3, 4),),
        (told(ROOMS, 4, 7, 4),),
        (told(ROOMS, 8, 8, 4),),
    )


def test_nothing_to_tell_is_no_message() -> None:
    """Nobody is sent an empty message."""
    assert batched([], SITEMINDER, size) == ()


def test_an_update_that_fits_into_no_message_is_refused() -> None:
    """What can never be sent is said at once, and not halved for ever."""
    with pytest.raises(InvalidInput) as caught:
        batched([told(ROOMS, 0, 8, 4), told(PRICE, 0, 8, 4)], platform(fits=1), lambda _: 1001)
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [
        ("value.out_of_range", "size")
    ]


def test_everything_is_told_anew_once_a_day_at_most() -> None:
    """After the first full update changes do; platforms refuse one that comes by the timer."""
    assert may_tell_all(CHANNEX.full_sync_hours, None, NOW)
    assert not may_tell_all(CHANNEX.full_sync_hours, NOW, NOW + timedelta(hours=23, minutes=59))
    assert may_tell_all(CHANNEX.full_sync_hours, NOW, NOW + timedelta(hours=24))
