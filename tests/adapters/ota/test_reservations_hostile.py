"""Whatever is brought is read in bounded time, or refused; one bad message spoils no other."""

import re
import tracemalloc
from contextlib import suppress
from random import Random
from time import process_time

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from tests.adapters.ota.bringing import (
    MADE,
    READER,
    SPAN,
    pulled,
    read,
    reservation,
    stays,
    whole,
)
from tests.adapters.ota.test_hostile import BAD, MEGABYTE
from tests.adapters.ota.writing import CREDENTIALS

from axentra_core.adapters.ota import Credentials, SiteMinderReservations, write_delivery
from axentra_core.adapters.ota.xml_door import MOST_DELIVERY_BYTES, MOST_DELIVERY_ELEMENTS
from axentra_core.channels.code_tables import SITEMINDER_CODES
from axentra_core.channels.reservations import (
    CardSecret,
    Confirmation,
    Delivered,
    Delivery,
    Flag,
    Outcome,
    Report,
)
from axentra_core.kernel.errors import InvalidInput
from axentra_core.testing.reservation_values import RICH, SAMPLES, card_numbers, message

CALLER = Credentials("SITEMINDER", "siteminder", "another & long password")
# What is refused elsewhere, and is cleaned here.
CLEANED = {"direction"}
# Here more is taken at once.
TAKEN = {"wide"}


def read_body(body, reader=READER):
    """Return what is read of bytes."""
    return reader.read_delivery(body, SITEMINDER_CODES)


@pytest.mark.parametrize("name", [name for name in BAD if name not in CLEANED | TAKEN])
def test_what_is_hostile_is_refused(name) -> None:
    """Neither a bomb nor a broken document takes the desk with it, and nothing is looked up."""
    body, code = BAD[name]
    began = process_time()
    with pytest.raises(InvalidInput) as caught:
        read_body(body)
    assert caught.value.code == code
    assert process_time() - began < 2
    assert "passwd" not in str(caught.value)


def test_too_much_is_refused_before_it_is_parsed() -> None:
    """In bytes and in elements; neither costs the memory it has."""
    large, wide = b"<a>" + b"x" * MOST_DELIVERY_BYTES, b"<b/>" * (MOST_DELIVERY_ELEMENTS + 1)
    tracemalloc.start()
    try:
        for body, code in ((large, "xml.too_large"), (wide, "list.length")):
            with pytest.raises(InvalidInput) as caught:
                read_body(body)
            assert caught.value.code == code
        assert tracemalloc.get_traced_memory()[1] < 20 * MEGABYTE
    finally:
        tracemalloc.stop()


# fmt: off
ODD = {
    "direction":            "\u202equiet\u202c room",
    "direction-by-number":  "&#x202e;quiet&#8236; room",
    "control":              "quiet\x07\x1b room",
    "control-by-number":    "quiet&#7;&#x1B; room",
    "no-character":         "quiet\ufffe room",
    "none-by-number":       "quiet&#xFFFE; room",
    "surrogate-by-number":  "quiet&#xD800; room",
    "unseen":               "qu\u200biet\u00ad room",
}
# fmt: on


@pytest.mark.parametrize("name", ODD)
def test_odd_characters_are_cleaned(name) -> None:
    """What somebody has pasted into a wish loses neither this booking nor another one."""
    text = ODD[name]
    wish = whole(f"<Comments><Comment><Text>{text}</Text></Comment></Comments>")
    odd = read(
        reservation(
            stays(f'<RoomTypes><RoomType RoomTypeCode="{text}"/></RoomTypes>{SPAN}') + wish
        ),
        reservation(ids='<UniqueID Type="14" ID="EXP-002"/>'),
    )
    assert [one.fault for one in odd.items] == [None, None]
    one = odd.items[0].message
    assert one.personal.comments == ("quiet room",)
    assert one.snapshot.rooms[0].room_code == "quiet room"


