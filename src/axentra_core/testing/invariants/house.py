"""Rooms, the stays in them, and the inventory: each is told by two records that have to agree."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from axentra_core.folio import Folio, FolioStatus
from axentra_core.groups import Block, BlockStatus
from axentra_core.rooms import GuestRequest, Occupancy, Room, RoomsSettings
from axentra_core.stays import (
    Availability,
    Column,
    Inventory,
    Stay,
    StayStatus,
    Taking,
    counted,
    takes,
)
from axentra_core.testing.invariants.records import Records

WINDOW = 1000
STILL_HAS = frozenset({StayStatus.BOOKED, StayStatus.IN_HOUSE})
GOES_ON = STILL_HAS | {StayStatus.WAITLISTED}
COMES = frozenset({StayStatus.BOOKED, StayStatus.IN_HOUSE, StayStatus.CHECKED_OUT})


def check_rooms(rooms: Iterable[Room], records: Records) -> Iterator[str]:
    """Yield rooms that are not occupied by exactly the one stay that is in them."""
    for room in rooms:
        is_occupied = room.occupancy is Occupancy.OCCUPIED
        if is_occupied is (room.stay is None):
            yield f"room {room.id} is {room.occupancy} with stay {room.stay}"
        if room.stay is not None:
            stay: Stay | None = records.get("stay", room.stay)
            if stay is None or not _lives_in(stay, room.id) or stay.shares is not None:
                yield f"room {room.id} is occupied by {stay or room.stay}"
        elif room.request is not GuestRequest.NONE:
            yield f"vacant room {room.id} asks for {room.request}"


def check_guests(stays: Iterable[Stay], records: Records) -> Iterator[str]:
    """Yield stays in house without a room that knows them, or without an owner to share with."""
    for stay in stays:
        if stay.status is not StayStatus.IN_HOUSE:
            continue
        if stay.shares is None:
            room: Room | None = records.get("room", stay.room or "")
            if room is None or room.stay != stay.id:
                yield f"{stay} is in house, but room {stay.room} has {room and room.stay}"
            continue
        owner: Stay | None = records.get("stay", stay.shares)
        if owner is None or not _lives_in(owner, stay.room) or owner.shares is not None:
            yield f"{stay} shares the room of {owner}"


def _lives_in(stay: Stay, room: str | None) -> bool:
    return stay.status is StayStatus.IN_HOUSE and stay.room == room


def check_shared(sharers: Iterable[Stay], records: Records, business_date: date) -> Iterator[str]:
    """Yield stays that share a room with nobody who has it, or on coming nights nobody has it."""
    for stay in sharers:
        first = max(stay.arrival, business_date)
        owner: Stay = records.get("stay", stay.shares or "")
        if owner.shares is not None or owner.status not in STILL_HAS:
            yield f"{stay} shares the room of {owner}"
        elif first < owner.arrival or owner.departure < stay.departure:
            yield f"{stay} shares a room from {owner.arrival} to {owner.departure}"


def check_room_plan(stays: Iterable[Stay]) -> Iterator[str]:
    """Yield rooms that two stays have, or will have, on one night; who has no night takes none."""
    last: dict[str, Stay] = {}
    uses = [stay for stay in stays if stay.room is not None and stay.arrival < stay.departure]
    for stay in sorted(uses, key=lambda stay: (stay.room or "", stay.arrival, stay.id)):
        before = last.get(stay.room or "")
        if before is not None and stay.arrival < before.departure:
            yield f"{before} and {stay} have one room"
        last[stay.room or ""] = stay


def check_folios(stays: Iterable[Stay], records: Records) -> Iterator[str]:
    """Yield stays that go on without an open bill, or have ended with one that is no receivable."""
    for stay in stays:
        folio: Folio | None = records.get("folio", stay.id)
        goes_on = stay.status in GOES_ON
        is_open = folio is not None and folio.status is FolioStatus.OPEN
        is_left_open = folio is not None and folio.receivable is not None
        if (is_open and not is_left_open) is not goes_on:
            yield f"{stay} has {folio}"


def check_blocks(blocks: Iterable[Block], records: Records) -> Iterator[str]:
    """Yield blocks of which more rooms are picked up than there are, or by those who do not come.

    A released block takes nothing back any more.
    """
    for block in blocks:
        if block.status is BlockStatus.HELD:
            for one in block.stays:
                stay: Stay = records.get("stay", one.stay)
                if stay.status not in COMES:
                    yield f"a room of block {block.id} is picked up by {stay}"
        picked = [
            sum(one.arrival <= night < one.departure for one in block.stays)
            for night in block.nights
        ]
        if list(block.picked) != picked or max(picked) > block.rooms:
            yield f"{block} has {picked} picked up"


class Recount:
    """Everything that takes a room of the house, to be counted again."""

    def __init__(self) -> None:
        """Begin with nothing taken."""
        self._takings: dict[tuple[str, str], Taking] = {}
        self._types: dict[str, None] = {}
        self._first, self._last = date.max, date.min

    def follow(self, stays: Iterable[Stay], blocks: Iterable[Block]) -> None:
        """Note what some stays and blocks take now."""
        for stay in stays:
            self._note(("stay", stay.id), takes(stay))
        for block in blocks:
            self._note(("block", block.id), _held(block))

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
            recounted = Availability.of(first, WINDOW, capacity, {}, self._takings.values())
            stored = Availability.of(first, WINDOW, capacity, {}, kept)
            yield from _differences(recounted, stored)
            first += timedelta(WINDOW)


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
