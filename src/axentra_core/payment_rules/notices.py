"""Whom an event of automatic payments is told to, and what is said.

    for notice in notices(event, plan):
        send(notice.audience, views.notice_text(notice, "id"))

A guest reads nothing of why a card was refused: it may be stolen, and whoever reads may be the
thief. What nobody knows and what contradicts itself is for staff alone. A virtual card is the
channel's, so its guest is told only what is left to pay.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

import attrs

from axentra_core.kernel.calendar import zone
from axentra_core.kernel.money import Money, currency_of
from axentra_core.payment_rules import events as ev
from axentra_core.payment_rules.due import Due
from axentra_core.payment_rules.model import (
    ChargeOutcome,
    PaymentPlan,
    PlannedPayment,
    PlannedStatus,
    PlanStatus,
    Reason,
)


class Audience(StrEnum):
    """Who is told."""

    GUEST = "guest"
    STAFF = "staff"


class NoticeKind(StrEnum):
    """What is told."""

    TAKEN = "taken"
    FAILED = "failed"
    ACTION_NEEDED = "action_needed"
    REMAINDER_DUE = "remainder_due"
    BLOCKED = "blocked"
    ATTENTION = "attention"
    OUTCOME_UNKNOWN = "outcome_unknown"
    CONTRADICTED = "contradicted"
    RESCHEDULED = "rescheduled"
    TRIED_AGAIN = "tried_again"


@attrs.frozen
class Notice:
    """Something to tell; the host sends it, with a link where the guest has to act.

    Attributes:
        kind: what.
        audience: to whom.
        payment_plan: the reservation.
        number: of the payment.
        amount: what was taken, was asked or is left, with a surcharge.
        told: what the gateway says instead, of a contradiction.
        on: day on which it is charged, by the property's calendar.
        reason: for staff; never set for a guest.
    """

    kind: NoticeKind
    audience: Audience
    payment_plan: str
    number: int
    amount: Money | None = None
    told: Money | None = None
    on: date | None = None
    reason: Reason | None = None


@attrs.frozen
class _Told:
    """A payment that something has happened to."""

    plan: PaymentPlan
    payment: PlannedPayment

    @property
    def is_guests_to_see_to(self) -> bool:
        """Whether the card is the guest's own, and the guest still comes."""
        return self.plan.status is PlanStatus.EXPECTED and not self.plan.facts.is_virtual

    @property
    def asked(self) -> Money | None:
        """What the last try asked for."""
        attempts = self.payment.attempts
        return self.money(attempts[-1].asked) if attempts else None

    def money(self, amount: Decimal) -> Money:
        """Return an amount of the plan."""
        return Money(amount, currency_of(self.plan.reservation.currency))

    def guest(self, kind: NoticeKind, **values: Any) -> Notice:  # noqa: ANN401 - any field
        """Return a notice for the guest."""
        return Notice(kind, Audience.GUEST, self.plan.id, self.payment.number, **values)

    def staff(self, kind: NoticeKind, **values: Any) -> Notice:  # noqa: ANN401 - any field
        """Return a notice for staff."""
        return Notice(kind, Audience.STAFF, self.plan.id, self.payment.number, **values)


def _day(due: Due) -> date:
    return due.at.astimezone(zone(due.zone)).date()


def _taken(told: _Told, _: ev.PaymentCharged) -> Iterator[Notice]:
    amount = told.money(told.payment.attempts[-1].captured)
    if not told.plan.facts.is_virtual:
        yield told.guest(NoticeKind.TAKEN, amount=amount)
    yield told.staff(NoticeKind.TAKEN, amount=amount)


def _remainder(told: _Told, event: ev.RemainderDue) -> Iterator[Notice]:
    amount = told.money(event.amount)
    if told.plan.status is PlanStatus.EXPECTED:
        yield told.guest(NoticeKind.REMAINDER_DUE, amount=amount)
    yield told.staff(NoticeKind.REMAINDER_DUE, amount=amount, reason=event.reason)


def _failed(told: _Told, event: ev.PaymentFailed) -> Iterator[Notice]:
    if told.is_guests_to_see_to:
        yield told.guest(NoticeKind.FAILED, amount=told.asked)
    yield told.staff(NoticeKind.FAILED, amount=told.asked, reason=event.reason)


def _action_needed(told: _Told, _: ev.GuestActionNeeded) -> Iterator[Notice]:
    if told.is_guests_to_see_to:
        yield told.guest(NoticeKind.ACTION_NEEDED, amount=told.asked)
    yield told.staff(NoticeKind.ACTION_NEEDED, amount=told.asked)


def _blocked(told: _Told, event: ev.PaymentBlocked) -> Iterator[Notice]:
    before = told.plan.payments[: told.payment.number - 1]
    # One request for another card is enough, however many payments wait for it.
    if told.is_guests_to_see_to and all(one.status is not PlannedStatus.BLOCKED for one in before):
        yield told.guest(NoticeKind.BLOCKED)
    yield told.staff(NoticeKind.BLOCKED, reason=event.reason)


def _attention(told: _Told, event: ev.AttentionNeeded) -> Iterator[Notice]:
    yield told.staff(NoticeKind.ATTENTION, reason=event.reason)


def _unknown(told: _Told, _: ev.OutcomeUnknown) -> Iterator[Notice]:
    yield told.staff(NoticeKind.OUTCOME_UNKNOWN, amount=told.asked)


def _contradicted(told: _Told, event: ev.ChargeContradicted) -> Iterator[Notice]:
    recorded, heard = told.money(event.recorded), told.money(event.told)
    yield told.staff(NoticeKind.CONTRADICTED, amount=recorded, told=heard)


def _rescheduled(told: _Told, event: ev.PaymentRescheduled) -> Iterator[Notice]:
    if told.is_guests_to_see_to and told.payment.status is PlannedStatus.SCHEDULED:
        yield told.guest(NoticeKind.RESCHEDULED, on=_day(event.due))


def _deferred(told: _Told, event: ev.PaymentDeferred) -> Iterator[Notice]:
    # What never left is due as before, and nobody has to know.
    if event.outcome is not ChargeOutcome.NOT_SENT:
        yield told.staff(NoticeKind.TRIED_AGAIN, amount=told.asked, on=_day(event.due))


# fmt: off
NOTICES: Final[Mapping[type, Callable[[_Told, Any], Iterator[Notice]]]] = {
    ev.PaymentCharged:      _taken,
    ev.RemainderDue:        _remainder,
    ev.PaymentFailed:       _failed,
    ev.GuestActionNeeded:   _action_needed,
    ev.PaymentBlocked:      _blocked,
    ev.AttentionNeeded:     _attention,
    ev.OutcomeUnknown:      _unknown,
    ev.ChargeContradicted:  _contradicted,
    ev.PaymentRescheduled:  _rescheduled,
    ev.PaymentDeferred:     _deferred,
}
# fmt: on


def notices(event: Any, plan: PaymentPlan) -> tuple[Notice, ...]:  # noqa: ANN401 - any event
    """Return what is to be told of an event; nothing of most.

    Args:
        event: of this package.
        plan: as the event has left it.
    """
    notify = NOTICES.get(type(event))
    payment = plan.payment(getattr(event, "number", 0))
    if notify is None or payment is None:
        return ()
    return tuple(notify(_Told(plan, payment), event))
