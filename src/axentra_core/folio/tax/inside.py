"""What gross prices contain, found block by block before any component is calculated."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from axentra_core.folio.tax.exact import at
from axentra_core.folio.tax.nearest import refuse
from axentra_core.folio.tax.plan import Plan
from axentra_core.folio.tax.rule_plan import RulePlan
from axentra_core.folio.tax.solve import Block
from axentra_core.folio.tax.stay import Stay
from axentra_core.folio.tax.units import Unit, places


def take_apart(
    plan: Plan, stay: Stay, flat: Callable[[RulePlan], Iterable[Unit]], nets: list[Fraction]
) -> dict[str, list[Unit]]:
    """Return the units that prices contain, by component, and put net prices into `nets`.

    Args:
        plan: the rules.
        stay: the facts.
        flat: returns the units of an amount.
        nets: prices as they were given; those of gross items become net.

    Raises:
        TaxRefusal: ``tax.bracket_gap`` or ``tax.no_solution`` for a price that nothing makes.
    """
    flats: dict[int, dict[int, list[Unit]]] = {}
    placed: dict[int, dict[int, list[tuple[int | None, Fraction]]]] = {}
    for rule in _amounts_inside(plan):
        if rule.flat is not None:
            by_item = flats.setdefault(id(rule), {})
            for unit in flat(rule):
                by_item.setdefault(unit.item, []).append(unit)
        else:
            where = placed.setdefault(id(rule), {})
            for index, person, many in places(rule, stay):
                where.setdefault(index, []).append((person, many))
    found: dict[str, list[Unit]] = {}
    for indices in _blocks(plan, stay):
        gross = [stay.prices[index] for index in indices]
        block = Block(plan, stay, indices, placed, flats, gross)
        prices = block.solve()
        if prices is None:
            refuse(plan, stay, indices, placed, flats)
        for index, price in zip(indices, prices, strict=True):
            nets[index] = price
        for code, units in block.units.items():
            for unit in units:
                unit.amount = (at(unit.amount, prices),)
                unit.base = None if unit.base is None else (at(unit.base, prices),)
            found.setdefault(code, []).extend(units)
    return found


def _amounts_inside(plan: Plan) -> Iterable[RulePlan]:
    return (
        rule
        for group in plan.inclusive
        for code in group
        for rule in plan.components[code].rules
        if not rule.rule.is_rate
    )


def _blocks(plan: Plan, stay: Stay) -> Iterable[Sequence[int]]:
    """Return the gross items that have to be solved together."""
    found: dict[object, list[int]] = {}
    for index, item in enumerate(stay.items):
        if stay.is_gross[index]:
            together = plan.coupled and (item.is_night or item.article in plan.night_articles)
            found.setdefault((item.date, item.room) if together else index, []).append(index)
    return found.values()
