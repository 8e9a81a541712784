"""The trial balance: does what was owed in the morning explain what is owed in the evening."""

from collections.abc import Iterable
from datetime import date

from axentra_core.codec import Entry
from axentra_core.kernel.numbers import add, subtract
from axentra_core.reports.log import tally_of
from axentra_core.reports.model import TrialBalance


def trial_balance(entries: Iterable[Entry], day: date) -> TrialBalance:
    """Return the guest ledger over one business date.

    Opening is every movement before the day, closing adds the day's own. So the closing balance
    of a day is the opening balance of the next.

    Args:
        entries: the whole log of one property, as `Hotel.feed` yields it.
        day: a business date that has begun.

    Raises:
        InvalidInput: the day is not a date.
        ReportRefusal: as `day_report`.
    """
    tally = tally_of(entries, day)
    return TrialBalance(
        property=tally.property,
        day=day,
        closed=tally.is_closed,
        currency=tally.settings["currency"],
        digits=tally.settings["digits"],
        opening=tally.brought_forward,
        charges=tally.charged,
        payments=tally.paid,
        closing=subtract(add(tally.brought_forward, tally.charged), tally.paid),
    )
