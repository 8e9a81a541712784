"""What a rule would do, before anybody activates it for good."""

import time as clock
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import attrs
import pytest

from axentra_core.kernel.actor import SYSTEM, Context
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.kernel.rounding import Rounding, RoundingMode
from axentra_core.payment_rules import (
    AGGREGATES,
    AT_CHECK_IN,
    BEFORE_ARRIVAL,
    ActiveRule,
    AmountKind,
    Candidate,
    CardFacts,
    CardKind,
    ClaimPayment,
    DueNote,
    ExcessPolicy,
    Figures,
    GuestCard,
    LatePolicy,
    Mismatch,
    Moment,
    OpenPlan,
    PaymentClaimed,
    PaymentRulesSettings,
    PlannedStatus,
    PreviewTotal,
    Reason,
    ReservationFacts,
    RuleTerms,
    Share,
    Step,
    Surcharge,
    Trigger,
    preview,
)

PLANS = AGGREGATES[2]
ZONE = "Asia/Jakarta"
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
POLICY = PaymentRulesSettings(country="ID")
STAY = ReservationFacts("booking_com", date(2026, 12, 10), date(2026, 12, 13), "EUR")
OWN = CardFacts(CardKind.STANDARD, "tok", "visa", "4242", date(2027, 5, 31), is_validated=True)
VIRTUAL = CardFacts(
    CardKind.VIRTUAL,
    "tok",
    "visa",
    "1111",
    balance=money(300, "EUR"),
    active_on=date(2026, 12, 11),
)
RULE = ActiveRule("R1", BEFORE_ARRIVAL, NOW)
OTHER = ActiveRule("R2", attrs.evolve(BEFORE_ARRIVAL, name="Other"), NOW)
TWO = RuleTerms(
    "Two",
    ("booking_com",),
    (
        Step(
            Moment(Trigger.BEFORE_CHECK_IN, time(11), days=7),
            Share(AmountKind.PERCENT, rate=Decimal("0.3")),
        ),
        Step(Moment(Trigger.CHECK_IN_DAY, time(11)), Share(AmountKind.REMAINDER)),
    ),
)


def costs(outstanding=300, whole=None, currency="EUR"):
    """Return what a reservation costs."""
    amounts = (outstanding if whole is None else whole, outstanding, 0, 100)
    return Figures(*(money(each, currency) for each in amounts))


def one(number=1, card=OWN, stay=STAY, figures=None, came=None):
    """Return a reservation to try a rule on."""
    return Candidate(f"S{number}", stay, card, figures or costs(), came)


def seen(*candidates, rule=RULE, others=(), policy=POLICY, **more):
    """Return what a rule would do."""
    return preview(rule, candidates, others, policy, ZONE, NOW, **more)


def test_what_would_be_charged_is_listed_and_added_up() -> None:
    """Each reservation with its moment and its amount, and the sum of all in each currency."""
    rupiah = attrs.evolve(STAY, currency="IDR")
    found = seen(
        one(1), one(2, figures=costs(120)), one(3, stay=rupiah, figures=costs(9, currency="IDR"))
    )
    assert [(each.reservation, each.amount, each.status) for each in found.payments] == [
        ("S1", 300, PlannedStatus.SCHEDULED),
        ("S2", 120, PlannedStatus.SCHEDULED),
        ("S3", 9, PlannedStatus.SCHEDULED),
    ]
    assert found.payments[0].due.at == datetime(2026, 12, 3, 4, tzinfo=UTC)
    assert found.totals == (
        PreviewTotal("EUR", 2, Decimal(420), Decimal(0)),
        PreviewTotal("IDR", 1, Decimal(9), Decimal(0)),
    )
    assert (found.reservations, found.matched) == (3, 3)
    assert (found.rule, found.fingerprint) == ("R1", BEFORE_ARRIVAL.fingerprint)


