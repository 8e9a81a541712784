"""A revision of Channex is read as what it tells, and as nothing else."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.adapters.channex.bookings import (
    AT,
    BOOKING,
    DIALECT,
    HOTEL,
    booking,
    fault_of,
    feed,
    item_of,
    messages,
    read,
    room,
    told,
)

from axentra_core.adapters.channex import ChannexReservations, write_delivery
from axentra_core.channels.code_tables import channex_codes
from axentra_core.channels.providers import CHANNEX, Happening
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import (
    AgeBand,
    CardSecret,
    Coded,
    Collects,
    Delivery,
    Flag,
    OtherId,
    ReservationDialect,
    ToldCard,
    ToldExtra,
    ToldGuests,
    ToldNight,
    ToldPrice,
    ToldTax,
    Version,
)
from axentra_core.kernel.numbers import as_text

CARD = CardSecret("4111111111111111", expires=(2031, 12), code="123", holder="A", brand="VI")


def priced(amount):
    """Return a price with taxes."""
    return ToldPrice(after_tax=Decimal(amount))


def test_a_booking_is_read_whole() -> None:
    """Everything that a desk needs of a new booking stands in its message."""
    delivery = read(feed(BOOKING))
    assert (delivery.hotel, delivery.is_last) == (HOTEL, True)
    (item,) = delivery.items
    assert (item.id, item.about, item.fault, item.card) == (
        BOOKING["id"],
        "BDC-1556013801",
        None,
        None,
    )
    message = item.message
    assert message.reference == ChannelReference("BDC", "1556013801")
    assert message.happening is Happening.BOOK
    assert message.version == Version(datetime(2026, 11, 20, 7, 30, 0, 335485, UTC))
    assert message.ids == (OtherId("platform", BOOKING["booking_id"]),)
    snapshot = message.snapshot
    assert snapshot.booked_at == message.version.at
    assert (snapshot.price, snapshot.currency) == (priced("2600000.00"), "IDR")
    assert snapshot.collects is Collects.CHANNEL
    assert snapshot.extras == (ToldExtra("Shuttle", priced("300000.00"), 6, "Airport shuttle"),)
    assert snapshot.taxes == (
        ToldTax(Coded("tax", "tax"), Decimal("227927.93"), is_included=True),
        ToldTax(Coded("city_tax", "city_tax"), Decimal(50000), is_included=False),
    )
    assert snapshot.flags == ()


def test_a_room_is_read_whole() -> None:
    """Each night has its price, and each guest an age band."""
    (one,) = told().snapshot.rooms
    assert one.key == BOOKING["rooms"][0]["booking_room_id"]
    assert one.room_code == "994d1375-dbbd-4072-8724-b2ab32ce781b"
    assert one.rate_code == "445835fb-7956-42ac-9efc-3e6f331f0808"
    assert (one.arrival, one.departure) == (date(2026, 11, 24), date(2026, 11, 26))
    assert one.nights == (
        ToldNight(date(2026, 11, 24), priced("1100000.00")),
        ToldNight(date(2026, 11, 25), priced("1200000.00")),
    )
    assert one.guests == (
        ToldGuests(2, AgeBand.ADULT),
        ToldGuests(1, AgeBand.CHILD, 5),
        ToldGuests(1, AgeBand.CHILD, 9),
        ToldGuests(1, AgeBand.INFANT),
    )
    assert one.meals == (Coded("breakfast", "breakfast"),)
    assert (one.price, one.currency) == (priced("2300000.00"), "IDR")


def test_whom_a_booking_is_for_is_read_and_not_shown() -> None:
    """Names stand in what is sealed, and in no log."""
    message = told()
    personal = message.personal
    assert personal.name == "Ayu Lestari"
    assert (personal.mail, personal.phone) == ("ayu@example.com", "+62 812 3456 7890")
    assert (personal.address, personal.country) == ("Jalan Melati 5, 80361, Kuta", "ID")
    assert personal.guests == (("Ayu Lestari", "Budi"),)
    assert personal.comments == (
        "A quiet room, please.",
        "We come late.",
        "arrival_hour 23:30",
        "Twin beds",
    )
    assert "Ayu" not in repr(message)


def test_the_facts_of_a_virtual_card_are_read() -> None:
    """Payment rules charge it from its day on, and no more than it holds."""
    assert told().snapshot.card == ToldCard(
        is_virtual=True,
        brand=Coded("MC", "mastercard"),
        balance=Decimal("2550000.50"),
        currency="IDR",
        active_on=date(2026, 11, 24),
        valid_through=date(2027, 11, 24),
    )


def test_a_card_is_handed_over_apart() -> None:
    """Only the secure host tells a number, and no message has it."""
    guarantee = {
        "card_number": "4111 1111-1111 1111",
        "card_type": "VI",
        "cardholder_name": "Ayu Lestari",
        "cvv": "123",
        "expiration_date": "12/31",
        "is_virtual": False,
    }
    (item,) = read(feed(booking(guarantee=guarantee))).items
    card = item.card
    assert (card.number, card.expires, card.code) == ("4111111111111111", (2031, 12), "123")
    assert (card.holder, card.brand) == ("Ayu Lestari", "VI")
    assert item.message.snapshot.card == ToldCard(
        is_virtual=False, brand=Coded("VI", "visa"), valid_through=date(2031, 12, 31)
    )
    assert item.message.snapshot.flags == ()
    assert "4111" not in repr(item)


@pytest.mark.parametrize(
    "guarantee",
    [
        None,
        {},
        [],
        "4111111111111111",
        {"card_number": None, "meta": 5},
        {"card_number": ["4111111111111111"], "cvv": {"x": 1}, "is_virtual": "yes"},
        {"card_number": "4111", "expiration_date": "13/2027"},
        {"expiration_date": "12/0000", "meta": {"virtual_card_effective_date": "tomorrow"}},
        {"meta": {"virtual_card_current_balance": "1,5", "virtual_card_decimal_places": -1}},
        {"meta": {"virtual_card_current_balance": "1", "virtual_card_decimal_places": 10**9}},
        {"card_type": "x" * 500, "card_number": "\x00"},
    ],
    ids=range(11),
)
def test_no_booking_is_refused_for_its_card(guarantee) -> None:
    """What of a card cannot be read is not told; the guest has booked all the same."""
    (item,) = read(feed(booking(guarantee=guarantee))).items
    assert item.message is not None
    assert item.card is None


@pytest.mark.parametrize(
    ("status", "happening"), [("new", "book"), ("modified", "modify"), ("Cancelled", "cancel")]
)
def test_each_status_is_what_has_happened(status, happening) -> None:
    """New, modified and cancelled are all that there are."""
    message = told(status=status)
    assert message.happening == happening
    assert (message.snapshot.booked_at is None) is (happening != "book")


def test_a_cancellation_needs_no_rooms() -> None:
    """Some channels tell nothing but that nobody comes; one that tells rooms keeps them."""
    assert told(status="cancelled", rooms=None).snapshot is None
    assert len(told(status="cancelled").snapshot.rooms) == 1


def test_a_cancellation_is_read_whatever_else_cannot_be() -> None:
    """A room is not kept for nobody because of a price."""
    for wrong in (
        {"rooms": [room(checkin_date="24/11/2026")]},
        {"rooms": "none"},
        {"amount": "1,5"},
        {"customer": "Ayu"},
        {"services": 3},
    ):
        message = told(status="cancelled", **wrong)
        assert (message.happening, message.snapshot) == (Happening.CANCEL, None)


@pytest.mark.parametrize(
    ("fields", "reference"),
    [
        ({"unique_id": "ABB-HM5MBZ1AVA", "ota_reservation_code": "HM5MBZ1AVA"}, "ABB HM5MBZ1AVA"),
        (
            {"unique_id": "HBD-999-9999999", "ota_reservation_code": "999-9999999"},
            "HBD 999-9999999",
        ),
        ({"unique_id": "OFL-113", "ota_reservation_code": "113"}, "OFL 113"),
        ({"unique_id": "EXP-7", "ota_reservation_code": None}, "EXP 7"),
        ({"unique_id": "999-9999999", "ota_reservation_code": None}, "None 999-9999999"),
        ({"unique_id": None, "ota_name": "Agoda", "ota_reservation_code": "7"}, "AGO 7"),
        ({"unique_id": None, "ota_name": "Nobody", "ota_reservation_code": "A-7"}, "None A-7"),
        ({"unique_id": "号-7", "ota_reservation_code": "7"}, "None 号-7"),
        ({"unique_id": "BDC-7", "ota_reservation_code": 7}, "BDC 7"),
    ],
    ids=range(9),
)
def test_a_reference_is_the_channels_own(fields, reference) -> None:
    """What stands before it is a code where Channex says so; a hyphen alone says nothing."""
    found = told(**fields).reference
    assert f"{found.channel} {found.reference}" == reference


def test_a_part_of_a_channel_is_told() -> None:
    """A name that means one code is that code; one that is none is passed over."""
    assert told(secondary_ota="Agoda").secondary == "AGO"
    assert told(secondary_ota="MakeMyTrip").secondary is not None
    assert told(secondary_ota="Make My Trip!").secondary is None


def test_unmapped_rooms_are_kept() -> None:
    """Channex tells no id where nobody has mapped a room, and the channel's own codes help."""
    meta = {"room_type_code": 3636404, "rate_plan_code": "117855"}
    (one,) = told(rooms=[room(room_type_id=None, rate_plan_id=None, meta=meta)]).snapshot.rooms
    assert (one.room_code, one.rate_code, one.name) == (None, None, "3636404 117855")


