"""Stays, their rooms, bills and groups: each is told by two records that have to agree."""

from collections.abc import Iterable, Iterator
from datetime import date

from axentra_core.folio import Folio, FolioStatus
from axentra_core.groups import Block, BlockStatus
from axentra_core.rooms import Room
from axentra_core.stays import Stay, StayStatus
from axentra_core.testing.invariants.records import Records

STILL_HAS = frozenset({StayStatus.BOOKED, StayStatus.IN_HOUSE})
GOES_ON = STILL_HAS | {StayStatus.WAITLISTED}
COMES = frozenset({StayStatus.BOOKED, StayStatus.IN_HOUSE, StayStatus.CHECKED_OUT})


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
        if owner is None or not lives_in(owner, stay.room) or owner.shares is not None:
            yield f"{stay} shares the room of {owner}"


def lives_in(stay: Stay, room: str | None) -> bool:
    """Return whether a stay is in house in a room."""
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
