"""What commands decide about the payments that are planned for a reservation."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Final

from axentra_core.kernel.actor import Context
from axentra_core.payment_rules import events as ev
from axentra_core.payment_rules import messages as msg
from axentra_core.payment_rules.amounts import reason_to_block
from axentra_core.payment_rules.cards import CardFacts
from axentra_core.payment_rules.due import DueNote
from axentra_core.payment_rules.lifecycle import WAITING
from axentra_core.payment_rules.model import (
    PaymentPlan,
    PlannedPayment,
    PlannedStatus,
    PlanStatus,
    Reason,
    ReservationFacts,
)
from axentra_core.payment_rules.planning import Place, Planned, Planner
from axentra_core.payment_rules.refusals import PaymentRulesRefusal
from axentra_core.payment_rules.schedule import due_of, not_before, noted
from axentra_core.payment_rules.settings import LatePolicy, NoShowPolicy, PaymentRulesSettings

Happened = list[object]

# Given up for what may change again; what was given up for good is never planned again.
FOR_NOW: Final = frozenset({Reason.CARD_REPLACED, Reason.RESERVATION_CANCELLED, Reason.NO_SHOW})


def open_plan(command: msg.OpenPlan, context: Context) -> Happened:
    """Match a reservation with the rules."""
    opened = ev.PlanOpened(
        command.payment_plan,
        command.reservation,
        command.guest_card,
        command.facts,
        context.now,
    )
    return [
        opened,
        *_matched(command.payment_plan, command.reservation, command.facts, command, context, 0),
    ]


Matching = msg.OpenPlan | msg.MatchRules | msg.ChangePlanCard | msg.ReinstatePlan


def _matched(  # noqa: PLR0913, PLR0917 - what a plan is made of
    plan: str,
    reservation: ReservationFacts,
    facts: CardFacts,
    command: Matching,
    context: Context,
    numbered: int,
    taken: Collection[Place] = (),
) -> Iterator[object]:
    """Schedule what rules plan, and say at once what stands against it."""
    planner = Planner(command.rules, command.policy, command.zone)
    found = planner.plan(reservation, facts, context.now, taken)
    for number, planned in enumerate(found, numbered + 1):
        rule = planned.rule
        yield ev.PaymentScheduled(
            plan,
            number,
            rule.id,
            rule.terms.fingerprint,
            rule.drafted_at,
            planned.places,
            planned.steps,
            None if facts.is_virtual else rule.terms.surcharge,
            planned.due,
            context.now,
        )
        yield from _at_once(plan, number, planned, facts, command.policy, context.now)


def _at_once(  # noqa: PLR0913, PLR0917 - what decides it
    plan: str,
    number: int,
    planned: Planned,
    facts: CardFacts,
    policy: PaymentRulesSettings,
    now: datetime,
) -> Iterator[object]:
    if (reason := reason_to_block(facts)) is not None:
        yield ev.PaymentBlocked(plan, number, reason, now)
    elif planned.is_late:
        yield from _late(plan, number, policy, now)


def _late(plan: str, number: int, policy: PaymentRulesSettings, now: datetime) -> Iterator[object]:
    """Leave what is late to a person, or give it up; it is charged at once otherwise."""
    if policy.late is LatePolicy.MANUAL:
        yield ev.AttentionNeeded(plan, number, Reason.BOOKED_TOO_LATE, now)
    elif policy.late is LatePolicy.SKIP:
        yield ev.PaymentCancelled(plan, number, Reason.BOOKED_TOO_LATE, now)


def match_rules(plan: PaymentPlan, command: msg.MatchRules, context: Context) -> Happened:
    """Plan what rules that came later say of the reservation."""
    return [*_anew(plan, plan.reservation, plan.facts, command, context)]


def something_matches(
    plan: PaymentPlan, command: msg.MatchRules, context: Context
) -> PaymentRulesRefusal | None:
    """A rule that plans nothing for a reservation is not matched with it."""
    is_expected = plan.status is PlanStatus.EXPECTED
    if is_expected and match_rules(plan, command, context):
        return None
    return PaymentRulesRefusal("payment_rules.nothing_to_match", payment_plan=plan.id)


def _anew(  # noqa: PLR0913, PLR0917 - what a plan is made of
    plan: PaymentPlan,
    reservation: ReservationFacts,
    facts: CardFacts,
    command: msg.MatchRules | msg.ChangePlanCard | msg.ReinstatePlan,
    context: Context,
    given_up: Collection[int] = (),
) -> Iterator[object]:
    """Match again; what has a payment that was not given up for now never gets another."""
    standing = (
        one
        for one in plan.payments
        if one.number not in given_up
        and (one.status is not PlannedStatus.CANCELLED or one.reason not in FOR_NOW)
    )
    taken = {(one.rule, place) for one in standing for place in one.places}
    numbered = len(plan.payments)
    return _matched(plan.id, reservation, facts, command, context, numbered, taken)


def change_reservation(
    plan: PaymentPlan, command: msg.ChangeReservation, context: Context
) -> Happened:
    """Move what waits; what was charged stays charged, and its number never fires again."""
    happened: Happened = []
    if command.reservation != plan.reservation:
        happened.append(ev.ReservationChanged(plan.id, command.reservation, context.now))
    waiting = [one for one in plan.payments if one.status in WAITING]
    reservation, zone, now = command.reservation, command.zone, context.now
    for moved in _moved(plan, waiting, reservation, plan.facts, zone, context):
        happened.append(moved)
        one = plan.payments[moved.number - 1]
        if one.status is PlannedStatus.SCHEDULED and moved.due.at <= now < one.due.at:
            happened += _late(plan.id, one.number, command.policy, now)
    return happened


def _moved(  # noqa: PLR0913, PLR0917 - what a moment follows from
    plan: PaymentPlan,
    payments: Sequence[PlannedPayment],
    reservation: ReservationFacts,
    facts: CardFacts,
    zone: str,
    context: Context,
) -> Iterator[ev.PaymentRescheduled]:
    for one in payments:
        due = due_of(one.steps, reservation, facts, zone)
        if DueNote.SETTLING in one.due.notes:
            due = not_before(due, one.due.at, DueNote.SETTLING)
        if due.at <= context.now:
            due = noted(due, DueNote.ALREADY_OVER)
        if (due.at, due.on, due.wall) == (one.due.at, one.due.on, one.due.wall):
            continue
        if DueNote.TRIED_AGAIN in one.due.notes and due.at <= one.due.at:
            continue
        yield ev.PaymentRescheduled(plan.id, one.number, due, context.now)


def change_plan_card(plan: PaymentPlan, command: msg.ChangePlanCard, context: Context) -> Happened:
    """Plan what waits for the card there is now."""
    if (command.guest_card, command.facts) == (plan.card, plan.facts):
        return []
    facts, now = command.facts, context.now
    happened: Happened = [ev.PlanCardChanged(plan.id, command.guest_card, facts, now)]
    waiting = [one for one in plan.payments if one.status in WAITING]
    # A virtual card is charged by other rules of time, amount and number than the guest's own.
    others = waiting if facts.kind is not plan.facts.kind else []
    for one in others:
        happened.append(ev.PaymentCancelled(plan.id, one.number, Reason.CARD_REPLACED, now))
    kept = [one for one in waiting if one not in others]
    happened += _moved(plan, kept, plan.reservation, facts, command.zone, context)
    if (reason := reason_to_block(facts)) is not None:
        happened += [
            ev.PaymentBlocked(plan.id, one.number, reason, now)
            for one in kept
            if one.status is not PlannedStatus.BLOCKED
        ]
    # Nothing is planned for a guest who is not expected.
    if plan.status is PlanStatus.EXPECTED:
        given_up = {one.number for one in others}
        happened += _anew(plan, plan.reservation, facts, command, context, given_up)
    return happened


def cancel_plan(plan: PaymentPlan, command: msg.CancelPlan, context: Context) -> Happened:
    """Give up what waits; what is with the gateway is found out first, whatever became of it."""
    happened: Happened = [ev.PlanCancelled(plan.id, context.now)]
    for one in plan.payments:
        if one.status not in WAITING:
            continue
        if command.owes_fee and plan.facts.is_virtual:
            if one.status is PlannedStatus.SCHEDULED:
                happened.append(_to_a_person(plan, one, Reason.RESERVATION_CANCELLED, context))
        else:
            happened.append(_given_up(plan, one, Reason.RESERVATION_CANCELLED, context))
    return happened


def record_guest_did_not_come(
    plan: PaymentPlan, command: msg.RecordGuestDidNotCome, context: Context
) -> Happened:
    """Keep, give up, or leave to a person what waits for a guest who has not come."""
    happened: Happened = [ev.GuestDidNotCome(plan.id, context.now)]
    for one in plan.payments:
        happened += of_no_show(plan, one, command.policy, context)
    return happened


def of_no_show(
    plan: PaymentPlan, one: PlannedPayment, policy: PaymentRulesSettings, context: Context
) -> Iterator[object]:
    """Return what becomes of one payment of a guest who has not come."""
    does = policy.no_show_virtual if plan.facts.is_virtual else policy.no_show
    if does is NoShowPolicy.CANCEL and one.status in WAITING:
        yield _given_up(plan, one, Reason.NO_SHOW, context)
    elif does is NoShowPolicy.MANUAL and one.status is PlannedStatus.SCHEDULED:
        yield _to_a_person(plan, one, Reason.NO_SHOW, context)


def _given_up(
    plan: PaymentPlan, one: PlannedPayment, reason: Reason, context: Context
) -> ev.PaymentCancelled:
    return ev.PaymentCancelled(plan.id, one.number, reason, context.now)


def _to_a_person(
    plan: PaymentPlan, one: PlannedPayment, reason: Reason, context: Context
) -> ev.AttentionNeeded:
    return ev.AttentionNeeded(plan.id, one.number, reason, context.now)


def reinstate_plan(plan: PaymentPlan, command: msg.ReinstatePlan, context: Context) -> Happened:
    """Expect the guest again; a step that was charged before is not charged again."""
    return [
        ev.PlanReinstated(plan.id, context.now),
        *_anew(plan, plan.reservation, plan.facts, command, context),
    ]


def resume_payment(
    plan: PaymentPlan, command: msg.ResumePayment, context: Context
) -> list[ev.PaymentResumed]:
    """Let a payment wait for its moment again, perhaps one that is over."""
    payment = plan.payments[command.number - 1]
    due = due_of(payment.steps, plan.reservation, plan.facts, command.zone)
    return [ev.PaymentResumed(plan.id, payment.number, due, context.now)]


def cancel_payment(
    plan: PaymentPlan, command: msg.CancelPayment, context: Context
) -> list[ev.PaymentCancelled]:
    """Give a payment up."""
    return [ev.PaymentCancelled(plan.id, command.number, Reason.BY_HAND, context.now)]


def cancel_payments_of(
    plan: PaymentPlan, command: msg.CancelPaymentsOf, context: Context
) -> list[ev.PaymentCancelled]:
    """Give up what a rule has planned and nobody has charged."""
    return [
        ev.PaymentCancelled(plan.id, one.number, Reason.RULE_STOPPED, context.now)
        for one in plan.payments
        if one.rule == command.rule and one.status in WAITING
    ]
