"""What has happened to a deposit."""

from datetime import date
from decimal import Decimal

import attrs

from axentra_core.deposits.model import Maturity
from axentra_core.kernel.numbers import negate


@attrs.frozen
class DepositRequested:
    """A guest was asked for a deposit."""

    deposit: str
    stay: str
    currency: str
    unit: Decimal
    amount: Decimal
    due: date | None
    maturity: Maturity
    business_date: date


@attrs.frozen
class DepositOpened:
    """A deposit has begun for which nobody was asked here; its money comes with the next event."""

    deposit: str
    stay: str
    currency: str
    unit: Decimal
    maturity: Maturity
    business_date: date


@attrs.frozen
class DepositReceived:
    """Money has come in."""

    deposit: str
    amount: Decimal
    currency: str
    method: str
    source: str
    business_date: date

    @property
    def change(self) -> Decimal:
        """What is held more."""
        return self.amount


@attrs.frozen
class DepositTakenOver:
    """It came from a former system with what was held."""

    deposit: str
    amount: Decimal
    currency: str
    business_date: date

    @property
    def change(self) -> Decimal:
        """What is held more."""
        return self.amount


@attrs.frozen
class RequestWithdrawn:
    """What had not come in is asked for no longer.

    Attributes:
        amount: how much that was.
    """

    deposit: str
    amount: Decimal
    currency: str
    reason: str
    business_date: date


@attrs.frozen
class DepositApplied:
    """A folio was paid with it, in one of its windows."""

    deposit: str
    folio: str
    amount: Decimal
    currency: str
    business_date: date
    window: int = 1

    @property
    def change(self) -> Decimal:
        """What is held more: less than nothing."""
        return negate(self.amount)


@attrs.frozen
class ApplicationTakenBack:
    """What was applied to a folio is held again."""

    deposit: str
    folio: str
    amount: Decimal
    currency: str
    reason: str
    business_date: date

    @property
    def change(self) -> Decimal:
        """What is held more."""
        return self.amount


@attrs.frozen
class DepositKept:
    """The house has kept what the guest has forfeited."""

    deposit: str
    amount: Decimal
    currency: str
    reason: str
    business_date: date

    @property
    def change(self) -> Decimal:
        """What is held more: less than nothing."""
        return negate(self.amount)


@attrs.frozen
class DepositReturned:
    """Money was given back to the guest."""

    deposit: str
    amount: Decimal
    currency: str
    method: str
    reason: str
    business_date: date

    @property
    def change(self) -> Decimal:
        """What is held more: less than nothing."""
        return negate(self.amount)


@attrs.frozen
class DepositSettled:
    """Nothing of it is held any more; it follows the event that took the last of it."""

    deposit: str
    business_date: date


@attrs.frozen
class DepositMoved:
    """It is held for another stay, or asked for it.

    Attributes:
        stay: for which it is from now on.
        former_stay: for which it was.
    """

    deposit: str
    stay: str
    former_stay: str
    reason: str
    business_date: date


@attrs.frozen
class DepositNumbered:
    """It stands on an advance invoice."""

    deposit: str
    invoice: str
    on: date
    business_date: date


# What moves the money that is held; each has its `change`.
Movement = (
    DepositReceived
    | DepositTakenOver
    | DepositApplied
    | ApplicationTakenBack
    | DepositKept
    | DepositReturned
)