def test_a_step_does_not_take_what_the_one_before_has_taken() -> None:
    """Thirty percent and the remainder are all of it, once."""
    found = seen(one(), rule=ActiveRule("R1", TWO, NOW))
    assert [each.amount for each in found.payments] == [90, 210]
    assert found.totals == (PreviewTotal("EUR", 2, Decimal(300), Decimal(0)),)


def test_an_amount_is_rounded_as_the_bill_is() -> None:
    """A bill in whole units previews whole units."""
    terms = attrs.evolve(TWO, steps=TWO.steps[:1], surcharge=Surcharge("FEE", rate=Decimal("0.01")))
    rule, candidate = ActiveRule("R1", terms, NOW), one(figures=costs("99.99"))
    (exact,) = seen(candidate, rule=rule).payments
    assert (exact.amount, exact.surcharge_net) == (Decimal("30.00"), Decimal("0.30"))
    whole = {"EUR": Rounding(Decimal(1), RoundingMode.DOWN)}
    (coarse,) = seen(candidate, rule=rule, roundings=whole).payments
    assert (coarse.amount, coarse.surcharge_net) == (Decimal(29), Decimal(0))


def test_another_rule_at_the_same_moment_is_named() -> None:
    """Reservation by reservation: an overlap of terms that touches nobody is none."""
    late = ActiveRule("R3", AT_CHECK_IN, NOW)
    agoda = ActiveRule("R4", attrs.evolve(BEFORE_ARRIVAL, channels=("agoda",)), NOW)
    found = seen(one(), others=(RULE, OTHER, late, agoda))
    assert [each.overlaps for each in found.overlapping] == [("R2",)]
    assert seen(one(), others=(late, agoda)).overlapping == ()


BLOCKED, ATTENTION = PlannedStatus.BLOCKED, PlannedStatus.ATTENTION


@pytest.mark.parametrize(
    ("card", "status", "reason"),
    [
        (attrs.evolve(OWN, is_validated=False), BLOCKED, Reason.CARD_NOT_VALIDATED),
        (attrs.evolve(OWN, is_chargeable=False), BLOCKED, Reason.CARD_NOT_CHARGEABLE),
        (attrs.evolve(OWN, valid_through=date(2026, 12, 2)), ATTENTION, Reason.CARD_EXPIRED),
        (attrs.evolve(VIRTUAL, balance=None), ATTENTION, Reason.BALANCE_UNKNOWN),
        (
            attrs.evolve(VIRTUAL, balance=money(301, "EUR")),
            ATTENTION,
            Reason.BALANCE_TOO_HIGH,
        ),
        (
            attrs.evolve(VIRTUAL, balance=money(1, "DKK")),
            ATTENTION,
            Reason.CURRENCY_MISMATCH,
        ),
    ],
)
def test_what_cannot_be_charged_is_found(card, status, reason) -> None:
    """What would wait for a person is known before the rule is active."""
    found = seen(one(card=card))
    assert [(each.status, each.reason) for each in found.impossible] == [(status, reason)]
    assert found.totals == ()


def test_the_policies_of_the_property_count() -> None:
    """A balance above what is owed may be charged where the property allows it."""
    card = attrs.evolve(VIRTUAL, balance=money(301, "EUR"))
    policy = attrs.evolve(POLICY, excess=ExcessPolicy.ALLOW)
    (found,) = seen(one(card=card), policy=policy).payments
    assert (found.status, found.amount) == (PlannedStatus.SCHEDULED, 301)


def test_a_card_that_is_active_later_moves_the_payment() -> None:
    """Seven days before the arrival a virtual card of the seed's channels is often not active."""
    found = seen(one(card=VIRTUAL), one(2))
    assert [each.reservation for each in found.moved] == ["S1"]
    assert found.moved[0].due.on == date(2026, 12, 11)
    assert found.moved[0].amount == 300


def test_nothing_owed_is_skipped() -> None:
    """A guest who has paid is not charged, and is not an impossible case."""
    found = seen(one(figures=costs(0, 300)))
    assert [(each.status, each.reason) for each in found.payments] == [
        (PlannedStatus.SKIPPED, Reason.NOTHING_DUE)
    ]
    assert (found.impossible, found.totals) == ((), ())


