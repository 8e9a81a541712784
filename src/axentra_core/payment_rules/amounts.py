"""How much a planned payment charges at its moment, or why it does not.

What the rule wants is charged, left to the guest as a remainder, or skipped as no longer owed, and
nothing of it is lost: ``wanted = charged + remainder + skipped``.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

import attrs

from axentra_core.kernel.calendar import zone
from axentra_core.kernel.numbers import ZERO, multiply, subtract, total
from axentra_core.kernel.rounding import Rounding
from axentra_core.payment_rules.cards import CardFacts, GuestCard
from axentra_core.payment_rules.model import Figures, PaymentPlan, Reason
from axentra_core.payment_rules.model import PlannedPayment as Payment
from axentra_core.payment_rules.settings import ExcessPolicy, PaymentRulesSettings
from axentra_core.payment_rules.terms import IN_FULL, AmountKind, Share, Surcharge


@attrs.frozen
class Charge:
    """What is charged now.

    Attributes:
        wanted: what the steps come to.
        amount: what of that is charged; above zero.
        skipped: what of it is not owed any more.
        surcharge_net: what comes beside it, before its tax.
    """

    wanted: Decimal
    amount: Decimal
    skipped: Decimal
    surcharge_net: Decimal


@attrs.frozen
class Skip:
    """There is nothing to charge, now or later.

    Attributes:
        reason: why.
        wanted: what the steps come to.
        remainder: what of that is owed still, and nobody has been told of.
    """

    reason: Reason
    wanted: Decimal
    remainder: Decimal = ZERO


@attrs.frozen
class Attention:
    """A person has to look before anything is charged."""

    reason: Reason


Verdict = Charge | Skip | Attention


FORMULAS: Final[Mapping[AmountKind, Callable[[Share, Figures], Decimal]]] = {
    AmountKind.OUTSTANDING: lambda _, figures: figures.open,
    AmountKind.REMAINDER: lambda _, figures: figures.open,
    AmountKind.PERCENT: lambda share, figures: multiply(share.rate or ZERO, figures.total.amount),
    AmountKind.FIXED: lambda share, _: ZERO if share.amount is None else share.amount.amount,
    AmountKind.FIRST_NIGHT: lambda _, figures: figures.first_night.amount,
}


def wanted(payment: Payment, figures: Figures, rounding: Rounding) -> Decimal:
    """Return what the steps of a payment come to, before what is owed bounds it."""
    if any(step.share.kind in IN_FULL for step in payment.steps):
        return figures.open
    return total(
        max(ZERO, rounding.of(FORMULAS[step.share.kind](step.share, figures)))
        for step in payment.steps
    )


def surcharge_on(surcharge: Surcharge | None, amount: Decimal, rounding: Rounding) -> Decimal:
    """Return what a surcharge comes to before tax; zero without one."""
    if surcharge is None:
        return ZERO
    if surcharge.amount is not None:
        return surcharge.amount.amount
    return rounding.of(multiply(surcharge.rate or ZERO, amount))


def verdict(  # noqa: PLR0913, PLR0917 - what a charge depends on
    plan: PaymentPlan,
    payment: Payment,
    card: GuestCard,
    figures: Figures,
    now: datetime,
    zone_name: str,
    policy: PaymentRulesSettings,
    rounding: Rounding,
) -> Verdict:
    """Return what to charge at this moment, or why not.

    Args:
        plan: of the reservation.
        payment: which of its payments.
        card: as it is now, with how often it was charged.
        figures: what the reservation costs now.
        now: aware UTC instant.
        zone_name: IANA name of the property's zone.
        policy: of the property.
        rounding: of the bill.
    """
    today = now.astimezone(zone(zone_name)).date()
    reason = (
        _against_the_moment(plan, policy, today)
        or reason_to_block(card.facts)
        or _against_the_card(plan, payment, card.facts, figures, today)
    )
    if reason is not None:
        return Attention(reason)
    if card.facts.is_virtual:
        return _of_virtual(plan, card, figures, policy)
    comes_to = wanted(payment, figures, rounding)
    amount = min(comes_to, figures.open)
    if amount <= ZERO:
        return Skip(Reason.NOTHING_DUE, comes_to)
    beside = surcharge_on(payment.surcharge, amount, rounding)
    return Charge(comes_to, amount, subtract(comes_to, amount), beside)


def reason_to_block(facts: CardFacts) -> Reason | None:
    """Return why a card is charged by nobody but a person (seed: *akan gagal*); None if it is."""
    if not facts.is_chargeable:
        return Reason.CARD_NOT_CHARGEABLE
    if not facts.is_virtual and facts.is_validated is not True:
        return Reason.CARD_NOT_VALIDATED
    return None


def _against_the_moment(
    plan: PaymentPlan, policy: PaymentRulesSettings, today: date
) -> Reason | None:
    last = plan.reservation.departure + timedelta(policy.most_late_days)
    return Reason.WINDOW_PASSED if today > last else None


def _against_the_card(
    plan: PaymentPlan, payment: Payment, card: CardFacts, figures: Figures, today: date
) -> Reason | None:
    if card.valid_through is not None and card.valid_through < today:
        return Reason.CARD_EXPIRED
    currency = plan.reservation.currency
    amounts = (*(step.share.amount for step in payment.steps), card.balance, figures.total)
    beside = payment.surcharge.amount if payment.surcharge and not card.is_virtual else None
    if any(one is not None and one.currency.code != currency for one in (*amounts, beside)):
        return Reason.CURRENCY_MISMATCH
    return None


def _of_virtual(
    plan: PaymentPlan, card: GuestCard, figures: Figures, policy: PaymentRulesSettings
) -> Verdict:
    """Charge all that a virtual card holds, once; what is owed beyond that is the guest's."""
    balance, owed = card.facts.balance, figures.open
    if card.is_used_up:
        return Skip(Reason.VCC_USED_UP, owed, _untold(plan, owed))
    if balance is None:
        return Attention(Reason.BALANCE_UNKNOWN)
    if not balance.amount:
        return Skip(Reason.NOTHING_DUE, owed, _untold(plan, owed))
    if balance.amount > owed:
        if policy.excess is ExcessPolicy.ATTENTION:
            return Attention(Reason.BALANCE_TOO_HIGH)
        owed = balance.amount
    return Charge(owed, balance.amount, ZERO, ZERO)


def _untold(plan: PaymentPlan, owed: Decimal) -> Decimal:
    """Return what is owed beyond what an earlier payment has left to the guest already."""
    return max(ZERO, subtract(owed, total(one.remainder for one in plan.payments)))
