"""What a hotel can be asked about its payment rules and about what they have planned."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from axentra_core.hotel.outstanding import figures_of
from axentra_core.hotel.payment_rules import active_rules, reservation_of
from axentra_core.hotel.reading import Reading
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.window import HIGHEST
from axentra_core.kernel.checks import in_bounds, instant
from axentra_core.payment_rules import (
    MOST_PAYMENTS,
    ActiveRule,
    Candidate,
    DuePayment,
    Explanation,
    GuestCard,
    Lint,
    PaymentPlan,
    PaymentRule,
    PlanStatus,
    Preview,
    RuleStatus,
    WhyNot,
    due_value,
    explain,
    lint,
    preview,
    read_due,
    why_not,
)
from axentra_core.stays import Stay

MOST_DUE = 10_000


class PaymentReader(Reading):
    """What is known of payment rules, cards and planned payments."""

    def payment_rule(self, payment_rule: str) -> PaymentRule:
        """Return a rule: when it was created, its conditions, what it charges (seed: *Lihat*).

        Raises:
            NotFound: ``record.not_found``.
        """
        found: PaymentRule = self._window.need("payment_rule", payment_rule)
        return found

    def payment_rules(self, *status: RuleStatus) -> tuple[PaymentRule, ...]:
        """Return the rules by where they stand; the active ones when nothing is named."""
        found = [
            rule
            for one in status or (RuleStatus.ACTIVE,)
            for rule in self._found("payment_rule", "payment_rule.status", one, one)
        ]
        return tuple(sorted(found, key=lambda rule: (rule.drafted_at, rule.id)))

    def guest_card(self, guest_card: str) -> GuestCard:
        """Return what is known of a card.

        Raises:
            NotFound: ``record.not_found``.
        """
        found: GuestCard = self._window.need("guest_card", guest_card)
        return found

    def payment_plan(self, stay: str) -> PaymentPlan:
        """Return what is planned for a stay.

        Raises:
            NotFound: ``record.not_found``; also for a stay whose card is not known.
        """
        found: PaymentPlan = self._window.need("payment_plan", stay)
        return found

    def due_payments(self, limit: int = MOST_DUE) -> tuple[DuePayment, ...]:
        """Return the planned payments that are due by now, the longest due first.

        Of a reservation only the next one; none while another of its charges is open.

        Raises:
            InvalidInput: ``value.out_of_range``.
        """
        return self.payments_due_by(self.now, limit)

    def payments_due_by(self, at: datetime, limit: int = MOST_DUE) -> tuple[DuePayment, ...]:
        """Return the planned payments that will be due by an instant, the earliest first.

        Raises:
            InvalidInput: ``value.out_of_range`` or ``instant.naive``.
        """
        in_bounds(limit, low=1, high=MOST_DUE)
        until = due_value(instant(at), MOST_PAYMENTS)
        found = self._window.find("payment_plan.due", "", until, limit=limit)
        return tuple(read_due(*one) for one in found)

    def is_given_up(self, payment: str) -> bool:
        """Return whether a payment was begun for a reservation that is cancelled by now."""
        return any(
            self._window.need("payment_plan", plan).status is PlanStatus.CANCELLED
            for _, plan in self._window.find("payment_plan.open", payment)
        )

    # --- why ---

    def explain_payment(self, stay: str, number: int) -> Explanation:
        """Return how a planned payment came about, and what became of it.

        Raises:
            NotFound: ``record.not_found``.
        """
        plan = self._plan(stay)
        payment = plan.payment(number)
        rule = None if payment is None else self._window.get("payment_rule", payment.rule)
        return explain(plan, number, self.guest_card(plan.card), self.now, rule)

    def why_not(self, stay: str, payment_rule: str) -> tuple[WhyNot, ...]:
        """Return every reason why a rule has planned nothing for a stay; nothing if it would.

        Raises:
            NotFound: ``record.not_found``.
            HotelRefusal: ``hotel.card_unknown``.
        """
        rule, plan = self.payment_rule(payment_rule), self._plan(stay)
        policy, on = self.configuration.payment_rules, self.business_date
        return why_not(rule, plan.reservation, plan.facts, policy, on, plan, plan.opened_at)

    def _plan(self, stay: str) -> PaymentPlan:
        self._window.need("stay", stay)
        plan: PaymentPlan | None = self._window.get("payment_plan", stay)
        if plan is None:
            raise HotelRefusal("hotel.card_unknown", stay=stay)
        return plan

    # --- before it is active ---

    def preview_payment_rule(
        self, payment_rule: str, stays: Sequence[str] | None = None
    ) -> Preview:
        """Return what a rule, active or not, would plan and charge for stays as they are now.

        Args:
            payment_rule: the rule.
            stays: on which it is tried; all that are expected or in house when left out. Those of
                which no card is known are left out.

        Raises:
            NotFound: ``record.not_found``.
        """
        rule, own = self.payment_rule(payment_rule), self.configuration
        others = [one for one in active_rules(self._window) if one.id != rule.supersedes]
        return preview(
            ActiveRule(rule.id, rule.terms, rule.drafted_at),
            self._candidates(stays),
            others,
            own.payment_rules,
            own.zone,
            self.now,
            {own.currency: own.price_rounding},
        )

    def lint_payment_rule(
        self, payment_rule: str, stays: Sequence[str] | None = None
    ) -> tuple[Lint, ...]:
        """Return what is seldom meant in a rule, looked for in stays as they are now.

        Args:
            payment_rule: the rule.
            stays: as in `preview_payment_rule`.

        Raises:
            NotFound: ``record.not_found``.
        """
        rule, own = self.payment_rule(payment_rule), self.configuration
        today, candidates = self.business_date, self._candidates(stays)
        return lint(rule.terms, own.payment_rules, own.zone, today, candidates)

    def _candidates(self, stays: Sequence[str] | None) -> Iterator[Candidate]:
        if stays is None:
            found = [*self._window.find("stay.due_in", "", HIGHEST)]
            found += self._window.find("stay.in_house", "", HIGHEST)
            stays = [stay for _, stay in found]
        self._window.load(*(("payment_plan", stay) for stay in stays))
        policy = self.configuration.payment_rules
        for stay in stays:
            booked: Stay = self._window.need("stay", stay)
            plan: PaymentPlan | None = self._window.get("payment_plan", stay)
            if plan is not None:
                figures = figures_of(self._window, stay)
                facts = reservation_of(booked, policy)
                yield Candidate(stay, facts, plan.facts, figures, plan.opened_at)
