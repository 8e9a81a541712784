"""What a rule would do, before it is activated for good: reservation by reservation.

    seen = preview(rule, candidates, others, PaymentRulesSettings(), "Asia/Jakarta", now)
    print(seen.totals, len(seen.impossible), seen.unmatched)

Nothing is kept, and each reservation is looked at once.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

import attrs

from axentra_core.kernel.money import Money, currency_digits
from axentra_core.kernel.numbers import ZERO, add, total
from axentra_core.kernel.rounding import Rounding
from axentra_core.payment_rules.amounts import Attention, Skip, reason_to_block, verdict
from axentra_core.payment_rules.candidates import Candidate
from axentra_core.payment_rules.cards import GuestCard
from axentra_core.payment_rules.due import Due, DueNote
from axentra_core.payment_rules.matching import Mismatch, unmet
from axentra_core.payment_rules.model import (
    ActiveRule,
    Figures,
    PaymentPlan,
    PlannedPayment,
    PlannedStatus,
    PlanStatus,
    Reason,
)
from axentra_core.payment_rules.planning import Planned, Planner
from axentra_core.payment_rules.settings import LatePolicy, PaymentRulesSettings


@attrs.frozen
class Previewed:
    """One payment that the rule would plan.

    Attributes:
        reservation: id of the reservation.
        places: which steps of the rule are charged together, from 1.
        due: when.
        status: SCHEDULED where it would be charged, else where it would stand instead.
        reason: why it would not be charged; None where it would.
        currency: of all amounts.
        amount: what would be charged, as far as can be told now, without the surcharge.
        surcharge_net: what would come beside it, before tax.
        skipped: what the steps come to beyond what is owed.
        overlaps: ids of other rules that charge the same reservation at the same moment.
    """

    reservation: str
    places: tuple[int, ...]
    due: Due
    status: PlannedStatus
    reason: Reason | None
    currency: str
    amount: Decimal = ZERO
    surcharge_net: Decimal = ZERO
    skipped: Decimal = ZERO
    overlaps: tuple[str, ...] = ()

    @property
    def is_moved(self) -> bool:
        """Whether the card, not the rule, says when it is charged."""
        return DueNote.CARD_ACTIVE_LATER in self.due.notes


@attrs.frozen
class PreviewTotal:
    """What a rule would charge in one currency.

    Attributes:
        currency: ISO 4217 code.
        payments: how many would be charged.
        amount: what they come to, without surcharges.
        surcharge_net: the surcharges, before tax.
    """

    currency: str
    payments: int
    amount: Decimal
    surcharge_net: Decimal


@attrs.frozen
class Preview:
    """What a rule would do with some reservations.

    Attributes:
        rule: its id.
        fingerprint: of the terms that were tried.
        reservations: how many were looked at.
        matched: how many the rule is for.
        payments: what it would plan, by reservation in the order in which they were given.
        totals: what it would charge, by currency.
        unmatched: how often each condition was not met; a reservation may miss several.
    """

    rule: str
    fingerprint: str
    reservations: int
    matched: int
    payments: tuple[Previewed, ...]
    totals: tuple[PreviewTotal, ...]
    unmatched: Mapping[Mismatch, int]

    @property
    def overlapping(self) -> tuple[Previewed, ...]:
        """What another rule charges at the same moment."""
        return tuple(one for one in self.payments if one.overlaps)

    @property
    def impossible(self) -> tuple[Previewed, ...]:
        """What a person would have to see to, because it cannot be charged as it stands."""
        stopped = {PlannedStatus.BLOCKED, PlannedStatus.ATTENTION}
        return tuple(one for one in self.payments if one.status in stopped)

    @property
    def moved(self) -> tuple[Previewed, ...]:
        """What would wait for a virtual card, later than the rule says."""
        return tuple(one for one in self.payments if one.is_moved)


def preview(  # noqa: PLR0913, PLR0917 - what a preview depends on
    rule: ActiveRule,
    reservations: Iterable[Candidate],
    others: Sequence[ActiveRule],
    policy: PaymentRulesSettings,
    zone: str,
    now: datetime,
    roundings: Mapping[str, Rounding] | None = None,
) -> Preview:
    """Return what a rule would plan and charge.

    Amounts are those of now, one payment after the other: what a step takes is not there for the
    next one. What changes until the moment changes them.

    Args:
        rule: as it would be active.
        reservations: to try it on, past ones too; their `came` says when they are to have come.
        others: the rules that are active; the one that it replaces is left out.
        policy: of the property.
        zone: IANA name of the property's zone.
        now: aware UTC instant.
        roundings: of bills by currency; to the currency's own decimals where none is given.

    Raises:
        InvalidInput: ``date.out_of_range`` or ``zone.unknown``.
    """
    trial = _Trial(
        rule,
        Planner([rule], policy, zone),
        Planner([other for other in others if other.id != rule.id], policy, zone),
        policy,
        zone,
        now,
        roundings or {},
    )
    found: list[Previewed] = []
    missed: Counter[Mismatch] = Counter()
    looked_at = matched = 0
    for one in reservations:
        looked_at += 1
        if why := trial.unmet(one):
            missed.update(why)
            continue
        matched += 1
        found += trial.payments(one)
    unmatched = {kind: missed[kind] for kind in Mismatch if missed[kind]}
    fingerprint, totals = rule.terms.fingerprint, tuple(_totals(found))
    return Preview(rule.id, fingerprint, looked_at, matched, tuple(found), totals, unmatched)


def _totals(found: Iterable[Previewed]) -> Iterator[PreviewTotal]:
    by_currency: dict[str, list[Previewed]] = {}
    for one in found:
        if one.status is PlannedStatus.SCHEDULED:
            by_currency.setdefault(one.currency, []).append(one)
    for currency, charged in sorted(by_currency.items()):
        yield PreviewTotal(
            currency,
            len(charged),
            total(one.amount for one in charged),
            total(one.surcharge_net for one in charged),
        )


@attrs.frozen
class _Trial:
    """A rule beside the others, while it is tried on one reservation after the other."""

    rule: ActiveRule
    planner: Planner
    others: Planner
    policy: PaymentRulesSettings
    zone: str
    now: datetime
    roundings: Mapping[str, Rounding]

    def unmet(self, one: Candidate) -> list[Mismatch]:
        """Return what the reservation does not meet."""
        on: date = (one.came or self.now).date()
        why = unmet(self.rule.terms, one.reservation, one.card, self.policy, on)
        return [each.mismatch for each in why]

    def payments(self, one: Candidate) -> Iterator[Previewed]:
        """Return what would be planned, and charge it in turn."""
        came = one.came or self.now
        beside: dict[datetime, list[str]] = {}
        for other in self.others.plan(one.reservation, one.card, came):
            beside.setdefault(other.due.at, []).append(other.rule.id)
        figures, card = one.figures, GuestCard(one.id, one.card)
        for planned in self.planner.plan(one.reservation, one.card, came):
            seen = self._tried(one, planned, card, figures, came)
            if seen.status is PlannedStatus.SCHEDULED:
                card = attrs.evolve(card, charges=card.charges + 1)
                paid = Money(add(figures.in_flight.amount, seen.amount), figures.total.currency)
                figures = Figures(figures.total, figures.outstanding, paid, figures.first_night)
            overlaps = tuple(dict.fromkeys(beside.get(planned.due.at, ())))
            yield attrs.evolve(seen, overlaps=overlaps)

    def _tried(
        self,
        one: Candidate,
        planned: Planned,
        card: GuestCard,
        figures: Figures,
        came: datetime,
    ) -> Previewed:
        seen = Previewed(
            one.id,
            planned.places,
            planned.due,
            PlannedStatus.SCHEDULED,
            None,
            one.reservation.currency,
        )
        if (stopped := self._at_once(one, planned)) is not None:
            status, reason = stopped
            return attrs.evolve(seen, status=status, reason=reason)
        currency = one.reservation.currency
        rounding = self.roundings.get(currency)
        told = verdict(
            PaymentPlan(one.id, one.reservation, one.id, one.card, PlanStatus.EXPECTED),
            self._payment(planned),
            card,
            figures,
            max(planned.due.at, came),
            self.zone,
            self.policy,
            rounding or Rounding.to_digits(currency_digits(currency)),
        )
        if isinstance(told, Attention):
            return attrs.evolve(seen, status=PlannedStatus.ATTENTION, reason=told.reason)
        if isinstance(told, Skip):
            return attrs.evolve(
                seen, status=PlannedStatus.SKIPPED, reason=told.reason, skipped=told.wanted
            )
        return attrs.evolve(
            seen, amount=told.amount, surcharge_net=told.surcharge_net, skipped=told.skipped
        )

    def _at_once(self, one: Candidate, planned: Planned) -> tuple[PlannedStatus, Reason] | None:
        if (reason := reason_to_block(one.card)) is not None:
            return PlannedStatus.BLOCKED, reason
        if not planned.is_late or self.policy.late is LatePolicy.CHARGE_NOW:
            return None
        manual = self.policy.late is LatePolicy.MANUAL
        status = PlannedStatus.ATTENTION if manual else PlannedStatus.CANCELLED
        return status, Reason.BOOKED_TOO_LATE

    def _payment(self, planned: Planned) -> PlannedPayment:
        terms = self.rule.terms
        return PlannedPayment(
            1,
            self.rule.id,
            terms.fingerprint,
            self.rule.drafted_at,
            planned.places,
            planned.steps,
            terms.surcharge,
            PlannedStatus.SCHEDULED,
            planned.due,
        )
