"""What Channex is asked and told: acknowledgements, webhooks and bookings of the hotel's own."""

import json
from datetime import UTC, datetime

import attrs
import pytest
from hypothesis import given as for_all
from tests.adapters.channex.bookings import AT, DIALECT, HOTEL, item_of, messages, read, told

from axentra_core.adapters.channex import (
    Confirmed,
    read_confirmations,
    read_request,
    read_upload,
    write_error,
    write_report_answer,
    write_upload_answer,
    write_webhook,
)
from axentra_core.channels.causes import Cause
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import (
    Confirmation,
    Delivered,
    Delivery,
    OtherId,
    Outcome,
    Report,
    ReservationRequest,
    Upload,
)
from axentra_core.kernel.errors import InvalidInput
from axentra_core.testing.channex_side import ChannexReservationSide

FAULTY = Delivered("m-2", fault=InvalidInput.because("field.required", path="status"))
REPORT = Report(
    "r-1",
    HOTEL,
    AT,
    (
        Confirmation(Delivered("m-1"), Outcome.TAKEN, number="R1"),
        Confirmation(FAULTY, Outcome.REFUSED, code="field.required", sentence="no status"),
        Confirmation(Delivered("m-3"), Outcome.LATER, code="store.busy"),
        Confirmation(Delivered("m-4"), Outcome.TAKEN),
        Confirmation(Delivered(""), Outcome.TAKEN),
    ),
)
UPLOAD = Upload("u-1", HOTEL, AT, "R7", told())


def test_only_what_is_stored_is_acknowledged() -> None:
    """What was refused or is to come again stays in the feed, and Channex warns of it by mail."""
    written = json.loads(DIALECT.write_report(REPORT))
    assert written["acknowledge"] == ["m-1", "m-4"]
    assert written["property_id"] == HOTEL
    assert read_confirmations(DIALECT.write_report(REPORT)) == (
        Confirmed("m-1", Outcome.TAKEN),
        Confirmed("m-4", Outcome.TAKEN),
        Confirmed("m-2", Outcome.REFUSED, "field.required"),
        Confirmed("m-3", Outcome.LATER, "store.busy"),
    )


def test_a_revision_that_came_twice_is_acknowledged_once() -> None:
    """The same call twice would tell nothing more."""
    twice = attrs.evolve(REPORT, confirmations=(*REPORT.confirmations, *REPORT.confirmations))
    assert json.loads(DIALECT.write_report(twice))["acknowledge"] == ["m-1", "m-4"]


def test_a_report_is_taken_when_every_acknowledgement_is() -> None:
    """One call that failed is one revision that comes again."""
    DIALECT.read_report_answer(REPORT, write_report_answer(["m-1", "m-4"]))
    nothing = attrs.evolve(REPORT, confirmations=())
    DIALECT.read_report_answer(nothing, write_report_answer([]))
    for body, path, code in (
        (write_report_answer(["m-1"]), "answers.m-4.meta.message", "field.required"),
        (write_report_answer(["m-1", "m-4"], ["m-4"]), "answers.m-4.errors.code", "value.unknown"),
        (b'{"answers": {"m-1": {"meta": {"message": "No"}}}}', "answers.m-1.meta.message",
         "value.unknown"),
        (b'{"answers": {"m-1": []}}', "answers.m-1", "field.wrong_type"),
        (b'{"answers": []}', "answers", "field.wrong_type"),
    ):  # fmt: skip
        with pytest.raises(InvalidInput) as caught:
            DIALECT.read_report_answer(REPORT, body)
        (fault,) = caught.value.faults
        assert (fault.path, fault.code) == (path, code)


@pytest.mark.parametrize(
    "reference", [None, ChannelReference("BDC", "155"), ChannelReference(None, "A-7")], ids=str
)
def test_the_feed_is_asked_for_one_property(reference) -> None:
    """The oldest revision comes first, so that a modification finds its booking."""
    request = ReservationRequest("q-1", HOTEL, AT, reference)
    asked = json.loads(DIALECT.ask(request))
    assert (asked["property_id"], asked["order"]) == (HOTEL, "asc")
    found = read_request(DIALECT.ask(request), AT)
    assert (found.hotel, found.reference, found.passed) == (HOTEL, reference, 0)


@pytest.mark.parametrize(("passed", "page"), [(0, 1), (99, 1), (100, 2), (150, 2), (200, 3)])
def test_a_page_that_nobody_can_take_is_passed(passed, page) -> None:
    """Channex keeps what was not acknowledged before everything that has come since."""
    asked = DIALECT.ask(ReservationRequest("q-1", HOTEL, AT, passed=passed))
    assert json.loads(asked)["page"] == page
    assert read_request(asked, AT).passed == (page - 1) * 100


def test_a_webhook_is_a_trigger_only() -> None:
    """Webhooks come in any order and may be anybody's: nothing of them is believed."""
    delivery = read(write_webhook(HOTEL, item_of(told()), AT))
    assert delivery == Delivery("", HOTEL, (), AT, is_last=False)
    assert DIALECT.write_reply(delivery, attrs.evolve(REPORT, confirmations=())) == b""