def test_each_room_has_dates_of_its_own() -> None:
    """What is told of the last room holds for the last room alone."""
    other = room(
        booking_room_id="b", checkin_date="2026-11-25", checkout_date="2026-11-27", amount="5",
        days={"2026-11-25": 2, "2026-11-26": 3},
    )  # fmt: skip
    first, last = told(rooms=[room(booking_room_id="a"), other]).snapshot.rooms
    assert (first.key, first.arrival, first.price) == (
        "a",
        date(2026, 11, 24),
        priced("2300000.00"),
    )
    assert (last.key, last.arrival, last.price) == ("b", date(2026, 11, 25), priced(5))
    assert [as_text(night.price.after_tax) for night in last.nights] == ["2", "3"]


def test_a_room_is_known_by_the_channels_own_number() -> None:
    """Channex' own number may change with each revision; a number of two rooms is none."""
    both = [room(ota_unique_id="49"), room(ota_unique_id="50")]
    assert [one.key for one in told(rooms=both).snapshot.rooms] == ["49", "50"]
    same = [room(ota_unique_id="49", booking_room_id=id_) for id_ in "ab"]
    assert [one.key for one in told(rooms=same).snapshot.rooms] == ["a", "b"]
    assert [one.key for one in told(rooms=[room(), room()]).snapshot.rooms] == [None, None]


