"""A platform that also has guests: it brings their reservations until each is confirmed."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from random import Random
from typing import Final

import attrs

from axentra_core.channels.causes import Cause
from axentra_core.channels.providers import Happening, Restores
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import (
    CardSecret,
    Delivered,
    Personal,
    ReservationMessage,
    Snapshot,
    Upload,
    Version,
)
from axentra_core.kernel.errors import NotFound
from axentra_core.testing.channel_simulator.faults import ChannelFault, ChannelTurn
from axentra_core.testing.channel_simulator.manners import Manner
from axentra_core.testing.channel_simulator.platform_hotel import PlatformHotel
from axentra_core.testing.channel_simulator.side import PlatformSide
from axentra_core.testing.channel_simulator.simulator import ChannelSimulator, Sent
from axentra_core.testing.reservation_source.counting import counted
from axentra_core.testing.reservation_source.desk import ReservationDesk
from axentra_core.testing.reservation_source.held import NOBODY, Booking, Held
from axentra_core.testing.reservation_source.mishaps import DeliveryTurn, Mishap
from axentra_core.testing.reservation_source.side import Heard, ReservationSide

MOST_AT_ONCE: Final = 100
ONE_SECOND: Final = timedelta(seconds=1)

_NOT_PUSHED: Final = frozenset(
    {
        ChannelFault.NOT_REACHED,
        ChannelFault.NOT_LET_IN,
        ChannelFault.LOSE_REQUEST,
        ChannelFault.DOWN,
        ChannelFault.BUSY,
    }
)


class ReservationSource(ChannelSimulator):
    """A `ChannelSimulator` whose property is booked; it is pulled, and pushes by `deliver_to`.

    Who books, modifies and cancels is the test. Each of them makes a message, a second newer than
    the one before it or than the clock, and counts what is left as far as the platform does that
    itself (`Provider.restores`). A message is brought until it is confirmed. The same script of
    faults holds for every call, whoever makes it; what is done to the messages is told by mishaps.

    Args:
        side: how the platform reads and writes inventory.
        reservations: how it reads and writes reservations.
        manner: how it judges.
        hotel: the property.
        clock: gives the aware UTC instant.
        script: what happens to the calls in order.
        mishaps: what happens to the deliveries in order.
        most: messages of one answer.

    Attributes:
        held: every reservation that the platform has, by its reference.
    """

    def __init__(  # noqa: PLR0913 - a platform is that much
        self,
        side: PlatformSide,
        reservations: ReservationSide,
        manner: Manner,
        hotel: PlatformHotel,
        clock: Callable[[], datetime],
        *,
        script: Iterable[ChannelTurn | ChannelFault | None] = (),
        mishaps: Iterable[DeliveryTurn | Mishap | None] = (),
        most: int = MOST_AT_ONCE,
    ) -> None:
        """Begin with nobody who has booked."""
        super().__init__(side, manner, [hotel], clock, script)
        self.held: dict[ChannelReference, Held] = {}
        self._code: Final = hotel.code
        self._desk: Final = ReservationDesk(reservations, hotel.code, clock, mishaps, most)
        self._told_at = clock()

    # --- what guests do ---

    def book(
        self,
        booking: Booking,
        *,
        at: datetime | None = None,
        id: str | None = None,  # noqa: A002 - the platform's word
    ) -> Delivered:
        """Have somebody book, and return the message that says so.

        Args:
            booking: what is booked.
            at: when; a second after what was told last unless it is given.
            id: of the message; one of its own unless it is given.
        """
        with self._lock:
            self._count(Happening.BOOK, (), (booking.snapshot,))
            return self._told(Happening.BOOK, Held(booking), booking.card, at, id)

    def modify(
        self,
        reference: ChannelReference,
        snapshot: Snapshot | None = None,
        personal: Personal | None = None,
        *,
        card: CardSecret | None = None,
        id: str | None = None,  # noqa: A002 - the platform's word
    ) -> Delivered:
        """Have somebody change what they have booked; who has cancelled comes after all.

        What is not given is told as it was, apart from the card, of which nothing is told.

        Raises:
            NotFound: ``record.not_found``; nobody has booked under this reference.
        """
        with self._lock:
            was = self._found(reference)
            now = attrs.evolve(
                was.booking,
                snapshot=snapshot or was.booking.snapshot,
                personal=personal or was.booking.personal,
                card=card or was.booking.card,
            )
            self._count(Happening.MODIFY, was.sold, (now.snapshot,))
            return self._told(Happening.MODIFY, Held(now), card, None, id)

    def reinstate(self, reference: ChannelReference) -> Delivered:
        """Have somebody come after all who has cancelled: platforms call that a modification.

        Raises:
            NotFound: as `modify`.
        """
        return self.modify(reference)

    def cancel(
        self,
        reference: ChannelReference,
        *,
        id: str | None = None,  # noqa: A002 - the platform's word
        is_short: bool = False,
    ) -> Delivered:
        """Have somebody cancel.

        Args:
            reference: which reservation.
            id: of the message.
            is_short: the message says nothing but that.

        Raises:
            NotFound: as `modify`.
        """
        with self._lock:
            was = self._found(reference)
            self._count(Happening.CANCEL, was.sold, ())
            gone = attrs.evolve(was, is_cancelled=True)
            return self._told(Happening.CANCEL, gone, None, None, id, is_short=is_short)

    # --- what the platform does with messages ---

    @property
    def unconfirmed(self) -> tuple[Delivered, ...]:
        """The messages that have to be brought, in their order."""
        return self._desk.waiting.items

    @property
    def heard(self) -> tuple[Heard, ...]:
        """What the platform was told of its messages, in order."""
        return tuple(self._desk.waiting.heard)

    @property
    def uploads(self) -> tuple[Upload, ...]:
        """What the hotel has told of its own, each reservation as it was told last."""
        return tuple(self._desk.uploads.values())

    def bring(
        self,
        message: ReservationMessage | None,
        card: CardSecret | None = None,
        id: str | None = None,  # noqa: A002 - the platform's word
    ) -> Delivered:
        """Have a message brought as it is, whatever the platform has; None for an unreadable one.

        So a message comes again under another id, or another one under the same.
        """
        with self._lock:
            item = Delivered(id or self._desk.next_id(), message, card)
            self._desk.waiting.add(item)
            return item

    def befall(self, *mishaps: DeliveryTurn | Mishap | None) -> None:
        """Have this happen to the next deliveries, before all that was scripted."""
        with self._lock:
            self._desk.befall(mishaps)

    def rewrite(self, old: bytes, new: bytes) -> None:
        """Have some bytes replaced by what no message can hold, such as a card number."""
        with self._lock:
            self._desk.rewrite(old, new)

    def bring_first(self, *items: Delivered) -> None:
        """Have some messages brought before all others, in this order."""
        with self._lock:
            self._desk.waiting.put(items)

    def shuffle(self, seed: int) -> None:
        """Have all messages brought in an order by chance, always the same for a seed."""
        items = [*self.unconfirmed]
        Random(seed).shuffle(items)  # noqa: S311 - chance in a play, no secret
        self.bring_first(*items)

    def deliver_to(self, receive: Callable[[bytes], bytes], at_once: int = 1) -> int:
        """Call the hotel with everything that was not confirmed; return how often it was called.

        What is not confirmed now is brought by the next `deliver_to`.

        Args:
            receive: takes a call and returns the reply, such as `ChannelIntake.receive`.
            at_once: messages of one call.
        """
        items, calls = self.unconfirmed, 0
        for start in range(0, len(items), at_once):
            with self._lock:
                turn = self._turn()
                if turn.fault not in _NOT_PUSHED:
                    calls += self._desk.push(receive, items[start : start + at_once], turn)
        return calls

    # --- how ---

    def _told(  # noqa: PLR0913 - all that a message says
        self,
        happening: Happening,
        held: Held,
        card: CardSecret | None,
        at: datetime | None,
        id_: str | None,
        *,
        is_short: bool = False,
    ) -> Delivered:
        """Have it brought what a reservation is now."""
        if at is None:
            at = self._told_at = max(self._clock(), self._told_at + ONE_SECOND)
        now = held.booking
        message = ReservationMessage(
            now.reference,
            happening,
            Version(at),
            None if is_short else now.snapshot,
            NOBODY if is_short else now.personal,
            now.ids,
            now.secondary,
        )
        item = self.bring(message, card, id_)
        self.held[now.reference] = held
        self._desk.newest[now.reference] = item
        return item

    def _found(self, reference: ChannelReference) -> Held:
        try:
            return self.held[reference]
        except KeyError:
            raise NotFound("record.not_found", kind="reservation", id=reference.text) from None

    def _count(
        self, happening: Happening, before: Iterable[Snapshot], after: Iterable[Snapshot]
    ) -> None:
        """Count what is left, if the platform does that itself."""
        provider = self._manner.provider
        if provider.restores[happening] is Restores.HOTEL:
            return
        changes = [*((one, 1) for one in before), *((one, -1) for one in after)]
        shown = self.shown(self._code)
        updates = counted(changes, self._hotels[self._code], provider, shown)
        self._calendars[self._code] = shown.apply([*updates])

    def _fault(self, sent: Sent, cause: Cause) -> bytes:
        """Return the answer to a call that was not looked at, in the language that it has."""
        if sent.operation in self._desk.looks:
            return self._desk.write_fault(cause)
        return super()._fault(sent, cause)

    def _looked_at(self, sent: Sent, turn: ChannelTurn) -> bytes:
        """Have the platform look at a call, and return what it answers."""
        look = self._desk.looks.get(sent.operation)
        if look is None:
            return super()._looked_at(sent, turn)
        if sent.hotel not in self._hotels:
            return self._desk.write_fault(Cause.HOTEL_UNKNOWN)
        return look(sent, turn)
