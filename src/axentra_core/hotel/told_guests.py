"""Whom a channel's reservation is for: profiles of guests, and what they wish.

Everything personal stands sealed under the id of the guest's profile; what a channel does not tell
anew stays as staff have corrected it.
"""

from typing import Final

from axentra_core.channels.reservations import (
    ChannelReservation,
    Personal,
    RoomSlot,
    SealedPersonal,
)
from axentra_core.guests import CorrectGuest, Guest, RegisterGuest
from axentra_core.hotel.bookings import sealed_profile
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.errors import PortRefused
from axentra_core.kernel.sealed import Cipher, Sealed, seal, words_of
from axentra_core.stays import PreCheckIn, Stay, StayStatus

CONTACTS: Final = ("name", "mail", "phone")


def sealed_personal(cipher: Cipher, guest: str, told: Personal) -> SealedPersonal:
    """Return what is told of people as it may be stored."""

    def kept(text: str | None) -> Sealed | None:
        return None if text is None else seal(cipher, guest, text)

    return SealedPersonal(
        kept(told.name),
        kept(told.mail),
        kept(told.phone),
        kept(told.address),
        told.country,
        tuple(tuple(seal(cipher, guest, name) for name in names) for names in told.guests),
        tuple(seal(cipher, guest, comment) for comment in told.comments),
    )


def opened(cipher: Cipher, sealed: Sealed | None) -> str | None:
    """Return a personal value; None where none is known, or once it was forgotten."""
    if sealed is None:
        return None
    try:
        return cipher.open(sealed.subject, sealed.data)
    except PortRefused as refusal:
        if refusal.code == "cipher.key_destroyed":
            return None
        raise


class Guests:
    """The people of one reservation, as it is and as it was."""

    def __init__(
        self, unit: Unit, own: ChannelReservation, before: ChannelReservation | None
    ) -> None:
        """Look at whom it is for."""
        self._unit, self._own, self._before = unit, own, before
        self._cipher = unit.outside.cipher

    def correct(self) -> None:
        """Have the profile say what was told anew."""
        guest: Guest | None = self._unit.get("guest", self._own.guest)
        if guest is None or self._before is None:
            return
        news = {
            part: now
            for part in CONTACTS
            if (now := self._told(self._own, part)) and now != self._told(self._before, part)
        }
        if news:
            self._unit.act(self._corrected(guest, news))

    def _corrected(self, guest: Guest, news: dict[str, str]) -> CorrectGuest:
        name = news.get("name") or opened(self._cipher, guest.name) or self._own.reference.text
        sealed = sealed_profile(self._unit, guest.id, name, news.get("mail"), news.get("phone"))
        return CorrectGuest(guest.id, sealed[0], sealed[1] or guest.mail, sealed[2] or guest.phone)

    def _told(self, of: ChannelReservation, part: str) -> str | None:
        return opened(self._cipher, getattr(of.personal, part))

    def of_room(self, slot: RoomSlot) -> str:
        """Return the profile that a room is booked under, which begins where nobody has one.

        A room for somebody else than who has booked has a profile of its own.
        """
        booker, sleeps = self._booker(), self._first_of(slot)
        if sleeps is not None and words_of(sleeps) != words_of(booker):
            guest = self._unit.new_id("guest")
            self._unit.act(
                RegisterGuest(guest, *sealed_profile(self._unit, guest, sleeps, None, None))
            )
            return guest
        if self._unit.get("guest", self._own.guest) is None:
            mail, phone = self._told(self._own, "mail"), self._told(self._own, "phone")
            self._unit.act(
                RegisterGuest(
                    self._own.guest,
                    *sealed_profile(self._unit, self._own.guest, booker, mail, phone),
                )
            )
        return self._own.guest

    def _booker(self) -> str:
        """Return who has booked; without a name the first who comes, or the reservation's own."""
        name = self._told(self._own, "name")
        names = (one for names in self._own.personal.guests for one in names)
        return name or opened(self._cipher, next(names, None)) or self._own.reference.text

    def _first_of(self, slot: RoomSlot) -> str | None:
        """Return the first who sleeps in a room, where that is told."""
        rooms = () if self._own.snapshot is None else self._own.snapshot.rooms
        alike = [place for place, room in enumerate(rooms) if room == slot.room]
        # Of rooms that are all the same, the first is that of the first number.
        same = [one.number for one in self._own.slots if one.is_wanted and one.room == slot.room]
        place = alike[min(same.index(slot.number), len(alike) - 1)] if alike else len(rooms)
        guests = self._own.personal.guests
        return (
            opened(self._cipher, guests[place][0])
            if guests[place : place + 1] and guests[place]
            else None
        )

    def tell_wishes(self, stay_id: str) -> None:
        """Note what the guest wishes, where a channel has told it anew."""
        stay: Stay | None = self._unit.get("stay", stay_id)
        if stay is None:
            return
        now = self._wishes(self._own)
        was = self._wishes(self._before) if self._before is not None else None
        if now is None or (now == was and stay.wishes is not None):
            return
        if stay.status is StayStatus.BOOKED:
            self._unit.act(PreCheckIn(stay.id, None, None, seal(self._cipher, stay.guest, now)))

    def _wishes(self, of: ChannelReservation) -> str | None:
        told = [opened(self._cipher, comment) for comment in of.personal.comments]
        return " ".join(filter(None, told)) or None
