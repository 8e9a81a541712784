"""What happens to planned payments while they wait: dates, cards, guests, and rules change."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import attrs
import pytest
from tests.payment_rules.conftest import (
    ARRIVAL,
    AT_CHECK_IN,
    AT_CHECK_OUT,
    BOOKED,
    OWN,
    PLAN,
    POLICY,
    REST,
    STAY,
    Desk,
    before,
    instant,
    owed,
    rule,
    step,
    virtual,
)

from axentra_core.kernel.errors import RuleViolation
from axentra_core.payment_rules import (
    AmountKind,
    CancelPayment,
    CancelPaymentsOf,
    CancelPlan,
    ChargeOutcome,
    DueNote,
    GuestDidNotCome,
    LatePolicy,
    NoShowPolicy,
    PaymentCancelled,
    PaymentRescheduled,
    PaymentRulesSettings,
    PaymentScheduled,
    PlanCancelled,
    PlanStatus,
    Reason,
    RecordGuestDidNotCome,
    Share,
    Surcharge,
)
from axentra_core.payment_rules.due_list import due_value

ONE_DAY = timedelta(days=1)
FIRST_NIGHT = Share(AmountKind.FIRST_NIGHT)
TWO_STEPS = rule("R1", step(before(7), FIRST_NIGHT), step(AT_CHECK_OUT, REST))
LATER_STAY = attrs.evolve(STAY, arrival=date(2026, 5, 2), departure=date(2026, 5, 6))
NOT_VALIDATED = attrs.evolve(OWN, is_validated=False)
GUARANTEE = attrs.evolve(OWN, is_chargeable=False)
VCC = virtual(active_on=date(2026, 4, 3))


def refused(code, act):
    """Check that something is refused for this cause."""
    with pytest.raises(RuleViolation) as caught:
        act()
    assert caught.value.code == code
    return caught.value


def kinds(events):
    """Return the classes of events."""
    return [type(event).__name__ for event in events]


# A plan begins


def test_a_plan_numbers_what_rules_plan() -> None:
    """In the order in which it is charged, and with what each rule says."""
    desk = Desk(TWO_STEPS, rule("R2", step(AT_CHECK_IN)))
    assert [(one.number, one.rule, one.places) for one in desk.plan.payments] == [
        (1, "R1", (1,)),
        (2, "R2", (1,)),
        (3, "R1", (2,)),
    ]
    for one in desk.plan.payments:
        assert (
            one.fingerprint
            == {"R1": TWO_STEPS, "R2": rule("R2", step(AT_CHECK_IN))}[one.rule].terms.fingerprint
        )
    assert (desk.plan.status, desk.plan.open) == (PlanStatus.EXPECTED, None)


def test_a_reservation_that_meets_no_rule_has_an_empty_plan() -> None:
    """Staff see that nothing is charged by itself; a rule that comes later may be matched."""
    desk = Desk()
    assert (desk.plan.payments, [*PLAN.index(desk.plan)]) == ((), [("payment_plan.card", "C1")])
    refused("payment_rules.nothing_to_match", lambda: desk.match(rule(channels=("agoda",))))
    assert kinds(desk.match(TWO_STEPS)) == ["PaymentScheduled", "PaymentScheduled"]


def test_a_rule_plans_each_of_its_steps_once() -> None:
    """Matching again adds what is new, and nothing twice."""
    desk = Desk(TWO_STEPS)
    refused("payment_rules.nothing_to_match", lambda: desk.match(TWO_STEPS))
    (planned,) = desk.match(TWO_STEPS, rule("R2", step(AT_CHECK_IN)))
    assert (planned.number, planned.rule) == (3, "R2")
    desk.charge(1)
    refused("payment_rules.nothing_to_match", lambda: desk.match(TWO_STEPS))


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (NOT_VALIDATED, Reason.CARD_NOT_VALIDATED),
        (attrs.evolve(OWN, is_validated=None), Reason.CARD_NOT_VALIDATED),
        (GUARANTEE, Reason.CARD_NOT_CHARGEABLE),
        (attrs.evolve(virtual(), is_chargeable=False), Reason.CARD_NOT_CHARGEABLE),
    ],
)
def test_a_card_that_nobody_may_charge_blocks_its_payments(facts, reason) -> None:
    """They are visible, and never sent (seed: *akan gagal*)."""
    desk = Desk(rule(), facts=facts)
    assert (desk.statuses(), desk.payment().reason) == (["blocked"], reason)
    assert "payment_plan.due" not in dict(PLAN.index(desk.plan))
    code = (
        "payment_rules.card_not_validated"
        if reason is Reason.CARD_NOT_VALIDATED
        else "payment_rules.blocked"
    )
    refused(code, desk.until_due().claim)
    refused(code, desk.resume)


def test_a_virtual_card_is_validated_by_its_channel() -> None:
    """Nobody here validates it, so nothing blocks it."""
    assert Desk(rule(), facts=VCC).statuses() == ["scheduled"]


def test_a_surcharge_is_never_planned_for_a_virtual_card() -> None:
    """It holds the exact amount."""
    with_it = rule(surcharge=Surcharge("CARD", rate=Decimal("0.02")))
    assert Desk(with_it, facts=VCC).payment().surcharge is None
    assert Desk(with_it).payment().surcharge.code == "CARD"


# Dates


def test_moved_dates_move_what_waits_and_keep_its_number() -> None:
    """A payment that was charged stays as it was, and never fires again."""
    desk = Desk(TWO_STEPS)
    desk.charge(1)
    charged = desk.payment(1)
    events = desk.move(LATER_STAY)
    assert kinds(events) == ["ReservationChanged", "PaymentRescheduled"]
    assert (desk.payment(1), desk.payment(2).number) == (charged, 2)
    assert desk.payment(2).due.at == instant("2026-05-06T12:00+02:00")
    assert desk.statuses() == ["charged", "scheduled"]


def test_the_same_facts_again_change_nothing() -> None:
    """Twice is once."""
    desk = Desk(TWO_STEPS)
    assert desk.move(STAY) == []
    desk.move(LATER_STAY)
    assert desk.move(LATER_STAY) == []
    assert desk.know(OWN) == []


def test_other_facts_of_the_reservation_move_nothing() -> None:
    """Another rate plan or channel is noted; what was matched stays matched."""
    desk = Desk(rule(rate_plans=(), channels=("booking_com",)))
    events = desk.move(attrs.evolve(STAY, channel="agoda", rate_plan="BAR"))
    assert kinds(events) == ["ReservationChanged"]
    assert desk.statuses() == ["scheduled"]


@pytest.mark.parametrize(
    ("late", "status"),
    [
        (LatePolicy.CHARGE_NOW, "scheduled"),
        (LatePolicy.MANUAL, "attention"),
        (LatePolicy.SKIP, "cancelled"),
    ],
)
def test_a_moment_that_a_change_puts_into_the_past_is_late(late, status) -> None:
    """It is flagged, and what the property does with late payments is done."""
    desk = Desk(rule(), policy=PaymentRulesSettings(late=late))
    desk.wait_until("2026-03-20T09:00Z")
    desk.move(attrs.evolve(STAY, arrival=date(2026, 3, 25)))
    assert (desk.statuses(), desk.payment().due.notes) == ([status], (DueNote.ALREADY_OVER,))
    assert desk.payment().due.at == instant("2026-03-18T11:00+01:00")
    # Said once: the next change of a payment that is late already is none.
    assert desk.move(desk.plan.reservation) == []


def test_a_payment_that_is_tried_again_is_not_pulled_forward() -> None:
    """The day of the next try stays, whatever is told about the reservation meanwhile."""
    desk = Desk(rule(), policy=PaymentRulesSettings(retries=1))
    desk.charge(outcome=ChargeOutcome.DECLINED_SOFT)
    tomorrow = desk.payment().due
    assert desk.move(STAY) == []
    earlier = attrs.evolve(STAY, arrival=ARRIVAL - ONE_DAY)
    assert kinds(desk.move(earlier)) == ["ReservationChanged"]
    assert desk.payment().due == tomorrow
    desk.move(LATER_STAY)
    assert desk.payment().due.at == instant("2026-04-25T11:00+02:00")


def test_a_payment_that_settles_is_not_pulled_forward() -> None:
    """The time in which somebody can intervene stays, whatever else changes."""
    policy = PaymentRulesSettings(settle_minutes=360)
    desk = Desk(rule(), policy=policy, now=instant("2026-03-26T09:00Z"))
    ready = instant("2026-03-26T15:00Z")
    assert desk.payment().due.at == ready
    assert desk.move(STAY) == []
    desk.move(attrs.evolve(STAY, arrival=ARRIVAL - ONE_DAY))
    assert desk.payment().due.at == ready


# Cards


def test_another_activation_moves_what_waits() -> None:
    """Channels have moved them all at once, forward and back."""
    desk = Desk(rule(), facts=VCC)
    for day, due in ((10, "2026-04-10T11:00+02:00"), (3, "2026-04-03T11:00+02:00")):
        events = desk.know(virtual(active_on=date(2026, 4, day)))
        assert kinds(events) == ["CardFactsChanged", "PlanCardChanged", "PaymentRescheduled"]
        assert (desk.payment().number, desk.payment().due.at) == (1, instant(due))


def test_another_balance_moves_nothing() -> None:
    """It is read when the card is charged."""
    desk = Desk(rule(), facts=VCC)
    events = desk.know(attrs.evolve(VCC, balance=owed("380.00").outstanding))
    assert kinds(events) == ["CardFactsChanged", "PlanCardChanged"]
    desk.charge()
    assert desk.payment().charged == 380


def test_a_card_of_another_kind_is_planned_by_other_rules() -> None:
    """What waited for the old one is given up with the reason; numbers go on."""
    desk = Desk(TWO_STEPS, facts=VCC)
    desk.know(OWN, "C2")
    assert desk.statuses() == ["cancelled", "scheduled", "scheduled"]
    assert desk.payment(1).reason is Reason.CARD_REPLACED
    assert [one.places for one in desk.plan.payments] == [(1, 2), (1,), (2,)]
    desk.know(VCC, "C3")
    assert desk.statuses() == [*["cancelled"] * 3, "scheduled"]


def test_what_was_charged_before_is_not_charged_to_the_next_card() -> None:
    """A step of a rule is charged once, whichever card came later."""
    desk = Desk(TWO_STEPS)
    desk.charge(1)
    desk.know(VCC, "C2")
    assert desk.statuses() == ["charged", "cancelled"]
    desk.know(OWN, "C3")
    assert [(one.places, str(one.status)) for one in desk.plan.payments][2:] == [
        ((2,), "scheduled")
    ]


def test_a_better_card_does_not_resume_what_was_blocked() -> None:
    """A person does, who has spoken with the guest (seed: *secara manual*)."""
    desk = Desk(rule(), facts=NOT_VALIDATED)
    desk.know(OWN, "C2")
    assert desk.statuses() == ["blocked"]
    desk.resume()
    assert (desk.statuses(), desk.payment().reason) == (["scheduled"], None)
    desk.charge()
    assert desk.payment().attempts[0].card == "C2"


def test_a_worse_card_blocks_what_waits() -> None:
    """Also what somebody was to look at."""
    desk = Desk(rule(), rule("R2", step(AT_CHECK_IN)))
    desk.figures = owed()
    desk.know(NOT_VALIDATED, "C2")
    assert desk.statuses() == ["blocked", "blocked"]


# What is given up


def test_a_cancelled_reservation_has_nothing_scheduled() -> None:
    """What was charged stays charged; a fee is taken by hand."""
    desk = Desk(TWO_STEPS)
    desk.charge(1)
    assert kinds(desk.do(CancelPlan("S1"))) == ["PlanCancelled", "PaymentCancelled"]
    assert desk.statuses() == ["charged", "cancelled"]
    assert desk.payment(2).reason is Reason.RESERVATION_CANCELLED
    assert [*PLAN.index(desk.plan)] == []
    refused("payment_rules.reservation_cancelled", lambda: desk.claim(2))
    refused("payment_rules.reservation_cancelled", lambda: desk.do(CancelPlan("S1")))
    refused("payment_rules.reservation_cancelled", lambda: desk.match(rule("R2")))


def test_a_new_card_plans_nothing_for_a_cancelled_reservation() -> None:
    """Channels send facts about cards long after."""
    desk = Desk(rule(), facts=VCC)
    desk.do(CancelPlan("S1"))
    desk.know(virtual(active_on=date(2026, 4, 10)))
    desk.know(OWN, "C2")
    assert desk.statuses() == ["cancelled"]


@pytest.mark.parametrize("facts", [VCC, OWN])
def test_a_virtual_card_may_still_be_charged_for_a_fee(facts) -> None:
    """By hand: staff look at it; the guest's own card is charged by nobody."""
    desk = Desk(rule(), facts=facts)
    desk.do(CancelPlan("S1", owes_fee=True))
    assert desk.statuses() == ["attention" if facts is VCC else "cancelled"]
    assert desk.payment().reason is Reason.RESERVATION_CANCELLED


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (ChargeOutcome.APPROVED, "charged"),
        (ChargeOutcome.DECLINED_HARD, "failed"),
        (ChargeOutcome.DECLINED_SOFT, "cancelled"),
        (ChargeOutcome.NOT_SENT, "cancelled"),
        (ChargeOutcome.NOT_ACTIVE_YET, "cancelled"),
    ],
)
def test_what_is_with_the_gateway_is_found_out_first(outcome, status) -> None:
    """A cancellation does not undo a charge, and nothing is tried again after it."""
    desk = Desk(rule(), policy=PaymentRulesSettings(retries=2))
    desk.until_due().claim()
    desk.do(CancelPlan("S1"))
    assert desk.statuses() == ["claimed"]
    desk.answer(outcome)
    assert desk.statuses() == [status]
    assert "payment_plan.due" not in dict(PLAN.index(desk.plan))