@pytest.mark.parametrize(
    ("body", "is_last"),
    [
        (b'{"event": "booking_new", "property_id": "P", "timestamp": "2026-11-24T00:00:00.0000Z"}',
         False),
        (b'{"event": "booking_unmapped_room", "property_id": "P"}', False),
        (b'{"event": "non_acked_booking", "property_id": "P"}', False),
        (b'{"event": "ari", "payload": [], "property_id": "P"}', True),
        (b'{"event": 5}', True),
    ],
    ids=range(5),
)  # fmt: skip
def test_only_news_of_bookings_trigger(body, is_last) -> None:
    """Prices that have changed bring no reservation."""
    delivery = read(body)
    assert delivery.items == ()
    assert delivery.is_last is is_last
    assert delivery.at in {None, datetime(2026, 11, 24, tzinfo=UTC)}


def test_a_refusal_tells_a_code_and_nothing_else() -> None:
    """What cannot be read at all is answered without anything of what came."""
    fault = InvalidInput.because("json.bad_format", reason="something about Ayu")
    assert json.loads(DIALECT.write_refusal(fault, AT)) == {
        "errors": {"code": "json.bad_format", "title": "Not readable"}
    }


@for_all(messages())
def test_a_booking_of_the_hotels_own_is_read_back(message) -> None:
    """Both know it afterwards, each under its own number."""
    upload = attrs.evolve(UPLOAD, message=message)
    found = read_upload(DIALECT.write_upload(upload), AT)
    assert (found.hotel, found.number) == (HOTEL, "R7")
    expected = attrs.evolve(message, ids=(*message.ids, OtherId("pms", "R7")))
    assert found.message.reference == expected.reference
    assert found.message.ids == expected.ids
    assert found.message.personal == expected.personal
    if message.snapshot is not None:
        assert found.message.snapshot.rooms == message.snapshot.rooms


def test_a_new_booking_has_no_id_of_the_platforms() -> None:
    """A transport sees by it whether it is sent as a new one."""
    fresh = attrs.evolve(UPLOAD, message=attrs.evolve(UPLOAD.message, ids=()))
    assert json.loads(DIALECT.write_upload(fresh))["booking_id"] is None
    known = json.loads(DIALECT.write_upload(UPLOAD))
    assert known["booking_id"] == "cfa33f3b-bd32-4b90-8ef9-bde2bfe986cd"
    assert known["booking"]["ota_name"] == "Booking.com"
    own = attrs.evolve(UPLOAD.message, reference=ChannelReference(None, "R7"))
    offline = json.loads(DIALECT.write_upload(attrs.evolve(UPLOAD, message=own)))
    assert offline["booking"]["ota_name"] == "Offline"


def test_an_upload_without_a_number_is_refused() -> None:
    """A platform cannot tell two of the hotel's own bookings apart without it."""
    for body, path in (
        (b'{"booking": {}}', "booking.property_id"),
        (b'{"booking": {"property_id": "P"}}', "booking.meta.pms_number"),
        (b'{"booking": {"property_id": "P", "meta": {"pms_number": "1"}}}', "booking.status"),
    ):
        with pytest.raises(InvalidInput) as caught:
            read_upload(body, AT)
        assert caught.value.faults[0].path == path


def test_the_answer_to_an_upload_tells_a_number() -> None:
    """It is kept beside the hotel's own."""
    assert DIALECT.read_upload_answer(UPLOAD, write_upload_answer("B-1", "OFL-R7")) == "B-1"
    for body, code in (
        (write_error("validation_error"), "value.unknown"),
        (b'{"data": {}}', "field.required"),
        (b"{}", "field.required"),
    ):
        with pytest.raises(InvalidInput) as caught:
            DIALECT.read_upload_answer(UPLOAD, body)
        assert caught.value.faults[0].code == code


def test_a_simulator_speaks_it() -> None:
    """The platform of a test writes and reads all that the port asks for."""
    side = ChannexReservationSide()
    delivery = Delivery("", HOTEL, (item_of(told()), Delivered("m-2")))
    pulled = read(side.write_pulled(delivery))
    assert [one.fault is None for one in pulled.items] == [True, False]
    assert pulled.items[1].id == "m-2"
    pushed = side.write_pushed(delivery)
    assert read(pushed).items == ()
    assert side.read_reply(delivery, DIALECT.write_reply(read(pushed), REPORT)) == ()
    heard = side.read_report(DIALECT.write_report(REPORT))
    assert [one.outcome for one in heard.heard] == ["taken", "taken"]
    DIALECT.read_report_answer(REPORT, side.write_report_answer(heard))
    upload = side.read_upload(DIALECT.write_upload(UPLOAD))
    assert DIALECT.read_upload_answer(UPLOAD, side.write_upload_answer(upload, "B-1")) == "B-1"
    assert side.read_request(DIALECT.ask(ReservationRequest("q", HOTEL, AT))).hotel == HOTEL
    for read_one in (side.read_request, side.read_report, side.read_upload):
        assert read_one(b"[]") is Cause.MESSAGE_REFUSED
    with pytest.raises(InvalidInput):
        read(side.write_fault(Cause.NOT_LET_IN))
