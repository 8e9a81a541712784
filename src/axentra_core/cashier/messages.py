"""Commands to a cashier's shift."""

import attrs

from axentra_core.cashier.model import (
    CountedAmount,
    CurrencyDigits,
    EntryNumber,
    Move,
    Tender,
    Total,
    check_each_once,
)
from axentra_core.kernel.checks import checked
from axentra_core.kernel.money import ExchangeRate, Money, PositiveAmount
from axentra_core.kernel.texts import Cause, Code, Id, Text


def _currencies(amounts: tuple[Money, ...]) -> list[str]:
    return [amount.currency.code for amount in amounts]


def _cash(total: Total, amount: Money) -> Move:
    return Move(total, Tender.CASH, amount.currency.code, amount.amount)


@checked
class OpenCashierShift:
    """Begin a shift over a drawer.

    Attributes:
        cashier: id of who works it.
        drawer: code of the drawer, where the house has several.
        floats: change in the drawer, one amount a currency; each becomes an entry.
        decimals: digits by currency, where the property's differ from the currency's own.
    """

    cashier_shift: Id
    cashier: Id
    drawer: Code | None = None
    floats: tuple[PositiveAmount, ...] = ()
    decimals: tuple[CurrencyDigits, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse a currency that stands twice."""
        check_each_once("floats", _currencies(self.floats))
        check_each_once("decimals", [own.currency for own in self.decimals])


@checked
class AddFloat:
    """Put more change into the drawer."""

    cashier_shift: Id
    amount: PositiveAmount

    @property
    def moves(self) -> tuple[Move, ...]:
        """What it adds to the totals."""
        return (_cash(Total.FLOATED, self.amount),)


@checked
class ReceivePayment:
    """Take money.

    Attributes:
        source: what it pays, such as ``folio:S1:4``.
    """

    cashier_shift: Id
    method: Tender
    amount: PositiveAmount
    source: Cause

    @property
    def moves(self) -> tuple[Move, ...]:
        """What it adds to the totals."""
        return (attrs.evolve(_cash(Total.RECEIVED, self.amount), tender=self.method),)


@checked
class GiveRefund:
    """Give money back.

    Attributes:
        source: what it refunds, such as ``folio:S1:5``.
    """

    cashier_shift: Id
    method: Tender
    amount: PositiveAmount
    source: Cause

    @property
    def moves(self) -> tuple[Move, ...]:
        """What it adds to the totals."""
        return (attrs.evolve(_cash(Total.REFUNDED, self.amount), tender=self.method),)


@checked
class PayOut:
    """Pay something from the drawer: the guest's taxi, the house's stamps (a paid-out).

    Attributes:
        reason: what kind of expense it is, by the house's codes.
        description: what was paid.
        source: the line that charges a guest for it, if one does.
    """

    cashier_shift: Id
    amount: PositiveAmount
    reason: Code
    description: Text
    source: Cause | None = None

    @property
    def moves(self) -> tuple[Move, ...]:
        """What it adds to the totals."""
        return (_cash(Total.PAID_OUT, self.amount),)


@checked
class DropCash:
    """Bring cash from the drawer to the safe.

    Attributes:
        reference: what the bag or envelope says.
    """

    cashier_shift: Id
    amount: PositiveAmount
    reference: Text

    @property
    def moves(self) -> tuple[Move, ...]:
        """What it adds to the totals."""
        return (_cash(Total.DROPPED, self.amount),)


@checked
class ExchangeCash:
    """Give notes of one currency for notes of another.

    Attributes:
        received: what came into the drawer.
        given: what left it.
        rate: what one unit received was worth in the currency given, as agreed; the amounts are
            kept as they were counted out, because notes are rounded.
    """

    cashier_shift: Id
    received: PositiveAmount
    given: PositiveAmount
    rate: ExchangeRate

    @property
    def moves(self) -> tuple[Move, ...]:
        """What it adds to the totals."""
        given = _cash(Total.EXCHANGED, self.given)
        return (_cash(Total.EXCHANGED, self.received), given.negated())


@checked
class ReverseEntry:
    """Take one entry back by another that points to it."""

    cashier_shift: Id
    entry: EntryNumber
    reason: Text


@checked
class CloseCashierShift:
    """End the shift with what was counted; nobody is told before what is expected.

    Attributes:
        counted: one amount a currency; one that is not named counts as zero.
    """

    cashier_shift: Id
    counted: tuple[CountedAmount, ...]

    def __attrs_post_init__(self) -> None:
        """Refuse a currency that stands twice."""
        check_each_once("counted", _currencies(self.counted))


@checked
class CorrectCount:
    """Count again after the close; the new count takes the place of the whole old one.

    Attributes:
        counted: one amount a currency; one that is not named counts as zero.
    """

    cashier_shift: Id
    counted: tuple[CountedAmount, ...]
    reason: Text

    def __attrs_post_init__(self) -> None:
        """Refuse a currency that stands twice."""
        check_each_once("counted", _currencies(self.counted))


Moving = AddFloat | ReceivePayment | GiveRefund | PayOut | DropCash | ExchangeCash
Counting = CloseCashierShift | CorrectCount
