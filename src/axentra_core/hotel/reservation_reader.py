"""What a hotel can be asked about the reservations that channels tell it."""

from collections.abc import Iterator, Sequence

import attrs

from axentra_core.channels.mapping_index import MappingIndex
from axentra_core.channels.old_reservations import write_reservations
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import (
    ChannelReservation,
    Personal,
    ReservationMessage,
    SealedPersonal,
    reservation_id,
)
from axentra_core.codec import Entry
from axentra_core.hotel.known_reservations import known_messages, opened_people
from axentra_core.hotel.reading import Reading
from axentra_core.hotel.reservation_reach import OutOfReach, out_of_reach
from axentra_core.hotel.reservations_in import BY_HAND, digest_of
from axentra_core.hotel.row_standing import Placed, index_of, placed
from axentra_core.hotel.told_cards import ATTACH
from axentra_core.hotel.told_tasks import AWAIT, CARRY_OUT, LOOK_AT
from axentra_core.hotel.undelivered import UNDELIVERED
from axentra_core.hotel.window import HIGHEST
from axentra_core.house import FollowUp

TASKS = frozenset({AWAIT, CARRY_OUT, LOOK_AT, BY_HAND, ATTACH, UNDELIVERED})


@attrs.frozen
class ReservationHistory:
    """What has happened to a channel's reservation, and whether its platform knows.

    Attributes:
        reservation: as it is.
        entries: every commit that has changed it, in order: what, who, when.
        is_confirmed: whether the platform was told that the last message is stored.
    """

    reservation: ChannelReservation
    entries: tuple[Entry, ...]
    is_confirmed: bool


class ReservationReader(Reading):
    """What is known of channels' reservations."""

    def channel_reservation(self, reference: ChannelReference | str) -> ChannelReservation:
        """Return a reservation by its channel and reference, or by its id.

        Raises:
            NotFound: ``record.not_found``.
        """
        name = reference if isinstance(reference, str) else reservation_id(reference)
        found: ChannelReservation = self._window.need("channel_reservation", name)
        return found

    def channel_reservation_of(self, stay: str) -> ChannelReservation | None:
        """Return the reservation that a stay is a room of; None for one of no channel."""
        return next(iter(self._reservations("channel_reservation.stay", stay, stay)), None)

    def awaited_reservations(self, connection: str | None = None) -> tuple[ChannelReservation, ...]:
        """Return those that were told of and not booked: what is known of them waits."""
        return self._listed("channel_reservation.awaited", connection)

    def waiting_reservations(self, connection: str | None = None) -> tuple[ChannelReservation, ...]:
        """Return those of which a room could not be carried out."""
        return self._listed("channel_reservation.waiting", connection)

    def unconfirmed_reservations(
        self, connection: str | None = None
    ) -> tuple[ChannelReservation, ...]:
        """Return those whose last message the platform was not told to be stored."""
        return self._listed("channel_reservation.unconfirmed", connection)

    def reservation_tasks(self) -> tuple[FollowUp, ...]:
        """Return what is left to a person about channels' reservations."""
        found = self._found("follow_up", "follow_up.open", "reservations", "reservations")
        return tuple(task for task in found if task.act in TASKS)

    def reservation_history(self, reference: ChannelReference | str) -> ReservationHistory:
        """Return every commit that has changed a reservation: what, who, when.

        The whole log is read for it: it is for an audit, not for a board.

        Raises:
            NotFound: ``record.not_found``.
        """
        own = self.channel_reservation(reference)
        entries = tuple(self._window.entries(("channel_reservation", own.id)))
        return ReservationHistory(own, entries, own.is_confirmed)

    def told_people(self, reference: ChannelReference | str) -> Personal:
        """Return whom a reservation is for; what was forgotten is left out.

        Raises:
            NotFound: ``record.not_found``.
        """
        return self._people(self.channel_reservation(reference).personal)

    def _people(self, told: SealedPersonal) -> Personal:
        return opened_people(self._window.outside.cipher, told)

    def out_of_reach(self) -> tuple[OutOfReach, ...]:
        """Return what a modification would not find, or nobody could carry out: to be seen to.

        Stays to come and in house that a channel has sold and nobody has its number of, what waits
        for a booking or for a room, and what is left to people.
        """
        return tuple(out_of_reach(self._window))

    def reservations_export(self, *, people: bool = False) -> Iterator[str]:
        """Yield the reservations that are known as lines of a CSV file that `OWN` reads again.

        Args:
            people: whether it says whom they are for, in clear text.
        """
        opens = self._people if people else None
        return write_reservations(known_messages(self._window, opens))

    def message_digest(self, message: ReservationMessage) -> str:
        """Return the keyed digest by which a message is known, whatever id it comes under."""
        return digest_of(self._window.outside.cipher, message)

    def placed_reservations(
        self, messages: Sequence[ReservationMessage], connection: str | None = None
    ) -> tuple[Placed, ...]:
        """Return what would become of what a file tells of reservations, one by one.

        Raises:
            NotFound: ``record.not_found`` for the connection.
            ChannelRefusal: ``channels.not_receiving``.
        """
        names = (reservation_id(message.reference) for message in messages)
        self._window.load(*(("channel_reservation", name) for name in names))
        index = self.mapping_index(connection)
        return tuple(placed(self._window, message, index) for message in messages)

    def mapping_index(self, connection: str | None) -> MappingIndex | None:
        """Return the mapping by which the rooms of a file are read; None where there is none.

        Raises:
            NotFound: ``record.not_found``.
            ChannelRefusal: ``channels.not_receiving``.
        """
        return index_of(self._window, connection)

    def message_token(self, text: str) -> str:
        """Return a keyed digest of what a platform has told, as keys are made of it."""
        return self._window.outside.cipher.token(f"message {text}")

    def _listed(self, name: str, connection: str | None) -> tuple[ChannelReservation, ...]:
        low, high = ("", HIGHEST) if connection is None else (connection, connection)
        return tuple(self._reservations(name, low, high))

    def _reservations(self, name: str, low: str, high: str) -> list[ChannelReservation]:
        return [*self._found("channel_reservation", name, low, high)]
