"""How a planned payment came about, what became of it, and what stands before it.

    explanation = explain(plan, 1, now=now)
    for sentence in explanation.sentences:
        print(sentence)

Nothing is decided here: every fact is read from the plan, so it is the same whenever it is asked.
"""

from collections.abc import Iterator
from datetime import datetime

import attrs

from axentra_core.kernel.errors import NotFound
from axentra_core.kernel.numbers import subtract
from axentra_core.payment_rules.cards import GuestCard
from axentra_core.payment_rules.findings import Finding, FindingKind
from axentra_core.payment_rules.lifecycle import WAITING
from axentra_core.payment_rules.model import (
    ActiveRule,
    Attempt,
    PaymentPlan,
    PaymentRule,
    PlannedPayment,
    PlannedStatus,
    PlanStatus,
)
from axentra_core.payment_rules.schedule import moment_of
from axentra_core.payment_rules.terms import RuleTerms
from axentra_core.payment_rules.wording import OUTCOMES, REASONS, moment_said, share_said


@attrs.frozen
class Explanation:
    """Everything about one payment, in the order in which it happened.

    Attributes:
        payment_plan: the reservation.
        number: of the payment.
        findings: the facts.
    """

    payment_plan: str
    number: int
    findings: tuple[Finding, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """Say it in plain English, one fact a sentence, for staff and for logs."""
        return tuple(one.sentence for one in self.findings)

    def of(self, kind: FindingKind) -> tuple[Finding, ...]:
        """Return the facts of one kind."""
        return tuple(one for one in self.findings if one.kind is kind)


def explain(
    plan: PaymentPlan,
    number: int,
    card: GuestCard | None = None,
    now: datetime | None = None,
    rule: PaymentRule | ActiveRule | None = None,
) -> Explanation:
    """Return how a payment came about.

    Args:
        plan: of the reservation.
        number: of the payment.
        card: the plan's card as it is now; without it nothing is said of who is charging it.
        now: aware UTC instant; without it nothing is said of what can be charged now.
        rule: the one that has planned it; without it only the steps are told, not the conditions.

    Raises:
        NotFound: ``record.not_found`` for a number that the plan does not have.
    """
    payment = plan.payment(number)
    if payment is None:
        raise NotFound("record.not_found", kind="payment", id=f"{plan.id}:{number}")
    known = rule if rule is not None and rule.terms.fingerprint == payment.fingerprint else None
    found = (
        *_of_rule(plan, payment, None if known is None else known.terms),
        *_of_moment(plan, payment),
        *_of_status(plan, payment),
        *(one for attempt in payment.attempts for one in _of_attempt(plan, attempt)),
        *_of_result(plan, payment),
        *_of_what_stands_before(plan, payment, card, now),
    )
    return Explanation(plan.id, number, found)


def _of_rule(
    plan: PaymentPlan, payment: PlannedPayment, terms: RuleTerms | None
) -> Iterator[Finding]:
    yield Finding.of(
        FindingKind.RULE,
        number=payment.number,
        payment_plan=plan.id,
        rule=payment.rule,
        fingerprint=payment.fingerprint,
    )
    if terms is not None:
        yield from _conditions(plan, terms)
    for place, step in zip(payment.places, payment.steps, strict=True):
        share, moment = share_said(step.share), moment_said(step.when)
        yield Finding.of(FindingKind.STEP, place=place, share=share, moment=moment)


def _conditions(plan: PaymentPlan, terms: RuleTerms) -> Iterator[Finding]:
    """Return every condition of a rule beside what the reservation has."""
    reservation = plan.reservation
    rows = (
        ("channel", reservation.channel, ", ".join(terms.channels)),
        ("kind of card", plan.facts.kind, ", ".join(terms.card_kinds) or "any"),
        ("rate plan", reservation.rate_plan or "none", ", ".join(terms.rate_plans) or "any"),
        (
            "number of nights",
            str(reservation.nights),
            f"{terms.fewest_nights} to {terms.most_nights}",
        ),
    )
    for condition, got, wanted in rows:
        yield Finding.of(FindingKind.CONDITION, condition=condition, got=got, wanted=wanted)


def _of_moment(plan: PaymentPlan, payment: PlannedPayment) -> Iterator[Finding]:
    reservation, due = plan.reservation, payment.due
    # Dates that changed after the charge would name a moment that never counted.
    if payment.status in WAITING:
        for place, step in zip(payment.places, payment.steps, strict=True):
            named = moment_of(step.when, reservation.arrival, reservation.departure, due.zone)
            yield Finding.of(
                FindingKind.NAMED,
                place=place,
                on=named.on,
                wall=named.wall,
                zone=due.zone,
                at=named.at,
            )
    yield Finding.of(FindingKind.DUE, on=due.on, wall=due.wall, zone=due.zone, at=due.at)
    for note in due.notes:
        yield Finding.of(FindingKind(note.value))


def _of_status(plan: PaymentPlan, payment: PlannedPayment) -> Iterator[Finding]:
    if plan.status is not PlanStatus.EXPECTED:
        status = plan.status.value.replace("_", "-")
        yield Finding.of(FindingKind.RESERVATION_STATUS, status=status)
    yield Finding.of(FindingKind.STATUS, status=_said(payment.status))
    if payment.reason is not None:
        because = REASONS[payment.reason]
        yield Finding.of(FindingKind.REASON, reason=payment.reason, because=because)


def _said(status: PlannedStatus) -> str:
    words = {
        PlannedStatus.ATTENTION: "waiting for a person to look at it",
        PlannedStatus.CLAIMED: "being charged",
        PlannedStatus.UNKNOWN: "charged with an outcome that nobody knows",
        PlannedStatus.NEEDS_GUEST: "waiting for the guest to confirm",
    }
    return words.get(status, status.value)


def _of_attempt(plan: PaymentPlan, attempt: Attempt) -> Iterator[Finding]:
    currency = plan.reservation.currency
    yield Finding.of(
        FindingKind.ATTEMPT,
        attempt=attempt.number,
        at=attempt.at,
        wanted=attempt.wanted,
        currency=currency,
    )
    if attempt.skipped:
        yield Finding.of(FindingKind.NOT_OWED, skipped=attempt.skipped, currency=currency)
    if left := subtract(subtract(attempt.wanted, attempt.skipped), attempt.amount):
        yield Finding.of(FindingKind.NOT_ASKED, left=left, currency=currency)
    if attempt.surcharge:
        net, beside = attempt.surcharge_net, attempt.surcharge
        yield Finding.of(FindingKind.SURCHARGE, surcharge=beside, net=net, currency=currency)
    yield Finding.of(
        FindingKind.ASKED,
        asked=attempt.asked,
        currency=currency,
        guest_card=attempt.card,
        payment=attempt.payment,
    )
    if attempt.outcome is None:
        yield Finding.of(FindingKind.NO_ANSWER)
    else:
        yield Finding.of(
            FindingKind.ANSWERED,
            outcome=attempt.outcome,
            because=OUTCOMES[attempt.outcome],
            captured=attempt.captured,
            currency=currency,
        )
    if attempt.told_later is not None:
        yield Finding.of(FindingKind.TOLD_LATER, told=attempt.told_later, currency=currency)


def _of_result(plan: PaymentPlan, payment: PlannedPayment) -> Iterator[Finding]:
    currency = plan.reservation.currency
    if payment.status is PlannedStatus.CHARGED:
        wanted, charged = payment.wanted, payment.charged
        yield Finding.of(FindingKind.CHARGED, wanted=wanted, charged=charged, currency=currency)
    if payment.remainder:
        yield Finding.of(FindingKind.REMAINDER, remainder=payment.remainder, currency=currency)
    if payment.skipped:
        yield Finding.of(FindingKind.SKIPPED, skipped=payment.skipped, currency=currency)


def _of_what_stands_before(
    plan: PaymentPlan, payment: PlannedPayment, card: GuestCard | None, now: datetime | None
) -> Iterator[Finding]:
    if payment.status not in WAITING:
        return
    stands = [*_others(plan, payment), *_of_card(card)]
    yield from stands
    if now is None or payment.status is not PlannedStatus.SCHEDULED:
        return
    if payment.due.at > now:
        yield Finding.of(FindingKind.NOT_YET, now=now)
    elif not stands:
        yield Finding.of(FindingKind.DUE_NOW, now=now)


def _others(plan: PaymentPlan, payment: PlannedPayment) -> Iterator[Finding]:
    if plan.open is not None:
        status = _said(plan.payments[plan.open - 1].status)
        yield Finding.of(FindingKind.OPEN_CHARGE, open=plan.open, status=status)
    first = plan.next
    if first is not None and first.turn < payment.turn:
        yield Finding.of(FindingKind.OTHER_FIRST, first=first.number, at=first.due.at)


def _of_card(card: GuestCard | None) -> Iterator[Finding]:
    if card is None:
        return
    if card.held_by is not None:
        yield Finding.of(FindingKind.CARD_IN_USE, guest_card=card.id, payment=card.held_by)
    if card.is_used_up:
        yield Finding.of(FindingKind.CARD_USED_UP, guest_card=card.id, charges=card.charges)
