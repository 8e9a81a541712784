"""Making stays what a channel's reservation says: booked, changed, cancelled, reinstated.

What guests were sold has been sold, so one room that cannot be done holds up no other: it waits,
and somebody is told. What a message does not change stays as staff have made it.
"""

from collections.abc import Iterator

from axentra_core.channels import Connection
from axentra_core.channels.reservations import (
    ChannelReservation,
    Flag,
    LinkRoom,
    NoteCarriedOut,
    Origin,
    ReservationStatus,
    RoomSlot,
    dates_of,
    flags_of,
    in_order,
)
from axentra_core.hotel import verbs
from axentra_core.hotel.bookings import reinstate_stay
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.tasks import ended_of, left_to
from axentra_core.hotel.told_cards import attach_cards
from axentra_core.hotel.told_guests import Guests
from axentra_core.hotel.told_places import stays_under
from axentra_core.hotel.told_rooms import Reading, RoomReader, Wanted, merged
from axentra_core.hotel.told_stays import WHY, book, change, give_up
from axentra_core.hotel.told_tasks import (
    CARRY_OUT,
    RESERVATIONS,
    cause_of,
    leave_flags,
    tell_that_it_has_no_room,
    tell_that_it_is_awaited,
)
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.errors import AxentraError
from axentra_core.stays import Stay, StayStatus

AWAITED, BOOKED, CANCELLED = ReservationStatus


def carry_out(
    unit: Unit, name: str, before: ChannelReservation | None = None, *, quietly: bool = False
) -> None:
    """Make the stays of a reservation what it says, as far as that can be done.

    Args:
        unit: does it.
        name: of the reservation.
        before: as it was when it was last carried out: what is as it was then is left alone, but
            for what waits. None to do all of it.
        quietly: what does not fit is noted and left to nobody, for a file has thousands of rows.
    """
    # Sold outside, whoever enters it: a night too many is kept and told, never refused.
    unit.has_happened_outside = True
    Carrier(unit, name, before, quietly=quietly).run()


