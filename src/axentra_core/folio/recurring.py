"""Fixed charges: what is posted again and again, such as a parking space every night.

Usable alone:

>>> from axentra_core.kernel.numbers import as_text
>>> rent = FixedCharge(
...     number=1,
...     code="RENT",
...     net=Decimal("9500"),
...     quantity=1,
...     description="Shop in the lobby",
...     rule=Recurrence(Frequency.MONTHLY, month_day=31),
...     since=date(2027, 1, 15),
... )
>>> [str(day) for day in dates(rent, date(2027, 1, 1), date(2027, 4, 30))]
['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30']
>>> due_on(rent, date(2027, 2, 28))
True
"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Annotated, Final

from axentra_core.folio.instructions import Weekday, check_dates
from axentra_core.kernel.checks import Count, Day, checked, day, whole
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.numbers import number
from axentra_core.kernel.texts import Code, Text

LONGEST_INTERVAL: Final = 99
MOST_CHARGES: Final = 10_000
# The last day that every month has.
SHORTEST_MONTH: Final = 28

FixedChargeNumber = Annotated[int, whole(1, MOST_CHARGES)]
Net = Annotated[Decimal, partial(number, area="money")]


class Frequency(StrEnum):
    """How often a charge is due."""

    ONCE = "once"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


_MONTHS: Final = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.YEARLY: 12}


@checked
class Recurrence:
    """On which days a charge is due, counted from the day since which it is.

    Attributes:
        every: how often. Weeks begin on Monday, and quarters and years in the month of the first
            day: a charge since November is due quarterly in November, February, May and August.
        interval: every so many days, weeks, months, quarters or years.
        weekdays: 0 for Monday to 6. Of a weekly charge the days of the week, that of the first day
            when left out; of a daily one the only days on which it is due.
        month_day: day of the month, that of the first day when left out; the last day of a month
            that is shorter, so that no month is left out.
    """

    every: Frequency
    interval: Annotated[int, whole(1, LONGEST_INTERVAL)] = 1
    weekdays: tuple[Weekday, ...] = ()
    month_day: Annotated[int, whole(1, 31)] | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what says nothing about such a charge, and every second day if it is a Monday."""
        if self.every is Frequency.ONCE and self.interval > 1:
            raise _contradicts("interval", "every")
        if self.weekdays and self.every not in {Frequency.DAILY, Frequency.WEEKLY}:
            raise _contradicts("weekdays", "every")
        if self.weekdays and self.every is Frequency.DAILY and self.interval > 1:
            raise _contradicts("weekdays", "interval")
        if self.month_day is not None and self.every not in _MONTHS:
            raise _contradicts("month_day", "every")


def _contradicts(one: str, other: str) -> InvalidInput:
    return InvalidInput.because("value.contradicts", path=one, one=one, other=other)


@checked
class FixedCharge:
    """What is posted to a bill on every day on which it is due.

    Attributes:
        number: counts from 1 on a bill.
        code: transaction code, which says what is sold.
        net: price of all units together before service charge and taxes, in the bill's currency.
        quantity: how many units.
        description: what the guest reads; the name of the code when None.
        rule: on which days it is due.
        since: the first day on which it can be due; the one day of a charge that comes once.
        until: the last one, inclusive; without an end when None.
    """

    number: FixedChargeNumber
    code: Code
    net: Net
    quantity: Count
    description: Text | None
    rule: Recurrence
    since: Day
    until: Day | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a charge that ends before it begins."""
        check_dates(self.since, self.until)


def due_on(charge: FixedCharge, on: date) -> bool:
    """Return whether a charge is due on a day, such as the business date.

    Raises:
        InvalidInput: ``field.wrong_type`` or ``date.out_of_range``.
    """
    return bool(dates(charge, on, on))


def dates(charge: FixedCharge, first: date, last: date) -> tuple[date, ...]:
    """Return the days on which a charge is due, from one day to another, both inclusive.

    They follow from the charge alone: an interval taken in pieces gives the same days.

    Raises:
        InvalidInput: ``field.wrong_type`` or ``date.out_of_range``.
    """
    begin = max(day(first), charge.since)
    end = day(last) if charge.until is None else min(day(last), charge.until)
    if begin > end:
        return ()
    if charge.rule.every is Frequency.ONCE:
        return (charge.since,) if begin == charge.since else ()
    return tuple(found for found in _since(charge, begin, end) if found >= begin)


def _since(charge: FixedCharge, begin: date, end: date) -> list[date]:
    """Return the days up to an end, from the beginning of the period that `begin` lies in."""
    # Loading dateutil costs as much as the rest of this package, and few bills have such charges.
    from dateutil import rrule  # noqa: PLC0415

    rule, since = charge.rule, charge.since
    at_midnight = partial(datetime.combine, time=time.min)
    start = at_midnight(max(since, _period(charge, begin)))
    until = at_midnight(end)
    if rule.every is Frequency.DAILY:
        only = rule.weekdays or None
        found = rrule.rrule(rrule.DAILY, start, rule.interval, byweekday=only, until=until)
    elif rule.every is Frequency.WEEKLY:
        days = rule.weekdays or (since.weekday(),)
        found = rrule.rrule(
            rrule.WEEKLY, start, rule.interval, wkst=rrule.MO, byweekday=days, until=until
        )
    else:
        last = rule.month_day or since.day
        found = rrule.rrule(
            rrule.MONTHLY,
            start,
            rule.interval * _MONTHS[rule.every],
            bymonthday=range(min(last, SHORTEST_MONTH), last + 1),
            bysetpos=-1,
            until=until,
        )
    return [one.date() for one in found]


def _period(charge: FixedCharge, on: date) -> date:
    """Return the first day of the last period that begins on or before a day.

    Counting from there instead of from the first day, old charges cost as little as new ones.
    """
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415 - as above

    rule, since = charge.rule, charge.since
    if rule.every is Frequency.DAILY:
        return on - timedelta((on - since).days % rule.interval)
    if rule.every is Frequency.WEEKLY:
        monday = since - timedelta(since.weekday())
        return on - timedelta((on - monday).days % (7 * rule.interval))
    passed = 12 * (on.year - since.year) + on.month - since.month
    return on.replace(day=1) - relativedelta(months=passed % (rule.interval * _MONTHS[rule.every]))
