"""What does not fit in a reservation by itself, and what its nights cost all the same.

Nothing is refused here: what has been sold has been sold. Each flag says what a person should
look at.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import Final

from axentra_core.channels.providers import Happening
from axentra_core.channels.reservations.facts import (
    AgeBand,
    Flag,
    Snapshot,
    ToldPrice,
    ToldRoom,
)
from axentra_core.channels.reservations.model import Stamp
from axentra_core.kernel.calendar import MOST_NIGHTS
from axentra_core.kernel.numbers import CONTEXT, ZERO, total, unit_of
from axentra_core.kernel.rounding import allocate

Prices = Mapping[date, Decimal]

# fmt: off
WHAT_TO_DO_ABOUT: Final[Mapping[Flag, str]] = MappingProxyType({
    Flag.CHANNEL_UNKNOWN:    "add its channel's code to the codes of the property",
    Flag.ROOM_UNMAPPED:      "map its room code, or choose the offer of the room by hand",
    Flag.RATE_UNMAPPED:      "map its rate code; it is booked without a rate plan",
    Flag.OFFER_NOT_SOLD:     "look why an offer that is not sold any more was sold",
    Flag.DATES_WRONG:        "ask the channel from when to when the guest stays, and book it",
    Flag.NIGHTS_DIFFER:      "compare its nights with its dates, and put the prices right",
    Flag.BEGINS_IN_PAST:     "look whether the guest has come for the nights that are over",
    Flag.GUESTS_MISSING:     "ask who comes; one adult is booked",
    Flag.AGES_MISSING:       "ask how old the children are; a child is taken to be 11, an infant 1",
    Flag.PRICE_AVERAGED:     "nothing, unless a night has another price than the average",
    Flag.PRICE_MISSING:      "set the prices of its nights; they are booked at nothing",
    Flag.TOTAL_DIFFERS:      "compare what its parts cost with what it costs in all",
    Flag.CURRENCY_DIFFERS:   "set the prices of its nights; other money, or nobody knows which, "
                             "was told, and they are booked at nothing",
    Flag.TAX_SIDE_MISSING:   "look whether its prices are with taxes or without",
    Flag.EXTRAS_SOLD:        "charge what was sold beside its nights, or agree a package",
    Flag.ORDER_UNKNOWN:      "ask the channel which of its last two messages holds",
    Flag.TEXT_CUT:           "look at the platform for what was too long",
    Flag.CARD_REMOVED:       "nothing; card data was taken out of a text",
    Flag.CARD_NOT_TAKEN:     "have the platform send it again, or ask the guest for a card",
})
# fmt: on


# --- what does not fit ---


def flags_of(snapshot: Snapshot, seen: Sequence[Stamp] = ()) -> tuple[Flag, ...]:
    """Return what does not fit in a reservation as a whole, each once and in the order of `Flag`.

    Args:
        snapshot: what it is.
        seen: the messages about it, the oldest first.
    """
    return in_order((*snapshot.flags, *_of_all(snapshot, seen)))


def in_order(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """Return flags, each once and in the order of `Flag`."""
    told = set(flags)
    return tuple(flag for flag in Flag if flag in told)


def _of_all(snapshot: Snapshot, seen: Sequence[Stamp]) -> Iterator[Flag]:
    if _total_differs(snapshot):
        yield Flag.TOTAL_DIFFERS
    extras = (*snapshot.extras, *(one for room in snapshot.rooms for one in room.extras))
    if any(not one.is_included for one in extras):
        yield Flag.EXTRAS_SOLD
    newest = seen[-2:]
    is_one_time = len({one.order[:3] for one in newest}) < len(newest)
    if is_one_time and newest[-1].happening is not Happening.CANCEL:
        yield Flag.ORDER_UNKNOWN


def _total_differs(snapshot: Snapshot) -> bool:
    """Return whether no way of adding up its parts gives what it costs in all."""
    for side in ("after_tax", "before_tax"):
        whole = getattr(snapshot.price, side)
        rooms = [_told_in_all(room, side) for room in snapshot.rooms]
        if whole is None or not rooms or None in rooms:
            continue
        nights = total(one for one in rooms if one is not None)
        extras = (*snapshot.extras, *(one for room in snapshot.rooms for one in room.extras))
        told = [getattr(one.price, side) for one in extras if not one.is_included]
        beside = total(one for one in told if one is not None)
        fees = total(one.amount for one in snapshot.taxes if one.is_included is not True)
        possible = {nights, nights + beside, nights + fees, nights + beside + fees}
        return whole not in possible
    return False


def _told_in_all(room: ToldRoom, side: str) -> Decimal | None:
    """Return what a room costs on one side of the taxes, as far as it was told."""
    whole: Decimal | None = getattr(room.price, side)
    if whole is not None:
        return whole
    nights = [getattr(night.price, side) for night in room.nights]
    return total(nights) if nights and None not in nights else None


def room_flags(room: ToldRoom) -> tuple[Flag, ...]:
    """Return what does not fit in a room by itself, but for its prices."""
    found = []
    if not dates_of(room):
        found.append(Flag.DATES_WRONG)
    elif room.nights and [night.date for night in room.nights] != [*dates_of(room)]:
        found.append(Flag.NIGHTS_DIFFER)
    if not room.guests:
        found.append(Flag.GUESTS_MISSING)
    young = {AgeBand.CHILD, AgeBand.INFANT}
    if any(one.band in young and one.age is None for one in room.guests):
        found.append(Flag.AGES_MISSING)
    for side in ("after_tax", "before_tax"):
        nights = [getattr(night.price, side) for night in room.nights]
        whole = getattr(room.price, side)
        if whole is not None and nights and None not in nights and total(nights) != whole:
            found.append(Flag.TOTAL_DIFFERS)
            break
    return in_order(found)


def dates_of(room: ToldRoom) -> tuple[date, ...]:
    """Return the nights of a room, the one day of a day use; none where its dates are wrong."""
    if room.arrival is None or room.departure is None:
        return ()
    nights = (room.departure - room.arrival).days
    if not 0 <= nights <= MOST_NIGHTS:
        return ()
    return tuple(room.arrival + timedelta(at) for at in range(nights or 1))


# --- what its nights cost ---


def room_prices(
    room: ToldRoom, snapshot: Snapshot, *, gross: bool, currency: str, digits: int
) -> tuple[Prices | None, tuple[Flag, ...]]:
    """Return what each night of a room costs in the hotel's money, and what does not fit in it.

    Where only a total was told it is shared evenly, by the largest remainder; where nothing usable
    was told each night costs nothing. None where its dates are wrong.

    Args:
        room: as it was told.
        snapshot: the reservation that it is a room of.
        gross: whether the hotel sells its nights with taxes.
        currency: of the hotel.
        digits: decimals of its prices.
    """
    dates = dates_of(room)
    if not dates:
        return None, ()
    nothing = dict.fromkeys(dates, ZERO)
    if not _is_priced(room) and not snapshot.price.is_told:
        return nothing, (Flag.PRICE_MISSING,)
    if (room.currency or snapshot.currency) != currency:
        return nothing, (Flag.CURRENCY_DIFFERS,)
    flags: set[Flag] = set()
    unit = unit_of(digits)
    told = {night.date: _side(night.price, gross, flags) for night in reversed(room.nights)}
    nights = [told.get(on) for on in dates]
    known = [one for one in nights if one is not None]
    if len(known) == len(dates):
        shares = _rounded(known, unit)
    else:
        flags.clear()
        whole = _side(room.price, gross, flags)
        if whole is None and not known:
            whole = _share_of(room, snapshot, gross, unit, flags)
        if whole is not None and whole >= ZERO:
            shares = allocate(_round(whole, unit), [1] * len(dates), unit)
            flags.add(Flag.PRICE_AVERAGED)
        else:
            shares = _rounded([one or ZERO for one in nights], unit)
            flags.add(Flag.PRICE_MISSING)
    if any(share < ZERO for share in shares):
        shares = [max(share, ZERO) for share in shares]
        flags.add(Flag.PRICE_MISSING)
    return dict(zip(dates, shares, strict=True)), in_order(flags)


def _is_priced(room: ToldRoom) -> bool:
    return room.price.is_told or any(night.price.is_told for night in room.nights)


def _side(price: ToldPrice, gross: bool, flags: set[Flag]) -> Decimal | None:  # noqa: FBT001
    """Return a price on the side of the taxes on which the hotel sells, else on the other."""
    own, other = price.after_tax, price.before_tax
    if not gross:
        own, other = other, own
    if own is None and other is not None:
        flags.add(Flag.TAX_SIDE_MISSING)
    return other if own is None else own


def _share_of(
    room: ToldRoom,
    snapshot: Snapshot,
    gross: bool,  # noqa: FBT001
    unit: Decimal,
    flags: set[Flag],
) -> Decimal | None:
    """Return what of a reservation's total falls on a room, where none has a price of its own."""
    whole = _side(snapshot.price, gross, flags)
    if whole is None or whole < ZERO or any(map(_is_priced, snapshot.rooms)):
        return None
    nights = [len(dates_of(one)) for one in snapshot.rooms]
    at = next((at for at, one in enumerate(snapshot.rooms) if one is room), None)
    if at is None:
        at = next((at for at, one in enumerate(snapshot.rooms) if one == room), None)
    if at is None:
        return None
    return allocate(_round(whole, unit), nights, unit)[at]


def _rounded(prices: Sequence[Decimal], unit: Decimal) -> list[Decimal]:
    """Return prices in the hotel's decimals that add up to what they add up to."""
    rounded = [_round(one, unit) for one in prices]
    if all(map(Decimal.__eq__, rounded, prices)) or any(one < ZERO for one in prices):
        return rounded
    return allocate(_round(total(prices), unit), prices, unit)


def _round(amount: Decimal, unit: Decimal) -> Decimal:
    return amount.quantize(unit, ROUND_HALF_UP, CONTEXT)
