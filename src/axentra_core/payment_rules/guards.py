"""What stands against a change of a card or a plan: a guard returns the reason, or None."""

from collections.abc import Callable
from typing import Any

import attrs

from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import Asks, asks
from axentra_core.payment_rules import messages as msg
from axentra_core.payment_rules.amounts import reason_to_block
from axentra_core.payment_rules.cards import CardFacts, GuestCard
from axentra_core.payment_rules.lifecycle import PLANNED
from axentra_core.payment_rules.model import (
    PaymentPlan,
    PlannedPayment,
    PlannedStatus,
    PlanStatus,
    Reason,
)
from axentra_core.payment_rules.refusals import PaymentRulesRefusal

# --- cards ---


def not_expired(card: str, facts: CardFacts, context: Context) -> PaymentRulesRefusal | None:
    """Nobody pays with a card that is not valid any more."""
    if facts.valid_through is None or facts.valid_through >= context.business_date:
        return None
    return PaymentRulesRefusal(
        "payment_rules.card_expired", payment_plan=card, valid_through=facts.valid_through
    )


def not_in_use(card: GuestCard, command: msg.HoldCard, _: Context) -> PaymentRulesRefusal | None:
    """A card is charged by one payment at a time, whichever reservation it is for."""
    if card.held_by in {None, command.payment}:
        return None
    return PaymentRulesRefusal(
        "payment_rules.card_in_use", guest_card=card.id, payment=card.held_by
    )


def not_used_up(card: GuestCard, _: Context) -> PaymentRulesRefusal | None:
    """A virtual card is charged as often as its channel allows: once (seed)."""
    if not card.is_used_up:
        return None
    return PaymentRulesRefusal(
        "payment_rules.vcc_already_charged", guest_card=card.id, charges=card.charges
    )


def is_active_now(card: GuestCard, context: Context) -> PaymentRulesRefusal | None:
    """A virtual card is not charged before it is active."""
    begins = card.facts.active_from
    if begins is None or begins <= context.now:
        return None
    return PaymentRulesRefusal(
        "payment_rules.vcc_not_active", guest_card=card.id, active=begins.date()
    )


def held_by_it(card: GuestCard, command: msg.ReleaseCard, _: Context) -> PaymentRulesRefusal | None:
    """A charge releases the card that it holds."""
    if card.held_by == command.payment:
        return None
    return PaymentRulesRefusal(
        "payment_rules.card_not_held", guest_card=card.id, payment=command.payment
    )


# --- plans ---


def not_cancelled(plan: PaymentPlan, _: Context) -> PaymentRulesRefusal | None:
    """Nothing is charged automatically for a guest who will not come."""
    if plan.status is not PlanStatus.CANCELLED:
        return None
    return PaymentRulesRefusal("payment_rules.reservation_cancelled", payment_plan=plan.id)


def is_given_up(plan: PaymentPlan, _: Context) -> PaymentRulesRefusal | None:
    """Only who was not expected any more is expected again."""
    if plan.status is not PlanStatus.EXPECTED:
        return None
    return PaymentRulesRefusal("payment_rules.not_cancelled", payment_plan=plan.id)


def nothing_open(plan: PaymentPlan, _: Context) -> PaymentRulesRefusal | None:
    """One charge of a reservation at a time, and none while the last is unknown."""
    payment = None if plan.open is None else plan.payment(plan.open)
    return None if payment is None else _standing(plan, payment)


OfPayment = msg.ClaimPayment | msg.RecordCharge | msg.ResumePayment | msg.CancelPayment


def moves(event: type) -> Asks[PaymentPlan, Any]:
    """Return the guard that asks the table of payments whether an event may happen to one."""
    permitted = PLANNED.permits(event)

    def in_table(
        plan: PaymentPlan, command: OfPayment, context: Context
    ) -> PaymentRulesRefusal | None:
        """A payment moves only as the table of payments has it."""
        payment = plan.payment(command.number)
        if payment is None:
            return no_payment(plan, command.number)
        return None if permitted(payment, context) is None else _standing(plan, payment)

    return asks("number", in_table)


def no_payment(plan: PaymentPlan, number: int) -> PaymentRulesRefusal:
    """Return the refusal of a number that is not in the plan."""
    return PaymentRulesRefusal("payment_rules.payment_unknown", payment_plan=plan.id, number=number)


