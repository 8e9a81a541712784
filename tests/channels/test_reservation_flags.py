"""What does not fit in a reservation, and what its nights cost all the same."""

from datetime import timedelta
from decimal import Decimal

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.channels.noting import after, note
from tests.channels.reserving import (
    BOOK,
    CANCEL,
    FIRST,
    MODIFY,
    message,
    price,
    room,
    snapshot,
)

from axentra_core.channels.reservations import (
    WHAT_TO_DO_ABOUT,
    AgeBand,
    Coded,
    Flag,
    ToldExtra,
    ToldGuests,
    ToldNight,
    ToldPrice,
    ToldRoom,
    ToldTax,
    dates_of,
    flags_of,
    in_order,
    room_flags,
    room_prices,
)
from axentra_core.kernel.numbers import total

IDR = {"gross": False, "currency": "IDR", "digits": 0}
EUR = {"gross": True, "currency": "EUR", "digits": 2}


def gross(amount):
    """Return what something costs with taxes."""
    return ToldPrice(after_tax=Decimal(amount))


def bare(nights=3, **said):
    """Return a room without prices of its nights."""
    return attrs.evolve(room(nights=nights), nights=(), **said)


def cost(told, whole=None, **hotel):
    """Return what each night costs, and what does not fit."""
    prices, flags = room_prices(told, whole or snapshot(told), **{**IDR, **hotel})
    return [int(one) if one == int(one) else one for one in prices.values()], flags


# --- prices ---


def test_each_night_costs_what_was_told_for_it() -> None:
    """A night has a price of its own."""
    nights = tuple(ToldNight(FIRST + timedelta(at), price(100 + at)) for at in range(3))
    assert cost(attrs.evolve(room(nights=3), nights=nights)) == ([100, 101, 102], ())


def test_a_total_is_shared_evenly_to_the_last_unit() -> None:
    """Nothing is lost and nothing is won: the largest remainders get what is left."""
    assert cost(bare(price=price(1_000))) == ([334, 333, 333], (Flag.PRICE_AVERAGED,))


@for_all(st.integers(0, 10**9), st.integers(1, 30), st.integers(0, 3))
def test_the_nights_of_a_total_add_up_to_it(amount, nights, digits) -> None:
    """Whatever the total and the decimals of the hotel."""
    told = bare(nights, price=price(Decimal(amount).scaleb(-digits)))
    prices, _ = room_prices(told, snapshot(told), **{**IDR, "digits": digits})
    assert total(prices.values()) == Decimal(amount).scaleb(-digits)
    assert max(prices.values()) - min(prices.values()) <= Decimal(1).scaleb(-digits)


def test_a_total_of_the_reservation_is_shared_among_its_rooms() -> None:
    """Where no room has a price of its own, each night of each costs the same."""
    two = snapshot(bare(1, currency=None), bare(3, currency=None), price=price(400), currency="IDR")
    shares = [cost(one, two) for one in two.rooms]
    assert shares == [([100], (Flag.PRICE_AVERAGED,)), ([100] * 3, (Flag.PRICE_AVERAGED,))]


def test_two_rooms_alike_share_a_total_once() -> None:
    """The total is not booked twice."""
    two = snapshot(bare(1), bare(1), price=price(401), currency="IDR")
    assert sorted(night for one in two.rooms for night in cost(one, two)[0]) in (
        [200, 201],
        [201, 201],
    )


@pytest.mark.parametrize(
    ("told", "hotel", "expected"),
    [
        (ToldPrice(Decimal(122), Decimal(100)), {}, ([100], (Flag.PRICE_AVERAGED,))),
        (ToldPrice(Decimal(122), Decimal(100)), {"gross": True}, ([122], (Flag.PRICE_AVERAGED,))),
        (gross(122), {}, ([122], (Flag.PRICE_AVERAGED, Flag.TAX_SIDE_MISSING))),
        (price(100), {"gross": True}, ([100], (Flag.PRICE_AVERAGED, Flag.TAX_SIDE_MISSING))),
    ],
    ids=["net", "gross", "only with taxes", "only without"],
)
def test_a_price_is_taken_on_the_side_on_which_the_hotel_sells(told, hotel, expected) -> None:
    """A price of the other side is taken as it is, and somebody is told."""
    assert cost(bare(1, price=told), **hotel) == expected


