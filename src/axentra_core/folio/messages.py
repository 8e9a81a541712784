"""Commands to a folio and the events that follow."""

from datetime import date
from decimal import Decimal

import attrs

from axentra_core.folio.model import Card, LineNumber, PaymentMethod, Quote, TaxedAs
from axentra_core.kernel.checks import Count, Day, checked
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import Amount, PositiveAmount
from axentra_core.kernel.numbers import Rate, negate
from axentra_core.kernel.texts import Cause, Code, Id, Text


@checked
class OpenFolio:
    """Begin the bill of a stay."""

    folio: Id
    stay: Id
    currency: Code
    digits: int


@checked
class PostOpeningBalance:
    """Begin the bill with what stood on it in the former system, when a hotel is taken over.

    Attributes:
        amount: what the guest owed; below zero what they had paid in advance.
        description: what the guest reads.
    """

    folio: Id
    amount: Amount
    description: Text


@checked
class PostCharge:
    """Put a priced item on the bill.

    Attributes:
        code: transaction code, which says what was sold.
        department: where the revenue belongs.
        description: what the guest reads.
        quote: the calculated price of all units together.
        service_date: the day the guest had it.
        source: what caused it, such as ``order:O1:1``; a reversal finds the line by it.
        settings: version of the property's settings it was priced by.
        taxed: what it was to the tax rules; None if they were not asked.
    """

    folio: Id
    code: Code
    department: Code
    description: Text
    quantity: Count
    quote: Quote
    service_date: Day
    source: Cause
    settings: int
    taxed: TaxedAs | None = None


@checked
class AdjustCharge:
    """Take a part of a charge off by a line that points to it; its taxes follow as recorded.

    Attributes:
        amount: how much of its total, or
        percent: which part of what was posted, 0 to 1.
        reason: such as ``service_failure``, for reports.
        note: what the guest was promised.
    """

    folio: Id
    line: LineNumber
    reason: Code
    amount: PositiveAmount | None = None
    percent: Rate | None = None
    note: Text | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse both of amount and percent, neither, and nothing at all."""
        if self.amount is None and self.percent is None:
            raise InvalidInput.because("field.required", path="amount")
        if self.amount is not None and self.percent is not None:
            raise InvalidInput.because(
                "value.conflict", path="percent", one="percent", other="amount"
            )
        if self.percent is not None and not self.percent:
            raise InvalidInput.because("money.must_be_positive", path="percent")


@checked
class ReverseCharge:
    """Take back what is left of a charge or an adjustment, by a line that points to it."""

    folio: Id
    line: LineNumber
    reason: Text


@checked
class ReverseSource:
    """Take back every charge that a source has caused and that still stands."""

    folio: Id
    source: Cause
    reason: Text


@checked
class TakePayment:
    """Record money received.

    Attributes:
        card: token and last four of the card, for a card payment.
        in_advance: the amount may exceed what is owed so far.
    """

    folio: Id
    method: PaymentMethod
    amount: PositiveAmount
    card: Card | None = None
    in_advance: bool = False


@checked
class PayRefund:
    """Give back what was paid too much."""

    folio: Id
    method: PaymentMethod
    amount: PositiveAmount
    card: Card | None = None


@checked
class PutOnAccount:
    """Leave the bill open for later, as a receivable: the guest is gone, or never came.

    Attributes:
        due: the day by which it is to be settled, where one was agreed.
        reason: such as who pays it.
    """

    folio: Id
    due: Day | None
    reason: Text


@checked
class CloseFolio:
    """End the bill; it must owe exactly zero."""

    folio: Id


@checked
class ReopenFolio:
    """Take the end of the bill back, with the check-out or the cancellation that ended it."""

    folio: Id
    reason: Text


@attrs.frozen
class FolioOpened:
    """The bill of a stay has begun."""

    folio: str
    stay: str
    currency: str
    unit: Decimal


@attrs.frozen
class OpeningBalancePosted:
    """The first line of a bill that was taken over: what was owed, neither revenue nor tax."""

    folio: str
    line: int
    amount: Decimal
    currency: str
    description: str
    business_date: date


@attrs.frozen
class ChargePosted:
    """A line of the bill: something sold, with its price as calculated."""

    folio: str
    line: int
    code: str
    department: str
    description: str
    quantity: int
    quote: Quote
    service_date: date
    business_date: date
    source: str
    settings: int
    taxed: TaxedAs | None = None


@attrs.frozen
class ChargeAdjusted:
    """A line that takes a part of an earlier one off; net and components in proportion to it."""

    folio: str
    line: int
    corrects: int
    code: str
    department: str
    description: str
    quantity: int
    quote: Quote
    service_date: date
    business_date: date
    source: str
    reason: str
    note: str | None


@attrs.frozen
class ChargeReversed:
    """A line that takes back what was left of an earlier one, negated as it was recorded."""

    folio: str
    line: int
    reverses: int
    code: str
    department: str
    description: str
    quantity: int
    quote: Quote
    service_date: date
    business_date: date
    source: str
    reason: str


@attrs.frozen
class PaymentTaken:
    """A line of the bill: money received."""

    folio: str
    line: int
    method: PaymentMethod
    amount: Decimal
    currency: str
    business_date: date
    card: Card | None

    @property
    def received(self) -> Decimal:
        """What the house has more."""
        return self.amount


@attrs.frozen
class RefundPaid:
    """A line of the bill: money given back."""

    folio: str
    line: int
    method: PaymentMethod
    amount: Decimal
    currency: str
    business_date: date
    card: Card | None

    @property
    def received(self) -> Decimal:
        """What the house has more: less than nothing."""
        return negate(self.amount)


@attrs.frozen
class FolioPutOnAccount:
    """The bill stays open although its guest has left; `owed` is below zero for a credit."""

    folio: str
    owed: Decimal
    due: date | None
    reason: str
    actor: str
    business_date: date


@attrs.frozen
class FolioClosed:
    """The bill has ended at exactly zero."""

    folio: str
    charged: Decimal
    paid: Decimal
    business_date: date


@attrs.frozen
class FolioReopened:
    """The end of the bill was taken back; it goes on with everything that stands on it."""

    folio: str
    stay: str
    reason: str
    business_date: date
