"""What a deposit is made of."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import attrs

from axentra_core.kernel.checks import whole
from axentra_core.kernel.journal import Journal
from axentra_core.kernel.money import Money, exact
from axentra_core.kernel.numbers import MOST_DECIMALS, ZERO, subtract, total

MOST_WINDOWS = 99

Digits = Annotated[int, whole(0, MOST_DECIMALS)]
WindowNumber = Annotated[int, whole(1, MOST_WINDOWS)]


class DepositStatus(StrEnum):
    """Where a deposit stands; SETTLED when nothing of it is held any more."""

    REQUESTED = "requested"
    HELD = "held"
    SETTLED = "settled"
    CANCELLED = "cancelled"


class Maturity(StrEnum):
    """When a deposit is due to be applied: at check-in, at check-out, or when somebody says so."""

    CHECK_IN = "check_in"
    CHECK_OUT = "check_out"
    MANUAL = "manual"


@attrs.frozen
class Application:
    """What of a deposit stands as a payment on one folio.

    Attributes:
        folio: its id.
        amount: above zero.
    """

    folio: str
    amount: Decimal


@attrs.frozen
class Deposit:
    """The state of money that a guest has paid before the house has earned it.

    It is a liability of the house, and on no folio until it is applied.

    Attributes:
        id: the deposit.
        stay: for which it was paid, or is asked for.
        currency: ISO 4217 code of every amount of it.
        unit: smallest amount that can stand in it, such as ``Decimal("0.01")``.
        status: requested, held, settled or cancelled.
        maturity: when it is due to be applied; nothing here applies it by itself.
        requested: what was asked for in all; None when nothing was, or the request was withdrawn.
        due: the day by which it was asked for; None when no day was set.
        received: what has come in, or was held when the deposit was taken over.
        applied: what stands as a payment on folios.
        kept: what the house has kept of it, forfeited by the guest.
        returned: what was given back.
        applications: the folios it is applied to, each once.
        entries: everything that moved money of it.
        invoice: number of its advance invoice, once there is one.
        invoiced_on: date of that invoice.
    """

    id: str
    stay: str
    currency: str
    unit: Decimal
    status: DepositStatus
    maturity: Maturity
    requested: Decimal | None
    due: date | None
    received: Decimal
    applied: Decimal
    kept: Decimal
    returned: Decimal
    applications: tuple[Application, ...]
    entries: Journal[Any]
    invoice: str | None = None
    invoiced_on: date | None = None

    @property
    def held(self) -> Decimal:
        """What the house still holds for the guest."""
        return subtract(self.received, total((self.applied, self.kept, self.returned)))

    @property
    def owed(self) -> Money:
        """What the house owes the guest for it: what it holds."""
        return Money(self.held, self.currency)

    @property
    def outstanding(self) -> Decimal:
        """What is asked for and has not come in; nothing once it is settled or cancelled."""
        if self.requested is None or self.status in {
            DepositStatus.SETTLED,
            DepositStatus.CANCELLED,
        }:
            return ZERO
        return max(ZERO, subtract(self.requested, self.received))

    def applied_to(self, folio: str) -> Decimal:
        """Return what of it stands on a folio; zero when nothing does."""
        return total(one.amount for one in self.applications if one.folio == folio)

    def in_steps(self, amount: Money) -> Decimal:
        """Return an amount as it can stand in the deposit.

        Raises:
            InvalidInput: ``money.too_many_decimals``.
        """
        return exact(amount.amount, -self.unit.adjusted(), self.currency)
