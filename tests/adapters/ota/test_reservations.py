"""What SiteMinder says of a reservation, read into our words: which one, when, rooms, nights."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from tests.adapters.ota.bringing import (
    CHANNEL,
    FRIDAY,
    MADE,
    NUMBERS,
    SPAN,
    fault_of,
    pulled,
    read,
    read_one,
    reservation,
    room_of,
    stays,
    whole,
)
from tests.adapters.ota.writing import CREDENTIALS

from axentra_core.adapters.ota import SiteMinderReservations
from axentra_core.adapters.ota.booking_codes import AGES, MEALS, STATUSES
from axentra_core.channels.code_tables import SITEMINDER_CODES
from axentra_core.channels.providers import Happening
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import (
    AgeBand,
    Coded,
    Collects,
    Flag,
    OtherId,
    ToldExtra,
    ToldGuests,
    ToldPrice,
    ToldTax,
    Version,
)
from axentra_core.channels.reservations.message import order

OTHER = CHANNEL.replace("EXP", "ZZZ")
PART = CHANNEL.replace(
    "</POS>",
    '<Source><BookingChannel Primary="false"><CompanyName Code="EXPA"/></BookingChannel>'
    "</Source></POS>",
)

# --- which reservation ---

# fmt: off
NAMED = {
    "channel-and-prefix":  (CHANNEL, "EXP-001",         ("EXP", "001")),
    "no-prefix":           (CHANNEL, "001",             ("EXP", "001")),
    "another-ones-code":   (CHANNEL, "BDC-001",         ("EXP", "BDC-001")),
    "unknown-channel":     (OTHER,   "ZZZ-001",         ("ZZZ", "001")),
    "only-a-prefix":       ("",      "BDC-155",         ("BDC", "155")),
    "hyphens-of-its-own":  ("",      "999-9999999",     (None,  "999-9999999")),
    "fifteen-digits":      (CHANNEL, "378282246310005", ("EXP", "378282246310005")),
    "part-of-a-channel":   (PART,    "EXP-001",         ("EXP", "001")),
    "code-that-is-none":   (CHANNEL.replace("EXP", "Ж"), "BDC-1", ("BDC", "1")),
}
# fmt: on


@pytest.mark.parametrize("name", NAMED)
def test_a_reservation_is_known_by_its_channel_and_number(name) -> None:
    """The channel is the code of the company; the type of a booking channel is a category."""
    pos, number, expected = NAMED[name]
    message = read_one(pos=pos, ids=f'<UniqueID Type="14" ID="{number}"/>')
    assert message.reference == ChannelReference(*expected)
    assert message.secondary == ("EXPA" if pos == PART else None)


def test_a_message_has_a_number_of_its_own() -> None:
    """It is confirmed by that, and known by what it tells."""
    delivery = read(reservation())
    (item,) = delivery.items
    assert (delivery.id, delivery.at, delivery.is_last) == ("E-1", MADE, True)
    assert (item.id, item.about, item.ids) == ("M-1", "EXP-001", (("14", "EXP-001"),))


def test_other_numbers_are_kept() -> None:
    """Each with who knows it by that; a kind that nobody knows keeps its number."""
    ids = f'{NUMBERS}<UniqueID Type="40" ID="C-9"/>'
    more = "".join(
        f'<HotelReservationID ResID_Type="{kind}" ResID_Value="{value}"/>'
        for kind, value in [("25", "SM-77"), ("13", "Slogan"), ("25", "SM-77"), ("14", "S-1")]
    )
    inside = whole(f"<HotelReservationIDs>{more}</HotelReservationIDs>")
    assert read_one(inside, ids=ids).ids == (
        OtherId("confirmation", "C-9"),
        OtherId("platform", "SM-77"),
        OtherId("uit.13", "Slogan"),
        OtherId("pms", "S-1"),
    )


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_says_what_has_happened(status) -> None:
    """Platforms have several words for one thing, and write them as they like."""
    for word in (status, status.title(), status.upper()):
        assert read_one(head=f'ResStatus="{word}"').happening is STATUSES[status]


@pytest.mark.parametrize("status", ["Quote", "Waitlisted", "No-show", "Requested", "Booking"])
def test_a_status_that_is_no_reservation_is_refused(status) -> None:
    """What is asked for, held or waited for is not guessed to be sold."""
    assert fault_of(head=f'ResStatus="{status}"') == ("ResStatus", "value.unknown")


def test_a_status_may_stand_with_the_document() -> None:
    """A push says for all that it brings what has happened."""
    (item,) = read(
        reservation(head=""), head='ResStatus="Commit" TimeStamp="2026-11-20T07:30:00Z"'
    ).items
    assert item.message.happening is Happening.BOOK
    assert fault_of(head="") == ("ResStatus", "field.required")


def test_two_numbers_of_one_kind_are_no_number() -> None:
    """Nobody knows which of two reservations is meant."""
    ids = f'{NUMBERS}<UniqueID Type="14" ID="EXP-002"/>'
    assert fault_of(ids=ids) == ("UniqueID", "field.duplicate")
    assert fault_of(ids="") == ("UniqueID", "field.required")


# --- how new ---

CREATED = 'CreateDateTime="2026-11-19T10:00:00+01:00"'
CHANGED = 'LastModifyDateTime="2026-11-19T12:00:00.000+0000"'
TEN, NOON = (datetime(2026, 11, 19, hour, tzinfo=UTC) for hour in (9, 12))
# fmt: off
TIMED = {
    "booked":            (f'ResStatus="Book" {CREATED}',              TEN),
    "booked-and-changed": (f'ResStatus="Book" {CREATED} {CHANGED}',   NOON),
    "modified":          (f'ResStatus="Modify" {CREATED} {CHANGED}',  NOON),
    "modified-unsaid":   (f'ResStatus="Modify" {CREATED}',            MADE),
    "cancelled-unsaid":  (f'ResStatus="Cancel" {CREATED}',            MADE),
    "booked-unsaid":     ('ResStatus="Book"',                         MADE),
    "nonsense":          ('ResStatus="Book" CreateDateTime="soon"',   MADE),
    "long-ago":          ('ResStatus="Book" CreateDateTime="0001-01-01T00:00:00+14:00"', MADE),
}
# fmt: on


@pytest.mark.parametrize("name", TIMED)
def test_a_message_is_as_new_as_it_says(name) -> None:
    """By the time of the change, else of the booking, else of the document it came in."""
    head, at = TIMED[name]
    # A document that is sent again has a new time: it may be old.
    assert read_one(head=head).version == Version(at, is_dated=at is not MADE)


def test_nobody_tells_a_time() -> None:
    """Then none is invented."""
    (item,) = read(reservation(), head="").items
    assert item.message.version == Version(is_dated=False)


def test_a_time_without_offset_is_the_hotels() -> None:
    """Only times are: a date is the date that was written, wherever anybody is."""
    head = 'ResStatus="Book" CreateDateTime="2026-11-19T23:59:30.25"'
    reader = SiteMinderReservations(CREDENTIALS, zone="Pacific/Kiritimati")
    message = read_one(stays(SPAN), reader=reader, head=head)
    assert message.version.at == datetime(2026, 11, 19, 9, 59, 30, 250_000, tzinfo=UTC)
    assert message.snapshot.rooms[0].arrival == FRIDAY


def test_changes_without_a_time_keep_their_order() -> None:
    """The oldest is brought first."""
    changes = [reservation(head='ResStatus="Modify"') for _ in range(3)]
    versions = [one.message.version for one in read(*changes).items]
    assert versions == sorted(versions, key=lambda one: (one.at, one.revision))
    assert len({*versions}) == 3


def test_a_change_that_comes_again_undoes_no_cancellation() -> None:
    """It has no time, was not confirmed, and stands before the cancellation once more."""
    change, cancel = read(
        reservation(head='ResStatus="Modify"'), reservation(head=f'ResStatus="Cancel" {CHANGED}')
    ).items
    orders = [order(one.message.version, one.message.happening, "") for one in (change, cancel)]
    assert orders == sorted(orders)


# --- rooms ---


def test_each_room_has_its_own_dates_prices_and_guests() -> None:
    """The last room's dates are those of the last room."""
    one, two = (
        f'<GuestCounts><GuestCount AgeQualifyingCode="10" Count="{count}"/></GuestCounts>'
        f'<TimeSpan Start="2026-11-{first}" End="2026-11-{last}"/>'
        f'<Total AmountAfterTax="{total}" CurrencyCode="{currency}"/>'
        f'<ResGuestRPHs><ResGuestRPH RPH="{count}"/></ResGuestRPHs>'
        for count, first, last, total, currency in [
            (1, 27, 29, "200", "EUR"),
            (2, 28, 30, "300.50", "USD"),
        ]
    )
    guests = "".join(
        f'<ResGuest ResGuestRPH="{number}"><Profiles><ProfileInfo><Profile><Customer><PersonName>'
        f"<GivenName>{name}</GivenName><Surname>Sari</Surname></PersonName></Customer></Profile>"
        "</ProfileInfo></Profiles></ResGuest>"
        for number, name in [(2, "Made"), (1, "Ayu")]
    )
    message = read_one(f"{stays(one, two)}<ResGuests>{guests}</ResGuests>")
    found = [
        (one.arrival.day, one.departure.day, one.guests[0].count, one.price.after_tax, one.currency)
        for one in message.snapshot.rooms
    ]
    assert found == [
        (27, 29, 1, Decimal(200), "EUR"),
        (28, 30, 2, Decimal("300.50"), "USD"),
    ]
    assert message.personal.guests == (("Ayu Sari",), ("Made Sari",))
    assert message.snapshot.currency is None


