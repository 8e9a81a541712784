"""How a bill is settled, and what is taken back of it; `on` names a closed date it is late for."""

from axentra_core.folio import Card, LineNumber, PaymentMethod, Tendered, WindowNumber
from axentra_core.kernel.checks import Day, checked
from axentra_core.kernel.money import PositiveAmount
from axentra_core.kernel.texts import Id, Text


@checked
class TakePayment:
    """Receive money for a bill.

    Cash that pays what a window owes up to the smallest coin settles it: the rest is rounded on a
    line of its own, where the property rounds.

    Attributes:
        window: which part of the bill it pays.
        tendered: foreign notes that were handed over for the amount; what they were worth more is
            given back in the property's money.
        reference: such as the number on the slip.
    """

    folio: Id
    method: PaymentMethod
    amount: PositiveAmount
    card: Card | None = None
    in_advance: bool = False
    on: Day | None = None
    window: WindowNumber = 1
    tendered: Tendered | None = None
    reference: Text | None = None


@checked
class PayRefund:
    """Give back what was paid too much, to the card that has paid or in another way."""

    folio: Id
    method: PaymentMethod
    amount: PositiveAmount
    card: Card | None = None
    on: Day | None = None
    window: WindowNumber = 1


@checked
class ReversePayment:
    """Take a payment back that did not stand: mistyped, bounced, charged back, billed in error.

    Attributes:
        amount: how much of it; all that is left of it when left out.
    """

    folio: Id
    line: LineNumber
    reason: Text
    amount: PositiveAmount | None = None
    on: Day | None = None


@checked
class MovePayment:
    """Let a payment, or a part of it, count for another window of the bill."""

    folio: Id
    line: LineNumber
    to_window: WindowNumber
    reason: Text
    amount: PositiveAmount | None = None
    on: Day | None = None


@checked
class BillDirectly:
    """Settle a window by owing it on a company's account (seed: City Ledger, Tamu Perusahaan).

    Attributes:
        account: the one that pays the window when left out.
        amount: all that the window owes when left out.
        override: why the account's credit limit may be passed.
    """

    folio: Id
    account: Id | None = None
    window: WindowNumber = 1
    amount: PositiveAmount | None = None
    override: Text | None = None


@checked
class WriteOff:
    """Give up what nobody will pay.

    Attributes:
        amount: all that the window owes when left out.
    """

    folio: Id
    reason: Text
    amount: PositiveAmount | None = None
    window: WindowNumber = 1
