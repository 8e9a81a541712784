"""What is frozen before a charge, what every answer leads to, and how much is charged."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import attrs
import pytest
from tests.payment_rules.conftest import (
    AT_CHECK_IN,
    AT_CHECK_OUT,
    CARD,
    OWN,
    PLAN,
    REST,
    STAY,
    Desk,
    before,
    euro,
    instant,
    owed,
    rule,
    step,
    virtual,
)

from axentra_core.kernel.errors import RuleViolation
from axentra_core.kernel.money import money
from axentra_core.payment_rules import (
    RETRY_BOUNDS,
    AmountKind,
    CancelPlan,
    CardReleased,
    ChargeAnswered,
    ChargeContradicted,
    ChargeOutcome,
    DueNote,
    ExcessPolicy,
    Moment,
    PaymentCharged,
    PaymentClaimed,
    PaymentRulesSettings,
    Reason,
    ReleaseCard,
    RemainderDue,
    Share,
    Surcharge,
    Trigger,
    may_retry,
    name_of,
)

ONE_DAY = timedelta(days=1)
HALF = Share(AmountKind.PERCENT, rate=Decimal("0.5"))
FIXED = Share(AmountKind.FIXED, amount=euro("80.00"))
NIGHT = Share(AmountKind.FIRST_NIGHT)
VCC = virtual(active_on=date(2026, 3, 20))
APPROVED, UNKNOWN = ChargeOutcome.APPROVED, ChargeOutcome.UNKNOWN
SOFT, HARD = ChargeOutcome.DECLINED_SOFT, ChargeOutcome.DECLINED_HARD


def refused(code, act):
    """Check that something is refused for this cause."""
    with pytest.raises(RuleViolation) as caught:
        act()
    assert caught.value.code == code
    return caught.value


def kinds(events):
    """Return the classes of events."""
    return [type(event).__name__ for event in events]


def claimed(*rules, figures=None, surcharge=None, **more):
    """Return a desk at which a first payment is with the gateway."""
    desk = Desk(*(rules or (rule(),)), **more)
    desk.figures, desk.surcharge = figures or owed(), surcharge
    desk.until_due().claim()
    return desk


def parts(desk, number=1):
    """Return what a payment was to bring, and where that is."""
    one = desk.payment(number)
    return tuple(str(part) for part in (one.wanted, one.charged, one.remainder, one.skipped))


# Before the gateway is asked


def test_everything_about_a_charge_is_frozen_before_the_gateway_is_asked() -> None:
    """Its name is made from what it is, so it is the same after a crash."""
    desk = Desk(rule())
    events = desk.until_due().claim()
    assert events[0] == PaymentClaimed(
        "S1",
        1,
        1,
        "a1:S1:1:1",
        "C1",
        Decimal("400.00"),
        Decimal(0),
        Decimal(0),
        Decimal("400.00"),
        Decimal("0.00"),
        "EUR",
        desk.now,
    )
    assert kinds(events) == ["PaymentClaimed", "CardHeld"]
    assert (desk.card.held_by, desk.plan.open) == (name_of("S1", 1, 1), 1)


def test_nothing_is_charged_before_its_moment() -> None:
    """Not by a worker whose clock is fast, and not by a person."""
    desk = Desk(rule())
    error = refused("payment_rules.not_due", desk.claim)
    assert error.values["due"] == "2026-03-26T10:00+00:00"
    desk.wait_until("2026-03-26T09:59Z")
    refused("payment_rules.not_due", desk.claim)
    assert kinds(desk.wait_until("2026-03-26T10:00Z").claim())[0] == "PaymentClaimed"


def test_one_of_two_workers_charges() -> None:
    """The other finds the charge open, and nothing else of the reservation is charged meanwhile."""
    desk = claimed(rule("R1"), rule("R2"))
    for number in (1, 2):
        assert refused("payment_rules.attempt_open", lambda n=number: desk.claim(n))
    desk.answer(ChargeOutcome.ACTION_REQUIRED)
    refused("payment_rules.guest_must_act", lambda: desk.claim(2))
    desk.answer(UNKNOWN)
    refused("payment_rules.outcome_unknown", lambda: desk.claim(2))


@pytest.mark.parametrize("number", [2, 9])
def test_a_payment_that_is_not_there_is_not_charged(number) -> None:
    """Nothing else is charged in its place."""
    desk = Desk(rule())
    refused("payment_rules.payment_unknown", lambda: desk.claim(number))


# What an answer leads to

# fmt: off
ANSWERS = (
    # outcome                         payment becomes  and then
    (ChargeOutcome.APPROVED,          "charged",       ["PaymentCharged"]),
    (ChargeOutcome.DECLINED_HARD,     "failed",        ["PaymentFailed"]),
    (ChargeOutcome.DECLINED_SOFT,     "failed",        ["PaymentFailed"]),
    (ChargeOutcome.ACTION_REQUIRED,   "needs_guest",   ["GuestActionNeeded"]),
    (ChargeOutcome.NOT_ACTIVE_YET,    "scheduled",     ["PaymentDeferred"]),
    (ChargeOutcome.EXCEEDS_BALANCE,   "attention",     ["AttentionNeeded"]),
    (ChargeOutcome.NOT_SENT,          "scheduled",     ["PaymentDeferred"]),
    (ChargeOutcome.UNKNOWN,           "unknown",       ["OutcomeUnknown"]),
)
# fmt: on
OPEN = (None, ChargeOutcome.UNKNOWN, ChargeOutcome.ACTION_REQUIRED)


@pytest.mark.parametrize("so_far", OPEN, ids=["claimed", "unknown", "needs guest"])
@pytest.mark.parametrize(
    ("outcome", "status", "then"), ANSWERS, ids=[str(row[0]) for row in ANSWERS]
)
def test_every_answer_leads_to_its_next_step(so_far, outcome, status, then) -> None:
    """From each state in which a charge is with the gateway; the same answer again changes nothing.

    The card is held until the outcome is known, and is then free for the next.
    """
    desk = claimed()
    if so_far is not None:
        desk.answer(so_far)
    events = desk.answer(outcome)
    assert desk.statuses() == [status]
    if outcome is so_far:
        assert events == []
    else:
        assert kinds(events)[: 1 + len(then)] == ["ChargeAnswered", *then]
    still_open = status in {"unknown", "needs_guest"}
    assert (desk.plan.open == 1, desk.card.held_by is not None) == (still_open, still_open)
    assert desk.card.charges == (outcome is APPROVED)
    again = desk.answer(outcome)
    assert again == []
    assert desk.payment().attempts[0].outcome is outcome


@pytest.mark.parametrize(
    "outcome", [one for one in ChargeOutcome if one not in {UNKNOWN, ChargeOutcome.ACTION_REQUIRED}]
)
def test_a_late_answer_that_knows_nothing_changes_nothing(outcome) -> None:
    """What is on record stands, however often a timeout or a webhook is heard."""
    desk = claimed()
    desk.answer(outcome)
    before_that = desk.plan
    for late in (UNKNOWN, ChargeOutcome.ACTION_REQUIRED, ChargeOutcome.NOT_SENT):
        assert desk.answer(late) == []
    assert desk.plan == before_that


def test_an_answer_is_about_a_charge_that_was_asked_for() -> None:
    """Another payment, or another try, is not ours."""
    desk = claimed()
    refused("payment_rules.attempt_unknown", lambda: desk.answer(APPROVED, attempt=2))
    refused("payment_rules.payment_unknown", lambda: desk.answer(APPROVED, 7, 1))
    waiting = Desk(rule())
    refused("payment_rules.attempt_unknown", lambda: waiting.answer(APPROVED, attempt=1))


def test_an_answer_says_what_the_gateway_told() -> None:
    """Its own code is kept for staff; the class decides."""
    desk = claimed()
    answered = desk.answer(HARD, told="stolen_card")[0]
    assert (answered.told, answered.outcome, answered.captured) == ("stolen_card", HARD, 0)
    assert desk.payment().reason is Reason.CARD_REFUSED


# Contradictions


@pytest.mark.parametrize("settled", [HARD, SOFT, ChargeOutcome.NOT_SENT])
def test_money_that_comes_after_a_refusal_is_never_ignored(settled) -> None:
    """A person compares with the gateway; the outcome on record stays, and twice is once."""
    desk = claimed()
    desk.answer(settled)
    before_that = desk.payment()
    (found,) = desk.answer(APPROVED)
    assert isinstance(found, ChargeContradicted)
    assert (found.recorded, found.told, found.payment) == (0, 400, "a1:S1:1:1")
    assert desk.answer(APPROVED) == []
    assert desk.payment().status is before_that.status
    assert desk.payment().attempts[0].told_later == 400


def test_a_refusal_that_comes_after_the_money_is_a_contradiction() -> None:
    """The money stays on record until a person says otherwise."""
    desk = claimed()
    desk.answer(APPROVED)
    (found,) = desk.answer(HARD)
    assert (found.recorded, found.told) == (400, 0)
    assert desk.answer(HARD) == []
    assert desk.statuses() == ["charged"]


def test_another_amount_after_the_money_is_a_contradiction() -> None:
    """400.00 were taken, and now it says 350.00."""
    desk = claimed()
    desk.answer(APPROVED)
    (found,) = desk.answer(APPROVED, captured=euro("350.00"))
    assert (found.recorded, found.told) == (400, 350)


def test_a_late_answer_to_an_earlier_try_is_a_contradiction() -> None:
    """It never becomes the outcome of the try that is open now."""
    desk = Desk(rule(), policy=PaymentRulesSettings(retries=1))
    desk.charge(outcome=SOFT)
    desk.until_due().claim()
    (found,) = desk.answer(APPROVED, attempt=1)
    assert (found.attempt, found.told) == (1, 400)
    assert (desk.statuses(), desk.plan.open) == (["claimed"], 1)
    assert desk.answer(SOFT, attempt=1) == []


@pytest.mark.parametrize("amount", ["400.01", "0", "-1"])
def test_more_than_was_asked_is_never_booked(amount) -> None:
    """Neither is nothing, and neither is less than nothing."""
    desk = claimed()
    error = refused(
        "payment_rules.amount_mismatch", lambda: desk.answer(APPROVED, captured=euro(amount))
    )
    assert (error.values["amount"], desk.statuses()) == (400, ["claimed"])


def test_another_currency_is_never_booked() -> None:
    """400 dollars are not 400 euro."""
    desk = claimed()
    refused(
        "payment_rules.currency_mismatch",
        lambda: desk.answer(APPROVED, captured=money("400.00", "USD")),
    )
    assert desk.statuses() == ["claimed"]


# How much

# fmt: off
AMOUNTS = (
    # share   owed      total     in flight  first night  wanted     charged    skipped
    (Share(), "400.00", "400.00", "0",       "150.00",    "400.00",  "400.00",  "0.00"),
    (Share(), "250.00", "400.00", "0",       "150.00",    "250.00",  "250.00",  "0.00"),
    (Share(), "250.00", "400.00", "100.00",  "150.00",    "150.00",  "150.00",  "0.00"),
    (HALF,    "400.00", "400.00", "0",       "150.00",    "200.00",  "200.00",  "0.00"),
    (HALF,    "120.00", "400.00", "0",       "150.00",    "200.00",  "120.00",  "80.00"),
    (HALF,    "400.00", "400.01", "0",       "150.00",    "200.01",  "200.01",  "0.00"),
    (FIXED,   "400.00", "400.00", "0",       "150.00",    "80.00",   "80.00",   "0.00"),
    (FIXED,   "50.00",  "400.00", "0",       "150.00",    "80.00",   "50.00",   "30.00"),
    (NIGHT,   "400.00", "400.00", "0",       "150.00",    "150.00",  "150.00",  "0.00"),
    (NIGHT,   "100.00", "400.00", "40.00",   "150.00",    "150.00",  "60.00",   "90.00"),
)
# fmt: on


@pytest.mark.parametrize(
    ("share", "outstanding", "total", "in_flight", "night", "wanted", "charged", "skipped"),
    AMOUNTS,
    ids=[str(place) for place in range(len(AMOUNTS))],
)
def test_a_charge_is_what_the_rule_says_and_never_more_than_is_owed(
    share, outstanding, total, in_flight, night, wanted, charged, skipped
) -> None:
    """Read at the moment of the charge; what is being paid elsewhere counts as paid."""
    desk = Desk(rule("R1", step(before(7), share)))
    desk.figures = owed(outstanding, total, in_flight, night)
    desk.charge()
    assert parts(desk) == (wanted, charged, "0.00", skipped)


@pytest.mark.parametrize(
    ("share", "outstanding", "in_flight", "wanted"),
    [
        (Share(), "0", "0", "0"),
        (Share(), "-20.00", "0", "0"),
        (Share(), "100.00", "100.00", "0"),
        (FIXED, "0", "0", "80.00"),
        (HALF, "100.00", "120.00", "200.00"),
    ],
)
def test_nothing_owed_is_no_charge_of_nothing(share, outstanding, in_flight, wanted) -> None:
    """It is skipped with what it would have been, and is over."""
    desk = Desk(rule("R1", step(before(7), share)))
    desk.figures = owed(outstanding, in_flight=in_flight)
    (skipped,) = desk.until_due().claim()
    assert (skipped.reason, skipped.wanted) == (Reason.NOTHING_DUE, Decimal(wanted))
    assert desk.statuses() == ["skipped"]
    refused("payment_rules.over", desk.claim)
    one = desk.payment()
    assert one.wanted == one.skipped == Decimal(wanted)


def test_parts_are_rounded_and_the_last_step_takes_the_rest() -> None:
    """A third of 100.00 three times is 99.99; the remainder is 33.34."""
    third = Share(AmountKind.PERCENT, rate=Decimal("0.333333"))
    steps = (step(before(9), third), step(before(7), third), step(AT_CHECK_IN, REST))
    desk, left = Desk(rule("R1", *steps)), Decimal("100.00")
    for number in (1, 2, 3):
        desk.figures = owed(left, "100.00")
        desk.charge(number)
        left -= desk.payment(number).charged
    assert [str(one.charged) for one in desk.plan.payments] == ["33.33", "33.33", "33.34"]


def test_steps_that_are_late_together_are_one_sum() -> None:
    """Half and a fixed part, bounded by what is owed; with the rest it is all of it."""
    booked = instant("2026-03-30T10:00Z")
    desk = Desk(rule("R1", step(before(9), HALF), step(before(7), FIXED)), now=booked)
    desk.charge()
    assert parts(desk) == ("280.00", "280.00", "0.00", "0.00")
    desk = Desk(rule("R1", step(before(9), HALF), step(before(7), REST)), now=booked)
    desk.charge()
    assert parts(desk) == ("400.00", "400.00", "0.00", "0.00")


@pytest.mark.parametrize(
    "change",
    [
        {"share": Share(AmountKind.FIXED, amount=money("80.00", "USD"))},
        {"stay": attrs.evolve(STAY, currency="USD")},
        {"facts": attrs.evolve(VCC, balance=money("400.00", "USD"))},
        {"surcharge": Surcharge("CARD", amount=money("4.00", "USD"))},
    ],
    ids=["rule", "reservation", "card", "surcharge"],
)
def test_another_currency_needs_a_person_and_is_never_exchanged(change) -> None:
    """Whether it is the rule's, the card's or the reservation's."""
    says = rule(
        "R1", step(before(7), change.get("share", Share())), surcharge=change.get("surcharge")
    )
    desk = Desk(says, **{name: change[name] for name in ("stay", "facts") if name in change})
    (found,) = desk.until_due().claim()
    assert (found.reason, desk.statuses()) == (Reason.CURRENCY_MISMATCH, ["attention"])