@pytest.mark.parametrize(
    ("told", "whole"), [("GBP", None), (None, None), (None, "EUR")], ids=["other", "none", "whole"]
)
def test_other_money_is_booked_at_nothing(told, whole) -> None:
    """Two public adapters take pounds and baht for granted: no money is guessed here."""
    one = room(currency=told)
    assert cost(one, snapshot(one, currency=whole)) == ([0, 0], (Flag.CURRENCY_DIFFERS,))


def test_a_currency_may_be_told_of_the_reservation() -> None:
    """A room without one has that of the whole."""
    one = room(currency=None)
    assert cost(one, snapshot(one, currency="IDR")) == ([850_000] * 2, ())


def test_without_a_price_it_is_booked_at_nothing() -> None:
    """Nobody loses a booking over it."""
    assert cost(bare()) == ([0, 0, 0], (Flag.PRICE_MISSING,))


def test_nights_that_are_missing_are_shared_from_the_total() -> None:
    """Of three nights two were told, and what they cost in all."""
    told = attrs.evolve(room(nights=2), departure=FIRST + timedelta(3), price=price(900))
    assert cost(told) == ([300] * 3, (Flag.PRICE_AVERAGED,))
    assert Flag.NIGHTS_DIFFER in room_flags(told)


def test_nights_that_are_missing_without_a_total_cost_nothing() -> None:
    """What was told is kept."""
    told = attrs.evolve(room(nights=2), departure=FIRST + timedelta(3))
    assert cost(told) == ([850_000, 850_000, 0], (Flag.PRICE_MISSING,))


def test_nights_beside_the_stay_are_left_out() -> None:
    """The dates of the room say when the guest comes."""
    told = attrs.evolve(room(nights=3), departure=FIRST + timedelta(2))
    assert cost(told) == ([850_000] * 2, ())
    assert Flag.NIGHTS_DIFFER in room_flags(told)


def test_more_decimals_than_the_hotel_has_add_up_all_the_same() -> None:
    """126.6314 EUR in a real export (facts: 3.2): the sum is rounded, and then the nights."""
    nights = tuple(ToldNight(FIRST + timedelta(at), gross("126.6314")) for at in range(3))
    told = attrs.evolve(room(nights=3), nights=nights, currency="EUR")
    prices, flags = room_prices(told, snapshot(told), **EUR)
    assert (total(prices.values()), flags) == (Decimal("379.89"), ())


def test_a_discount_for_a_night_is_no_price() -> None:
    """Below zero nothing is sold."""
    assert cost(room(nights=1, night=-5)) == ([0], (Flag.PRICE_MISSING,))
    assert cost(bare(1, price=price(-5))) == ([0], (Flag.PRICE_MISSING,))


def test_wrong_dates_have_no_prices() -> None:
    """There is no night to be priced."""
    told = attrs.evolve(room(), departure=None)
    assert room_prices(told, snapshot(told), **IDR) == (None, ())


def test_a_day_use_has_one_price() -> None:
    """Arrival and departure are the same day."""
    told = attrs.evolve(room(nights=1), departure=FIRST)
    assert cost(told) == ([850_000], ())
    assert dates_of(told) == (FIRST,)


# --- flags ---


@pytest.mark.parametrize(
    ("told", "flags"),
    [
        (room(), ()),
        (room(guests=()), (Flag.GUESTS_MISSING,)),
        (room(guests=(ToldGuests(1, AgeBand.CHILD),)), (Flag.AGES_MISSING,)),
        (room(guests=(ToldGuests(1, AgeBand.CHILD, 7),)), ()),
        (room(arrival=None), (Flag.DATES_WRONG,)),
        (room(departure=FIRST - timedelta(1)), (Flag.DATES_WRONG,)),
        (room(departure=FIRST + timedelta(4_000)), (Flag.DATES_WRONG,)),
        (room(price=price(1)), (Flag.TOTAL_DIFFERS,)),
        (room(price=price(1_700_000)), ()),
        (room(price=gross(1)), ()),
        (ToldRoom(), (Flag.DATES_WRONG, Flag.GUESTS_MISSING)),
    ],
    ids=[
        "right",
        "nobody",
        "a child of no age",
        "a child of an age",
        "no arrival",
        "leaves before it comes",
        "eleven years",
        "another total",
        "the same total",
        "a total of the other side",
        "nothing told",
    ],
)
def test_what_does_not_fit_in_a_room_is_told(told, flags) -> None:
    """Each once, in the order of the list."""
    assert room_flags(told) == flags


