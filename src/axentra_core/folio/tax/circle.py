"""Inclusive components that stand in each other's base, solved together in each cell."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

from axentra_core.folio.tax.bases import Piece
from axentra_core.folio.tax.exact import Linear, plus, solved, times
from axentra_core.folio.tax.liable import liable
from axentra_core.folio.tax.persons import Liable
from axentra_core.folio.tax.plan import Plan
from axentra_core.folio.tax.refusals import TaxRefusal
from axentra_core.folio.tax.rule_plan import RulePlan
from axentra_core.folio.tax.stay import Stay
from axentra_core.folio.tax.units import Cell, Unit

NOTHING, ONE = Fraction(0), Fraction(1)
Pieces = Callable[[RulePlan, Sequence[str]], Iterable[Piece]]


def around(
    plan: Plan, stay: Stay, group: Sequence[str], pieces: Pieces, size: int
) -> dict[str, list[Unit]]:
    """Return the units of components in a circle: percents of each other and of what is known.

    Raises:
        TaxRefusal: ``tax.no_solution`` if their rates have none.
    """
    rules = [(code, rule) for code in group for rule in plan.components[code].rules]
    cells: dict[Cell, dict[int, Linear]] = {}
    many: dict[Cell, Fraction] = {}
    for place, (_, rule) in enumerate(rules):
        for piece in pieces(rule, group):
            known = cells.setdefault((piece.item, piece.person), {})
            known[place] = plus(known[place], piece.amount) if place in known else piece.amount
            many.setdefault((piece.item, piece.person), piece.many)
    found: dict[str, list[Unit]] = {code: [] for code in group}
    for cell, bases in cells.items():
        owed = [liable(rule, stay, *cell) for _, rule in rules]
        amounts = _in_cell(rules, group, bases, owed, size)
        if amounts is None:
            item = stay.items[cell[0]]
            raise TaxRefusal(
                "tax.no_solution", got=item.amount, currency=plan.currency, place=plan.place
            )
        for place, (code, rule) in enumerate(rules):
            part = owed[place]
            if part is None:
                continue
            base = bases.get(place, (NOTHING,) * (size + 1))
            for other, reduce in rule.components.items():
                if other in amounts:
                    base = plus(base, times(amounts[other], reduce.factor))
            rate = rule.percent or NOTHING
            found[code].append(
                Unit(
                    rule,
                    *cell,
                    times(base, rate * part.factor),
                    many[cell],
                    rate,
                    base,
                    part,
                )
            )
    return found


def _in_cell(
    rules: Sequence[tuple[str, RulePlan]],
    group: Sequence[str],
    bases: Mapping[int, Linear],
    owed: Sequence[Liable | None],
    size: int,
) -> dict[str, Linear] | None:
    """Return what each component of a circle comes to in one cell."""
    place_of = {code: place for place, code in enumerate(group)}
    matrix = [
        [ONE if row == column else NOTHING for column in range(len(group))]
        for row in range(len(group))
    ]
    known: list[Linear] = [(NOTHING,) * (size + 1)] * len(group)
    for place, (code, rule) in enumerate(rules):
        part = owed[place]
        if part is None:
            continue
        rate = (rule.percent or NOTHING) * part.factor
        row = place_of[code]
        for other, reduce in rule.components.items():
            if other in place_of:
                matrix[row][place_of[other]] -= rate * reduce.factor
        if place in bases:
            known[row] = plus(known[row], times(bases[place], rate))
    columns = []
    for depth in range(size + 1):
        column = solved([[*row, known[place][depth]] for place, row in enumerate(matrix)])
        if column is None:
            return None
        columns.append(column)
    return {code: tuple(column[place] for column in columns) for code, place in place_of.items()}