def test_a_card_that_has_expired_needs_a_person() -> None:
    """It is valid through its last day, by the calendar of the property."""
    expires = attrs.evolve(OWN, valid_through=date(2026, 4, 5))
    desk = Desk(rule("R1", step(AT_CHECK_OUT)), facts=expires)
    assert kinds(desk.until_due().claim())[0] == "PaymentClaimed"
    expired = attrs.evolve(OWN, valid_through=date(2026, 4, 4))
    desk = Desk(rule("R1", step(AT_CHECK_OUT)), facts=expired)
    (found,) = desk.until_due().claim()
    assert found.reason is Reason.CARD_EXPIRED


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"is_validated": False}, Reason.CARD_NOT_VALIDATED),
        ({"is_chargeable": False}, Reason.CARD_NOT_CHARGEABLE),
    ],
)
def test_a_card_that_turned_out_wrong_while_it_was_charged_is_not_charged_again(
    facts, reason
) -> None:
    """What comes back from the gateway meets the card as it is then."""
    desk = claimed()
    desk.know(attrs.evolve(OWN, **facts))
    desk.answer(ChargeOutcome.NOT_SENT)
    desk.now = desk.payment().due.at
    (found,) = desk.claim()
    assert (found.reason, desk.statuses()) == (reason, ["attention"])
    refused(
        "payment_rules.card_not_validated"
        if reason is Reason.CARD_NOT_VALIDATED
        else "payment_rules.blocked",
        desk.resume,
    )


