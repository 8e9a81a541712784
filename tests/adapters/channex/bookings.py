"""Bookings as Channex sends them, and any message that its format can tell."""

import json
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from string import ascii_letters

from hypothesis import strategies as st

from axentra_core.adapters.channex import ChannexReservations
from axentra_core.channels.code_tables import channex_codes
from axentra_core.channels.providers import Happening
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import (
    AgeBand,
    Coded,
    Collects,
    Delivered,
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

DIALECT = ChannexReservations()
HOTEL = "716305c4-561a-4561-a187-7f5b8aeb5920"
AT = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)

ROOM = {
    "booking_room_id": "5c0a93d1-10f8-4871-bd30-a850c3d98e9b",
    "ota_unique_id": None,
    "room_type_id": "994d1375-dbbd-4072-8724-b2ab32ce781b",
    "rate_plan_id": "445835fb-7956-42ac-9efc-3e6f331f0808",
    "checkin_date": "2026-11-24",
    "checkout_date": "2026-11-26",
    # They come in any order.
    "days": {"2026-11-25": "1200000.00", "2026-11-24": "1100000.00"},
    "amount": "2300000.00",
    "occupancy": {"adults": 2, "children": 2, "infants": 1, "ages": [9, 5]},
    "guests": [{"name": "Ayu", "surname": "Lestari"}, {"name": "Budi", "surname": None}],
    "services": [],
    "taxes": [
        {"is_inclusive": True, "name": "VAT (11%)", "total_price": "227927.93", "type": "tax"},
        {"is_inclusive": False, "name": "City tax", "total_price": "50000", "type": "city_tax"},
    ],
    "meta": {"meal_plan": "breakfast", "bed_preferences": "Twin beds", "room_remarks": []},
    "is_cancelled": False,
}
BOOKING = {
    "id": "03dd7198-c5b7-493c-a889-74d0c2211de7",
    "property_id": HOTEL,
    "booking_id": "cfa33f3b-bd32-4b90-8ef9-bde2bfe986cd",
    "unique_id": "BDC-1556013801",
    "system_id": "12331233123",
    "ota_reservation_code": "1556013801",
    "ota_name": "Booking.com",
    "status": "new",
    "rooms": [ROOM],
    "services": [
        {
            "type": "Airport shuttle",
            "name": "Shuttle",
            "nights": 2,
            "persons": 3,
            "price_mode": "Per person per night",
            "price_per_unit": "50000.00",
            "total_price": "300000.00",
        }
    ],
    "guarantee": {
        "card_number": "411111******1111",
        "card_type": "MC",
        "cardholder_name": "Booking Agent",
        "cvv": "***",
        "expiration_date": "12/2027",
        "is_virtual": True,
        "meta": {
            "virtual_card_currency_code": "IDR",
            "virtual_card_current_balance": "255000050",
            "virtual_card_decimal_places": "2",
            "virtual_card_effective_date": "2026-11-24",
            "virtual_card_expiration_date": "2027-11-24",
        },
    },
    "customer": {
        "name": "Ayu",
        "surname": "Lestari",
        "mail": "ayu@example.com",
        "phone": "+62 812 3456 7890",
        "address": "Jalan Melati 5",
        "zip": "80361",
        "city": "Kuta",
        "country": "id",
        "language": "en",
    },
    "occupancy": {"adults": 2, "children": 2, "infants": 1},
    "arrival_date": "2026-11-24",
    "departure_date": "2026-11-26",
    "arrival_hour": "23:30",
    "amount": "2600000.00",
    "currency": "IDR",
    "notes": "A quiet room, please.\nWe come late.",
    "payment_collect": "ota",
    "payment_type": "credit_card",
    "inserted_at": "2026-11-20T07:30:00.335485",
}


def booking(**changed):
    """Return a booking with some fields changed."""
    return deepcopy(BOOKING) | changed


def room(**changed):
    """Return a room with some fields changed."""
    return deepcopy(ROOM) | changed


def feed(*bookings, meta=None):
    """Return a page of the feed."""
    data = [
        {"type": "booking_revision", "id": one.get("id"), "attributes": one} for one in bookings
    ]
    return json.dumps({"data": data} | ({"meta": meta} if meta else {})).encode()


def read(body, dialect=DIALECT):
    """Return what a body brings."""
    return dialect.read_delivery(body, channex_codes())


def told(**changed):
    """Return the one message of a booking with some fields changed."""
    (item,) = read(feed(booking(**changed))).items
    assert item.fault is None, item.fault
    return item.message


def fault_of(**changed):
    """Return the path and the code of what is wrong with a booking."""
    (item,) = read(feed(booking(**changed))).items
    assert item.message is None
    assert item.id == BOOKING["id"]
    return item.fault.faults[0].path, item.fault.faults[0].code


