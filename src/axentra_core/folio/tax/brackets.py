"""Bracket tables: which line a price is in, and what the line brings.

Lines are numbered from 0; -1 is below the first one; steps of an open end go on after the last.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from typing import Protocol

from axentra_core.folio.tax.exact import Linear, plus, times
from axentra_core.folio.tax.facts import Item
from axentra_core.folio.tax.refusals import TaxRefusal
from axentra_core.folio.tax.rule_plan import RulePlan, Table
from axentra_core.folio.tax.stay import Stay
from axentra_core.folio.tax.vocabulary import KeyPer, KeyPrice

BELOW = -1
NOTHING = Fraction(0)


class Prices(Protocol):
    """What is known of prices where a key is asked for."""

    size: int

    def net(self, index: int) -> Linear:
        """Return the price of an item without any component."""
        ...

    def gross(self, plan: RulePlan, index: int) -> Linear:
        """Return the price of an item with every inclusive component."""
        ...

    def part(self, code: str, index: int) -> Linear:
        """Return what an item has of a component."""
        ...


def line_of(table: Table, price: Fraction) -> int:
    """Return the number of the line that a price is in."""
    inclusive = table.brackets.inclusive_lower
    line = (bisect_right if inclusive else bisect_left)(table.bounds, price) - 1
    if table.step is None or line < len(table.bounds) - 1:
        return line
    above = (price - table.bounds[-1]) / table.step
    return line + (above // 1 if inclusive else max(-(-above // 1) - 1, 0))


def value_of(table: Table, line: int) -> tuple[Fraction, bool]:
    """Return what a line brings, and whether there is such a line at all."""
    if line == BELOW:
        return NOTHING, False
    last = len(table.values) - 1
    if line <= last:
        return table.values[line], True
    return table.values[last] + (line - last) * table.step_value, True


def bounds_of(table: Table, line: int) -> tuple[Fraction | None, Fraction | None]:
    """Return between which prices a line lies."""
    if line == BELOW:
        return None, table.bounds[0]
    last = len(table.bounds) - 1
    if line < last:
        return table.bounds[line], table.bounds[line + 1]
    if table.step is None:
        return table.bounds[last], None
    low = table.bounds[last] + (line - last) * table.step
    return low, low + table.step


def key_of(plan: RulePlan, table: Table, stay: Stay, index: int, prices: Prices) -> Linear:
    """Return the price that a table is asked with for an item or its room and night.

    It is asked in the direction of the prices that were given: a price that is taken back is found
    in the line of the price itself, and a net price of the other sign than its gross price is below
    every line.

    Raises:
        TaxRefusal: ``tax.fact_missing``, ``tax.persons_missing`` or ``tax.needs_gross``.
    """
    item, brackets = stay.items[index], table.brackets
    together: Sequence[int] = (index,)
    members = () if brackets.key and not table.articles else together
    if item.is_night:
        together = stay.by_room[item.date, item.room]
        members = tuple(other for other in together if table.asks_for(stay.items[other]))
    if brackets.key_price is KeyPrice.LISTED:
        listed = sum((_listed(plan, stay, other) for other in members), NOTHING)
        found: Linear = (listed,) + (NOTHING,) * prices.size
        return times(found, _share(plan, table, stay, item))
    found = (NOTHING,) * (prices.size + 1)
    price = prices.net if brackets.key_price is KeyPrice.NET else partial(prices.gross, plan)
    for other in members:
        found = plus(found, price(other))
    for code in table.components:
        for other in together:
            found = plus(found, prices.part(code, other))
    given = sum((stay.prices[other] for other in members or together), NOTHING)
    share = _share(plan, table, stay, item)
    if given < 0:
        share = -share
    return found if share == 1 else times(found, share)


def _listed(plan: RulePlan, stay: Stay, index: int) -> Fraction:
    item = stay.items[index]
    if item.list_price is None:
        raise TaxRefusal(
            "tax.fact_missing", rule=plan.rule.id, fact=f"the list price of item {item.id}"
        )
    return Fraction(item.list_price)


def _share(plan: RulePlan, table: Table, stay: Stay, item: Item) -> Fraction:
    """Return which part of a price is that of one room, one piece or one occupant."""
    if table.brackets.key_per is KeyPer.PERSON:
        there = stay.counted(plan.rule.id, item.date, item.room)
        return Fraction(1, len(there) or 1)
    many = stay.rooms_in(item.date, item.room) if item.is_night else Fraction(item.quantity)
    return 1 / many
