"""How often a card may be tried again: the card schemes' own bounds, with their dates.

Whoever tries more often pays the scheme for it. The property decides within these bounds whether
anything is tried again at all, and one engine alone does: where the gateway tries again by itself,
nobody here does.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

import attrs


@attrs.frozen
class RetryBound:
    """How often a scheme lets a declined charge be tried within some days.

    Attributes:
        brand: of the card.
        tries: the first one counts.
        days: within which.
        since: first day on which this holds; a later row of the same brand and days replaces it.
    """

    brand: str
    tries: int
    days: int
    since: date


# Sources: Visa Core Rules, table 7-2 (15 before April 2026); Mastercard, Transaction Processing
# Excellence, excessive authorisation attempts.
# fmt: off
RETRY_BOUNDS: Final = (
    RetryBound("visa",        15,  30, date(2021, 4, 17)),
    RetryBound("visa",        20,  30, date(2026, 4, 18)),
    RetryBound("mastercard",  10,   1, date(2020, 10, 16)),
    RetryBound("mastercard",  35,  30, date(2022, 10, 1)),
)
# fmt: on


def may_retry(brand: str, tried: Iterable[datetime], now: datetime) -> bool:
    """Return whether a scheme lets a charge be tried once more; an unknown one sets no bound."""
    attempts = [*tried]
    return all(
        sum(at > now - timedelta(bound.days) for at in attempts) < bound.tries
        for bound in _in_force(brand, now.date())
    )


def _in_force(brand: str, on: date) -> Iterable[RetryBound]:
    rows = [row for row in RETRY_BOUNDS if row.brand == brand.lower() and row.since <= on]
    return {row.days: row for row in sorted(rows, key=lambda row: row.since)}.values()
