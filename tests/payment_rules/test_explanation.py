"""What is told of a payment, and why a rule has none."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import attrs
import pytest

from axentra_core.kernel.actor import SYSTEM, Context
from axentra_core.kernel.errors import NotFound
from axentra_core.kernel.money import money
from axentra_core.kernel.rounding import Rounding
from axentra_core.payment_rules import (
    AGGREGATES,
    AT_CHECK_IN,
    BEFORE_ARRIVAL,
    ActiveRule,
    AmountKind,
    CameBefore,
    CancelPlan,
    CardFacts,
    CardKind,
    CardReleased,
    ChargeOutcome,
    ClaimPayment,
    DueNote,
    Figures,
    FindingKind,
    GuestCard,
    HasPayment,
    Mismatch,
    Moment,
    NotExpected,
    OpenPlan,
    PaymentRule,
    PaymentRulesSettings,
    PlannedStatus,
    PlanStatus,
    Reason,
    RecordCharge,
    ReservationFacts,
    RuleNotActive,
    RuleStatus,
    RuleTerms,
    Share,
    Step,
    Surcharge,
    Trigger,
    Unmet,
    explain,
    why_not,
    why_not_sentence,
)
from axentra_core.payment_rules.wording import OUTCOMES, REASONS

_, CARDS, PLANS = AGGREGATES
ZONE = "Asia/Jakarta"
RUPIAH = Rounding.to_digits(0)
BOOKED = datetime(2026, 11, 22, 3, tzinfo=UTC)
DUE = datetime(2026, 12, 3, 4, tzinfo=UTC)
POLICY = PaymentRulesSettings(country="ID")
STAY = ReservationFacts("booking_com", date(2026, 12, 10), date(2026, 12, 13), "IDR")
OWN = CardFacts(
    CardKind.STANDARD, "tok_1", "visa", "4242", valid_through=date(2027, 5, 31), is_validated=True
)
VIRTUAL = CardFacts(
    CardKind.VIRTUAL,
    "tok_2",
    "mastercard",
    "1111",
    balance=money(2_000_000, "IDR", digits=0),
    active_on=date(2026, 12, 11),
)
RULE = ActiveRule("R1", BEFORE_ARRIVAL, BOOKED - timedelta(9))
OTHER = ActiveRule("R2", AT_CHECK_IN, BOOKED - timedelta(8))


def at(now):
    """Return the context of an instant."""
    return Context(now, now.date(), SYSTEM)


def figures(outstanding=3_000_000, whole=3_000_000):
    """Return what a reservation costs."""
    return Figures(*(money(each, "IDR", digits=0) for each in (whole, outstanding, 0, 1_000_000)))


def opened(facts=OWN, rules=(RULE, OTHER), stay=STAY, policy=POLICY, now=BOOKED):
    """Return the plan of a reservation."""
    command = OpenPlan("S1", stay, "C1", facts, tuple(rules), ZONE, policy)
    return after(None, command, now=now)


def after(plan, *commands, now=DUE):
    """Return a plan after some commands."""
    for command in commands:
        for event in PLANS.decide(plan, command, at(now)):
            plan = PLANS.evolve(plan, event)
    return plan


def claim(facts=OWN, number=1, surcharge=None, **costs):
    """Return the command that freezes a charge."""
    card = GuestCard("C1", facts)
    return ClaimPayment("S1", number, figures(**costs), card, RUPIAH, ZONE, POLICY, surcharge)


def answer(outcome, number=1, captured=None, attempt=1):
    """Return the command that records an answer."""
    return RecordCharge("S1", number, attempt, outcome, ZONE, POLICY, captured)


# --- explain ---


def test_a_payment_that_waits_says_how_it_came_about() -> None:
    """Rule, conditions, day, wall time, zone and instant stand in one order."""
    told = explain(opened(), 1, now=BOOKED, rule=RULE)
    assert [one.kind for one in told.findings] == [
        FindingKind.RULE,
        *[FindingKind.CONDITION] * 4,
        FindingKind.STEP,
        FindingKind.NAMED,
        FindingKind.DUE,
        FindingKind.STATUS,
        FindingKind.NOT_YET,
    ]
    assert told.sentences == (
        "payment 1 of reservation S1 was planned by rule R1, whose terms have the fingerprint "
        + BEFORE_ARRIVAL.fingerprint,
        (
            "the channel of the reservation is booking_com, and the rule takes front_desk, "
            "direct_booking, booking_com, agoda, expedia, hotelbeds, channels_plus"
        ),
        "the kind of card of the reservation is standard, and the rule takes any",
        "the rate plan of the reservation is none, and the rule takes any",
        "the number of nights of the reservation is 3, and the rule takes 0 to 366",
        "step 1 of it charges all that is owed then 7 days before the check-in at 11:00",
        "step 1 names 2026-12-03 at 11:00 in Asia/Jakarta, which is 2026-12-03 04:00 UTC",
        "it is due on 2026-12-03 at 11:00 in Asia/Jakarta: at 2026-12-03 04:00 UTC",
        "it is scheduled",
        "it is 2026-11-22 03:00 UTC now, so it is not charged yet",
    )


def test_another_rule_says_nothing_of_the_conditions() -> None:
    """What a rule of other terms takes is not what this payment came from."""
    assert explain(opened(), 1, rule=OTHER).of(FindingKind.CONDITION) == ()
    assert explain(opened(), 1).of(FindingKind.CONDITION) == ()


def test_what_moved_a_payment_is_said() -> None:
    """A virtual card that is active later says so, beside the moment that the rule names."""
    told = explain(opened(VIRTUAL), 1)
    (named,) = told.of(FindingKind.NAMED)
    (due,) = told.of(FindingKind.DUE)
    assert (named.values["on"], due.values["on"]) == (date(2026, 12, 3), date(2026, 12, 11))
    assert told.of(FindingKind.CARD_ACTIVE_LATER)


def test_an_assumed_activation_is_said() -> None:
    """Nobody has told when the card is active: the day of the check-in is a guess, and says so."""
    told = explain(opened(attrs.evolve(VIRTUAL, active_on=None)), 1)
    assert told.of(FindingKind.ACTIVATION_ASSUMED)
    assert told.of(FindingKind.CARD_ACTIVE_LATER)


def test_clocks_are_said() -> None:
    """A time that clocks skip is said with what they do to it."""
    early = RuleTerms("Early", ("agoda",), (Step(Moment(Trigger.CHECK_IN_DAY, time(2, 30))),))
    stay = ReservationFacts("agoda", date(2026, 3, 29), date(2026, 3, 30), "EUR")
    command = OpenPlan(
        "S1",
        stay,
        "C1",
        OWN,
        (ActiveRule("R1", early, BOOKED),),
        "Europe/Berlin",
        PaymentRulesSettings(),
    )
    plan = after(None, command, now=datetime(2026, 1, 1, tzinfo=UTC))
    told = explain(plan, 1)
    assert told.of(FindingKind.CLOCKS_SKIPPED)
    assert told.of(FindingKind.DUE)[0].values["at"] == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_steps_that_were_over_are_said_as_one() -> None:
    """A late booking is charged at once, and says which steps are charged together."""
    steps = (
        Step(
            Moment(Trigger.BEFORE_CHECK_IN, time(11), days=30),
            Share(AmountKind.PERCENT, rate=Decimal("0.3")),
        ),
        Step(Moment(Trigger.BEFORE_CHECK_IN, time(11), days=20), Share(AmountKind.REMAINDER)),
    )
    rule = ActiveRule("R1", RuleTerms("Two", ("booking_com",), steps), BOOKED)
    told = explain(opened(rules=(rule,)), 1)
    assert told.of(FindingKind.ALREADY_OVER)
    assert told.of(FindingKind.STEPS_TOGETHER)
    assert [one.sentence for one in told.of(FindingKind.STEP)] == [
        "step 1 of it charges 30 % of the whole price then 30 days before the check-in at 11:00",
        (
            "step 2 of it charges all that the steps before have left 20 days before the check-in "
            "at 11:00"
        ),
    ]


def test_a_charge_says_its_numbers() -> None:
    """Wanted, asked, captured and the surcharge beside it are told with the currency."""
    terms = attrs.evolve(BEFORE_ARRIVAL, surcharge=Surcharge("CARD_FEE", rate=Decimal("0.02")))
    plan = after(
        opened(rules=(ActiveRule("R1", terms, BOOKED),)),
        claim(surcharge=money(66_000, "IDR", digits=0)),
        answer(ChargeOutcome.APPROVED),
    )
    told = explain(plan, 1)
    sentences = "\n".join(told.sentences)
    assert "try 1 at 2026-12-03 04:00 UTC: its steps came to 3000000 IDR" in sentences
    assert "a surcharge of 66000 IDR came beside it, 60000 before tax" in sentences
    assert "3066000 IDR was asked of card C1 as a1:S1:1:1" in sentences
    assert "the answer: approved; 3066000 IDR was taken" in sentences
    assert told.sentences[-1] == "of 3000000 IDR, 3000000 was charged"
    assert told.of(FindingKind.NAMED) == ()


def test_what_is_not_owed_any_more_is_said() -> None:
    """A fixed amount is capped by what is owed, and the rest is skipped."""
    share = Share(AmountKind.FIXED, amount=money(5_000_000, "IDR", digits=0))
    terms = attrs.evolve(
        BEFORE_ARRIVAL, steps=(attrs.evolve(BEFORE_ARRIVAL.steps[0], share=share),)
    )
    plan = after(
        opened(rules=(ActiveRule("R1", terms, BOOKED),)), claim(), answer(ChargeOutcome.APPROVED)
    )
    told = explain(plan, 1)
    assert told.of(FindingKind.NOT_OWED)[0].values["skipped"] == 2_000_000
    assert told.sentences[-2:] == (
        "of 5000000 IDR, 3000000 was charged",
        "2000000 IDR was skipped, as it was not to be charged any more",
    )


def test_what_a_virtual_card_does_not_hold_is_said() -> None:
    """The remainder is left to the guest, and the sentences say how much of what."""
    now = datetime(2026, 12, 11, 5, tzinfo=UTC)
    plan = after(opened(VIRTUAL), claim(VIRTUAL), answer(ChargeOutcome.APPROVED), now=now)
    told = explain(plan, 1)
    assert told.sentences[-2:] == (
        "of 3000000 IDR, 2000000 was charged",
        "1000000 IDR is left to the guest, by another way to pay",
    )
    assert told.of(FindingKind.NOT_ASKED)[0].values["left"] == 1_000_000


def test_an_open_charge_stands_before_all_others() -> None:
    """Nothing else is charged while an outcome is unknown, and the second payment says why."""
    plan = after(opened(), claim(), answer(ChargeOutcome.UNKNOWN))
    told = explain(plan, 2, now=datetime(2026, 12, 10, 5, tzinfo=UTC))
    (stands,) = told.of(FindingKind.OPEN_CHARGE)
    assert stands.sentence == (
        "payment 1 is with the gateway (charged with an outcome that nobody knows), and nothing "
        "else is charged meanwhile"
    )
    assert told.of(FindingKind.DUE_NOW) == ()
    assert explain(plan, 1).of(FindingKind.ANSWERED)[0].values["outcome"] is ChargeOutcome.UNKNOWN
    assert explain(after(opened(), claim()), 1).of(FindingKind.NO_ANSWER)


def test_another_payment_comes_first() -> None:
    """Payments of one reservation are charged in one order."""
    told = explain(opened(), 2, now=datetime(2026, 12, 10, 5, tzinfo=UTC))
    assert told.sentences[-1] == "payment 1 comes first; it is due at 2026-12-03 04:00 UTC"
    assert explain(opened(), 1, now=DUE).sentences[-1] == (
        "it is 2026-12-03 04:00 UTC now, so it can be charged"
    )


def test_a_card_in_use_stands_before_a_payment() -> None:
    """A card that charges another reservation, or allows no more, is named."""
    busy = GuestCard("C1", VIRTUAL, held_by="a1:S9:1:1")
    used = CARDS.evolve(busy, CardReleased("C1", "a1:S9:1:1", charged=True, at=DUE))
    plan = opened(VIRTUAL)
    assert explain(plan, 1, busy).sentences[-1] == (
        "card C1 is being charged by a1:S9:1:1, and by nobody else meanwhile"
    )
    assert explain(plan, 1, used).sentences[-1] == "card C1 was charged as often as it allows: 1"


def test_a_blocked_payment_says_why() -> None:
    """The seed's words: a card that was not validated is not charged."""
    told = explain(opened(attrs.evolve(OWN, is_validated=False)), 1, now=DUE)
    assert told.sentences[-2:] == ("it is blocked", "the reason: the card was not validated")


