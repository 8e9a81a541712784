"""What a platform finds wrong with a message, and what it takes of it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from axentra_core.channels.causes import Cause
from axentra_core.channels.dialect import Answer, InventoryMessage, Operation, Remark, Verdict
from axentra_core.channels.mapping import Pricing, RateLink, RoomRate
from axentra_core.channels.prices import MOST_DIGITS
from axentra_core.channels.providers import Repeated, window
from axentra_core.channels.ranges import repeats
from axentra_core.channels.scales import update
from axentra_core.channels.updates import Measure, Target, Update
from axentra_core.kernel.errors import InvalidInput
from axentra_core.testing.channel_simulator.manners import Manner
from axentra_core.testing.channel_simulator.platform_hotel import PlatformHotel, is_pooled

# Like the list of what went wrong that a platform shows somebody: nobody reads more.
MOST_REMARKS: Final = 100
# No currency has more decimals.
OPERATIONS: Final = {
    Measure.AVAILABILITY: Operation.AVAILABILITY,
    Measure.PRICE: Operation.RATES,
}


def judged(
    message: InventoryMessage,
    hotel: PlatformHotel,
    manner: Manner,
    today: date,
    disliked: Iterable[int] = (),
) -> Answer:
    """Return what a platform answers.

    Args:
        message: what it is told.
        hotel: whom it is about.
        manner: how it judges.
        today: the day that it is there.
        disliked: places of updates that it does not take although nothing is wrong with them.
    """
    if not hotel.active:
        return _refused(Cause.HOTEL_NOT_ACTIVE, Verdict.NOT_NOW)
    if (cause := _against_all(message, manner)) is not None:
        return _refused(cause)
    faults = dict.fromkeys(disliked, Cause.MESSAGE_REFUSED)
    for place, one in enumerate(message.updates):
        if (cause := _against(one, message, hotel, manner, today)) is not None:
            faults.setdefault(place, cause)
    again = [place for place in _told_again(message.updates, hotel, manner) if place not in faults]
    if manner.provider.repeated is Repeated.REFUSED:
        faults |= dict.fromkeys(again, Cause.MESSAGE_REFUSED)
        again = []
    remarks = [Remark(cause.value, place=place) for place, cause in sorted(faults.items())]
    if faults and (manner.whole or len(faults) == len(message.updates)):
        return Answer(Verdict.REFUSED, tuple(remarks[:MOST_REMARKS]))
    warned = [Remark(Cause.REMARKED.value, text="told twice", place=place) for place in again]
    return Answer(Verdict.ACCEPTED, tuple((remarks + warned)[:MOST_REMARKS]), frozenset(faults))


def taken(
    message: InventoryMessage, answer: Answer, hotel: PlatformHotel, manner: Manner
) -> list[Update]:
    """Return what is kept of a message, by the codes of each room rate, in smallest units."""
    kept = [
        one
        for place, told in enumerate(message.updates)
        if answer.verdict is Verdict.ACCEPTED and place not in answer.refused
        for one in _by_room_rate(_in_units(update(told), message, hotel), hotel, manner)
    ]
    return [*kept, *(_backfilled(kept) if manner.provider.prices_together else ())]


def _refused(cause: Cause, verdict: Verdict = Verdict.REFUSED) -> Answer:
    return Answer(verdict, (Remark(cause.value),))


def _against_all(message: InventoryMessage, manner: Manner) -> Cause | None:
    """Return what is wrong with a message as a whole."""
    provider, updates = manner.provider, message.updates
    if not updates or (message.operation is Operation.RATES and message.currency is None):
        return Cause.MESSAGE_INCOMPLETE
    if not 0 <= message.digits <= MOST_DIGITS:
        return Cause.MESSAGE_REFUSED
    if len(updates) > provider.most_updates:
        return Cause.MESSAGE_TOO_LARGE
    reach = max(one.last for one in updates) - min(one.first for one in updates)
    return Cause.MESSAGE_TOO_LARGE if reach >= timedelta(provider.most_days) else None


def _against(
    one: Update, message: InventoryMessage, hotel: PlatformHotel, manner: Manner, today: date
) -> Cause | None:
    """Return what is wrong with one update."""
    if not _is_readable(one, message, manner, today):
        return Cause.MESSAGE_REFUSED
    reached = hotel.reached(one.target, one.measure, manner.provider)
    if not reached:
        return _unknown(one, hotel, manner)
    if any(room_rate.no_updates for room_rate, _ in reached):
        return Cause.MESSAGE_REFUSED
    if one.measure is Measure.PRICE:
        return _against_price(one, message, hotel, manner, reached)
    return Cause.GUESTS_DISAGREE if one.target.guests else None


def _is_readable(one: Update, message: InventoryMessage, manner: Manner, today: date) -> bool:
    """Return whether a platform has such values, in this operation, for these dates."""
    try:
        update(one)
    except InvalidInput:
        return False
    first, days = window(manner.provider, today)
    return (
        one.measure in manner.provider.measures
        and OPERATIONS.get(one.measure, Operation.RESTRICTIONS) is message.operation
        and first <= one.first
        and one.last < first + timedelta(days)
    )


def _unknown(one: Update, hotel: PlatformHotel, manner: Manner) -> Cause:
    """Return which code the platform does not have; it may have both, and not together."""
    links = [link for _, link in hotel.linked()]
    if is_pooled(one.measure, manner.provider):
        known = {link.inventory_code for link in links}
        return Cause.ROOM_RATE_UNKNOWN if one.target.room in known else Cause.ROOM_UNKNOWN
    if one.target.room not in {"", *(link.room_code for link in links)}:
        return Cause.ROOM_UNKNOWN
    if one.target.rate not in {"", *(link.rate_code for link in links)}:
        return Cause.RATE_UNKNOWN
    return Cause.ROOM_RATE_UNKNOWN


def _against_price(
    one: Update,
    message: InventoryMessage,
    hotel: PlatformHotel,
    manner: Manner,
    reached: Sequence[tuple[RoomRate, RateLink]],
) -> Cause | None:
    guests = one.target.guests
    is_for_adults = hotel.pricing is Pricing.PER_OCCUPANCY
    if is_for_adults is not bool(guests) or guests > manner.provider.most_guests:
        return Cause.GUESTS_DISAGREE
    if not all(room_rate.takes_prices and link.prices for room_rate, link in reached):
        return Cause.RATE_MISSING
    # Nobody exchanges: what is told in another currency would be sold at its mere number.
    currencies = {room_rate.currency or hotel.currency for room_rate, _ in reached}
    if currencies != {message.currency}:
        return Cause.MESSAGE_REFUSED
    too_fine = max(message.digits - hotel.digits, 0)
    return Cause.MESSAGE_REFUSED if one.value % 10**too_fine else None


def _told_again(updates: Sequence[Update], hotel: PlatformHotel, manner: Manner) -> Iterator[int]:
    """Yield the places of updates with dates that another one tells for the same room rate."""
    expanded = [
        (place, part)
        for place, one in enumerate(updates)
        for part in _by_room_rate(one, hotel, manner)
    ]
    again = {expanded[place][0] for place in repeats(part for _, part in expanded)}
    if manner.provider.prices_together:
        again |= _overlapping(expanded)
    yield from sorted(again)


def _overlapping(expanded: Iterable[tuple[int, Update]]) -> set[int]:
    """Return prices for adults whose dates are neither those of the others nor all other ones."""
    spans: dict[tuple[str, str], dict[tuple[date, date], set[int]]] = {}
    for place, one in expanded:
        if one.measure is Measure.PRICE and one.target.guests:
            of_room_rate = spans.setdefault((one.target.room, one.target.rate), {})
            of_room_rate.setdefault((one.first, one.last), set()).add(place)
    return {
        place
        for of_room_rate in spans.values()
        for before, after in pairwise(sorted(of_room_rate))
        if after[0] <= before[1]
        for place in of_room_rate[after]
    }


def _by_room_rate(one: Update, hotel: PlatformHotel, manner: Manner) -> Iterator[Update]:
    """Yield an update for each room rate that it reaches, or for its inventory code."""
    reached = hotel.reached(one.target, one.measure, manner.provider)
    if is_pooled(one.measure, manner.provider):
        targets = {one.target} if reached else set()
    else:
        targets = {
            Target(link.room_code, link.rate_code or "", one.target.guests) for _, link in reached
        }
    for target in sorted(targets):
        yield Update(target, one.measure, one.first, one.last, one.value)


def _in_units(one: Update, message: InventoryMessage, hotel: PlatformHotel) -> Update:
    """Return an update with its price in the smallest units that the platform keeps."""
    if one.measure is not Measure.PRICE:
        return one
    value = one.value * 10**hotel.digits // 10**message.digits
    return Update(one.target, one.measure, one.first, one.last, value)


def _backfilled(kept: Iterable[Update]) -> Iterator[Update]:
    """Yield prices for the adults that were left out: that for the next higher number."""
    told: dict[tuple[str, str, date, date], dict[int, int]] = {}
    for one in kept:
        if one.measure is Measure.PRICE and one.target.guests:
            dates = told.setdefault((one.target.room, one.target.rate, one.first, one.last), {})
            dates[one.target.guests] = one.value
    for (room, rate, first, last), prices in told.items():
        for guests in range(1, max(prices)):
            if guests not in prices:
                value = prices[min(one for one in prices if one > guests)]
                yield Update(Target(room, rate, guests), Measure.PRICE, first, last, value)
