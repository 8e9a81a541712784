"""The dialect of Channex for reservations: a feed of revisions in JSON, each acknowledged.

Source: Channex' documentation of bookings, the Booking CRS API and webhooks, as of July 2025.
"""

from datetime import datetime
from functools import partial
from typing import Any, Final

import attrs

from axentra_core.adapters.channex.answers import read_saved, read_success, refuse_errors
from axentra_core.adapters.channex.bookings import PMS_NUMBER, property_of, read_item
from axentra_core.adapters.channex.fields import Part, or_none, wrong_type
from axentra_core.adapters.channex.json_door import read_json, write_json
from axentra_core.adapters.channex.writing import booking_of
from axentra_core.channels.codes import CodeTable
from axentra_core.channels.providers import CHANNEX, Provider
from axentra_core.channels.reservations import (
    Cleaner,
    Delivered,
    Delivery,
    Outcome,
    Report,
    ReservationRequest,
    Upload,
    addressed,
)
from axentra_core.kernel.errors import InvalidInput

MOST_ITEMS: Final = 10_000
# A page of the feed may have this many. It has all that are not acknowledged, the oldest first, so
# that what nobody can take stays before what has come since.
PAGE: Final = 100
MOST_COUNTED: Final = 1_000_000_000
_PAGING: Final = ("total", "page", "limit")
# Events of a webhook after which the feed has something.
_BOOKING_EVENTS: Final = ("booking", "non_acked_booking")


