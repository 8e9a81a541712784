"""What a hotel asks and tells of reservations by itself, and how it is answered.

OTA_ReadRQ asks for all that was not confirmed, as SiteMinder documents it; for one reservation it
asks as OpenTravel has it, by the number of the reservation. An upload is an OTA_HotelResNotifRQ in
which the hotel's own number is the reservation's, and all other numbers stand beside it.
"""

from typing import Final

import attrs

from axentra_core.adapters.ota.answers import MOST_ANSWER_BYTES
from axentra_core.adapters.ota.confirmations import REPLY, REPORT_ANSWER
from axentra_core.adapters.ota.deliveries import error_of
from axentra_core.adapters.ota.envelope import FAULT, Credentials, content, read_envelope, request
from axentra_core.adapters.ota.frame import (
    CHANNELS_OWN,
    CONFIRMATION,
    OTA,
    PLATFORMS_OWN,
    RESERVATION,
    Dated,
    answers,
    opened,
    source,
)
from axentra_core.adapters.ota.texts import quoted
from axentra_core.adapters.ota.written_bookings import unique_id, write_reservation
from axentra_core.adapters.ota.xml_door import Element, unexpected
from axentra_core.channels.reservations import Report, ReservationRequest, Upload

READ: Final = "OTA_ReadRQ"
UPLOAD: Final = "OTA_HotelResNotifRQ"
UNDELIVERED: Final = "Undelivered"
# Which numbers of a reservation stand beside the hotel's own in an upload, by their kinds.
BESIDE: Final = {"platform": PLATFORMS_OWN, "confirmation": CONFIRMATION}

_SUCCESS, _ERRORS, _UNIQUE, _OTHER = (
    f"{{{OTA}}}{name}" for name in ("Success", "Errors", "UniqueID", "HotelReservationID")
)


def write_ask(asked: ReservationRequest, credentials: Credentials) -> bytes:
    """Return the request for one reservation, or for all that were not confirmed."""
    hotel = f'<HotelReadRequest HotelCode="{quoted(asked.hotel)}"'
    if asked.reference is None:
        wanted = f'{hotel}><SelectionCriteria SelectionType="{UNDELIVERED}"/></HotelReadRequest>'
    else:
        number = unique_id(RESERVATION, asked.reference.text)
        wanted = f"<ReadRequest>{number}</ReadRequest>{hotel}/>"
    return request(
        credentials,
        f"{opened(READ, asked)}{source(credentials.pms)}<ReadRequests>{wanted}</ReadRequests>"
        f"</{READ}>",
    )


def write_upload(upload: Upload, credentials: Credentials) -> bytes:
    """Return a reservation of the hotel's own as SiteMinder reads it."""
    message = upload.message
    known = {one.kind: one.value for one in message.ids}
    ids = unique_id(RESERVATION, upload.number)
    ids += unique_id(CHANNELS_OWN, message.reference.reference)
    for kind, number in BESIDE.items():
        ids += unique_id(number, known[kind]) if kind in known else ""
    rest = tuple(one for one in message.ids if one.kind not in BESIDE)
    told = attrs.evolve(message, ids=rest)  # type: ignore[misc] # a frozen value
    written = write_reservation(told, ids, upload.hotel)
    return request(
        credentials,
        f"{opened(UPLOAD, upload)}{source(credentials.pms)}<HotelReservations>{written}"
        f"</HotelReservations></{UPLOAD}>",
    )


def read_report_answer(report: Report, body: bytes) -> None:
    """Look whether a report was taken.

    Raises:
        InvalidInput: it was not; those of `read_xml`, ``xml.unexpected`` and ``value.contradicts``.
    """
    _taken(report, body, REPORT_ANSWER)


def read_upload_answer(upload: Upload, body: bytes) -> str | None:
    """Return under which number the platform has a reservation, if it says so.

    Raises:
        InvalidInput: as `read_report_answer`.
    """
    root = _taken(upload, body, REPLY)
    told = [*((one.get("Type"), one.get("ID")) for one in root.iter(_UNIQUE))]
    told += [(one.get("ResID_Type"), one.get("ResID_Value")) for one in root.iter(_OTHER)]
    return next((number for kind, number in told if kind == PLATFORMS_OWN and number), None)


def _taken(told: Dated, body: bytes, name: str) -> Element:
    root = content(read_envelope(body, MOST_ANSWER_BYTES))
    expected = f"{{{OTA}}}{name}"
    if root.tag == FAULT:
        raise error_of(root)
    if root.tag != expected:
        raise unexpected(root, [expected])
    answers(root, told)
    if root.find(_ERRORS) is not None or root.find(_SUCCESS) is None:
        raise error_of(root)
    return root
