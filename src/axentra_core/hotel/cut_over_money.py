"""Amounts in the file of a running hotel, and what it tells of deposits and companies."""

from decimal import Decimal
from functools import partial
from typing import Annotated

import attrs

from axentra_core.city_ledger import StatementMode
from axentra_core.city_ledger.model import Terms
from axentra_core.deposits import Maturity
from axentra_core.kernel.checks import Day, checked, list_of
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.numbers import LARGEST, ZERO, number
from axentra_core.kernel.texts import Cause, Id, Text

MOST_ENTRIES = 100_000


def positive_price(value: Decimal) -> Decimal:
    """Return a price above zero."""
    price = number(value, area="money")
    if price <= 0:
        raise InvalidInput.because("money.must_be_positive")
    return price


def credit_limit(value: Decimal) -> Decimal:
    """Return a limit of zero or more."""
    limit = number(value, area="money")
    if limit < 0:
        raise InvalidInput.because("value.out_of_range", got=limit, low=ZERO, high=LARGEST)
    return limit


Price = Annotated[Decimal, positive_price]
Balance = Annotated[Decimal, partial(number, area="money")]
Limit = Annotated[Decimal, credit_limit]


@checked
class DepositEntry:
    """What is held for a stay and stands on no bill yet.

    What was put on the bill of the stay already is a part of its balance instead.

    Attributes:
        stay: in house or still to come.
        amount: what is held.
        maturity: when it is applied by itself; of a guest in house at check-out at the latest,
            unless somebody is to say so.
    """

    deposit: Id
    stay: Id
    amount: Price
    maturity: Maturity = Maturity.CHECK_IN


@checked
class ItemEntry:
    """What a company has still to pay of one bill that was transferred to its account.

    Attributes:
        source: what it comes from, such as ``folio:88123``.
        description: what the company reads.
        amount: what is still open.
        transferred_on: up to the first business date, as the two days below.
        due: the day by which it is to be paid.
        checked_out_on: the day the guest left.
        invoice: number of the invoice it stands on.
        invoiced_on: date of that invoice.
    """

    source: Cause
    description: Text
    amount: Price
    transferred_on: Day
    due: Day
    checked_out_on: Day | None = None
    invoice: Text | None = None
    invoiced_on: Day | None = None


@checked
class AccountEntry:
    """The account of a company; its name, address and mail are stored sealed.

    Attributes:
        credit_limit: the most it may owe; what it owes already may be more. None sets no limit.
        terms_days: days until what is transferred from now on is due.
        items: what is open on it.
    """

    account: Id
    name: Text = attrs.field(repr=False)
    address: Text | None = attrs.field(default=None, repr=False)
    mail: Text | None = attrs.field(default=None, repr=False)
    tax_id: Text | None = None
    credit_limit: Limit | None = None
    terms_days: Terms = 30
    statement_mode: StatementMode = StatementMode.OPEN_ITEMS
    items: Annotated[tuple[ItemEntry, ...], list_of(ItemEntry, MOST_ENTRIES)] = ()