def test_a_cancelled_reservation_is_said() -> None:
    """Nothing is charged any more, and the payment says because of what."""
    told = explain(after(opened(), CancelPlan("S1")), 1, now=DUE)
    assert told.sentences[-3:] == (
        "the reservation is cancelled",
        "it is cancelled",
        "the reason: the reservation was cancelled",
    )


def test_a_contradiction_is_said() -> None:
    """What the gateway says later stands beside what was recorded."""
    plan = after(
        opened(), claim(), answer(ChargeOutcome.DECLINED_HARD), answer(ChargeOutcome.APPROVED)
    )
    told = explain(plan, 1)
    assert told.of(FindingKind.TOLD_LATER)[0].sentence == (
        "the gateway has said 3000000 IDR since; compare with it"
    )


def test_a_number_that_is_not_there_is_told() -> None:
    """A payment that was never planned has nothing to explain."""
    with pytest.raises(NotFound) as caught:
        explain(opened(), 3)
    assert caught.value.code == "record.not_found"


def test_every_code_has_its_words() -> None:
    """No sentence has a code where a word belongs."""
    assert set(REASONS) == set(Reason)
    assert set(OUTCOMES) == set(ChargeOutcome)
    assert {FindingKind(note.value) for note in DueNote} <= set(FindingKind)


