"""What a rate is taken of: pieces of net prices and of other components, put together by unit."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

import attrs

from axentra_core.folio.tax.conditions import applies
from axentra_core.folio.tax.exact import Linear, at, plus, times
from axentra_core.folio.tax.liable import liable
from axentra_core.folio.tax.persons import IN_FULL
from axentra_core.folio.tax.rule_plan import BY_ITEM, Part, RulePlan
from axentra_core.folio.tax.stay import Stay
from axentra_core.folio.tax.units import Tariff, Unit
from axentra_core.folio.tax.vocabulary import Per

ONE = Fraction(1)


@attrs.define
class Piece:
    """A part of what a rate is taken of.

    Attributes:
        item: the item it belongs to, by place.
        person: whose, by place.
        amount: how much; depends on unknown prices while an inclusive price is solved.
        many: how often it counts.
        asks: the item of which conditions and nights are asked; `item` when None.
    """

    item: int
    person: int | None
    amount: Linear
    many: Fraction
    asks: int | None = None


def reduced(piece: Piece, part: Part, guess: Sequence[Fraction]) -> Linear:
    """Return what of a piece belongs to a base: ``max(0, amount - deduction) × factor``."""
    amount = piece.amount
    if part.deduction:
        off = part.deduction * piece.many
        value = at(amount, guess)
        if abs(value) <= off:
            return (Fraction(0),) * len(amount)
        amount = (amount[0] - off if value > 0 else amount[0] + off, *amount[1:])
    return amount if part.factor == ONE else times(amount, part.factor)


def gathered(
    plan: RulePlan, stay: Stay, pieces: Iterable[Piece], *, inside: bool = False
) -> Iterable[Piece]:
    """Return what a rate is taken of for each of its units: pieces put together as `per` says.

    Inside a price each item has its own part; conditions are asked of the same night for all.
    """
    if plan.rule.per not in BY_ITEM:
        return _by_time(plan, stay, list(pieces), inside=inside)
    if plan.unit_cap is None:
        return _put_together(pieces, lambda piece: (piece.item, piece.person))
    return _by_item(stay, pieces)


def _by_item(stay: Stay, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield all that belongs to an item together: so it is held against a cap."""
    for found in _put_together(pieces, lambda piece: piece.item):
        found.person, found.many = None, stay.many(found.item)
        yield found


def _by_time(
    plan: RulePlan, stay: Stay, known: Sequence[Piece], *, inside: bool
) -> Iterator[Piece]:
    """Yield what belongs to a night or a stay, of a room or of all."""
    per, items = plan.rule.per, stay.items
    mark = _MARKS[per]
    members: dict[object, list[int]] = {}
    for piece in known:
        members.setdefault(mark(items[piece.item]), []).append(piece.item)
    for indices in members.values():
        indices.sort(key=_by_night(stay))
    together = _put_together(
        known, lambda piece: (mark(items[piece.item]), piece.item if inside else None)
    )
    for found in together:
        indices = members[mark(items[found.item])]
        first = indices[0]
        found.person, found.asks = None, first
        if not inside:
            found.item = first
        rooms = per in {Per.ROOM_NIGHT, Per.ROOM_STAY}
        found.many = stay.rooms_in(items[first].date, items[first].room) if rooms else ONE
        if not plan.per_person:
            yield found
            continue
        people = list(_sharing(plan, stay, indices))
        if people:
            share = times(found.amount, Fraction(1, len(people)))
            for person, night in people:
                yield Piece(found.item if inside else night, person, share, ONE, night)


def _sharing(plan: RulePlan, stay: Stay, indices: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield who sleeps in a room, each with the first of its items on whose date they do."""
    items, persons = stay.items, stay.facts.persons
    nights = [index for index in indices if items[index].is_night] or indices
    first = items[nights[0]]
    if first.room not in stay.people and applies(plan.rule, stay, first):
        stay.counted(plan.rule.id, first.date, first.room)
    for person in stay.people.get(first.room, ()):
        is_there = persons[person].is_there
        night = next((index for index in nights if is_there(items[index].date)), None)
        if night is not None:
            yield person, night


def _by_night(stay: Stay) -> Callable[[int], tuple[bool, date, int]]:
    """Return the order in which items give a unit its place: nights first, the earliest first."""
    return lambda index: (not stay.items[index].is_night, stay.items[index].date, index)


_MARKS: Final[Mapping[Per, Callable[..., object]]] = {
    Per.ROOM_NIGHT: lambda item: (item.date, item.room),
    Per.PERSON_NIGHT: lambda item: (item.date, item.room),
    Per.NIGHT: lambda item: item.date,
    Per.ROOM_STAY: lambda item: item.room,
    Per.PERSON_STAY: lambda item: item.room,
    Per.STAY: lambda _: None,
}


def _put_together(pieces: Iterable[Piece], mark: Callable[[Piece], object]) -> Iterable[Piece]:
    found: dict[object, Piece] = {}
    for piece in pieces:
        first = found.setdefault(mark(piece), piece)
        if first is not piece:
            first.amount = plus(first.amount, piece.amount)
            if first.many != piece.many:
                first.many = ONE
    return found.values()


def rate_of(
    plan: RulePlan, stay: Stay, base: Piece, tariff: Tariff, guess: Sequence[Fraction]
) -> Unit | None:
    """Return the unit of a rate, if the rule applies there."""
    asks = base.item if base.asks is None else base.asks
    found = liable(plan, stay, asks, base.person)
    if found is None:
        return None
    rate, known = tariff(plan, asks)
    if not known:
        return None
    amount = times(base.amount, rate)
    capped = False
    if plan.unit_cap is not None:
        value, cap = at(amount, guess), plan.unit_cap * base.many
        if abs(value) > cap:
            capped = True
            amount = (cap if value > 0 else -cap,) + (Fraction(0),) * (len(amount) - 1)
    if found is not IN_FULL and found.factor != ONE:
        amount = times(amount, found.factor)
    return Unit(
        plan, base.item, base.person, amount, base.many, rate, base.amount, found, capped=capped
    )
