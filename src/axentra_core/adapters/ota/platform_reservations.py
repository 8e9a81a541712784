"""The other side of the wire for reservations: SiteMinder's, for simulators and for tests."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import attrs

from axentra_core.adapters.ota.answers import ERRORS, OTHER
from axentra_core.adapters.ota.asking import READ, UPLOAD
from axentra_core.adapters.ota.booked import Around, ids_of, read_reservation
from axentra_core.adapters.ota.confirmations import REPLY, REPORT, REPORT_ANSWER
from axentra_core.adapters.ota.deliveries import PULLED, PUSHED, hotel_of, let_in, not_let_in
from axentra_core.adapters.ota.envelope import (
    Credentials,
    content,
    read_envelope,
    request,
    response,
)
from axentra_core.adapters.ota.frame import (
    CANCELLATION,
    CHANNELS_OWN,
    MESSAGE,
    MESSAGE_CONTEXT,
    OTA,
    PLATFORMS_OWN,
    RESERVATION,
    attribute,
    head,
    head_of,
    pms_of,
)
from axentra_core.adapters.ota.texts import moment_of
from axentra_core.adapters.ota.written_bookings import unique_id, write_reservation
from axentra_core.adapters.ota.xml_door import (
    MOST_BYTES,
    Element,
    local_name,
    only_child,
    unexpected,
)
from axentra_core.channels.codes import CodeTable
from axentra_core.channels.dialect import Verdict
from axentra_core.channels.references import read_reference
from axentra_core.channels.reservations import (
    Delivered,
    Delivery,
    Outcome,
    ReservationRequest,
    Upload,
)

# A status that no reservation has: what nobody can read is written with it.
UNREADABLE: Final = "Unknown"

_CONFIRMING: Final = [f"{{{OTA}}}{name}" for name in (REPLY, REPORT)]
_LISTS: Final = {PUSHED: "HotelReservations", PULLED: "ReservationsList"}
(
    _ERRORS,
    _ERROR,
    _WARNING,
    _RESERVATIONS,
    _RESERVATION,
    _UNIQUE,
    _OTHER,
    _REQUESTS,
    _OF_HOTEL,
    _OF_ONE,
) = (
    f"{{{OTA}}}{name}"
    for name in (
        "Errors",
        "Error",
        "Warning",
        "HotelReservations",
        "HotelReservation",
        "UniqueID",
        "HotelReservationID",
        "ReadRequests",
        "HotelReadRequest",
        "ReadRequest",
    )
)


@attrs.frozen
class Confirmed:
    """What a platform is told became of one message.

    Attributes:
        id: the message's own number, or that of its reservation where it has none.
        outcome: what became of it.
        number: under which the hotel has the reservation, where that is told.
        code: why it was not taken, in the words of who tells it.
    """

    id: str
    outcome: Outcome
    number: str | None = None
    code: str = ""


@attrs.frozen
class Reported:
    """Confirmations as they have come.

    Attributes:
        id: of the reply or the report; empty where it has none.
        at: when it was made; None where that is not told.
        confirmed: what became of each message; one that is left out was not confirmed.
    """

    id: str
    at: datetime | None
    confirmed: tuple[Confirmed, ...]


# --- what is brought ---


def write_delivery(delivery: Delivery, caller: Credentials | None = None) -> bytes:
    """Return messages as they are brought, each with its card.

    Args:
        delivery: it; of a message that is None only the numbers are written, as nobody can read
            it. One without a time of its own is told none.
        caller: who calls the hotel; None for the answer to who has asked.
    """
    name = local_name(PULLED if caller is None else PUSHED)
    container = _LISTS[PULLED if caller is None else PUSHED]
    told = "".join(_written(one, one.hotel or delivery.hotel) for one in delivery.items)
    more = "" if delivery.is_last else ' MoreIndicator="true"'
    success = "<Success/>" if caller is None else ""
    begun = f"{head(name, delivery.id, delivery.at, more)}{success}"
    message = f"{begun}<{container}>{told}</{container}></{name}>"
    return response(message) if caller is None else request(caller, message)


def _written(item: Delivered, hotel: str) -> str:
    own = unique_id(MESSAGE, item.id, MESSAGE_CONTEXT) if item.id else ""
    if item.message is None:
        known = unique_id(RESERVATION, item.about) if item.about else ""
        return f'<HotelReservation ResStatus="{UNREADABLE}">{known}{own}</HotelReservation>'
    ids = unique_id(RESERVATION, item.message.reference.text) + own
    return write_reservation(item.message, ids, hotel, item.card)


# --- what became of it ---


def read_confirmations(body: bytes, credentials: Credentials | None = None) -> Reported:
    """Return what a hotel has told of messages: its reply to a call, or its report.

    What is named by a warning was refused, beside others that were taken. An error that names no
    message is about all of them, and confirms none.

    Args:
        body: as it came.
        credentials: of who has to have signed a report; None where anybody may.

    Raises:
        InvalidInput: those of `read_xml`; ``xml.unexpected`` for another message, ``value.unknown``
            with the path ``UsernameToken`` for who is not let in.
    """
    envelope = read_envelope(body, MOST_BYTES)
    root = content(envelope)
    if root.tag not in _CONFIRMING:
        raise unexpected(root, _CONFIRMING)
    if root.tag == _CONFIRMING[1] and credentials is not None:
        let_in(envelope, credentials)
    at = moment_of(root.get("TimeStamp"), "UTC")
    return Reported(root.get("EchoToken", ""), at, tuple(_confirmed(root)))


def _confirmed(root: Element) -> Iterator[Confirmed]:
    listed = dict(map(_number, root.iter(_RESERVATION)))
    named: set[str] = set()
    for one in root.iter(_ERROR, _WARNING):
        if number := one.get("RecordID"):
            named.add(number)
            row = ERRORS.get(one.get("Code", ""), OTHER)
            later = one.tag == _ERROR and row.verdict is Verdict.NOT_NOW
            code = one.get("ShortText") or one.get("Code") or ""
            yield Confirmed(number, Outcome.LATER if later else Outcome.REFUSED, None, code)
    outcome = Outcome.REFUSED if root.find(_ERRORS) is not None else Outcome.TAKEN
    for number, ours in listed.items():
        if number and number not in named:
            yield Confirmed(number, outcome, ours)


def _number(reservation: Element) -> tuple[str, str | None]:
    """Return by which number a message is known, and under which the hotel has the reservation."""
    ids = ids_of(reservation)
    number = ids.get(MESSAGE) or ids.get(RESERVATION) or ids.get(CANCELLATION) or ""
    ours = (
        one.get("ResID_Value")
        for one in reservation.iter(_OTHER)
        if one.get("ResID_Type") == RESERVATION
    )
    return number, next(ours, None)


# --- what a hotel asks and tells by itself ---


def read_ask(body: bytes, codes: CodeTable, credentials: Credentials) -> ReservationRequest:
    """Return what is asked for.

    Args:
        body: as it came.
        codes: the channel codes of the platform.
        credentials: of who is let in.

    Raises:
        InvalidInput: as `read_confirmations`; ``field.required`` and others for what is missing.
    """
    root = _signed(body, READ, credentials)
    requests = only_child(root, _REQUESTS)
    hotel = attribute(only_child(requests, _OF_HOTEL), "HotelCode")
    numbers = [one.get("ID", "") for one in requests.iterfind(f"{_OF_ONE}/{_UNIQUE}")]
    reference = read_reference(numbers[0], codes) if numbers else None
    id_, at = head_of(root)
    return ReservationRequest(id_, hotel, at, reference)


def read_upload(body: bytes, codes: CodeTable, credentials: Credentials) -> Upload:
    """Return a reservation of the hotel's own, known by the number of its channel.

    Args:
        body: as it came.
        codes: the channel codes of the platform.
        credentials: of who is let in.

    Raises:
        InvalidInput: as `read_ask`, and with the place of what cannot be read.
    """
    root = _signed(body, UPLOAD, credentials)
    reservation = only_child(only_child(root, _RESERVATIONS), _RESERVATION)
    id_, at = head_of(root)
    around = Around(codes, "UTC", known_by=(CHANNELS_OWN,))
    message, _ = read_reservation(reservation, 0, around)
    number = ids_of(reservation).get(RESERVATION, "")
    return Upload(id_, hotel_of(root), at, number, message)


def write_report_answer(id_: str, at: datetime) -> bytes:
    """Return that a report was taken."""
    return response(f"{head(REPORT_ANSWER, id_, at)}<Success/></{REPORT_ANSWER}>")


def write_upload_answer(id_: str, at: datetime, number: str) -> bytes:
    """Return that a reservation was taken, and under which number the platform has it."""
    taken = f"<HotelReservation>{unique_id(PLATFORMS_OWN, number)}</HotelReservation>"
    return response(
        f"{head(REPLY, id_, at)}<Success/><HotelReservations>{taken}</HotelReservations></{REPLY}>"
    )


def _signed(body: bytes, name: str, credentials: Credentials) -> Element:
    envelope = read_envelope(body, MOST_BYTES)
    root, expected = content(envelope), f"{{{OTA}}}{name}"
    if root.tag != expected:
        raise unexpected(root, [expected])
    let_in(envelope, credentials)
    if pms_of(root) != credentials.pms:
        raise not_let_in()
    return root