def test_a_room_that_was_given_up_is_no_room() -> None:
    """It is told to say that nobody comes, with its guests."""
    gone = room(is_cancelled=True, guests=[{"name": "Nobody"}])
    message = told(rooms=[gone, room(booking_room_id="b")])
    assert [one.key for one in message.snapshot.rooms] == ["b"]
    assert message.personal.guests == (("Ayu Lestari", "Budi"),)
    assert len(message.snapshot.taxes) == 2


def test_one_room_has_the_guests_of_the_booking() -> None:
    """Where nobody tells who sleeps in the only room, everybody does."""
    (one,) = told(rooms=[room(occupancy=None)]).snapshot.rooms
    assert sum(some.count for some in one.guests) == 5
    two = told(rooms=[room(occupancy=None), room(occupancy=None)]).snapshot.rooms
    assert [one.guests for one in two] == [(), ()]


@pytest.mark.parametrize(
    ("occupancy", "guests"),
    [
        ({"adults": "2"}, [(2, "adult", None)]),
        ({"children": 2, "ages": [7]}, [(1, "child", 7), (1, "child", None)]),
        ({"children": 2, "ages": [7, 7]}, [(2, "child", 7)]),
        ({"children": 1, "infants": 1, "ages": [7, 1]}, [(1, "child", 7), (1, "infant", 1)]),
        ({"adults": 0, "children": 0, "infants": 0, "ages": None}, []),
        ({"adults": 2, "ages": [33]}, [(2, "adult", None)]),
    ],
    ids=["text", "one-age", "same-age", "infant", "nobody", "age-of-nobody"],
)  # fmt: skip
def test_guests_are_counted_by_band(occupancy, guests) -> None:
    """Ages belong to children; whose age is not told is a child all the same."""
    two = [room(occupancy=occupancy), room()]
    found = told(rooms=two).snapshot.rooms[0].guests
    assert [(one.count, one.band.value, one.age) for one in found] == guests


