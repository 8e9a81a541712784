"""What tests of reservations from channels share: a hotel with a connection that receives."""

from datetime import timedelta

import attrs
from tests.channels.reserving import BOOK, EXPEDIA, FIRST, message, room
from tests.hotel.connecting import mapping, requested

from axentra_core.channels.mapping import Offer
from axentra_core.channels.reservations import ReservationStatus
from axentra_core.hotel import HotelRefusal, verbs
from axentra_core.kernel.actor import Actor
from axentra_core.stays import StayStatus

CODES = attrs.evolve(
    mapping("DLX", "STE"),
    offers=(
        *mapping("DLX", "STE").offers,
        Offer("DLX", "NRF", "DLX", "NRF", "DLX", "IDR"),
        Offer("STE", "OLD", "STE", "OLD", "STE", "IDR", sellable=False),
    ),
)
ID = "EXP-1695093244"


@attrs.define
class Receiving:
    """A hotel that reservations come to.

    Attributes:
        front: its front desk.
        connection: over which they come.
        told: how many messages have come.
    """

    front: object
    connection: str
    told: int = 0

    @property
    def read(self):
        """What the hotel knows."""
        return self.front.hotel.read

    @property
    def desk(self):
        """The verbs as Ayu says them."""
        return self.front.desk

    def tell(self, *messages, **said):
        """Take messages as the channel's own, and return what came of the last."""
        for one in messages:
            self.told += 1
            verb = verbs.ReceiveReservation(
                self.connection, one, **{"message_id": f"M{self.told}", **said}
            )
            actor = Actor("channel", self.connection)
            done = self.front.hotel.do(verb, actor=actor, key=f"m{self.told}")
        return done

    def book(self, *rooms, **said):
        """Take a booking."""
        return self.tell(message(BOOK, 0, *rooms, **said))

    def own(self, reference=EXPEDIA):
        """Return what is known of the reservation."""
        return self.read.channel_reservation(reference)

    def stay(self, number=1, reservation=ID):
        """Return the stay of a room."""
        return self.front.stay(f"{reservation}.{number}")

    def stays(self):
        """Return every stay of the reservation as a line."""
        return [
            (slot.number, stay.status.value, stay.arrival.day, stay.departure.day, stay.room_type)
            for slot in self.own().slots
            if (stay := self.front.hotel.read._window.get("stay", slot.stay))
        ]

    def tasks(self):
        """Return the codes of what is left to a person."""
        return [task.code for task in self.read.reservation_tasks()]

    def sold(self, room_type="DLX", nights=4):
        """Return how many rooms are sold on the first nights."""
        own = self.read.configuration.rooms.capacity(room_type)
        return [own - left for left in self.front.free(room_type, nights)]

    def check(self):
        """Check that the store is sound, and that each wanted room has a stay or waits."""
        self.front.check()
        own = self.read._window
        for _, name in own.find("stay.reference", "", "\U0010ffff"):
            reservation = self.read.channel_reservation_of(name)
            if reservation is None:
                continue
            stay = self.front.stay(name)
            wanted = {slot.stay for slot in reservation.wanted}
            if reservation.status is ReservationStatus.BOOKED and name in wanted:
                assert stay.status is not StayStatus.CANCELLED or reservation.waiting


def receiving(front, codes=CODES, *, unmapped=True):
    """Return a hotel with a connection and its mapping, before it is live."""
    connection = requested(front)
    front.boss.change_exchange(connection, direction="two_way", unmapped=unmapped)
    if codes is not None:
        front.boss.set_mapping(connection, codes)
    return Receiving(front, connection)


def night(place):
    """Return a date by its place."""
    return FIRST + timedelta(place)


def unmapped(**said):
    """Return a room whose code leads nowhere."""
    return room(code="XXX", **said)


__all__ = ["CODES", "ID", "HotelRefusal", "Receiving", "night", "receiving", "unmapped"]
