"""The morning round: what is seen of the rooms, what breaks, what is kept from guests."""

from collections.abc import Sequence
from datetime import timedelta

from axentra_core.hotel import Done, RoomLine
from axentra_core.rooms import (
    BlockKind,
    Condition,
    Discrepancy,
    Door,
    Occupancy,
    Room,
    Sign,
    StickerPrinted,
)
from axentra_core.stays import Occupant
from axentra_core.testing.simulation.crew import Crew

MAKES_UNUSABLE = (BlockKind.OUT_OF_ORDER, BlockKind.OUT_OF_ORDER, BlockKind.OUT_OF_SERVICE)
USED = (BlockKind.HOUSE_USE, BlockKind.OFFICE_USE, BlockKind.OUT_OF_SERVICE)
FAULTS = ("the shower drips", "the air conditioning is loud", "a lamp is broken", "no hot water")
SIGNS = (Sign.SLEEP_OUT, Sign.SLEEP_OUT, Sign.LIGHT_LUGGAGE, Sign.NO_LUGGAGE)
COUNTED = 0.08


class Rounds:
    """Whoever walks through the house."""

    def __init__(self, crew: Crew) -> None:
        """Begin on the first floor."""
        self.crew: Crew = crew

    # --- what is seen ---

    def look_around(self, lines: Sequence[RoomLine]) -> None:
        """Report doors, beds and people in some rooms, and how some of them look."""
        for line in lines:
            if line.room.occupancy is Occupancy.OCCUPIED:
                self._look_at_the_guest(line.room)
            else:
                self._look_at_the_room(line)

    def _look_at_the_guest(self, room: Room) -> None:
        crew, housekeeper = self.crew, self.crew.housekeeper
        if room.door is Door.DOUBLE_LOCKED:
            crew.ask(housekeeper.report_door, room.id, double_locked=False)
        chance = crew.chance()
        if chance < 0.01:
            crew.ask(housekeeper.report_door, room.id, double_locked=True)
        elif chance < 0.03:
            crew.ask(housekeeper.report_sign, room.id, crew.pick(SIGNS))
        elif chance < 0.03 + COUNTED:
            self._count(room)
        elif chance < 0.04 + COUNTED:
            crew.ask(housekeeper.require_linen, room.id)
        elif chance < 0.05 + COUNTED:
            crew.ask(housekeeper.change_linen, room.id)

    def _count(self, room: Room) -> None:
        """Report who is there: nearly always whom the front desk expects."""
        crew, housekeeper = self.crew, self.crew.housekeeper
        match crew.below(8):
            case 0:
                crew.ask(housekeeper.report_occupancy, room.id, occupied=False)
            case 1:
                crew.ask(housekeeper.report_occupancy, room.id, occupied=True, persons=3)
            case _:
                crew.ask(housekeeper.report_occupancy, room.id, occupied=True)

    def _look_at_the_room(self, line: RoomLine) -> None:
        crew, room = self.crew, line.room
        if not room.condition.reaches(Condition.CLEAN):
            if not line.tasks and crew.happens(0.9):
                crew.ask(crew.housekeeper.mark_room, room.id, Condition.CLEAN)
        elif line.not_ready is None and crew.happens(0.05):
            steps = crew.own.rooms.steps
            marks = (Condition.INSPECTED, Condition.INSPECTED, Condition.PICKUP, Condition.DIRTY)
            mark = crew.pick([mark for mark in marks if mark in steps])
            crew.ask(crew.housekeeper.mark_room, room.id, mark)
        elif crew.happens(0.004):
            crew.ask(crew.housekeeper.report_occupancy, room.id, occupied=True)

    def explain(self) -> None:
        """Find out at the desk why housekeeping saw something else; some wait until tomorrow."""
        crew = self.crew
        for room in crew.read.discrepancies():
            if crew.happens(0.8) and not self._register(room):
                crew.ask(crew.clerk.close_discrepancy, room.id, "asked at the desk")

    def _register(self, room: Room) -> Done | None:
        """Register who was counted and nobody knew of, half of the time."""
        crew, report = self.crew, room.report
        if room.discrepancy is not Discrepancy.PERSON_COUNT or not report or not room.stay:
            return None
        more = (report.persons or 0) - report.expected
        if more <= 0 or crew.happens(0.5):
            return None
        party = (*crew.read.stay(room.stay).stay.party, *[Occupant()] * more)
        return crew.ask(crew.clerk.change_party, room.stay, party)

    # --- what is kept from guests ---

    def report_faults(self, lines: Sequence[RoomLine]) -> None:
        """Report what is broken; a vacant room that cannot be used is blocked meanwhile."""
        crew = self.crew
        for _ in range(crew.often(len(lines) * 0.008)):
            line = crew.pick(lines)
            is_free = line.room.stay is None and line.arriving is None and not line.room.blocks
            kind = crew.pick(MAKES_UNUSABLE) if is_free and crew.happens(0.8) else None
            how = {"kind": kind, "until": crew.day(1 + crew.below(2)) if kind else None}
            crew.ask(crew.housekeeper.report_fault, line.room.id, crew.pick(FAULTS), **how)

    def block_rooms(self, lines: Sequence[RoomLine]) -> None:
        """Keep a room for the house or for one guest, and give others back sooner or later."""
        crew, clerk = self.crew, self.crew.clerk
        for _ in range(crew.often(len(lines) * 0.006)):
            self._block(crew.pick(lines).room.id)
        for line in lines:
            block = line.room.blocks[0] if line.room.blocks else None
            if block is None or block.kind is BlockKind.OUT_OF_ORDER:
                continue
            if crew.happens(0.1):
                crew.ask(clerk.end_block, line.room.id, block.number)
            elif crew.happens(0.2):
                later = block.until + timedelta(days=1)
                crew.ask(clerk.change_block, line.room.id, block.number, later)

    def _block(self, room: str) -> None:
        crew = self.crew
        first = crew.day(1 + crew.below(9))
        until = first + timedelta(days=1 + crew.below(3))
        crew.ask(crew.clerk.block_room, room, crew.pick(USED), first, until, "an inventory")

    def hold(self, rooms: Sequence[str]) -> None:
        """Hold a room for somebody who comes tomorrow, now and then."""
        crew = self.crew
        coming = [line.stay for line in crew.read.arrivals(crew.day(1))] if rooms else []
        own = [stay for stay in coming if stay.shares is None and stay.room is None]
        if own and crew.happens(0.05):
            stay = crew.pick(own)
            nights = (stay.arrival, max(stay.departure, stay.arrival + timedelta(days=1)))
            what = (BlockKind.HOLD, *nights, "asked for this room")
            crew.ask(crew.clerk.block_room, crew.pick(rooms), *what, stay=stay.id)

    # --- stickers ---

    def renew_stickers(self) -> None:
        """Print a sticker that has come off, and let the lost one open nothing."""
        crew = self.crew
        for _ in range(crew.often(len(crew.own.rooms.rooms) * 0.005)):
            room = crew.pick(crew.own.rooms.rooms).number
            done = crew.ask(crew.clerk.print_sticker, room)
            if done and crew.happens(0.7):
                lost = done.one(StickerPrinted).number - 1
                crew.ask(crew.clerk.revoke_stickers, room, lost)