def test_a_name_of_another_namespace_is_told_by_its_namespace() -> None:
    """Who reads that one name stands where the same has to be, learns nothing."""
    with pytest.raises(InvalidInput) as caught:
        read_body(pulled().replace(b"OTA/2003/05", b"OTA/2006/06"))
    for year in ("2006/06", "2003/05"):
        assert f"OTA/{year}}}OTA_ResRetrieveRS" in str(caught.value)


def test_a_null_is_refused() -> None:
    """No text of a guest has one; whoever sends it attacks."""
    for null in ("\0", "&#0;", "&#x000;"):
        with pytest.raises(InvalidInput):
            read(reservation(whole(f"<Comments><Comment>{null}</Comment></Comments>")))


def test_a_reference_that_looks_like_another_is_no_reference() -> None:
    """Two that look alike would be one booking to whoever reads them."""
    odd, plain = read(
        reservation(ids='<UniqueID Type="14" ID="EXP-\u202e001"/>'), reservation()
    ).items
    assert odd.fault.code == "text.bidi_control"
    assert odd.about == ""
    assert plain.message


def test_one_that_cannot_be_read_holds_up_no_other() -> None:
    """Each of a thousand is judged by itself."""
    bad = reservation(stays('<TimeSpan Start="x"/>'))
    items = read(*[reservation(), bad] * 500).items
    assert [one.message is None for one in items] == [False, True] * 500


def test_ten_thousand_are_read_at_once() -> None:
    """A platform that was not asked for long has much to tell."""
    many = [reservation(ids=f'<UniqueID Type="14" ID="EXP-{at}"/>') for at in range(10_000)]
    began = process_time()
    items = read(*many).items
    assert process_time() - began < 10
    assert len({one.message.reference for one in items}) == 10_000


LOTS = 100_000


def heap(*path, one="", more=""):
    """Return elements in one another, with many of the last one."""
    *around, last = path
    inside = f"<{last}{more}>{one}</{last}>" * LOTS
    for name in reversed(around):
        inside = f"<{name}>{inside}</{name}>"
    return inside


# fmt: off
HEAPS = {
    "rooms":    heap("RoomStays", "RoomStay"),
    "guests":   heap("ResGuests", "ResGuest"),
    "services": heap("Services", "Service"),
    "numbers":  heap("UniqueID", more=' Type="40" ID="1"'),
    "ids":      whole(heap("HotelReservationIDs", "HotelReservationID")),
    "taxes":    whole(heap("Total", "Taxes", "Tax")),
    "counts":   stays(heap("GuestCounts", "GuestCount")),
    "rates":    stays(heap("RoomRates", "RoomRate", "Rates", "Rate")),
    "channels": heap("POS", "Source", "BookingChannel"),
    "units":    stays(*['<RoomTypes><RoomType NumberOfUnits="99"/></RoomTypes>'] * 1_000),
}
WORDS = "x " * LOTS
MEALS = f"<MealsIncluded MealPlanCodes='{'1 ' * LOTS}'/>"
# What is only read as far as it is kept.
CUT = {
    "comments": whole(heap("Comments", "Comment", "Text", one="x")),
    "cards":    whole(heap("Guarantee", "PaymentCard", more=" CardNumber='4'")),
    "meals":    stays(f"<RatePlans><RatePlan>{MEALS}</RatePlan></RatePlans>"),
    "address":  whole(heap("Customer", "Address", "AddressLine", one="x")),
    "name":     whole(f"<Customer><PersonName><Surname>{WORDS}</Surname></PersonName></Customer>"),
    "digits":   whole(f"<Comments><Comment>{'4' * LOTS}</Comment></Comments>"),
    "amount":   whole(f"<Total AmountAfterTax='{'4' * 10 * LOTS}'/>"),
    "channel":  f"<POS><Source><BookingChannel><CompanyName Code='{'4' * 10 * LOTS}'/>"
                "</BookingChannel></Source></POS>",
    "nothing":  heap("Nothing"),
}
# fmt: on


