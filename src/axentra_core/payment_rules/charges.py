"""What is frozen before a charge, and what an answer of the gateway means."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import takewhile
from typing import Final

import attrs

from axentra_core.kernel.actor import Context
from axentra_core.kernel.calendar import ONE_DAY, zone
from axentra_core.kernel.numbers import ZERO, subtract
from axentra_core.payment_rules import events as ev
from axentra_core.payment_rules import messages as msg
from axentra_core.payment_rules.amounts import Attention, Charge, Skip, verdict
from axentra_core.payment_rules.due import Due, DueNote
from axentra_core.payment_rules.model import (
    Attempt,
    ChargeOutcome,
    PaymentPlan,
    PlannedPayment,
    PlannedStatus,
    PlanStatus,
    Reason,
    name_of,
)
from axentra_core.payment_rules.plans import of_no_show
from axentra_core.payment_rules.refusals import PaymentRulesRefusal
from axentra_core.payment_rules.retries import may_retry
from axentra_core.payment_rules.schedule import due_of, due_on, not_before, noted

Happened = list[object]

# A gateway that cannot be reached is asked again for about two days.
FIRST_WAIT: Final = timedelta(minutes=5)
LONGEST_WAIT: Final = timedelta(hours=6)
MOST_NOT_SENT: Final = 12

# An answer that is heard late and knows less than what is on record.
KNOWS_NOTHING: Final = frozenset(
    {ChargeOutcome.UNKNOWN, ChargeOutcome.ACTION_REQUIRED, ChargeOutcome.NOT_SENT}
)


def claim_payment(plan: PaymentPlan, command: msg.ClaimPayment, context: Context) -> Happened:
    """Freeze amount, currency, card and name, or say why nothing is charged.

    Raises:
        PaymentRulesRefusal: ``payment_rules.surcharge_missing`` or ``.currency_mismatch``.
    """
    payment = plan.payments[command.number - 1]
    told = verdict(
        plan,
        payment,
        command.card,
        command.figures,
        context.now,
        command.zone,
        command.policy,
        command.rounding,
    )
    currency = plan.reservation.currency
    if isinstance(told, Attention):
        return [ev.AttentionNeeded(plan.id, payment.number, told.reason, context.now)]
    if isinstance(told, Skip):
        place = plan.id, payment.number
        skipped = ev.PaymentSkipped(
            *place, told.reason, told.wanted, told.remainder, currency, context.now
        )
        if not told.remainder:
            return [skipped]
        left = ev.RemainderDue(*place, told.remainder, currency, told.reason, context.now)
        return [skipped, left]
    attempt = len(payment.attempts) + 1
    return [
        ev.PaymentClaimed(
            plan.id,
            payment.number,
            attempt,
            name_of(plan.id, payment.number, attempt),
            plan.card,
            told.amount,
            _with_tax(plan, payment, told, command),
            told.surcharge_net,
            told.wanted,
            told.skipped,
            currency,
            context.now,
        )
    ]


def _with_tax(
    plan: PaymentPlan, payment: PlannedPayment, told: Charge, command: msg.ClaimPayment
) -> Decimal:
    currency = plan.reservation.currency
    if not told.surcharge_net:
        return ZERO
    if command.surcharge is not None and command.surcharge.currency.code != currency:
        raise PaymentRulesRefusal(
            "payment_rules.currency_mismatch",
            payment_plan=plan.id,
            number=payment.number,
            currency=currency,
            got=command.surcharge.currency.code,
        )
    if command.surcharge is None or command.surcharge.amount < told.surcharge_net:
        raise PaymentRulesRefusal(
            "payment_rules.surcharge_missing",
            payment_plan=plan.id,
            number=payment.number,
            net=told.surcharge_net,
            currency=currency,
        )
    return command.surcharge.amount


# --- answers ---


def record_charge(plan: PaymentPlan, command: msg.RecordCharge, context: Context) -> Happened:
    """Let an answer lead to its next step; one that is known already changes nothing."""
    payment = plan.payments[command.number - 1]
    attempt = payment.attempts[command.attempt - 1]
    if plan.open != payment.number or command.attempt < len(payment.attempts):
        return _of_a_settled_one(plan, attempt, command, context)
    if attempt.outcome is command.outcome:
        return []
    answer = Answer(plan, payment, attempt, command, _captured(attempt, command), context)
    answered = ev.ChargeAnswered(
        plan.id,
        payment.number,
        attempt.number,
        attempt.payment,
        attempt.card,
        command.outcome,
        answer.captured,
        plan.reservation.currency,
        command.told,
        context.now,
    )
    return [answered, *NEXT_STEPS[command.outcome](answer)]


def _captured(attempt: Attempt, command: msg.RecordCharge) -> Decimal:
    if command.outcome is not ChargeOutcome.APPROVED:
        return ZERO
    return attempt.asked if command.captured is None else command.captured.amount


@attrs.frozen
class Answer:
    """An answer, and the charge that it is about."""

    plan: PaymentPlan
    payment: PlannedPayment
    attempt: Attempt
    command: msg.RecordCharge
    captured: Decimal
    context: Context

    @property
    def place(self) -> tuple[str, int]:
        """The plan and the number that every event begins with."""
        return self.plan.id, self.payment.number

    @property
    def at(self) -> datetime:
        """When it was heard."""
        context = self.context
        return context.now


def approved(answer: Answer) -> Happened:
    """The money came; what the card did not hold is left to the guest."""
    attempt, payment, now = answer.attempt, answer.payment, answer.at
    # What comes short of all is the price first: a part of a surcharge would have no tax.
    charged = min(answer.captured, attempt.amount)
    remainder = subtract(subtract(attempt.wanted, attempt.skipped), charged)
    beside = payment.surcharge if answer.captured == attempt.asked else None
    currency = answer.plan.reservation.currency
    came = ev.PaymentCharged(
        *answer.place,
        charged,
        remainder,
        beside.code if beside is not None else None,
        attempt.surcharge_net if beside is not None else ZERO,
        currency,
        now,
    )
    if not remainder:
        return [came]
    reason = Reason.BALANCE_TOO_LOW
    return [came, ev.RemainderDue(*answer.place, remainder, currency, reason, now)]


def refused(answer: Answer) -> Happened:
    """This card never will; the guest is asked for another way to pay."""
    return [ev.PaymentFailed(*answer.place, Reason.CARD_REFUSED, answer.at)]


def declined(answer: Answer) -> Happened:
    """Try again on another day, while the property and the card scheme allow it."""
    policy, now = answer.command.policy, answer.at
    tried = [one.at for one in answer.payment.attempts]
    if answer.payment.tries < policy.retries and may_retry(answer.plan.facts.brand, tried, now):
        return _deferred(answer, timedelta(policy.retry_days))
    return [ev.PaymentFailed(*answer.place, Reason.DECLINED, now)]


def not_active(answer: Answer) -> Happened:
    """Try a virtual card again on the next day, and not for ever."""
    if answer.payment.deferrals < answer.command.policy.deferrals:
        return _deferred(answer, ONE_DAY)
    return [ev.AttentionNeeded(*answer.place, Reason.NOT_ACTIVE, answer.at)]


def _deferred(answer: Answer, days: timedelta) -> Happened:
    zone_name, now = answer.command.zone, answer.at
    today = now.astimezone(zone(zone_name)).date()
    due = due_on(today + days, answer.payment.steps[0].when.at, zone_name)
    return _put_off(answer, noted(due, DueNote.TRIED_AGAIN))


def _put_off(answer: Answer, due: Due) -> Happened:
    """Charge it later, unless the guest is not expected any more by now."""
    plan, context = answer.plan, answer.context
    # Dates and cards may have changed while it was with the gateway.
    planned = due_of(answer.payment.steps, plan.reservation, plan.facts, answer.command.zone)
    due = max(due, planned, key=lambda one: one.at)
    put_off = ev.PaymentDeferred(*answer.place, answer.command.outcome, due, context.now)
    if plan.status is PlanStatus.CANCELLED:
        reason = Reason.RESERVATION_CANCELLED
        return [put_off, ev.PaymentCancelled(*answer.place, reason, context.now)]
    if plan.status is PlanStatus.NO_SHOW:
        waits = attrs.evolve(answer.payment, status=PlannedStatus.SCHEDULED)
        return [put_off, *of_no_show(plan, waits, answer.command.policy, context)]
    return [put_off]


def too_much(answer: Answer) -> Happened:
    """Somebody reads the balance again."""
    return [ev.AttentionNeeded(*answer.place, Reason.BALANCE_TOO_LOW, answer.at)]


def not_sent(answer: Answer) -> Happened:
    """It certainly never left: try again soon, then ever more seldom, and not for ever."""
    payment = answer.payment
    before = [one.outcome for one in payment.attempts[:-1]]
    in_a_row = len(list(takewhile(lambda one: one is ChargeOutcome.NOT_SENT, reversed(before))))
    if in_a_row >= MOST_NOT_SENT:
        return [ev.AttentionNeeded(*answer.place, Reason.NOT_REACHED, answer.at)]
    wait = min(FIRST_WAIT * 2**in_a_row, LONGEST_WAIT)
    return _put_off(answer, not_before(payment.due, answer.at + wait, DueNote.TRIED_AGAIN))


def guest_must_act(answer: Answer) -> Happened:
    """The guest confirms, and then the same charge succeeds."""
    return [ev.GuestActionNeeded(*answer.place, answer.at)]


def unknown(answer: Answer) -> Happened:
    """Nothing else is charged before that is known."""
    return [ev.OutcomeUnknown(*answer.place, answer.at)]


# fmt: off
NEXT_STEPS: Final[Mapping[ChargeOutcome, Callable[[Answer], Happened]]] = {
    ChargeOutcome.APPROVED:         approved,
    ChargeOutcome.DECLINED_HARD:    refused,
    ChargeOutcome.DECLINED_SOFT:    declined,
    ChargeOutcome.ACTION_REQUIRED:  guest_must_act,
    ChargeOutcome.NOT_ACTIVE_YET:   not_active,
    ChargeOutcome.EXCEEDS_BALANCE:  too_much,
    ChargeOutcome.NOT_SENT:         not_sent,
    ChargeOutcome.UNKNOWN:          unknown,
}
# fmt: on


def _of_a_settled_one(
    plan: PaymentPlan, attempt: Attempt, command: msg.RecordCharge, context: Context
) -> Happened:
    """Return the contradiction of an answer that moves another amount than the one before."""
    told = _captured(attempt, command)
    if command.outcome in KNOWS_NOTHING or told in {attempt.captured, attempt.told_later}:
        return []
    return [
        ev.ChargeContradicted(
            plan.id,
            command.number,
            attempt.number,
            attempt.payment,
            attempt.captured,
            told,
            command.outcome,
            plan.reservation.currency,
            context.now,
        )
    ]
