"""Planned payments: one charge at a time, its money in the books once, and nothing of it lost."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

import attrs

from axentra_core.codec import Entry
from axentra_core.folio import PaymentTaken
from axentra_core.kernel.numbers import ZERO, add, total
from axentra_core.payment_rules import (
    CardFacts,
    CardFactsChanged,
    CardHeld,
    CardRegistered,
    CardReleased,
    ChargeOutcome,
    GuestCard,
    PaymentClaimed,
    PaymentPlan,
    PlannedPayment,
    PlannedStatus,
)
from axentra_core.payment_rules.lifecycle import OPEN
from axentra_core.payments import AmountCaptured, ChargebackReversed
from axentra_core.testing.invariants.records import Records
from axentra_core.testing.invariants.sums import Sums

ONCE = Decimal(1)
OVER = frozenset({PlannedStatus.CHARGED, PlannedStatus.SKIPPED})


@attrs.define
class PlannedMoney:
    """What the log tells of planned payments, of their cards and of their money, by itself.

    Attributes:
        of_plan: the plan of each charge that was ever claimed, by its name.
        facts: what is known of a card.
        held: the charge that holds a card.
        charges: how often a card was charged.
        taken: what the gateway has taken, by the name of the charge.
        brought: likewise, with what was won again after a chargeback.
        times: how often it has brought something.
        paid: what was put on bills as paid by it, whatever was taken off again.
        lines: on how many lines.
    """

    of_plan: dict[str, str] = attrs.Factory(dict)
    facts: dict[str, CardFacts] = attrs.Factory(dict)
    held: dict[str, str] = attrs.Factory(dict)
    charges: Sums[str] = attrs.Factory(Sums)
    taken: Sums[str] = attrs.Factory(Sums)
    brought: Sums[str] = attrs.Factory(Sums)
    times: Sums[str] = attrs.Factory(Sums)
    paid: Sums[str] = attrs.Factory(Sums)
    lines: Sums[str] = attrs.Factory(Sums)

    # --- act by act ---

    def follow(self, entry: Entry) -> Iterator[str]:
        """Take the events of a commit down, and yield what should not have happened."""
        for event in entry.events:
            if isinstance(event, PaymentClaimed):
                if event.payment in self.of_plan:
                    yield f"{event.payment} is claimed twice"
                self.of_plan[event.payment] = event.payment_plan
            elif isinstance(event, CardRegistered | CardFactsChanged):
                self.facts[event.guest_card] = event.facts
            elif isinstance(event, CardHeld | CardReleased):
                yield from self._card(event)
            else:
                self._money(event)

    def _card(self, event: CardHeld | CardReleased) -> Iterator[str]:
        card, facts = event.guest_card, self.facts[event.guest_card]
        if isinstance(event, CardHeld):
            if card in self.held:
                yield f"card {card} is charged by {event.payment} and by {self.held[card]}"
            if facts.is_virtual and self.charges.of(card) >= facts.most_charges:
                yield f"virtual card {card} is charged more than {facts.most_charges} times"
            self.held[card] = event.payment
            return
        if self.held.pop(card, None) != event.payment:
            yield f"card {card} is let go by {event.payment}, which has not held it"
        self.charges.put(card, Decimal(event.charged))

    def _money(self, event: object) -> None:
        match event:
            case AmountCaptured(payment=name, amount=amount) if name in self.of_plan:
                self.taken.put(name, amount)
                self.brought.put(name, amount)
                self.times.put(name, ONCE)
            case ChargebackReversed(payment=name, amount=amount) if name in self.of_plan:
                self.brought.put(name, amount)
                self.times.put(name, ONCE)
            case PaymentTaken(reference=str(name)) if name in self.of_plan:
                self.paid.put(name, event.received)
                self.lines.put(name, ONCE)
            case _:
                pass

    # --- against the states ---

    def plans_of(self, records: Records) -> list[PaymentPlan]:
        """Return the plans that are touched, or of which a payment or a bill is."""
        touched = {plan.id: plan for plan in records.touched_of("payment_plan")}
        for payment in records.touched_of("payment"):
            if (plan := self.of_plan.get(payment.id)) is not None:
                touched[plan] = records.get("payment_plan", plan)
        for folio in records.touched_of("folio"):
            if (known := records.get("payment_plan", folio.id)) is not None:
                touched[folio.id] = known
        return [*touched.values()]

    def check(self, plans: Iterable[PaymentPlan], records: Records) -> Iterator[str]:
        """Yield plans that do not go together with their card, their money, or themselves."""
        for plan in plans:
            yield from _check_open(plan, records)
            for payment in plan.payments:
                yield from _check_sums(plan, payment)
                for attempt in payment.attempts:
                    yield from self._check_money(attempt.payment, attempt.captured, records)

    def check_cards(self, cards: Iterable[GuestCard], records: Records) -> Iterator[str]:
        """Yield cards that are held by no open charge, or by another one than the log says."""
        for card in cards:
            if card.held_by != self.held.get(card.id):
                yield f"card {card.id} is held by {card.held_by}, not {self.held.get(card.id)}"
            if card.charges != self.charges.of(card.id):
                yield f"card {card.id} has {card.charges} charges, not {self.charges.of(card.id)}"
            if card.held_by is None:
                continue
            plan: PaymentPlan | None = records.get(
                "payment_plan", self.of_plan.get(card.held_by, "")
            )
            if plan is None or plan.open is None or _name(plan, plan.open) != card.held_by:
                yield f"card {card.id} is held by {card.held_by}, which is not open"

    def _check_money(self, name: str, captured: Decimal, records: Records) -> Iterator[str]:
        taken = self.taken.of(name)
        if captured != taken:
            yield f"{name} has brought {captured} by its plan, and {taken} by the gateway"
        lines, times = self.lines.of(name), self.times.of(name)
        if lines > times or (lines < times and not _is_left_to_somebody(name, records)):
            yield f"{name} stands on {lines} lines of bills, and has brought money {times} times"
        paid, brought = self.paid.of(name), self.brought.of(name)
        if lines == times and paid != brought:
            yield f"{name} has paid {paid} on bills, and brought {brought}"


def _is_left_to_somebody(name: str, records: Records) -> bool:
    """Return whether a bill could not take it, and somebody was told."""
    return any(one.arguments.get("reference") == name for one in records.all("follow_up"))


def _name(plan: PaymentPlan, number: int) -> str:
    return plan.payments[number - 1].attempts[-1].payment


def _check_open(plan: PaymentPlan, records: Records) -> Iterator[str]:
    """Yield charges with the gateway beside the one there may be, or without card or intent."""
    going_on = [one.number for one in plan.payments if one.status in OPEN]
    if going_on != ([] if plan.open is None else [plan.open]):
        yield f"plan {plan.id} has {going_on} open, and says {plan.open}"
    for number in going_on:
        attempt = plan.payments[number - 1].attempts[-1]
        card: GuestCard = records.get("guest_card", attempt.card)
        if card.held_by != attempt.payment:
            yield f"{attempt.payment} is open, and its card {card.id} is held by {card.held_by}"
        payment = records.get("payment", attempt.payment)
        if payment is None or payment.open is None:
            yield f"{attempt.payment} is open, and nothing is asked of the gateway"


def _check_sums(plan: PaymentPlan, payment: PlannedPayment) -> Iterator[str]:
    """Yield payments of which something is lost or charged by more than one charge."""
    where = f"payment {payment.number} of plan {plan.id}"
    parts = (payment.charged, payment.remainder, payment.skipped)
    if payment.status in OVER and (payment.wanted != total(parts) or min(parts) < ZERO):
        yield f"{where} wanted {payment.wanted} and came to {', '.join(map(str, parts))}"
    if payment.status not in OVER and any(parts):
        yield f"{where} is {payment.status} and came to {', '.join(map(str, parts))}"
    came = [one for one in payment.attempts if one.outcome is ChargeOutcome.APPROVED]
    if len(came) != (payment.status is PlannedStatus.CHARGED):
        yield f"{where} is {payment.status} after {len(came)} charges that came"
    for attempt in came:
        whole = add(payment.charged, attempt.surcharge)
        if attempt.captured not in {payment.charged, whole}:
            yield f"{where} has brought {attempt.captured}, and says {payment.charged}"
