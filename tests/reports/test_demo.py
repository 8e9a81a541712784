"""The seed's own story in figures: one guest, two nights, room service, paid in full."""

from datetime import date
from decimal import Decimal

import pytest

from axentra_core.folio import PaymentMethod
from axentra_core.reports import Basis, OpenBalance

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (23, 24, 25))


@pytest.fixture
def told(house):
    """Return the hotel after the story, its third day still open."""
    stay = house.arrive("850000", "850000")
    house.order(stay, nasi_goreng=2, es_teh=2)
    house.close()
    house.close()
    house.pay(stay, "1000000")
    house.pay(stay, "1286900", PaymentMethod.CARD)
    house.leave(stay)
    return house


def test_the_first_day_sells_one_of_twelve_rooms(told) -> None:
    """23 Nov: 1 of 12 rooms, ADR 850,000, RevPAR 70,833 by the 12 available."""
    report = told.report(MONDAY)
    assert (report.rooms_sold, report.rooms_available) == (1, 12)
    assert (report.adr.value, report.adr.divisor, report.adr.basis) == (
        Decimal(850000),
        1,
        Basis.NIGHTS_POSTED,
    )
    assert (report.revpar.value, report.revpar.divisor, report.revpar.basis) == (
        Decimal(70833),
        12,
        Basis.ALL_ROOMS,
    )
    assert report.revpar.rounding == report.adr.rounding == "half_up 1 total"
    assert (report.occupancy.value, report.occupancy.rounding) == (
        Decimal("0.0833"),
        "half_up 0.0001 total",
    )


def test_the_first_day_charges_the_night_and_the_order(told) -> None:
    """23 Nov: restaurant 190,000 and rooms 850,000 net, service charge and tax on both."""
    report = told.report(MONDAY)
    assert report.closed
    assert dict(report.revenue) == {"restaurant": Decimal(190000), "rooms": Decimal(850000)}
    assert (report.net, report.room_revenue) == (Decimal(1040000), Decimal(850000))
    assert dict(report.components) == {"service": Decimal(104000), "hotel_tax": Decimal(114400)}
    assert (report.charged, report.paid, report.payments) == (Decimal(1258400), Decimal(0), ())
    assert (report.arrivals, report.departures, report.rooms_occupied) == (1, 0, 1)
    assert report.open_balances == (OpenBalance("stay-1", "stay-1", Decimal(1258400)),)
    assert report.owed == Decimal(1258400)


def test_the_second_day_is_the_night_alone(told) -> None:
    """24 Nov: the same room again; the bill has grown to what the guest will pay."""
    report = told.report(TUESDAY)
    assert (report.rooms_sold, report.adr.value, report.charged) == (
        1,
        Decimal(850000),
        Decimal(1028500),
    )
    assert (report.arrivals, report.departures, report.rooms_occupied) == (0, 0, 1)
    assert report.owed == Decimal(2286900)


def test_the_last_day_takes_the_money_and_leaves_nothing_open(told) -> None:
    """25 Nov, live: payments 2,286,900 by two methods, nothing sold yet, nothing open."""
    report = told.report(WEDNESDAY)
    assert not report.closed
    assert dict(report.payments) == {
        PaymentMethod.CASH: Decimal(1000000),
        PaymentMethod.CARD: Decimal(1286900),
    }
    assert (report.paid, report.charged) == (Decimal(2286900), Decimal(0))
    assert (report.open_balances, report.owed) == ((), Decimal(0))
    assert (report.arrivals, report.departures, report.rooms_occupied) == (0, 1, 0)


def test_a_report_names_its_hotel_and_money(told) -> None:
    """Figures stand with the property, the currency and the decimals they are shown with."""
    report = told.report(MONDAY)
    assert (report.property, report.name, report.day) == ("axentra", "Hotel Axentra", MONDAY)
    assert (report.currency, report.digits) == ("IDR", 0)


def test_the_guest_ledger_rises_for_two_days_and_falls_to_nothing(told) -> None:
    """What is owed in the evening is what was owed in the morning, plus sold, less paid."""
    days = [told.trial(day) for day in (MONDAY, TUESDAY, WEDNESDAY)]
    assert [(one.opening, one.charges, one.payments, one.closing) for one in days] == [
        (Decimal(0), Decimal(1258400), Decimal(0), Decimal(1258400)),
        (Decimal(1258400), Decimal(1028500), Decimal(0), Decimal(2286900)),
        (Decimal(2286900), Decimal(0), Decimal(2286900), Decimal(0)),
    ]
    assert [one.closed for one in days] == [True, True, False]
    assert {(one.property, one.currency, one.digits) for one in days} == {("axentra", "IDR", 0)}
