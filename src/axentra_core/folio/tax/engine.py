"""The calculation: what every component of a bill comes to, to the last step.

1. The net price and the inclusive components of every gross item are solved exactly.
2. Component by component, in the order of their bases, the units are found and rounded; a base
   takes another component's rounded amount where that is rounded as finely or finer, and its exact
   share elsewhere. What a gross price contains is always taken exactly.
3. What rounding leaves of a gross price goes where the policy says.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from axentra_core.folio.tax.bases import Piece, gathered, rate_of, reduced
from axentra_core.folio.tax.brackets import key_of, line_of, value_of
from axentra_core.folio.tax.circle import around
from axentra_core.folio.tax.exact import Linear
from axentra_core.folio.tax.facts import Facts
from axentra_core.folio.tax.inside import take_apart
from axentra_core.folio.tax.levels import (
    by_date,
    by_item,
    cut_to_stay_cap,
    round_component,
    round_prices,
)
from axentra_core.folio.tax.plan import ComponentPlan, Plan
from axentra_core.folio.tax.policy import Policy, RoundingLevel
from axentra_core.folio.tax.refusals import TaxRefusal
from axentra_core.folio.tax.rests import Rests
from axentra_core.folio.tax.rule_plan import RulePlan
from axentra_core.folio.tax.split import items_of
from axentra_core.folio.tax.stay import Functions, Stay
from axentra_core.folio.tax.units import Unit, amount_of, amounts, places
from axentra_core.folio.tax.vocabulary import Per

NOTHING, ONE = Fraction(0), Fraction(1)


class Calculation:
    """One calculation; `units` and `nets` hold the result in steps of the plan's grid."""

    size = 0
    plan: Plan
    policy: Policy
    stay: Stay
    nets: list[int]
    rounding: dict[int, int]

    def __init__(self, plan: Plan, policy: Policy, facts: Facts, functions: Functions) -> None:
        """Take the rules and the facts, and go through them."""
        self.plan, self.policy = plan, policy
        self.stay = stay = Stay(facts, items_of(plan, facts), functions)
        self.units: dict[str, list[Unit]] = {}
        self._parts: dict[str, dict[int, Fraction]] = {}
        self._line_nets: dict[int, int] | None = None
        self._flats: dict[int, list[Unit]] = {}
        self._net_exact = list(stay.prices)
        self._inside: Mapping[str, list[Unit]] = {}
        if plan.inclusive and any(stay.is_gross):
            self._inside = take_apart(plan, stay, self._flat, self._net_exact)
        self._rests = Rests(plan, policy, stay, self._net_exact, self._inside)
        for group in plan.groups:
            self._calculate(group)
        self.nets, self.rounding = self._rests.settle(self.units)

    def net(self, index: int) -> Linear:
        """Return the exact net price of an item."""
        return (self._net_exact[index],)

    def gross(self, plan: RulePlan, index: int) -> Linear:
        """Return the price of an item with every inclusive component."""
        if self.stay.is_gross[index]:
            return (self.stay.prices[index],)
        if plan.rule.inclusive:
            raise TaxRefusal("tax.needs_gross", rule=plan.rule.id, item=self.stay.items[index].id)
        price = self._net_exact[index]
        for group in self.plan.inclusive:
            for code in group:
                price += self.part(code, index)[0]
        return (price,)

    def part(self, code: str, index: int) -> Linear:
        """Return what an item has of a component that was calculated."""
        if code not in self._parts:
            parts: dict[int, Fraction] = {}
            for unit in self.units.get(code, ()):
                parts[unit.item] = parts.get(unit.item, NOTHING) + unit.exact
            self._parts[code] = parts
        return (self._parts[code].get(index, NOTHING),)

    def _flat(self, rule: RulePlan) -> list[Unit]:
        if id(rule) not in self._flats:
            units = list(amounts(rule, self.stay, self._tariff, 0))
            cut_to_stay_cap(rule, self.stay, units)
            self._flats[id(rule)] = units
        return self._flats[id(rule)]

    def _calculate(self, group: Sequence[str]) -> None:
        if group[0] in self.plan.circular:
            outside = around(self.plan, self.stay, group, self._pieces, 0)
        else:
            outside = {
                group[0]: [
                    unit
                    for rule in self.plan.components[group[0]].rules
                    for unit in self._outside(rule)
                ]
            }
        for code in group:
            component = self.plan.components[code]
            inside = self._inside.get(code, ())
            self.units[code] = units = [*inside, *outside[code]]
            if inside:
                units.sort(key=lambda unit: unit.item)
            if component.policy.level is not RoundingLevel.BILL:
                round_component(component, self.stay, self._rests.without(code, units))

    def _outside(self, rule: RulePlan) -> list[Unit]:
        """Return the units of a rule that no price contains."""
        inclusive = rule.rule.inclusive
        if not rule.rule.is_rate:
            if rule.flat is not None:
                units = self._flat(rule)
            else:
                units = list(self._by_bracket(rule))
                cut_to_stay_cap(rule, self.stay, units)
            if rule.rule.per is not Per.UNIT:
                units.sort(key=by_date(self.stay))
            return [unit for unit in units if not (inclusive and self.stay.is_gross[unit.item])]
        units = []
        for base in gathered(rule, self.stay, self._pieces(rule)):
            unit = rate_of(rule, self.stay, base, self._tariff, ())
            if unit is not None:
                units.append(unit)
        units.sort(key=by_item)
        cut_to_stay_cap(rule, self.stay, units)
        return units

    def _by_bracket(self, rule: RulePlan) -> Iterator[Unit]:
        for index, person, many in places(rule, self.stay):
            if rule.rule.inclusive and self.stay.is_gross[index]:
                continue
            yield from amount_of(rule, self.stay, (index, person), many, self._tariff, 0)

    def _pieces(self, rule: RulePlan, leave_out: Sequence[str] = ()) -> Iterator[Piece]:
        """Yield what a rate is taken of: net prices, and components outside them."""
        inclusive = rule.rule.inclusive
        stay = self.stay
        if rule.articles:
            for index, item in enumerate(stay.items):
                part = rule.articles.get(item.article)
                if part is not None and not (inclusive and self.stay.is_gross[index]):
                    piece = Piece(index, None, (self._base_price(rule, index),), stay.many(index))
                    piece.amount = reduced(piece, part, ())
                    yield piece
        for code, part in rule.components.items():
            if code in leave_out:
                continue
            component = self.plan.components[code]
            for unit in self.units.get(code, ()):
                if not (inclusive and unit.inside):
                    amount = self._taken(component, unit, rule)
                    if part.factor != ONE:
                        amount *= part.factor
                    yield Piece(unit.item, unit.person, (amount,), unit.many)

    def _base_price(self, rule: RulePlan, index: int) -> Fraction:
        if rule.policy.level is not RoundingLevel.LINE_NET or self.stay.is_gross[index]:
            return self._net_exact[index]
        if self._line_nets is None:
            self._line_nets = round_prices(
                self.stay, dict(enumerate(self.stay.prices)), rule.policy, self.plan.grid
            )
        return self._line_nets[index] * self.plan.grid

    def _taken(self, component: ComponentPlan, unit: Unit, rule: RulePlan) -> Fraction:
        """Return a component's unit as a base takes it: rounded as finely, or exact."""
        fineness = self.plan.components[rule.rule.component].fineness
        if (
            component.fineness > fineness
            or component.policy.level is RoundingLevel.BILL
            or self._rests.takes(component.code, unit)
        ):
            return unit.exact
        return unit.steps * self.plan.grid

    def _tariff(self, rule: RulePlan, index: int) -> tuple[Fraction, bool]:
        if rule.table is None:
            return rule.rate, True
        key = key_of(rule, rule.table, self.stay, index, self)
        return value_of(rule.table, line_of(rule.table, key[0]))