ROOM_TYPE = '<RoomTypes><RoomType RoomTypeCode="DR"/></RoomTypes>'
# fmt: off
CODES = {
    "types-and-plans": (f'{ROOM_TYPE}<RatePlans><RatePlan RatePlanCode="BAR"/></RatePlans>',
                                                                                 ("DR", "BAR")),
    "with-its-prices": ('<RoomRates><RoomRate RoomTypeCode="DR" RatePlanCode="BAR"/></RoomRates>',
                                                                                 ("DR", "BAR")),
    "inventory":       ('<RoomRates><RoomRate InvTypeCode="DR"/></RoomRates>',   ("DR", None)),
    "none":            ("",                                                      (None, None)),
    "blank":           ('<RoomTypes><RoomType RoomTypeCode=" "/></RoomTypes>',   (None, None)),
    "unmapped-rate":   ('<RoomTypes><RoomType RoomTypeCode=" Ж 9 "/></RoomTypes>', ("Ж 9", None)),
}
# fmt: on


@pytest.mark.parametrize("name", CODES)
def test_codes_may_be_left_out(name) -> None:
    """A reservation of what is not mapped comes without them."""
    inside, codes = CODES[name]
    room = room_of(inside)
    assert (room.room_code, room.rate_code) == codes


# fmt: off
SPANS = {
    "start-and-end": ('Start="2026-11-27" End="2026-11-29"',             (27, 29)),
    "with-times":    ('Start="2026-11-27T23:30:00-11:00" End="2026-11-29T00:10:00+14:00"',
                                                                         (27, 29)),
    "with-zones":    ('Start="2026-11-27+14:00" End="2026-11-29Z"',      (27, 29)),
    "nights":        ('Start="2026-11-27" Duration="P2N"',               (27, 29)),
    "days":          ('Start="2026-11-27" Duration="P2D"',               (27, 29)),
    "a-number":      ('Start="2026-11-27" Duration="2"',                 (27, 29)),
    "backwards":     ('Start="2026-11-29" End="2026-11-27"',             (29, 27)),
    "no-end":        ('Start="2026-11-27"',                              (27, None)),
    "nothing":       ("",                                                (None, None)),
}
# fmt: on


