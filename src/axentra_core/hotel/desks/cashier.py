"""The verbs of the cashier as one actor says them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from axentra_core.folio import Card, PaymentMethod, Share, Tendered
from axentra_core.hotel import verbs
from axentra_core.hotel.desks.speaker import Done, Speaker
from axentra_core.kernel.money import Money


class Cashier(Speaker):
    """What goes on a bill and what is paid of it; `on` names a closed date it is late for."""

    # --- charges ---

    def charge_to_room(  # noqa: PLR0913 - a charge says that much
        self,
        stay: str,
        code: str,
        net: Money,
        *,
        description: str | None = None,
        quantity: int = 1,
        on: date | None = None,
        window: int = 1,
        override: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Put something a guest signs for on their bill, net unless the code says gross."""
        verb = verbs.ChargeToRoom(stay, code, net, description, quantity, on, window, override)
        return self.do(verb, key=key)

    def post_to_folio(  # noqa: PLR0913 - a charge says that much
        self,
        folio: str,
        code: str,
        net: Money,
        *,
        description: str | None = None,
        quantity: int = 1,
        on: date | None = None,
        window: int = 1,
        service_date: date | None = None,
        revenue_date: date | None = None,
        key: str | None = None,
    ) -> Done:
        """Put something on any bill; nobody signs for it."""
        verb = verbs.PostToFolio(
            folio, code, net, description, quantity, on, window, service_date, revenue_date
        )
        return self.do(verb, key=key)

    def charge_late(  # noqa: PLR0913 - a charge says that much
        self,
        stay: str,
        code: str,
        net: Money,
        *,
        description: str | None = None,
        quantity: int = 1,
        due: date | None = None,
        folio: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Put what was found after the bill was closed on a new one that follows it."""
        verb = verbs.ChargeLate(stay, code, net, description, quantity, due, folio)
        return self.do(verb, key=key)

    def add_tip(  # noqa: PLR0913 - a tip says that much
        self,
        folio: str,
        code: str,
        amount: Money,
        *,
        staff: str | None = None,
        window: int = 1,
        method: PaymentMethod | None = None,
        card: Card | None = None,
        on: date | None = None,
        key: str | None = None,
    ) -> Done:
        """Put a tip on a bill, paid at once by a method or signed for."""
        verb = verbs.AddTip(folio, code, amount, staff, window, method, card, on)
        return self.do(verb, key=key)

    def deduct_commission(  # noqa: PLR0913 - a commission says that much
        self,
        folio: str,
        window: int,
        rate: Decimal,
        reason: str,
        *,
        codes: Sequence[str] = (),
        departments: Sequence[str] = (),
        on: date | None = None,
        key: str | None = None,
    ) -> Done:
        """Let an agent keep a percent of the net revenue that stands in a window."""
        agreed = (tuple(codes), tuple(departments))
        verb = verbs.DeductCommission(folio, window, rate, reason, *agreed, on)
        return self.do(verb, key=key)

    def adjust_charge(  # noqa: PLR0913 - an adjustment says that much
        self,
        folio: str,
        line: int,
        reason: str,
        *,
        amount: Money | None = None,
        percent: Decimal | None = None,
        note: str | None = None,
        on: date | None = None,
        window: int | None = None,
        key: str | None = None,
    ) -> Done:
        """Take an amount or a part of a charge off, with its taxes."""
        verb = verbs.AdjustCharge(folio, line, reason, amount, percent, note, on, window)
        return self.do(verb, key=key)

    def reverse_charge(
        self, folio: str, line: int, reason: str, *, on: date | None = None, key: str | None = None
    ) -> Done:
        """Take a line of the bill back."""
        return self.do(verbs.ReverseCharge(folio, line, reason, on), key=key)

    def move_charge(  # noqa: PLR0913 - a move says that much
        self,
        folio: str,
        line: int,
        to_window: int,
        reason: str,
        *,
        amount: Money | None = None,
        window: int | None = None,
        on: date | None = None,
        key: str | None = None,
    ) -> Done:
        """Let another window of the bill pay a charge, or a part of it."""
        verb = verbs.MoveCharge(folio, line, to_window, reason, amount, window, on)
        return self.do(verb, key=key)

    def split_charge(  # noqa: PLR0913 - a split says that much
        self,
        folio: str,
        line: int,
        shares: Sequence[Share],
        reason: str,
        *,
        on: date | None = None,
        key: str | None = None,
    ) -> Done:
        """Share a charge among windows of the bill."""
        return self.do(verbs.SplitCharge(folio, line, tuple(shares), reason, on), key=key)

    def transfer_charge(  # noqa: PLR0913 - a transfer says that much
        self,
        folio: str,
        line: int,
        to_folio: str,
        reason: str,
        *,
        to_window: int = 1,
        amount: Money | None = None,
        window: int | None = None,
        on: date | None = None,
        key: str | None = None,
    ) -> Done:
        """Let another bill take a charge over, or a part of it."""
        verb = verbs.TransferCharge(folio, line, to_folio, reason, to_window, amount, window, on)
        return self.do(verb, key=key)

    # --- payments ---

    def take_payment(  # noqa: PLR0913 - a payment says that much
        self,
        folio: str,
        method: PaymentMethod,
        amount: Money,
        *,
        card: Card | None = None,
        in_advance: bool = False,
        on: date | None = None,
        window: int = 1,
        tendered: Tendered | None = None,
        reference: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Receive money for a bill."""
        verb = verbs.TakePayment(
            folio, method, amount, card, in_advance, on, window, tendered, reference
        )
        return self.do(verb, key=key)

    def pay_refund(  # noqa: PLR0913 - a refund says that much
        self,
        folio: str,
        method: PaymentMethod,
        amount: Money,
        *,
        card: Card | None = None,
        on: date | None = None,
        window: int = 1,
        key: str | None = None,
    ) -> Done:
        """Give back what was paid too much."""
        return self.do(verbs.PayRefund(folio, method, amount, card, on, window), key=key)

    def reverse_payment(  # noqa: PLR0913 - a reversal says that much
        self,
        folio: str,
        line: int,
        reason: str,
        *,
        amount: Money | None = None,
        on: date | None = None,
        key: str | None = None,
    ) -> Done:
        """Take a payment back that did not stand, or a part of it."""
        return self.do(verbs.ReversePayment(folio, line, reason, amount, on), key=key)

    def move_payment(  # noqa: PLR0913 - a move says that much
        self,
        folio: str,
        line: int,
        to_window: int,
        reason: str,
        *,
        amount: Money | None = None,
        on: date | None = None,
        key: str | None = None,
    ) -> Done:
        """Let a payment count for another window of the bill."""
        return self.do(verbs.MovePayment(folio, line, to_window, reason, amount, on), key=key)

    def bill_directly(  # noqa: PLR0913 - a direct bill says that much
        self,
        folio: str,
        *,
        account: str | None = None,
        window: int = 1,
        amount: Money | None = None,
        override: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Settle a window by owing it on a company's account."""
        return self.do(verbs.BillDirectly(folio, account, window, amount, override), key=key)

    def write_off(
        self,
        folio: str,
        reason: str,
        *,
        amount: Money | None = None,
        window: int = 1,
        key: str | None = None,
    ) -> Done:
        """Give up what nobody will pay."""
        return self.do(verbs.WriteOff(folio, reason, amount, window), key=key)
