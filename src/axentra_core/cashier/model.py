"""What a cashier's shift is made of."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import attrs

from axentra_core.kernel.checks import checked, whole
from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.journal import Journal
from axentra_core.kernel.money import Money, amount, currency_digits
from axentra_core.kernel.numbers import ZERO, add, as_text, negate, subtract
from axentra_core.kernel.texts import Code

MOST_ENTRIES = 1_000_000
MOST_DIGITS = 4


class CashierShiftStatus(StrEnum):
    """Where a shift at the cash desk stands."""

    OPEN = "open"
    CLOSED = "closed"


class Tender(StrEnum):
    """What a payment is made with; only cash lies in the drawer."""

    CASH = "cash"
    CARD = "card"
    TRANSFER = "transfer"
    VOUCHER = "voucher"
    QR_WALLET = "qr_wallet"
    DIRECT_BILL = "direct_bill"


class Total(StrEnum):
    """What an entry counts towards."""

    FLOATED = "floated"
    RECEIVED = "received"
    REFUNDED = "refunded"
    PAID_OUT = "paid_out"
    EXCHANGED = "exchanged"
    DROPPED = "dropped"


BY_TENDER = frozenset({Total.RECEIVED, Total.REFUNDED})
COMES_IN = frozenset({Total.FLOATED, Total.RECEIVED, Total.EXCHANGED})


def counted_amount(value: object) -> Money:
    """Return money that was counted: zero or more."""
    counted = amount(value)
    if counted.amount < 0:
        raise InvalidInput.because(
            "value.out_of_range", got=as_text(counted.amount), low=0, high="10^15"
        )
    return counted


def check_each_once(path: str, currencies: Iterable[str]) -> None:
    """Refuse a currency that stands twice.

    Raises:
        InvalidInput: ``value.duplicate``.
    """
    seen: set[str] = set()
    for index, currency in enumerate(currencies):
        if currency in seen:
            raise InvalidInput.because(
                "value.duplicate", path=f"{path}[{index}]", got=shown(currency)
            )
        seen.add(currency)


CountedAmount = Annotated[Money, counted_amount]
EntryNumber = Annotated[int, whole(1, MOST_ENTRIES)]


@checked
class CurrencyDigits:
    """How many decimals amounts of one currency have at this property.

    Attributes:
        currency: ISO 4217 code.
        digits: from 0 to 4; rupiah bills have none, though the standard gives them two.
    """

    currency: Code
    digits: Annotated[int, whole(0, MOST_DIGITS)]


@attrs.frozen
class Move:
    """What one entry adds to one total.

    Attributes:
        total: which one.
        tender: what the money was.
        currency: ISO 4217 code.
        amount: what is added to the total; below zero when an entry is taken back.
    """

    total: Total
    tender: Tender
    currency: str
    amount: Decimal

    @property
    def is_cash(self) -> bool:
        """Whether it moves notes: only payments and refunds are made with anything else."""
        return self.tender is Tender.CASH or self.total not in BY_TENDER

    @property
    def cash(self) -> Decimal:
        """What the drawer has more by it; zero when it was no cash."""
        if not self.is_cash:
            return ZERO
        return self.amount if self.total in COMES_IN else negate(self.amount)

    def negated(self) -> "Move":
        """Return the move that takes this one back."""
        return attrs.evolve(self, amount=negate(self.amount))


@attrs.frozen
class Drawer:
    """The cash of one currency: what came in, what went out, and what should be there.

    Attributes:
        currency: ISO 4217 code of all amounts.
        floated: change the shift was given, at its beginning and later.
        received: payments.
        refunded: payments given back.
        paid_out: given for the guest or the house, such as a taxi.
        exchanged: what exchanges brought in less what they took out; below zero when they took.
        dropped: brought to the safe.
    """

    currency: str
    floated: Decimal = ZERO
    received: Decimal = ZERO
    refunded: Decimal = ZERO
    paid_out: Decimal = ZERO
    exchanged: Decimal = ZERO
    dropped: Decimal = ZERO

    @property
    def expected(self) -> Decimal:
        """What should be in the drawer: float and what came in, less what went out."""
        came = add(add(self.floated, self.received), self.exchanged)
        return subtract(came, add(add(self.refunded, self.paid_out), self.dropped))

    @property
    def amounts(self) -> tuple[Decimal, ...]:
        """Every total, and what should be there."""
        totals = (self.floated, self.received, self.refunded, self.paid_out)
        return (*totals, self.exchanged, self.dropped, self.expected)


@attrs.frozen
class Takings:
    """What was paid with one tender that is no cash.

    Attributes:
        tender: such as a card.
        currency: ISO 4217 code of both amounts.
        received: payments.
        refunded: payments given back, perhaps of an earlier shift.
    """

    tender: Tender
    currency: str
    received: Decimal = ZERO
    refunded: Decimal = ZERO

    @property
    def net(self) -> Decimal:
        """What remains of the payments; below zero when more was given back."""
        return subtract(self.received, self.refunded)

    @property
    def amounts(self) -> tuple[Decimal, ...]:
        """Every total."""
        return (self.received, self.refunded)


@attrs.frozen
class CashCount:
    """The cash of one currency at the close.

    Attributes:
        currency: ISO 4217 code.
        expected: what should have been there.
        counted: what was there; zero when the currency was not named.
    """

    currency: str
    expected: Decimal
    counted: Decimal

    @property
    def over_short(self) -> Decimal:
        """What was there too much; below zero when something was missing."""
        return subtract(self.counted, self.expected)


@attrs.frozen
class CashierShift:
    """One cashier's shift over one drawer.

    Attributes:
        id: the shift.
        cashier: whose it is.
        drawer: code of the drawer, where the house has several.
        opened_on: business date of the opening.
        status: open or closed.
        decimals: digits by currency, where they are not the currency's own.
        drawers: cash totals by currency, in order of appearance.
        takings: totals of everything else, by tender and currency in order of appearance.
        entries: the events that moved money; entry numbers count from 1.
        counts: what was expected and counted, by currency; None while the shift is open.
    """

    id: str
    cashier: str
    drawer: str | None
    opened_on: date
    status: CashierShiftStatus
    decimals: tuple[CurrencyDigits, ...]
    drawers: tuple[Drawer, ...]
    takings: tuple[Takings, ...]
    entries: Journal[Any]
    counts: tuple[CashCount, ...] | None = None

    def expected(self, currency: str) -> Decimal:
        """Return what should be in the drawer of a currency; zero where none was seen."""
        for drawer in self.drawers:
            if drawer.currency == currency:
                return drawer.expected
        return ZERO

    def digits_of(self, currency: str) -> int:
        """Return how many decimals amounts of a currency have in this shift."""
        for own in self.decimals:
            if own.currency == currency:
                return own.digits
        return currency_digits(currency)