def test_secrets_are_not_told() -> None:
    """The card's token stands in no sentence and in no value."""
    plan = after(opened(), claim(), answer(ChargeOutcome.APPROVED))
    told = explain(plan, 1, GuestCard("C1", OWN), DUE, RULE)
    assert "tok_1" not in repr(told) + "".join(told.sentences)


# --- why not ---

ACTIVE = PaymentRule(
    "R1", BEFORE_ARRIVAL, RuleStatus.ACTIVE, BOOKED - timedelta(9), activated_at=BOOKED
)
LATER = BOOKED + timedelta(1)


def why(rule, plan=None, came=None, stay=STAY, facts=OWN, policy=POLICY):
    """Return every reason."""
    return why_not(rule, stay, facts, policy, BOOKED.date(), plan, came)


def test_a_rule_that_fits_has_no_reasons() -> None:
    """Nothing stands against a match."""
    assert why(RULE) == why(ACTIVE) == why(ACTIVE, came=BOOKED) == ()


def test_every_condition_is_told_at_once() -> None:
    """Not only the first reason: whoever puts it right puts all of it right."""
    terms = RuleTerms(
        "Narrow",
        ("agoda",),
        BEFORE_ARRIVAL.steps,
        card_kinds=(CardKind.VIRTUAL,),
        rate_plans=("BAR",),
        fewest_nights=5,
    )
    found = why(ActiveRule("R9", terms, BOOKED))
    assert [one.mismatch for one in found] == [
        Mismatch.CHANNEL,
        Mismatch.CARD_KIND,
        Mismatch.RATE_PLAN,
        Mismatch.NIGHTS,
    ]
    assert (
        why_not_sentence(found[0])
        == "the rule is for agoda, and the reservation is from booking_com"
    )
    assert why_not_sentence(found[3]) == "the rule is for 5 to 366 nights, and the stay has 3"