class Carrier:
    """Carries out one reservation."""

    def __init__(
        self, unit: Unit, name: str, before: ChannelReservation | None, *, quietly: bool
    ) -> None:
        """Look at it as it is and as it was."""
        self._unit, self._before, self._quietly = unit, before, quietly
        self._name = name
        self._rooms = RoomReader(unit, self._own)
        self._guests = Guests(unit, self._own, before)
        self._readings: dict[int, Reading] = {}
        self._waiting: list[int] = []

    def run(self) -> None:
        """Do what can be done, and note what cannot."""
        tell_that_it_is_awaited(self._unit, self._own, self._before)
        tell_that_it_has_no_room(self._unit, self._own, self._before)
        if self._own.status is AWAITED:
            return
        self._guests.correct()
        for slot in self._own.slots:
            stay: Stay | None = self._unit.get("stay", slot.stay)
            if slot.is_wanted:
                self._readings[slot.number] = self._rooms.read(slot, stay, self._own)
        is_parked = self._is_parked()
        for slot in self._own.slots:
            self._see_to(slot, is_parked=is_parked)
        self._give_up_what_was_typed_in()
        for slot in self._own.wanted:
            self._guests.tell_wishes(slot.stay)
        attach_cards(self._unit, self._own, self._before)
        self._note()

    @property
    def _own(self) -> ChannelReservation:
        """The reservation as it is now."""
        own: ChannelReservation = self._unit.need("channel_reservation", self._name)
        return own

    # --- the rooms ---

    def _is_parked(self) -> bool:
        """Return whether no room is booked yet, for the hotel wants no unmapped reservations."""
        connection: Connection | None = None
        if self._own.connection is not None:
            connection = self._unit.get("connection", self._own.connection)
        if connection is None or connection.exchange.unmapped:
            return False
        return any(Flag.ROOM_UNMAPPED in one.flags for one in self._readings.values())

    def _see_to(self, slot: RoomSlot, *, is_parked: bool) -> None:
        """Make the stay of a room what it should be, or leave it to a person."""
        waited = self._before is None or slot.number in self._before.waiting
        if not waited and not self._has_changed(slot):
            return
        refusal: AxentraError | None
        if is_parked and self._is_new(slot) and not self._is_over_by_import(slot):
            refusal = self._readings[slot.number].why or HotelRefusal(
                "hotel.told_parked", reservation=self._own.id, number=slot.number
            )
        else:
            refusal = self._unit.tried(lambda: self._make(slot))
        cause = cause_of(self._own.id, slot.number)
        if waited:
            self._unit.act(*ended_of(self._unit, cause))
        if refusal is not None:
            self._waiting.append(slot.number)
            values = {
                "channel_reservation": self._own.id,
                "number": slot.number,
                "stay": slot.stay,
            }
            task = left_to(RESERVATIONS, self._unit, cause, CARRY_OUT, values, refusal)
            self._unit.act(task)

    def _has_changed(self, slot: RoomSlot) -> bool:
        before = self._before
        if before is None or before.status is not self._own.status:
            return True
        is_other = before.slot(slot.number) != slot
        if is_other or not slot.is_wanted:
            return is_other
        # Its price may stand in the total of the reservation alone.
        stay: Stay | None = self._unit.get("stay", slot.stay)
        told = self._rooms.read(slot, stay, before).wanted
        return told != self._readings[slot.number].wanted

    def _is_new(self, slot: RoomSlot) -> bool:
        return slot in self._own.wanted and self._unit.get("stay", slot.stay) is None

    def _make(self, slot: RoomSlot) -> None:
        """Make the stay of a room what it should be.

        Raises:
            AxentraError: it cannot be made so.
        """
        stay: Stay | None = self._unit.get("stay", slot.stay)
        if slot not in self._own.wanted:
            if stay is not None:
                give_up(self._unit, self._own, stay)
            elif slot.is_wanted:
                self._book_and_cancel(slot)
            return
        if slot.room is None:
            # Linked by a person, and nothing was told of it.
            return
        if stay is None and self._is_over_by_import(slot):
            return
        wanted = self._wanted(slot)
        if stay is None:
            stay = self._typed_in(wanted)
            if stay is None:
                self._book(slot, wanted)
                return
            self._unit.act(LinkRoom(self._name, slot.number, stay.id))
        if stay.status is StayStatus.CANCELLED and self._was_given_up(slot):
            reinstate_stay(self._unit, verbs.ReinstateStay(stay.id, WHY))
        now: Stay = self._unit.need("stay", stay.id)
        change(self._unit, self._own, now, merged(now, self._told_before(slot, now), wanted))

    def _typed_in(self, wanted: Wanted) -> Stay | None:
        """Return what staff have booked under the number and no room is; rather of these dates."""
        own = self._own
        known = {slot.stay for slot in own.slots}
        found = [one for one in stays_under(self._unit, own.reference) if one.id not in known]
        dates = wanted.arrival, wanted.departure
        return min(found, key=lambda one: (one.arrival, one.departure) != dates, default=None)

    def _wanted(self, slot: RoomSlot) -> Wanted:
        reading = self._readings[slot.number]
        if reading.wanted is None:
            raise reading.why or HotelRefusal(
                "hotel.told_dates_wrong", reservation=self._own.id, number=slot.number
            )
        return reading.wanted

    def _told_before(self, slot: RoomSlot, stay: Stay) -> Wanted | None:
        """Return what was carried out of a room; None where that is not known."""
        before = self._before
        if before is None or slot.number in {*before.waiting, *before.given_up}:
            return None
        # What is told of a room that nobody wants is carried out once it is wanted again.
        known = next((one for one in before.wanted if one.number == slot.number), None)
        return None if known is None else self._rooms.read(known, stay, before).wanted

    def _was_given_up(self, slot: RoomSlot) -> bool:
        """Return whether the channel, and nobody here, has cancelled a stay that is wanted again.

        By hand everything is made as it was told.
        """
        return self._before is None or slot.number in self._own.given_up

    def _given_up(self) -> Iterator[int]:
        """Yield the rooms whose stays are cancelled by the word of the channel."""
        for slot in self._own.slots:
            stay: Stay | None = self._unit.get("stay", slot.stay)
            is_gone = stay is not None and stay.status is StayStatus.CANCELLED
            if is_gone and (slot not in self._own.wanted or slot.number in self._own.given_up):
                yield slot.number

    def _is_over_by_import(self, slot: RoomSlot) -> bool:
        """Return whether a room of a file is over: it is known, and nothing is booked for it."""
        if self._own.origin is not Origin.IMPORTED or slot.room is None:
            return False
        dates = dates_of(slot.room)
        return bool(dates) and dates[-1] < self._unit.context.business_date

    def _book_and_cancel(self, slot: RoomSlot) -> None:
        """Have a stay of a reservation that was cancelled before anybody here knew of it."""
        if self._own.origin is not Origin.TOLD or slot.room is None:
            return
        wanted = self._readings[slot.number].wanted
        # Where it cannot be booked, there is nothing to be cancelled.
        if wanted is not None and self._unit.tried(lambda: self._book(slot, wanted)) is None:
            give_up(self._unit, self._own, self._unit.need("stay", slot.stay))

    def _book(self, slot: RoomSlot, wanted: Wanted) -> None:
        book(self._unit, self._own, slot.stay, self._guests.of_room(slot), wanted)

    def _give_up_what_was_typed_in(self) -> None:
        """Cancel the stays, too, that staff have booked under the number of what is cancelled."""
        was_booked = self._before is not None and self._before.status is BOOKED
        if not was_booked or self._own.status is not CANCELLED:
            return
        own = {slot.stay for slot in self._own.slots}
        for stay in stays_under(self._unit, self._own.reference):
            if stay.id not in own:
                self._give_up(stay)

    def _give_up(self, stay: Stay) -> None:
        refusal = self._unit.tried(lambda: give_up(self._unit, self._own, stay))
        if refusal is not None:
            values = {"channel_reservation": self._own.id, "stay": stay.id}
            cause = cause_of(self._own.id, stay.id)
            self._unit.act(left_to(RESERVATIONS, self._unit, cause, CARRY_OUT, values, refusal))

    # --- what is noted ---

    def _note(self) -> None:
        own = self._own
        kept = [number for number in own.waiting if not self._was_seen_to(number)]
        waiting = tuple(sorted({*self._waiting, *kept}))
        flags = in_order(self._flags())
        self._unit.act(NoteCarriedOut(own.id, waiting, flags, tuple(self._given_up())))
        if not self._quietly:
            leave_flags(self._unit, own, flags)

    def _was_seen_to(self, number: int) -> bool:
        return self._before is None or number in self._before.waiting

    def _flags(self) -> Iterator[Flag]:
        own = self._own
        if own.may_be_reinstated:
            yield Flag.ORDER_UNKNOWN
        if own.snapshot is None or own.status is not BOOKED:
            return
        yield from flags_of(own.snapshot, own.seen)
        if not self._is_known_channel():
            yield Flag.CHANNEL_UNKNOWN
        if own.card is not None and own.card.is_lost:
            yield Flag.CARD_NOT_TAKEN
        for slot in own.wanted:
            reading = self._readings.get(slot.number)
            yield from () if reading is None else reading.flags
            stay: Stay | None = self._unit.get("stay", slot.stay)
            arrival = None if slot.room is None else slot.room.arrival
            if stay is not None and arrival is not None and stay.booked_on > arrival:
                yield Flag.BEGINS_IN_PAST

    def _is_known_channel(self) -> bool:
        channel = self._own.reference.channel
        if channel is None or self._own.connection is None:
            return channel is not None
        connection: Connection = self._unit.need("connection", self._own.connection)
        return channel in self._unit.property.channels.code_table(connection.provider)
