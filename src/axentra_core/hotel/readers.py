"""What a hotel can be asked; nothing here changes anything."""

from datetime import date

from axentra_core.hotel.boards import StayLine
from axentra_core.hotel.channel_reader import ChannelReader
from axentra_core.hotel.connection_reader import ConnectionReader
from axentra_core.hotel.housekeeping_reader import HousekeepingReader
from axentra_core.hotel.inventory import rooms_of
from axentra_core.hotel.meter_reader import MeterReader
from axentra_core.hotel.money_reader import MoneyReader
from axentra_core.hotel.payment_reader import PaymentReader
from axentra_core.hotel.reservation_reader import ReservationReader
from axentra_core.hotel.rooms_reader import RoomsReader
from axentra_core.hotel.window import HIGHEST
from axentra_core.house import FollowUp
from axentra_core.kernel.decider import Allowed
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.sealed import words_of
from axentra_core.kernel.texts import line
from axentra_core.restaurant import Order
from axentra_core.stays import Availability


class Reader(
    ConnectionReader,
    ChannelReader,
    ReservationReader,
    MeterReader,
    RoomsReader,
    HousekeepingReader,
    MoneyReader,
    PaymentReader,
):
    """The answers of a hotel; every record is read once, when an answer first needs it.

    Ask `Hotel.read` anew for what has happened since.
    """

    # --- front desk ---

    def stay(self, stay: str) -> StayLine:
        """Return a stay.

        Raises:
            NotFound: ``record.not_found``.
        """
        return self._line(self._window.need("stay", stay))

    def arrivals(self, on: date | None = None) -> tuple[StayLine, ...]:
        """Return the stays that are due in on a date, today's overdue ones included."""
        until = self._day(on, "on").isoformat()
        return tuple(self._stays("stay.due_in", "" if on is None else until, until))

    def departures(self) -> tuple[StayLine, ...]:
        """Return the stays in house that are due out today or should have left."""
        return tuple(self._stays("stay.in_house", "", self.business_date.isoformat()))

    def in_house(self) -> tuple[StayLine, ...]:
        """Return all stays in house, the earliest departure first."""
        return tuple(self._stays("stay.in_house", "", HIGHEST))

    def waitlist(self) -> tuple[StayLine, ...]:
        """Return the stays that wait for a room, the earliest arrival first."""
        return tuple(self._stays("stay.waitlist", "", HIGHEST))

    def group(self, group: str) -> tuple[StayLine, ...]:
        """Return the stays of a group that are expected or in house.

        Raises:
            NotFound: ``record.not_found``.
        """
        self._window.need("group", group)
        return tuple(self._stays("stay.group", group, group))

    def availability(self, first: date, nights: int) -> Availability:
        """Return the rooms of every type on consecutive nights, as the inventory has counted them.

        Raises:
            InvalidInput: `first` is no date, or `nights` is not 1 to 1,000.
        """
        types = [type_.code for type_ in self.configuration.rooms.types]
        return rooms_of(self._window, first, nights, types)

    def find(self, confirmation_or_name: str) -> tuple[StayLine, ...]:
        """Return the stays with a confirmation number, or of guests whose name has every word."""
        try:
            line(confirmation_or_name)
        except InvalidInput as error:
            raise error.under("confirmation_or_name") from None
        found = self._window.find("stay.confirmation", confirmation_or_name)
        stays = dict.fromkeys(stay for _, stay in found)
        token = self._window.outside.cipher.token
        by_word = [
            {guest for _, guest in self._window.find("guest.name", token(word))}
            for word in words_of(confirmation_or_name)
        ]
        for guest in sorted(set.intersection(*by_word)) if by_word else ():
            stays.update(dict.fromkeys(stay for _, stay in self._window.find("stay.guest", guest)))
        return tuple(self._line(self._window.need("stay", stay)) for stay in stays)

    # --- restaurant ---

    def orders(self) -> tuple[Order, ...]:
        """Return the orders that are placed or in the kitchen, by room."""
        return tuple(self._found("order", "order.open", "", HIGHEST))

    # --- the house ---

    def follow_ups(self) -> tuple[FollowUp, ...]:
        """Return what should have followed and could not, by whom it concerns."""
        return tuple(self._found("follow_up", "follow_up.open", "", HIGHEST))

    def allowed(self, kind: str, record_id: str) -> dict[str, Allowed]:
        """Return for every command to a record what stands against it now.

        Args:
            kind: such as ``stay``, ``room`` or ``folio``.
            record_id: which one.

        Raises:
            NotFound: ``record.not_found``.
        """
        return self._window.aggregate(kind).allowed(
            self._window.need(kind, record_id), self._window.context
        )
