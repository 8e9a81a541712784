"""What is said about rooms as one actor says it."""

from datetime import date

from axentra_core.hotel import verbs
from axentra_core.hotel.desks.speaker import Done, Speaker
from axentra_core.housekeeping import Priority
from axentra_core.rooms import BlockKind, Condition, Sign


class Rooms(Speaker):
    """What housekeeping and the front desk say about rooms."""

    def mark_room(self, room: str, condition: Condition, *, key: str | None = None) -> Done:
        """Report the condition of a room."""
        return self.do(verbs.MarkRoom(room, condition), key=key)

    def report_occupancy(
        self, room: str, *, occupied: bool, persons: int | None = None, key: str | None = None
    ) -> Done:
        """Report who uses a room, as it was found on the round."""
        return self.do(verbs.ReportOccupancy(room, occupied, persons), key=key)

    def close_discrepancy(self, room: str, reason: str, *, key: str | None = None) -> Done:
        """Tell why housekeeping saw something else than the front desk knew."""
        return self.do(verbs.CloseDiscrepancy(room, reason), key=key)

    def report_door(self, room: str, *, double_locked: bool = True, key: str | None = None) -> Done:
        """Report a door that is double-locked, or is no longer."""
        return self.do(verbs.ReportDoor(room, double_locked), key=key)

    def report_sign(self, room: str, sign: Sign, *, key: str | None = None) -> Done:
        """Report what was seen or missed of the guest."""
        return self.do(verbs.ReportSign(room, sign), key=key)

    def require_linen(self, room: str, *, key: str | None = None) -> Done:
        """Ask for fresh linen with the next cleaning."""
        return self.do(verbs.RequireLinen(room), key=key)

    def change_linen(self, room: str, *, key: str | None = None) -> Done:
        """Report that the linen has been changed."""
        return self.do(verbs.ChangeLinen(room), key=key)

    def block_room(  # noqa: PLR0913 - a block says that much
        self,
        room: str,
        kind: BlockKind,
        first: date,
        until: date,
        reason: str,
        *,
        returns: Condition = Condition.DIRTY,
        stay: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Give a room to no guest for some nights."""
        return self.do(verbs.BlockRoom(room, kind, first, until, reason, returns, stay), key=key)

    def change_block(self, room: str, block: int, until: date, *, key: str | None = None) -> Done:
        """Give a blocked room back on another day."""
        return self.do(verbs.ChangeBlock(room, block, until), key=key)

    def end_block(self, room: str, block: int, *, key: str | None = None) -> Done:
        """Give a blocked room back today."""
        return self.do(verbs.EndBlock(room, block), key=key)

    def report_fault(  # noqa: PLR0913 - a fault says that much
        self,
        room: str,
        fault: str,
        *,
        kind: BlockKind | None = None,
        until: date | None = None,
        returns: Condition = Condition.DIRTY,
        priority: Priority | None = None,
        key: str | None = None,
    ) -> Done:
        """Order maintenance; what makes the room unusable blocks it until it is mended."""
        return self.do(verbs.ReportFault(room, fault, kind, until, returns, priority), key=key)

    def print_sticker(self, room: str, *, key: str | None = None) -> Done:
        """Make a new sticker for a room; `Hotel.room_link` is what it says."""
        return self.do(verbs.PrintSticker(room), key=key)

    def revoke_stickers(
        self, room: str, through: int | None = None, *, key: str | None = None
    ) -> Done:
        """Let the stickers of a room up to a number open nothing any more."""
        return self.do(verbs.RevokeStickers(room, through), key=key)
