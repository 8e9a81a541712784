"""How old the debts of companies are, by a clock that is named beside the figures.

Usable alone, for one account or the items of all of them in one currency:

    >>> from datetime import date
    >>> from decimal import Decimal
    >>> transferred, due = date(2026, 9, 1), date(2026, 10, 1)
    >>> bill = OpenItem(1, "folio:S1", "Folio S1", Decimal(900), Decimal(400), transferred, due)
    >>> aged = ageing([bill], date(2026, 11, 15), AgeingClock.DUE)
    >>> [(row.since, row.until, row.amount) for row in aged.rows if row.amount]
    [(31, 60, Decimal('400'))]
    >>> ageing([bill], date(2026, 11, 15), AgeingClock.TRANSFER).rows[2].amount
    Decimal('400')
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import attrs

from axentra_core.city_ledger.model import AgeingClock, OpenItem
from axentra_core.city_ledger.settings import STANDARD_BUCKETS, rising
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.numbers import total


@attrs.frozen
class AgeingRow:
    """What is as old as one row says.

    Attributes:
        since: the fewest days; None for what is not due yet, or on the first row of other clocks.
        until: the most days; None for what is older than every bucket.
        amount: what is open on the items.
        items: how many there are.
    """

    since: int | None
    until: int | None
    amount: Decimal
    items: int


@attrs.frozen
class Ageing:
    """What is open by age; credit that is not allocated has none and is not in it.

    Attributes:
        as_of: the day it is seen from.
        clock: from when the items age.
        rows: youngest first, every row also when it is empty. By the clock DUE the first one holds
            what is not overdue.
        total: what is open on all items.
        by_transfer: what of it has no date of the clock, such as an invoice that is not written
            yet, and was aged from its transfer.
    """

    as_of: date
    clock: AgeingClock
    rows: tuple[AgeingRow, ...]
    total: Decimal
    by_transfer: Decimal


def ageing(
    items: Iterable[OpenItem],
    as_of: date,
    clock: AgeingClock,
    buckets: Sequence[int] = STANDARD_BUCKETS,
) -> Ageing:
    """Return open items by their age in days.

    Args:
        items: of one currency.
        as_of: the day they are seen from, usually the business date.
        clock: from when they age.
        buckets: last day of each row, rising.

    Raises:
        InvalidInput: ``value.out_of_range`` when the buckets do not rise from 1 on.
    """
    if faults := rising("buckets[{}]", [0, *buckets]):
        raise InvalidInput(faults)
    listed = tuple(items)
    ages = [(as_of - (began(item, clock) or item.transferred_on)).days for item in listed]
    lows: list[int | None] = [None, *(last + 1 for last in buckets)]
    highs: list[int | None] = [*buckets, None]
    if clock is AgeingClock.DUE:
        lows[:1], highs[:0] = [None, 1], [0]
    return Ageing(
        as_of,
        clock,
        tuple(_row(since, until, listed, ages) for since, until in zip(lows, highs, strict=True)),
        total(item.open for item in listed),
        total(item.open for item in listed if began(item, clock) is None),
    )


def began(item: OpenItem, clock: AgeingClock) -> date | None:
    """Return from when an item ages by a clock; None where it has no such date."""
    return {
        AgeingClock.TRANSFER: item.transferred_on,
        AgeingClock.INVOICE: item.invoiced_on,
        AgeingClock.CHECK_OUT: item.checked_out_on,
        AgeingClock.DUE: item.due,
    }[clock]


def _row(
    since: int | None, until: int | None, items: Sequence[OpenItem], ages: Sequence[int]
) -> AgeingRow:
    inside = [
        item.open
        for item, age in zip(items, ages, strict=True)
        if (since is None or since <= age) and (until is None or age <= until)
    ]
    return AgeingRow(since, until, total(inside), len(inside))
