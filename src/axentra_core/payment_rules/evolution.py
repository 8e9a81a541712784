"""What an event changes in a rule, in a card, and in the plan of a reservation."""

from typing import Any

import attrs

from axentra_core.kernel.decider import begins, evolutions, on
from axentra_core.kernel.numbers import subtract
from axentra_core.payment_rules import events as ev
from axentra_core.payment_rules.cards import GuestCard
from axentra_core.payment_rules.lifecycle import OPEN, PLANNED, RULE
from axentra_core.payment_rules.model import (
    Attempt,
    ChargeOutcome,
    PaymentPlan,
    PaymentRule,
    PlannedPayment,
    PlanStatus,
)

# --- rules ---


def drafted(event: ev.RuleDrafted) -> PaymentRule:
    """Return a draft."""
    return PaymentRule(
        event.payment_rule, event.terms, RULE.start, event.at, supersedes=event.supersedes
    )


def _rule(rule: PaymentRule, event: object, **changes: Any) -> PaymentRule:  # noqa: ANN401 - any field
    changes["status"] = RULE.after(rule.status, type(event))
    return attrs.evolve(rule, **changes)


def revised(rule: PaymentRule, event: ev.RuleRevised) -> PaymentRule:
    """Return a draft that nobody has reviewed."""
    return _rule(rule, event, terms=event.terms, reviewed=None)


def reviewed(rule: PaymentRule, event: ev.RuleReviewed) -> PaymentRule:
    """Return a rule that can be activated."""
    return _rule(rule, event, reviewed=event.fingerprint)


def activated(rule: PaymentRule, event: ev.RuleActivated) -> PaymentRule:
    """Return a rule that is matched with reservations."""
    return _rule(rule, event, activated_at=event.at)


def archived(rule: PaymentRule, event: ev.RuleArchived) -> PaymentRule:
    """Return a rule that is matched with none."""
    return _rule(rule, event, archived_at=event.at, superseded_by=event.superseded_by)


def discarded(rule: PaymentRule, event: ev.RuleDiscarded) -> PaymentRule:
    """Return a draft that was thrown away."""
    return _rule(rule, event)


# --- cards ---


def registered(event: ev.CardRegistered) -> GuestCard:
    """Return a card that nobody has charged."""
    return GuestCard(event.guest_card, event.facts)


def facts_changed(card: GuestCard, event: ev.CardFactsChanged) -> GuestCard:
    """Return the card with what is known now."""
    return attrs.evolve(card, facts=event.facts)


def held(card: GuestCard, event: ev.CardHeld) -> GuestCard:
    """Return the card while it is being charged."""
    return attrs.evolve(card, held_by=event.payment)


def released(card: GuestCard, event: ev.CardReleased) -> GuestCard:
    """Return the card once its charge has an outcome."""
    return attrs.evolve(card, held_by=None, charges=card.charges + event.charged)


# --- plans ---


def opened(event: ev.PlanOpened) -> PaymentPlan:
    """Return a plan without payments."""
    return PaymentPlan(
        event.payment_plan,
        event.reservation,
        event.guest_card,
        event.facts,
        PlanStatus.EXPECTED,
        opened_at=event.at,
    )


def reservation_changed(plan: PaymentPlan, event: ev.ReservationChanged) -> PaymentPlan:
    """Return the plan of other dates."""
    return attrs.evolve(plan, reservation=event.reservation)


def card_changed(plan: PaymentPlan, event: ev.PlanCardChanged) -> PaymentPlan:
    """Return the plan with another card, or with other facts about it."""
    return attrs.evolve(plan, card=event.guest_card, facts=event.facts)


def plan_cancelled(plan: PaymentPlan, _: ev.PlanCancelled) -> PaymentPlan:
    """Return the plan of a cancelled reservation."""
    return attrs.evolve(plan, status=PlanStatus.CANCELLED)


def did_not_come(plan: PaymentPlan, _: ev.GuestDidNotCome) -> PaymentPlan:
    """Return the plan of a no-show."""
    return attrs.evolve(plan, status=PlanStatus.NO_SHOW)


def reinstated(plan: PaymentPlan, _: ev.PlanReinstated) -> PaymentPlan:
    """Return the plan of a guest who is expected again."""
    return attrs.evolve(plan, status=PlanStatus.EXPECTED)


def scheduled(plan: PaymentPlan, event: ev.PaymentScheduled) -> PaymentPlan:
    """Return the plan with one payment more."""
    payment = PlannedPayment(
        event.number,
        event.rule,
        event.fingerprint,
        event.drafted_at,
        event.places,
        event.steps,
        event.surcharge,
        PLANNED.start,
        event.due,
    )
    return attrs.evolve(plan, payments=(*plan.payments, payment))


def _with(plan: PaymentPlan, payment: PlannedPayment) -> PaymentPlan:
    place = payment.number - 1
    payments = (*plan.payments[:place], payment, *plan.payments[place + 1 :])
    # One that is with the gateway stands in the way of all others.
    is_open = plan.open
    if payment.status in OPEN:
        is_open = payment.number
    elif is_open == payment.number:
        is_open = None
    return attrs.evolve(plan, payments=payments, open=is_open)


def _moved(plan: PaymentPlan, event: Any, **changes: Any) -> PaymentPlan:  # noqa: ANN401 - any
    """Return the plan with a payment moved by the table of payments."""
    payment = plan.payments[event.number - 1]
    changes["status"] = PLANNED.after(payment.status, type(event))
    return _with(plan, attrs.evolve(payment, **changes))


