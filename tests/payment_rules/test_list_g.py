"""Every wrong thing that is done to rules, cards and charges has its answer, by code.

The numbers are those of the list of faults; what the gateway, the codec and the store answer for
is tested with them.
"""

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest
from tests.each import each
from tests.payment_rules.conftest import (
    BOOKED,
    CARD,
    ELEVEN,
    OWN,
    POLICY,
    RULE,
    STAY,
    Desk,
    at,
    before,
    euro,
    owed,
    rule,
    step,
    terms,
    virtual,
)

from axentra_core.kernel.errors import AxentraError, InvalidInput
from axentra_core.kernel.money import money
from axentra_core.payment_rules import (
    ActivateRule,
    ArchiveRule,
    CancelPlan,
    CardRegistered,
    ChargeContradicted,
    ChargeOutcome,
    DraftRule,
    HoldCard,
    Moment,
    PaymentRulesSettings,
    Reason,
    RegisterCard,
    RemainderDue,
    ReviseRule,
    RuleActivated,
    RuleArchived,
    RuleDrafted,
    RuleReviewed,
    Surcharge,
    Trigger,
)

SAYS = terms()
DRAFTED = RuleDrafted("R1", SAYS, SAYS.fingerprint, None, BOOKED)
REVIEWED = RuleReviewed("R1", SAYS.fingerprint, "staff ayu", BOOKED)
ACTIVE = (DRAFTED, REVIEWED, RuleActivated("R1", SAYS.fingerprint, BOOKED))
ACTIVATE = ActivateRule("R1", SAYS.fingerprint, POLICY)
VCC = virtual(active_on=date(2026, 3, 20))
OUTCOME = ChargeOutcome


def to_rule(command, *past):
    """Decide a command to a rule, and raise what it is refused for."""
    outcome = at(BOOKED, RULE, *past).when(command)
    if outcome.error is not None:
        raise outcome.error
    return outcome.events


def to_card(command, *past, now=BOOKED):
    """Decide a command to a card, and raise what it is refused for."""
    return CARD.decide(CARD.replay(past), command, at(now, CARD).context)


def draft(**changes):
    """Draft a rule that says something else."""
    return to_rule(DraftRule("R1", attrs.evolve(SAYS, **changes), POLICY))


def claimed(facts=OWN, **more):
    """Return a desk at which a payment is with the gateway."""
    desk = Desk(rule(), facts=facts, **more)
    desk.until_due().claim()
    return desk


def answered(*outcomes):
    """Return a desk at which a payment has these answers."""
    desk = claimed()
    for outcome in outcomes:
        desk.answer(outcome)
    return desk


def cancelled():
    """Return a desk at which the reservation was cancelled."""
    desk = Desk(rule()).until_due()
    desk.do(CancelPlan("S1"))
    return desk


def hold_before_activation():
    """Charge a virtual card an hour too early."""
    facts = virtual(active_from=BOOKED + timedelta(hours=1))
    return to_card(HoldCard("C1", "P1"), CardRegistered("C1", facts, BOOKED))


def in_luxembourg():
    """Draft a rule for Hotelbeds at a property in Luxembourg."""
    says = attrs.evolve(SAYS, channels=("hotelbeds",))
    return to_rule(DraftRule("R1", says, PaymentRulesSettings(country="LU")))


def charged_twice():
    """Charge a virtual card for another reservation after it was charged."""
    desk = claimed(VCC)
    desk.answer(OUTCOME.APPROVED)
    return desk.keep((CARD, HoldCard("C1", "P2")))


# fmt: off
REFUSED = {
    # what is done                                                        and its code
    "G1":  (lambda: draft(channels=()),                                   "field.required"),
    "G2":  (lambda: draft(channels=("nobody",)),           "payment_rules.channel_unknown"),
    "G3":  (lambda: Moment(Trigger.AT_BOOKING, ELEVEN),     "payment_rules.not_at_booking"),
    "G4":  (lambda: Moment(Trigger.BEFORE_CHECK_IN, ELEVEN, 0),       "value.out_of_range"),
    "G4b": (lambda: Moment(Trigger.BEFORE_CHECK_IN, ELEVEN, -1),      "value.out_of_range"),
    "G5":  (lambda: Moment(Trigger.CHECK_IN_DAY, None),                   "field.required"),
    "G6":  (lambda: to_rule(ReviseRule("R1", terms(step(before(9))), POLICY), *ACTIVE),
                                                                 "payment_rules.immutable"),
    "G8":  (lambda: to_rule(ACTIVATE, *ACTIVE, RuleArchived("R1", None, BOOKED)),
                                                                  "payment_rules.archived"),
    "G9":  (lambda: to_rule(ArchiveRule("R1"), DRAFTED),        "payment_rules.not_active"),
    "G10": (lambda: to_rule(attrs.evolve(ACTIVATE, others=(rule("R2"),)), DRAFTED, REVIEWED),
                                                                   "payment_rules.overlap"),
    "G11": (in_luxembourg,                          "payment_rules.channel_not_in_country"),
    "G12": (lambda: Surcharge("CARD", rate=Decimal("0.11")),          "value.out_of_range"),
    "G12b": (lambda: Surcharge("CARD", rate=Decimal("-0.01")),         "rate.out_of_range"),
    "G13": (lambda: attrs.evolve(OWN, token="4242424242424242"),        "text.card_number"),
    "G15": (lambda: to_card(RegisterCard("C1", attrs.evolve(OWN, valid_through=date(2026, 2, 28)))),
                                                              "payment_rules.card_expired"),
    "G16": (lambda: claimed(attrs.evolve(OWN, is_validated=False)),
                                                        "payment_rules.card_not_validated"),
    "G17": (hold_before_activation,                         "payment_rules.vcc_not_active"),
    "G18": (charged_twice,                             "payment_rules.vcc_already_charged"),
    "G21": (lambda: cancelled().claim(),             "payment_rules.reservation_cancelled"),
    "G24": (lambda: claimed().answer(OUTCOME.APPROVED, attempt=2),
                                                           "payment_rules.attempt_unknown"),
    "G25": (lambda: claimed().answer(OUTCOME.APPROVED, captured=euro("400.01")),
                                                           "payment_rules.amount_mismatch"),
    "G26": (lambda: claimed().answer(OUTCOME.APPROVED, captured=money("400.00", "USD")),
                                                         "payment_rules.currency_mismatch"),
    "G28": (lambda: answered(OUTCOME.UNKNOWN).claim(),     "payment_rules.outcome_unknown"),
    "G30": (lambda: claimed().claim(),                        "payment_rules.attempt_open"),
    "G32": (lambda: answered(OUTCOME.DECLINED_HARD).claim(),        "payment_rules.failed"),
    "G33": (lambda: answered(OUTCOME.ACTION_REQUIRED).claim(),
                                                            "payment_rules.guest_must_act"),
}
# fmt: on