@pytest.mark.parametrize("name", [*HEAPS, *CUT])
def test_a_heap_in_one_reservation_costs_little(name) -> None:
    """Nobody has so many rooms or guests; such a message is judged in no time."""
    began = process_time()
    heaped, plain = read(reservation({**HEAPS, **CUT}[name], pos=""), reservation()).items
    assert process_time() - began < 2
    assert (heaped.fault is not None) is (name in HEAPS)
    assert plain.message


# --- who calls ---


def pushed(caller):
    """Return a call of somebody."""
    item = Delivered("M-1", message(), about="BDC-1695093244")
    return write_delivery(Delivery("E-1", "UBUD", (item,), MADE), caller)


def test_only_who_is_let_in_brings_reservations() -> None:
    """By user and password, both."""
    reader = SiteMinderReservations(CREDENTIALS, caller=CALLER)
    assert read_body(pushed(CALLER), reader).items[0].message
    others = (
        pushed(Credentials("SITEMINDER", "siteminder", "guessed")),
        pushed(Credentials("SITEMINDER", "somebody", CALLER.password)),
        pushed(CALLER).replace(b"wsse:Security", b"wsse:Insecurity"),
        pushed(CALLER)[pushed(CALLER).index(b"<OTA_") : pushed(CALLER).index(b"</SOAP-ENV:Body>")],
    )
    for body in others:
        with pytest.raises(InvalidInput) as caught:
            read_body(body, reader)
        assert caught.value.faults[0].path == "UsernameToken"
        answer = reader.write_refusal(caught.value, MADE)
        assert b'Code="497"' in answer
        assert b"guessed" not in answer


def test_an_answer_needs_no_user() -> None:
    """Whoever is asked is known by the address that was asked."""
    reader = SiteMinderReservations(CREDENTIALS, caller=CALLER)
    assert read_body(pulled(reservation()), reader).items[0].message


@pytest.mark.parametrize("secret", [CREDENTIALS.password, CALLER.password])
def test_nobody_sees_a_password(secret) -> None:
    """Not even whoever prints the dialect."""
    assert secret not in repr(SiteMinderReservations(CREDENTIALS, caller=CALLER))


# --- card numbers ---

EVERYTHING = write_delivery(
    Delivery(
        "E-1",
        "UBUD",
        tuple(
            Delivered(f"M-{at}", one) for at, one in enumerate((*SAMPLES.values(), *RICH.values()))
        ),
        MADE,
    )
).decode()
# With nonsense in them nobody can read a reservation, and nothing else of it would be looked at.
HARMFUL = (
    "ResStatus",
    "Start",
    "End",
    "Eff",
    "Exp",
    "Count=",
    "Amount",
    "Quantity",
    "Unit",
    "Hotel",
)
PARTED = re.compile(r"[\W_]+")
# Numbers of reservations and of messages may look like anything.
TYPED = ("ID=", "ResID_Value=", "EchoToken=", "xmlns")


def places():
    """Return where what is not kept as text begins and ends, and all other text of a document."""
    found, harmless, at = [], [], EVERYTHING.index("<OTA_")
    while (at := EVERYTHING.find('="', at)) >= 0:
        begin, end = at + 2, EVERYTHING.index('"', at + 2)
        name = EVERYTHING[EVERYTHING.rindex(" ", 0, at) + 1 : begin - 1]
        if not name.startswith(TYPED):
            (found if name.startswith(HARMFUL) else harmless).append((begin, end))
        at = end
    at = 0
    while (at := EVERYTHING.find(">", at)) >= 0:
        end = EVERYTHING.find("<", at)
        if end > at + 1:
            harmless.append((at + 1, end))
        at += 1
    return found, harmless


PLACES = [spot for some in places() for spot in some if spot[0] > EVERYTHING.index("<UniqueID")]