@pytest.mark.parametrize("name", SPANS)
def test_dates_are_read_as_they_are_written(name) -> None:
    """A booking whose dates cannot be right is a booking all the same."""
    written, (first, last) = SPANS[name]
    room = room_of(f"<TimeSpan {written}/>")
    found = tuple(one and one.day for one in (room.arrival, room.departure))
    assert found == (first, last)


def test_dates_of_the_whole_stand_for_a_room_without() -> None:
    """Some tell them once."""
    message = read_one(stays("") + whole(SPAN))
    assert message.snapshot.rooms[0].arrival == FRIDAY


def rate(first, last, price="100", more=""):
    """Return a rate of some dates."""
    return (
        f'<Rate EffectiveDate="2026-11-{first}" ExpireDate="2026-11-{last}" {more}>'
        f'<Base AmountAfterTax="{price}" CurrencyCode="EUR"/></Rate>'
    )


UNITS = '<Rate EffectiveDate="2026-11-27" UnitMultiplier="2"><Total AmountAfterTax="90"/></Rate>'
# fmt: off
NIGHTS = {
    "each":              ([rate(27, 28), rate(28, 29, 120)],   [(27, 100), (28, 120)]),
    "together":          ([rate(27, 29)],                      [(27, 100), (28, 100)]),
    "last-night":        ([rate(27, 27), rate(28, 28, 120)],   [(27, 100), (28, 120)]),
    "together-to-last":  ([rate(27, 28)],                      [(27, 100), (28, 100)]),
    "multiplied":        ([rate(27, 29, 100, 'UnitMultiplier="2" RateTimeUnit="Day"')],
                                                               [(27, 100), (28, 100)]),
    "any-order":         ([rate(28, 29, 120), rate(27, 28)],   [(27, 100), (28, 120)]),
    "one-missing":       ([rate(28, 29, 120)],                 [(28, 120)]),
    "no-dates":          (['<Rate><Base AmountAfterTax="90"/></Rate>'], [(27, 90), (28, 90)]),
    "units-alone":       ([UNITS],                             [(27, 90), (28, 90)]),
    "all-together":      ([rate(27, 29, 101, 'RateTimeUnit="FullDuration"')],
                                                               [(27, 51), (28, 50)]),
}
# fmt: on