@each("row", REFUSED)
def test_what_is_wrong_is_refused_by_its_code(row) -> None:
    """With a sentence that names no number of a card and leaves nothing to fill in."""
    act, code = REFUSED[row]
    with pytest.raises(AxentraError) as caught:
        act()
    error = caught.value
    codes = [one.code for one in error.faults] if isinstance(error, InvalidInput) else [error.code]
    assert codes == [code]
    assert "{" not in str(error)
    assert "4242424242424242" not in str(error)


@pytest.mark.parametrize(
    ("row", "facts", "figures", "reason", "status"),
    [
        ("G20", {"facts": attrs.evolve(VCC, balance=money("400.00", "USD"))}, owed(),
         Reason.CURRENCY_MISMATCH, "attention"),
        ("G22", {}, owed("0"), Reason.NOTHING_DUE, "skipped"),
        ("G22b", {}, owed("-5.00"), Reason.NOTHING_DUE, "skipped"),
        ("G15b", {"facts": attrs.evolve(OWN, valid_through=date(2026, 3, 25))}, owed(),
         Reason.CARD_EXPIRED, "attention"),
    ],
)  # fmt: skip
def test_what_cannot_be_charged_at_its_moment_says_why(row, facts, figures, reason, status) -> None:
    """A worker is not refused for ever: the payment is over, or with a person."""
    desk = Desk(rule(), **facts)
    desk.figures = figures
    (found,) = desk.until_due().claim()
    assert (row, found.reason, desk.statuses()) == (row, reason, [status])


def test_g7_activating_twice_changes_nothing() -> None:
    """A second press of the button."""
    assert to_rule(ACTIVATE, *ACTIVE) == ()


def test_g19_a_virtual_card_that_holds_too_little_leaves_a_remainder() -> None:
    """Charged once, and the rest by hand."""
    desk = claimed(attrs.evolve(VCC, balance=euro("350.00")))
    (due,) = [one for one in desk.answer(OUTCOME.APPROVED) if isinstance(one, RemainderDue)]
    assert (due.amount, due.reason) == (50, Reason.BALANCE_TOO_LOW)


def test_g27_captured_after_declined_is_a_contradiction() -> None:
    """Recorded, never ignored, and left to a person."""
    desk = answered(OUTCOME.DECLINED_SOFT)
    (found,) = desk.answer(OUTCOME.APPROVED)
    assert isinstance(found, ChargeContradicted)


@pytest.mark.parametrize("code", ["lost_card", "stolen_card"])
def test_g32_the_reason_of_a_stolen_card_is_on_record_for_staff_alone(code) -> None:
    """What is said of the payment itself is only that the card was refused."""
    desk = claimed()
    desk.answer(OUTCOME.DECLINED_HARD, told=code)
    assert desk.payment().reason is Reason.CARD_REFUSED
    with pytest.raises(AxentraError) as caught:
        desk.claim()
    assert code not in str(caught.value)
    assert code not in repr(desk.plan)


def test_g36_a_webhook_before_the_reply_is_one_answer() -> None:
    """Whichever is heard first decides, and the other changes nothing."""
    desk = claimed()
    first = desk.answer(OUTCOME.APPROVED)
    assert [type(event).__name__ for event in first] == [
        "ChargeAnswered",
        "PaymentCharged",
        "CardReleased",
    ]
    for late in (OUTCOME.APPROVED, OUTCOME.UNKNOWN):
        assert desk.answer(late) == []


def test_g37_a_webhook_twice_is_once() -> None:
    """For every class of answer."""
    for outcome in OUTCOME:
        desk = claimed()
        assert desk.answer(outcome) != []
        assert desk.answer(outcome) == []


def test_the_reservation_of_these_tests_is_the_one_of_the_others() -> None:
    """Booked in March, arriving in April, three nights."""
    assert (STAY.nights, BOOKED.date() < STAY.arrival) == (3, True)
