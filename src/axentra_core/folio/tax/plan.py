"""A rule set as the calculation goes through it: made once, kept with the rule set."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Self

import attrs

from axentra_core.folio.tax.exact import grid_of
from axentra_core.folio.tax.order import in_order
from axentra_core.folio.tax.policy import Policy, RoundingLevel
from axentra_core.folio.tax.rule_plan import BY_NIGHT, RulePlan, planned
from axentra_core.folio.tax.vocabulary import KeyPrice

if TYPE_CHECKING:
    from axentra_core.folio.tax.ruleset import RuleSet, Split

FINENESS: Final[Mapping[RoundingLevel, int]] = {
    RoundingLevel.UNIT_RATE: 0,
    RoundingLevel.LINE: 1,
    RoundingLevel.LINE_NET: 1,
    RoundingLevel.NIGHT: 2,
    RoundingLevel.CATEGORY: 3,
    RoundingLevel.INVOICE_RATE: 4,
    RoundingLevel.STAY: 5,
    RoundingLevel.BILL: 6,
}


@attrs.frozen(eq=False)
class ComponentPlan:
    """The rules of one component, and how it is rounded: to a unit of so many steps of prices."""

    code: str
    authority: str
    rules: tuple[RulePlan, ...]
    inclusive: bool
    collected_by: frozenset[str]
    policy: Policy
    unit: Fraction
    ratio: int
    fineness: int


@attrs.frozen(eq=False)
class Plan:
    """A rule set in the order in which it is calculated.

    Attributes:
        components: as they are shown.
        groups: codes in the order of their bases; several together stand in a circle.
        inclusive: the groups of inclusive components.
        articles: what can be priced.
        splits: packages by article.
        night_articles: articles of bases that are taken together by room and night inside prices.
        coupled: whether any of those asks for the price of a room and night as a whole.
        bent: whether an inclusive rule has a cap or a deduction.
        circular: components that stand in their own base, at once or around a circle.
        grid: step of net and gross prices.
        step: the same as a number.
        policy_text: the rounding, as it is stored.
    """

    components: Mapping[str, ComponentPlan]
    groups: tuple[tuple[str, ...], ...]
    inclusive: tuple[tuple[str, ...], ...]
    articles: frozenset[str]
    splits: Mapping[str, "Split"]
    night_articles: frozenset[str]
    coupled: bool
    bent: bool
    circular: frozenset[str]
    place: str
    version: str
    currency: str
    first: date
    last: date | None
    grid: Fraction
    step: Decimal
    policy_text: str

    @classmethod
    def of(cls, rules: "RuleSet") -> Self:
        """Return the plan of a rule set that was checked."""
        articles = frozenset(rules.articles)
        by_component: dict[str, list[RulePlan]] = {}
        for rule in rules.rules:
            found = planned(rule, articles, rule.rounding or rules.rounding)
            by_component.setdefault(rule.component, []).append(found)
        step = rules.price_unit or grid_of(rules.rounding.unit)
        components = {code: _component(code, plans, step) for code, plans in by_component.items()}
        groups = in_order({code: needs(components, plan) for code, plan in components.items()})
        inclusive = tuple(group for group in groups if components[group[0]].inclusive)
        return cls(
            components,
            groups,
            inclusive,
            articles,
            {split.article: split for split in rules.splits},
            frozenset(_taken_together(components.values(), articles)),
            any(
                _couples(plan)
                for component in components.values()
                for plan in component.rules
                if component.inclusive
            ),
            any(
                plan.unit_cap is not None or any(part.deduction for part in plan.parts)
                for component in components.values()
                for plan in component.rules
                if component.inclusive
            ),
            frozenset(
                code
                for group in groups
                for code in group
                if len(group) > 1 or any(code in plan.components for plan in components[code].rules)
            ),
            rules.place,
            rules.version,
            rules.currency,
            rules.valid_first,
            rules.valid_last,
            Fraction(step),
            step,
            str(rules.rounding),
        )

    def is_valid_on(self, day: date) -> bool:
        """Return whether the rule set may be used for a night."""
        return self.first <= day and (self.last is None or day <= self.last)


def needs(components: Mapping[str, ComponentPlan], plan: ComponentPlan) -> frozenset[str]:
    """Return the components that have to be known before this one."""
    found: set[str] = set()
    for rule in plan.rules:
        found.update(rule.components)
        if rule.table is not None:
            found.update(rule.table.components)
            if rule.table.brackets.key_price is KeyPrice.GROSS and not plan.inclusive:
                found.update(code for code, other in components.items() if other.inclusive)
    return frozenset(found)


def _component(code: str, rules: Sequence[RulePlan], step: Decimal) -> ComponentPlan:
    first = rules[0]
    unit = Fraction(first.policy.unit)
    return ComponentPlan(
        code,
        first.rule.authority,
        tuple(rules),
        first.rule.inclusive,
        frozenset(first.rule.collected_by),
        first.policy,
        unit,
        int(unit / Fraction(step)),
        FINENESS[first.policy.level],
    )


def _taken_together(components: Iterable[ComponentPlan], articles: frozenset[str]) -> Iterable[str]:
    """Yield the articles that inclusive rules take together by room and night."""
    for component in components:
        for plan in component.rules if component.inclusive else ():
            if _couples(plan):
                yield from articles if plan.components else plan.articles
                if plan.table is not None:
                    yield from plan.table.articles


def _couples(plan: RulePlan) -> bool:
    """Return whether a rule asks for the price of a room and night as a whole."""
    if plan.table is not None and plan.table.brackets.key_price is KeyPrice.NET:
        return True
    return plan.rule.is_rate and plan.rule.per in BY_NIGHT