@pytest.mark.parametrize("name", NIGHTS)
def test_each_night_has_its_price(name) -> None:
    """However a rate is written, there is one price for each night of the stay."""
    rates, expected = NIGHTS[name]
    written = f"<RoomRates><RoomRate><Rates>{''.join(rates)}</Rates></RoomRate></RoomRates>"
    found = [(one.date.day, one.price.after_tax) for one in room_of(SPAN, written).nights]
    assert found == expected


def test_a_price_of_the_whole_stay_is_none_of_each_night() -> None:
    """Nobody pays it once a night; it is shared among the nights, and staff are told."""
    whole_stay = rate(27, 29, 100, 'RateTimeUnit="FullDuration"').replace(
        ' ExpireDate="2026-11-29"', ""
    )
    written = f"<RoomRates><RoomRate><Rates>{whole_stay}</Rates></RoomRate></RoomRates>"
    told = read_one(stays(SPAN + written)).snapshot
    assert [one.price.after_tax for one in told.rooms[0].nights] == [50, 50]
    assert told.flags == (Flag.PRICE_AVERAGED,)


def test_a_night_that_is_told_twice_is_told_to_staff() -> None:
    """The first price counts, and nobody adds them up."""
    rates = f"{rate(27, 29)}{rate(28, 29, 50)}"
    message = read_one(
        stays(f"{SPAN}<RoomRates><RoomRate><Rates>{rates}</Rates></RoomRate></RoomRates>")
    )
    assert [one.price.after_tax for one in message.snapshot.rooms[0].nights] == [100, 100]
    assert message.snapshot.flags == (Flag.NIGHTS_DIFFER,)