@pytest.mark.parametrize(
    ("taxes", "is_before"),
    [
        ([("tax", False)], True),
        ([("tax", False), ("city_tax", False)], True),
        ([("tax", True), ("tax", False)], False),
        ([("city_tax", False), ("fee", False)], False),
        ([("Value Added Tax (VAT)", False)], True),
        ([("Bed levy", False)], False),
        ([], False),
    ],
    ids=range(7),
)
def test_prices_stand_on_the_side_on_which_they_are_told(taxes, is_before) -> None:
    """A tax on top says that nights were told without it; a city tax at the desk says nothing."""
    told_taxes = [
        {"type": kind, "is_inclusive": inside, "total_price": "1"} for kind, inside in taxes
    ]
    snapshot = told(rooms=[room(taxes=told_taxes)]).snapshot
    prices = [snapshot.price, snapshot.rooms[0].price, snapshot.rooms[0].nights[0].price]
    assert {one.before_tax is not None for one in prices} == {is_before}
    assert {one.after_tax is None for one in prices} == {is_before}


def test_a_parent_rate_is_read_where_the_hotel_maps_that_one() -> None:
    """Options by occupancy have rate plans of their own, which a hotel need not map."""
    rooms = [room(meta={"parent_rate_plan_id": "PARENT"})]
    assert told(rooms=rooms).snapshot.rooms[0].rate_code == room()["rate_plan_id"]
    (item,) = read(feed(booking(rooms=rooms)), ChannexReservations(parent_rates=True)).items
    assert item.message.snapshot.rooms[0].rate_code == "PARENT"


def test_unknown_codes_survive() -> None:
    """What stands in no table is kept as it was told, and what has no place is passed over."""
    tax = {"type": "Window tax", "total_price": 1, "is_inclusive": None}
    message = told(
        unique_id="ZZZ-1", ota_reservation_code="1", payment_collect="somebody",
        rooms=[room(taxes=[tax], meta={"meal_plan": "Tapas"}, newer_field={"x": [1.5]})],
        guarantee={"card_type": "ZZ"}, currency="XYZ", newer_field=float("1e300"),
    )  # fmt: skip
    snapshot = message.snapshot
    assert message.reference.channel == "ZZZ"
    assert snapshot.collects is None
    assert snapshot.taxes[0].kind == Coded("Window tax")
    assert snapshot.rooms[0].meals == (Coded("Tapas"),)
    assert snapshot.card.brand == Coded("ZZ")
    assert snapshot.currency == "XYZ"


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2026-11-20T07:30:00.335485", datetime(2026, 11, 20, 7, 30, 0, 335485, UTC)),
        ("2026-11-20T07:30:00.3354857", datetime(2026, 11, 20, 7, 30, 0, 335485, UTC)),
        ("2026-11-20 07:30:00", AT),
        ("2026-11-20T07:30:00Z", AT),
        ("2026-11-20T14:30:00+07:00", AT),
    ],
    ids=range(5),
)
def test_times_are_in_utc_unless_they_say_otherwise(written, at) -> None:
    """Channex writes no zone, and means UTC."""
    assert told(inserted_at=written).version.at == at


