"""Rounding at a named level, and sharing what was rounded back onto its units."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from axentra_core.folio.tax.exact import allotted, as_decimal, made_up, rounded, shared, total
from axentra_core.folio.tax.facts import Item
from axentra_core.folio.tax.plan import ComponentPlan
from axentra_core.folio.tax.policy import Policy, RoundingLevel
from axentra_core.folio.tax.rule_plan import RulePlan
from axentra_core.folio.tax.stay import Stay
from axentra_core.folio.tax.units import Unit
from axentra_core.kernel.numbers import as_text

NOTHING = Fraction(0)

# What is added up before it is rounded: the label is the same for what belongs together.
_OF_ITEM: Final[Mapping[RoundingLevel, Callable[[Item], str]]] = {
    RoundingLevel.UNIT_RATE: lambda item: f"item {item.id}",
    RoundingLevel.LINE: lambda item: f"item {item.id}",
    RoundingLevel.LINE_NET: lambda item: f"item {item.id}",
    RoundingLevel.NIGHT: lambda item: f"date {item.date}",
    RoundingLevel.CATEGORY: lambda item: f"category {item.category or item.article}",
    RoundingLevel.INVOICE_RATE: lambda _: "all",
    RoundingLevel.STAY: lambda _: "all",
    RoundingLevel.BILL: lambda _: "all",
}


def round_component(component: ComponentPlan, stay: Stay, units: Iterable[Unit]) -> None:
    """Give each unit its share, in steps of prices, of the rounded amount of its group."""
    policy, unit_step, ratio = component.policy, component.unit, component.ratio
    groups: dict[str, list[Unit]] = {}
    if policy.level is RoundingLevel.UNIT_RATE:
        for unit in units:
            unit.group = "unit"
            if unit.plan.stay_cap is None:
                unit.steps = ratio * _by_piece(unit, unit_step, policy)
            else:
                unit.steps = ratio * rounded(unit.exact, unit_step, policy.mode)
        return
    label = _OF_ITEM[policy.level]
    by_rate = policy.level is RoundingLevel.INVOICE_RATE
    for unit in units:
        unit.group = (
            f"rate {as_text(as_decimal(unit.rate))}" if by_rate else label(stay.items[unit.item])
        )
        groups.setdefault(unit.group, []).append(unit)
    for members in groups.values():
        members.sort(key=by_item)
        shares = shared([unit.exact for unit in members], unit_step, policy.mode)
        for unit, share in zip(members, shares, strict=True):
            unit.steps = ratio * share


def cut_to_stay_cap(plan: RulePlan, stay: Stay, units: Iterable[Unit]) -> None:
    """Cut what goes beyond the most for the whole stay, the latest first.

    Where each unit is rounded on its own it is so before, or the rounded ones would go beyond.
    """
    if plan.stay_cap is None:
        return
    policy, step = plan.policy, Fraction(plan.policy.unit)
    whole = kept = NOTHING
    for unit in sorted(units, key=by_date(stay)):
        if policy.level is RoundingLevel.UNIT_RATE:
            unit.amount = (_by_piece(unit, step, policy) * step,)
        whole += unit.exact
        most = max(-plan.stay_cap, min(plan.stay_cap, whole))
        if most - kept != unit.exact:
            unit.amount = (most - kept,)
            unit.capped = True
        kept = most


def by_date(stay: Stay) -> Callable[[Unit], tuple[date, int, int]]:
    """Return the order of units by date, then as they stand on the bill."""
    return lambda unit: (stay.items[unit.item].date, *by_item(unit))


def by_item(unit: Unit) -> tuple[int, int]:
    """Return the place of a unit on the bill; those of persons in their order."""
    return unit.item, -1 if unit.person is None else unit.person


def _by_piece(unit: Unit, step: Fraction, policy: Policy) -> int:
    """Return the rounded amount of one piece times the pieces."""
    one = rounded(unit.exact / unit.many, step, policy.mode)
    return rounded(one * unit.many, Fraction(1), policy.mode)


def round_bill(components: Sequence[tuple[ComponentPlan, Sequence[Unit]]], rest: Fraction) -> None:
    """Round the total of components that are rounded with the whole bill, and share it.

    Args:
        components: with their units; all have the same rounding.
        rest: what rounding the net price has left out.
    """
    first = components[0][0]
    mode = first.policy.mode
    exact = [total([unit.exact for unit in units]) for _, units in components]
    steps = rounded(total([*exact, rest]), first.unit, mode)
    for (_, units), part in zip(components, allotted(steps, exact, first.unit), strict=True):
        members = sorted(units, key=by_item)
        own = [unit.exact for unit in members]
        shares = made_up(shared(own, first.unit, mode), part, own) if own else []
        for unit, share in zip(members, shares, strict=True):
            unit.group, unit.steps = "bill", first.ratio * share


def round_prices(
    stay: Stay, prices: Mapping[int, Fraction], policy: Policy, grid: Fraction
) -> dict[int, int]:
    """Return prices in steps, rounded together as the level says and shared back."""
    found: dict[int, int] = {}
    groups: dict[str, list[int]] = {}
    for index, price in prices.items():
        steps, rest = divmod(price.numerator * grid.denominator, price.denominator * grid.numerator)
        if rest:
            groups.setdefault(_OF_ITEM[policy.level](stay.items[index]), []).append(index)
        found[index] = steps
    for members in groups.values():
        shares = shared([prices[index] for index in members], grid, policy.mode)
        found.update(zip(members, shares, strict=True))
    return found
