"""What cancelling and not coming cost, by the policy a stay was booked under.

Usable alone:

>>> from datetime import date
>>> from decimal import Decimal
>>> from axentra_core.stays.model import Fee, FeeBasis, FeeStep
>>> half, first_night = Fee(FeeBasis.PERCENT, Decimal("0.5")), Fee(FeeBasis.NIGHTS, Decimal(1))
>>> policy = CancellationPolicy("FLEX", (FeeStep(7, first_night), FeeStep(1, half)))
>>> nights = [Night(date(2026, 11, day), Decimal(price)) for day, price in ((23, 80), (24, 90))]
>>> [str(cancellation_fee(policy, nights, days_before)) for days_before in (8, 7, 2, 1)]
['0', '80', '80', '85.0']
"""

from collections.abc import Sequence
from decimal import Decimal

from axentra_core.kernel.numbers import ZERO, multiply, total
from axentra_core.stays.model import CancellationPolicy, Fee, FeeBasis, Night


def cancellation_fee(
    policy: CancellationPolicy | None, nights: Sequence[Night], days_before: int
) -> Decimal:
    """Return what it costs to cancel, exact and not rounded.

    Args:
        policy: as agreed when the stay was booked; without one cancelling is free.
        nights: every night of the stay in order, with its price.
        days_before: days from the business date to the arrival; below zero after it.
    """
    if policy is None:
        return ZERO
    begun = [step for step in policy.steps if step.days_before >= days_before]
    if not begun:
        return ZERO
    return fee_of(min(begun, key=lambda step: step.days_before).fee, nights)


def no_show_fee(policy: CancellationPolicy | None, nights: Sequence[Night]) -> Decimal:
    """Return what not coming costs, exact and not rounded; free without a policy."""
    return ZERO if policy is None else fee_of(policy.no_show, nights)


def fee_of(fee: Fee, nights: Sequence[Night]) -> Decimal:
    """Return a fee: of the first nights, of a part of all nights, or the amount it names."""
    prices = [night.price for night in nights]
    match fee.basis:
        case FeeBasis.NIGHTS:
            return total(prices[: int(fee.value)])
        case FeeBasis.PERCENT:
            return multiply(total(prices), fee.value)
        case FeeBasis.AMOUNT:
            return fee.value
