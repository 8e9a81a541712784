"""Which reminders are due: a list to act on, not an act."""

from datetime import date, timedelta
from decimal import Decimal

import attrs

from axentra_core.city_ledger.model import Account, OpenItem
from axentra_core.city_ledger.settings import CityLedgerSettings, DunningStep


@attrs.frozen
class ReminderDue:
    """A reminder that should be sent.

    Attributes:
        account: whose.
        item: number of the overdue item.
        step: which reminder comes next.
        name: what the property calls it.
        days_overdue: how long the item is overdue.
        amount: what is open on it.
    """

    account: str
    item: int
    step: int
    name: str
    days_overdue: int
    amount: Decimal


def reminders_due(
    account: Account, as_of: date, settings: CityLedgerSettings
) -> tuple[ReminderDue, ...]:
    """Return the next reminder of each item for which it is time, by item.

    Steps come in order. Who was reminded late has as many days until the next step as the settings
    put between the two.
    """
    found = []
    for item in account.items:
        step = _next(item, settings)
        if step is not None and as_of >= _time_for(item, step, settings):
            days = (as_of - item.due).days
            found.append(
                ReminderDue(account.id, item.number, step.step, step.name, days, item.open)
            )
    return tuple(found)


def _next(item: OpenItem, settings: CityLedgerSettings) -> DunningStep | None:
    sent = item.reminders[-1].step if item.reminders else 0
    return next((one for one in settings.dunning if one.step > sent), None)


def _time_for(item: OpenItem, step: DunningStep, settings: CityLedgerSettings) -> date:
    by_due_date = item.due + timedelta(days=step.days_overdue)
    if not item.reminders:
        return by_due_date
    last = item.reminders[-1]
    before = next((one.days_overdue for one in settings.dunning if one.step == last.step), 0)
    return max(by_due_date, last.on + timedelta(days=step.days_overdue - before))
