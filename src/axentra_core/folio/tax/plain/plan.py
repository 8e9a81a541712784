"""Plain rules in whole numbers: made once for the dates on which they hold, and kept.

Prices are whole steps of the rule set, and every rate and factor a whole number over one `scale`,
so that a quote needs no fraction.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, lcm
from typing import Final

import attrs

from axentra_core.folio.tax.exact import as_decimal
from axentra_core.folio.tax.facts import Facts
from axentra_core.folio.tax.plain.inside import Inside, Percent, Share, inside_of
from axentra_core.folio.tax.plan import ComponentPlan, Plan
from axentra_core.folio.tax.policy import Policy, Residual, RoundingLevel
from axentra_core.folio.tax.rule_plan import BY_ITEM, Part, RulePlan, Table
from axentra_core.folio.tax.rules import Rule
from axentra_core.folio.tax.terms import Conditions, Validity
from axentra_core.folio.tax.vocabulary import KeyPer, KeyPrice, Per

LEVELS: Final = ({RoundingLevel.LINE}, {RoundingLevel.STAY})
MOST_KEPT: Final = 20


@attrs.frozen(eq=False)
class Amount:
    """An amount for each room and night, of any article or these, by lines of a price from zero on.

    Each line starts at a price in steps, and brings an amount that is also shown.
    """

    id: str
    articles: frozenset[str]
    table: Table | None
    starts: Sequence[int]
    lines: Sequence[tuple[int, Decimal]]


@attrs.frozen(eq=False)
class PlainComponent:
    """A component, with the one rule of it that holds and the steps in a unit of its rounding."""

    plan: ComponentPlan
    rule: Percent | Amount | None
    ratio: int


@attrs.frozen(eq=False)
class Period:
    """Dates on which the same rules hold, no two of one component.

    Attributes:
        components: in the order of their bases.
        shown: the same in the order in which they are shown.
        scale: what numbers of rules are parts of.
        inside: rules of prices by component, in that order; None if they are not only percents.
        takers: components of which the last in a price takes what rounding leaves of it.
        fewest: a stay with as many nights may owe less for some of them; None if none may.
        known: what gross prices contain, by article; filled as it is asked.
    """

    components: Sequence[PlainComponent]
    shown: Sequence[PlainComponent]
    scale: int
    inside: Mapping[str, Percent] | None
    takers: Sequence[str]
    fewest: int | None
    known: dict[str, Inside] = attrs.field(factory=dict)

    def is_owed_in_full(self, facts: Facts, first: date, last: date) -> bool:
        """Return whether one sees at once that nothing about these facts lowers an amount."""
        if facts.exemptions or (facts.persons and any(one.exemptions for one in facts.persons)):
            return False
        if self.fewest is None:
            return True
        begin, end = min(facts.check_in or first, first), max(facts.check_out or last, last)
        has_more = bool(facts.committed_nights or facts.nights_before)
        return not has_more and (end - begin).days + 1 < self.fewest

    def contents(self, article: str) -> Inside:
        """Return what is in a gross price of an article, if that is percents."""
        if article not in self.known:
            rules = self.inside or {}
            self.known[article] = inside_of(rules, self.scale, article, self.takers)
        return self.known[article]


@attrs.frozen(eq=False)
class PlainPlan:
    """A rule set of which every rule is plain.

    Attributes:
        plan: the rule set.
        policy: its rounding.
        is_by_line: whether each item is rounded on its own; else they are together.
        up: steps of a price in so much money as `down` says.
        breaks: dates from which on other rules hold, or none may be used, than on the day before.
        periods: by the number of breaks before them, None if not plain; filled as they are asked.
    """

    plan: Plan
    policy: Policy
    is_by_line: bool
    up: int
    down: int
    breaks: Sequence[date]
    periods: dict[int, Period | None] = attrs.field(factory=dict)

    @classmethod
    def of(cls, plan: Plan, policy: Policy) -> "PlainPlan | None":
        """Return the plain form of a plan, if it has one."""
        components = plan.components.values()
        rules = [rule for component in components for rule in component.rules]
        levels = {policy.level, *(component.policy.level for component in components)}
        if plan.circular or levels not in LEVELS or not all(map(_is_plain, rules)):
            return None
        breaks = {day for rule in rules for day in _breaks(rule.rule.validity)}
        breaks.update(_breaks(Validity(plan.first, plan.last)))
        is_by_line = policy.level is RoundingLevel.LINE
        grid = plan.grid
        return cls(plan, policy, is_by_line, grid.denominator, grid.numerator, sorted(breaks))

    def period(self, first: date, last: date) -> Period | None:
        """Return the rules of these dates; None if one begins or ends between them."""
        place = bisect_right(self.breaks, first)
        if place != bisect_right(self.breaks, last):
            return None
        if place not in self.periods:
            if len(self.periods) >= MOST_KEPT:
                self.periods.clear()
            self.periods[place] = _period(self.plan, self.policy, first)
        return self.periods[place]


def _is_plain(plan: RulePlan) -> bool:
    """Return whether a rule is the same for every guest and every night on which it holds."""
    rule = plan.rule
    if (
        rule.conditions != Conditions()
        or rule.ages
        or rule.validity != Validity(rule.validity.first, rule.validity.last)
        or any(cap is not None for cap in (plan.unit_cap, plan.stay_cap))
        or any(part.deduction for part in plan.parts)
    ):
        return False
    if plan.percent is not None:
        return rule.per in BY_ITEM
    is_amount = not rule.is_rate and rule.per is Per.ROOM_NIGHT
    return is_amount and (plan.table is None or _is_simple(plan.table))


def _is_simple(table: Table) -> bool:
    """Return whether a table is asked with the net price of a room, and has an end."""
    key = table.brackets.key_price, table.brackets.key_per
    return key == (KeyPrice.NET, KeyPer.ROOM) and not table.components and table.step is None


def _breaks(dates: Validity) -> Iterator[date]:
    if dates.first is not None:
        yield dates.first
    if dates.last is not None:
        yield dates.last + timedelta(1)


def _nights(rule: Rule) -> Iterator[int]:
    """Yield how many nights a stay has when their number may lower what a rule brings."""
    if rule.long_stay is not None:
        yield rule.long_stay.nights
    if rule.night_cap is not None:
        yield rule.night_cap.nights + 1
    if rule.night_factors:
        yield rule.night_factors[0].first


def _holds(rule: Rule, day: date) -> bool:
    first, last = rule.validity.first, rule.validity.last
    return (first is None or first <= day) and (last is None or day <= last)


def _period(plan: Plan, policy: Policy, day: date) -> Period | None:
    rules = [
        rule
        for group in plan.groups
        for code in group
        for rule in plan.components[code].rules
        if _holds(rule.rule, day)
    ]
    by_code = {rule.rule.component: rule for rule in rules}
    if len(by_code) < len(rules) or not plan.is_valid_on(day):
        return None
    scale = lcm(*(number.denominator for rule in rules for number in _numbers(rule, plan.grid)))
    made = {code: _scaled(rule, plan.grid, scale) for code, rule in by_code.items()}
    inclusive = {code for code, component in plan.components.items() if component.inclusive}
    inside = {
        code: rule
        for code, rule in made.items()
        if code in inclusive and isinstance(rule, Percent) and inclusive.issuperset(rule.components)
    }
    # Otherwise a rest depends on other prices, or has a line of its own.
    is_by_item = policy.residual is Residual.NET or (
        policy.residual is Residual.LAST and policy.level is RoundingLevel.LINE
    )
    has_more = any(code not in inside for code in inclusive & set(made)) or any(
        rule.table for rule in rules
    )
    components = {
        code: PlainComponent(one, made.get(code), int(one.unit / plan.grid))
        for code, one in plan.components.items()
    }
    return Period(
        [components[code] for group in plan.groups for code in group],
        [*components.values()],
        scale,
        inside if is_by_item and not has_more else None,
        tuple(plan.components) if policy.residual is Residual.LAST else (),
        min((nights for rule in rules for nights in _nights(rule.rule)), default=None),
    )


def _numbers(rule: RulePlan, grid: Fraction) -> Iterable[Fraction]:
    """Return all numbers of a rule that have to be whole over the scale."""
    if rule.percent is None:
        return [value / grid for value in _values(rule)]
    factors = [part.factor for part in rule.parts]
    return [*factors, *(factor * rule.percent for factor in factors)]


def _values(rule: RulePlan) -> Sequence[Fraction]:
    return (rule.flat or Fraction(0),) if rule.table is None else rule.table.values


def _scaled(rule: RulePlan, grid: Fraction, scale: int) -> Percent | Amount:
    name, percent, table = rule.rule.id, rule.percent, rule.table
    if percent is None:
        # Prices are whole steps: a line from above a bound starts at the next one.
        starts = [0]
        if table is not None:
            has_bound = table.brackets.inclusive_lower
            bounds = [bound / grid for bound in table.bounds]
            starts = [ceil(bound) if has_bound else floor(bound) + 1 for bound in bounds]
        lines = [(int(value / grid * scale), as_decimal(value)) for value in _values(rule)]
        return Amount(name, frozenset(rule.articles), table, starts, lines)

    def shares(parts: Mapping[str, Part]) -> Mapping[str, Share]:
        return {
            code: (int(part.factor * scale), int(part.factor * percent * scale))
            for code, part in parts.items()
        }

    return Percent(name, as_decimal(percent), shares(rule.articles), shares(rule.components))
