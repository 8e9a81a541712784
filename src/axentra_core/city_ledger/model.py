"""What a company's account is made of."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import attrs

from axentra_core.kernel.checks import checked, whole
from axentra_core.kernel.journal import Journal
from axentra_core.kernel.money import Money, PositiveAmount, exact
from axentra_core.kernel.numbers import total
from axentra_core.kernel.sealed import Sealed

MOST_ITEMS = 10**9
LONGEST_TERMS = 366
MOST_STEPS = 9

ItemNumber = Annotated[int, whole(1, MOST_ITEMS)]
Terms = Annotated[int, whole(0, LONGEST_TERMS)]
Step = Annotated[int, whole(1, MOST_STEPS)]


class AccountStatus(StrEnum):
    """Where an account stands; a blocked one is settled but takes no more direct bills."""

    OPEN = "open"
    BLOCKED = "blocked"
    CLOSED = "closed"


class StatementMode(StrEnum):
    """What a company is sent: its balance carried forward, or each item that is open."""

    BALANCE_FORWARD = "balance_forward"
    OPEN_ITEMS = "open_items"


class AgeingClock(StrEnum):
    """From when an item ages."""

    TRANSFER = "transfer"
    INVOICE = "invoice"
    CHECK_OUT = "check_out"
    DUE = "due"


class Detail(StrEnum):
    """What an account can do without, and so can be taken away from it."""

    ADDRESS = "address"
    MAIL = "mail"
    TAX_ID = "tax_id"
    CREDIT_LIMIT = "credit_limit"


@checked
class Allocation:
    """How much of a payment or a credit goes to which item.

    Attributes:
        item: its number on the account.
        amount: at most what is open on it.
    """

    item: ItemNumber
    amount: PositiveAmount


@attrs.frozen
class Allocated:
    """What an item was settled with.

    Attributes:
        payment: where the money came from.
        item: number of the item.
        amount: how much of the one went to the other.
    """

    payment: str
    item: int
    amount: Decimal


@attrs.frozen
class Credit:
    """What of a payment is not allocated, or was given back.

    Attributes:
        payment: where the money came from.
        amount: above zero.
    """

    payment: str
    amount: Decimal


@attrs.frozen
class Reminder:
    """A step of dunning that was taken, and the business date on which it was."""

    step: int
    on: date


@attrs.frozen
class OpenItem:
    """One direct bill on an account; it leaves the account's state when nothing is open on it.

    Attributes:
        number: counts from 1 in the account.
        source: what it comes from, such as ``folio:S1``.
        description: what the company reads.
        amount: what was transferred.
        open: what of it is still to be paid.
        transferred_on: business date of the transfer.
        due: the day by which it is to be paid.
        checked_out_on: the day the guest left, where there was one.
        invoice: number of the invoice it stands on, once there is one.
        invoiced_on: date of that invoice.
        reminders: those that were sent, in order.
    """

    number: int
    source: str
    description: str
    amount: Decimal
    open: Decimal
    transferred_on: date
    due: date
    checked_out_on: date | None = None
    invoice: str | None = None
    invoiced_on: date | None = None
    reminders: tuple[Reminder, ...] = ()


@attrs.frozen
class Account:
    """The state of a company's or an agent's account with the house.

    The balance is what is open on its items less its credit.

    Attributes:
        id: the account, and the subject of everything sealed in it.
        name: of the company.
        address: where bills are sent to.
        mail: where statements are sent to.
        tax_id: number of the company with its tax office.
        currency: ISO 4217 code of every amount on it.
        unit: smallest amount that can stand on it, such as ``Decimal("0.01")``.
        credit_limit: the most it may owe; 0 lets it owe nothing, None sets no limit.
        terms_days: days from the transfer, and once there is one from the invoice, until it is due.
        statement_mode: what the company is sent.
        status: open, blocked or closed.
        balance: what the company owes; below zero when it has paid too much.
        items: those on which something is open, by number.
        credits: what of payments is not allocated, oldest first.
        numbered: how many items there ever were.
        blocked_for: why it is blocked; None while it is not.
        entries: everything that touched an item, a payment or the balance.
    """

    id: str
    name: Sealed
    address: Sealed | None
    mail: Sealed | None
    tax_id: str | None
    currency: str
    unit: Decimal
    credit_limit: Decimal | None
    terms_days: int
    statement_mode: StatementMode
    status: AccountStatus
    balance: Decimal
    items: tuple[OpenItem, ...]
    credits: tuple[Credit, ...]
    numbered: int
    entries: Journal[Any]
    blocked_for: str | None = None

    @property
    def owed(self) -> Money:
        """What the company owes; negative when it has paid too much."""
        return Money(self.balance, self.currency)

    @property
    def open(self) -> Decimal:
        """What is open on all items together."""
        return total(item.open for item in self.items)

    @property
    def credit(self) -> Decimal:
        """What the company has paid and nothing was settled with."""
        return total(credit.amount for credit in self.credits)

    def item(self, number: int) -> OpenItem | None:
        """Return an open item; None when there is none of this number."""
        return next((item for item in self.items if item.number == number), None)

    def in_steps(self, amount: Money) -> Decimal:
        """Return an amount as it can stand on the account.

        Raises:
            InvalidInput: ``money.too_many_decimals``.
        """
        return exact(amount.amount, -self.unit.adjusted(), self.currency)
