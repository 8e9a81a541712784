"""A gross price that no net price makes: which prices near it could be."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NoReturn

from axentra_core.folio.tax.brackets import bounds_of
from axentra_core.folio.tax.exact import as_decimal
from axentra_core.folio.tax.plan import Plan
from axentra_core.folio.tax.refusals import TaxRefusal
from axentra_core.folio.tax.rule_plan import Table
from axentra_core.folio.tax.solve import Block, Placed
from axentra_core.folio.tax.stay import Stay
from axentra_core.folio.tax.units import Unit
from axentra_core.kernel.numbers import as_text

MOST_LOOKS = 200


def refuse(
    plan: Plan,
    stay: Stay,
    indices: Sequence[int],
    placed: Mapping[int, Placed],
    flats: Mapping[int, Mapping[int, Sequence[Unit]]],
) -> NoReturn:
    """Refuse gross prices that nothing makes, naming the nearest that can be made.

    Raises:
        TaxRefusal: ``tax.bracket_gap``, or ``tax.no_solution`` where no bracket is the cause.
    """
    gross = [stay.prices[index] for index in indices]

    def block(price: Fraction) -> Block:
        return Block(plan, stay, indices, placed, flats, [price, *gross[1:]])

    first = block(gross[0])
    is_possible = first.solve() is not None
    item = stay.items[indices[0]]
    if is_possible or not first.points:
        raise TaxRefusal(
            "tax.no_solution", got=item.amount, currency=plan.currency, place=plan.place
        )
    edges: set[int] = set()
    for place, (table, _, _) in list(first.points.items()):
        for line in range(-1, len(table.bounds)):
            edges |= _edges(first, place, table, line, plan.grid)
    below, above = None, None
    looked = sorted(edges, key=lambda steps: abs(steps * plan.grid - gross[0]))[:MOST_LOOKS]
    for price in (steps * plan.grid for steps in looked):
        if (below if price < gross[0] else above) is not None or price == gross[0]:
            continue
        if block(price).solve() is not None:
            below, above = (price, above) if price < gross[0] else (below, price)
        if below is not None and above is not None:
            break
    raise TaxRefusal(
        "tax.bracket_gap",
        got=item.amount,
        currency=plan.currency,
        place=plan.place,
        below="none" if below is None else as_text(as_decimal(below)),
        above="none" if above is None else as_text(as_decimal(above)),
    )


def _edges(
    block: Block, point: tuple[int, object], table: Table, line: int, grid: Fraction
) -> set[int]:
    """Return the gross prices around the two ends of a line, in steps."""
    found: set[int] = set()
    for bound in bounds_of(table, line):
        if bound is None:
            continue
        price = block.price_at(point, line, bound)
        if price is not None:
            steps = int(price // grid)
            found |= {steps, steps + 1}
            if steps * grid == price:
                found.add(steps - 1)
    return found