_SAYS: dict[PlannedStatus, Callable[[PaymentPlan, PlannedPayment], str]] = {
    PlannedStatus.SCHEDULED: lambda _plan, _payment: "payment_rules.nothing_to_resume",
    PlannedStatus.BLOCKED: lambda _plan, payment: (
        "payment_rules.card_not_validated"
        if payment.reason is Reason.CARD_NOT_VALIDATED
        else "payment_rules.blocked"
    ),
    PlannedStatus.ATTENTION: lambda _plan, _payment: "payment_rules.needs_attention",
    PlannedStatus.CLAIMED: lambda _plan, _payment: "payment_rules.attempt_open",
    PlannedStatus.UNKNOWN: lambda _plan, _payment: "payment_rules.outcome_unknown",
    PlannedStatus.NEEDS_GUEST: lambda _plan, _payment: "payment_rules.guest_must_act",
    PlannedStatus.FAILED: lambda _plan, _payment: "payment_rules.failed",
}


def _standing(plan: PaymentPlan, payment: PlannedPayment) -> PaymentRulesRefusal:
    """Return what is to be said of a payment that does not move so now."""
    say = _SAYS.get(payment.status)
    return PaymentRulesRefusal(
        "payment_rules.over" if say is None else say(plan, payment),
        payment_plan=plan.id,
        number=payment.number,
        open=payment.number,
        status=payment.status,
        reason=payment.reason or "",
    )


def is_due(
    plan: PaymentPlan, command: msg.ClaimPayment, context: Context
) -> PaymentRulesRefusal | None:
    """Nothing is charged before its moment."""
    payment = plan.payment(command.number)
    if payment is None or payment.due.at <= context.now:
        return None
    return PaymentRulesRefusal(
        "payment_rules.not_due",
        payment_plan=plan.id,
        number=command.number,
        due=payment.due.at.isoformat(timespec="minutes"),
    )


def comes_first(
    plan: PaymentPlan, command: msg.ClaimPayment, _: Context
) -> PaymentRulesRefusal | None:
    """Payments of one reservation are charged in one order, whoever asks."""
    first = plan.next
    if first is None or first.number == command.number:
        return None
    return PaymentRulesRefusal(
        "payment_rules.not_next",
        payment_plan=plan.id,
        first=first.number,
        number=command.number,
    )


def can_be_resumed(
    plan: PaymentPlan, command: msg.ResumePayment, _: Context
) -> PaymentRulesRefusal | None:
    """What no card of now can pay stays as it is; a card that was refused for good never pays."""
    payment = plan.payment(command.number)
    if payment is None:
        return no_payment(plan, command.number)
    if (reason := reason_to_block(plan.facts)) is not None:
        blocked = attrs.evolve(payment, status=PlannedStatus.BLOCKED, reason=reason)
        return _standing(plan, blocked)
    if payment.reason is Reason.CARD_REFUSED and payment.attempts[-1].card == plan.card:
        return _standing(plan, payment)
    return None


def was_tried(
    plan: PaymentPlan, command: msg.RecordCharge, _: Context
) -> PaymentRulesRefusal | None:
    """An answer is about a charge that was asked for."""
    payment = plan.payment(command.number)
    if payment is None:
        return no_payment(plan, command.number)
    if command.attempt <= len(payment.attempts):
        return None
    return PaymentRulesRefusal(
        "payment_rules.attempt_unknown",
        payment_plan=plan.id,
        number=command.number,
        attempt=command.attempt,
    )


def answers_what_was_asked(
    plan: PaymentPlan, command: msg.RecordCharge, _: Context
) -> PaymentRulesRefusal | None:
    """Another currency, or more than was asked, is not booked."""
    payment = plan.payment(command.number)
    if payment is None or command.captured is None:
        return None
    attempt, got = payment.attempts[command.attempt - 1], command.captured
    currency, asked = plan.reservation.currency, attempt.asked
    if got.currency.code != currency:
        return PaymentRulesRefusal(
            "payment_rules.currency_mismatch",
            payment_plan=plan.id,
            number=payment.number,
            currency=currency,
            got=got.currency.code,
        )
    if 0 < got.amount <= asked:
        return None
    return PaymentRulesRefusal(
        "payment_rules.amount_mismatch",
        payment_plan=plan.id,
        number=payment.number,
        amount=asked,
        currency=currency,
        got=got.amount,
    )
