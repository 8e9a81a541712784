"""What stands on a bill, line by line, in the past tense.

A line is never changed. One that corrects, moves or takes back another points to it by number.
"""

from datetime import date, datetime
from decimal import Decimal

import attrs

from axentra_core.folio.model import Card, PaymentMethod, Tendered
from axentra_core.folio.price import CommissionDue, Quote, TaxedAs
from axentra_core.folio.settings import Nature
from axentra_core.kernel.numbers import negate


@attrs.frozen
class OpeningBalancePosted:
    """The first line of a bill that was taken over: what was owed, neither revenue nor tax."""

    folio: str
    line: int
    amount: Decimal
    currency: str
    description: str
    business_date: date
    window: int = 1
    posted_at: datetime | None = None


@attrs.frozen
class ChargePosted:
    """Something sold, with its price as calculated.

    Attributes:
        service_date: the day the guest had it.
        business_date: the open day on which it was posted.
        revenue_date: the day whose revenue it is; the business date when None.
        posted_at: the instant.
        instruction: which routing instruction has placed it.
        nature: what it is to the house; whatever corrects or transfers it has the same.
        commission: what it was reckoned on, where an agent keeps it.
    """

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
    window: int = 1
    revenue_date: date | None = None
    posted_at: datetime | None = None
    instruction: int | None = None
    nature: Nature = Nature.REVENUE
    commission: CommissionDue | None = None


@attrs.frozen
class ChargeAdjusted:
    """A part of an earlier line taken off; net and components in proportion to it.

    Attributes:
        document: the credit note or correction it stands on, where the line was invoiced.
    """

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
    window: int = 1
    posted_at: datetime | None = None
    document: str | None = None
    nature: Nature = Nature.REVENUE


@attrs.frozen
class ChargeReversed:
    """What was left of an earlier line in a window taken back, negated as it was recorded.

    Attributes:
        instruction: the routing instruction that had placed it, which may take as much again.
    """

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
    window: int = 1
    posted_at: datetime | None = None
    document: str | None = None
    nature: Nature = Nature.REVENUE
    instruction: int | None = None


@attrs.frozen
class ChargeMoved:
    """A charge, or a part of it, that another window pays now; the bill owes what it owed."""

    folio: str
    line: int
    moves: int
    window: int
    to_window: int
    quote: Quote
    reason: str
    business_date: date
    posted_at: datetime | None = None
    instruction: int | None = None


@attrs.frozen
class TransferredOut:
    """A charge, or a part of it, that another bill takes over; `quote` is negative here."""

    folio: str
    line: int
    transfers: int
    transfer: str
    to_folio: str
    to_window: int
    code: str
    department: str
    description: str
    quantity: int
    quote: Quote
    service_date: date
    business_date: date
    source: str
    reason: str
    window: int = 1
    posted_at: datetime | None = None
    instruction: int | None = None
    nature: Nature = Nature.REVENUE


@attrs.frozen
class TransferredIn:
    """A charge, or a part of it, taken over from another bill: equal, opposite, one transfer id.

    Attributes:
        from_folio: the bill it stood on last, and
        from_line: its line there.
        origin_folio: the bill on which it was sold, and
        origin_line: its line there; only there it is taken back.
        returns: the line of this bill that has come home with it.
        is_last: nothing of it is left where it came from.
        instruction: the one that had sent it away, and may take as much again.
    """

    folio: str
    line: int
    transfer: str
    from_folio: str
    from_line: int
    origin_folio: str
    origin_line: int
    code: str
    department: str
    description: str
    quantity: int
    quote: Quote
    service_date: date
    business_date: date
    source: str
    window: int = 1
    returns: int | None = None
    posted_at: datetime | None = None
    instruction: int | None = None
    nature: Nature = Nature.REVENUE
    is_last: bool = False


@attrs.frozen
class CashRounded:
    """What cannot be paid in coins: neither revenue nor tax (EN 16931, BT-114)."""

    folio: str
    line: int
    amount: Decimal
    currency: str
    business_date: date
    window: int = 1
    posted_at: datetime | None = None


@attrs.frozen
class PaymentTaken:
    """Money received, or what stands for it.

    Attributes:
        reference: of the payment: the account that was billed, the deposit, the gateway's payment.
        tendered: foreign money that was handed over for it.
        note: why it was given up, or why a deposit was kept.
    """

    folio: str
    line: int
    method: PaymentMethod
    amount: Decimal
    currency: str
    business_date: date
    card: Card | None
    window: int = 1
    reference: str | None = None
    tendered: Tendered | None = None
    note: str | None = None
    posted_at: datetime | None = None

    @property
    def received(self) -> Decimal:
        """What the house has more."""
        return self.amount


@attrs.frozen
class RefundPaid:
    """Money given back."""

    folio: str
    line: int
    method: PaymentMethod
    amount: Decimal
    currency: str
    business_date: date
    card: Card | None
    window: int = 1
    reference: str | None = None
    posted_at: datetime | None = None

    @property
    def received(self) -> Decimal:
        """What the house has more: less than nothing."""
        return negate(self.amount)


@attrs.frozen
class PaymentReversed:
    """A payment, or a part of it, that did not stand: mistyped, bounced, or charged back."""

    folio: str
    line: int
    reverses: int
    method: PaymentMethod
    amount: Decimal
    currency: str
    business_date: date
    card: Card | None
    reason: str
    window: int = 1
    reference: str | None = None
    posted_at: datetime | None = None

    @property
    def received(self) -> Decimal:
        """What the house has more: less than nothing."""
        return negate(self.amount)


@attrs.frozen
class PaymentMoved:
    """A payment, or a part of it, that another window has now."""

    folio: str
    line: int
    moves: int
    window: int
    to_window: int
    amount: Decimal
    currency: str
    reason: str
    business_date: date
    posted_at: datetime | None = None


Charge = ChargePosted | ChargeAdjusted | ChargeReversed
Transfer = TransferredOut | TransferredIn
Priced = Charge | Transfer
Payment = PaymentTaken | RefundPaid | PaymentReversed
Line = OpeningBalancePosted | Priced | ChargeMoved | CashRounded | Payment | PaymentMoved
