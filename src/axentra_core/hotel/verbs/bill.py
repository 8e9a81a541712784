"""What goes on a bill, and how it is corrected and divided.

Each takes the closed date that it belongs to, `on`, when it comes too late for it: within the days
the property allows, from those with the permission ``folio.post_late``. The bill of a stay or a
group has its id.
"""

from axentra_core.folio import Card, LineNumber, PaymentMethod, Share, WindowNumber
from axentra_core.kernel.checks import Count, Day, checked
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import PositiveAmount
from axentra_core.kernel.numbers import Rate
from axentra_core.kernel.texts import Code, Id, Text


@checked
class ChargeToRoom:
    """Put something that a guest signs for on their bill; taxes are added by its code.

    Attributes:
        net: price of all units together; gross if the transaction code says so.
        window: which part of the bill; where routing sends it when it is the first.
        override: why it may be signed for beyond the credit limit, or although nothing may.
    """

    stay: Id
    code: Code
    net: PositiveAmount
    description: Text | None = None
    quantity: Count = 1
    on: Day | None = None
    window: WindowNumber = 1
    override: Text | None = None


@checked
class PostToFolio:
    """Put something on any bill: of a group, the house, a passer-by; nobody signs for it.

    Attributes:
        net: price of all units together; gross if the transaction code says so.
        service_date: the day it was had; the business date when left out.
        revenue_date: the day whose revenue it is; the business date when left out.
    """

    folio: Id
    code: Code
    net: PositiveAmount
    description: Text | None = None
    quantity: Count = 1
    on: Day | None = None
    window: WindowNumber = 1
    service_date: Day | None = None
    revenue_date: Day | None = None


@checked
class ChargeLate:
    """Put what was found after the bill was closed on a new one that follows it, on account.

    Attributes:
        net: price of all units together; gross if the transaction code says so.
        due: the day by which it is to be paid, where one was agreed.
        folio: id of the new bill; one is given when it is left out.
    """

    stay: Id
    code: Code
    net: PositiveAmount
    description: Text | None = None
    quantity: Count = 1
    due: Day | None = None
    folio: Id | None = None


@checked
class AdjustCharge:
    """Take a part of a charge off; service charge and taxes follow as they were recorded.

    Attributes:
        reason: such as ``service_failure``, for reports.
        amount: how much of its total, or
        percent: which part of what was posted, 0 to 1.
        note: what the guest was promised.
        window: where it stands, for a charge that was split among several.
    """

    folio: Id
    line: LineNumber
    reason: Code
    amount: PositiveAmount | None = None
    percent: Rate | None = None
    note: Text | None = None
    on: Day | None = None
    window: WindowNumber | None = None


@checked
class ReverseCharge:
    """Take back what is left of a charge or an adjustment, by a line that points to it."""

    folio: Id
    line: LineNumber
    reason: Text
    on: Day | None = None


@checked
class MoveCharge:
    """Let another window of the bill pay a charge, or a part of it; its taxes go with it.

    Attributes:
        amount: how much of what is left of it; all when left out.
        window: where it stands, for a charge that was split among several.
    """

    folio: Id
    line: LineNumber
    to_window: WindowNumber
    reason: Text
    amount: PositiveAmount | None = None
    window: WindowNumber | None = None
    on: Day | None = None


@checked
class SplitCharge:
    """Share a charge among windows of the bill; each component is shared in proportion."""

    folio: Id
    line: LineNumber
    shares: tuple[Share, ...]
    reason: Text
    on: Day | None = None


@checked
class TransferCharge:
    """Let another bill take a charge over, or a part of it; its taxes go with it.

    Attributes:
        to_folio: the bill that takes it.
        to_window: of that bill.
        amount: how much of what is left of it; all when left out.
        window: where it stands, for a charge that was split among several.
    """

    folio: Id
    line: LineNumber
    to_folio: Id
    reason: Text
    to_window: WindowNumber = 1
    amount: PositiveAmount | None = None
    window: WindowNumber | None = None
    on: Day | None = None


@checked
class AddTip:
    """Put a tip on a bill: it is the staff's, so it is neither revenue nor taxed.

    Attributes:
        code: transaction code of a tip.
        staff: whom the guest has given it to; all of them when left out.
        window: which part of the bill; where routing sends it when it is the first.
        method: how it is paid at once; left out, the guest signs for it.
        card: where it is paid by card.
    """

    folio: Id
    code: Code
    amount: PositiveAmount
    staff: Id | None = None
    window: WindowNumber = 1
    method: PaymentMethod | None = None
    card: Card | None = None
    on: Day | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a card that pays nothing."""
        if self.card is not None and self.method is None:
            raise InvalidInput.because("field.required", path="method")


@checked
class DeductCommission:
    """Let an agent keep a percent of the net revenue that stands in a window (a commission).

    What is left of the window can be billed to the agent. No part of a charge counts twice; who
    takes the line of a commission back can deduct it anew.

    Attributes:
        rate: fraction of the net, 0 to 1.
        reason: what it was agreed for, as the bill says it.
        codes: transaction codes that count, and
        departments: departments that count; all revenue when both are left out.
    """

    folio: Id
    window: WindowNumber
    rate: Rate
    reason: Text
    codes: tuple[Code, ...] = ()
    departments: tuple[Code, ...] = ()
    on: Day | None = None
