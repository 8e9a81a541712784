"""Prices for adults that are told together, where a platform fills in those that it misses."""

from datetime import UTC, datetime

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.channels.telling import (
    BLANK,
    CLOSED,
    DAYS,
    FIRST,
    PRICE,
    ROOMS,
    any_updates,
    cells,
    cells_of,
    nth,
    told,
)

from axentra_core.channels.batches import batched
from axentra_core.channels.progress import Progress, Refusal, acknowledged, refused, sent
from axentra_core.channels.providers import BOOKING_COM, CHANNEX, SITEMINDER
from axentra_core.channels.together import blocks
from axentra_core.channels.turns import Turn, due, pending
from axentra_core.channels.updates import Measure, Target
from axentra_core.kernel.errors import InvalidInput

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
ONE, TWO, THREE = ADULTS = [Target("DLX", "BAR", guests) for guests in (1, 2, 3)]
OTHER = Target("DLX", "NRF", 2)
FIRST_PRICES = [told(PRICE, 0, 8, 100 * target.guests, target) for target in ADULTS]
WANTED = BLANK.apply([*FIRST_PRICES, told(PRICE, 0, 8, 500, OTHER), told(ROOMS, 0, 8, 4)])


def turn(provider=SITEMINDER):
    """Return a turn of telling everything to a platform."""
    return Turn(provider, frozenset(Measure), FIRST, NOW, mapping=1)


def taken(updates):
    """Return the progress once a platform has taken updates."""
    return {
        target: acknowledged(sent(Progress(target), 1, updates), 1)
        for target in {one.target for one in updates}
    }


KNOWN = taken(due(WANTED, {}, turn()))


def test_only_siteminder_fills_in_prices() -> None:
    """Channex and Booking.com keep what they have of who is not named."""
    assert [one.prices_together for one in (SITEMINDER, CHANNEX, BOOKING_COM)] == [
        True,
        False,
        False,
    ]


def test_one_price_brings_the_others_along() -> None:
    """A new price for three on two dates is told with those for one and two, on these dates."""
    wanted = WANTED.apply([told(PRICE, 2, 3, 350, THREE)])
    assert due(wanted, KNOWN, turn()) == (
        told(PRICE, 2, 3, 100, ONE),
        told(PRICE, 2, 3, 200, TWO),
        told(PRICE, 2, 3, 350, THREE),
    )
    changed = (told(PRICE, 2, 3, 350, THREE),)
    assert pending(wanted, KNOWN, turn()) == changed
    assert due(wanted, KNOWN, turn(CHANNEX)) == changed


def test_what_changes_side_by_side_is_told_as_one() -> None:
    """Dates that touch each other make one range for who did not change."""
    wanted = WANTED.apply([told(PRICE, 2, 3, 350, THREE), told(PRICE, 4, 5, 250, TWO)])
    assert due(wanted, KNOWN, turn()) == (
        told(PRICE, 2, 5, 100, ONE),
        told(PRICE, 2, 3, 200, TWO),
        told(PRICE, 4, 5, 250, TWO),
        told(PRICE, 2, 3, 350, THREE),
        told(PRICE, 4, 5, 300, THREE),
    )


def test_nothing_else_comes_along() -> None:
    """Rooms, restrictions and prices of a room are told alone, and nothing when nothing changed."""
    assert due(WANTED, KNOWN, turn()) == ()
    room = Target("STD", "BAR")
    more = [told(ROOMS, 1, 1, 3), told(CLOSED, 1, 1, 1, room), told(PRICE, 1, 1, 700, room)]
    wanted = WANTED.apply(more)
    assert set(due(wanted, KNOWN, turn())) == set(more)


def test_no_price_overtakes_another_of_its_date() -> None:
    """While the price for three is in flight, that for one waits: it cannot be told alone."""
    three = told(PRICE, 2, 3, 350, THREE)
    wanted = WANTED.apply([three, told(PRICE, 3, 4, 150, ONE)])
    known = {**KNOWN, THREE: sent(KNOWN[THREE], 2, [three])}
    assert due(wanted, known, turn()) == (
        told(PRICE, 4, 4, 150, ONE),
        told(PRICE, 4, 4, 200, TWO),
        told(PRICE, 4, 4, 300, THREE),
    )