@pytest.mark.parametrize(("days", "status"), [(7, "claimed"), (8, "attention")])
def test_what_nobody_has_charged_for_long_needs_a_person(days, status) -> None:
    """An outage drops nothing silently: seven days after the departure somebody looks at it."""
    desk = Desk(rule())
    desk.wait_until(instant("2026-04-05T10:00Z") + days * ONE_DAY).claim()
    assert desk.statuses() == [status]
    if status == "attention":
        assert desk.payment().reason is Reason.WINDOW_PASSED


def test_a_part_that_is_approved_leaves_a_remainder() -> None:
    """It is asked of the guest by hand, and never charged by itself."""
    desk = claimed()
    events = desk.answer(APPROVED, captured=euro("300.00"))
    assert kinds(events)[:3] == ["ChargeAnswered", "PaymentCharged", "RemainderDue"]
    assert parts(desk) == ("400.00", "300.00", "100.00", "0.00")
    assert "payment_plan.due" not in dict(PLAN.index(desk.plan))


# Virtual cards

# fmt: off
BALANCES = (
    # balance   owed      policy                  wanted     charged    remainder  or needs
    ("400.00",  "400.00", ExcessPolicy.ATTENTION, "400.00",  "400.00",  "0.00"),
    ("380.00",  "400.00", ExcessPolicy.ATTENTION, "400.00",  "380.00",  "20.00"),
    ("420.00",  "400.00", ExcessPolicy.ALLOW,     "420.00",  "420.00",  "0.00"),
    ("420.00",  "0",      ExcessPolicy.ALLOW,     "420.00",  "420.00",  "0.00"),
)
# fmt: on