# fmt: off
NO_SHOWS = (
    # card  policy               payment becomes
    (OWN,   NoShowPolicy.KEEP,   "scheduled"),
    (OWN,   NoShowPolicy.CANCEL, "cancelled"),
    (OWN,   NoShowPolicy.MANUAL, "attention"),
    (VCC,   NoShowPolicy.KEEP,   "scheduled"),
    (VCC,   NoShowPolicy.CANCEL, "cancelled"),
    (VCC,   NoShowPolicy.MANUAL, "attention"),
)
# fmt: on


@pytest.mark.parametrize(("facts", "does", "status"), NO_SHOWS, ids=range(6))
def test_a_property_says_what_it_does_with_no_shows(facts, does, status) -> None:
    """For the guest's own card and for a virtual one, whose balance the channel keeps right."""
    name = "no_show_virtual" if facts.is_virtual else "no_show"
    policy = attrs.evolve(POLICY, **{name: does})
    desk = Desk(rule(), facts=facts, policy=policy)
    desk.do(RecordGuestDidNotCome("S1", policy))
    assert (desk.statuses(), desk.plan.status) == ([status], PlanStatus.NO_SHOW)
    assert desk.payment().reason is (None if status == "scheduled" else Reason.NO_SHOW)


@pytest.mark.parametrize(("facts", "does", "status"), NO_SHOWS, ids=range(6))
def test_a_charge_that_comes_back_from_the_gateway_is_a_no_show_too(facts, does, status) -> None:
    """What nobody has sent is treated as what was still waiting."""
    name = "no_show_virtual" if facts.is_virtual else "no_show"
    desk = Desk(rule(), facts=facts, policy=attrs.evolve(POLICY, **{name: does}))
    desk.until_due().claim()
    desk.do(RecordGuestDidNotCome("S1", desk.policy))
    desk.answer(ChargeOutcome.NOT_SENT)
    assert desk.statuses() == [status]


