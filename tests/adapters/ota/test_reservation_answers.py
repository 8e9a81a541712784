"""What a hotel answers, asks and tells of reservations, as SiteMinder wants it."""

from datetime import timedelta

import attrs
import pytest
from tests.adapters.ota.bringing import MADE, READER, pulled, read, reservation
from tests.adapters.ota.writing import CREDENTIALS

from axentra_core.adapters.ota import (
    Confirmed,
    Credentials,
    read_ask,
    read_confirmations,
    read_upload,
    write_fault,
    write_report_answer,
    write_upload_answer,
)
from axentra_core.channels.causes import Cause
from axentra_core.channels.code_tables import SITEMINDER_CODES
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import (
    Confirmation,
    Delivered,
    OtherId,
    Outcome,
    Report,
    ReservationRequest,
    Upload,
)
from axentra_core.kernel.errors import InvalidInput
from axentra_core.testing.reservation_values import card_numbers, message

TAKEN, REFUSED, LATER = Outcome
ONE = Delivered("M-1", message(), about="BDC-1695093244")
OTHER = Delivered("M-2", message("2"), about="BDC-2")
NAMELESS = Delivered("", message("3"), about="BDC-3", ids=(("15", "3"),))
OK = Confirmation(ONE, TAKEN, "S-17")
NO = Confirmation(OTHER, REFUSED, None, "field.required", "a value is required @ ResStatus")
WAIT = Confirmation(NAMELESS, LATER, None, Cause.PLATFORM_UNAVAILABLE, "the store is busy")
DELIVERY = read(reservation())
ANSWER_AT = MADE + timedelta(seconds=2)


def report(*confirmations):
    """Return a report of what became of messages."""
    return Report("R-1", "UBUD", ANSWER_AT, confirmations)


def body_of(document):
    """Return what stands in the body of an envelope."""
    text = document.decode()
    begin = text.index("<SOAP-ENV:Body>") + len("<SOAP-ENV:Body>")
    return text[begin : text.index("</SOAP-ENV:Body>")]


NS = 'xmlns="http://www.opentravel.org/OTA/2003/05"'
AT = 'TimeStamp="2026-11-20T07:30:02+00:00" Version="1.0"'
M_1 = '<UniqueID Type="16" ID="M-1" ID_Context="MESSAGE_UNIQUE_ID"/>'
S_17 = (
    '<ResGlobalInfo><HotelReservationIDs><HotelReservationID ResID_Type="14" ResID_Value="S-17"/>'
    "</HotelReservationIDs></ResGlobalInfo>"
)
LISTED = f"<HotelReservations><HotelReservation>{M_1}{S_17}</HotelReservation></HotelReservations>"


def test_a_report_is_one_of_success() -> None:
    """By the number of the message, with the number that the hotel has given."""
    assert body_of(READER.write_report(report(OK))) == (
        f'<OTA_NotifReportRQ {NS} EchoToken="R-1" {AT}><Success/><NotifDetails><HotelNotifReport>'
        f"{LISTED}</HotelNotifReport></NotifDetails></OTA_NotifReportRQ>"
    )


def test_a_report_may_be_one_of_errors() -> None:
    """Each message that was refused says why, in the platform's numbers and in our words."""
    assert body_of(READER.write_report(report(NO))) == (
        f'<OTA_NotifReportRQ {NS} EchoToken="R-1" {AT}><Errors>'
        '<Error Type="10" Code="321" ShortText="field.required" RecordID="M-2">'
        "a value is required @ ResStatus</Error></Errors><NotifDetails><HotelNotifReport>"
        '<HotelReservations><HotelReservation><UniqueID Type="16" ID="M-2"'
        ' ID_Context="MESSAGE_UNIQUE_ID"/></HotelReservation></HotelReservations>'
        "</HotelNotifReport></NotifDetails></OTA_NotifReportRQ>"
    )


def test_a_reply_is_one_of_success() -> None:
    """It repeats the id of the call."""
    assert body_of(READER.write_reply(DELIVERY, report(OK))) == (
        f'<OTA_HotelResNotifRS {NS} EchoToken="E-1" {AT}><Success/>{LISTED}</OTA_HotelResNotifRS>'
    )