@pytest.mark.parametrize(
    ("balance", "outstanding", "excess", "wanted", "charged", "left"), BALANCES
)
def test_a_virtual_card_is_charged_in_full_and_once(
    balance, outstanding, excess, wanted, charged, left
) -> None:
    """Seed: *menagih saldo VCC penuh*; what it does not hold is the guest's, by hand."""
    desk = Desk(
        rule("R1", step(before(7), NIGHT)),
        facts=attrs.evolve(VCC, balance=euro(balance)),
        policy=PaymentRulesSettings(excess=excess),
    )
    desk.figures = owed(outstanding)
    events = desk.charge()
    assert parts(desk) == (wanted, charged, left, "0")
    remainders = [event for event in events if isinstance(event, RemainderDue)]
    assert [str(one.amount) for one in remainders] == ([left] if left != "0.00" else [])
    assert all(one.reason is Reason.BALANCE_TOO_LOW for one in remainders)
    refused("payment_rules.over", desk.claim)


@pytest.mark.parametrize(
    ("balance", "outstanding", "reason"),
    [
        ("400.01", "400.00", Reason.BALANCE_TOO_HIGH),
        ("400.00", "0", Reason.BALANCE_TOO_HIGH),
        (None, "400.00", Reason.BALANCE_UNKNOWN),
    ],
)
def test_a_balance_that_does_not_fit_needs_a_person(balance, outstanding, reason) -> None:
    """More than is owed would be too much; one that nobody knows cannot be charged in full."""
    desk = Desk(rule(), facts=virtual(balance, active_on=date(2026, 3, 20)))
    desk.figures = owed(outstanding)
    (found,) = desk.until_due().claim()
    assert (found.reason, desk.statuses()) == (reason, ["attention"])


