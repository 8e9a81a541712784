"""Reservations as channels tell them: what contracts and certifications are made of."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final

from axentra_core.channels.providers import Happening
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import (
    AgeBand,
    Coded,
    Collects,
    OtherId,
    Personal,
    ReservationMessage,
    Snapshot,
    ToldCard,
    ToldExtra,
    ToldGuests,
    ToldNight,
    ToldPrice,
    ToldRoom,
    ToldTax,
    Version,
)
from axentra_core.kernel.calendar import ONE_DAY
from axentra_core.kernel.texts import is_card_number

ARRIVAL: Final = date(2027, 3, 27)
MADE: Final = datetime(2026, 11, 23, 8, 30, 15, tzinfo=UTC)
AYU: Final = Personal(
    name="Ayu Lestari",
    mail="ayu.1234@guest.example",
    phone="+62 361 555 0199",
    country="ID",
    guests=(("Ayu Lestari", "Budi Santoso"),),
)

ADULTS: Final = ToldGuests(2, AgeBand.ADULT)


def price(after: str | None, before: str | None = None) -> ToldPrice:
    """Return a price by its amounts with and without taxes."""
    return ToldPrice(
        None if after is None else Decimal(after), None if before is None else Decimal(before)
    )


def room(
    codes: tuple[str | None, str | None] = ("DLX", "BAR"),
    arrival: date = ARRIVAL,
    prices: Sequence[str] = ("100.00", "120.00"),
    guests: tuple[ToldGuests, ...] = (ADULTS,),
    **told: Any,  # noqa: ANN401 - any other field of a room
) -> ToldRoom:
    """Return a room with a price for each night, from its arrival on."""
    nights = tuple(
        ToldNight(arrival + timedelta(place), price(amount)) for place, amount in enumerate(prices)
    )
    fields: dict[str, Any] = {
        "nights": nights,
        "price": price(str(sum(map(Decimal, prices)))),
        "currency": "EUR",
        **told,
    }
    return ToldRoom(
        room_code=codes[0],
        rate_code=codes[1],
        arrival=arrival,
        departure=arrival + len(prices) * ONE_DAY,
        guests=guests,
        **fields,
    )


def snapshot(*rooms: ToldRoom, **told: Any) -> Snapshot:  # noqa: ANN401 - any other field
    """Return a reservation of some rooms, which costs what they cost together."""
    known = [one.price.after_tax for one in rooms if one.price.after_tax is not None]
    total = price(str(sum(known))) if known else ToldPrice()
    return Snapshot(rooms, **{"price": total, "currency": "EUR", **told})


def message(
    reference: str = "1695093244",
    happening: Happening = Happening.BOOK,
    told: Snapshot | None = None,
    channel: str | None = "BDC",
    **fields: Any,  # noqa: ANN401 - any other field
) -> ReservationMessage:
    """Return a message, by default of a booking of one room for two adults."""
    if told is None and happening is not Happening.CANCEL:
        told = snapshot(room())
    personal = Personal() if told is None else AYU
    return ReservationMessage(
        ChannelReference(channel, reference),
        happening,
        **{"version": Version(MADE), "snapshot": told, "personal": personal, **fields},
    )


def card_numbers(seed: int = 1) -> Iterator[str]:
    """Yield numbers that look like those of cards, and belong to nobody.

    They are made by chance, so that none of them stands in a file.
    """
    chance = Random(seed)  # noqa: S311 - chance in a play, no secret
    while True:
        length = chance.choice((13, 15, 16, 16, 16, 19))
        number = "".join(
            [str(chance.randint(3, 6)), *(str(chance.randint(0, 9)) for _ in range(length - 2))]
        )
        yield next(full for check in range(10) if is_card_number(full := f"{number}{check}"))


_LATE: Final = datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
_VIRTUAL: Final = ToldCard(
    is_virtual=True,
    brand=Coded("MC"),
    balance=Decimal("220.00"),
    currency="EUR",
    active_on=ARRIVAL,
    valid_through=date(2028, 3, 31),
)

# fmt: off
SAMPLES: Final = {
    "one-room": message(),
    "least": message(told=Snapshot((ToldRoom(arrival=ARRIVAL, departure=ARRIVAL + ONE_DAY),)),
                     personal=Personal(name="Ayu")),
    "each-room-its-dates": message(told=snapshot(
        room(), room(("STD", "BAR"), ARRIVAL + 3 * ONE_DAY, ("80.00",)),
        room(("DLX", "NRF"), ARRIVAL + ONE_DAY, ("70.00", "71.00", "72.00")),
    )),
    "two-rooms-alike": message(told=snapshot(room(), room())),
    "children-with-ages": message(told=snapshot(room(guests=(
        ADULTS, ToldGuests(1, AgeBand.CHILD, 9), ToldGuests(1, AgeBand.CHILD, 3),
    )))),
    "total-only": message(told=snapshot(room(prices=("0", "0", "0"), nights=(),
                                             price=price("100.00")))),
    "before-and-after-tax": message(told=snapshot(room(
        prices=("110.00",), nights=(ToldNight(ARRIVAL, price("110.00", "100.00")),),
        price=price("110.00", "100.00"),
    ), price=price("110.00", "100.00"))),
    "yen": message(told=snapshot(room(prices=("12000",), currency="JPY"), currency="JPY")),
    "extras": message(told=snapshot(room(), extras=(
        ToldExtra("Airport shuttle", price("25.00"), 1),
    ))),
    "comments": message(personal=Personal(name="Ayu Lestari", comments=(
        "Late arrival, around 23:30; a quiet room & no feathers",
    ))),
    "modified": message(happening=Happening.MODIFY),
    "cancelled": message(happening=Happening.CANCEL, told=snapshot(room())),
    "hotel-collects": message(told=snapshot(room(), collects=Collects.HOTEL)),
    "unmapped": message(told=snapshot(room(("ROOM-9", "RATE-9")))),
    "no-codes": message(told=snapshot(room((None, None)))),
    "unknown-channel": message(channel="QQQ"),
    "hyphens-in-reference": message("999-9999999", channel="HBD"),
    "long-number": message("123456789012345"),
}
# Not every platform tells all of this.
RICH: Final = {
    "cancelled-and-nothing-else": message(happening=Happening.CANCEL),
    "late-at-night": message(version=Version(_LATE), told=snapshot(room(), booked_at=_LATE)),
    "infants": message(told=snapshot(room(guests=(ADULTS, ToldGuests(1, AgeBand.INFANT))))),
    "taxes": message(told=snapshot(room(), taxes=(
        ToldTax(Coded("19"), Decimal("20.00"), is_included=True),
        ToldTax(Coded("3"), Decimal("4.50"), is_included=False),
    ))),
    "meals": message(told=snapshot(room(meals=(Coded("257"),)))),
    "extras-of-a-room": message(told=snapshot(room(extras=(
        ToldExtra("Crib", price("0.00"), 2, "CRB", is_included=True),
    )))),
    "virtual-card": message(told=snapshot(room(), card=_VIRTUAL, collects=Collects.CHANNEL)),
    "other-ids": message(ids=(OtherId("platform", "SM-77"),)),
    "no-version": message(version=Version()),
}
# fmt: on