def test_card_numbers_stand_in_nothing_that_is_kept_or_said() -> None:
    """Ten thousand of them, in every attribute and text but those of numbers."""
    (harmful, harmless), chance, numbers = places(), Random(5), card_numbers(11)
    assert len(harmless) > 300
    planted = 0
    while planted < 10_000:
        body, here = [], {}
        for spot in sorted([*chance.sample(harmful, 4), *chance.sample(harmless, 240)]):
            here[spot] = next(numbers)
        at = 0
        for (begin, end), number in here.items():
            way = chance.choice(["{}", "a {} b", "{}-"])
            between = chance.choice([" ", "-", "_", "  /  "])
            shown = between.join(number[part : part + 4] for part in range(0, len(number), 4))
            written = way.format(chance.choice([number, shown]))
            body += [EVERYTHING[at:begin], written]
            at = end
        planted += len(here)
        try:
            delivery = read_body("".join([*body, EVERYTHING[at:]]).encode())
        except InvalidInput as error:
            said = str(error)
        else:
            report = Report("R-1", "UBUD", MADE, tuple(map(refused, delivery.items)))
            contents = [one.message.content for one in delivery.items if one.message]
            said = "".join(
                [
                    repr(delivery),
                    *map(str, (one.fault for one in delivery.items)),
                    *contents,
                    READER.write_report(report).decode(),
                    READER.write_reply(delivery, report).decode(),
                ]
            )
        plain = PARTED.sub("", said)
        for number in here.values():
            assert number not in plain


def refused(item):
    """Return that a message was refused for its fault."""
    fault = item.fault
    code, sentence = (fault.code, fault.sentence) if fault else ("x.y", "")
    return Confirmation(item, Outcome.REFUSED, None, code, sentence)


def test_a_number_among_wishes_is_masked_and_told() -> None:
    """Guests write such things; the booking comes, and the number does not."""
    number = next(card_numbers(4))
    item = read(
        reservation(whole(f"<Comments><Comment>pay by {number} ok</Comment></Comments>"))
    ).items[0]
    assert item.message.personal.comments == (f"pay by {'*' * len(number)} ok",)
    assert item.message.snapshot.flags == (Flag.CARD_REMOVED,)


def test_a_card_is_shown_by_nothing() -> None:
    """Neither by the delivery nor by what fails after it."""
    number = next(card_numbers(4))
    secret = CardSecret(number, expires=(2029, 12), code="737", holder="AYU")
    body = write_delivery(Delivery("E-1", "UBUD", (Delivered("M-1", message(), secret),), MADE))
    assert number.encode() in body
    (item,) = read_body(body).items
    assert item.card.number == number
    for shown in (repr(item), str(item), item.message.content, f"{item.card}"):
        assert number not in shown
        assert "737" not in shown


# --- damage ---


@for_all(st.data())
@settings(max_examples=100, deadline=None)
def test_damage_on_the_way_raises_nothing_else(data) -> None:
    """Whatever happens to bytes on the way, they are read or refused with a code."""
    body = bytearray(EVERYTHING.encode())
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(body) - 1))
        body[place : place + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))
    with suppress(InvalidInput):
        read_body(bytes(body))


@for_all(st.data())
@settings(max_examples=30, deadline=None)
def test_any_text_in_any_place_spoils_one_message_at_most(data) -> None:
    """What stands in an attribute or a text of one reservation is the matter of that one."""
    begin, end = data.draw(st.sampled_from(PLACES))
    text = data.draw(
        st.text(st.characters(exclude_characters='<>&"\0', codec="utf-8"), max_size=30)
        | st.sampled_from(["9" * 400, "-1", "1e9", "NaN", "2026-13-45", "P999W", "true"])
    )
    body = f"{EVERYTHING[:begin]}{text}{EVERYTHING[end:]}"
    items = read_body(body.encode()).items
    assert len(items) == len(SAMPLES) + len(RICH)
    assert sum(one.fault is not None for one in items) <= 1
