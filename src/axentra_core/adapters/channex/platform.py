"""The other side of the wire: what Channex sends, and how it reads what it is told.

For simulators and for tests of who receives; nothing of the hotel's needs it.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, Final

import attrs

from axentra_core.adapters.channex.answers import SUCCESS
from axentra_core.adapters.channex.bookings import PMS_NUMBER, read_item
from axentra_core.adapters.channex.fields import Part
from axentra_core.adapters.channex.json_door import read_json, write_json
from axentra_core.adapters.channex.reservations import MOST_COUNTED
from axentra_core.adapters.channex.writing import booking_of
from axentra_core.channels.code_tables import channex_codes
from axentra_core.channels.references import read_reference
from axentra_core.channels.reservations import (
    Cleaner,
    Delivered,
    Delivery,
    Outcome,
    ReservationMessage,
    ReservationRequest,
    Upload,
)
from axentra_core.kernel.errors import InvalidInput

_NO_FRACTION: Final = "%Y-%m-%dT%H:%M:%S"


@attrs.frozen
class Confirmed:
    """What became of a revision.

    Attributes:
        id: of the revision.
        outcome: what became of it.
        code: why it was not taken.
    """

    id: str
    outcome: Outcome
    code: str = ""


def write_delivery(delivery: Delivery) -> bytes:
    """Return a page of the feed, as the secure host sends it: cards have their numbers.

    A message without `Version.at` is of no time. What it is known by here is its `OtherId` of
    kind ``platform``, or else its reference.
    """
    count = len(delivery.items)
    return write_json(
        {
            "meta": {
                "total": count if delivery.is_last else count + 1,
                "page": 1,
                "limit": max(count, 1),
            },
            "data": [_revision(item, item.hotel or delivery.hotel) for item in delivery.items],
        }
    )


def write_webhook(hotel: str, item: Delivered, at: datetime) -> bytes:
    """Return what is called out when a revision has come."""
    return write_json(
        {
            "event": "booking",
            "payload": {
                "booking_id": _booking_id(item.message),
                "property_id": hotel,
                "revision_id": item.id,
            },
            "property_id": hotel,
            "user_id": None,
            "timestamp": _time(at),
        }
    )


def read_request(body: bytes, at: datetime) -> ReservationRequest:
    """Return what the feed is asked for.

    Args:
        body: what is asked.
        at: when it is, which no request tells.

    Raises:
        InvalidInput: those of `read_json`, of the fields, and of `read_reference`.
    """
    asked = Part(read_json(body), Cleaner())
    unique_id = asked.raw("unique_id")
    about = None if unique_id is None else read_reference(unique_id, channex_codes())
    page, limit = (asked.whole(name, MOST_COUNTED) or 1 for name in ("page", "limit"))
    return ReservationRequest("", asked.raw("property_id") or "", at, about, (page - 1) * limit)


def read_confirmations(body: bytes) -> tuple[Confirmed, ...]:
    """Return what became of each revision that a report names.

    Raises:
        InvalidInput: those of `read_json` and of the fields.
    """
    report = Part(read_json(body), Cleaner())
    taken = report.plain.get("acknowledge")
    if not isinstance(taken, list) or not all(isinstance(one, str) for one in taken):
        raise InvalidInput.because(
            "field.wrong_type", path="acknowledge", expected="a list of ids", got="something else"
        )
    return (
        *(Confirmed(id_, Outcome.TAKEN) for id_ in taken),
        *(
            Confirmed(id_, outcome, code)
            for name, outcome in (("refused", Outcome.REFUSED), ("later", Outcome.LATER))
            for id_, code in report.each(name, lambda one: (one.raw("id"), one.raw("code") or ""))
            if id_ is not None
        ),
    )


def write_report_answer(taken: Iterable[str], unknown: Collection[str] = ()) -> bytes:
    """Return the answers to all acknowledgements of a report.

    Args:
        taken: ids of the revisions that were named.
        unknown: those of them of which Channex knows nothing.
    """
    return write_json(
        {"answers": {id_: _error("not_found") if id_ in unknown else _OK for id_ in taken}}
    )


def write_error(code: str) -> bytes:
    """Return what Channex answers in the place of anything else, such as ``unauthorized``."""
    return write_json(_error(code))


def read_upload(body: bytes, at: datetime) -> Upload:
    """Return a booking that the hotel tells of.

    Args:
        body: what is told.
        at: when it is, which no upload tells.

    Raises:
        InvalidInput: those of `read_json`, and every fault of the booking.
    """
    document = Part(read_json(body), Cleaner())
    booking = document.part("booking")
    hotel, number = booking.raw("property_id"), booking.part("meta").raw(PMS_NUMBER)
    if hotel is None or number is None:
        missing = "property_id" if hotel is None else f"meta.{PMS_NUMBER}"
        raise InvalidInput.because("field.required", path=f"booking.{missing}")
    told = {**booking.plain, "booking_id": document.raw("booking_id")}
    item = read_item({"id": number, "attributes": told}, channex_codes(), parent_rates=False)
    if item.message is None:
        raise (item.fault or InvalidInput.because("field.required")).under("booking")
    return Upload("", hotel, at, number, item.message)


def write_upload_answer(booking_id: str, unique_id: str) -> bytes:
    """Return what Channex answers once it has a booking."""
    told = {"id": booking_id, "booking_id": booking_id, "unique_id": unique_id}
    return write_json({"data": {"id": booking_id, "type": "booking", "attributes": told}})


_OK: Final = {"meta": {"message": SUCCESS}}


def _error(code: str) -> dict[str, Any]:
    return {"errors": {"code": code, "title": code.replace("_", " ").title()}}


def _revision(item: Delivered, hotel: str) -> dict[str, Any]:
    told: dict[str, Any] = {"id": item.id, "property_id": hotel}
    if item.message is not None:
        at = item.message.version.at
        told |= {
            "booking_id": _booking_id(item.message),
            "system_id": item.id,
            **booking_of(item.message, item.card),
            "inserted_at": _time(at).removesuffix("Z") if at else None,
        }
    return {"type": "booking_revision", "id": item.id, "attributes": told}


def _booking_id(message: ReservationMessage | None) -> str | None:
    if message is None:
        return None
    ids = {one.kind: one.value for one in message.ids}
    return ids.get("platform", message.reference.text)


def _time(at: datetime) -> str:
    return f"{at.strftime(_NO_FRACTION)}.{at.microsecond:06}Z"