@pytest.mark.parametrize("mismatch", Mismatch)
def test_every_mismatch_has_a_sentence(mismatch) -> None:
    """A reason that a table can hold, a sentence can say."""
    assert "A" in why_not_sentence(Unmet(mismatch, "A", "B"))


def test_hotelbeds_in_luxembourg_is_told() -> None:
    """The seed: virtual or not, Hotelbeds is not charged in Luxembourg, Slovenia and Slovakia."""
    stay = attrs.evolve(STAY, channel="hotelbeds")
    (found,) = why(RULE, stay=stay, policy=PaymentRulesSettings(country="LU"))
    assert found == Unmet(Mismatch.COUNTRY, "not LU, SI, SK", "LU")


def test_a_rule_that_is_not_active_matches_nothing() -> None:
    """A draft was never active; an archived rule ended at an instant, and earlier ones came in."""
    draft = PaymentRule("R1", BEFORE_ARRIVAL, RuleStatus.DRAFT, BOOKED)
    ended = attrs.evolve(ACTIVE, status=RuleStatus.ARCHIVED, archived_at=LATER)
    assert why(draft) == (RuleNotActive(RuleStatus.DRAFT),)
    assert why(ended) == why(ended, came=LATER) == (RuleNotActive(RuleStatus.ARCHIVED, LATER),)
    assert why(ended, came=BOOKED) == ()
    assert why_not_sentence(RuleNotActive(RuleStatus.ARCHIVED, LATER)) == (
        "the rule is archived since 2026-11-23 03:00 UTC, so it is matched with no reservation"
    )


def test_a_reservation_from_before_is_not_matched() -> None:
    """A rule begins with the reservations that come after its activation."""
    came = BOOKED - timedelta(days=2)
    (found,) = why(ACTIVE, came=came)
    assert found == CameBefore(came, BOOKED)
    assert "match it with the rule by hand" in why_not_sentence(found)


def test_a_rule_that_has_a_payment_gets_no_other() -> None:
    """What was planned is named, with where it stands."""
    (found,) = why(RULE, opened())
    assert found == HasPayment(1, PlannedStatus.SCHEDULED)
    blocked = why(RULE, opened(attrs.evolve(OWN, is_validated=False)))
    assert why_not_sentence(blocked[0]) == (
        "payment 1 of that rule is there already: blocked, because the card was not validated"
    )


def test_a_guest_who_does_not_come_has_no_payments() -> None:
    """A cancelled reservation is told as such."""
    plan = attrs.evolve(opened(), status=PlanStatus.NO_SHOW, payments=())
    assert why(RULE, plan) == (NotExpected(PlanStatus.NO_SHOW),)
    assert why_not_sentence(NotExpected(PlanStatus.NO_SHOW)) == (
        "the reservation is no-show, so nothing is planned"
    )
