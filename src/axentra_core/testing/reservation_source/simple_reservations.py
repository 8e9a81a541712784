"""A reservation dialect that is nobody's: plain JSON, for pushing and pulling alike."""

from datetime import datetime
from typing import Final

import attrs

from axentra_core.channels.causes import Cause
from axentra_core.channels.codes import CodeTable
from axentra_core.channels.dialect import Remark
from axentra_core.channels.providers import Provider
from axentra_core.channels.reservations import Delivery, Report, ReservationRequest, Upload
from axentra_core.codec.json_door import from_json
from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.testing.reservation_source.side import Heard, HeardReport
from axentra_core.testing.reservation_source.simple_forms import (
    CODEC,
    Answer,
    Confirmations,
    Head,
    confirmations_of,
    heard,
    item_of,
    object_of,
    read_answer,
    read_item,
    written,
)


class SimpleReservations:
    """A `ReservationDialect` in JSON, for the manners of any provider.

    Args:
        provider: for whose manners and limits it writes.
    """

    def __init__(self, provider: Provider) -> None:
        """Write for a provider."""
        self._provider: Final = provider

    @property
    def provider(self) -> Provider:
        """The manners and limits of the platform."""
        return self._provider

    def ask(self, request: ReservationRequest) -> bytes:
        """Return the request as one JSON object."""
        # This platform hears what is refused, and keeps nothing of it.
        return written(CODEC.plain(attrs.evolve(request, passed=0)))

    def read_delivery(self, body: bytes, codes: CodeTable) -> Delivery:
        """Return what was brought.

        Raises:
            InvalidInput: those of JSON and of the fields beside the messages.
        """
        plain = object_of(from_json(body))
        items = plain.pop("items", None)
        head = CODEC.build(Head, plain)
        if not isinstance(items, list):
            raise InvalidInput.because(
                "field.wrong_type", path="items", expected="a list", got=shown(items)
            )
        read = tuple(read_item(item, codes) for item in items)
        return Delivery(head.id, head.hotel, read, head.at, head.is_last)

    def write_reply(self, delivery: Delivery, report: Report) -> bytes:
        """Return what became of each message of a call."""
        return written(CODEC.plain(confirmations_of(attrs.evolve(report, id=delivery.id))))

    def write_refusal(self, fault: InvalidInput, at: datetime) -> bytes:
        """Return that nobody could read a call."""
        return written(CODEC.plain(Confirmations("", "", at=at, refused=fault.code)))

    def write_report(self, report: Report) -> bytes:
        """Return what became of each message of an answer."""
        return written(CODEC.plain(confirmations_of(report)))

    def read_report_answer(self, report: Report, body: bytes) -> None:
        """Look whether a report was taken.

        Raises:
            InvalidInput: those of JSON and of its fields; ``value.contradicts`` for the answer to
                another report, ``value.unknown`` for one that was not taken.
        """
        read_answer(report.id, body)

    def write_upload(self, upload: Upload) -> bytes:
        """Return a reservation of the hotel's own as one JSON object."""
        return written(CODEC.plain(upload))

    def read_upload_answer(self, upload: Upload, body: bytes) -> str | None:
        """Return under which number the platform has it.

        Raises:
            InvalidInput: as `read_report_answer`.
        """
        return read_answer(upload.id, body).number


class SimpleReservationSide:
    """The `ReservationSide` of `SimpleReservations`."""

    def write_pushed(self, delivery: Delivery) -> bytes:
        """Return a call that brings messages."""
        head = Head(delivery.id, delivery.hotel, delivery.at, delivery.is_last)
        return written({**CODEC.plain(head), "items": [*map(item_of, delivery.items)]})

    def write_pulled(self, delivery: Delivery) -> bytes:
        """Return the answer to who has asked; it looks as a call does."""
        return self.write_pushed(delivery)

    def read_request(self, body: bytes) -> ReservationRequest | Cause:
        """Return what is asked for, or why nobody looks."""
        try:
            return CODEC.read(ReservationRequest, body)
        except InvalidInput:
            return Cause.MESSAGE_REFUSED

    def read_reply(self, delivery: Delivery, body: bytes) -> tuple[Heard, ...]:
        """Return what has become of what was pushed; nothing where the call was refused.

        Raises:
            InvalidInput: it is no reply to this call.
        """
        found = CODEC.read(Confirmations, body)
        if found.refused:
            return ()
        if found.id != delivery.id:
            raise InvalidInput.because(
                "value.contradicts", path="id", one=shown(found.id), other=shown(delivery.id)
            )
        return tuple(map(heard, found.confirmations))

    def read_report(self, body: bytes) -> HeardReport | Cause:
        """Return what was confirmed, or why nobody looks."""
        try:
            found = CODEC.read(Confirmations, body)
        except InvalidInput:
            return Cause.MESSAGE_REFUSED
        return HeardReport(found.id, found.hotel, tuple(map(heard, found.confirmations)))

    def write_report_answer(self, report: HeardReport) -> bytes:
        """Return that a report was taken."""
        return written(CODEC.plain(Answer(report.id)))

    def read_upload(self, body: bytes) -> Upload | Cause:
        """Return a reservation of the hotel's own, or why nobody looks."""
        try:
            return CODEC.read(Upload, body)
        except InvalidInput:
            return Cause.MESSAGE_REFUSED

    def write_upload_answer(self, upload: Upload, number: str) -> bytes:
        """Return that a reservation was taken, and under which number."""
        return written(CODEC.plain(Answer(upload.id, number)))

    def write_fault(self, cause: Cause) -> bytes:
        """Return the answer to what was not looked at."""
        return written(CODEC.plain(Answer(remarks=(Remark(cause.value),))))
