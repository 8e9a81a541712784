"""What a gross price contains: net price and inclusive components as one exact linear system.

Every amount is written as it depends on the net prices that are not known yet; then
``gross = net + inclusive components`` is solved for all items of a block at once. Where brackets
choose a rate, each line is tried from the lowest, and the first that agrees with its own result is
taken.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Final

from axentra_core.folio.tax.bases import Piece, gathered, rate_of, reduced
from axentra_core.folio.tax.brackets import BELOW, key_of, line_of, value_of
from axentra_core.folio.tax.circle import around
from axentra_core.folio.tax.exact import Linear, at, plus, solved, times
from axentra_core.folio.tax.facts import PriceBasis
from axentra_core.folio.tax.plan import Plan
from axentra_core.folio.tax.refusals import TaxRefusal
from axentra_core.folio.tax.rule_plan import RulePlan, Table
from axentra_core.folio.tax.stay import Stay
from axentra_core.folio.tax.units import Cell, Unit, amount_of

MOST_TRIES: Final = 2000
MOST_ROUNDS: Final = 60
FULL_STEPS: Final = 6
NOTHING, ONE = Fraction(0), Fraction(1)
Placed = Mapping[int, Sequence[tuple[int | None, Fraction]]]
Point = tuple[int, object]


class Block:
    """Gross items whose net prices are found together.

    `units` holds what their prices contain, by component, as it depends on those net prices.
    """

    plan: Plan
    stay: Stay
    indices: Sequence[int]
    size: int

    def __init__(  # noqa: PLR0913, PLR0917 - what a block is made of
        self,
        plan: Plan,
        stay: Stay,
        indices: Sequence[int],
        placed: Mapping[int, Placed],
        flats: Mapping[int, Mapping[int, Sequence[Unit]]],
        gross: Sequence[Fraction],
    ) -> None:
        """Take the items, and by rule where amounts are counted and what flat ones come to."""
        self.plan, self.stay, self.indices = plan, stay, indices
        self.size = len(indices)
        self._at = {index: place for place, index in enumerate(indices)}
        self._placed, self._flats = placed, flats
        self._gross = gross
        self._guess: Sequence[Fraction] = gross
        self._forced: Mapping[Point, int] = {}
        self.points: dict[Point, tuple[Table, Linear, int]] = {}
        self.units: dict[str, list[Unit]] = {}
        self._parts: dict[str, dict[int, Linear]] = {}

    def net(self, index: int) -> Linear:
        """Return a net price: one of the unknown ones, or that of a net item."""
        place = self._at.get(index)
        if place is None:
            return (self.stay.prices[index],) + (NOTHING,) * self.size
        return tuple([ONE if other == place + 1 else NOTHING for other in range(self.size + 1)])

    def gross(self, plan: RulePlan, index: int) -> Linear:
        """Return a gross price as it was given."""
        item = self.stay.items[index]
        if item.basis is PriceBasis.NET:
            raise TaxRefusal("tax.needs_gross", rule=plan.rule.id, item=item.id)
        return (self.stay.prices[index],) + (NOTHING,) * self.size

    def part(self, code: str, index: int) -> Linear:
        """Return what an item has of a component."""
        return self._parts.get(code, {}).get(index, (NOTHING,) * (self.size + 1))

    def solve(self) -> list[Fraction] | None:
        """Return the net prices, or None if no price makes these gross ones."""
        self._evaluate()
        if not self.points:
            return self._settle({})
        ranges = []
        tries = 1
        for table, key, _ in self.points.values():
            highest = line_of(table, self._most(key))
            lowest = max(BELOW, highest - MOST_TRIES)
            ranges.append(range(lowest, highest + 1))
            tries *= len(ranges[-1])
        if tries > MOST_TRIES:
            found = self._settle({})
            return found if self._agrees(found) else None
        points = tuple(self.points)
        for lines in product(*ranges):
            found = self._settle(dict(zip(points, lines, strict=True)))
            if self._agrees(found):
                return found
        return None

    def _most(self, key: Linear) -> Fraction:
        """Return what a key is at most: net prices lie between nothing and their gross prices.

        Amounts count on where a price is taken back, so there its net price is beyond it.
        """
        amounts = [NOTHING] * self.size
        for units in self.units.values():
            for unit in units:
                amounts[self._at[unit.item]] += unit.amount[0]
        found = key[0]
        for coefficient, price, amount in zip(key[1:], self._gross, amounts, strict=True):
            ends = NOTHING, price, price - amount
            found += coefficient * (max(ends) if coefficient > 0 else min(ends))
        return found

    def price_at(self, point: Point, line: int, bound: Fraction) -> Fraction | None:
        """Return the first item's gross price at which a key reaches a bound within a line."""
        self._settle({**dict.fromkeys(self.points, 0), point: line})
        if point not in self.points:
            return None
        _, key, _ = self.points[point]
        rows = [[*row[1:], NOTHING, price - row[0]] for row, price in self._contained()]
        rows[0][-2], rows[0][-1] = -ONE, rows[0][-1] - self._gross[0]
        rows.append([*key[1:], NOTHING, bound - key[0]])
        found = solved(rows)
        return None if found is None else found[-1]

    def _agrees(self, prices: list[Fraction] | None) -> bool:
        return prices is not None and all(
            line_of(table, at(key, prices)) == line for table, key, line in self.points.values()
        )

    def _settle(self, forced: Mapping[Point, int]) -> list[Fraction] | None:
        """Return the net prices at which every cap and deduction agrees with itself."""
        self._forced = forced
        found = self._answer(self._gross)
        if found is None or (not self.plan.bent and (forced or not self.points)):
            return found
        guess: Sequence[Fraction] = found
        for turn in range(1, MOST_ROUNDS):
            found = self._answer(guess)
            if found is None or found == guess:
                return found
            if turn < FULL_STEPS:
                guess = found
                continue
            # A deduction and a cap together may send a guess back and forth: ever smaller steps
            # come to the price between them, and what that answers agrees with itself.
            if self._answer(found) == found:
                return found
            step = Fraction(1, turn - FULL_STEPS + 2)
            guess = [one + (to - one) * step for one, to in zip(guess, found, strict=True)]
        return None

    def _answer(self, guess: Sequence[Fraction]) -> list[Fraction] | None:
        """Return the net prices under what holds for those that are guessed."""
        self._guess = guess
        self._evaluate()
        return self._balance()

    def _balance(self) -> list[Fraction] | None:
        """Return the net prices that with what they contain make the gross ones."""
        return solved([[*row[1:], price - row[0]] for row, price in self._contained()])

    def _contained(self) -> Iterable[tuple[Linear, Fraction]]:
        """Return net price and what it brings with it, for each item beside its gross price."""
        contained = [self.net(index) for index in self.indices]
        for units in self.units.values():
            for unit in units:
                place = self._at[unit.item]
                contained[place] = plus(contained[place], unit.amount)
        return zip(contained, self._gross, strict=True)

    def _evaluate(self) -> None:
        self.units, self.points, self._parts = {}, {}, {}
        for group in self.plan.inclusive:
            if self.plan.circular.issuperset(group):
                self.units.update(around(self.plan, self.stay, group, self._pieces, self.size))
            for code in group:
                if code not in self.plan.circular:
                    rules = self.plan.components[code].rules
                    self.units[code] = [unit for rule in rules for unit in self._units_of(rule)]
                parts: dict[int, Linear] = {}
                for unit in self.units[code]:
                    unit.inside = True
                    known = parts.get(unit.item)
                    parts[unit.item] = unit.amount if known is None else plus(known, unit.amount)
                self._parts[code] = parts

    def _units_of(self, plan: RulePlan) -> Iterator[Unit]:
        if plan.flat is not None:
            for index in self.indices:
                for unit in self._flats[id(plan)].get(index, ()):
                    unit.amount = (unit.amount[0],) + (NOTHING,) * self.size
                    yield unit
        elif not plan.rule.is_rate:
            for index in self.indices:
                for person, many in self._placed[id(plan)].get(index, ()):
                    cell: Cell = index, person
                    yield from amount_of(plan, self.stay, cell, many, self._tariff, self.size)
        else:
            for base in gathered(plan, self.stay, self._pieces(plan), inside=True):
                taken = rate_of(plan, self.stay, base, self._tariff, self._guess)
                if taken is not None:
                    yield taken

    def _pieces(self, plan: RulePlan, leave_out: Sequence[str] = ()) -> Iterator[Piece]:
        """Yield what a rate is taken of inside these prices."""
        items = self.stay.items
        for index in self.indices if plan.articles else ():
            part = plan.articles.get(items[index].article)
            if part is not None:
                many = self.stay.many(index)
                piece = Piece(index, None, self.net(index), many)
                piece.amount = reduced(piece, part, self._guess)
                yield piece
        for code, part in plan.components.items():
            if code in leave_out:
                continue
            for unit in self.units.get(code, ()):
                whole = part.factor == ONE
                amount = unit.amount if whole else times(unit.amount, part.factor)
                yield Piece(unit.item, unit.person, amount, unit.many)

    def _tariff(self, plan: RulePlan, index: int) -> tuple[Fraction, bool]:
        if plan.table is None:
            return plan.rate, True
        key = key_of(plan, plan.table, self.stay, index, self)
        if not any(key[1:]):
            return value_of(plan.table, line_of(plan.table, key[0]))
        item = self.stay.items[index]
        point: Point = (id(plan), (item.date, item.room) if item.is_night else index)
        line = self._forced.get(point)
        if line is None:
            line = line_of(plan.table, at(key, self._guess))
        self.points[point] = plan.table, key, line
        return value_of(plan.table, line)
