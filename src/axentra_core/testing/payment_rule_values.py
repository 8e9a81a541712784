"""Strategies for the values of payment rules whose fields have to agree with each other."""

from collections.abc import Callable, Iterator, Mapping
from datetime import time
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from axentra_core.kernel.money import Money
from axentra_core.kernel.numbers import CONTEXT, as_text
from axentra_core.payment_rules import (
    AmountKind,
    CardFacts,
    CardKind,
    Figures,
    Moment,
    PaymentRulesSettings,
    RuleTerms,
    Share,
    Step,
    Surcharge,
    Trigger,
)
from axentra_core.payment_rules.terms import IN_FULL, LONGEST_NOTICE, MOST_SURCHARGE

Fields = dict[str, SearchStrategy[Any]]

AT_CHECK_IN: Final = Step(Moment(Trigger.CHECK_IN_DAY, time(11)))
_TRIGGERS = st.sampled_from([one for one in Trigger if one is not Trigger.AT_BOOKING])


def _moments(fields: Fields) -> SearchStrategy[Moment]:
    """Return moments with days before the check-in, or of the day itself."""

    def moment(trigger: Trigger, at: time, days: int) -> Moment:
        before = trigger is Trigger.BEFORE_CHECK_IN
        return Moment(trigger, at, days if before else 0)

    return st.builds(moment, _TRIGGERS, fields["at"], st.integers(1, LONGEST_NOTICE))


def _shares(fields: Fields) -> SearchStrategy[Share]:
    """Return shares with the one value that their kind has."""

    def share(kind: AmountKind, rate: Decimal, amount: Money) -> Share:
        return Share(
            kind,
            (rate or Decimal(1)) if kind is AmountKind.PERCENT else None,
            _as_logged(amount) if kind is AmountKind.FIXED else None,
        )

    some = {name: fields[name].filter(_is_there) for name in ("rate", "amount")}
    return st.builds(share, fields["kind"], **some)


def _surcharges(fields: Fields) -> SearchStrategy[Surcharge]:
    """Return surcharges of a rate that a card costs, or of an amount."""

    def surcharge(code: str, percent: int, amount: Money | None) -> Surcharge:
        rate = Decimal(percent).scaleb(-2) if amount is None else None
        return Surcharge(code, rate, None if amount is None else _as_logged(amount))

    percents = st.integers(1, int(MOST_SURCHARGE * 100))
    return st.builds(surcharge, fields["code"], percents, fields["amount"])


def _terms(fields: Fields) -> SearchStrategy[RuleTerms]:
    """Return terms that charge nothing twice."""

    def terms(**values: Any) -> RuleTerms:  # noqa: ANN401 - a value for every field
        for name in ("channels", "card_kinds", "rate_plans"):
            values[name] = tuple(dict.fromkeys(values[name]))
        low, high = sorted((values["fewest_nights"], values["most_nights"]))
        nights = {"fewest_nights": low, "most_nights": high}
        steps = tuple(_steps(values["steps"])) or (AT_CHECK_IN,)
        channels = values["channels"] or ("front_desk",)
        return RuleTerms(**{**values, **nights, "steps": steps, "channels": channels})

    return st.builds(terms, **fields)


def _steps(drawn: tuple[Step, ...]) -> Iterator[Step]:
    moments, is_full = set[Moment](), False
    for step in drawn:
        kind = step.share.kind
        too_soon = kind is AmountKind.REMAINDER and not moments
        if step.when in moments or too_soon or (is_full and kind in IN_FULL):
            continue
        moments.add(step.when)
        is_full = is_full or kind in IN_FULL
        yield step


def _cards(fields: Fields) -> SearchStrategy[CardFacts]:
    """Return cards with the facts that their kind has."""

    def card(**values: Any) -> CardFacts:  # noqa: ANN401 - a value for every field
        if values["kind"] is CardKind.VIRTUAL:
            values["is_validated"] = None
            if (balance := values["balance"]) is not None:
                values["balance"] = _as_logged(Money(abs(balance.amount), balance.currency))
            if values["active_on"] is not None:
                values["active_from"] = None
        else:
            values.update(dict.fromkeys(("balance", "active_on", "active_from")))
        return CardFacts(**values)

    return st.builds(card, **fields)


def _figures(fields: Fields) -> SearchStrategy[Figures]:
    """Return figures in one currency."""

    def figures(total: Money, **others: Money) -> Figures:
        whole = {
            name: Money(Decimal(int(one.amount)), total.currency) for name, one in others.items()
        }
        return Figures(total, **whole)

    return st.builds(figures, **fields)


def _settings(fields: Fields) -> SearchStrategy[PaymentRulesSettings]:
    """Return settings in which no channel begins twice on one day."""

    def settings(**values: Any) -> PaymentRulesSettings:  # noqa: ANN401 - a value for every field
        rows = {(row.channel, row.since): row for row in values["channels"]}
        return PaymentRulesSettings(**{**values, "channels": tuple(rows.values())})

    return st.builds(settings, **fields)


def _as_logged(amount: Money) -> Money:
    """Return an amount with the digits it has when a log is read."""
    return Money(Decimal(as_text(amount.amount.normalize(CONTEXT))), amount.currency)


def _is_there(value: object) -> bool:
    return value is not None


AGREEING: Final[Mapping[type, Callable[[Fields], SearchStrategy[Any]]]] = {
    CardFacts: _cards,
    Figures: _figures,
    Moment: _moments,
    PaymentRulesSettings: _settings,
    RuleTerms: _terms,
    Share: _shares,
    Surcharge: _surcharges,
}
