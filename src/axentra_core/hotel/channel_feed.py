"""What the hotel wants a platform to show: rooms that are left, prices and restrictions by date.

Rooms come from the inventory, prices and restrictions from what the hotel wants to sell. What has
no price, and what is not sold any more, is told as closed: nothing that a platform was told once
can be taken back, and no price is ever told as zero.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from axentra_core.channels import (
    Calendar,
    Measure,
    Offer,
    Progress,
    Selling,
    Target,
    Turn,
    Update,
    feed_id,
    window,
)
from axentra_core.hotel.channel_plan import Plan, selling_of
from axentra_core.hotel.inventory import rooms_of
from axentra_core.hotel.window import Window
from axentra_core.kernel.calendar import zone

NO_PRICE: Final = -1
OPEN, CLOSED = 0, 1

# A value for each date.
Line = list[int]


def _least_limit(limits: Iterable[int]) -> int:
    """Return the strictest of limits, of which 0 is none."""
    return min((limit for limit in limits if limit), default=0)


# Where one value is told for several offers, the most careful one is.
# fmt: off
CAREFUL: Final[Mapping[Measure, Callable[[Iterable[int]], int]]] = {
    Measure.AVAILABILITY:        sum,
    Measure.PRICE:               max,
    Measure.STOP_SELL:           max,
    Measure.CLOSED_TO_ARRIVAL:   max,
    Measure.CLOSED_TO_DEPARTURE: max,
    Measure.MIN_STAY_ARRIVAL:    max,
    Measure.MIN_STAY_THROUGH:    max,
    Measure.MAX_STAY_ARRIVAL:    _least_limit,
    Measure.MAX_STAY_THROUGH:    _least_limit,
    Measure.MIN_ADVANCE:         max,
    Measure.MAX_ADVANCE:         _least_limit,
}
# fmt: on


def turn_of(look: Window, plan: Plan) -> Turn:
    """Return on which day of the calendar, when and by which mapping a platform is told now."""
    now = look.context.now
    today = now.astimezone(zone(plan.provider.zone or look.property.zone)).date()
    return Turn(plan.provider, plan.measures, today, now, plan.version)


def desired(
    look: Window, plan: Plan, turn: Turn, targets: Collection[Target] | None = None
) -> Calendar:
    """Return what the hotel wants a platform to show on all dates that it takes.

    Args:
        look: through which it is read.
        plan: what is told over the connection.
        turn: the day.
        targets: of which it is asked; all when left out.
    """
    first, days = window(plan.provider, turn.on)
    asked = [one for one in plan.offers if targets is None or one in targets]
    told = _Desired(look, plan, asked, first, days)
    return Calendar(first, days).apply(one for target in asked for one in told.updates(target))


def progress_of(look: Window, connection: str, targets: Iterable[Target]) -> dict[Target, Progress]:
    """Return how far a platform is with targets that it was told anything for."""
    names = [(target, ("feed", feed_id(connection, target))) for target in targets]
    look.load(*(name for _, name in names))
    feeds = ((target, look.get(*name)) for target, name in names)
    return {target: feed.progress for target, feed in feeds if feed is not None}


class _Desired:
    """The lines of values of some targets, over the same dates."""

    def __init__(
        self, look: Window, plan: Plan, targets: Iterable[Target], first: date, days: int
    ) -> None:
        """Read everything that the targets need at once."""
        self._look, self._plan = look, plan
        self._first, self._days = first, days
        offers = {
            offer: None
            for target in targets
            for some in plan.offers[target].values()
            for offer in some
        }
        look.load(*(("selling", selling_of(offer)) for offer in offers))
        counted = {
            offer.room_type: None
            for target in targets
            for offer in plan.offers[target].get(Measure.AVAILABILITY, ())
        }
        known = {one.code for one in look.property.rooms.types}
        self._rooms = rooms_of(look, first, days, [one for one in counted if one in known])

    def updates(self, target: Target) -> Iterator[Update]:
        """Yield everything that is wanted of a target, in runs of one value."""
        for measure, offers in self._plan.offers[target].items():
            if measure is Measure.AVAILABILITY:
                line = self._left(offers)
            else:
                lines = [self._line(offer, measure, target.guests) for offer in offers]
                line = _careful(measure, lines)
            start = 0
            for value, run in groupby(line):
                end = start + len([*run])
                if value != NO_PRICE:
                    yield Update(target, measure, self._on(start), self._on(end - 1), value)
                start = end

    def _on(self, place: int) -> date:
        return self._first + timedelta(place)

    def _left(self, offers: Sequence[Offer]) -> Line:
        """Return the rooms that are left of the types of some offers; never below zero."""
        types = dict.fromkeys(offer.room_type for offer in offers)
        left = _careful(Measure.AVAILABILITY, [self._left_of(one) for one in types])
        if Measure.STOP_SELL in self._plan.measures:
            return left
        closed = [self._line(offer, Measure.STOP_SELL) for offer in offers]
        return [0 if all(one) else rooms for rooms, *one in zip(left, *closed, strict=True)]

    def _left_of(self, room_type: str) -> Line:
        if room_type not in self._rooms.rows:
            return [0] * self._days
        row, own = self._rooms.rows[room_type], self._look.property.channels
        beyond = row.overbooking if own.sells_overbooking else 0
        return [max(0, rest + beyond) for rest in row.rest]

    def _line(self, offer: Offer, measure: Measure, guests: int = 0) -> Line:
        if measure is Measure.PRICE:
            return self._prices(offer, guests)
        line = self._wanted(offer, measure, 0, OPEN)
        return self._with_closed(offer, line) if measure is Measure.STOP_SELL else line

    def _with_closed(self, offer: Offer, line: Line) -> Line:
        """Return when an offer is closed, dates without each of its prices included."""
        if not offer.sellable:
            return [CLOSED] * self._days
        for target in self._plan.prices.get(offer, ()):
            prices = self._prices(offer, target.guests)
            if NO_PRICE in prices:
                pairs = zip(line, prices, strict=True)
                line = [CLOSED if price == NO_PRICE else closed for closed, price in pairs]
        return line

    def _prices(self, offer: Offer, guests: int) -> Line:
        """Return the price for so many adults, or else the price of the room.

        A price of the room is one for as many adults as the offer says.
        """
        selling: Selling | None = self._look.get("selling", selling_of(offer))
        if selling is None or selling.currency != offer.currency:
            return [NO_PRICE] * self._days
        exact = self._wanted(offer, Measure.PRICE, guests, NO_PRICE)
        if NO_PRICE not in exact:
            return exact
        other = self._wanted(offer, Measure.PRICE, 0 if guests else offer.guests, NO_PRICE)
        return [two if one == NO_PRICE else one for one, two in zip(exact, other, strict=True)]

    def _wanted(self, offer: Offer, measure: Measure, guests: int, otherwise: int) -> Line:
        line = [otherwise] * self._days
        selling: Selling | None = self._look.get("selling", selling_of(offer))
        for one in () if selling is None else selling.values:
            if one.measure is measure and one.guests == guests:
                start = max(0, (one.first - self._first).days)
                end = min(self._days, (one.last - self._first).days + 1)
                if start < end:
                    line[start:end] = [one.value] * (end - start)
        return line


def _careful(measure: Measure, lines: Sequence[Line]) -> Line:
    """Return one line for several; a date that one of them has no price for has none."""
    if len(lines) == 1:
        return lines[0]
    careful = CAREFUL[measure]
    return [
        NO_PRICE if NO_PRICE in values else careful(values) for values in zip(*lines, strict=True)
    ]
