"""How payment rules are kept, and which payments they plan for the stays of a hotel."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

import attrs

from axentra_core.hotel import verbs
from axentra_core.hotel.charges import own_money
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.unit import Unit
from axentra_core.hotel.window import Window
from axentra_core.payment_rules import (
    AGODA,
    BOOKING_COM,
    CHANNELS_PLUS,
    DIRECT_BOOKING,
    EXPEDIA,
    FRONT_DESK,
    HOTELBEDS,
    ActivateRule,
    ActiveRule,
    ArchiveRule,
    CancelPayment,
    CancelPaymentsOf,
    CardFacts,
    ChangeCardFacts,
    ChangePlanCard,
    ChangeReservation,
    DiscardRule,
    DraftRule,
    GuestCard,
    MatchRules,
    OpenPlan,
    PaymentRule,
    PaymentRulesRefusal,
    PaymentRulesSettings,
    RegisterCard,
    ReservationFacts,
    ResumePayment,
    ReviewRule,
    ReviseRule,
    RuleStatus,
    RuleTerms,
)
from axentra_core.stays import CancellationPolicy, Source, Stay, StayStatus

# --- rules ---


def draft_payment_rule(unit: Unit, verb: verbs.DraftPaymentRule) -> None:
    """Begin a draft that fits the property."""
    rule = verb.payment_rule or unit.new_id("payment_rule")
    unit.act(DraftRule(rule, _own_terms(unit, verb.terms), unit.property.payment_rules))


def revise_payment_rule(unit: Unit, verb: verbs.RevisePaymentRule) -> None:
    """Let a draft say something else."""
    terms = _own_terms(unit, verb.terms)
    unit.act(ReviseRule(verb.payment_rule, terms, unit.property.payment_rules))


def _own_terms(unit: Unit, terms: RuleTerms) -> RuleTerms:
    """Return the terms in the words of payment rules, once what they name is the property's own.

    Raises:
        InvalidInput: ``value.not_listed``, ``money.currency_mismatch``,
            ``money.too_many_decimals``.
    """
    for place, step in enumerate(terms.steps):
        if step.share.amount is not None:
            own_money(unit, step.share.amount, f"terms.steps[{place}].share.amount")
    if terms.surcharge is not None:
        unit.property.folio.code(terms.surcharge.code)
        if terms.surcharge.amount is not None:
            own_money(unit, terms.surcharge.amount, "terms.surcharge.amount")
    policy = unit.property.payment_rules
    channels = tuple(dict.fromkeys(word_of(policy, one) for one in terms.channels))
    if channels == terms.channels:
        return terms
    return attrs.evolve(terms, channels=channels)  # type: ignore[misc] # a checked value is one


def review_payment_rule(unit: Unit, verb: verbs.ReviewPaymentRule) -> None:
    """Note who has looked at it."""
    unit.act(ReviewRule(verb.payment_rule))


def activate_payment_rule(unit: Unit, verb: verbs.ActivatePaymentRule) -> None:
    """Let it begin."""
    _activate(unit, verb.payment_rule, verb.fingerprint, both_wanted=verb.both_wanted)


def _activate(unit: Unit, rule: str, fingerprint: str, *, both_wanted: bool) -> None:
    policy, others = unit.property.payment_rules, active_rules(unit)
    unit.act(ActivateRule(rule, fingerprint, policy, others, both_wanted))


def replace_payment_rule(unit: Unit, verb: verbs.ReplacePaymentRule) -> None:
    """Archive a rule and let its successor begin, both or neither."""
    successor = verb.successor or unit.new_id("payment_rule")
    old: PaymentRule = unit.need("payment_rule", verb.payment_rule)
    if old.status is not RuleStatus.ACTIVE:
        raise PaymentRulesRefusal(
            "payment_rules.not_active", payment_rule=old.id, status=old.status
        )
    terms = _own_terms(unit, verb.terms)
    unit.act(DraftRule(successor, terms, unit.property.payment_rules, old.id))
    unit.act(ReviewRule(successor), ArchiveRule(old.id, successor))
    _activate(unit, successor, terms.fingerprint, both_wanted=verb.both_wanted)


def archive_payment_rule(unit: Unit, verb: verbs.ArchivePaymentRule) -> None:
    """Let it end; what it has planned stays."""
    unit.act(ArchiveRule(verb.payment_rule))


def discard_payment_rule(unit: Unit, verb: verbs.DiscardPaymentRule) -> None:
    """Throw a draft away."""
    unit.act(DiscardRule(verb.payment_rule))


def cancel_payments_of(unit: Unit, verb: verbs.CancelPaymentsOf) -> None:
    """Give up what it has planned for any reservation."""
    unit.need("payment_rule", verb.payment_rule)
    found = [plan for _, plan in unit.find("payment_plan.rule", verb.payment_rule)]
    unit.load(*(("payment_plan", plan) for plan in found))
    unit.act(*(CancelPaymentsOf(plan, verb.payment_rule) for plan in found))


def active_rules(window: Window) -> tuple[ActiveRule, ...]:
    """Return the rules that reservations are matched with."""
    found = [rule for _, rule in window.find("payment_rule.status", RuleStatus.ACTIVE)]
    window.load(*(("payment_rule", rule) for rule in found))
    rules: list[PaymentRule] = [window.need("payment_rule", rule) for rule in found]
    return tuple(ActiveRule(rule.id, rule.terms, rule.drafted_at) for rule in rules)


def rules_for(window: Window, stay: Stay) -> tuple[ActiveRule, ...]:
    """Return the rules that a stay is matched with; none while it waits for a room."""
    return () if stay.status is StayStatus.WAITLISTED else active_rules(window)


# --- reservations and their cards ---


CHANNEL_OF = {Source.FRONT_OFFICE: FRONT_DESK, Source.ONLINE: DIRECT_BOOKING}
# What payment rules call the channels that platforms know by these codes.
WORDS: Final[Mapping[str, str]] = {
    "AGO": AGODA,
    "BBN": DIRECT_BOOKING,
    "BDC": BOOKING_COM,
    "CHP": CHANNELS_PLUS,
    "EXP": EXPEDIA,
    "HBD": HOTELBEDS,
}


def word_of(policy: PaymentRulesSettings, channel: str) -> str:
    """Return what payment rules call a channel; its code where the property has a row for that."""
    is_own = any(row.channel == channel for row in policy.channels)
    return channel if is_own else WORDS.get(channel, channel)


def reservation_of(stay: Stay, policy: PaymentRulesSettings) -> ReservationFacts:
    """Return what payment rules look at in a stay."""
    return ReservationFacts(
        CHANNEL_OF.get(stay.source) or word_of(policy, stay.channel or FRONT_DESK),
        stay.arrival,
        stay.departure,
        stay.currency,
        stay.rate_plan,
        _free_until(stay.policy, stay.arrival),
    )


def _free_until(policy: CancellationPolicy | None, arrival: date) -> date | None:
    """Return the last day on which a stay can be cancelled without a fee."""
    costly = [step.days_before for step in policy.steps if step.fee.value] if policy else []
    return arrival - timedelta(max(costly) + 1) if costly else None


def attach_card(unit: Unit, verb: verbs.AttachCard) -> None:
    """Match a reservation with the rules, by its first card or by another."""
    stay: Stay = unit.need("stay", verb.stay)
    _insist_on_own_bookings(unit, verb, [stay])
    put_card(unit, stay, *_card(unit, verb))


def put_card(unit: Unit, stay: Stay, card: str, facts: CardFacts) -> None:
    """Match a reservation with the rules, by a card that is known."""
    zone, policy, rules = unit.property.zone, unit.property.payment_rules, rules_for(unit, stay)
    if unit.get("payment_plan", stay.id) is None:
        unit.act(OpenPlan(stay.id, reservation_of(stay, policy), card, facts, rules, zone, policy))
    else:
        unit.act(ChangePlanCard(stay.id, card, facts, rules, zone, policy))


def _card(unit: Unit, verb: verbs.AttachCard) -> tuple[str, CardFacts]:
    """Return a card that is known, or known from now on."""
    if verb.facts is None:
        known: GuestCard = unit.need("guest_card", verb.guest_card or "")
        return known.id, known.facts
    return register_card(unit, verb.facts, verb.guest_card), verb.facts


def register_card(unit: Unit, facts: CardFacts, guest_card: str | None = None) -> str:
    """Know a card, and return its id.

    Raises:
        InvalidInput: ``money.too_many_decimals``.
    """
    card = guest_card or unit.new_id("guest_card")
    _insist_on_decimals(unit, facts)
    unit.act(RegisterCard(card, facts))
    return card


def _insist_on_own_bookings(unit: Unit, verb: object, stays: Sequence[Stay]) -> None:
    """Insist that a channel tells of cards of its own bookings only.

    Raises:
        HotelRefusal: ``hotel.not_for_outsiders``.
    """
    actor = unit.context.actor
    if actor.kind in {"staff", "system"}:
        return
    if not stays or any(stay.channel != actor.id for stay in stays):
        name = type(verb).__name__
        raise HotelRefusal("hotel.not_for_outsiders", verb=name, actor=str(actor))


def _insist_on_decimals(unit: Unit, facts: CardFacts) -> None:
    """Insist that a balance can be charged; one in other money is a fact that staff look at.

    Raises:
        InvalidInput: ``money.too_many_decimals``.
    """
    balance = facts.balance
    if balance is not None and balance.currency.code == unit.property.currency:
        own_money(unit, balance, "facts.balance")


def change_card_facts(unit: Unit, verb: verbs.ChangeCardFacts) -> None:
    """Know something else of a card; what waits for it is planned anew."""
    _insist_on_decimals(unit, verb.facts)
    plans = [plan for _, plan in unit.find("payment_plan.card", verb.guest_card)]
    _insist_on_own_bookings(unit, verb, [unit.need("stay", plan) for plan in plans])
    unit.act(ChangeCardFacts(verb.guest_card, verb.facts))


# --- planned payments ---


def apply_payment_rule(unit: Unit, verb: verbs.ApplyPaymentRule) -> None:
    """Match a reservation with one rule that came later."""
    rule: PaymentRule = unit.need("payment_rule", verb.payment_rule)
    if rule.status is not RuleStatus.ACTIVE:
        raise PaymentRulesRefusal(
            "payment_rules.not_active", payment_rule=rule.id, status=rule.status
        )
    one = ActiveRule(rule.id, rule.terms, rule.drafted_at)
    unit.act(MatchRules(verb.stay, (one,), unit.property.zone, unit.property.payment_rules))


def replan_payments(unit: Unit, verb: verbs.ReplanPayments) -> None:
    """Work out anew when they are due."""
    unit.act(replanned(unit, unit.need("stay", verb.stay)))


def replanned(unit: Unit, stay: Stay) -> ChangeReservation:
    """Return the command that plans anew by what a stay is now."""
    own = unit.property
    return ChangeReservation(
        stay.id, reservation_of(stay, own.payment_rules), own.zone, own.payment_rules
    )


def resume_payment(unit: Unit, verb: verbs.ResumePayment) -> None:
    """Let it wait for its moment again."""
    unit.act(ResumePayment(verb.stay, verb.number, unit.property.zone))


def cancel_payment(unit: Unit, verb: verbs.CancelPayment) -> None:
    """Give it up."""
    unit.act(CancelPayment(verb.stay, verb.number))
