"""The dialects that the library knows keep the promises over the platform's side of each."""

import attrs

from axentra_core.adapters.channex import ChannexReservations
from axentra_core.channels.code_tables import channex_codes
from axentra_core.channels.providers import CHANNEX
from axentra_core.testing.channex_side import ChannexReservationSide
from axentra_core.testing.reservation_contract import ReservationContract
from axentra_core.testing.reservation_source import SimpleReservations, SimpleReservationSide


class TestSimpleReservations(ReservationContract):
    """The dialect that is nobody's."""

    def make_dialect(self):
        """Return the hotel's side."""
        return SimpleReservations(CHANNEX)

    def make_side(self):
        """Return the platform's side."""
        return SimpleReservationSide()


class TestChannexReservations(ReservationContract):
    """A feed of revisions in JSON."""

    codes = channex_codes()
    pushes = False
    has_report_ids = False
    hears_refusals = False

    def make_dialect(self):
        """Return the hotel's side."""
        return ChannexReservations()

    def make_side(self):
        """Return the platform's side."""
        return ChannexReservationSide()

    def as_told(self, message):
        """Return a message whose prices are told with taxes, or else without: never both."""
        return without_net_prices(message)


def without_net_prices(message):
    """Return a message whose prices with taxes are told alone."""
    if message.snapshot is None:
        return message
    rooms = tuple(
        attrs.evolve(
            room,
            nights=tuple(attrs.evolve(one, price=gross(one.price)) for one in room.nights),
            price=gross(room.price),
        )
        for room in message.snapshot.rooms
    )
    snapshot = attrs.evolve(message.snapshot, rooms=rooms, price=gross(message.snapshot.price))
    return attrs.evolve(message, snapshot=snapshot)


def gross(price):
    """Return a price with taxes, where that is told."""
    return attrs.evolve(price, before_tax=None) if price.after_tax is not None else price
