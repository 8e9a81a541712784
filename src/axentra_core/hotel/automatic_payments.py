"""Charging what is due: the one loop that a host runs every few minutes.

At most once under any crash: the charge is claimed in one commit before the gateway is asked, at
most one is open for a reservation and for a card, and one whose outcome is unknown is asked about
and never sent under another key. So any number of workers may run this at once.
"""

import attrs

from axentra_core.hotel.card_terminal import CardTerminal, Slip
from axentra_core.hotel.hotel import Hotel
from axentra_core.kernel.errors import AxentraError
from axentra_core.payment_rules import DuePayment, PlannedStatus

MOST_AT_ONCE = 100


@attrs.frozen
class Collected:
    """What became of a planned payment that was due.

    Attributes:
        due: the payment.
        status: where it stands now.
        slip: what the gateway has said; None where it was not asked.
        error: why nothing could be done about it now; it stays due.
    """

    due: DuePayment
    status: PlannedStatus
    slip: Slip | None = None
    error: AxentraError | None = None


class AutomaticPayments:
    """Charges planned payments when they are due (seed: *Pembayaran otomatis*).

    Args:
        hotel: where everything is written down.
        terminal: who asks the gateway.
    """

    def __init__(self, hotel: Hotel, terminal: CardTerminal) -> None:
        """Stand between a hotel's plans and a gateway."""
        self._hotel = hotel
        self._terminal = terminal

    def run(self, limit: int = MOST_AT_ONCE) -> tuple[Collected, ...]:
        """Find out what is unknown, then charge what is due, the longest due first.

        One that cannot be charged now does not keep the others waiting. A reservation has one
        charge at a time: what it has beyond that comes with the next run.
        """
        self._terminal.recover()
        return tuple(self.collect(due) for due in self._hotel.read.due_payments(limit))

    def collect(self, due: DuePayment) -> Collected:
        """Charge one payment that is due; workers who meet at it do so once."""
        stay, number = due.reservation, due.number
        slip = error = None
        # Who has seen the plan as it was claims under the same key, and is told what was claimed.
        key = f"claim:{stay}:{number}:{self._hotel.read.version('payment_plan', stay)}"
        try:
            slip = self._terminal.charge_planned(stay, number, key=key)
        except AxentraError as refusal:
            error = refusal
        payment = self._hotel.read.payment_plan(stay).payments[number - 1]
        return Collected(due, payment.status, slip, error)
