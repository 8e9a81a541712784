"""What can happen to a cashier's shift, past tense."""

from datetime import date
from decimal import Decimal

import attrs

from axentra_core.cashier.model import CashCount, CurrencyDigits, Move, Tender, Total
from axentra_core.kernel.numbers import negate


@attrs.frozen
class CashierShiftOpened:
    """A shift has begun; the floats it began with follow as entries."""

    cashier_shift: str
    cashier: str
    drawer: str | None
    decimals: tuple[CurrencyDigits, ...]
    business_date: date
    actor: str


@attrs.frozen
class FloatAdded:
    """An entry: change was put into the drawer."""

    cashier_shift: str
    entry: int
    amount: Decimal
    currency: str
    business_date: date
    actor: str

    @property
    def moves(self) -> tuple[Move, ...]:
        """What it adds to the totals."""
        return (Move(Total.FLOATED, Tender.CASH, self.currency, self.amount),)


@attrs.frozen
class PaymentReceived:
    """An entry: money was taken."""

    cashier_shift: str
    entry: int
    method: Tender
    amount: Decimal
    currency: str
    source: str
    business_date: date
    actor: str

    @property
    def moves(self) -> tuple[Move, ...]:
        """What it adds to the totals."""
        return (Move(Total.RECEIVED, self.method, self.currency, self.amount),)


@attrs.frozen
class RefundGiven:
    """An entry: money was given back."""

    cashier_shift: str
    entry: int
    method: Tender
    amount: Decimal
    currency: str
    source: str
    business_date: date
    actor: str

    @property
    def moves(self) -> tuple[Move, ...]:
        """What it adds to the totals."""
        return (Move(Total.REFUNDED, self.method, self.currency, self.amount),)


@attrs.frozen
class CashPaidOut:
    """An entry: something was paid from the drawer."""

    cashier_shift: str
    entry: int
    amount: Decimal
    currency: str
    reason: str
    description: str
    source: str | None
    business_date: date
    actor: str

    @property
    def moves(self) -> tuple[Move, ...]:
        """What it adds to the totals."""
        return (Move(Total.PAID_OUT, Tender.CASH, self.currency, self.amount),)


@attrs.frozen
class CashDropped:
    """An entry: cash was brought to the safe."""

    cashier_shift: str
    entry: int
    amount: Decimal
    currency: str
    reference: str
    business_date: date
    actor: str

    @property
    def moves(self) -> tuple[Move, ...]:
        """What it adds to the totals."""
        return (Move(Total.DROPPED, Tender.CASH, self.currency, self.amount),)


@attrs.frozen
class CashExchanged:
    """An entry: notes of one currency were given for notes of another."""

    cashier_shift: str
    entry: int
    received: Decimal
    received_currency: str
    given: Decimal
    given_currency: str
    rate: Decimal
    business_date: date
    actor: str

    @property
    def moves(self) -> tuple[Move, ...]:
        """What it adds to the totals."""
        return (
            Move(Total.EXCHANGED, Tender.CASH, self.received_currency, self.received),
            Move(Total.EXCHANGED, Tender.CASH, self.given_currency, negate(self.given)),
        )


@attrs.frozen
class EntryReversed:
    """An entry that takes an earlier one back: its moves negated as they were recorded."""

    cashier_shift: str
    entry: int
    reverses: int
    moves: tuple[Move, ...]
    reason: str
    business_date: date
    actor: str


@attrs.frozen
class CashierShiftClosed:
    """The shift has ended, with what was expected and what was counted."""

    cashier_shift: str
    counts: tuple[CashCount, ...]
    business_date: date
    actor: str


@attrs.frozen
class CountCorrected:
    """The cash of a closed shift was counted again; what was expected is as before."""

    cashier_shift: str
    counts: tuple[CashCount, ...]
    reason: str
    business_date: date
    actor: str


Entry = (
    FloatAdded
    | PaymentReceived
    | RefundGiven
    | CashPaidOut
    | CashDropped
    | CashExchanged
    | EntryReversed
)
