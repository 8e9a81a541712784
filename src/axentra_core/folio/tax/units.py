"""The smallest things that have an amount of their own, and what a rule takes of them.

A rate takes a part of *pieces*: net prices of items and amounts of other components. An amount
counts *places*: nights, rooms, persons, pieces of an item.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

import attrs

from axentra_core.folio.tax.conditions import applies
from axentra_core.folio.tax.exact import Linear
from axentra_core.folio.tax.liable import liable
from axentra_core.folio.tax.persons import IN_FULL, Liable
from axentra_core.folio.tax.rule_plan import RulePlan
from axentra_core.folio.tax.stay import Room, Stay
from axentra_core.folio.tax.vocabulary import Per

NOTHING, ONE = Fraction(0), Fraction(1)
Cell = tuple[int, int | None]


@attrs.define(eq=False)
class Unit:
    """One unit of one rule, with the amount that it comes to.

    Attributes:
        plan: its rule.
        item: the item it belongs to, by place.
        person: whose, by place.
        amount: exact; depends on unknown prices while an inclusive price is solved.
        many: how often it counts.
        rate: rate, or amount of one.
        base: what the rate was taken of.
        liable: which part is owed and why.
        inside: whether the price of its item contains it.
        steps: the rounded amount in steps of the rule set's prices.
        group: what it was added up with before.
        capped: whether a cap cut it.
    """

    plan: RulePlan
    item: int
    person: int | None
    amount: Linear
    many: Fraction
    rate: Fraction
    base: Linear | None
    liable: Liable
    inside: bool = False
    steps: int = 0
    group: str = ""
    capped: bool = False

    @property
    def exact(self) -> Fraction:
        """The amount, once no unknown price is left in it."""
        return self.amount[0]


Tariff = Callable[[RulePlan, int], tuple[Fraction, bool]]


def places(plan: RulePlan, stay: Stay) -> Iterator[tuple[int, int | None, Fraction]]:
    """Yield item, person and number of everything that an amount counts."""
    rule, items = plan.rule, stay.items
    if rule.per is Per.UNIT:
        for index, item in enumerate(items):
            if item.article in plan.articles:
                yield index, None, Fraction(item.quantity)
        return
    seen: set[object] = set()
    for room, indices in stay.rooms.items():
        night = _night(plan, stay, indices)
        if night is None:
            continue
        # A night counts once however many rooms: in the first one where it is owed.
        if rule.per is Per.NIGHT and liable(plan, stay, night, None) is None:
            continue
        many = stay.rooms_in(*room)
        for mark, person, counted in _COUNTED[rule.per](plan, stay, night, room, many):
            if mark is None or mark not in seen:
                seen.add(mark)
                yield night, person, counted


def _night(plan: RulePlan, stay: Stay, indices: Sequence[int]) -> int | None:
    """Return the first item that makes a night liable."""
    if not plan.articles:
        return indices[0]
    return next((index for index in indices if stay.items[index].article in plan.articles), None)


# A mark that was seen before is not counted again; None is always counted.
Counted = Iterable[tuple[object, int | None, Fraction]]
_Count = Callable[[RulePlan, Stay, int, Room, Fraction], Counted]


def _persons(plan: RulePlan, stay: Stay, index: int, room: Room) -> Sequence[int]:
    if room[1] not in stay.people and not applies(plan.rule, stay, stay.items[index]):
        return ()
    return stay.counted(plan.rule.id, *room)


_COUNTED: Final[Mapping[Per, _Count]] = {
    Per.ROOM_NIGHT: lambda _plan, _stay, _index, _room, many: ((None, None, many),),
    Per.PERSON_NIGHT: lambda plan, stay, index, room, _many: (
        (None, person, ONE) for person in _persons(plan, stay, index, room)
    ),
    Per.NIGHT: lambda _plan, _stay, _index, room, _many: ((room[0], None, ONE),),
    Per.ROOM_STAY: lambda _plan, _stay, _index, room, many: ((room[1], None, many),),
    Per.PERSON_STAY: lambda plan, stay, index, room, _many: (
        (person, person, ONE) for person in _persons(plan, stay, index, room)
    ),
    Per.STAY: lambda _plan, _stay, _index, _room, _many: (("stay", None, ONE),),
}


def amounts(plan: RulePlan, stay: Stay, tariff: Tariff, size: int) -> Iterator[Unit]:
    """Yield the units of a rule that brings an amount for each."""
    for index, person, many in places(plan, stay):
        yield from amount_of(plan, stay, (index, person), many, tariff, size)


def amount_of(  # noqa: PLR0913, PLR0917 - what a unit is made of
    plan: RulePlan, stay: Stay, cell: Cell, many: Fraction, tariff: Tariff, size: int
) -> Iterator[Unit]:
    """Yield the unit of an amount, if the rule applies there."""
    index, person = cell
    found = liable(plan, stay, index, person)
    if found is None:
        return
    rate, known = tariff(plan, index)
    if not known:
        return
    each, capped = rate, False
    if plan.unit_cap is not None and each > plan.unit_cap:
        each, capped = plan.unit_cap, True
    value = each if many == 1 else each * many
    if found is not IN_FULL:
        value *= found.factor
    amount = (value,) + (NOTHING,) * size
    yield Unit(plan, index, person, amount, many, rate, None, found, capped=capped)