DONE = Confirmed("M-1", TAKEN, "S-17")
BAD = Confirmed("M-2", REFUSED, None, "field.required")
NOT_YET = Confirmed("3", LATER, None, "channels.platform_unavailable")
# fmt: off
HEARD = {
    "taken":              ([OK],           {DONE},      {DONE}),
    "refused":            ([NO],           {BAD},       {BAD}),
    "later":              ([WAIT],         set(),       {NOT_YET}),
    "taken-and-refused":  ([OK, NO],       {DONE, BAD}, {DONE, BAD}),
    # All of it comes again, what is taken already too: that harms nobody.
    "taken-and-later":    ([OK, WAIT],     {DONE},      {NOT_YET}),
    "refused-and-later":  ([NO, WAIT],     {BAD},       {NOT_YET}),
    "all":                ([OK, NO, WAIT], {DONE, BAD}, {NOT_YET}),
    "nothing":            ([],             set(),       set()),
}
# fmt: on


@pytest.mark.parametrize("name", HEARD)
def test_only_what_is_stored_is_confirmed(name) -> None:
    """What could not be stored just now comes again, and what never can be does not."""
    told, of_report, of_reply = HEARD[name]
    heard = read_confirmations(READER.write_report(report(*told)), CREDENTIALS)
    assert (heard.id, heard.at, {*heard.confirmed}) == ("R-1", ANSWER_AT, of_report)
    heard = read_confirmations(READER.write_reply(DELIVERY, report(*told)))
    assert (heard.id, heard.at, {*heard.confirmed}) == ("E-1", ANSWER_AT, of_reply)


def test_what_has_no_number_is_confirmed_by_its_reservations() -> None:
    """So a platform that numbers no message is answered too."""
    for item, number in ((NAMELESS, "3"), (attrs.evolve(NAMELESS, ids=()), "BDC-3")):
        told = report(Confirmation(item, TAKEN, "S-1"))
        (heard,) = read_confirmations(READER.write_report(told)).confirmed
        assert heard == Confirmed(number, TAKEN, "S-1")


def test_a_call_without_an_id_is_answered_without() -> None:
    """Nothing is made up to be repeated."""
    reply = READER.write_reply(attrs.evolve(DELIVERY, id=""), report(OK))
    assert b"EchoToken" not in reply
    assert read_confirmations(reply).id == ""


@pytest.mark.parametrize("token", ["a\tb", "x" * 500, "\u202eE-1", " "], ids=ascii)
def test_an_id_that_cannot_be_repeated_is_not(token) -> None:
    """Whatever stands there, the messages beside it are read."""
    delivery = read(reservation(), head=f'EchoToken="{token.replace(chr(9), "&#9;")}"')
    assert delivery.items[0].message
    assert READER.write_reply(delivery, report(OK))


def test_why_a_call_cannot_be_read_is_said_without_what_it_says() -> None:
    """A card number in a broken call is not sent back."""
    number = next(card_numbers(2))
    with pytest.raises(InvalidInput) as caught:
        READER.read_delivery(f"<a{number}/>".encode(), SITEMINDER_CODES)
    refusal = READER.write_refusal(caught.value, ANSWER_AT)
    assert number.encode() not in refusal
    assert b'<Error Type="3" Code="450" ShortText="xml.unexpected">' in refusal
    assert read_confirmations(refusal).confirmed == ()


def test_a_long_sentence_is_cut() -> None:
    """A platform has room for some words."""
    told = attrs.evolve(NO, sentence="wrong " * 200)
    assert len(READER.write_report(report(told))) < 2_500


# --- what is asked ---


def test_all_that_was_not_confirmed_is_asked_for() -> None:
    """Of one property."""
    asked = ReservationRequest("Q-1", "UBUD", MADE)
    document = READER.ask(asked)
    assert (
        '<ReadRequests><HotelReadRequest HotelCode="UBUD"><SelectionCriteria'
        ' SelectionType="Undelivered"/></HotelReadRequest></ReadRequests>'
    ) in document.decode()
    assert read_ask(document, SITEMINDER_CODES, CREDENTIALS) == asked