class ChannexReservations:
    """A `ReservationDialect`: how Channex writes bookings. It is pure, and threads may share it.

    Each message is one document, and Channex wants some of them as calls of their own, so a
    transport has this to do:

    - what `ask` writes is sent as ``GET /api/v1/booking_revisions/feed`` with ``property_id`` as
      ``filter[property_id]``, ``order`` as ``order[inserted_at]``, ``limit`` and ``page`` as
      ``pagination[limit]`` and ``pagination[page]``; with a ``unique_id`` as
      ``GET /api/v1/bookings`` with ``filter[unique_id]`` beside. The answer is the delivery.
    - of what `write_report` writes, each id in ``acknowledge`` is sent as
      ``POST /api/v1/booking_revisions/<id>/ack`` without a body. The answers, by id, are handed
      back as ``{"answers": {<id>: <answer>}}``. What stands in ``refused`` and ``later`` is not
      sent: Channex knows no refusal, brings it again, and warns by mail after 30 minutes.
    - ``booking`` of what `write_upload` writes is sent by ``PUT /api/v1/bookings/<booking_id>``,
      or by ``POST /api/v1/bookings`` where no ``booking_id`` stands beside it.

    A webhook is a trigger only, for webhooks come in any order: it reads as a delivery without
    messages that is not the last one, so that the feed is asked.

    Args:
        provider: Channex' manners and limits, such as those of a contract of the host's own.
        parent_rates: a derived rate plan or an option by occupancy is read as the rate plan that
            it is a part of, for hotels that map that one alone.
    """

    def __init__(self, provider: Provider = CHANNEX, *, parent_rates: bool = False) -> None:
        """Read and write for a provider."""
        self._provider: Final = provider
        self._parent_rates: Final = parent_rates

    @property
    def provider(self) -> Provider:
        """Channex' manners and limits."""
        return self._provider

    def ask(self, request: ReservationRequest) -> bytes:
        """Return what the feed is asked for: the oldest revisions first."""
        asked: dict[str, object] = {
            "property_id": request.hotel,
            "order": "asc",
            "limit": PAGE,
            "page": 1 + request.passed // PAGE,
        }
        if request.reference is not None:
            asked["unique_id"] = request.reference.text
        return write_json(asked)

    def read_delivery(self, body: bytes, codes: CodeTable) -> Delivery:
        """Return a page of the feed, one revision, one booking, or what a webhook triggers.

        Where revisions are of several properties, each names its own.

        Raises:
            InvalidInput: those of `read_json`; ``field.wrong_type`` or ``field.required`` for
                another document, ``list.length`` for more than 10,000 messages, ``value.unknown``
                for an answer that tells an error.
        """
        document = Part(read_json(body), Cleaner())
        refuse_errors(document)
        data = document.plain.get("data")
        if data is None and document.plain.get("event") is not None:
            return _triggered(document)
        if isinstance(data, dict):
            data = [data]
        if data is None:
            raise InvalidInput.because("field.required", path="data")
        if not isinstance(data, list):
            raise wrong_type(data, "a list").under("data")
        if len(data) > MOST_ITEMS:
            raise InvalidInput.because(
                "list.length", path="data", got=len(data), low=0, high=MOST_ITEMS
            )
        hotel, items = addressed([self._item(plain, codes) for plain in data])
        return Delivery("", hotel, items, is_last=_is_last(document, len(data)))

    def write_reply(self, delivery: Delivery, report: Report) -> bytes:  # noqa: ARG002
        """Return nothing: a webhook is answered by its status alone."""
        return b""

    def write_refusal(self, fault: InvalidInput, at: datetime) -> bytes:  # noqa: ARG002
        """Return an error as Channex writes its own: the code, and nothing of what came."""
        return write_json({"errors": {"code": fault.faults[0].code, "title": "Not readable"}})

    def write_report(self, report: Report) -> bytes:
        """Return which revisions are acknowledged; who else is named is not sent."""
        return write_json(
            {
                "property_id": report.hotel,
                "acknowledge": _taken(report),
                "refused": _reasons(report, Outcome.REFUSED),
                "later": _reasons(report, Outcome.LATER),
            }
        )

    def read_report_answer(self, report: Report, body: bytes) -> None:
        """Look whether every revision was acknowledged.

        Raises:
            InvalidInput: those of `read_json`; ``field.required`` for a revision without an
                answer, ``value.unknown`` for one that was not acknowledged.
        """
        ids = _taken(report)
        Part(read_json(body), Cleaner()).of(
            "answers", lambda answers: [answers.of(id_, read_success) for id_ in ids]
        )

    def write_upload(self, upload: Upload) -> bytes:
        """Return a booking for the Booking CRS API; the hotel's number stands in its ``meta``."""
        ids = {one.kind: one.value for one in upload.message.ids}
        booking = {
            "property_id": upload.hotel,
            **booking_of(upload.message),
            "meta": {PMS_NUMBER: upload.number},
        }
        return write_json({"booking_id": ids.get("platform"), "booking": booking})

    def read_upload_answer(self, upload: Upload, body: bytes) -> str | None:  # noqa: ARG002
        """Return the id of the booking.

        Raises:
            InvalidInput: those of `read_json`; ``value.unknown`` for an error, ``field.required``
                for an answer that tells nothing.
        """
        return read_saved(Part(read_json(body), Cleaner()))

    def _item(self, plain: Any, codes: CodeTable) -> Delivered:  # noqa: ANN401
        item = read_item(plain, codes, parent_rates=self._parent_rates)
        return attrs.evolve(item, hotel=property_of(plain))


def _triggered(document: Part) -> Delivery:
    event = or_none(document.line, "event") or ""
    hotel = or_none(document.code, "property_id") or ""
    at = or_none(document.instant, "timestamp")
    return Delivery("", hotel, (), at, is_last=not event.startswith(_BOOKING_EVENTS))


def _is_last(document: Part, count: int) -> bool:
    """Return whether the page has all that there is; where nobody tells, it has."""
    meta = or_none(document.part, "meta")
    if meta is None:
        return True
    counts = (or_none(partial(meta.whole, high=MOST_COUNTED), name) for name in _PAGING)
    total, page, limit = counts
    return total is None or total <= ((page or 1) - 1) * (limit or count) + count


def _taken(report: Report) -> list[str]:
    """Return the revisions that are acknowledged: what has no id cannot be."""
    taken = (one.item.id for one in report.confirmations if one.outcome is Outcome.TAKEN)
    return [*dict.fromkeys(filter(None, taken))]


def _reasons(report: Report, outcome: Outcome) -> list[dict[str, str]]:
    return [
        {"id": one.item.id, "code": one.code, "sentence": one.sentence}
        for one in report.confirmations
        if one.outcome is outcome
    ]