def test_a_virtual_card_is_charged_by_one_rule() -> None:
    """The second finds it used up; what is still owed is asked of the guest."""
    desk = Desk(
        rule("R1"), rule("R2", step(AT_CHECK_OUT)), facts=attrs.evolve(VCC, balance=euro(380))
    )
    desk.charge(1)
    desk.figures = owed("20.00")
    (found,) = desk.until_due(2).claim(2)
    assert (found.reason, desk.card.charges) == (Reason.VCC_USED_UP, 1)
    assert desk.statuses() == ["charged", "skipped"]


def test_a_channel_may_allow_more_charges() -> None:
    """Then the next rule charges what the card holds then."""
    twice = attrs.evolve(VCC, most_charges=2, balance=euro("200.00"))
    desk = Desk(rule("R1"), rule("R2", step(AT_CHECK_OUT)), facts=twice)
    desk.charge(1)
    desk.figures = owed("200.00")
    desk.charge(2)
    assert (desk.card.charges, desk.card.is_used_up) == (2, True)


# Putting off


def test_a_virtual_card_that_is_not_active_yet_is_tried_on_the_next_days() -> None:
    """Twice, by the calendar of the property and at the rule's time of day; then staff look."""
    desk = claimed(facts=VCC)
    for days in (1, 2):
        (deferred,) = [
            event
            for event in desk.answer(ChargeOutcome.NOT_ACTIVE_YET)
            if type(event).__name__ == "PaymentDeferred"
        ]
        assert deferred.due.at == instant("2026-03-26T11:00+01:00") + days * ONE_DAY
        assert deferred.due.notes == (DueNote.TRIED_AGAIN,)
        desk.until_due().claim()
    desk.answer(ChargeOutcome.NOT_ACTIVE_YET)
    assert (desk.statuses(), desk.payment().reason) == (["attention"], Reason.NOT_ACTIVE)
    assert desk.payment().deferrals == 2