def leaves(plain, path=()):
    """Yield the place of every value that is no object and no list."""
    pairs = plain.items() if isinstance(plain, dict) else enumerate(plain)
    for key, value in pairs:
        if isinstance(value, dict | list):
            yield from leaves(value, (*path, key))
        else:
            yield (*path, key)


def planted(plain, path, value):
    """Return a copy in which another value stands at a place."""
    copy = deepcopy(plain)
    part = copy
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    return copy


words = st.text(ascii_letters + "é号'", min_size=1, max_size=12)
codes = st.text(ascii_letters, min_size=1, max_size=12)
figures = st.decimals(-(10**9), 10**9, places=2).map(lambda one: one or Decimal(0))
prices = (st.none() | figures).map(lambda one: ToldPrice(after_tax=one))
days = st.dates(date(2026, 1, 1), date(2030, 12, 31))
some = st.integers(1, 9)


@st.composite
def guests(draw):
    """Return who sleeps in a room: ages are told of all children, and then of infants."""
    found = []
    if adults := draw(st.integers(0, 4)):
        found.append(ToldGuests(adults, AgeBand.ADULT))
    ages = draw(st.sets(st.integers(3, 17), max_size=3))
    found += [ToldGuests(draw(some), AgeBand.CHILD, age) for age in sorted(ages)]
    if infants := draw(st.integers(0, 2)):
        found.append(ToldGuests(infants, AgeBand.INFANT))
    return tuple(found)


extras = st.builds(
    ToldExtra,
    name=words,
    price=prices,
    quantity=some,
    code=codes,
    is_included=st.booleans(),
)


@st.composite
def rooms(draw, key, currency):
    """Return a room."""
    arrival, count = draw(days), draw(st.integers(0, 4))
    nights = [ToldNight(arrival + timedelta(nth), draw(prices)) for nth in range(count)]
    return ToldRoom(
        key=key,
        room_code=draw(codes),
        rate_code=draw(st.none() | codes),
        arrival=draw(st.just(arrival) | st.none()),
        departure=arrival + timedelta(count),
        nights=tuple(nights),
        guests=draw(guests()),
        price=draw(prices),
        currency=currency,
        meals=draw(st.sampled_from([(), (Coded("breakfast", "breakfast"),), (Coded("Tapas"),)])),
        extras=tuple(draw(st.lists(extras, max_size=2))),
    )


@st.composite
def snapshots(draw, happening):
    """Return what a reservation is."""
    currency = draw(st.sampled_from(["IDR", "EUR", "XXX"]))
    count = draw(st.integers(2 if draw(st.booleans()) else 1, 3))
    taxes = st.builds(
        ToldTax, st.just(Coded("fee", "fee")) | codes.map(Coded), figures, st.none() | st.booleans()
    )
    return Snapshot(
        rooms=tuple(draw(rooms(f"R{nth}", currency)) for nth in range(count)),
        price=draw(prices),
        currency=currency,
        extras=tuple(draw(st.lists(extras, max_size=2))),
        taxes=tuple(draw(st.lists(taxes, max_size=2))),
        booked_at=AT if happening is Happening.BOOK else None,
        collects=draw(st.none() | st.sampled_from(Collects)),
        card=draw(
            st.none()
            | st.builds(
                ToldCard,
                is_virtual=st.none() | st.booleans(),
                brand=st.just(Coded("VI", "visa")),
                balance=st.none() | figures,
                currency=st.sampled_from(["IDR", "EUR"]),
                active_on=st.none() | days,
                valid_through=days,
            )
        ),
    )


@st.composite
def messages(draw, reference=None):
    """Return any message that the format can tell whole."""
    happening = draw(st.sampled_from(Happening))
    count = 3
    snapshot = draw(snapshots(happening))
    if happening is Happening.CANCEL and draw(st.booleans()):
        snapshot = None
    count = len(snapshot.rooms) if snapshot else 0
    names = tuple(tuple(draw(st.lists(words, max_size=2))) for _ in range(count))
    channel = draw(st.sampled_from(["BDC", "EXP", "ABB", "QQQ"]))
    number = reference or draw(st.text("0123456789AB", min_size=1, max_size=15))
    return ReservationMessage(
        reference=ChannelReference(channel, number),
        happening=happening,
        version=Version(AT),
        snapshot=snapshot,
        personal=Personal(
            name=draw(st.none() | words),
            mail=draw(st.none() | words),
            phone=draw(st.none() | st.just("+62 812")),
            address=draw(st.none() | words),
            country=draw(st.none() | st.sampled_from(["ID", "DK"])),
            guests=names if any(names) else (),
            comments=tuple(draw(st.lists(words, max_size=3, unique=True))),
        ),
        ids=(OtherId("platform", draw(codes)),),
        secondary=draw(st.none() | st.just("EXPA")),
    )


def item_of(message, id_="m-1", card=None):
    """Return a message on its way."""
    return Delivered(id_, message, card, about=message.reference.text)
