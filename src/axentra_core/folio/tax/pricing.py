"""From facts to a quote, and from a quote to its working.

>>> from datetime import date
>>> from decimal import Decimal
>>> from axentra_core.folio.tax.facts import Facts, Item, PriceBasis
>>> from axentra_core.folio.tax.policy import Policy
>>> from axentra_core.folio.tax.rules import Rule
>>> from axentra_core.folio.tax.tariffs import base_of
>>> rules = RuleSet("Jakarta", "1", "IDR", date(2024, 1, 1), ("room",), (
...     Rule("s", "SERVICE", "hotel", percent=Decimal("0.05"), base=base_of("room"),
...          inclusive=True),
...     Rule("p", "PB1", "city", percent=Decimal("0.10"), base=base_of("room", "SERVICE"),
...          inclusive=True),
... ), Policy(Decimal(1)))
>>> night = Item("1", "room", Decimal(300000), PriceBasis.GROSS, date(2026, 3, 2),
...              is_night=True)
>>> found = quote(rules, Facts((night,)))
>>> str(found.net), found.amounts
('259740', {'SERVICE': Decimal('12987'), 'PB1': Decimal('27273')})
>>> [(work.rule, work.exact, str(work.rounded)) for work in found.explain()]
[('s', '1000000/77', '12987'), ('p', '300000/11', '27273')]
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial
from types import MappingProxyType
from typing import Final

from axentra_core.folio.tax.engine import Calculation
from axentra_core.folio.tax.exact import as_decimal, is_too_large, total
from axentra_core.folio.tax.facts import Facts
from axentra_core.folio.tax.plain import plain_quote
from axentra_core.folio.tax.plan import ComponentPlan
from axentra_core.folio.tax.quote import (
    ROUNDING,
    ComponentAmount,
    Exempted,
    QuotedItem,
    TaxQuote,
    Working,
)
from axentra_core.folio.tax.refusals import TaxRefusal
from axentra_core.folio.tax.ruleset import RuleSet
from axentra_core.folio.tax.stay import Functions
from axentra_core.folio.tax.units import Unit
from axentra_core.kernel.numbers import ZERO, multiply

ONE = Decimal(1)
NO_FUNCTIONS: Final[Functions] = MappingProxyType({})


def quote(rules: RuleSet, facts: Facts, *, functions: Functions = NO_FUNCTIONS) -> TaxQuote:
    """Return what items cost with every component.

    Args:
        rules: of the place, in the version of these nights.
        facts: what is known of the stay.
        functions: those that rules name: ``f(facts, item) -> date`` for a validity,
            ``f(facts, item, person or None) -> bool`` for a condition.

    Raises:
        InvalidInput: ``value.not_listed`` for an article that the rules do not know.
        TaxRefusal: ``tax.fact_missing``, ``tax.persons_missing``, ``tax.not_valid_on``,
            ``tax.bracket_gap``, ``tax.no_solution``, ``tax.needs_gross``, ``tax.too_large``,
            ``tax.function_unknown`` or ``tax.function_failed``.
    """
    made = plain_quote(rules.plain, facts)
    if made is None:
        made = _Result(Calculation(rules.plan, rules.rounding, facts, functions)).quote()
    object.__setattr__(made, "_explain", partial(explain, rules, facts, functions=functions))
    return made


def explain(
    rules: RuleSet, facts: Facts, *, functions: Functions = NO_FUNCTIONS
) -> tuple[Working, ...]:
    """Return how every unit of every component came about; raises as `quote` does."""
    return tuple(_Result(Calculation(rules.plan, rules.rounding, facts, functions)).working())


class _Result:
    """A calculation in words and numbers of the outside."""

    def __init__(self, found: Calculation) -> None:
        self._found = found
        self._plan = found.plan
        self._step = found.plan.step
        self._amounts: dict[int, Decimal] = {}

    def _amount(self, steps: int) -> Decimal:
        """Return steps as an amount; a bill has the same few over and over."""
        known = self._amounts.get(steps)
        if known is None:
            known = self._amounts[steps] = multiply(Decimal(steps), self._step)
        return known

    def quote(self) -> TaxQuote:
        found, plan = self._found, self._plan
        channel = found.stay.facts.channel
        totals = list(found.nets)
        components, owed = [], 0
        for code, component in plan.components.items():
            by_item = [0] * len(totals)
            units = found.units[code]
            for unit in units:
                by_item[unit.item] += unit.steps
            amount = 0
            for index, steps in enumerate(by_item):
                totals[index] += steps
                amount += steps
            is_owed = channel is None or channel not in component.collected_by
            owed += amount if is_owed else 0
            components.append(self._component(component, units, by_item, amount, is_owed))
        if found.rounding:
            by_item = [found.rounding.get(index, 0) for index in range(len(totals))]
            for index, steps in found.rounding.items():
                totals[index] += steps
            amount = sum(by_item)
            owed += amount
            components.append(
                ComponentAmount(
                    ROUNDING,
                    "",
                    (),
                    ZERO,
                    ZERO,
                    None,
                    self._amount(amount),
                    True,  # noqa: FBT003 - nobody has collected it
                    (),
                    tuple(map(self._amount, by_item)),
                    (ZERO,) * len(by_item),
                )
            )
        net, whole = sum(found.nets), sum(totals)
        if any(is_too_large(self._amount(steps)) for steps in (net, whole)):
            raise TaxRefusal("tax.too_large")
        items = tuple(
            QuotedItem(item.id, item.article, item.date, self._amount(own), self._amount(price))
            for item, own, price in zip(found.stay.items, found.nets, totals, strict=True)
        )
        return TaxQuote(
            plan.place,
            plan.version,
            plan.currency,
            plan.policy_text,
            items,
            tuple(components),
            self._amount(net),
            self._amount(whole),
            self._amount(net + owed),
        )

    def _component(
        self,
        component: ComponentPlan,
        units: Sequence[Unit],
        by_item: list[int],
        amount: int,
        is_owed: bool,  # noqa: FBT001
    ) -> ComponentAmount:
        bases: dict[int, Fraction] = {}
        counted: list[Fraction] = []
        rules: dict[str, None] = {}
        exempted: dict[Exempted, None] = {}
        for unit in units:
            rules[unit.plan.rule.id] = None
            part = unit.liable
            exempted.update(dict.fromkeys(part.exempted))
            if unit.base is None:
                counted.append(unit.many if part.factor == 1 else unit.many * part.factor)
            elif part.factor:
                known = bases.get(unit.item)
                bases[unit.item] = unit.base[0] if known is None else known + unit.base[0]
                counted.append(unit.many)
        rate = units[0].rate if units else None
        is_one = all(unit.rate is rate or unit.rate == rate for unit in units)
        return ComponentAmount(
            component.code,
            component.authority,
            tuple(rule.rule.id for rule in component.rules if rule.rule.id in rules),
            as_decimal(total([*bases.values()])),
            as_decimal(total(counted)),
            as_decimal(rate) if rate is not None and is_one else None,
            self._amount(amount),
            is_owed,
            tuple(exempted),
            tuple(map(self._amount, by_item)),
            tuple([as_decimal(bases[at]) if at in bases else ZERO for at in range(len(by_item))]),
        )

    def working(self) -> Iterable[Working]:
        found, stay = self._found, self._found.stay
        for code, units in found.units.items():
            for unit in sorted(units, key=lambda unit: unit.item):
                item, part = stay.items[unit.item], unit.liable
                persons = stay.facts.persons
                notes = [part.note] if part.note else []
                if unit.capped:
                    notes.append("cut to the cap")
                if unit.inside:
                    notes.append("inside the price")
                yield Working(
                    code,
                    unit.plan.rule.id,
                    self._plan.version,
                    item.id,
                    item.date,
                    None if unit.person is None else persons[unit.person].id,
                    None if unit.base is None else as_decimal(unit.base[0]),
                    as_decimal(unit.many * part.factor),
                    part.night,
                    as_decimal(unit.rate),
                    _fraction(unit.exact),
                    unit.group,
                    self._amount(unit.steps),
                    "; ".join(notes),
                )
        for index, steps in sorted(found.rounding.items()):
            item, amount = stay.items[index], self._amount(steps)
            yield Working(
                ROUNDING,
                ROUNDING,
                self._plan.version,
                item.id,
                item.date,
                None,
                None,
                ONE,
                None,
                amount,
                _fraction(Fraction(amount)),
                "rest",
                amount,
                "what rounding leaves of the price",
            )


def _fraction(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"
