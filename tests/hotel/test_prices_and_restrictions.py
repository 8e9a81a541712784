"""Prices and restrictions: what the hotel wants to sell through its channels."""

from datetime import date, timedelta

import pytest
from tests.hotel.connecting import MONDAY, PRICE, SUNDAY

from axentra_core.adapters.memory import MemoryStore
from axentra_core.channels import Measure, SellingOpened, Wanted, WantedSet
from axentra_core.kernel.money import money

FRIDAY, SATURDAY = date(2026, 11, 27), date(2026, 11, 28)
NEXT_FRIDAY, NEXT_SATURDAY = FRIDAY + timedelta(7), SATURDAY + timedelta(7)


@pytest.fixture
def store():
    """One store is enough: what these verbs decide depends on none."""
    return MemoryStore()


def test_prices_are_set_in_the_money_of_the_property(front) -> None:
    """They are kept in its smallest units; the first price of a rate plan opens it."""
    done = front.boss.set_prices("DLX", "BAR", MONDAY, SUNDAY, PRICE)
    assert done.one(SellingOpened).selling == "DLX:BAR"
    assert done.one(WantedSet).values == (Wanted(Measure.PRICE, MONDAY, SUNDAY, 850_000),)
    dear = front.boss.set_prices("DLX", "BAR", SATURDAY, SATURDAY, money(950_000, "IDR"))
    assert not dear.all(SellingOpened)
    sold = front.hotel.read.selling("DLX", "BAR")
    assert (sold.currency, sold.digits) == ("IDR", 0)
    assert [sold.value(Measure.PRICE, on) for on in (FRIDAY, SATURDAY, SUNDAY)] == [
        850_000,
        950_000,
        850_000,
    ]
    assert front.hotel.read.sold() == (sold,)
    assert front.hotel.read.selling("DLX") is None
    front.check()


def test_prices_by_the_number_of_adults_stand_beside_each_other(front) -> None:
    """One for each number, and other numbers stay as they are."""
    by_guests = {1: PRICE, 2: money(950_000, "IDR")}
    front.boss.set_prices("DLX", None, MONDAY, MONDAY, by_guests)
    front.boss.set_prices("DLX", None, MONDAY, MONDAY, {2: money(990_000, "IDR")})
    sold = front.hotel.read.selling("DLX")
    assert sold.rate_plan is None
    assert [sold.value(Measure.PRICE, MONDAY, guests) for guests in (0, 1, 2)] == [
        None,
        850_000,
        990_000,
    ]


def test_weekends_are_set_alone(front) -> None:
    """Of the dates only those that fall on the named days."""
    weekend = (4, 5)
    done = front.boss.set_prices("DLX", "BAR", MONDAY, NEXT_SATURDAY, PRICE, weekdays=weekend)
    assert [(one.first, one.last) for one in done.one(WantedSet).values] == [
        (FRIDAY, SATURDAY),
        (NEXT_FRIDAY, NEXT_SATURDAY),
    ]
    one_day = front.boss.set_restrictions(
        "DLX", "BAR", MONDAY, SUNDAY, closed_to_arrival=True, weekdays=[6]
    )
    (only,) = one_day.one(WantedSet).values
    assert (only.first, only.last) == (SUNDAY, SUNDAY)
    assert (
        front.boss.set_prices("DLX", "STD", MONDAY, MONDAY, PRICE, weekdays=[6]).all(WantedSet)
        == ()
    )


def test_only_the_restrictions_that_are_given_change(front) -> None:
    """Opening for sale leaves the limits of stay as they were."""
    desk = front.boss
    desk.set_restrictions("DLX", "BAR", MONDAY, SUNDAY, stop_sell=True, min_stay_arrival=3)
    done = desk.set_restrictions("DLX", "BAR", MONDAY, SUNDAY, stop_sell=False)
    assert done.one(WantedSet).values == (Wanted(Measure.STOP_SELL, MONDAY, SUNDAY, 0),)
    sold = front.hotel.read.selling("DLX", "BAR")
    assert sold.value(Measure.MIN_STAY_ARRIVAL, FRIDAY) == 3
    front.refuses(
        lambda: desk.set_restrictions("DLX", "BAR", MONDAY, SUNDAY, max_stay_arrival=2),
        "channels.limits_contradict",
    )


def test_a_closed_date_is_not_changed(front) -> None:
    """What was sold yesterday was sold at yesterday's price."""
    front.pass_nights(1)
    front.refuses(
        lambda: front.boss.set_prices("DLX", "BAR", MONDAY, SUNDAY, PRICE), "channels.date_over"
    )
    front.refuses(
        lambda: front.boss.set_restrictions("DLX", "BAR", SUNDAY, date(2029, 1, 1), stop_sell=True),
        "channels.date_far_ahead",
    )


# fmt: off
BAD = {
    # what is wrong         room type  from    until   prices                       path, code
    "another_type":         ("STE",    MONDAY, SUNDAY, PRICE,
                             ("room_type", "value.not_listed")),
    "backwards":            ("DLX",    SUNDAY, MONDAY, PRICE,
                             ("last", "date.order")),
    "no_price":             ("DLX",    MONDAY, SUNDAY, {},
                             ("prices", "field.required")),
    "free":                 ("DLX",    MONDAY, SUNDAY, money(0, "IDR"),
                             ("price", "money.must_be_positive")),
    "dollars":              ("DLX",    MONDAY, SUNDAY, money(85, "USD"),
                             ("prices[0].price", "money.currency_mismatch")),
    "half_a_rupiah":        ("DLX",    MONDAY, SUNDAY, money("0.5", "IDR"),
                             ("prices[0].price", "money.too_many_decimals")),
    "absurd":               ("DLX",    MONDAY, SUNDAY, money(10**12, "IDR"),
                             ("prices[0].price", "value.out_of_range")),
    "a_coach":              ("DLX",    MONDAY, SUNDAY, {100: PRICE},
                             ("guests", "value.out_of_range")),
}
# fmt: on


@pytest.mark.parametrize("name", BAD)
def test_prices_that_make_no_sense_are_refused(front, name) -> None:
    """Each with its place, and nothing has changed."""
    room_type, first, last, prices, expected = BAD[name]
    code = expected[1]
    error = front.refuses(
        lambda: front.boss.set_prices(room_type, "BAR", first, last, prices), code
    )
    assert [(fault.path, fault.code) for fault in error.faults] == [expected]


def test_restrictions_that_restrict_nothing_are_refused(front) -> None:
    """Whoever sets nothing has forgotten what they wanted."""
    front.refuses(
        lambda: front.boss.set_restrictions("DLX", "BAR", MONDAY, SUNDAY), "field.required"
    )
    front.refuses(
        lambda: front.boss.set_restrictions("DLX", "BAR", SUNDAY, MONDAY, stop_sell=True),
        "date.order",
    )
