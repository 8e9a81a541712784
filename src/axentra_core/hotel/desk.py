"""The verbs of a hotel as one actor says them."""

from axentra_core.hotel.desks.accounts import Accounts
from axentra_core.hotel.desks.bookings import Bookings
from axentra_core.hotel.desks.card_payments import CardPayments
from axentra_core.hotel.desks.cash_desk import CashDesk
from axentra_core.hotel.desks.cashier import Cashier
from axentra_core.hotel.desks.channel_updates import ChannelUpdates
from axentra_core.hotel.desks.channels import Channels
from axentra_core.hotel.desks.deposits import Deposits
from axentra_core.hotel.desks.documents import Documents
from axentra_core.hotel.desks.folios import Folios
from axentra_core.hotel.desks.front_desk import FrontDesk
from axentra_core.hotel.desks.house import BackOffice
from axentra_core.hotel.desks.housekeeping import Housekeeping
from axentra_core.hotel.desks.meters import Meters
from axentra_core.hotel.desks.payment_rules import PaymentRules
from axentra_core.hotel.desks.reservations_in import ReservationsIn
from axentra_core.hotel.desks.rooms import Rooms
from axentra_core.hotel.desks.services import Services


class Desk(
    Bookings,
    FrontDesk,
    Cashier,
    CardPayments,
    PaymentRules,
    Meters,
    Channels,
    ChannelUpdates,
    ReservationsIn,
    Folios,
    Documents,
    Deposits,
    CashDesk,
    Accounts,
    Services,
    Rooms,
    Housekeeping,
    BackOffice,
):
    """One actor at work; every method is a verb of `axentra_core.hotel.verbs` said in one call.

    Each takes an idempotency `key`, which is required where money moves and for every caller
    outside the hotel, and raises what `Hotel.do` raises.
    """

    @property
    def preview(self) -> "Desk":
        """The same verbs, run by the same code, of which nothing is kept."""
        return Desk(self._hotel, self.actor, keep=False)