def test_the_next_day_is_one_of_the_property() -> None:
    """Clocks go forward on 29 March: 11:00 is 11:00, and not 24 hours later."""
    desk = claimed(rule("R1", step(Moment(Trigger.BEFORE_CHECK_IN, AT_CHECK_IN.at, 5))), facts=VCC)
    assert desk.now == instant("2026-03-28T11:00+01:00")
    desk.answer(ChargeOutcome.NOT_ACTIVE_YET)
    assert desk.payment().due.at == instant("2026-03-29T11:00+02:00")


def test_what_was_not_sent_is_tried_again_soon() -> None:
    """It certainly never left; the next try has another number and name."""
    desk = claimed()
    due = desk.payment().due
    desk.answer(ChargeOutcome.NOT_SENT)
    assert desk.payment().due.at == due.at + timedelta(minutes=5)
    assert (desk.payment().deferrals, desk.payment().status) == (0, "scheduled")
    desk.until_due().charge()
    assert [one.payment for one in desk.payment().attempts] == ["a1:S1:1:1", "a1:S1:1:2"]
    assert desk.card.charges == 1


def test_a_gateway_that_is_not_reached_is_asked_ever_more_seldom() -> None:
    """After 5 minutes, then twice as long each time up to six hours; after two days a person."""
    desk, waits = claimed(), []
    while True:
        desk.answer(ChargeOutcome.NOT_SENT)
        if desk.payment().status == "attention":
            break
        waits.append(desk.payment().due.at - desk.now)
        desk.until_due().claim()
    hours = [wait / timedelta(hours=1) for wait in waits]
    assert [round(60 * one) for one in hours[:7]] == [5, 10, 20, 40, 80, 160, 320]
    assert set(hours[7:]) == {6.0}
    assert (len(waits), desk.payment().reason) == (12, Reason.NOT_REACHED)
    assert desk.resume() != []


# Trying again


@pytest.mark.parametrize("retries", [0, 1, 3])
def test_a_declined_charge_is_tried_as_often_as_the_property_says(retries) -> None:
    """Never, unless it says so; each try on a later day, with its own name."""
    desk = Desk(rule(), policy=PaymentRulesSettings(retries=retries, retry_days=2))
    for place in range(retries + 1):
        assert desk.statuses() == ["scheduled"]
        assert desk.payment().due.at.date() == date(2026, 3, 26) + 2 * place * ONE_DAY
        desk.charge(outcome=SOFT)
    assert (desk.statuses(), desk.payment().reason) == (["failed"], Reason.DECLINED)
    names = [one.payment for one in desk.payment().attempts]
    assert names == [name_of("S1", 1, place + 1) for place in range(retries + 1)]


