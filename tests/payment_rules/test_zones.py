"""Whatever clocks do, in every zone: a rule fires once on every day that it should."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import attrs
import pytest

from axentra_core.kernel.calendar import zone
from axentra_core.kernel.errors import InvalidInput
from axentra_core.payment_rules import DueNote, Moment, Trigger, due_on, moment_of

FIRST, LAST = date(2000, 1, 1), date(2040, 12, 31)
WALLS = tuple(
    time.fromisoformat(text)
    for text in ("00:00", "00:30", "01:30", "02:00", "02:30", "03:00", "11:00", "23:30")
)
MOMENTS = tuple(
    Moment(trigger, wall, days)
    for wall in WALLS
    for trigger, days in (
        (Trigger.BEFORE_CHECK_IN, 7),
        (Trigger.CHECK_IN_DAY, 0),
        (Trigger.CHECK_OUT_DAY, 0),
    )
)
DAY, QUARTER = 86_400, 900
EPOCH = date(1970, 1, 1).toordinal()
# No zone changes its clocks twice within so few days; shorter steps see the same and cost more.
STEP = 5 * DAY
ONE_DAY = timedelta(days=1)


def accepted():
    """Return every zone that a property may be in."""
    names = []
    for name in sorted(available_timezones()):
        try:
            names.append(zone(name).key)
        except InvalidInput:
            continue
    return names


NAMES = accepted()


@attrs.frozen
class Change:
    """Clocks go forward or back: at an instant, from one offset to another, all in seconds."""

    zone: str
    at: int
    before: int
    after: int

    @property
    def days(self):
        """Every date within one day of it."""
        dates = {(self.at + offset) // DAY for offset in (self.before, self.after)}
        return [date.fromordinal(EPOCH + day) for day in range(min(dates) - 1, max(dates) + 2)]

    @property
    def pattern(self):
        """What tells it from others, but for the day and the zone."""
        return self.before, self.after, (self.at + self.before) % DAY

    def expected(self, local):
        """Return the instant of a wall time near it, without any library of zones.

        What comes twice is meant the first time; what is skipped goes forward with the clocks.
        """
        early, late = local - self.before, local - self.after
        return late if early >= self.at and late >= self.at else early


def seconds_of(on, wall):
    """Return the seconds of a wall time of a day, as if clocks showed UTC."""
    return (on.toordinal() - EPOCH) * DAY + wall.hour * 3600 + wall.minute * 60


@cache
def changes(name, first=FIRST, last=LAST):
    """Return every change of clocks of a zone, found by halving where offsets differ."""
    clocks, from_timestamp = ZoneInfo(name), datetime.fromtimestamp
    start, stop = (seconds_of(day, time()) for day in (first, last))

    def offset(at):
        return from_timestamp(at, clocks).utcoffset()

    found, left, before = [], start, offset(start)
    for right in range(start + STEP, stop + STEP, STEP):
        if (after := offset(right)) != before:
            low, high = left, right
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if offset(middle) == before else (low, middle)
            found.append(
                Change(name, high, int(before.total_seconds()), int(after.total_seconds()))
            )
            before = after
        left = right
    return found


def stay_for(moment, on):
    """Return an arrival and a departure for which a rule names this day."""
    if moment.trigger is Trigger.CHECK_OUT_DAY:
        return on - 3 * ONE_DAY, on
    arrival = on + timedelta(moment.days)
    return arrival, arrival + 3 * ONE_DAY


def by_the_rules(moment, arrival, departure, name):
    """Return the instant of a moment, as payments are planned."""
    return moment_of(moment, arrival, departure, name).at


def wrong(when, change, moments=MOMENTS):
    """Return the instants of rules around one change of clocks that are not as expected."""
    found, days = [], change.days
    for moment in moments:
        for on in days:
            at = when(moment, *stay_for(moment, on), change.zone)
            if at.timestamp() != change.expected(seconds_of(on, moment.at)):
                found.append((change, moment, on, at))
    return found


def all_changes():
    """Return every change of clocks in every zone."""
    return [change for name in NAMES for change in changes(name)]


def test_every_zone_and_change_of_clocks_is_looked_at() -> None:
    """Hundreds of zones, and more than sixteen thousand changes of their clocks."""
    assert len(NAMES) > 500
    assert {"UTC", "Asia/Jakarta", "Pacific/Apia", "Australia/Lord_Howe"} <= {*NAMES}
    assert len(all_changes()) > 16_000
    assert len({change.pattern for change in all_changes()}) > 150
    # Steps are short enough: changes lie further apart than they are long.
    apart = [later.at - earlier.at for name in NAMES for earlier, later in pairwise(changes(name))]
    assert min(apart) > STEP


def one_of_each_pattern():
    """Return one change of clocks of every kind there is."""
    return [*{change.pattern: change for change in all_changes()}.values()]


def test_what_is_expected_is_what_the_clocks_of_the_zone_show() -> None:
    """Read back, it is the wall time itself or, where clocks skip it, as much later as they skip.

    Later days come later, but for the day after one that the calendar lacks.
    """
    for change in one_of_each_pattern():
        clocks, gap = ZoneInfo(change.zone), timedelta(seconds=change.after - change.before)
        for wall in WALLS:
            expected = [change.expected(seconds_of(on, wall)) for on in change.days]
            shown = [datetime.fromtimestamp(at, clocks) for at in expected]
            for on, read in zip(change.days, shown, strict=True):
                local = datetime.combine(on, wall)
                assert read.replace(tzinfo=None) in {local, local + gap}
                assert read.fold == 0
            for (earlier, later), on in zip(pairwise(expected), change.days, strict=False):
                lacks_it = gap >= ONE_DAY and shown[change.days.index(on)].date() != on
                assert later > earlier or (lacks_it and later == earlier)


def wrong_in_turns(turns, turns_again):
    """Return what is wrong around any change of clocks; triggers and times take their turns.

    They take more turns where zones have the same clocks under several names.
    """
    found, known = [], set()
    for name in NAMES:
        clocks = tuple((change.at, change.before, change.after) for change in changes(name))
        taken = turns_again if clocks in known else turns
        known.add(clocks)
        for turn, change in enumerate(changes(name)):
            found += wrong(by_the_rules, change, MOMENTS[turn % taken :: taken])
    return found


def test_a_rule_fires_once_around_every_change_of_clocks() -> None:
    """One instant a day, in every zone."""
    assert wrong_in_turns(20, 20) == []


@pytest.mark.long
def test_many_rules_fire_once_around_every_change_of_clocks() -> None:
    """The same, with more rules around each."""
    assert wrong_in_turns(3, 9) == []


def test_a_rule_of_each_trigger_fires_once_around_each_kind_of_change() -> None:
    """Before the check-in, on its day, and on the day of the check-out."""
    changed = one_of_each_pattern()
    assert [fault for change in changed for fault in wrong(by_the_rules, change)] == []


@pytest.mark.parametrize(
    ("name", "lost"),
    [
        ("Pacific/Kwajalein", date(1993, 8, 21)),
        ("Pacific/Kiritimati", date(1994, 12, 31)),
        ("Pacific/Apia", date(2011, 12, 30)),
        ("Pacific/Fakaofo", date(2011, 12, 30)),
    ],
)
def test_a_day_that_a_calendar_lacks_is_charged_on_the_next(name, lost) -> None:
    """They crossed the date line: the payments of that day come with those of the day after."""
    (change,) = changes(name, lost - 30 * ONE_DAY, lost + 30 * ONE_DAY)
    assert wrong(by_the_rules, change) == []
    for wall in WALLS:
        missing, after = due_on(lost, wall, name), due_on(lost + ONE_DAY, wall, name)
        assert missing.at == after.at
        assert (missing.notes, after.notes) == ((DueNote.CLOCKS_SKIPPED,), ())


# A worker that looks at the clock


def polls(change):
    """Return the instants at which a worker looks, from before to after a change of clocks."""
    first, *_, last = change.days
    start = seconds_of(first - ONE_DAY, time())
    stop = seconds_of(last + 2 * ONE_DAY, time())
    return [datetime.fromtimestamp(at, UTC) for at in range(start, stop, QUARTER)]


def by_instants(moment, change):
    """Return when a worker fires that asks what became due since it last looked."""
    dues = []
    for on in change.days:
        arrival, departure = stay_for(moment, on)
        dues.append((on, moment_of(moment, arrival, departure, change.zone).at))
    looks = polls(change)
    return [(on, now) for last, now in pairwise(looks) for on, at in dues if last < at <= now]


def by_wall_clock(moment, change):
    """Return when a worker fires that compares what clocks show: cron does."""
    clocks, days = ZoneInfo(change.zone), change.days
    looks = [(now, now.astimezone(clocks).replace(tzinfo=None)) for now in polls(change)]
    walls = [(on, datetime.combine(on, moment.at)) for on in days]
    return [(on, now) for now, shown in looks for on, wall in walls if shown == wall]


def misfired(worker, change, moments=MOMENTS):
    """Return what a worker fires too often, never, or at another time."""
    found = []
    for moment in moments:
        fired = worker(moment, change)
        if sorted(on for on, _ in fired) != change.days:
            found.append((change, moment, fired))
        for on, now in fired:
            due = change.expected(seconds_of(on, moment.at))
            if not now.timestamp() - QUARTER < due <= now.timestamp():
                found.append((change, moment, on, now))
    return found


def test_a_worker_that_looks_each_quarter_of_an_hour_fires_once_a_day() -> None:
    """Simulated through days around every kind of change: never twice, never not at all."""
    found = [
        fault
        for turn, change in enumerate(one_of_each_pattern())
        for fault in misfired(by_instants, change, MOMENTS[turn % 3 :: 3])
    ]
    assert found == []


# Planted bugs


def as_if_utc(moment, arrival, departure, _):
    """Forget the zone."""
    on = departure if moment.trigger is Trigger.CHECK_OUT_DAY else arrival - timedelta(moment.days)
    return datetime.combine(on, moment.at, UTC)


def days_as_hours(moment, arrival, departure, name):
    """Count days back as 24 hours each, from the check-in at that time of day."""
    named = attrs.evolve(moment, trigger=Trigger.CHECK_IN_DAY, days=0)
    if moment.trigger is Trigger.CHECK_OUT_DAY:
        return by_the_rules(moment, arrival, departure, name)
    at_check_in = by_the_rules(named, arrival, departure, name)
    return at_check_in - timedelta(hours=24 * moment.days)


def the_second_time(moment, arrival, departure, name):
    """Take the second of two, and go back where clocks go forward."""
    on = as_if_utc(moment, arrival, departure, name).replace(tzinfo=ZoneInfo(name), fold=1)
    return on.astimezone(UTC)


def the_offset_of_midnight(moment, arrival, departure, name):
    """Take the offset of the beginning of the day for all of it."""
    at = as_if_utc(moment, arrival, departure, name).replace(tzinfo=ZoneInfo(name))
    return at.replace(tzinfo=UTC) - at.replace(hour=0, minute=0).utcoffset()


def the_offset_of_now(moment, arrival, departure, name):
    """Take the offset of the day on which the payment was planned."""
    at = as_if_utc(moment, arrival, departure, name)
    return at - (at - timedelta(days=60)).astimezone(ZoneInfo(name)).utcoffset()


PLANTED = (as_if_utc, days_as_hours, the_second_time, the_offset_of_midnight, the_offset_of_now)


@pytest.mark.parametrize("when", PLANTED, ids=lambda when: when.__name__)
@pytest.mark.parametrize("name", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
def test_naive_local_time_is_caught(when, name) -> None:
    """The same checker that finds nothing wrong here finds every planted bug."""
    assert any(wrong(when, change) for change in changes(name))
    assert not any(wrong(by_the_rules, change) for change in changes(name))


@pytest.mark.parametrize("name", ["Europe/Berlin", "America/New_York", "Africa/Cairo"])
def test_a_worker_that_compares_wall_clocks_is_caught(name) -> None:
    """It fires twice when clocks go back, and not at all when they go forward."""
    too_often = {
        len(fired) - len(change.days)
        for change in changes(name)[-2:]
        for moment in MOMENTS
        for fired in [by_wall_clock(moment, change)]
        if misfired(by_wall_clock, change, [moment])
    }
    assert too_often == {-1, 1}


# Every date


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_a_rule_fires_once_on_every_date(name) -> None:
    """Each date of 41 years once, at one time of day after the other."""
    near = {on: change for change in changes(name) for on in change.days}
    clocks, earlier = ZoneInfo(name), None
    for place in range((LAST - FIRST).days + 1):
        on = FIRST + place * ONE_DAY
        wall = WALLS[place % len(WALLS)]
        at, local = due_on(on, wall, name).at, datetime.combine(on, wall)
        if (change := near.get(on)) is None:
            assert at.astimezone(clocks).replace(tzinfo=None) == local
            expected = local.replace(tzinfo=clocks).astimezone(UTC)
            assert at == expected
        else:
            assert at.timestamp() == change.expected(seconds_of(on, wall))
        assert earlier is None or at > earlier or change is not None
        earlier = at