def test_money_of_another_currency_is_left_out() -> None:
    """A room is sold for the money of its total; other money is never taken for it."""
    rates = f"{rate(27, 28)}{rate(28, 29).replace('EUR', 'USD')}"
    message = read_one(
        stays(
            f"{SPAN}<RoomRates><RoomRate><Rates>{rates}</Rates></RoomRate></RoomRates>"
            '<Total AmountAfterTax="200" CurrencyCode="EUR"/>'
        )
    )
    room = message.snapshot.rooms[0]
    assert [one.price.after_tax for one in room.nights] == [Decimal(100), None]
    assert (room.currency, message.snapshot.flags) == ("EUR", (Flag.CURRENCY_DIFFERS,))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('AmountAfterTax="299"', ToldPrice(Decimal(299))),
        ('AmountBeforeTax="280.00"', ToldPrice(None, Decimal("280.00"))),
        ('AmountAfterTax="110.5" AmountBeforeTax="100"', ToldPrice(Decimal("110.5"), Decimal(100))),
        ('AmountAfterTax="12345" DecimalPlaces="2"', ToldPrice(Decimal("123.45"))),
        ('AmountAfterTax="123.45" DecimalPlaces="2"', ToldPrice(Decimal("123.45"))),
        ('AmountAfterTax="+10.00"', ToldPrice(Decimal("10.00"))),
        ('AmountAfterTax=""', ToldPrice()),
    ],
    ids=["after", "before", "both", "places", "places-told-twice", "plus", "blank"],
)
def test_a_price_is_with_taxes_without_or_both(written, expected) -> None:
    """Nobody reckons the one from the other."""
    assert room_of(f"<Total {written}/>").price == expected


# fmt: off
GUESTS = {
    "adults":     ('AgeQualifyingCode="10" Count="2"',         ToldGuests(2, AgeBand.ADULT)),
    "child":      ('AgeQualifyingCode="8" Count="1" Age="9"',  ToldGuests(1, AgeBand.CHILD, 9)),
    "infant":     ('AgeQualifyingCode="7" Count="1"',          ToldGuests(1, AgeBand.INFANT)),
    "senior":     ('AgeQualifyingCode="11" Count="1"',
                   ToldGuests(1, AgeBand.ADULT, None, "11")),
    "unknown":    ('AgeQualifyingCode="77" Count="1"',
                   ToldGuests(1, AgeBand.UNKNOWN, None, "77")),
    "no-code":    ('Count="2"',                                ToldGuests(2, AgeBand.ADULT)),
    "only-age":   ('Count="1" Age="3"',                        ToldGuests(1, AgeBand.CHILD, 3)),
    "grown-up":   ('Count="1" Age="30"',                       ToldGuests(1, AgeBand.ADULT, 30)),
    "no-age":     ('AgeQualifyingCode="8" Count="1" Age="999"', ToldGuests(1, AgeBand.CHILD)),
    "no-count":   ('AgeQualifyingCode="8" Age="4"',            ToldGuests(1, AgeBand.CHILD, 4)),
}
# fmt: on


@pytest.mark.parametrize("name", GUESTS)
def test_guests_are_of_an_age(name) -> None:
    """By the code of their band, and by their age where that is told."""
    written, expected = GUESTS[name]
    room = room_of(f'<GuestCounts><GuestCount {written}/><GuestCount Count="0"/></GuestCounts>')
    assert room.guests == (expected,)
    assert set(AGES.values()) == {AgeBand.ADULT, AgeBand.CHILD, AgeBand.INFANT}


def test_meals_have_a_meaning_or_keep_their_code() -> None:
    """A private code of a platform survives."""
    plans = "<RatePlans><RatePlan><MealsIncluded {}/></RatePlan></RatePlans>"
    told = room_of(plans.format('MealPlanCodes="19 257"')).meals
    assert told == (Coded("19", MEALS["19"]), Coded("257"))
    card = " ".join("4111111111111111"[at : at + 4] for at in range(0, 16, 4))
    assert {one.code for one in room_of(plans.format(f'MealPlanCodes="{card}"')).meals} == {"****"}
    named = room_of(plans.format('MealPlanIndicator="true" Breakfast="true" Dinner="0"')).meals
    assert named == (Coded("Breakfast", "breakfast"),)


def test_two_rooms_in_one_are_two() -> None:
    """No room is lost; nights are of each of them, total and guests are shared."""
    inside = (
        '<RoomTypes><RoomType RoomTypeCode="DR" NumberOfUnits="2"/></RoomTypes>'
        f"<RoomRates><RoomRate><Rates>{rate(27, 29)}</Rates></RoomRate></RoomRates>"
        '<GuestCounts><GuestCount AgeQualifyingCode="10" Count="3"/></GuestCounts>'
        f'{SPAN}<Total AmountAfterTax="400.01" CurrencyCode="EUR"/>'
    )
    rooms = read_one(stays(inside)).snapshot.rooms
    assert [one.room_code for one in rooms] == ["DR", "DR"]
    assert [one.price.after_tax for one in rooms] == [Decimal("200.01"), Decimal("200.00")]
    assert [one.guests[0].count for one in rooms] == [2, 1]
    assert [len(one.nights) for one in rooms] == [2, 2]


