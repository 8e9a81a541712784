"""Fixed charges: on which days they are due."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.folio.recurring import FixedCharge, Frequency, Recurrence, dates, due_on
from axentra_core.kernel.errors import InvalidInput

MONDAY = date(2026, 11, 23)


def charge(rule, since=MONDAY, until=None):
    """Return a charge that is due by a rule."""
    return FixedCharge(1, "PARK", Decimal("12.50"), 1, "Parking", rule, since, until)


def days(rule, first, last, since=MONDAY, until=None):
    """Return when a charge is due, as text."""
    return [str(day) for day in dates(charge(rule, since, until), first, last)]


def year_of(rule, since=MONDAY):
    """Return the days of the first year, without the year where it is the first one."""
    return days(rule, since, since + timedelta(364), since)


# Each frequency


def test_once_is_once() -> None:
    """A single charge is due on its day and never again."""
    once = Recurrence(Frequency.ONCE)
    assert year_of(once) == ["2026-11-23"]
    assert days(once, MONDAY + timedelta(1), date(2030, 1, 1)) == []


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Recurrence(Frequency.DAILY), "23 24 25 26 27 28 29 30 01 02"),
        (Recurrence(Frequency.DAILY, 3), "23 26 29 02"),
        (Recurrence(Frequency.DAILY, weekdays=(5, 6)), "28 29"),
        (Recurrence(Frequency.WEEKLY), "23 30"),
        (Recurrence(Frequency.WEEKLY, weekdays=(2, 0)), "23 25 30 02"),
        (Recurrence(Frequency.WEEKLY, 2, (6,)), "29"),
    ],
)
def test_days_and_weeks_count_from_the_first_day(rule, expected) -> None:
    """Every day, every third, weekends only, every week on its weekday or on those named."""
    found = days(rule, MONDAY, date(2026, 12, 2))
    assert " ".join(day[-2:] for day in found) == expected


def test_weeks_begin_on_monday() -> None:
    """Every second week since a Thursday: its own Monday is over, and the next one is skipped."""
    thursday = date(2026, 11, 26)
    rule = Recurrence(Frequency.WEEKLY, 2, (0, 4))
    assert days(rule, thursday, date(2026, 12, 26), thursday) == [
        "2026-11-27",
        "2026-12-07",
        "2026-12-11",
        "2026-12-21",
        "2026-12-25",
    ]


@pytest.mark.parametrize(
    ("month_day", "expected"),
    [
        (None, ["01-30", "02-28", "03-30", "04-30"]),
        (31, ["01-31", "02-28", "03-31", "04-30"]),
        (29, ["02-28", "03-29", "04-29"]),
        (28, ["02-28", "03-28", "04-28"]),
        (1, ["02-01", "03-01", "04-01"]),
    ],
)
def test_no_month_is_left_out(month_day, expected) -> None:
    """The 31st is the last day of a month that has no 31st; what is before the first day is not."""
    rule = Recurrence(Frequency.MONTHLY, month_day=month_day)
    found = days(rule, date(2026, 1, 1), date(2027, 4, 30), date(2027, 1, 30))
    assert [day[5:] for day in found] == expected


def test_a_quarter_begins_in_the_month_of_the_first_day() -> None:
    """Since November means November, February, May and August."""
    assert year_of(Recurrence(Frequency.QUARTERLY, month_day=30)) == [
        "2026-11-30",
        "2027-02-28",
        "2027-05-30",
        "2027-08-30",
    ]
    assert days(Recurrence(Frequency.QUARTERLY, 2), MONDAY, date(2027, 12, 31)) == [
        "2026-11-23",
        "2027-05-23",
        "2027-11-23",
    ]


def test_a_year_on_the_29th_of_february_is_due_every_year() -> None:
    """In common years it is due on the 28th."""
    leap = date(2024, 2, 29)
    found = days(Recurrence(Frequency.YEARLY), leap, date(2028, 12, 31), leap)
    assert found == ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]
    assert days(Recurrence(Frequency.YEARLY, 2, month_day=5), leap, date(2028, 12, 31), leap) == [
        "2026-02-05",
        "2028-02-05",
    ]


# Since when and until when


def test_both_ends_are_inclusive() -> None:
    """The first and the last day of a charge, and of what is asked for, belong to it."""
    three = charge(Recurrence(Frequency.DAILY), until=MONDAY + timedelta(2))
    asked = [due_on(three, MONDAY + timedelta(day)) for day in range(-1, 4)]
    assert asked == [False, True, True, True, False]
    assert dates(three, MONDAY, MONDAY) == (MONDAY,)
    assert dates(three, MONDAY, MONDAY - timedelta(1)) == ()


def test_an_old_charge_costs_no_more_than_a_new_one(takes_less_than) -> None:
    """The parking space of a house account is asked for every night for a hundred years."""
    old = charge(Recurrence(Frequency.DAILY), since=date(1900, 1, 1))
    asked = [date(2199, 1, 1) + timedelta(day) for day in range(200)]
    takes_less_than(0.5, lambda: [due_on(old, day) for day in asked])


# What cannot be


@pytest.mark.parametrize(
    ("values", "path", "code"),
    [
        ({"every": "hourly"}, "every", "value.unknown"),
        ({"interval": 0}, "interval", "value.out_of_range"),
        ({"interval": 100}, "interval", "value.out_of_range"),
        ({"weekdays": (-1,)}, "weekdays[0]", "value.out_of_range"),
        ({"month_day": 32}, "month_day", "value.out_of_range"),
        ({"every": "once", "interval": 2}, "interval", "value.contradicts"),
        ({"every": "monthly", "weekdays": (1,)}, "weekdays", "value.contradicts"),
        ({"every": "once", "weekdays": (1,)}, "weekdays", "value.contradicts"),
        ({"interval": 2, "weekdays": (1,)}, "weekdays", "value.contradicts"),
        ({"month_day": 3}, "month_day", "value.contradicts"),
        ({"every": "weekly", "month_day": 3}, "month_day", "value.contradicts"),
    ],
)
def test_a_rule_that_means_nothing_is_refused(values, path, code) -> None:
    """The weekdays of a month, the day of a month in a week, and every second day on Mondays."""
    with pytest.raises(InvalidInput) as caught:
        Recurrence(**{"every": Frequency.DAILY, **values})
    assert [(fault.path, fault.code) for fault in caught.value.faults] == [(path, code)]


def test_a_charge_does_not_end_before_it_begins() -> None:
    """A charge of one day begins and ends on it."""
    daily = Recurrence(Frequency.DAILY)
    assert due_on(charge(daily, until=MONDAY), MONDAY)
    with pytest.raises(InvalidInput) as caught:
        charge(daily, until=MONDAY - timedelta(1))
    assert [(one.path, one.code) for one in caught.value.faults] == [("until", "date.order")]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (datetime(2026, 11, 23), "field.wrong_type"),  # noqa: DTZ001 - that it is one at all
        (date(2200, 1, 1), "date.out_of_range"),
        ("2026-11-23", "field.wrong_type"),
    ],
)
def test_only_days_can_be_asked_for(wrong, code) -> None:
    """A moment is no day, and a text is none."""
    daily = charge(Recurrence(Frequency.DAILY))
    for first, last in ((wrong, MONDAY), (MONDAY, wrong)):
        with pytest.raises(InvalidInput) as caught:
            dates(daily, first, last)
        assert caught.value.code == code


# Whatever the rule


some_days = st.dates(date(2023, 12, 1), date(2028, 3, 31))
some_weekdays = st.lists(st.integers(0, 6), max_size=3).map(tuple)
intervals = st.integers(1, 5)
by_month = st.sampled_from([Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.YEARLY])
rules = st.one_of(
    st.just(Recurrence(Frequency.ONCE)),
    st.builds(Recurrence, st.just(Frequency.DAILY), intervals),
    st.builds(Recurrence, st.just(Frequency.DAILY), weekdays=some_weekdays),
    st.builds(Recurrence, st.just(Frequency.WEEKLY), intervals, some_weekdays),
    st.builds(Recurrence, by_month, intervals, month_day=st.none() | st.integers(1, 31)),
)
charges = st.builds(
    lambda rule, since, lasts: charge(rule, since, lasts and since + timedelta(lasts)),
    rules,
    some_days,
    st.none() | st.integers(1, 900),
)


@for_all(charges, some_days, st.lists(st.integers(1, 400), min_size=1, max_size=4))
def test_an_interval_in_pieces_is_the_interval(one, first, lengths) -> None:
    """Asked for night by night or month by month, a charge is due on the same days."""
    pieces, begin = [], first
    for length in lengths:
        end = begin + timedelta(length - 1)
        pieces += dates(one, begin, end)
        begin = end + timedelta(1)
    assert tuple(pieces) == dates(one, first, begin - timedelta(1))


@for_all(charges, some_days)
def test_a_day_and_an_interval_agree(one, first) -> None:
    """What is due on a day is in every interval around it, once and in order."""
    row = [first + timedelta(days=place) for place in range(70)]
    found = dates(one, row[0], row[-1])
    assert found == tuple(day for day in row if due_on(one, day))
    assert all(day >= one.since and (one.until is None or day <= one.until) for day in found)


def plainly_due(one, day):
    """Return whether a charge is due on a day, worked out the long way."""
    rule, since = one.rule, one.since
    if day < since or (one.until is not None and day > one.until):
        return False
    passed = (day - since).days
    match rule.every:
        case Frequency.ONCE:
            return passed == 0
        case Frequency.DAILY:
            return passed % rule.interval == 0 and day.weekday() in (rule.weekdays or range(7))
        case Frequency.WEEKLY:
            weeks = (passed + since.weekday()) // 7
            on = rule.weekdays or (since.weekday(),)
            return weeks % rule.interval == 0 and day.weekday() in on
        case _:
            months = rule.interval * {"monthly": 1, "quarterly": 3, "yearly": 12}[rule.every]
            passed_months = 12 * (day.year - since.year) + day.month - since.month
            due = since.replace(day=1) + relativedelta(
                months=passed_months, day=rule.month_day or since.day
            )
            return passed_months % months == 0 and day == due


@for_all(charges, some_days)
def test_the_rule_is_what_it_says(one, first) -> None:
    """Counted day by day from the first one, the answer is the same."""
    row = [first + timedelta(days=place) for place in range(120)]
    assert dates(one, row[0], row[-1]) == tuple(day for day in row if plainly_due(one, day))
