"""Which requests for a deposit are due: a list to act on, not an act."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import attrs

from axentra_core.deposits.model import Deposit


@attrs.frozen
class DueRequest:
    """A deposit that should have come in by now.

    Attributes:
        deposit: its id.
        stay: for which it is asked.
        due: the day by which it was to be paid.
        days_overdue: how long ago that is; 0 on the day itself.
        amount: what has not come in.
        currency: ISO 4217 code of the amount.
    """

    deposit: str
    stay: str
    due: date
    days_overdue: int
    amount: Decimal
    currency: str


def due_requests(deposits: Iterable[Deposit], as_of: date) -> tuple[DueRequest, ...]:
    """Return the requests that are due on a day or before, the oldest first.

    One without a day is never due; one that has come in only in part is due with the rest.
    """
    found = [
        DueRequest(
            deposit.id,
            deposit.stay,
            deposit.due,
            (as_of - deposit.due).days,
            deposit.outstanding,
            deposit.currency,
        )
        for deposit in deposits
        if deposit.due is not None and deposit.due <= as_of and deposit.outstanding
    ]
    return tuple(sorted(found, key=lambda one: (one.due, one.deposit)))
