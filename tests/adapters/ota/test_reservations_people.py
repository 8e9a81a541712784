"""Whom a reservation is for, what they wish, and the card they came with; and samples of others."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.adapters.ota.bringing import READER, SPAN, read, read_one, reservation, stays, whole

from axentra_core.adapters.ota.frame import OTA
from axentra_core.channels.code_tables import SITEMINDER_CODES
from axentra_core.channels.providers import Happening
from axentra_core.channels.reservations import AgeBand, Coded, Flag, ToldCard
from axentra_core.testing.reservation_values import card_numbers

SAMPLES = Path(__file__).parent / "samples"
NUMBER = next(card_numbers(3))


def customer(inside, kind="1"):
    """Return profiles of one customer."""
    return (
        f'<Profiles><ProfileInfo><Profile ProfileType="{kind}"><Customer>{inside}</Customer>'
        "</Profile></ProfileInfo></Profiles>"
    )


def name(given, surname="Sari"):
    """Return a name."""
    return (
        f"<PersonName><NamePrefix>Ibu</NamePrefix><GivenName>{given}</GivenName>"
        f"<Surname>{surname}</Surname></PersonName>"
    )


CONTACT = (
    '<Telephone PhoneTechType="3" PhoneNumber="999"/>'
    '<Telephone PhoneTechType="5" CountryAccessCode="+62" PhoneNumber="361 123456"/>'
    "<Email>ayu@example.com</Email><Address><AddressLine>Jalan Raya 1</AddressLine>"
    "<CityName>Ubud</CityName><PostalCode>80571</PostalCode><StateProv>Bali</StateProv>"
    '<CountryName Code="ID">Indonesia</CountryName></Address>'
)


def test_who_has_booked_is_told_with_the_whole() -> None:
    """A fax is no phone, and a country's name stands in the address."""
    personal = read_one(whole(customer(name("Ayu") + CONTACT))).personal
    assert personal.name == "Ayu Sari"
    assert (personal.mail, personal.phone) == ("ayu@example.com", "+62 361 123456")
    assert personal.address == "Jalan Raya 1, 80571 Ubud, Bali, Indonesia"
    assert personal.country == "ID"


def test_the_first_guest_has_booked_where_nobody_else_is_told() -> None:
    """Whoever is marked is the first."""
    guests = f"<ResGuest>{customer(name('Made'))}</ResGuest>"
    guests += f'<ResGuest PrimaryIndicator="1">{customer(name("Ayu") + CONTACT)}</ResGuest>'
    personal = read_one(f"{stays(SPAN)}<ResGuests>{guests}</ResGuests>").personal
    assert (personal.name, personal.mail) == ("Ayu Sari", "ayu@example.com")
    assert personal.guests == (("Made Sari", "Ayu Sari"),)


def test_a_guests_mail_is_not_that_of_another_who_has_booked() -> None:
    """The same person's is."""
    guests = f"<ResGuests><ResGuest>{customer(name('Ayu') + CONTACT)}</ResGuest></ResGuests>"
    other = read_one(guests + whole(customer(name("Made")))).personal
    assert (other.name, other.mail) == ("Made Sari", None)
    same = read_one(guests + whole(customer(name("Ayu")))).personal
    assert (same.name, same.mail) == ("Ayu Sari", "ayu@example.com")


def test_guests_of_several_rooms_are_not_guessed() -> None:
    """Where nobody says who sleeps where, nobody is put anywhere."""
    guests = f"<ResGuests><ResGuest>{customer(name('Ayu'))}</ResGuest></ResGuests>"
    assert read_one(stays(SPAN, SPAN) + guests).personal.guests == ()


def test_every_wish_is_kept_wherever_it_stands() -> None:
    """Long ones in pieces, each as one line."""
    long = "a quiet room " * 40
    texts = (
        stays(
            f"{SPAN}<Comments><Comment><Text>Late\n arrival</Text></Comment></Comments>"
            "<SpecialRequests><SpecialRequest><Text>Cot</Text></SpecialRequest></SpecialRequests>"
        ),
        whole(
            "<Comments><Comment><ListItem>Parking</ListItem><ListItem>Pool</ListItem></Comment>"
            f"<Comment>{long}</Comment></Comments>"
        ),
    )
    comments = read_one("".join(texts)).personal.comments
    assert comments[:4] == ("Late arrival", "Cot", "Parking", "Pool")
    assert " ".join(comments[4:]) == long.strip()


