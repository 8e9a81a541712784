"""The verbs of the cashier as one actor says them."""

from datetime import date
from decimal import Decimal

from axentra_core.folio import Card, PaymentMethod
from axentra_core.hotel import verbs
from axentra_core.hotel.desks.speaker import Done, Speaker
from axentra_core.kernel.money import Money


class Cashier(Speaker):
    """What goes on a bill and what is paid of it; `on` names a closed date it is late for."""

    def charge_to_room(  # noqa: PLR0913 - a charge says that much
        self,
        stay: str,
        code: str,
        net: Money,
        *,
        description: str | None = None,
        quantity: int = 1,
        on: date | None = None,
        key: str | None = None,
    ) -> Done:
        """Put something sold on a guest's bill, at its net price unless the code says gross."""
        return self.do(verbs.ChargeToRoom(stay, code, net, description, quantity, on), key=key)

    def adjust_charge(  # noqa: PLR0913 - an adjustment says that much
        self,
        stay: str,
        line: int,
        reason: str,
        *,
        amount: Money | None = None,
        percent: Decimal | None = None,
        note: str | None = None,
        on: date | None = None,
        key: str | None = None,
    ) -> Done:
        """Take an amount or a part of a charge off, with its taxes."""
        verb = verbs.AdjustCharge(stay, line, reason, amount, percent, note, on)
        return self.do(verb, key=key)

    def reverse_charge(
        self, stay: str, line: int, reason: str, *, on: date | None = None, key: str | None = None
    ) -> Done:
        """Take a line of the bill back."""
        return self.do(verbs.ReverseCharge(stay, line, reason, on), key=key)

    def take_payment(  # noqa: PLR0913 - a payment says that much
        self,
        stay: str,
        method: PaymentMethod,
        amount: Money,
        *,
        card: Card | None = None,
        in_advance: bool = False,
        on: date | None = None,
        key: str | None = None,
    ) -> Done:
        """Receive money for a guest's bill."""
        return self.do(verbs.TakePayment(stay, method, amount, card, in_advance, on), key=key)

    def pay_refund(  # noqa: PLR0913 - a refund says that much
        self,
        stay: str,
        method: PaymentMethod,
        amount: Money,
        *,
        card: Card | None = None,
        on: date | None = None,
        key: str | None = None,
    ) -> Done:
        """Give back what was paid too much."""
        return self.do(verbs.PayRefund(stay, method, amount, card, on), key=key)
