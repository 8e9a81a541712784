"""When a payment is due: clocks, late bookings, virtual cards."""

from datetime import date, time, timedelta
from decimal import Decimal

import attrs
import pytest
from tests.payment_rules.conftest import (
    ARRIVAL,
    AT_CHECK_IN,
    AT_CHECK_OUT,
    BOOKED,
    DEPARTURE,
    ELEVEN,
    OWN,
    POLICY,
    REST,
    STAY,
    ZONE,
    Desk,
    before,
    instant,
    rule,
    step,
    virtual,
)

from axentra_core.kernel.errors import InvalidInput
from axentra_core.payment_rules import (
    AmountKind,
    DueNote,
    LatePolicy,
    Moment,
    PaymentRulesSettings,
    Planner,
    Share,
    Trigger,
    active_from,
    day_of,
    due_of,
    due_on,
    moment_of,
    not_before,
    noted,
)

SKIPPED, REPEATED = (DueNote.CLOCKS_SKIPPED,), (DueNote.CLOCKS_REPEATED,)

# Measured; the times are those that clocks on the wall show.
# fmt: off
CLOCKS = (
    # zone                    day           wall     due                          notes
    ("Europe/Berlin",        "2026-03-29", "02:30", "2026-03-29T03:30+02:00",     SKIPPED),
    ("America/New_York",     "2026-03-08", "02:30", "2026-03-08T03:30-04:00",     SKIPPED),
    ("Australia/Lord_Howe",  "2026-10-04", "02:15", "2026-10-04T02:45+11:00",     SKIPPED),
    ("Africa/Cairo",         "2026-04-24", "00:00", "2026-04-24T01:00+03:00",     SKIPPED),
    ("Asia/Beirut",          "2026-03-29", "00:00", "2026-03-29T01:00+03:00",     SKIPPED),
    ("America/Havana",       "2026-03-08", "00:00", "2026-03-08T01:00-04:00",     SKIPPED),
    ("America/Santiago",     "2026-09-06", "00:00", "2026-09-06T01:00-03:00",     SKIPPED),
    ("Pacific/Apia",         "2011-12-30", "11:00", "2011-12-31T11:00+14:00",     SKIPPED),
    ("Europe/Berlin",        "2026-10-25", "02:30", "2026-10-25T02:30+02:00",     REPEATED),
    ("Europe/Berlin",        "2026-03-26", "11:00", "2026-03-26T11:00+01:00",     ()),
    ("Asia/Jakarta",         "2026-03-29", "02:30", "2026-03-29T02:30+07:00",     ()),
)
# fmt: on


@pytest.mark.parametrize(("name", "day", "wall", "due", "notes"), CLOCKS)
def test_a_wall_time_is_one_instant(name, day, wall, due, notes) -> None:
    """Skipped, it goes forward with the clocks; repeated, the first is meant; and it says so."""
    found = due_on(date.fromisoformat(day), time.fromisoformat(wall), name)
    assert (found.at, found.notes) == (instant(due), notes)
    assert (found.on.isoformat(), found.wall.isoformat("minutes"), found.zone) == (day, wall, name)