BREAKFAST = ToldExtra("Breakfast", price(100))


@pytest.mark.parametrize(
    ("told", "differs"),
    [
        (snapshot(price=price(1_700_000)), False),
        (snapshot(price=price(1_700_001)), True),
        (snapshot(price=gross(5)), False),
        (snapshot(room(), room(), price=price(3_400_000)), False),
        (snapshot(room(), room(), price=price(1_700_000)), True),
        (snapshot(price=price(1_700_100), extras=(BREAKFAST,)), False),
        (snapshot(price=price(1_700_000), extras=(BREAKFAST,)), False),
        (snapshot(room(extras=(BREAKFAST,)), price=price(1_700_100)), False),
        (
            snapshot(
                price=price(1_700_030), taxes=(ToldTax(Coded("3"), Decimal(30), is_included=False),)
            ),
            False,
        ),
        (snapshot(bare(), price=price(5)), False),
    ],
    ids=[
        "agrees",
        "one more",
        "of the other side",
        "of two rooms",
        "of one of two rooms",
        "with extras",
        "without extras",
        "with extras of a room",
        "with fees",
        "rooms without prices",
    ],
)
def test_a_total_that_its_parts_do_not_give_is_kept_and_told(told, differs) -> None:
    """Channels add up in ways of their own; only what none of them gives is doubtful."""
    assert (Flag.TOTAL_DIFFERS in flags_of(told)) is differs


def test_what_is_sold_beside_the_nights_is_told() -> None:
    """Nobody charges it by itself; what the nights contain needs nobody."""
    assert flags_of(snapshot(extras=(BREAKFAST,))) == (Flag.EXTRAS_SOLD,)
    assert flags_of(snapshot(extras=(attrs.evolve(BREAKFAST, is_included=True),))) == ()


def test_messages_of_one_time_are_told_where_the_newest_is_one() -> None:
    """Which of two holds is guessed by nobody; what is newer than both says it."""
    told = [
        message(BOOK, 0),
        message(MODIFY, 5, room(nights=3)),
        message(MODIFY, 5, room(nights=4)),
    ]

    def flags(*more):
        state = after(*map(note, (*told, *more)))
        return flags_of(state.snapshot, state.seen)

    assert flags() == (Flag.ORDER_UNKNOWN,)
    assert flags(message(MODIFY, 9)) == ()
    assert flags(message(CANCEL, 9), message(CANCEL, 9, room())) == ()


def test_what_the_reader_has_left_out_is_told() -> None:
    """A text that was cut, and a card that was taken out of one."""
    told = snapshot(flags=(Flag.CARD_REMOVED, Flag.TEXT_CUT))
    assert flags_of(told) == (Flag.TEXT_CUT, Flag.CARD_REMOVED)


def test_every_flag_says_what_to_do() -> None:
    """A board shows it beside the reservation."""
    assert [*WHAT_TO_DO_ABOUT] == [*Flag]
    assert in_order(reversed(Flag)) == tuple(Flag)


@for_all(
    st.builds(
        room,
        st.integers(0, 2),
        st.integers(1, 3),
        night=st.integers(-5, 10**6) | st.decimals(0, 999, places=4),
        currency=st.sampled_from([None, "IDR", "EUR"]),
        price=st.builds(ToldPrice, st.none() | st.integers(-9, 999).map(Decimal)),
    ),
    st.booleans(),
    st.integers(0, 4),
)
def test_every_room_has_a_price_for_every_night(told, sells_gross, digits) -> None:
    """Whatever was told: none is missing, none is below zero, none has too many decimals."""
    prices, flags = room_prices(
        told, snapshot(told), gross=sells_gross, currency="IDR", digits=digits
    )
    assert tuple(prices) == dates_of(told)
    assert all(one >= 0 and -one.as_tuple().exponent <= digits for one in prices.values())
    assert flags == in_order(flags)
