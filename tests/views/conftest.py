"""The seed's story and a bill with corrections, as the documents that views are made from."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.folio import (
    Card,
    ChargePosted,
    ChargeReversed,
    Component,
    FolioOpened,
    PaymentMethod,
    PaymentTaken,
    Quote,
    Statement,
    statement,
)
from axentra_core.hotel import Hotel, RoomLine
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.calendar import Nights
from axentra_core.kernel.errors import RuleViolation
from axentra_core.kernel.keys import Keys
from axentra_core.kernel.money import money
from axentra_core.reports import DayReport, day_report
from axentra_core.stays import StayBooked
from axentra_core.testing import ManualClock, SequentialIds, example_property

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (23, 24, 25))
ROUNDING = "half_up 0.01 component"


@attrs.frozen
class Story:
    """What one guest's two nights leave behind.

    Attributes:
        bill: the bill after the check-out.
        owing: the bill as it was when the check-out was refused.
        refusal: of the check-out while the bill was not paid.
        boards: the room board in the afternoon of the arrival, and after the check-out.
        days: the reports of the first night and of the day of departure.
        nights: arrival and departure.
    """

    bill: Statement
    owing: Statement
    refusal: RuleViolation
    boards: tuple[tuple[RoomLine, ...], tuple[RoomLine, ...]]
    days: tuple[DayReport, DayReport]
    nights: Nights


@pytest.fixture(scope="session")
def story() -> Story:
    """Return the seed's story: two nights, two dishes and two drinks in room 2034."""
    hotel = Hotel(
        MemoryStore(),
        example_property(),
        clock=ManualClock(),
        ids=SequentialIds(),
        keys=Keys(b"k" * 32),
    )
    hotel.open(on=MONDAY)
    desk = hotel.by(Actor("staff", "ayu"))
    booked = desk.reserve(
        arrival=MONDAY,
        departure=WEDNESDAY,
        room_type="DLX",
        prices=[money("850000", "IDR")] * 2,
        name="Siti Rahma",
    )
    stay = booked.one(StayBooked).stay
    desk.check_in(stay, room="2034")
    desk.order_room_service(stay, [("nasi-goreng", 2), ("es-teh", 2)], key="order")
    desk.do_not_disturb(stay)
    occupied = hotel.read.board()
    desk.close_day(MONDAY)
    desk.close_day(TUESDAY)
    owing = hotel.read.folio(stay)
    with pytest.raises(RuleViolation) as refused:
        desk.check_out(stay)
    desk.take_payment(stay, PaymentMethod.CASH, money("1000000", "IDR"), key="cash")
    visa = Card("tok_1", "visa", "4242")
    desk.take_payment(stay, PaymentMethod.CARD, money("1286900", "IDR"), card=visa, key="card")
    desk.check_out(stay)
    return Story(
        bill=hotel.read.folio(stay),
        owing=owing,
        refusal=refused.value,
        boards=(occupied, hotel.read.board()),
        days=(day_report(hotel.feed(), MONDAY), day_report(hotel.feed(), WEDNESDAY)),
        nights=Nights(MONDAY, WEDNESDAY),
    )


def kroner(net: str, vat: str) -> Quote:
    """Return a price in kroner with 25 % VAT."""
    price, tax = Decimal(net), Decimal(vat)
    parts = (Component("vat", price, Decimal("0.25"), tax),)
    return Quote("DKK", price, parts, price + tax, ROUNDING)


@pytest.fixture(scope="session")
def corrected() -> Statement:
    """Return a bill with a deposit, a charge taken back, long texts, and money left over."""
    room, spa = kroner("1234.50", "308.63"), kroner("400.00", "100.00")
    dinner = (
        "海景餐廳雙人晚餐套餐，含前菜、主菜、甜點與現場演奏 Dinner for two with a view of the sea"
    )
    twelfth, second, third = date(2026, 12, 12), date(2027, 1, 2), date(2027, 1, 3)
    return statement(
        [
            FolioOpened("S7", "S7", "DKK", Decimal("0.01")),
            PaymentTaken("S7", 1, PaymentMethod.TRANSFER, Decimal("3000.00"), "DKK", twelfth, None),
            ChargePosted(
                "S7", 2, "ROOM", "rooms", "Dobbeltværelse", 1, room, second, second, "n", 1
            ),
            ChargePosted("S7", 3, "SPA", "wellness", "Spa", 2, spa, second, third, "s", 1),
            ChargePosted("S7", 4, "FNB", "restaurant", dinner, 12, spa, third, third, "d", 1),
            ChargeReversed(
                "S7", 5, 3, "SPA", "wellness", "Spa", 2, spa.negated(), second, third, "s", "closed"
            ),
        ]
    )
