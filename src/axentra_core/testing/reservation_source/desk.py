"""The part of a platform that brings messages, and hears what became of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import Final

from axentra_core.channels.causes import Cause
from axentra_core.channels.dialect import Operation
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import Delivered, Delivery, Upload
from axentra_core.testing.channel_simulator.faults import ChannelFault, ChannelTurn
from axentra_core.testing.channel_simulator.simulator import Sent
from axentra_core.testing.reservation_source.mishaps import (
    DeliveryTurn,
    Mishap,
    each_delivery,
)
from axentra_core.testing.reservation_source.side import Heard, HeardReport, ReservationSide
from axentra_core.testing.reservation_source.waiting import Waiting

# The hotel gets such a call, and the platform never knows what became of it.
_REPLY_LOST: Final = frozenset(
    {ChannelFault.LOSE_REPLY, ChannelFault.SLOW, ChannelFault.GARBAGE, ChannelFault.FORGET}
)


class ReservationDesk:
    """Brings what was not confirmed, pushed or pulled.

    Args:
        side: how the platform reads and writes.
        hotel: code of the property.
        clock: gives the aware UTC instant.
        mishaps: what happens to the deliveries in order.
        most: messages of an answer.

    Attributes:
        waiting: what has to be brought.
        newest: the message that tells of each reservation what it is now.
        uploads: what the hotel has told of its own, by the hotel's number.
        looks: what it does with a call of each operation.
    """

    def __init__(
        self,
        side: ReservationSide,
        hotel: str,
        clock: Callable[[], datetime],
        mishaps: Iterable[DeliveryTurn | Mishap | None],
        most: int,
    ) -> None:
        """Begin with nothing to bring."""
        self.waiting: Final = Waiting()
        self.newest: dict[ChannelReference, Delivered] = {}
        self.uploads: dict[str, Upload] = {}
        self.looks: Final[Mapping[Operation, Callable[[Sent, ChannelTurn], bytes]]] = {
            Operation.RESERVATIONS: self._asked,
            Operation.CONFIRMATIONS: self._reported,
            Operation.UPLOADS: self._uploaded,
        }
        self._side: Final = side
        self._hotel: Final = hotel
        self._clock: Final = clock
        self._mishaps: Iterator[DeliveryTurn] = each_delivery(mishaps)
        self._most: Final = most
        self._rewritten: dict[bytes, bytes] = {}
        self._said = 0
        self._pushes = 0

    def next_id(self) -> str:
        """Return an id for a message that has none."""
        self._said += 1
        return f"M-{self._said}"

    def befall(self, script: Iterable[DeliveryTurn | Mishap | None]) -> None:
        """Have this happen to the next deliveries, before all that was scripted."""
        self._mishaps = chain(each_delivery(script), self._mishaps)

    def rewrite(self, old: bytes, new: bytes) -> None:
        """Have some bytes replaced by others in everything that is brought from now on."""
        self._rewritten[old] = new

    def push(
        self, receive: Callable[[bytes], bytes], items: tuple[Delivered, ...], turn: ChannelTurn
    ) -> int:
        """Bring some messages in one call, and return how often the hotel was called."""
        self._pushes += 1
        delivery = self._delivery(f"D-{self._pushes}", items, is_last=True)
        if not delivery.items:
            return 0
        body = self._as_sent(self._side.write_pushed(delivery))
        times = 2 if turn.fault is ChannelFault.DUPLICATE else 1
        reply = [receive(body) for _ in range(times)][-1]
        if turn.fault not in _REPLY_LOST and delivery.hotel == self._hotel:
            self.waiting.hear(self._side.read_reply(delivery, reply))
        return times

    def write_fault(self, cause: Cause) -> bytes:
        """Return the answer to what was not looked at."""
        return self._side.write_fault(cause)

    def _delivery(self, id_: str, items: tuple[Delivered, ...], *, is_last: bool) -> Delivery:
        """Return a delivery of some messages, once the next turn has happened to it."""
        turn = next(self._mishaps, DeliveryTurn())
        if turn.mishap is Mishap.UNREADABLE:
            unreadable = Delivered(self.next_id())
            self.waiting.add(unreadable, first=True)
            items = (unreadable, *items)
        if turn.mishap is Mishap.OTHER_HOTEL:
            # Whatever is answered is about another property, so they are brought again.
            return Delivery(id_, f"{self._hotel}-2", items, self._clock(), is_last)
        told = self.waiting.bring(items, turn)
        return Delivery(id_, self._hotel, told, self._clock(), is_last)

    def _asked(self, sent: Sent, _: ChannelTurn) -> bytes:
        if sent.is_late:
            return b""
        request = self._side.read_request(sent.body)
        if isinstance(request, Cause):
            return self._side.write_fault(request)
        if request.hotel != self._hotel:
            return self._side.write_fault(Cause.HOTEL_UNKNOWN)
        if request.reference is not None:
            one = self._one(request.id, request.reference)
            return self._as_sent(self._side.write_pulled(one))
        items = self.waiting.items[request.passed :]
        is_last = len(items) <= self._most
        delivery = self._delivery(request.id, items[: self._most], is_last=is_last)
        if delivery.hotel != self._hotel:
            self.waiting.misdirect(delivery.items)
        return self._as_sent(self._side.write_pulled(delivery))

    def _as_sent(self, body: bytes) -> bytes:
        for old, new in self._rewritten.items():
            body = body.replace(old, new)
        return body

    def _one(self, id_: str, reference: ChannelReference) -> Delivery:
        """Return a reservation as it is now, whether or not it was confirmed."""
        newest = self.newest.get(reference)
        items = self.waiting.bring([newest] if newest else [], DeliveryTurn())
        return Delivery(id_, self._hotel, items, self._clock())

    def _reported(self, sent: Sent, turn: ChannelTurn) -> bytes:
        report = self._side.read_report(sent.body)
        if isinstance(report, Cause):
            return self._side.write_fault(report)
        if report.hotel not in {"", self._hotel}:
            return self._side.write_fault(Cause.HOTEL_UNKNOWN)
        # One that arrives twice says nothing of what was brought in between.
        if not sent.is_again and turn.fault is not ChannelFault.FORGET:
            self.waiting.hear(_but_one(report, turn))
        return self._side.write_report_answer(report)

    def _uploaded(self, sent: Sent, _: ChannelTurn) -> bytes:
        upload = self._side.read_upload(sent.body)
        if isinstance(upload, Cause):
            return self._side.write_fault(upload)
        if upload.hotel != self._hotel:
            return self._side.write_fault(Cause.HOTEL_UNKNOWN)
        self.uploads[upload.number] = upload
        number = f"P-{[*self.uploads].index(upload.number) + 1}"
        return self._side.write_upload_answer(upload, number)


def _but_one(report: HeardReport, turn: ChannelTurn) -> tuple[Heard, ...]:
    """Return what was heard, without the one that the platform overhears."""
    heard = report.heard
    if turn.fault is not ChannelFault.REFUSE_PART or not heard:
        return heard
    place = turn.place % len(heard)
    return heard[:place] + heard[place + 1 :]