def test_a_card_that_was_refused_for_good_is_never_tried_again() -> None:
    """Whatever the property allows; the guest is asked for another one."""
    desk = Desk(rule(), policy=PaymentRulesSettings(retries=5))
    desk.charge(outcome=HARD)
    assert (desk.statuses(), desk.payment().reason) == (["failed"], Reason.CARD_REFUSED)
    refused("payment_rules.failed", desk.claim)
    refused("payment_rules.failed", desk.resume)
    desk.know(attrs.evolve(OWN, last_four="0005"), "C2")
    desk.resume()
    desk.charge()
    assert (desk.statuses(), desk.payment().attempts[-1].card) == (["charged"], "C2")


def test_a_declined_charge_is_resumed_by_a_person() -> None:
    """The guest has filled the account; the same card may be tried."""
    desk = Desk(rule())
    desk.charge(outcome=SOFT)
    desk.resume()
    desk.charge()
    assert desk.statuses() == ["charged"]


def test_nothing_is_to_be_resumed_of_what_is_scheduled() -> None:
    """It comes when it is due."""
    refused("payment_rules.nothing_to_resume", Desk(rule()).resume)


SPRING, SUMMER = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("brand", "now", "tries", "days", "allowed"),
    [
        ("visa", SPRING, 14, 30, True),
        ("visa", SPRING, 15, 30, False),
        ("visa", SUMMER, 19, 30, True),
        ("VISA", SUMMER, 20, 30, False),
        ("mastercard", SUMMER, 9, 1, True),
        ("mastercard", SUMMER, 10, 1, False),
        ("mastercard", SUMMER, 34, 30, True),
        ("mastercard", SUMMER, 35, 30, False),
        ("amex", SUMMER, 99, 1, True),
    ],
)
def test_a_card_scheme_bounds_the_tries(brand, now, tries, days, allowed) -> None:
    """By facts with dates: Visa allows 20 in 30 days since April 2026, and 15 before."""
    tried = [now - days * ONE_DAY * (place + 1) / (tries + 1) for place in range(tries)]
    if days > 1:
        tried = [now - timedelta(days=2) - (27 * ONE_DAY) * place / tries for place in range(tries)]
    assert may_retry(brand, tried, now) is allowed
    assert may_retry(brand, [now - 31 * ONE_DAY] * 99, now)


def test_bounds_are_in_order() -> None:
    """A later row of a brand and a number of days replaces the one before."""
    rows = [(row.brand, row.days, row.since) for row in RETRY_BOUNDS]
    assert len({*rows}) == len(rows)
    assert all(row.tries > 0 and row.days > 0 for row in RETRY_BOUNDS)


def test_the_scheme_ends_what_the_property_would_go_on_trying() -> None:
    """Ten tries of one charge on one day are the most for Mastercard, whoever asked for them."""
    facts = attrs.evolve(OWN, brand="mastercard")
    desk = Desk(rule(), facts=facts, policy=PaymentRulesSettings(retries=10))
    for _ in range(9):
        desk.until_due().claim()
        desk.answer(ChargeOutcome.NOT_SENT)
    desk.until_due().claim()
    desk.answer(SOFT)
    assert (desk.statuses(), len(desk.payment().attempts)) == (["failed"], 10)


# Surcharges

PERCENT = rule(surcharge=Surcharge("CARD", rate=Decimal("0.02")))


def test_a_surcharge_is_asked_beside_the_amount_with_its_tax() -> None:
    """It is no part of what is owed, and has its own code and net amount."""
    desk = claimed(PERCENT, surcharge=euro("9.52"))
    attempt = desk.payment().attempts[0]
    assert (attempt.amount, attempt.surcharge, attempt.surcharge_net, attempt.asked) == (
        Decimal("400.00"),
        Decimal("9.52"),
        Decimal("8.00"),
        Decimal("409.52"),
    )
    answered, came, *_ = desk.answer(APPROVED)
    assert isinstance(answered, ChargeAnswered)
    assert answered.captured == Decimal("409.52")
    assert isinstance(came, PaymentCharged)
    assert (came.charged, came.surcharge_code, came.surcharge_net) == (400, "CARD", 8)
    assert parts(desk) == ("400.00", "400.00", "0.00", "0.00")