@pytest.mark.parametrize(
    ("name", "day", "wall", "utc"),
    [
        ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:30Z"),
        ("America/New_York", "2026-03-08", "02:30", "2026-03-08T07:30Z"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:45Z"),
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30Z"),
    ],
)
def test_what_is_kept_is_the_instant_in_utc(name, day, wall, utc) -> None:
    """Two wall times of one zone compare as if clocks had not changed; instants do not."""
    found = due_on(date.fromisoformat(day), time.fromisoformat(wall), name)
    assert found.at.isoformat(timespec="minutes").replace("+00:00", "Z") == utc


def test_days_are_counted_on_the_calendar_and_not_as_hours() -> None:
    """Seven days before 2 April at 11:00 is 26 March at 11:00, though clocks have changed since."""
    due = moment_of(before(7), ARRIVAL, DEPARTURE, "Europe/Berlin")
    assert due.at == instant("2026-03-26T11:00+01:00")
    as_hours = due_on(ARRIVAL, ELEVEN, "Europe/Berlin").at - timedelta(hours=7 * 24)
    assert as_hours == instant("2026-03-26T10:00+01:00")


@pytest.mark.parametrize(
    ("moment", "on"),
    [
        (before(1), "2026-04-01"),
        (before(365), "2025-04-02"),
        (AT_CHECK_IN, "2026-04-02"),
        (AT_CHECK_OUT, "2026-04-05"),
    ],
)
def test_a_trigger_names_a_day(moment, on) -> None:
    """Counted from the check-in, or the day of the check-in or of the check-out itself."""
    assert day_of(moment, ARRIVAL, DEPARTURE).isoformat() == on


@pytest.mark.parametrize("name", ["Mars/Olympus", "CET", "europe berlin", ""])
def test_a_zone_is_one_that_is_known(name) -> None:
    """Nothing is charged by guessed clocks."""
    with pytest.raises(InvalidInput) as caught:
        moment_of(AT_CHECK_IN, ARRIVAL, DEPARTURE, name)
    assert caught.value.faults[0].code == "zone.unknown"


def test_a_day_out_of_every_calendar_is_refused() -> None:
    """A year before the first day that is possible."""
    with pytest.raises(InvalidInput) as caught:
        moment_of(before(365), date(1900, 3, 1), date(1900, 3, 2), ZONE)
    assert caught.value.faults[0].code == "date.out_of_range"


def test_a_note_stands_once_and_a_moment_is_only_put_off() -> None:
    """Small helpers with one promise each."""
    due = due_on(ARRIVAL, ELEVEN, ZONE)
    settled = not_before(due, due.at + timedelta(hours=6), DueNote.SETTLING)
    assert (settled.at - due.at, settled.notes) == (timedelta(hours=6), (DueNote.SETTLING,))
    assert not_before(due, due.at - timedelta(hours=6), DueNote.SETTLING) is due
    assert noted(settled, DueNote.SETTLING) is settled


# Virtual cards

EARLY, LATE = "2026-03-20T08:00Z", "2026-04-03T08:00Z"
FROM_EARLY, FROM_LATE = {"active_from": instant(EARLY)}, {"active_from": instant(LATE)}
NOT_YET, ASSUMED = DueNote.CARD_ACTIVE_LATER, DueNote.ACTIVATION_ASSUMED


def on(month, day):
    """Return that a card is active from a day."""
    return {"active_on": date(2026, month, day)}


# fmt: off
ACTIVATION = (
    # moment       activation  due                        notes
    (before(7),     FROM_EARLY, "2026-03-26T11:00+01:00",  ()),
    (before(7),     FROM_LATE,  LATE,                      (NOT_YET,)),
    (before(7),     on(3, 20),  "2026-03-26T11:00+01:00",  ()),
    (before(7),     on(3, 26),  "2026-03-26T11:00+01:00",  ()),
    (before(7),     on(4, 3),   "2026-04-03T11:00+02:00",  (NOT_YET,)),
    (before(7),     {},         "2026-04-02T11:00+02:00",  (ASSUMED, NOT_YET)),
    (AT_CHECK_IN,   on(4, 2),   "2026-04-02T11:00+02:00",  ()),
    (AT_CHECK_IN,   on(4, 3),   "2026-04-03T11:00+02:00",  (NOT_YET,)),
    (AT_CHECK_IN,   {},         "2026-04-02T11:00+02:00",  (ASSUMED,)),
    (AT_CHECK_OUT,  on(4, 3),   "2026-04-05T12:00+02:00",  ()),
    (AT_CHECK_OUT,  on(4, 6),   "2026-04-06T12:00+02:00",  (NOT_YET,)),
    (AT_CHECK_OUT,  {},         "2026-04-05T12:00+02:00",  (ASSUMED,)),
)
# fmt: on


@pytest.mark.parametrize(
    ("moment", "facts", "due", "notes"),
    ACTIVATION,
    ids=[str(place) for place in range(len(ACTIVATION))],
)
def test_a_virtual_card_is_charged_on_or_after_its_activation(moment, facts, due, notes) -> None:
    """The later of the rule's moment and the activation; a day means the rule's time of day."""
    card = virtual(**facts)
    found = due_of([step(moment)], STAY, card, ZONE)
    assert (found.at, found.notes) == (instant(due), notes)
    assert found.at >= active_from(card, STAY, moment.at, ZONE).at


def test_a_rule_never_pulls_a_virtual_card_before_its_activation() -> None:
    """However early its own moment is, and however many steps it has."""
    steps = [step(before(days), Share(AmountKind.FIRST_NIGHT)) for days in (300, 30)]
    found = due_of([*steps, step(AT_CHECK_OUT, REST)], STAY, virtual(active_on=ARRIVAL), ZONE)
    assert found.at == instant("2026-04-02T11:00+02:00")


def test_a_virtual_card_is_charged_once_for_all_steps() -> None:
    """On the first of them, when it is active by then."""
    steps = (step(before(7), Share(AmountKind.FIRST_NIGHT)), step(AT_CHECK_OUT, REST))
    card = virtual(active_on=BOOKED.date())
    (planned,) = Planner([rule("R1", *steps)], POLICY, ZONE).plan(STAY, card, BOOKED)
    assert (planned.places, planned.due.at) == ((1, 2), instant("2026-03-26T11:00+01:00"))
    own = Planner([rule("R1", *steps)], POLICY, ZONE).plan(STAY, OWN, BOOKED)
    assert [one.places for one in own] == [(1,), (2,)]


# Late bookings

THIRD = Share(AmountKind.PERCENT, rate=Decimal("0.3"))
STEPS = (step(before(30), THIRD), step(before(7), THIRD), step(AT_CHECK_OUT, REST))
MINUTE = timedelta(minutes=1)


def planned_at(text, policy=POLICY, steps=STEPS, card=OWN):
    """Return which steps are charged together when, for a booking at an instant."""
    found = Planner([rule("R1", *steps)], policy, ZONE).plan(STAY, card, instant(text))
    return [(one.places, one.due.at, one.due.notes) for one in found]


SECOND, THIRD_STEP = instant("2026-03-26T11:00+01:00"), instant("2026-04-05T12:00+02:00")
LATER = DueNote.ALREADY_OVER


def test_a_booking_in_time_is_charged_step_by_step() -> None:
    """Nothing is late, and each step has its own payment."""
    first = instant("2026-03-03T11:00+01:00")
    assert planned_at("2026-03-03T09:59Z") == [
        ((1,), first, ()),
        ((2,), SECOND, ()),
        ((3,), THIRD_STEP, ()),
    ]


def test_one_step_that_is_over_is_due_at_once() -> None:
    """It keeps the moment that the rule names, and says that it is late."""
    first = instant("2026-03-03T11:00+01:00")
    assert planned_at("2026-03-03T10:00Z")[0] == ((1,), first, (LATER,))


def test_several_steps_that_are_over_are_one_charge() -> None:
    """Booked three days before, the guest pays both parts together, once."""
    assert planned_at("2026-03-30T10:00Z") == [
        ((1, 2), SECOND, (LATER, DueNote.STEPS_TOGETHER)),
        ((3,), THIRD_STEP, ()),
    ]
    assert planned_at("2026-04-05T18:00Z") == [
        ((1, 2, 3), THIRD_STEP, (LATER, DueNote.STEPS_TOGETHER)),
    ]


def test_somebody_can_intervene_before_the_first_charge() -> None:
    """Six hours pass between the booking and whatever would be due before that."""
    policy = PaymentRulesSettings(settle_minutes=360)
    ready = instant("2026-03-26T14:30Z")
    settling = DueNote.SETTLING
    late = planned_at("2026-03-26T08:30Z", policy)
    assert late[0] == ((1,), ready, (LATER, settling))
    assert late[1] == ((2,), ready, (settling,))
    assert late[2] == ((3,), THIRD_STEP, ())
    assert planned_at("2026-03-26T04:00Z", policy)[1] == ((2,), SECOND, ())


@pytest.mark.parametrize(
    ("late", "status", "reason"),
    [
        (LatePolicy.CHARGE_NOW, "scheduled", None),
        (LatePolicy.MANUAL, "attention", "booked_too_late"),
        (LatePolicy.SKIP, "cancelled", "booked_too_late"),
    ],
)
def test_a_property_says_what_becomes_of_what_is_late(late, status, reason) -> None:
    """Charged at once, left to a person, or not charged; what is in time is not touched."""
    policy = PaymentRulesSettings(late=late)
    plan = Desk(rule("R1", *STEPS), policy=policy, now=instant("2026-03-30T10:00Z"))
    assert plan.statuses() == [status, "scheduled"]
    assert plan.payment(1).reason == reason


def test_a_virtual_card_is_late_when_it_was_active_before() -> None:
    """And in time as long as it is not."""
    active = virtual(active_on=date(2026, 3, 20))
    assert planned_at("2026-03-30T10:00Z", card=active) == [
        ((1, 2, 3), instant("2026-03-20T11:00+01:00"), (NOT_YET, LATER)),
    ]
    not_active = virtual(active_on=date(2026, 4, 3))
    assert planned_at("2026-03-30T10:00Z", card=not_active) == [
        ((1, 2, 3), instant("2026-04-03T11:00+02:00"), (NOT_YET,)),
    ]


def test_several_rules_come_in_the_order_in_which_they_charge() -> None:
    """By instant; at one moment the older rule first, then the one with the smaller id."""
    younger = rule("R1", drafted_at=BOOKED - timedelta(days=1))
    older, twin = rule("R3"), rule("R2")
    at_check_in = rule("R0", step(AT_CHECK_IN))
    for rules in ([younger, older, twin, at_check_in], [at_check_in, twin, older, younger]):
        found = Planner(rules, POLICY, ZONE).plan(STAY, OWN, BOOKED)
        assert [one.rule.id for one in found] == ["R2", "R3", "R1", "R0"]


def test_a_schedule_is_the_same_whenever_it_is_asked_for() -> None:
    """It follows from rules, reservation, card and instant alone."""
    rules = [rule("R1", *STEPS), rule("R2", step(Moment(Trigger.CHECK_IN_DAY, time(2, 30))))]
    first = Planner(rules, POLICY, ZONE).plan(STAY, OWN, BOOKED)
    assert first == Planner(reversed(rules), POLICY, ZONE).plan(attrs.evolve(STAY), OWN, BOOKED)
