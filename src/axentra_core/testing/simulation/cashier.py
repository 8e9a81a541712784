"""The cashier: what is charged at the desk, what is paid, what is paid later."""

from datetime import timedelta
from decimal import Decimal

from axentra_core.folio import Card, ChargePosted, PaymentMethod
from axentra_core.kernel.money import Money
from axentra_core.testing.simulation.crew import Crew

CARD = Card("tok_seeded", "visa", "4242")
METHODS = (
    *(PaymentMethod.CARD,) * 5,
    *(PaymentMethod.CASH,) * 3,
    *(PaymentMethod.QR_WALLET,) * 2,
    PaymentMethod.TRANSFER,
    PaymentMethod.VOUCHER,
)


class Cashier:
    """Whoever takes the money."""

    def __init__(self, crew: Crew) -> None:
        """Begin with an empty drawer."""
        self.crew = crew

    def settle(self, stay: str) -> None:
        """Take what a bill owes, or give back what was paid too much."""
        self._settle(stay, self.crew.read.folio(stay).balance)

    def _settle(self, folio: str, owed: Decimal) -> None:
        crew = self.crew
        method = crew.pick(METHODS)
        how = {"card": CARD} if method is PaymentMethod.CARD else {}
        if owed > 0:
            amount = Money(owed, crew.own.currency)
            crew.ask(crew.clerk.take_payment, folio, method, amount, **how)
        elif owed < 0:
            amount = Money(-owed, crew.own.currency)
            crew.ask(crew.clerk.pay_refund, folio, method, amount, **how)

    def charge(self, stay: str, description: str, *, days_late: int = 0) -> None:
        """Charge something at the desk; now and then it was the wrong bill."""
        crew = self.crew
        code = crew.pick(crew.own.folio.codes).code
        price = crew.money(crew.night_price(crew.own.rooms.types[0].code, crew.today).amount / 8)
        late = {"on": crew.today - timedelta(days=days_late)} if days_late else {}
        what = {"description": description, **late}
        done = crew.ask(crew.clerk.charge_to_room, stay, code, price, **what)
        if done and crew.happens(0.12):
            line = done.one(ChargePosted).line
            crew.ask(crew.clerk.reverse_charge, stay, line, "another guest's", **late)

    def collect(self) -> None:
        """Receive what is paid of bills that were left open."""
        for folio in self.crew.read.receivables():
            if self.crew.happens(0.1):
                self._settle(folio.id, folio.owed)
