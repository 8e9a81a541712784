"""Commands to a company's account.

Name, address and mail stand in them only sealed. Descriptions name folios and invoices, no guests.
"""

from typing import Annotated

from axentra_core.city_ledger.model import (
    Allocation,
    Detail,
    ItemNumber,
    StatementMode,
    Step,
    Terms,
)
from axentra_core.kernel.checks import Day, checked, whole
from axentra_core.kernel.money import Amount, PositiveAmount
from axentra_core.kernel.numbers import MOST_DECIMALS
from axentra_core.kernel.sealed import Sealed
from axentra_core.kernel.texts import Cause, Code, Id, Text


@checked
class OpenAccount:
    """Give a company credit with the house.

    Attributes:
        name: of the company, sealed under the account's id as address and mail are.
        currency: ISO 4217 code of everything on the account.
        digits: decimals of this property for it.
        credit_limit: the most it may owe; 0 lets it owe nothing, None sets no limit.
        terms_days: days until an item is due.
    """

    account: Id
    name: Sealed
    currency: Code
    digits: Annotated[int, whole(0, MOST_DECIMALS)]
    address: Sealed | None = None
    mail: Sealed | None = None
    tax_id: Text | None = None
    credit_limit: Amount | None = None
    terms_days: Terms = 30
    statement_mode: StatementMode = StatementMode.OPEN_ITEMS


@checked
class ChangeAccount:
    """Change what was agreed with a company; what is left out stays as it is.

    Items that are due already keep their day.

    Attributes:
        clears: what is taken away, so that the account has none any more.
    """

    account: Id
    name: Sealed | None = None
    address: Sealed | None = None
    mail: Sealed | None = None
    tax_id: Text | None = None
    credit_limit: Amount | None = None
    terms_days: Terms | None = None
    statement_mode: StatementMode | None = None
    clears: tuple[Detail, ...] = ()


@checked
class BlockAccount:
    """Take no more direct bills for a company; what it owes is settled as before."""

    account: Id
    reason: Text


@checked
class UnblockAccount:
    """Take direct bills for the company again."""

    account: Id


@checked
class DebitAccount:
    """Transfer a direct bill to the account: what a guest's folio was settled with.

    Attributes:
        source: what it comes from, such as ``folio:S1``.
        description: what the company reads.
        in_house: charges of guests in house that are routed to the account and will come; what is
            below zero makes no room.
        checked_out_on: the day the guest left.
        override: why the credit limit may be passed.
    """

    account: Id
    amount: PositiveAmount
    source: Cause
    description: Text
    in_house: Amount
    checked_out_on: Day | None = None
    override: Text | None = None


@checked
class TakeOverItem:
    """Bring in what a company owed in a former system; its days stay as they were.

    Attributes:
        amount: what is still to be paid of it.
        source: what it comes from, such as ``folio:88123``.
        description: what the company reads.
        transferred_on: the day it was transferred to the account.
        due: the day by which it is to be paid.
        checked_out_on: the day the guest left.
        invoice: number of the invoice it stands on.
        invoiced_on: date of that invoice.
    """

    account: Id
    amount: PositiveAmount
    source: Cause
    description: Text
    transferred_on: Day
    due: Day
    checked_out_on: Day | None = None
    invoice: Text | None = None
    invoiced_on: Day | None = None


@checked
class NumberInvoice:
    """Say on which invoice an item stands; its terms run from that day.

    Attributes:
        invoice: the invoice's number.
        on: the invoice's date.
    """

    account: Id
    item: ItemNumber
    invoice: Text
    on: Day


@checked
class ReceivePayment:
    """Record money that a company has paid.

    Attributes:
        payment: id of it, each once on an account.
        allocations: how it is spread over the items; None spreads it over the oldest first. What
            is left is credit.
    """

    account: Id
    payment: Id
    amount: PositiveAmount
    method: Code
    allocations: tuple[Allocation, ...] | None = None


@checked
class AllocateCredit:
    """Settle items with the credit of the account, the oldest credit first.

    Attributes:
        allocations: how much goes to which item; None spreads it over the oldest first.
    """

    account: Id
    allocations: tuple[Allocation, ...] | None = None


@checked
class ReversePayment:
    """Take a payment back, as the bank did; the items it settled are open again."""

    account: Id
    payment: Id
    reason: Text


@checked
class CreditItem:
    """Owe an item no more, or less of it: a credit note."""

    account: Id
    item: ItemNumber
    amount: PositiveAmount
    reason: Text


@checked
class WriteOff:
    """Give up what a company will not pay; needs ``city_ledger.write_off``."""

    account: Id
    item: ItemNumber
    amount: PositiveAmount
    reason: Text


@checked
class RemindItem:
    """Record that a company was reminded of an overdue item.

    Attributes:
        step: which reminder it was, from 1; later than the last one.
    """

    account: Id
    item: ItemNumber
    step: Step


@checked
class RefundCredit:
    """Give back what a company has paid too much.

    Attributes:
        method: how the money leaves the house.
    """

    account: Id
    amount: PositiveAmount
    method: Code


@checked
class CloseAccount:
    """End the account; nothing may be open on it, and no credit left."""

    account: Id