def test_one_reservation_is_asked_for() -> None:
    """By its number, as the platform has told it."""
    asked = ReservationRequest("Q-1", "UBUD", MADE, ChannelReference("EXP", "001"))
    document = READER.ask(asked)
    assert '<ReadRequest><UniqueID Type="14" ID="EXP-001"/></ReadRequest>' in document.decode()
    assert read_ask(document, SITEMINDER_CODES, CREDENTIALS) == asked


@pytest.mark.parametrize(
    "others",
    [
        Credentials("AXENTRA", "axentra", "guessed"),
        Credentials("AXENTRA", "other", CREDENTIALS.password),
        Credentials("OTHER", "axentra", CREDENTIALS.password),
    ],
    ids=["password", "user", "pms"],
)
def test_a_platform_lets_nobody_else_in(others) -> None:
    """User, password and the code of the PMS have to be those that were given out."""
    document = READER.ask(ReservationRequest("Q-1", "UBUD", MADE))
    with pytest.raises(InvalidInput) as caught:
        read_ask(document, SITEMINDER_CODES, others)
    assert caught.value.faults[0].path == "UsernameToken"


# --- how a hotel is answered ---

UPLOAD = Upload("U-1", "UBUD", MADE, "S-77", message(ids=(OtherId("platform", "SM-77"),)))


def test_an_upload_has_every_number() -> None:
    """The hotel's own is the reservation's; platform's and channel's stand beside it."""
    document = READER.write_upload(UPLOAD).decode()
    for kind, number in (("14", "S-77"), ("25", "SM-77"), ("29", "1695093244")):
        assert f'<UniqueID Type="{kind}" ID="{number}"/>' in document
    assert read_upload(document.encode(), SITEMINDER_CODES, CREDENTIALS) == UPLOAD


def test_an_upload_is_answered_with_the_platforms_number() -> None:
    """Where it says so."""
    answer = write_upload_answer("U-1", MADE, "SM-9")
    assert READER.read_upload_answer(UPLOAD, answer) == "SM-9"
    without = answer.replace(b'Type="25"', b'Type="40"')
    assert READER.read_upload_answer(UPLOAD, without) is None


GOOD = write_report_answer("R-1", MADE)
# fmt: off
NO_ANSWERS = {
    "another-report": (write_report_answer("R-2", MADE),                  "value.contradicts"),
    "another-answer": (write_upload_answer("R-1", MADE, "SM-9"),          "xml.unexpected"),
    "fault":          (write_fault("Authentication failed", "Client"),    "xml.unexpected"),
    "errors":         (GOOD.replace(b"<Success/>", b"<Errors><Error/></Errors>"), "xml.unexpected"),
    "neither":        (GOOD.replace(b"<Success/>", b""),                  "xml.unexpected"),
    "nothing":        (b"",                                               "xml.bad_format"),
    "reservations":   (pulled(reservation()),                             "xml.unexpected"),
}
# fmt: on


@pytest.mark.parametrize("name", NO_ANSWERS)
def test_only_success_is_believed(name) -> None:
    """A report of which nobody knows whether it was taken is told again."""
    answer, code = NO_ANSWERS[name]
    with pytest.raises(InvalidInput) as caught:
        READER.read_report_answer(report(OK), answer)
    assert caught.value.code == code


def test_a_report_that_was_taken_is_told() -> None:
    """Once."""
    READER.read_report_answer(report(OK), GOOD)


@pytest.mark.parametrize(
    "inside",
    ['<Errors><Error Type="6" Code="392">Hotel not found</Error></Errors>', "<Errors/>"],
    ids=["said", "unsaid"],
)
def test_errors_in_the_place_of_reservations_are_told(inside) -> None:
    """A hotel that is not known there learns so, and thinks of no empty list."""
    body = pulled().decode().replace("<Success/>", inside).encode()
    with pytest.raises(InvalidInput) as caught:
        READER.read_delivery(body, SITEMINDER_CODES)
    assert caught.value.code == "xml.unexpected"