def test_no_shows_are_left_to_a_person_unless_said_otherwise() -> None:
    """A fee differs from the balance; the balance of a virtual card does not."""
    assert (POLICY.no_show, POLICY.no_show_virtual) == (NoShowPolicy.MANUAL, NoShowPolicy.KEEP)


def test_a_reservation_that_comes_back_is_matched_anew() -> None:
    """What was charged still counts; what was given up has another number."""
    desk = Desk(TWO_STEPS)
    desk.charge(1)
    desk.do(CancelPlan("S1"))
    events = desk.reinstate()
    assert kinds(events) == ["PlanReinstated", "PaymentScheduled"]
    assert [(one.number, one.places, str(one.status)) for one in desk.plan.payments] == [
        (1, (1,), "charged"),
        (2, (2,), "cancelled"),
        (3, (2,), "scheduled"),
    ]
    refused("payment_rules.not_cancelled", desk.reinstate)


def test_a_no_show_that_arrives_after_all_is_expected_again() -> None:
    """What was left to a person stays with that person."""
    desk = Desk(rule())
    desk.do(RecordGuestDidNotCome("S1", POLICY))
    desk.reinstate()
    assert (desk.statuses(), desk.plan.status) == (["attention"], PlanStatus.EXPECTED)
    desk.resume()
    assert desk.statuses() == ["scheduled"]


