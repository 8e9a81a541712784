"""What a folio is made of."""

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import attrs

from axentra_core.folio.tax import PriceBasis
from axentra_core.kernel.checks import checked, whole
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.journal import Journal
from axentra_core.kernel.money import Money
from axentra_core.kernel.numbers import negate, number, subtract
from axentra_core.kernel.texts import Code, Token

MOST_LINES = 1_000_000

_FOUR_DIGITS = re.compile(r"[0-9]{4}", re.ASCII)


LineNumber = Annotated[int, whole(1, MOST_LINES)]


class FolioStatus(StrEnum):
    """Where a folio stands."""

    OPEN = "open"
    CLOSED = "closed"


class PaymentMethod(StrEnum):
    """How a guest pays."""

    CASH = "cash"
    CARD = "card"
    TRANSFER = "transfer"
    VOUCHER = "voucher"
    QR_WALLET = "qr_wallet"


def four_digits(value: object) -> str:
    """Return the last four digits of a card; anything else that is written there is not shown."""
    if not isinstance(value, str) or not _FOUR_DIGITS.fullmatch(value):
        raise InvalidInput.because("field.wrong_type", expected="four digits", got="other text")
    return value


@checked
class Card:
    """All that is ever known of a card: never its number, never its security code.

    Attributes:
        token: what the gateway knows the card by.
        brand: such as ``visa``.
        last_four: the four digits a receipt shows.
    """

    token: Token = attrs.field(repr=False)
    brand: Code
    last_four: Annotated[str, four_digits]


@attrs.frozen
class Component:
    """One calculated part of a price beside the net: a service charge or one tax.

    Attributes:
        code: which part, such as ``hotel_tax``.
        base: what the rate was applied to; zero where the amount is no part of one.
        rate: fraction of the base; None where it had several, or none.
        amount: the rounded result.
        owed: whether the guest owes it here; what a channel has collected is shown alone.
    """

    code: str
    base: Decimal
    rate: Decimal | None
    amount: Decimal
    owed: bool = True


@checked
class TaxedAs:
    """What a charge was to the tax rules, so that they can be asked again.

    Attributes:
        article: as the rules name it.
        amount: price of all units together, net or gross.
        basis: which of them.
        is_night: whether it was a night.
    """

    article: Code
    amount: Annotated[Decimal, number]
    basis: PriceBasis
    is_night: bool = False


@attrs.frozen
class Quote:
    """A price with everything that belongs to it, already calculated.

    ``total`` is exactly ``net`` plus the amounts of the components that are owed.

    Attributes:
        currency: ISO 4217 code, once for all amounts.
        net: price before service charge and taxes.
        components: one amount a component, never a blended rate.
        total: what the guest owes.
        rounding: mode, unit and level by which the components were rounded.
    """

    currency: str
    net: Decimal
    components: tuple[Component, ...]
    total: Decimal
    rounding: str

    def negated(self) -> "Quote":
        """Return the quote that takes this one back, with the components as recorded."""
        return Quote(
            self.currency,
            negate(self.net),
            tuple(
                attrs.evolve(part, base=negate(part.base), amount=negate(part.amount))
                for part in self.components
            ),
            negate(self.total),
            self.rounding,
        )


@attrs.frozen
class Receivable:
    """Why a bill is open although its guest has left, and until when.

    Attributes:
        due: the day by which it is to be settled, where one was agreed.
        reason: such as who pays it.
        actor: who agreed to it last.
        since: the business date on which the bill was put on account first.
    """

    due: date | None
    reason: str
    actor: str
    since: date


@attrs.frozen
class Folio:
    """The state of a guest's bill.

    Attributes:
        id: the folio; a stay's own folio carries the stay's id.
        stay: whose stay it bills.
        currency: ISO 4217 code of every amount on it.
        unit: smallest amount that can stand on it, such as ``Decimal("0.01")``.
        status: open or closed.
        charged: sum of all charges and their reversals, and what the bill was taken over with.
        paid: sum of all payments.
        lines: the posted events in order; line numbers count from 1.
        receivable: what was agreed when the guest left the bill open; None while it is not.
    """

    id: str
    stay: str
    currency: str
    unit: Decimal
    status: FolioStatus
    charged: Decimal
    paid: Decimal
    lines: Journal[Any]
    receivable: Receivable | None = None

    @property
    def owed(self) -> Decimal:
        """What is still to be paid, without the currency; negative when too much was paid."""
        return subtract(self.charged, self.paid)

    @property
    def balance(self) -> Money:
        """What is still to be paid; negative when too much was paid."""
        return Money(self.owed, self.currency)