# --- what else is sold ---


def service(number, price, more=""):
    """Return a service of a number."""
    return (
        f'<Service ServiceInventoryCode="MEAL" ServiceRPH="{number}" {more}><Price>{price}</Price>'
        "<ServiceDetails><ServiceDescription><Text>Dinner</Text></ServiceDescription>"
        "</ServiceDetails></Service>"
    )


def test_extras_are_sold_with_their_room() -> None:
    """What no room names, or two do, is sold with the reservation; nothing is sold twice."""
    numbers = ["".join(f'<ServiceRPH RPH="{one}"/>' for one in some) for some in ("12", "2")]
    rooms = stays(*(f"{SPAN}<ServiceRPHs>{one}</ServiceRPHs>" for one in numbers))
    total = '<Total AmountAfterTax="30" CurrencyCode="EUR"/>'
    sold = (
        service(1, total, 'Inclusive="true"')
        + service(2, '<Base AmountAfterTax="12.50"/>', 'Quantity="2"')
        + service(3, '<Total AmountBeforeTax="-5"/>')
    )
    snapshot = read_one(f"{rooms}<Services>{sold}</Services>").snapshot
    included = ToldExtra("Dinner", ToldPrice(Decimal(30)), 1, "MEAL", is_included=True)
    assert [one.extras for one in snapshot.rooms] == [(included,), ()]
    assert snapshot.extras == (
        ToldExtra("Dinner", ToldPrice(Decimal("25.00")), 2, "MEAL"),
        ToldExtra("Dinner", ToldPrice(None, Decimal(-5)), 1, "MEAL"),
    )


def test_taxes_say_whether_they_are_included() -> None:
    """Those of the whole reservation, else those of its rooms; a mere rate is no amount."""
    taxes = (
        '<Taxes><Tax Code="3" Type="Exclusive" Amount="4.50"/><Tax Percent="10"/>'
        '<Tax Type="Inclusive" Amount="20"><TaxDescription><Text>Tourism</Text></TaxDescription>'
        '</Tax><Tax Code="3" Amount="1" CurrencyCode="USD"/></Taxes>'
    )
    total = f'<Total AmountAfterTax="220" CurrencyCode="EUR">{taxes}</Total>'
    expected = (
        ToldTax(Coded("3", "city_tax"), Decimal("4.50"), is_included=False),
        ToldTax(Coded("Tourism"), Decimal(20), is_included=True),
    )
    for inside in (stays(SPAN) + whole(total), stays(SPAN + total)):
        snapshot = read_one(inside).snapshot
        assert snapshot.taxes == expected
        assert snapshot.flags == (Flag.CURRENCY_DIFFERS,)


@pytest.mark.parametrize(
    ("kind", "collects"),
    [("PrePay", Collects.CHANNEL), ("GuaranteeRequired", Collects.HOTEL), ("CC/DC/Voucher", None)],
    ids=["prepaid", "at-the-hotel", "unsaid"],
)
def test_somebody_takes_the_money(kind, collects) -> None:
    """A card that guarantees says nothing of who is paid."""
    message = read_one(whole(f'<Guarantee GuaranteeType="{kind}"/>'))
    assert message.snapshot.collects is collects


# --- what holds for all ---


def test_a_cancellation_need_not_say_what_it_was() -> None:
    """One with rooms tells them; one without tells nothing of them."""
    assert read_one(head='ResStatus="Cancel"').snapshot is None
    told = read_one(stays(SPAN), head='ResStatus="Cancel"').snapshot
    assert told.rooms[0].arrival == FRIDAY


def test_a_cancellation_is_read_whatever_else_cannot_be() -> None:
    """A room is not kept for nobody because of a price."""
    for inside, _, _ in FAULTS.values():
        message = read_one(inside, head='ResStatus="Cancel"')
        assert (message.happening, message.snapshot) == (Happening.CANCEL, None)