def test_nothing_is_matched_for_a_guest_who_did_not_come() -> None:
    """A rule that comes later is not for them, and neither is another card."""
    desk = Desk(facts=VCC)
    desk.do(RecordGuestDidNotCome("S1", POLICY))
    refused("payment_rules.nothing_to_match", lambda: desk.match(rule()))
    desk.rules = (rule(),)
    desk.know(OWN, "C2")
    assert desk.statuses() == []


# Rules that end


def test_an_archived_rule_keeps_what_it_has_planned() -> None:
    """Seed: *pembayaran terjadwal yang sudah ada tetap akan diproses*; moved dates change none."""
    desk = Desk(TWO_STEPS)
    desk.rules = ()
    desk.move(LATER_STAY)
    desk.charge(1)
    desk.know(attrs.evolve(OWN, valid_through=date(2029, 1, 31)))
    desk.charge(2)
    assert desk.statuses() == ["charged", "charged"]


def test_what_a_rule_has_planned_is_stopped_by_its_own_verb() -> None:
    """What archiving does not do; other rules go on, and it does not come back."""
    desk = Desk(TWO_STEPS, rule("R2", step(AT_CHECK_IN)))
    stop = CancelPaymentsOf("S1", "R1")
    assert kinds(desk.do(stop)) == ["PaymentCancelled", "PaymentCancelled"]
    assert desk.statuses() == ["cancelled", "scheduled", "cancelled"]
    assert {desk.payment(number).reason for number in (1, 3)} == {Reason.RULE_STOPPED}
    assert desk.do(stop) == []
    desk.know(attrs.evolve(OWN, valid_through=date(2029, 1, 31)))
    desk.know(VCC, "C2")
    assert desk.statuses() == ["cancelled", "cancelled", "cancelled", "scheduled"]
    assert desk.payment(4).rule == "R2"


