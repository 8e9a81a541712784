"""The three rules that the seed page gives as examples, with what each one includes."""

import pytest
from tests.payment_rules.conftest import BOOKED, Desk, euro, instant, owed

from axentra_core.payment_rules import (
    ALL_CHANNELS,
    PRESETS,
    ActiveRule,
    AmountKind,
    ChargeOutcome,
    Trigger,
)

# fmt: off
SEED = (
    # preset            trigger                   days  at        due at the property in Berlin
    ("before_arrival",  Trigger.BEFORE_CHECK_IN,  7,    "11:00",  "2026-03-26T11:00+01:00"),
    ("at_check_out",    Trigger.CHECK_OUT_DAY,    0,    "12:00",  "2026-04-05T12:00+02:00"),
    ("at_check_in",     Trigger.CHECK_IN_DAY,     0,    "11:00",  "2026-04-02T11:00+02:00"),
)
# fmt: on


def desk(name):
    """Return a plan by one preset; the rule is a day old."""
    return Desk(ActiveRule(name, PRESETS[name], BOOKED))


def test_the_presets_are_the_examples_of_the_seed() -> None:
    """No more and no fewer, each for every channel and the whole balance."""
    assert list(PRESETS) == [row[0] for row in SEED]
    for preset in PRESETS.values():
        assert preset.channels == ALL_CHANNELS
        assert [one.share.kind for one in preset.steps] == [AmountKind.OUTSTANDING]
        assert (preset.surcharge, preset.card_kinds, preset.rate_plans) == (None, (), ())


@pytest.mark.parametrize(("name", "trigger", "days", "wall", "due"), SEED)
def test_a_preset_charges_when_the_seed_says(name, trigger, days, wall, due) -> None:
    """Seven days before, on the day of the check-out or of the check-in, at 11:00 or 12:00."""
    (only,) = PRESETS[name].steps
    moment = only.when
    assert (moment.trigger, moment.days, moment.at.isoformat("minutes")) == (trigger, days, wall)
    assert desk(name).payment().due.at == instant(due)


@pytest.mark.parametrize(
    ("name", "owed_then"),
    [
        # Booked for 400.00; another night and a changed room make it 520.00 ten days before.
        ("before_arrival", "520.00"),
        # An airport transfer for 35.00, booked after the booking and before the check-in.
        ("at_check_in", "435.00"),
        # Minibar and dinner during the stay.
        ("at_check_out", "468.50"),
    ],
)
def test_a_preset_includes_what_is_owed_at_its_moment(name, owed_then) -> None:
    """Changes and extras are in the amount, because it is read when it is charged."""
    plan = desk(name)
    plan.figures = owed(owed_then, owed_then)
    plan.charge()
    assert plan.payment().charged == euro(owed_then).amount


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_takes_off_what_was_paid_before(name) -> None:
    """A deposit of 100.00 and 50.00 that are being paid now are not charged again."""
    plan = desk(name)
    plan.figures = owed("300.00", "400.00", in_flight="50.00")
    plan.charge()
    assert plan.payment().charged == 250


def test_three_presets_charge_a_stay_once() -> None:
    """The first takes all that is owed; the others find what has come since, or nothing."""
    plan = Desk(*(ActiveRule(name, preset, BOOKED) for name, preset in PRESETS.items()))
    assert [one.rule for one in plan.plan.payments] == [
        "before_arrival",
        "at_check_in",
        "at_check_out",
    ]
    plan.charge(1)
    plan.figures = owed("0", "400.00")
    plan.until_due(2).claim(2)
    plan.figures = owed("68.50", "468.50")
    plan.charge(3, ChargeOutcome.APPROVED)
    assert plan.statuses() == ["charged", "skipped", "charged"]
    assert plan.plan.charged == euro("468.50").amount
