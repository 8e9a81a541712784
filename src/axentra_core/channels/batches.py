"""Updates as messages that keep the limits of a platform, and when all may be told anew."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import chain, groupby
from operator import attrgetter
from typing import TypeAlias

from axentra_core.channels.providers import Provider
from axentra_core.channels.ranges import within
from axentra_core.channels.together import blocks
from axentra_core.channels.updates import Update
from axentra_core.kernel.errors import InvalidInput

# What no message may tear.
Block: TypeAlias = tuple[Update, ...]
_target = attrgetter("target")


def batched(
    updates: Iterable[Update], provider: Provider, size: Callable[[Sequence[Update]], int]
) -> tuple[tuple[Update, ...], ...]:
    """Return updates as messages, to be sent one after the other.

    What is told of one date stays in its order. What is told of one target stands in one message
    as far as limits let it; an update that reaches over more dates than a message may is split.
    Where a platform wants them together, the prices for all adults of a date stay in one message.

    Args:
        updates: of one operation of the platform.
        provider: the platform with its limits.
        size: how many bytes a message of some updates has.

    Raises:
        InvalidInput: ``value.out_of_range`` when what belongs together is larger than a message may
            be.
    """
    return tuple(
        tuple(chain.from_iterable(fitting))
        for near in _by_dates([*updates], provider)
        for message in _by_number(near, provider.most_updates)
        for fitting in _by_bytes(message, provider.most_bytes, size)
    )


def may_tell_all(hours: int, last: datetime | None, now: datetime) -> bool:
    """Return whether a platform takes everything anew.

    Args:
        hours: that lie between two full updates there (`Provider.full_sync_hours`).
        last: when it was last told everything; None where it never was.
        now: an aware instant, as the last one is.
    """
    return last is None or now - last >= timedelta(hours=hours)


def _by_dates(updates: Sequence[Update], provider: Provider) -> Iterator[list[Block]]:
    """Yield what is told of consecutive dates, by target."""
    if not updates:
        return
    first, last = min(one.first for one in updates), max(one.last for one in updates)
    while first <= last:
        # Sorting keeps the order of what has the same target.
        near = sorted(
            within(updates, first, first + timedelta(provider.most_days - 1)), key=_target
        )
        if provider.prices_together:
            yield sorted(blocks(near), key=_section)
        else:
            yield [(one,) for one in near]
        first += timedelta(provider.most_days)


def _section(block: Block) -> tuple[str, str, int]:
    """Return what stands in one message if limits let it: a target, or all that belong to it."""
    target = block[0].target
    return target.room, target.rate, target.guests if len(block) == 1 else 0


def _by_number(parts: Iterable[Block], most: int) -> Iterator[list[Block]]:
    message: list[Block] = []
    number = 0
    for _, group in groupby(parts, key=_section):
        section = [*group]
        if number + sum(map(len, section)) > most and message:
            yield message
            message, number = [], 0
        for block in section:
            if number + len(block) > most and message:
                yield message
                message, number = [], 0
            if len(block) > most:
                raise _too_large(len(block), most)
            message.append(block)
            number += len(block)
    if message:
        yield message


def _by_bytes(
    parts: Sequence[Block], most: int, size: Callable[[Sequence[Update]], int]
) -> Iterator[Sequence[Block]]:
    """Yield parts in halves until each is small enough."""
    if (bytes_ := size([*chain.from_iterable(parts)])) <= most:
        yield parts
        return
    if len(parts) == 1:
        raise _too_large(bytes_, most)
    middle = _between_sections(parts)
    yield from _by_bytes(parts[:middle], most, size)
    yield from _by_bytes(parts[middle:], most, size)


def _between_sections(parts: Sequence[Block]) -> int:
    """Return the place between two sections that is nearest to the middle, or the middle."""
    middle = len(parts) // 2
    sections = [*map(_section, parts)]
    places = [place for place in range(1, len(parts)) if sections[place] != sections[place - 1]]
    return min(places, key=lambda place: abs(place - middle), default=middle)


def _too_large(got: int, most: int) -> InvalidInput:
    return InvalidInput.because("value.out_of_range", path="size", got=got, low=1, high=most)
