"""What has happened to a company's account."""

from datetime import date
from decimal import Decimal

import attrs

from axentra_core.city_ledger.model import Allocated, Credit, OpenItem, StatementMode
from axentra_core.kernel.numbers import negate
from axentra_core.kernel.sealed import Sealed


@attrs.frozen
class AccountOpened:
    """A company has an account."""

    account: str
    name: Sealed
    address: Sealed | None
    mail: Sealed | None
    tax_id: str | None
    currency: str
    unit: Decimal
    credit_limit: Decimal | None
    terms_days: int
    statement_mode: StatementMode
    business_date: date


@attrs.frozen
class AccountChanged:
    """Something else was agreed with the company; all of it stands here."""

    account: str
    name: Sealed
    address: Sealed | None
    mail: Sealed | None
    tax_id: str | None
    credit_limit: Decimal | None
    terms_days: int
    statement_mode: StatementMode
    business_date: date


@attrs.frozen
class AccountBlocked:
    """No more direct bills are taken for the company."""

    account: str
    reason: str
    business_date: date


@attrs.frozen
class AccountUnblocked:
    """Direct bills are taken again."""

    account: str
    business_date: date


@attrs.frozen
class AccountDebited:
    """A direct bill was transferred to the account.

    Attributes:
        exposure: what the company owed with it, and with what guests in house were to bring.
        override: why the credit limit was passed; None where it was not.
        actor: who has overridden it.
        business_date: when it was transferred.
    """

    account: str
    item: int
    amount: Decimal
    currency: str
    source: str
    description: str
    checked_out_on: date | None
    due: date
    exposure: Decimal
    override: str | None
    actor: str | None
    business_date: date

    @property
    def change(self) -> Decimal:
        """What the company owes more."""
        return self.amount

    @property
    def opened(self) -> OpenItem:
        """The item, with all of it open."""
        return OpenItem(
            self.item,
            self.source,
            self.description,
            self.amount,
            self.amount,
            self.business_date,
            self.due,
            self.checked_out_on,
        )


@attrs.frozen
class ItemTakenOver:
    """What the company owed in a former system came in, with its days as they were.

    Attributes:
        amount: what was open on it then.
        business_date: when it came in.
    """

    account: str
    item: int
    amount: Decimal
    currency: str
    source: str
    description: str
    transferred_on: date
    due: date
    checked_out_on: date | None
    invoice: str | None
    invoiced_on: date | None
    business_date: date

    @property
    def change(self) -> Decimal:
        """What the company owes more."""
        return self.amount

    @property
    def opened(self) -> OpenItem:
        """The item, with all of it open."""
        return OpenItem(
            self.item,
            self.source,
            self.description,
            self.amount,
            self.amount,
            self.transferred_on,
            self.due,
            self.checked_out_on,
            self.invoice,
            self.invoiced_on,
        )


@attrs.frozen
class InvoiceNumbered:
    """An item stands on an invoice, and is due by its terms from that day."""

    account: str
    item: int
    invoice: str
    on: date
    due: date
    business_date: date


@attrs.frozen
class PaymentReceived:
    """The company has paid; what was not allocated is its credit."""

    account: str
    payment: str
    amount: Decimal
    currency: str
    method: str
    allocations: tuple[Allocated, ...]
    business_date: date

    @property
    def change(self) -> Decimal:
        """What the company owes more: less than nothing."""
        return negate(self.amount)


@attrs.frozen
class CreditAllocated:
    """Items were settled with credit; the balance is as before."""

    account: str
    allocations: tuple[Allocated, ...]
    business_date: date


@attrs.frozen
class PaymentReversed:
    """A payment was taken back.

    Attributes:
        reopened: the items it had settled, as they stand without it.
        returned: a new item for what of it the house had given back, if it had.
    """

    account: str
    payment: str
    amount: Decimal
    currency: str
    method: str
    reopened: tuple[OpenItem, ...]
    returned: OpenItem | None
    reason: str
    business_date: date

    @property
    def change(self) -> Decimal:
        """What the company owes more."""
        return self.amount


@attrs.frozen
class ItemCredited:
    """The company owes less of an item: a credit note."""

    account: str
    item: int
    amount: Decimal
    currency: str
    reason: str
    business_date: date

    @property
    def change(self) -> Decimal:
        """What the company owes more: less than nothing."""
        return negate(self.amount)


@attrs.frozen
class ItemWrittenOff:
    """The house has given up what the company will not pay."""

    account: str
    item: int
    amount: Decimal
    currency: str
    reason: str
    actor: str
    business_date: date

    @property
    def change(self) -> Decimal:
        """What the company owes more: less than nothing."""
        return negate(self.amount)


@attrs.frozen
class ItemReminded:
    """The company was reminded of an item."""

    account: str
    item: int
    step: int
    business_date: date


@attrs.frozen
class CreditRefunded:
    """The house has given back what was paid too much.

    Attributes:
        credits: of which payments it was.
    """

    account: str
    amount: Decimal
    currency: str
    method: str
    credits: tuple[Credit, ...]
    business_date: date

    @property
    def change(self) -> Decimal:
        """What the company owes more: its credit is smaller."""
        return self.amount


@attrs.frozen
class AccountClosed:
    """The account has ended with nothing owed on either side."""

    account: str
    business_date: date
