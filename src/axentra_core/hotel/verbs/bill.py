"""What goes on a bill and what is paid of it.

Each takes the closed date that it belongs to, `on`, when it comes too late for it: within the days
the property allows, from those with the permission ``folio.post_late``.
"""

from axentra_core.folio import Card, LineNumber, PaymentMethod
from axentra_core.kernel.checks import Count, Day, checked
from axentra_core.kernel.money import PositiveAmount
from axentra_core.kernel.numbers import Rate
from axentra_core.kernel.texts import Code, Id, Text


@checked
class ChargeToRoom:
    """Put something sold on a guest's bill; service charge and taxes are added by its code.

    Attributes:
        net: price of all units together; gross if the transaction code says so.
    """

    stay: Id
    code: Code
    net: PositiveAmount
    description: Text | None = None
    quantity: Count = 1
    on: Day | None = None


@checked
class AdjustCharge:
    """Take a part of a charge off; service charge and taxes follow as they were recorded.

    Attributes:
        reason: such as ``service_failure``, for reports.
        amount: how much of its total, or
        percent: which part of what was posted, 0 to 1.
        note: what the guest was promised.
    """

    stay: Id
    line: LineNumber
    reason: Code
    amount: PositiveAmount | None = None
    percent: Rate | None = None
    note: Text | None = None
    on: Day | None = None


@checked
class ReverseCharge:
    """Take back what is left of a charge or an adjustment, by a line that points to it."""

    stay: Id
    line: LineNumber
    reason: Text
    on: Day | None = None


@checked
class TakePayment:
    """Receive money for a guest's bill."""

    stay: Id
    method: PaymentMethod
    amount: PositiveAmount
    card: Card | None = None
    in_advance: bool = False
    on: Day | None = None


@checked
class PayRefund:
    """Give back what was paid too much."""

    stay: Id
    method: PaymentMethod
    amount: PositiveAmount
    card: Card | None = None
    on: Day | None = None
