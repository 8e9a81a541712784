"""What is agreed with companies, and what they pay (the city ledger)."""

from typing import Annotated

import attrs

from axentra_core.city_ledger import Allocation, Detail, StatementMode
from axentra_core.city_ledger.model import ItemNumber, Step, Terms
from axentra_core.folio import PaymentMethod
from axentra_core.kernel.checks import checked, rule_for
from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.money import Amount, PositiveAmount
from axentra_core.kernel.texts import Id, Text

# Nobody settles an account by owing it somewhere else.
MEANS = (
    PaymentMethod.CASH,
    PaymentMethod.CARD,
    PaymentMethod.TRANSFER,
    PaymentMethod.VOUCHER,
    PaymentMethod.QR_WALLET,
)

_any_method = rule_for(PaymentMethod)


def means(value: object) -> object:
    """Return what money comes or goes by."""
    method = _any_method(value) if _any_method else value
    if method not in MEANS:
        raise InvalidInput.because("value.unknown", got=shown(value), allowed=", ".join(MEANS))
    return method


Means = Annotated[PaymentMethod, means]


@checked
class OpenAccount:
    """Give a company credit with the house.

    Attributes:
        address: where bills are sent to.
        mail: where statements are sent to.
        tax_id: number of the company with its tax office.
        credit_limit: the most it may owe; 0 lets it owe nothing, None sets no limit.
        terms_days: days until an item is due.
        statement_mode: what the company is sent.
    """

    name: Text = attrs.field(repr=False)
    address: Text | None = attrs.field(default=None, repr=False)
    mail: Text | None = attrs.field(default=None, repr=False)
    tax_id: Text | None = None
    credit_limit: Amount | None = None
    terms_days: Terms = 30
    statement_mode: StatementMode = StatementMode.OPEN_ITEMS
    account: Id | None = None


@checked
class ChangeAccount:
    """Change what was agreed with a company; what is left out stays as it is.

    Attributes:
        clears: what is taken away, so that the account has none any more.
    """

    account: Id
    name: Text | None = attrs.field(default=None, repr=False)
    address: Text | None = attrs.field(default=None, repr=False)
    mail: Text | None = attrs.field(default=None, repr=False)
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
class ReceiveAccountPayment:
    """Receive money from a company.

    Attributes:
        method: how it was paid; the cashier's open shift notes it.
        payment: id of it, each once on an account.
        allocations: how it is spread over the items; None spreads it over the oldest first. What
            is left is credit.
    """

    account: Id
    amount: PositiveAmount
    method: Means
    payment: Id | None = None
    allocations: tuple[Allocation, ...] | None = None


@checked
class AllocateCredit:
    """Settle items with what a company has paid too much.

    Attributes:
        allocations: how much goes to which item; None spreads it over the oldest first.
    """

    account: Id
    allocations: tuple[Allocation, ...] | None = None


@checked
class ReverseAccountPayment:
    """Take a payment back, as the bank did; the items it settled are open again."""

    account: Id
    payment: Id
    reason: Text


@checked
class CreditItem:
    """Let a company owe an item no more, or less of it: a credit note."""

    account: Id
    item: ItemNumber
    amount: PositiveAmount
    reason: Text


@checked
class WriteOffItem:
    """Give up what a company will not pay."""

    account: Id
    item: ItemNumber
    amount: PositiveAmount
    reason: Text


@checked
class RemindItem:
    """Note that a company was reminded of an overdue item.

    Attributes:
        step: which reminder it was, from 1; later than the last one.
    """

    account: Id
    item: ItemNumber
    step: Step


@checked
class RefundAccountCredit:
    """Give back what a company has paid too much.

    Attributes:
        method: how the money leaves the house; the cashier's open shift notes it.
    """

    account: Id
    amount: PositiveAmount
    method: Means


@checked
class CloseAccount:
    """End an account on which nothing is owed on either side."""

    account: Id