def test_what_a_person_has_given_up_does_not_come_back() -> None:
    """They took the money by hand; another balance, card or rule is no reason to charge it."""
    desk = Desk(rule(), facts=VCC)
    desk.do(CancelPayment("S1", 1))
    assert desk.payment().reason is Reason.BY_HAND
    desk.know(virtual("10.00", active_on=date(2026, 4, 3)))
    desk.know(OWN, "C2")
    refused("payment_rules.nothing_to_match", lambda: desk.match(rule()))
    assert desk.statuses() == ["cancelled"]
    desk.do(CancelPlan("S1"))
    desk.reinstate()
    assert desk.statuses() == ["cancelled"]


# Order


def test_payments_of_one_reservation_are_charged_in_one_order() -> None:
    """By moment, then by the age of the rule: whoever asks for the second is sent to the first."""
    old, new = rule("R9", drafted_at=BOOKED - 9 * ONE_DAY), rule("R1", drafted_at=BOOKED - ONE_DAY)
    desk = Desk(new, old)
    assert [one.rule for one in desk.plan.payments] == ["R9", "R1"]
    error = refused("payment_rules.not_next", lambda: desk.until_due().claim(2))
    assert error.values["first"] == 1
    desk.charge(1)
    desk.figures = owed("0")
    desk.claim(2)
    assert (desk.statuses(), desk.payment(2).reason) == (["charged", "skipped"], Reason.NOTHING_DUE)


def test_one_that_needs_a_person_does_not_hold_up_the_others() -> None:
    """The next one is charged when its moment comes."""
    desk = Desk(rule("R1"), rule("R2", step(AT_CHECK_IN)))
    desk.until_due().claim()
    desk.answer(ChargeOutcome.EXCEEDS_BALANCE)
    desk.charge(2)
    assert desk.statuses() == ["attention", "charged"]


def test_a_payment_is_found_when_it_is_due_and_while_it_is_open() -> None:
    """Only the first that waits, and none while another is with the gateway."""
    desk = Desk(TWO_STEPS)
    assert dict(PLAN.index(desk.plan))["payment_plan.due"] == due_value(desk.payment(1).due.at, 1)
    desk.until_due().claim()
    found = dict(PLAN.index(desk.plan))
    assert found["payment_plan.open"] == "a1:S1:1:1"
    assert "payment_plan.due" not in found
    desk.answer(ChargeOutcome.UNKNOWN)
    assert dict(PLAN.index(desk.plan))["payment_plan.unknown"] == "a1:S1:1:1"
    desk.answer(ChargeOutcome.APPROVED)
    found = dict(PLAN.index(desk.plan))
    assert found["payment_plan.due"] == due_value(desk.payment(2).due.at, 2)
    assert not {"payment_plan.open", "payment_plan.unknown"} & {*found}


def test_a_plan_is_what_its_events_say() -> None:
    """Whatever comes, the same events give the same plan."""
    desk = Desk(TWO_STEPS)
    desk.charge(1, ChargeOutcome.UNKNOWN)
    desk.answer(ChargeOutcome.APPROVED)
    desk.move(LATER_STAY)
    desk.do(CancelPlan("S1"))
    assert PLAN.replay(desk.log["payment_plan"]) == desk.plan
    seen = {type(event) for event in desk.log["payment_plan"]}
    assert {PaymentScheduled, PaymentRescheduled, PlanCancelled, PaymentCancelled} <= seen
    assert GuestDidNotCome not in seen
    assert all(event.at <= datetime(2027, 1, 1, tzinfo=UTC) for event in desk.log["payment_plan"])