@pytest.mark.parametrize(
    ("policy", "status"),
    [
        (LatePolicy.CHARGE_NOW, PlannedStatus.SCHEDULED),
        (LatePolicy.MANUAL, PlannedStatus.ATTENTION),
        (LatePolicy.SKIP, PlannedStatus.CANCELLED),
    ],
)
def test_a_late_booking_follows_the_policy(policy, status) -> None:
    """A reservation whose moment is over would be charged at once, looked at, or left alone."""
    soon = attrs.evolve(STAY, arrival=date(2026, 11, 25), departure=date(2026, 11, 26))
    (found,) = seen(one(stay=soon), policy=attrs.evolve(POLICY, late=policy)).payments
    assert found.status is status
    assert DueNote.ALREADY_OVER in found.due.notes


def test_past_reservations_are_tried_as_they_came() -> None:
    """A rule is tried on last year's guests: none is late who came in time, none expired since."""
    stay = attrs.evolve(STAY, arrival=date(2025, 12, 10), departure=date(2025, 12, 13))
    card = attrs.evolve(OWN, valid_through=date(2025, 12, 31))
    came = datetime(2025, 11, 1, tzinfo=UTC)
    (found,) = seen(one(stay=stay, card=card, came=came)).payments
    assert (found.status, found.due.notes) == (PlannedStatus.SCHEDULED, ())
    (late,) = seen(one(stay=stay, card=card)).payments
    assert late.reason in {Reason.WINDOW_PASSED, Reason.CARD_EXPIRED}


def test_what_is_not_matched_is_counted_by_reason() -> None:
    """Whoever expected more reservations sees why there are fewer."""
    terms = attrs.evolve(BEFORE_ARRIVAL, channels=("booking_com",), fewest_nights=4)
    agoda = attrs.evolve(STAY, channel="agoda")
    found = seen(one(1), one(2, stay=agoda), rule=ActiveRule("R1", terms, NOW))
    assert found.unmatched == {Mismatch.CHANNEL: 1, Mismatch.NIGHTS: 2}
    assert (found.reservations, found.matched, found.payments) == (2, 0, ())


def test_a_preview_agrees_with_what_happens() -> None:
    """The same reservation, planned and claimed, is charged at that moment with that amount."""
    rule = ActiveRule("R1", TWO, NOW)
    (first, _) = seen(one(), rule=rule).payments
    command = OpenPlan("S1", STAY, "C1", OWN, (rule,), ZONE, POLICY)
    plan = PLANS.replay(PLANS.decide(None, command, Context(NOW, NOW.date(), SYSTEM)))
    assert plan.payments[0].due == first.due
    claim = ClaimPayment(
        "S1", 1, costs(), GuestCard("C1", OWN), Rounding.to_digits(2), ZONE, POLICY
    )
    at = first.due.at
    (claimed,) = PLANS.decide(plan, claim, Context(at, at.date(), SYSTEM))
    assert isinstance(claimed, PaymentClaimed)
    assert claimed.amount == first.amount


def test_a_candidate_is_looked_at() -> None:
    """What comes from outside is checked field by field."""
    with pytest.raises(InvalidInput) as caught:
        Candidate("S1", STAY, OWN, None, datetime(2026, 1, 1))  # noqa: DTZ001 - the mistake
    assert {fault.path for fault in caught.value.faults} == {"figures", "came"}


def test_ten_times_the_reservations_take_ten_times_as_long() -> None:
    """Each reservation is looked at once, whatever the others are."""

    def took(count):
        days = [timedelta(each % 300) for each in range(count)]
        stays = [
            attrs.evolve(STAY, arrival=STAY.arrival + day, departure=STAY.departure + day)
            for day in days
        ]
        candidates = [one(number, stay=stay) for number, stay in enumerate(stays)]
        begin = clock.process_time()
        assert len(seen(*candidates, others=(OTHER,)).payments) == count
        return clock.process_time() - begin

    took(300)
    assert took(2000) < 30 * max(took(200), 0.001)
