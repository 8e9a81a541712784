"""Deposits: asked for when somebody books, and decided on when nobody comes."""

from axentra_core.deposits import Deposit, DepositRequested, Maturity
from axentra_core.folio import FolioStatus, PaymentMethod
from axentra_core.kernel.money import Money
from axentra_core.stays import StayStatus
from axentra_core.testing.simulation.cashier import Cashier
from axentra_core.testing.simulation.crew import Crew

OVER = frozenset({StayStatus.CANCELLED, StayStatus.NO_SHOW, StayStatus.CHECKED_OUT})


class Deposits:
    """Whoever looks after money that is paid ahead."""

    def __init__(self, crew: Crew, cashier: Cashier) -> None:
        """Begin with what is held."""
        self.crew: Crew = crew
        self.cashier: Cashier = cashier

    def take(self, stay: str, amount: Money) -> None:
        """Take a deposit for a booking, or ask for it; most are applied when the guest comes."""
        crew = self.crew
        at = Maturity.CHECK_IN if crew.happens(0.8) else Maturity.CHECK_OUT
        if crew.happens(0.4):
            what = {"due": crew.day(2), "maturity": at}
            done = crew.ask(crew.clerk.request_deposit, stay, amount, **what)
            if done and crew.happens(0.3):
                self._invoice(done.one(DepositRequested).deposit)
            return
        method, _ = self.cashier.means()
        if crew.ask(crew.clerk.take_deposit, stay, amount, method, maturity=at):
            self.cashier.till.moved(method, amount.amount)

    def _invoice(self, deposit: str) -> None:
        if self.crew.own.documents.seller is not None:
            self.crew.ask(self.crew.clerk.issue_advance_invoice, deposit)

    def look_after(self) -> None:
        """Receive what was asked for, and decide on what is held for nobody any more."""
        crew = self.crew
        for due in crew.read.deposit_requests_due():
            if crew.happens(0.7):
                transfer = PaymentMethod.TRANSFER
                amount = Money(due.amount, due.currency)
                crew.ask(crew.clerk.receive_deposit, due.deposit, amount, transfer)
        for deposit in crew.read.held_deposits():
            if crew.read.stay(deposit.stay).stay.status in OVER and crew.happens(0.5):
                self._decide(deposit)

    def _decide(self, deposit: Deposit) -> None:
        """Pay with it what the guest owes, and keep the rest or give it back."""
        crew, clerk = self.crew, self.crew.clerk
        bill = crew.read.folios_of(deposit.stay)[0]
        owed = bill.window(1).owed if bill.status is FolioStatus.OPEN else 0
        if owed > 0:
            part = Money(min(owed, deposit.held), deposit.currency)
            crew.ask(clerk.apply_deposit, deposit.id, part)
            if part.amount == deposit.held:
                return
        if crew.happens(0.3):
            crew.ask(clerk.keep_deposit, deposit.id, "cancelled late", crew.own.room_charge)
            return
        crew.ask(clerk.return_deposit, deposit.id, PaymentMethod.TRANSFER, "plans have changed")
