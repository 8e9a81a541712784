"""Commands that settle a bill, or take back what has settled it."""

from axentra_core.folio.model import Card, LineNumber, PaymentMethod, Tendered
from axentra_core.folio.windows import WindowNumber
from axentra_core.kernel.checks import checked
from axentra_core.kernel.money import PositiveAmount
from axentra_core.kernel.texts import Id, Text


@checked
class TakePayment:
    """Record money received.

    Attributes:
        card: token and last four of the card, for a card payment.
        in_advance: the amount may exceed what is owed so far.
        window: which part of the bill it pays.
        reference: such as the gateway's name of it.
        tendered: foreign money that was handed over for the amount.
    """

    folio: Id
    method: PaymentMethod
    amount: PositiveAmount
    card: Card | None = None
    in_advance: bool = False
    window: WindowNumber = 1
    reference: Text | None = None
    tendered: Tendered | None = None


@checked
class BillDirectly:
    """Settle a window by owing it on a company's account, which is debited with it."""

    folio: Id
    account: Id
    amount: PositiveAmount
    window: WindowNumber = 1


@checked
class ApplyDeposit:
    """Settle a window with a deposit; what is more than owed stays on the bill as a credit.

    Attributes:
        note: why it was kept, where the guest has forfeited it.
    """

    folio: Id
    deposit: Id
    amount: PositiveAmount
    window: WindowNumber = 1
    note: Text | None = None


@checked
class WriteOff:
    """Give up what nobody will pay; needs ``folio.write_off``."""

    folio: Id
    amount: PositiveAmount
    reason: Text
    window: WindowNumber = 1


@checked
class RoundCash:
    """Owe what can be paid in coins; the difference stands on a line of its own.

    Attributes:
        step: smallest amount that can be paid in cash.
    """

    folio: Id
    step: PositiveAmount
    window: WindowNumber = 1


@checked
class PayRefund:
    """Give back what was paid too much.

    Attributes:
        card: the one that has paid, for a refund to a card.
        window: which part of the bill it is for.
        reference: such as the gateway's name of it.
    """

    folio: Id
    method: PaymentMethod
    amount: PositiveAmount
    card: Card | None = None
    window: WindowNumber = 1
    reference: Text | None = None


@checked
class ReversePayment:
    """Take a payment back that did not stand, or a part of it.

    Attributes:
        amount: how much of it; all that is left of it when left out.
        reason: such as ``mistyped`` or ``charged back``.
    """

    folio: Id
    line: LineNumber
    reason: Text
    amount: PositiveAmount | None = None


@checked
class MovePayment:
    """Let a payment, or a part of it, count for another window."""

    folio: Id
    line: LineNumber
    to_window: WindowNumber
    reason: Text
    amount: PositiveAmount | None = None
