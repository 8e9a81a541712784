"""The verbs of the front desk as one actor says them."""

from collections.abc import Sequence
from datetime import date, time

from axentra_core.hotel import verbs
from axentra_core.hotel.desks.speaker import Done, Speaker
from axentra_core.kernel.money import Money
from axentra_core.stays import NightPrice, Occupant, Settlement


class FrontDesk(Speaker):
    """What happens to a guest from the arrival to the departure."""

    def check_in(
        self,
        stay: str,
        *,
        room: str | None = None,
        upgrade: bool = False,
        override: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Give the guest a room; without one the assigned, or else the first that is ready."""
        return self.do(verbs.CheckIn(stay, room, upgrade, override), key=key)

    def reverse_check_in(
        self, stay: str, reason: str, *, used: bool = False, key: str | None = None
    ) -> Done:
        """Take a check-in back on the same business date."""
        return self.do(verbs.ReverseCheckIn(stay, reason, used), key=key)

    def check_in_group(self, group: str, *, key: str | None = None) -> Done:
        """Check in everybody of a group who is due, all or nobody."""
        return self.do(verbs.CheckInGroup(group), key=key)

    def move_room(  # noqa: PLR0913 - a move says that much
        self,
        stay: str,
        room: str,
        reason: str,
        *,
        upgrade: bool = False,
        override: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Give the guest another room."""
        return self.do(verbs.MoveRoom(stay, room, reason, upgrade, override), key=key)

    def swap_rooms(
        self, stay: str, other: str, reason: str, *, upgrade: bool = False, key: str | None = None
    ) -> Done:
        """Let two guests exchange their rooms."""
        return self.do(verbs.SwapRooms(stay, other, reason, upgrade), key=key)

    def correct_room(self, stay: str, room: str, reason: str, *, key: str | None = None) -> Done:
        """Note the room that the guest is really in."""
        return self.do(verbs.CorrectRoom(stay, room, reason), key=key)

    def share_room(self, stay: str, sharing: str | None, *, key: str | None = None) -> Done:
        """Let a guest who has not arrived use the room of another stay, or none of another's."""
        return self.do(verbs.ShareRoom(stay, sharing), key=key)

    def hand_over_room(self, stay: str, to: str, *, key: str | None = None) -> Done:
        """Register a shared room for another one who lives in it."""
        return self.do(verbs.HandOverRoom(stay, to), key=key)

    def extend_stay(
        self, stay: str, departure: date, prices: Sequence[Money], *, key: str | None = None
    ) -> Done:
        """Let the guest stay longer at the given price of each added night."""
        return self.do(verbs.ExtendStay(stay, departure, tuple(prices)), key=key)

    def shorten_stay(
        self, stay: str, departure: date, *, fee: Money | None = None, key: str | None = None
    ) -> Done:
        """Let the guest leave sooner."""
        return self.do(verbs.ShortenStay(stay, departure, fee), key=key)

    def change_party(self, stay: str, party: Sequence[Occupant], *, key: str | None = None) -> Done:
        """Correct who sleeps in the room of a guest in house."""
        return self.do(verbs.ChangeParty(stay, tuple(party)), key=key)

    def change_prices(
        self, stay: str, nights: Sequence[NightPrice], *, key: str | None = None
    ) -> Done:
        """Agree on other prices for nights that are not charged yet."""
        return self.do(verbs.ChangePrices(stay, tuple(nights)), key=key)

    def grant_late_check_out(
        self, stay: str, until: time, *, fee: Money | None = None, key: str | None = None
    ) -> Done:
        """Let the guest keep the room on the day of departure until a wall time."""
        return self.do(verbs.GrantLateCheckOut(stay, until, fee), key=key)

    def check_out(  # noqa: PLR0913 - a departure says that much
        self,
        stay: str,
        *,
        settlement: Settlement = Settlement.SETTLED,
        due: date | None = None,
        reason: str | None = None,
        override: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Let the guest leave with nothing owed, or on account; companies are billed first."""
        return self.do(verbs.CheckOut(stay, settlement, due, reason, override), key=key)

    def depart_early(  # noqa: PLR0913 - an early departure says that much
        self,
        stay: str,
        *,
        fee: Money | None = None,
        settlement: Settlement = Settlement.SETTLED,
        due: date | None = None,
        reason: str | None = None,
        override: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Let the guest leave today instead of later."""
        verb = verbs.DepartEarly(stay, fee, settlement, due, reason, override)
        return self.do(verb, key=key)

    def reverse_check_out(self, stay: str, reason: str, *, key: str | None = None) -> Done:
        """Take a check-out back before the day of departure is closed."""
        return self.do(verbs.ReverseCheckOut(stay, reason), key=key)

    def check_out_group(self, group: str, *, key: str | None = None) -> Done:
        """Check out everybody of a group who is due out, all or nobody."""
        return self.do(verbs.CheckOutGroup(group), key=key)