@pytest.mark.parametrize("told", [None, "7.99"])
def test_a_surcharge_is_never_asked_for_without_its_tax(told) -> None:
    """Who has not worked it out is told how much it is before tax."""
    error = refused(
        "payment_rules.surcharge_missing",
        lambda: claimed(PERCENT, surcharge=None if told is None else euro(told)),
    )
    assert error.values["net"] == 8


def test_a_surcharge_is_in_the_currency_of_the_reservation() -> None:
    """9.52 dollars are not asked for as 9.52 euro."""
    refused(
        "payment_rules.currency_mismatch",
        lambda: claimed(PERCENT, surcharge=money("9.52", "USD")),
    )


def test_a_surcharge_follows_what_is_charged() -> None:
    """A part of it, or a fixed amount, rounded as the bill is."""
    desk = claimed(PERCENT, figures=owed("33.30"), surcharge=euro("0.67"))
    assert desk.payment().attempts[0].surcharge_net == Decimal("0.67")
    fixed = rule(surcharge=Surcharge("CARD", amount=euro("2.50")))
    desk = claimed(fixed, surcharge=euro("2.98"))
    assert desk.payment().attempts[0].surcharge_net == Decimal("2.50")


def test_a_virtual_card_never_pays_a_surcharge() -> None:
    """It would be declined: it holds the exact amount."""
    desk = claimed(PERCENT, facts=VCC, surcharge=euro("9.52"))
    assert (desk.payment().attempts[0].asked, desk.payment().attempts[0].surcharge_net) == (400, 0)


def test_a_part_that_is_approved_pays_the_price_first() -> None:
    """A part of a surcharge would have no tax, so there is none."""
    desk = claimed(PERCENT, surcharge=euro("9.52"))
    _, came, *_ = desk.answer(APPROVED, captured=euro("400.00"))
    assert (came.charged, came.surcharge_code, came.surcharge_net, came.remainder) == (
        400,
        None,
        0,
        0,
    )


# After changes


def test_a_charge_that_comes_after_the_cancellation_is_booked() -> None:
    """It happened; a refund is a matter of its own."""
    desk = claimed(rule("R1"), rule("R2", step(AT_CHECK_OUT)))
    desk.do(CancelPlan("S1"))
    events = desk.answer(APPROVED)
    assert kinds(events)[:2] == ["ChargeAnswered", "PaymentCharged"]
    assert isinstance(events[-1], CardReleased)
    assert desk.statuses() == ["charged", "cancelled"]


@pytest.mark.parametrize("outcome", [ChargeOutcome.NOT_SENT, ChargeOutcome.NOT_ACTIVE_YET])
def test_what_comes_back_from_the_gateway_waits_for_the_dates_of_now(outcome) -> None:
    """A later activation, or later dates, were told while the charge was there."""
    desk = claimed(facts=VCC)
    desk.know(virtual(active_on=date(2026, 4, 10)))
    desk.answer(outcome)
    assert desk.payment().due.at == instant("2026-04-10T11:00+02:00")
    desk = claimed()
    desk.move(attrs.evolve(STAY, arrival=date(2026, 5, 2), departure=date(2026, 5, 6)))
    desk.answer(ChargeOutcome.NOT_SENT)
    assert desk.payment().due.at == instant("2026-04-25T11:00+02:00")


# What waits for a person, and cards


def test_what_waits_for_a_person_is_not_charged_before_they_have_looked() -> None:
    """Nobody knows what the card holds: it is charged once somebody has said so and resumed it."""
    desk = Desk(rule(), facts=attrs.evolve(VCC, balance=None)).until_due()
    desk.claim()
    assert desk.payment().reason is Reason.BALANCE_UNKNOWN
    refused("payment_rules.needs_attention", desk.claim)


def test_a_charge_releases_the_card_that_it_holds() -> None:
    """Another one's answer does not free a card."""
    desk = claimed()
    other = ReleaseCard("C1", "a1:S9:1:1", charged=False)
    refused("payment_rules.card_not_held", lambda: desk.keep((CARD, other)))
