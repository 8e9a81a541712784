"""Which rules a reservation meets, and why it does not meet the others (seed: *kondisi*)."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

import attrs

from axentra_core.payment_rules.cards import CardFacts
from axentra_core.payment_rules.channels import channel_on
from axentra_core.payment_rules.model import ReservationFacts
from axentra_core.payment_rules.settings import PaymentRulesSettings
from axentra_core.payment_rules.terms import RuleTerms


class Mismatch(StrEnum):
    """Why a rule is not for a reservation."""

    CHANNEL = "channel"
    CHANNEL_UNKNOWN = "channel_unknown"
    COUNTRY = "country"
    CARD_KIND_OF_CHANNEL = "card_kind_of_channel"
    CARD_KIND = "card_kind"
    RATE_PLAN = "rate_plan"
    NIGHTS = "nights"


@attrs.frozen
class Unmet:
    """One condition of a rule that a reservation does not meet.

    Attributes:
        mismatch: which.
        wanted: what the rule or the channel takes.
        got: what the reservation has.
    """

    mismatch: Mismatch
    wanted: str
    got: str


def unmet(
    terms: RuleTerms,
    reservation: ReservationFacts,
    card: CardFacts,
    policy: PaymentRulesSettings,
    on: date,
) -> tuple[Unmet, ...]:
    """Return every condition of a rule that a reservation does not meet; nothing for a match.

    Args:
        terms: what the rule says.
        reservation: whose conditions are looked at.
        card: likewise.
        policy: which cards come through which channel.
        on: day on which they are matched.
    """
    return (*_unmet(terms, reservation, card), *_not_sent(reservation, card, policy, on))


def _unmet(terms: RuleTerms, reservation: ReservationFacts, card: CardFacts) -> Iterator[Unmet]:
    if reservation.channel not in terms.channels:
        yield Unmet(Mismatch.CHANNEL, ", ".join(terms.channels), reservation.channel)
    if terms.card_kinds and card.kind not in terms.card_kinds:
        yield Unmet(Mismatch.CARD_KIND, ", ".join(terms.card_kinds), card.kind)
    if terms.rate_plans and reservation.rate_plan not in terms.rate_plans:
        got = reservation.rate_plan or "none"
        yield Unmet(Mismatch.RATE_PLAN, ", ".join(terms.rate_plans), got)
    if not terms.fewest_nights <= reservation.nights <= terms.most_nights:
        wanted = f"{terms.fewest_nights} to {terms.most_nights}"
        yield Unmet(Mismatch.NIGHTS, wanted, str(reservation.nights))


def _not_sent(
    reservation: ReservationFacts, card: CardFacts, policy: PaymentRulesSettings, on: date
) -> Iterator[Unmet]:
    known = channel_on(policy.channels, reservation.channel, on)
    if known is None:
        names = ", ".join(dict.fromkeys(row.channel for row in policy.channels))
        yield Unmet(Mismatch.CHANNEL_UNKNOWN, names, reservation.channel)
        return
    if policy.country is not None and policy.country in known.not_in:
        yield Unmet(Mismatch.COUNTRY, f"not {', '.join(known.not_in)}", policy.country)
    if card.kind not in known.kinds:
        yield Unmet(Mismatch.CARD_KIND_OF_CHANNEL, ", ".join(known.kinds), card.kind)
