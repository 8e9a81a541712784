"""The verbs of reservations as one actor says them."""

from collections.abc import Sequence
from datetime import date, time

from axentra_core.hotel import verbs
from axentra_core.hotel.desks.speaker import Done, Speaker
from axentra_core.kernel.money import Money
from axentra_core.stays import Guarantee, Occupant, Source


class Bookings(Speaker):
    """What happens to a booking before the guest arrives."""

    def reserve(  # noqa: PLR0913 - a reservation says that much
        self,
        *,
        arrival: date,
        departure: date,
        room_type: str,
        prices: Sequence[Money],
        name: str | None = None,
        mail: str | None = None,
        phone: str | None = None,
        guest: str | None = None,
        party: Sequence[Occupant] = (Occupant(),),
        source: Source = Source.FRONT_OFFICE,
        channel: str | None = None,
        reference: str | None = None,
        guarantee: Guarantee = Guarantee.NONE,
        policy: str | None = None,
        group: str | None = None,
        block: str | None = None,
        waitlisted: bool = False,
        stay: str | None = None,
        purpose: str | None = None,
        packages: Sequence[str] = (),
        rate_plan: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Book a stay at the given price of each night; `StayBooked` names its id."""
        verb = verbs.Reserve(
            arrival=arrival,
            departure=departure,
            room_type=room_type,
            prices=tuple(prices),
            name=name,
            mail=mail,
            phone=phone,
            guest=guest,
            party=tuple(party),
            source=source,
            channel=channel,
            reference=reference,
            guarantee=guarantee,
            policy=policy,
            group=group,
            block=block,
            waitlisted=waitlisted,
            stay=stay,
            purpose=purpose,
            packages=tuple(packages),
            rate_plan=rate_plan,
        )
        return self.do(verb, key=key)

    def correct_guest(
        self,
        guest: str,
        *,
        name: str,
        mail: str | None = None,
        phone: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Correct a guest's name and contacts; what is left out is taken away."""
        return self.do(verbs.CorrectGuest(guest, name, mail, phone), key=key)

    def confirm_stay(self, stay: str, *, key: str | None = None) -> Done:
        """Give a stay on the waitlist the room it waits for."""
        return self.do(verbs.ConfirmStay(stay), key=key)

    def amend_stay(  # noqa: PLR0913 - a booking says that much
        self,
        stay: str,
        *,
        arrival: date | None = None,
        departure: date | None = None,
        room_type: str | None = None,
        prices: Sequence[Money] | None = None,
        party: Sequence[Occupant] | None = None,
        rate_plan: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Book a stay anew that has not begun; what is left out stays as it is."""
        verb = verbs.AmendStay(
            stay,
            arrival,
            departure,
            room_type,
            None if prices is None else tuple(prices),
            None if party is None else tuple(party),
            rate_plan,
        )
        return self.do(verb, key=key)

    def assign_room(
        self, stay: str, room: str, *, upgrade: bool = False, key: str | None = None
    ) -> Done:
        """Set a room aside for a guest who will arrive."""
        return self.do(verbs.AssignRoom(stay, room, upgrade), key=key)

    def unassign_room(self, stay: str, *, key: str | None = None) -> Done:
        """Give the room back that was set aside."""
        return self.do(verbs.UnassignRoom(stay), key=key)

    def pre_check_in(
        self,
        stay: str,
        *,
        expected_at: time | None = None,
        party: Sequence[Occupant] | None = None,
        wishes: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Note what the guest tells before the arrival."""
        verb = verbs.PreCheckIn(stay, expected_at, None if party is None else tuple(party), wishes)
        return self.do(verb, key=key)

    def tell_purpose(self, stay: str, purpose: str | None, *, key: str | None = None) -> Done:
        """Note what the guest is here for, where a tax asks for it."""
        return self.do(verbs.TellPurpose(stay, purpose), key=key)

    def agree_packages(self, stay: str, packages: Sequence[str], *, key: str | None = None) -> Done:
        """Agree on what is sold together with the nights to come, by code; none takes it away."""
        return self.do(verbs.AgreePackages(stay, tuple(packages)), key=key)

    def grant_exemption(
        self,
        stay: str,
        reason: str,
        evidence: str,
        *,
        occupant: int | None = None,
        key: str | None = None,
    ) -> Done:
        """Accept that the guest, or one of the party, does not owe a tax, or only a part of it."""
        return self.do(verbs.GrantExemption(stay, reason, evidence, occupant), key=key)

    def withdraw_exemption(
        self, stay: str, exemption: int, reason: str, *, key: str | None = None
    ) -> Done:
        """Take an exemption back that should not have been granted."""
        return self.do(verbs.WithdrawExemption(stay, exemption, reason), key=key)

    def cancel_stay(
        self, stay: str, reason: str, *, waive_fee: bool = False, key: str | None = None
    ) -> Done:
        """Take a booking back for the fee of its policy."""
        return self.do(verbs.CancelStay(stay, reason, waive_fee), key=key)

    def mark_no_show(self, stay: str, *, waive_fee: bool = False, key: str | None = None) -> Done:
        """Note that the guest has not come."""
        return self.do(verbs.MarkNoShow(stay, waive_fee), key=key)

    def reinstate_stay(
        self, stay: str, reason: str, *, keep_fee: bool = False, key: str | None = None
    ) -> Done:
        """Book a cancelled stay or a no-show again."""
        return self.do(verbs.ReinstateStay(stay, reason, keep_fee), key=key)

    # --- groups ---

    def open_group(self, name: str, *, group: str | None = None, key: str | None = None) -> Done:
        """Begin a group; `GroupOpened` names its id, which is that of its master bill."""
        return self.do(verbs.OpenGroup(name, group), key=key)

    def close_group(self, group: str, *, key: str | None = None) -> Done:
        """End a group whose master bill owes nothing."""
        return self.do(verbs.CloseGroup(group), key=key)

    def join_group(self, stay: str, group: str | None, *, key: str | None = None) -> Done:
        """Count a stay to a group, or to none."""
        return self.do(verbs.JoinGroup(stay, group), key=key)

    def open_block(  # noqa: PLR0913 - a block says that much
        self,
        group: str,
        *,
        room_type: str,
        arrival: date,
        departure: date,
        rooms: int,
        release_on: date | None = None,
        block: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Keep rooms back for a group; `BlockOpened` names the block."""
        verb = verbs.OpenBlock(group, room_type, arrival, departure, rooms, release_on, block)
        return self.do(verb, key=key)

    def release_block(self, block: str, *, key: str | None = None) -> Done:
        """Give back what nobody has picked up of a block."""
        return self.do(verbs.ReleaseBlock(block), key=key)