def rescheduled(plan: PaymentPlan, event: ev.PaymentRescheduled) -> PaymentPlan:
    """Return the plan with a payment at another moment."""
    return _moved(plan, event, due=event.due)


def resumed(plan: PaymentPlan, event: ev.PaymentResumed) -> PaymentPlan:
    """Return the plan with a payment that waits for its moment again."""
    return _moved(plan, event, due=event.due, reason=None)


Stopped = ev.PaymentBlocked | ev.AttentionNeeded | ev.PaymentCancelled | ev.PaymentFailed


def stopped(plan: PaymentPlan, event: Stopped) -> PaymentPlan:
    """Return the plan with a payment that is not charged as it stands."""
    return _moved(plan, event, reason=event.reason)


def skipped(plan: PaymentPlan, event: ev.PaymentSkipped) -> PaymentPlan:
    """Return the plan with a payment that had nothing to charge."""
    return _moved(
        plan,
        event,
        reason=event.reason,
        wanted=event.wanted,
        remainder=event.remainder,
        skipped=subtract(event.wanted, event.remainder),
    )


def claimed(plan: PaymentPlan, event: ev.PaymentClaimed) -> PaymentPlan:
    """Return the plan with a charge that is frozen."""
    attempt = Attempt(
        event.attempt,
        event.payment,
        event.at,
        event.guest_card,
        event.amount,
        event.surcharge,
        event.surcharge_net,
        event.wanted,
        event.skipped,
    )
    attempts = (*plan.payments[event.number - 1].attempts, attempt)
    return _moved(plan, event, attempts=attempts, reason=None)


def answered(plan: PaymentPlan, event: ev.ChargeAnswered) -> PaymentPlan:
    """Return the plan with the outcome of a charge on record."""
    return _attempt(plan, event, outcome=event.outcome, captured=event.captured)


def contradicted(plan: PaymentPlan, event: ev.ChargeContradicted) -> PaymentPlan:
    """Return the plan with what the gateway has said since."""
    return _attempt(plan, event, told_later=event.told)


def _attempt(
    plan: PaymentPlan,
    event: ev.ChargeAnswered | ev.ChargeContradicted,
    **changes: Any,  # noqa: ANN401 - any field
) -> PaymentPlan:
    payment = plan.payments[event.number - 1]
    attempts = tuple(
        attrs.evolve(one, **changes) if one.number == event.attempt else one
        for one in payment.attempts
    )
    return _with(plan, attrs.evolve(payment, attempts=attempts))


def charged(plan: PaymentPlan, event: ev.PaymentCharged) -> PaymentPlan:
    """Return the plan with a payment that has brought its money."""
    attempt = plan.payments[event.number - 1].attempts[-1]
    return _moved(
        plan,
        event,
        wanted=attempt.wanted,
        charged=event.charged,
        remainder=event.remainder,
        skipped=attempt.skipped,
    )


def deferred(plan: PaymentPlan, event: ev.PaymentDeferred) -> PaymentPlan:
    """Return the plan with a payment that is tried again."""
    put_off = event.outcome is ChargeOutcome.NOT_ACTIVE_YET
    deferrals = plan.payments[event.number - 1].deferrals + put_off
    return _moved(plan, event, due=event.due, deferrals=deferrals)


def open_still(plan: PaymentPlan, event: ev.GuestActionNeeded | ev.OutcomeUnknown) -> PaymentPlan:
    """Return the plan with a charge that is still with the gateway."""
    return _moved(plan, event)


def unchanged(plan: PaymentPlan, _: ev.RemainderDue) -> PaymentPlan:
    """Return the plan: the remainder came with the charge."""
    return plan


# fmt: off
EVOLVE_RULE = evolutions(
    begins(ev.RuleDrafted,        drafted),
    on(ev.RuleRevised,            revised),
    on(ev.RuleReviewed,           reviewed),
    on(ev.RuleActivated,          activated),
    on(ev.RuleArchived,           archived),
    on(ev.RuleDiscarded,          discarded),
)

EVOLVE_CARD = evolutions(
    begins(ev.CardRegistered,     registered),
    on(ev.CardFactsChanged,       facts_changed),
    on(ev.CardHeld,               held),
    on(ev.CardReleased,           released),
)

EVOLVE_PLAN = evolutions(
    begins(ev.PlanOpened,         opened),
    on(ev.ReservationChanged,     reservation_changed),
    on(ev.PlanCardChanged,        card_changed),
    on(ev.PlanCancelled,          plan_cancelled),
    on(ev.GuestDidNotCome,        did_not_come),
    on(ev.PlanReinstated,         reinstated),
    on(ev.PaymentScheduled,       scheduled),
    on(ev.PaymentRescheduled,     rescheduled),
    on(ev.PaymentResumed,         resumed),
    on(ev.PaymentBlocked,         stopped),
    on(ev.AttentionNeeded,        stopped),
    on(ev.PaymentCancelled,       stopped),
    on(ev.PaymentFailed,          stopped),
    on(ev.PaymentSkipped,         skipped),
    on(ev.PaymentClaimed,         claimed),
    on(ev.ChargeAnswered,         answered),
    on(ev.ChargeContradicted,     contradicted),
    on(ev.PaymentCharged,         charged),
    on(ev.PaymentDeferred,        deferred),
    on(ev.GuestActionNeeded,      open_still),
    on(ev.OutcomeUnknown,         open_still),
    on(ev.RemainderDue,           unchanged),
)
# fmt: on