@pytest.mark.parametrize("offset", ["+14:00", "-12:00"])
def test_dates_are_no_instants(offset) -> None:
    """A guest who arrives on the 24th does so in every zone."""
    message = told(inserted_at=f"2026-11-24T23:59:59{offset}")
    assert message.snapshot.rooms[0].arrival == date(2026, 11, 24)
    assert message.snapshot.rooms[0].nights[0].date == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("amount", "kept"),
    [("12.50", "12.50"), (12, "12"), ("", None), (None, None), ("-5.00", "-5.00"), ("0.00", "0")],
    ids=repr,
)
def test_amounts_are_exact(amount, kept) -> None:
    """They come as text or as whole numbers."""
    found = told(amount=amount).snapshot.price.after_tax
    assert (found if found is None else as_text(found)) == kept


def test_numbers_with_a_point_are_read_exactly() -> None:
    """No float comes in between, whatever the platform writes."""
    body = feed(BOOKING).replace(b'"2600000.00"', b"2600000.10000000000001")
    (item,) = read(body).items
    assert item.fault.faults[0].code == "number.too_precise"
    (item,) = read(body.replace(b".10000000000001", b".10")).items
    assert as_text(item.message.snapshot.price.after_tax) == "2600000.10"


@pytest.mark.parametrize(
    ("changed", "path", "code"),
    [
        ({"status": "held"}, "status", "value.unknown"),
        ({"status": None}, "status", "field.required"),
        ({"unique_id": None, "ota_reservation_code": " "}, "unique_id", "field.required"),
        ({"inserted_at": "yesterday"}, "inserted_at", "instant.bad_format"),
        ({"inserted_at": "2026-02-30T00:00:00"}, "inserted_at", "instant.bad_format"),
        ({"amount": "1,5"}, "amount", "number.bad_format"),
        ({"amount": True}, "amount", "field.wrong_type"),
        ({"rooms": {}}, "rooms", "field.wrong_type"),
        ({"rooms": [room(), 5]}, "rooms[1]", "field.wrong_type"),
        ({"rooms": [room(checkin_date="24/11/2026")]}, "rooms[0].checkin_date", "date.bad_format"),
        ({"rooms": [room(checkin_date="2026-02-30")]}, "rooms[0].checkin_date", "date.invalid"),
        ({"rooms": [room(days={"x": "1"})]}, "rooms[0].days", "date.bad_format"),
        ({"rooms": [room(days={"2026-11-24": "x"})]}, "rooms[0].days.2026-11-24",
         "number.bad_format"),
        ({"rooms": [room(occupancy={"adults": 100})]}, "rooms[0].occupancy.adults",
         "value.out_of_range"),
        ({"rooms": [room(occupancy={"ages": [-1]})]}, "rooms[0].occupancy.ages[0]",
         "value.out_of_range"),
        ({"rooms": [room()] * 1001}, "rooms", "list.length"),
        ({"customer": "Ayu"}, "customer", "field.wrong_type"),
        ({"notes": "a\x00b"}, "notes", "text.control_character"),
        ({"notes": ["x"]}, "notes", "field.wrong_type"),
    ],
    ids=range(19),
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_its_place(changed, path, code) -> None:
    """A person finds what is wrong, and the platform is told which revision it is."""
    assert fault_of(**changed) == (path, code)


def test_one_that_cannot_be_read_holds_up_no_other() -> None:
    """Nine bookings of a page are taken though the tenth is broken, wherever it stands."""
    for broken in (booking(id="bad", status="held"), booking(id="bad", notes={"a": {}})):
        delivery = read(feed(booking(id="a"), broken, booking(id="c")))
        assert [(one.id, one.message is None) for one in delivery.items] == [
            ("a", False), ("bad", True), ("c", False)
        ]  # fmt: skip
        assert delivery.items[1].about == "BDC-1556013801"


def test_a_revision_without_an_id_cannot_be_confirmed() -> None:
    """It is told beside the others; nobody could acknowledge it."""
    (item,) = read(feed(booking(id=None))).items
    assert (item.id, item.fault.faults[0].path) == ("", "id")


def test_a_booking_of_another_hotel_names_it() -> None:
    """In a feed of several properties each booking says whose it is, whichever comes first."""
    for bookings in (
        (BOOKING, booking(id="b", property_id="other")),
        (booking(id="b", property_id="other"), BOOKING),
    ):
        delivery = read(feed(*bookings))
        assert delivery.hotel == ""
        assert {one.hotel for one in delivery.items} == {HOTEL, "other"}
        assert all(one.fault is None for one in delivery.items)


def test_a_booking_by_itself_is_read_too() -> None:
    """It has an id of its own, and is confirmed by that of its revision."""
    alone = {k: v for k, v in BOOKING.items() if k != "booking_id"} | {
        "id": "B",
        "revision_id": "R",
    }
    body = json.dumps({"data": {"type": "booking", "id": "B", "attributes": alone}}).encode()
    (item,) = read(body).items
    assert item.id == "R"
    assert item.message.ids == (OtherId("platform", "B"),)


@pytest.mark.parametrize(
    ("meta", "is_last"),
    [
        (None, True),
        ({"total": 1, "page": 1, "limit": 10}, True),
        ({"total": 2, "page": 1, "limit": 10}, False),
        ({"total": 21, "page": 3, "limit": 10}, True),
        ({"total": "many"}, True),
    ],
    ids=range(5),
)
def test_a_page_says_whether_there_are_more(meta, is_last) -> None:
    """The feed is asked again until it is empty."""
    assert read(feed(BOOKING, meta=meta)).is_last is is_last


@for_all(st.lists(messages(), max_size=3), st.booleans())
def test_what_the_platform_writes_is_read_back(told_messages, is_last) -> None:
    """Both sides of the wire agree about every field that the format has."""
    items = tuple(item_of(one, f"m-{nth}", CARD) for nth, one in enumerate(told_messages))
    found = read(write_delivery(Delivery("", HOTEL, items, is_last=is_last)))
    assert found.is_last is is_last
    for was, now in zip(items, found.items, strict=True):
        assert now.id == was.id
        assert now.fault is None
        expected = was.message
        if expected.snapshot is not None:
            card = expected.snapshot.card or ToldCard(
                brand=Coded("VI", "visa"), valid_through=date(2031, 12, 31)
            )
            expected = attrs.evolve(expected, snapshot=attrs.evolve(expected.snapshot, card=card))
            assert now.card.number == CARD.number
            assert now.card.expires == CARD.expires
        assert now.message == expected
        assert now.message.content == expected.content


@for_all(messages())
def test_the_same_bytes_give_the_same_message(message) -> None:
    """What is brought again is known again by its content."""
    body = write_delivery(Delivery("", HOTEL, (item_of(message),)))
    assert read(body) == read(body)
    assert write_delivery(Delivery("", HOTEL, (item_of(message),))) == body


def test_it_is_a_dialect() -> None:
    """It has what the port asks for, with Channex' manners."""
    dialect: ReservationDialect = DIALECT
    assert dialect.provider is CHANNEX
    assert channex_codes().provider == "channex"


def test_what_had_to_go_is_flagged() -> None:
    """A desk learns that a wish was cut, and that a card number was taken out of it."""
    message = told(notes="Use 4111 1111\n1111 1111 " + "please " * 2_000)
    assert set(message.snapshot.flags) == {Flag.CARD_REMOVED, Flag.TEXT_CUT}
    assert "4111" not in message.content


def test_a_card_number_over_two_lines_is_taken_out() -> None:
    """Lines of a note are kept apart, but no half of a number stands in each."""
    message = told(notes="Use 4111 1111\n1111 1111, thanks")
    assert message.snapshot.flags == (Flag.CARD_REMOVED,)
    assert message.personal.comments[0] == "Use **** **** **** ****, thanks"