def test_too_many_wishes_are_cut() -> None:
    """A booking comes with some, and staff learn that there were more."""
    many = "<Comment><Text>please</Text></Comment>" * 5_000
    message = read_one(whole(f"<Comments>{many}</Comments>"))
    assert len(message.personal.comments) == 200
    assert message.snapshot.flags == (Flag.TEXT_CUT,)


# --- cards ---


def card(written, inside="", around="Guarantee"):
    """Return a guarantee by a card."""
    return (
        f"<{around}><GuaranteesAccepted><GuaranteeAccepted><PaymentCard {written}>{inside}"
        f"</PaymentCard></GuaranteeAccepted></GuaranteesAccepted></{around}>"
    )


def read_card(inside):
    """Return what is kept of a card, and the card."""
    (item,) = read(reservation(inside)).items
    assert item.message
    return item.message.snapshot.card, item.card


PLAIN = f"<CardNumber><PlainText>{NUMBER}\n  </PlainText></CardNumber>"
SPACED = " ".join(NUMBER[at : at + 4] for at in range(0, len(NUMBER), 4))


@pytest.mark.parametrize(
    "inside",
    [
        whole(card(f'CardCode="VI" CardNumber="{NUMBER}" ExpireDate="1229"')),
        stays(SPAN + card(f'CardCode="VI" CardNumber="{SPACED}" ExpireDate="1229"')),
        stays(SPAN + card('CardCode="VI" ExpireDate="1229"', PLAIN)),
        stays(SPAN + card('CardCode="VI" CardNumber="************1111"'))
        + whole(card('CardCode="VI" ExpireDate="12/29"', PLAIN)),
    ],
    ids=["whole", "of-a-room", "as-children", "after-a-masked-one"],
)
def test_a_card_goes_apart(inside) -> None:
    """Wherever and however it is written; a masked number is none."""
    told, secret = read_card(inside)
    assert told.brand == Coded("VI", "visa")
    assert told.valid_through == date(2029, 12, 31)
    assert (secret.number, secret.expires, secret.code) == (NUMBER, (2029, 12), None)


@pytest.mark.parametrize(
    "number",
    ["0000000000000000", "************1111", "tok_51Nabc", "", "12"],
    ids=["zeros", "masked", "token", "none", "short"],
)
def test_what_is_no_number_is_no_card(number) -> None:
    """A booking is never refused for its card."""
    told, secret = read_card(whole(card(f'CardCode="XX" CardNumber="{number}" ExpireDate="0000"')))
    assert secret is None
    assert told == ToldCard(brand=Coded("XX"))


def test_a_virtual_card_says_what_it_holds() -> None:
    """From when it can be charged is told of no other card."""
    inside = (
        "<DepositPayments><GuaranteePayment PaymentCode='43'><AcceptedPayments><AcceptedPayment>"
        f'<PaymentCard CardCode="MC" CardNumber="{NUMBER}" SeriesCode="123" ExpireDate="0131"'
        ' EffectiveDate="2026-11-27"><CardHolderName>Agency</CardHolderName></PaymentCard>'
        '</AcceptedPayment></AcceptedPayments><AmountPercent Amount="300.00" CurrencyCode="EUR"/>'
        "</GuaranteePayment></DepositPayments>"
    )
    told, secret = read_card(whole(inside))
    assert told == ToldCard(
        is_virtual=True,
        brand=Coded("MC", "mastercard"),
        balance=Decimal("300.00"),
        currency="EUR",
        active_on=date(2026, 11, 27),
        valid_through=date(2031, 1, 31),
    )
    assert (secret.code, secret.holder) == ("123", "Agency")
    told, _ = read_card(whole(card(f'CardNumber="{NUMBER}" EffectiveDate="1126"')))
    assert (told.is_virtual, told.active_on) == (True, date(2026, 11, 1))


