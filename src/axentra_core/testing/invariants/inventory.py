"""The inventory: everything that takes a room of the house, counted again from the log."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from axentra_core.codec import Entry
from axentra_core.groups import Block
from axentra_core.rooms import BLOCKS, BlockChanged, BlockEnded, RoomBlocked, RoomsSettings
from axentra_core.stays import Availability, Column, Inventory, Stay, Taking, counted, takes
from axentra_core.testing.invariants.records import Records

WINDOW = 1000


class Recount:
    """Everything that takes a room of the house, to be counted again."""

    def __init__(self) -> None:
        """Begin with nothing taken."""
        self._takings: dict[tuple[str, str], Taking] = {}
        self._blocked: dict[tuple[str, int], tuple[date, date]] = {}
        self._types: dict[str, None] = {}
        self._first, self._last = date.max, date.min

    def follow(self, stays: Iterable[Stay], blocks: Iterable[Block]) -> None:
        """Note what some stays and blocks take now."""
        for stay in stays:
            self._note(("stay", stay.id), takes(stay))
        for block in blocks:
            self._note(("block", block.id), _held(block))

    def follow_blocks(self, entry: Entry, records: Records) -> None:
        """Note which rooms are out of inventory; nights that are over stay as they were."""
        for stream, event in zip(entry.streams, entry.events, strict=True):
            match event:
                case RoomBlocked() if BLOCKS[event.kind].leaves_inventory:
                    self._block(event, event.first, event.until, records)
                case BlockChanged() if (event.room, event.block) in self._blocked:
                    first, _ = self._blocked[event.room, event.block]
                    self._block(event, first, event.until, records)
                case BlockEnded() if (event.room, event.block) in self._blocked:
                    first, until = self._blocked[event.room, event.block]
                    # What a close of day ends was out on that night still.
                    today = records.get("house", stream.split("/")[0]).business_date
                    self._block(event, first, max(first, min(until, today)), records)
                case _:
                    pass

    def _block(
        self,
        event: RoomBlocked | BlockChanged | BlockEnded,
        first: date,
        until: date,
        records: Records,
    ) -> None:
        self._blocked[event.room, event.block] = (first, until)
        room_type = records.get("room", event.room).type
        nights = (1,) * (until - first).days
        taking = Taking(Column.OUT, room_type, first, nights) if nights else None
        self._note(("room", f"{event.room}:{event.block}"), taking)

    def _note(self, who: tuple[str, str], taking: Taking | None) -> None:
        if taking is None:
            self._takings.pop(who, None)
            return
        self._takings[who] = taking
        self._widen(taking)

    def _widen(self, taking: Taking) -> None:
        self._types[taking.room_type] = None
        self._first = min(self._first, taking.first)
        self._last = max(self._last, taking.first + timedelta(len(taking.rooms)))

    def check(self, inventories: Iterable[Inventory], rooms: RoomsSettings) -> Iterator[str]:
        """Yield nights on which the inventories are not what is taken by all."""
        kept = [taking for inventory in inventories for taking in counted(inventory)]
        for taking in kept:
            self._widen(taking)
        capacity = {room_type: rooms.capacity(room_type) for room_type in self._types}
        first = self._first
        while first < self._last:
            nights = min((self._last - first).days, WINDOW)
            recounted = Availability.of(first, nights, capacity, {}, self._takings.values())
            stored = Availability.of(first, nights, capacity, {}, kept)
            yield from _differences(recounted, stored)
            first += timedelta(nights)


def _held(block: Block) -> Taking:
    return Taking(Column.HELD, block.room_type, block.arrival, block.held)


def _differences(recounted: Availability, stored: Availability) -> Iterator[str]:
    if recounted.rows == stored.rows:
        return
    for room_type, row in recounted.rows.items():
        for column in Column:
            pairs = zip(_counts(row, column), _counts(stored.rows[room_type], column), strict=True)
            for place, (mine, kept) in enumerate(pairs):
                if mine != kept:
                    night = recounted.first + timedelta(place)
                    yield f"{room_type} on {night}: {kept} {column} instead of {mine}"


def _counts(row: Any, column: Column) -> tuple[int, ...]:  # noqa: ANN401 - one of the table's rows
    counts: tuple[int, ...] = getattr(row, column.value)
    return counts
