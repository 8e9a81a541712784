"""The quote of a plain stay: what `engine` does, in whole numbers and without what is not asked."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from math import lcm
from typing import Final

from axentra_core.folio.tax.exact import MOST_DECIMALS, is_too_large, to_steps
from axentra_core.folio.tax.facts import Facts, PriceBasis
from axentra_core.folio.tax.plain.inside import Inside, Percent
from axentra_core.folio.tax.plain.plan import Amount, Period, PlainComponent, PlainPlan
from axentra_core.folio.tax.quote import ComponentAmount, QuotedItem, TaxQuote
from axentra_core.folio.tax.rule_plan import Table
from axentra_core.kernel.numbers import CONTEXT, ZERO, multiply, subtract, unit_of

# Members of enums are looked up here: doing so for each quote costs what a rounding does.
GROSS: Final = PriceBasis.GROSS
ONE: Final = Decimal(1)
DECIMALS: Final = 10**MOST_DECIMALS
LAST_DECIMAL: Final = unit_of(MOST_DECIMALS)
Room = tuple[date, str]


def plain_quote(plain: PlainPlan | None, facts: Facts) -> TaxQuote | None:
    """Return the quote of a plain stay, or None where the whole calculation is needed."""
    if plain is None or not facts.items:
        return None
    articles, up, down = plain.plan.articles, plain.up, plain.down
    basis, prices, days = facts.items[0].basis, [], []
    for item in facts.items:
        numerator, denominator = item.amount.as_integer_ratio()
        steps, rest = divmod(numerator * up, denominator * down)
        if rest or item.basis is not basis or item.quantity != ONE or item.article not in articles:
            return None
        prices.append(steps)
        days.append(item.date)
    first, last = min(days), max(days)
    period = plain.period(first, last)
    if period is None or not period.is_owed_in_full(facts, first, last):
        return None
    inside: list[Inside] = []
    if basis is GROSS:
        if period.inside is None:
            return None
        inside = [period.contents(item.article) for item in facts.items]
    return _PlainQuote(plain, period, facts, prices, inside).quote()


class _PlainQuote:
    """One calculation: net prices over `below`, and what rules make of them over the scale too."""

    def __init__(
        self,
        plain: PlainPlan,
        period: Period,
        facts: Facts,
        prices: Sequence[int],
        inside: Sequence[Inside],
    ) -> None:
        self.plain, self.plan, self.period, self.channel = plain, plain.plan, period, facts.channel
        self.items, self.prices, self.nets, self.inside = facts.items, prices, prices, inside
        self.below, self.whole = 1, period.scale
        # By item the component that takes what rounding leaves of its price.
        self.takers: list[str | None] = [None] * len(prices)
        if inside:
            self.below = below = lcm(*[one.below for one in inside])
            self.whole = below * period.scale
            self.takers = [one.last for one in inside]
            # A price of so many contains so many times what a price of one does.
            self.many = [
                price * below // one.below for price, one in zip(prices, inside, strict=True)
            ]
            self.nets = [many * one.net for many, one in zip(self.many, inside, strict=True)]
        # By component: bases and exact amounts by item, the rate of all, and steps by item.
        self.bases: dict[str, dict[int, int]] = {}
        self.values: dict[str, dict[int, int]] = {}
        self.rates: dict[str, Decimal | None] = {}
        self.steps: dict[str, list[int]] = {}
        # A bill has the same few numbers over and over.
        self._amounts: dict[int, Decimal] = {}
        self._bases: dict[int, Decimal] = {0: ZERO}
        for component in period.components:
            self._calculate(component)

    # --- Component by component -----------------------------------------------------------------

    def _calculate(self, component: PlainComponent) -> None:
        rule, plan = component.rule, component.plan
        rate: Decimal | None = None
        bases: dict[int, int] = {}
        values: dict[int, int] = {}
        self.bases[plan.code], self.values[plan.code] = bases, values
        if isinstance(rule, Amount):
            rate = self._count_nights(rule, values)
        elif rule is not None:
            if self.inside and plan.inclusive:
                self._take(plan.code, bases, values)
            else:
                self._put_on_top(rule, bases, values)
            rate = rule.shown if values else None
        self.rates[plan.code] = rate
        self.steps[plan.code] = steps = [0] * len(self.items)
        mode, ratio, unit = plan.policy.mode, component.ratio, self.whole * component.ratio
        if self.plain.is_by_line:
            for place, value in values.items():
                # What takes the rest of a price has nothing of it so far.
                if self.takers[place] != plan.code:
                    steps[place] = ratio * to_steps(value, unit, mode)
        else:
            before, whole = 0, 0
            for place in sorted(values):
                whole += values[place]
                now = to_steps(whole, unit, mode)
                steps[place], before = ratio * (now - before), now

    def _take(self, code: str, bases: dict[int, int], values: dict[int, int]) -> None:
        """Take out of gross prices what they contain of a component."""
        for place, many in enumerate(self.many):
            share = self.inside[place].shares.get(code)
            if share is not None:
                bases[place], values[place] = many * share[0], many * share[1]

    def _put_on_top(self, rule: Percent, bases: dict[int, int], values: dict[int, int]) -> None:
        """Put a percent on net prices and components."""
        for place, item in enumerate(self.items if rule.articles else ()):
            share = rule.articles.get(item.article)
            if share is not None:
                net = self.nets[place]
                bases[place], values[place] = net * share[0], net * share[1]
        for code, share in rule.components.items():
            steps = self.steps[code]
            for place, exact in self.values[code].items():
                # What was rounded is taken so; what waits for the rest of a price, exactly.
                is_waiting = self.takers[place] == code
                amount = exact // self.period.scale if is_waiting else steps[place] * self.below
                bases[place] = bases.get(place, 0) + amount * share[0]
                values[place] = values.get(place, 0) + amount * share[1]

    def _count_nights(self, rule: Amount, values: dict[int, int]) -> Decimal | None:
        """Put an amount on rooms and nights, by date; return the one that all have."""
        prices = {} if rule.table is None else self._asked(rule.table)
        rates = set()
        for room, places in self._rooms:
            line = bisect_right(rule.starts, abs(prices.get(room, 0))) - 1
            for place in places if line >= 0 else ():
                if not rule.articles or self.items[place].article in rule.articles:
                    amount, rate = rule.lines[line]
                    values[place] = amount * self.below
                    rates.add(rate)
                    break
        return rates.pop() if len(rates) == 1 else None

    @cached_property
    def _rooms(self) -> Sequence[tuple[Room, list[int]]]:
        """The items that are nights by date and room, in the order of dates."""
        found: dict[Room, list[int]] = {}
        for place, item in enumerate(self.items):
            if item.is_night:
                found.setdefault((item.date, item.room), []).append(place)
        return sorted(found.items(), key=lambda entry: entry[0][0])

    def _asked(self, table: Table) -> Mapping[Room, int]:
        """Return the prices that a table is asked with."""
        found: dict[Room, int] = {}
        for item, price in zip(self.items, self.prices, strict=True):
            if table.asks_for(item):
                room = item.date, item.room
                found[room] = found.get(room, 0) + price
        return found

    # --- The result -----------------------------------------------------------------------------

    def _settled(self) -> Sequence[int]:
        """Return net prices; a component that takes the rest of a price gets it."""
        nets = [*self.prices]
        for place, inside in enumerate(self.inside):
            rest = nets[place] - sum([self.steps[code][place] for code in inside.shares])
            nets[place] = rest
            if inside.last is not None:
                nets[place] = to_steps(self.nets[place], self.below, self.plain.policy.mode)
                self.steps[inside.last][place] = rest - nets[place]
        return nets

    def quote(self) -> TaxQuote | None:
        """Return the quote; None if it is too large, which the whole calculation refuses."""
        plan, nets = self.plan, self._settled()
        components = tuple(map(self._component, self.period.shown))
        totals = [sum(column) for column in zip(nets, *self.steps.values(), strict=True)]
        net, total = self._amount(sum(nets)), self._amount(sum(totals))
        if is_too_large(net) or is_too_large(total):
            return None
        items = [
            QuotedItem(
                item.id,
                item.article,
                item.date,
                self._amount(own),
                self._amount(whole),
            )
            for item, own, whole in zip(self.items, nets, totals, strict=True)
        ]
        owed = total
        for one in components:
            owed = owed if one.owed else subtract(owed, one.amount)
        return TaxQuote(
            plan.place,
            plan.version,
            plan.currency,
            plan.policy_text,
            tuple(items),
            components,
            net,
            total,
            owed,
        )

    def _component(self, component: PlainComponent) -> ComponentAmount:
        plan, rule, channel = component.plan, component.rule, self.channel
        values, steps = self.values[plan.code], self.steps[plan.code]
        bases = self.bases[plan.code]
        own = tuple([self._base(bases.get(place, 0)) for place in range(len(steps))])
        return ComponentAmount(
            plan.code,
            plan.authority,
            (rule.id,) if rule is not None and values else (),
            own[0] if len(own) == 1 else self._base(sum(bases.values())),
            Decimal(len(values)),
            self.rates[plan.code],
            self._amount(sum(steps)),
            channel is None or channel not in plan.collected_by,
            (),
            tuple(map(self._amount, steps)),
            own,
        )

    def _amount(self, steps: int) -> Decimal:
        known = self._amounts.get(steps)
        if known is None:
            known = self._amounts[steps] = multiply(Decimal(steps), self.plan.step)
        return known

    def _base(self, base: int) -> Decimal:
        """Return a base as `exact.as_decimal` does, but without a fraction or many digits."""
        known = self._bases.get(base)
        if known is None:
            known = self._bases[base] = self._exact(base)
        return known

    def _exact(self, base: int) -> Decimal:
        top, below = base * self.plain.down, self.whole * self.plain.up
        digits, rest = divmod(top * DECIMALS, below)
        if not rest:
            return CONTEXT.divide(Decimal(top), Decimal(below))
        digits += 2 * rest > below or (2 * rest == below and digits % 2)
        return multiply(Decimal(digits), LAST_DECIMAL) or ZERO