def test_a_status_alone_gives_no_room_up() -> None:
    """It tells of no rooms, and so of none that is missing."""
    assert read_one(head='ResStatus="Reserved"').snapshot.rooms == ()


def test_more_may_be_waiting() -> None:
    """A platform that says so is asked again."""
    assert not read(head='MoreIndicator="true"').is_last


def test_a_reservation_of_another_hotel_names_it() -> None:
    """A wrong code in one place of a delivery says nothing about what stands beside it."""
    own, other = (
        reservation(whole(f'<BasicPropertyInfo HotelCode="{code}"/>'), ids=NUMBERS)
        for code in ("UBUD", "KUTA")
    )
    for told in ((own, other), (other, own)):
        delivery = read(*told)
        assert delivery.hotel == ""
        assert {one.hotel for one in delivery.items} == {"UBUD", "KUTA"}
        assert all(one.message for one in delivery.items)
    one = read(own, own)
    assert (one.hotel, {item.hotel for item in one.items}) == ("UBUD", {""})


# fmt: off
FAULTS = {
    "date":        (stays('<TimeSpan Start="27/11/2026"/>'), "TimeSpan.Start", "date.bad_format"),
    "no-date":     (stays('<TimeSpan End="2026-02-30"/>'),   "TimeSpan.End",   "date.invalid"),
    "no-such-time": (stays('<TimeSpan Start="9999-12-30" Duration="P1W"/>'),
                                                             "TimeSpan.Start", "date.out_of_range"),
    "last-of-days": (stays("<RoomRates><RoomRate><Rates>"
                           '<Rate EffectiveDate="9999-12-30" UnitMultiplier="5"/>'
                           "</Rates></RoomRate></RoomRates>"),
                                                             "Rate.EffectiveDate",
                                                             "date.out_of_range"),
    "duration":    (stays('<TimeSpan Start="2026-11-27" Duration="PT2H"/>'),
                                                             "TimeSpan.Duration",
                                                             "value.unknown"),
    "amount":      (stays('<Total AmountAfterTax="1,50"/>'), "AmountAfterTax", "number.bad_format"),
    "count":       (stays('<GuestCounts><GuestCount Count="two"/></GuestCounts>'),
                                                             "GuestCount.Count",
                                                             "number.bad_format"),
    "many-guests": (stays('<GuestCounts><GuestCount Count="100"/></GuestCounts>'),
                                                             "count",         "value.out_of_range"),
    "many-nights": (stays("<RoomRates><RoomRate><Rates>"
                          '<Rate EffectiveDate="2026-11-27" ExpireDate="2199-12-31"/>'
                          "</Rates></RoomRate></RoomRates>"), "Rates",         "list.length"),
    "many-units":  (stays('<RoomTypes><RoomType NumberOfUnits="100"/></RoomTypes>'),
                                                             "NumberOfUnits", "value.out_of_range"),
    "two-spans":   (stays(SPAN + SPAN),                      "TimeSpan",       "field.duplicate"),
}
# fmt: on


@pytest.mark.parametrize("name", FAULTS)
def test_what_cannot_be_read_is_told_with_its_place(name) -> None:
    """A date or an amount is not guessed; whoever has written it learns where it stands."""
    inside, path, code = FAULTS[name]
    assert fault_of(inside) == (f"RoomStay[0].{path}", code)


def test_all_rooms_that_cannot_be_read_are_told_at_once() -> None:
    """Each with its place."""
    bad = '<Total AmountAfterTax="x"/>'
    (item,) = read(reservation(stays(bad, SPAN, bad))).items
    assert [one.path for one in item.fault.faults] == [
        "RoomStay[0].AmountAfterTax",
        "RoomStay[2].AmountAfterTax",
    ]


def test_the_same_is_read_whatever_the_names_are_short_for() -> None:
    """A prefix of a namespace is as good as none."""
    body = pulled(reservation(stays(SPAN))).decode()
    prefixed = (
        body.replace("<", "<o:").replace("<o:/", "</o:").replace("xmlns=", "xmlns:o=").encode()
    )
    reader = SiteMinderReservations(CREDENTIALS)
    assert reader.read_delivery(prefixed, SITEMINDER_CODES) == reader.read_delivery(
        body.encode(), SITEMINDER_CODES
    )