def test_a_refused_price_rests_until_another_changes() -> None:
    """By itself it waits; told with another it is tried again, or it would be overwritten."""
    updates = [told(PRICE, 2, 3, 150, ONE)]
    says_no = [Refusal(updates[0], "channels.message_refused")]
    known = {**KNOWN, ONE: refused(sent(KNOWN[ONE], 2, updates), 2, says_no, NOW, 1)}
    wanted = WANTED.apply(updates)
    assert due(wanted, known, turn()) == ()
    wanted = wanted.apply([told(PRICE, 3, 3, 250, TWO)])
    assert due(wanted, known, turn()) == (
        told(PRICE, 3, 3, 150, ONE),
        told(PRICE, 3, 3, 250, TWO),
        told(PRICE, 3, 3, 300, THREE),
    )


# --- in messages ---


def size(updates):
    """Return the bytes of a message."""
    return 900 + 100 * len(updates)


def spans(message):
    """Return by room rate and adults which dates a message tells."""
    return {
        target: {on for (of, _, on), _ in cells_of(message) if of == target}
        for target in {one.target for one in message}
    }


@for_all(st.lists(st.integers(1, 3), min_size=DAYS * 3, max_size=DAYS * 3), st.integers(3, 9))
def test_no_message_tears_the_prices_of_a_date(prices, most) -> None:
    """However narrow a platform's limits are, what belongs together stands in one message."""
    wanted = BLANK.apply(
        told(PRICE, place % DAYS, place % DAYS, value, ADULTS[place // DAYS])
        for place, value in enumerate(prices)
    )
    for provider in (
        attrs.evolve(SITEMINDER, most_updates=most, most_days=4),
        attrs.evolve(SITEMINDER, most_bytes=900 + 100 * most),
    ):
        messages = batched(due(wanted, {}, turn()), provider, size)
        for message in messages:
            assert len(message) <= most
            assert len({frozenset(dates) for dates in spans(message).values()}) == 1
            assert spans(message).keys() == {*ADULTS}
        told_in_all = BLANK.apply(one for message in messages for one in message)
        assert cells(told_in_all) == cells(wanted)


def test_room_rates_stand_apart_as_far_as_limits_let_them() -> None:
    """Between two room rates a message is parted first, then between two dates."""
    updates = [told(PRICE, 0, 8, 100, one) for one in (*ADULTS, OTHER)]
    few = attrs.evolve(SITEMINDER, most_updates=3)
    assert batched(updates, few, size) == (tuple(updates[:3]), (updates[3],))


@for_all(any_updates)
def test_what_is_cut_tells_the_same(updates) -> None:
    """No value is lost, and of two for one date the later one stays behind the other."""
    cut = [one for block in blocks(updates) for one in block]
    assert dict(cells_of(cut)) == dict(cells_of(updates))
    for block in blocks(updates):
        assert len({(one.first, one.last, one.measure) for one in block}) == 1
        assert len({one.target for one in block}) == len(block)


def test_what_fits_into_no_message_is_refused() -> None:
    """A platform that takes fewer values than it wants together can be told none of them."""
    updates = [told(PRICE, 0, 8, 100, one) for one in ADULTS]
    for provider in (
        attrs.evolve(SITEMINDER, most_updates=2),
        attrs.evolve(SITEMINDER, most_bytes=1_100),
    ):
        with pytest.raises(InvalidInput) as caught:
            batched(updates, provider, size)
        assert [(fault.code, fault.path) for fault in caught.value.faults] == [
            ("value.out_of_range", "size")
        ]


def test_a_price_that_nobody_wants_is_not_made_up() -> None:
    """Where the hotel says nothing for one adult, nothing is told for one."""
    wanted = BLANK.apply([told(PRICE, 0, 8, 200, TWO), told(PRICE, 4, 8, 300, THREE)])
    assert due(wanted, {}, turn()) == (told(PRICE, 0, 8, 200, TWO), told(PRICE, 4, 8, 300, THREE))
    assert nth(4) in spans(due(wanted, {}, turn()))[THREE]