# --- samples of others ---


def test_a_reservation_of_alpinebits_is_read() -> None:
    """Ages without a band, a number as plain text, dates before the booking, no message id."""
    body = (SAMPLES / "alpinebits_2022_reservation.xml").read_bytes()
    delivery = READER.read_delivery(body.replace(b"{card}", NUMBER.encode()), SITEMINDER_CODES)
    (item,) = delivery.items
    (room,) = item.message.snapshot.rooms
    assert delivery.hotel == "123"
    assert (item.id, item.about, item.card.number) == ("", "6b34fe24ac2ff810", NUMBER)
    assert (room.room_code, room.rate_code) == ("bigsuite", "123456-xyz")
    assert [(one.count, one.band, one.age) for one in room.guests] == [
        (2, AgeBand.ADULT, None),
        (1, AgeBand.CHILD, 9),
        (1, AgeBand.CHILD, 3),
    ]
    assert room.meals == (Coded("1", "all_inclusive"),)
    assert (room.arrival, room.departure) == (date(2022, 1, 1), date(2022, 1, 12))
    assert item.message.personal.name == "Otto Mustermann"
    assert item.message.personal.address == "Musterstraße 1, 1234 Musterstadt"
    assert item.message.personal.comments == (
        "Parkplatz",
        "Schwimmbad",
        "Skipass",
        "Sind Hunde erlaubt? Mfg. Otto Mustermann.",
    )


def test_a_push_of_alpinebits_tells_a_status_alone() -> None:
    """A cancellation has a type of its own there, and nobody tells any room."""
    body = (SAMPLES / "alpinebits_2022_status_update.xml").read_bytes()
    kept, gone = READER.read_delivery(body, SITEMINDER_CODES).items
    assert (kept.message.happening, kept.message.snapshot.rooms) == (Happening.BOOK, ())
    assert (gone.message.happening, gone.message.snapshot) == (Happening.CANCEL, None)
    assert gone.ids == (("15", "6b34fe24ac244444"),)


def test_a_booking_of_opentravel_is_read() -> None:
    """The number is a broker's, the status the document's; no room code, and no tax in a price."""
    paid = card(f'CardType="VS" CardNumber="{NUMBER}" ExpireDate="1229"')
    body = (
        f'<OTA_HotelResNotifRQ xmlns="{OTA}" EchoToken="7" TimeStamp="2026-11-20T02:30:00-05:00"'
        ' ResStatus="Commit"><POS><Source><BookingChannel Type="7" Primary="true"><CompanyName>'
        "Some Travel</CompanyName></BookingChannel></Source></POS><HotelReservations>"
        "<HotelReservation><RoomStays><RoomStay>"
        '<RatePlans><RatePlan RatePlanCode="CORP"/></RatePlans><RoomRates><RoomRate><Rates>'
        '<Rate EffectiveDate="2026-11-27" ExpireDate="2026-11-29"><Base AmountBeforeTax="280.00"/>'
        f'</Rate></Rates></RoomRate></RoomRates><GuestCounts><GuestCount Count="1"/></GuestCounts>'
        f"{SPAN}{paid}"
        "</RoomStay></RoomStays><ResGlobalInfo><HotelReservationIDs>"
        '<HotelReservationID ResID_Type="13" ResID_Value="7865" ResID_Source="Some Travel"/>'
        "</HotelReservationIDs></ResGlobalInfo><TPA_Extensions/></HotelReservation>"
        "</HotelReservations></OTA_HotelResNotifRQ>"
    ).encode()
    (item,) = READER.read_delivery(body, SITEMINDER_CODES).items
    (room,) = item.message.snapshot.rooms
    assert item.message.happening is Happening.BOOK
    assert item.message.reference.text == "7865"
    assert (room.room_code, room.rate_code, room.currency) == (None, "CORP", None)
    assert [one.price.before_tax for one in room.nights] == [Decimal(280), Decimal(280)]
    assert item.message.snapshot.card.brand == Coded("VS", "visa")
    assert item.card.number == NUMBER
