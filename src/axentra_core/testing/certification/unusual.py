"""Scenarios of reservations that do not fit, and of cards."""

from datetime import timedelta
from decimal import Decimal
from typing import Final

import attrs
import pytest

from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import (
    CardSecret,
    Coded,
    Collects,
    Outcome,
    Personal,
    ToldCard,
)
from axentra_core.testing.certification.line import Line
from axentra_core.testing.certification.pms import PmsStatus
from axentra_core.testing.certification.setting import DELUXE, FIRST, SECOND, STANDARD, Setting
from axentra_core.testing.reservation_values import card_numbers, snapshot

SECURITY_CODE: Final = "9071"
UNKNOWN_CHANNEL: Final = ChannelReference("QQQ", "20-771")


class UnusualReservations(Setting):
    """What has been sold has been sold: it is kept, and a person is told what does not fit."""

    # --- codes that nobody knows ---

    def test_a_room_that_is_not_mapped(self, line: Line) -> None:
        """It is kept with its dates and waits for a person; no other room is taken for it."""
        line.platform.book(self.booking(self.room(("ROOM-9", "BAR"))))
        other = line.platform.book(self.booking(self.room(STANDARD), reference=SECOND))
        line.bring()
        found = line.found(FIRST)
        assert found.status is PmsStatus.BOOKED
        (waits,) = found.rooms
        assert (waits.room_code, waits.arrival) == (None, self.day(20))
        assert found.needs_person
        assert line.became_of(other.id) is Outcome.TAKEN
        line.agrees(SECOND)

    def test_a_rate_that_is_not_mapped(self, line: Line) -> None:
        """The room is kept for the guests at the price that was told, and a person looks at it."""
        line.platform.book(self.booking(self.room(("DLX", "RATE-9"))))
        line.bring()
        found = line.found(FIRST)
        (room,) = found.rooms
        assert room.room_code in {"DLX", None}
        assert (room.rate_code, room.arrival) == (None, self.day(20))
        assert found.needs_person

    def test_codes_that_are_left_out(self, line: Line) -> None:
        """What a platform delivers unmapped has no codes at all, and is kept like any other."""
        line.platform.book(self.booking(self.room((None, None))))
        line.bring()
        found = line.found(FIRST)
        assert [room.room_code for room in found.rooms] == [None]
        assert found.needs_person

    def test_an_unmapped_room_that_is_cancelled(self, line: Line) -> None:
        """It waits no more."""
        line.platform.book(self.booking(self.room(("ROOM-9", "BAR"))))
        line.bring()
        line.platform.cancel(FIRST)
        line.bring()
        line.agrees(FIRST)

    def test_an_unmapped_room_that_is_mapped_by_a_modification(self, line: Line) -> None:
        """It is booked as what it is now."""
        line.platform.book(self.booking(self.room(("ROOM-9", "BAR"))))
        line.bring()
        line.platform.modify(FIRST, snapshot(self.room(DELUXE)))
        line.bring()
        line.agrees(FIRST)
        assert line.pms.sold("DLX", self.day(20)) == 1

    def test_a_channel_that_nobody_knows(self, line: Line) -> None:
        """A channel is new before a table has its code: its guests have rooms."""
        line.platform.book(self.booking(reference=UNKNOWN_CHANNEL))
        line.bring()
        line.agrees(UNKNOWN_CHANNEL)
        line.platform.cancel(UNKNOWN_CHANNEL)
        line.bring()
        line.agrees(UNKNOWN_CHANNEL)

    # --- too much ---

    def test_what_was_sold_although_nothing_was_left(self, line: Line) -> None:
        """The guest has a confirmation: the reservation is kept, and a person finds a way."""
        references = [
            ChannelReference("BDC", f"7{place:05}") for place in range(self.rooms_of_a_type + 1)
        ]
        for reference in references:
            line.platform.book(self.booking(reference=reference))
        line.bring()
        line.agrees_on_all()
        assert line.found(references[-1]).needs_person
        line.platform.cancel(references[-1])
        line.bring()
        assert line.pms.sold("DLX", self.day(20)) == self.rooms_of_a_type

    # --- cards ---

    def card(self, line: Line) -> CardSecret:
        """Return a card that nobody may write down."""
        number = next(one for one in card_numbers(11) if len(one) == 16)
        line.secrets += [number, SECURITY_CODE]
        return CardSecret(
            number, expires=(2029, 12), code=SECURITY_CODE, holder="AYU LESTARI", brand="VI"
        )

    def test_a_card(self, line: Line) -> None:
        """Its number is written down nowhere; its last digits are kept by who keeps cards."""
        card = self.card(line)
        line.platform.book(attrs.evolve(self.booking(), card=card))
        line.bring()
        found = line.agrees(FIRST)
        line.hides_cards()
        if not self.keeps_cards:
            pytest.skip("this PMS hands cards to nobody")
        assert found.card is not None
        assert found.card.last_four == card.number[-4:]

    def test_a_virtual_card(self, line: Line) -> None:
        """What it holds is known, and that it is the channel's and not the guest's."""
        card = self.card(line)
        told = ToldCard(
            is_virtual=True,
            brand=Coded("VI"),
            balance=Decimal("220.00"),
            currency="EUR",
            active_on=self.day(20),
            valid_through=self.day(20) + timedelta(365),
        )
        booking = self.booking(card=told, collects=Collects.CHANNEL)
        line.platform.book(attrs.evolve(booking, card=card))
        line.bring()
        found = line.agrees(FIRST)
        line.hides_cards()
        if not self.keeps_cards:
            pytest.skip("this PMS hands cards to nobody")
        assert found.card is not None
        assert (found.card.is_virtual, found.card.balance) == (True, Decimal("220.00"))

    def test_a_card_that_is_not_told_again(self, line: Line) -> None:
        """A modification that repeats no card takes none away."""
        line.platform.book(attrs.evolve(self.booking(), card=self.card(line)))
        line.bring()
        line.platform.modify(FIRST, snapshot(self.room(days=25)))
        line.bring()
        found = line.agrees(FIRST)
        line.hides_cards()
        if not self.keeps_cards:
            pytest.skip("this PMS hands cards to nobody")
        assert found.card is not None

    def test_no_card(self, line: Line) -> None:
        """Many pay when they come, and no card is made up for them."""
        line.platform.book(self.booking())
        line.bring()
        assert line.agrees(FIRST).card is None

    def test_a_card_among_the_wishes(self, line: Line) -> None:
        """Who writes a card number into a comment has a room, and nobody keeps the number."""
        number = self.card(line).number
        spoken = " ".join(number[at : at + 4] for at in range(0, 16, 4))
        line.secrets.append(spoken)
        # A message cannot hold it, so it is put in on the way.
        mark = "Planted9here"
        told = self.booking(personal=Personal(name="Ayu Lestari", comments=(f"use {mark}",)))
        line.platform.book(told)
        line.platform.rewrite(mark.encode(), spoken.encode())
        line.bring()
        line.agrees(FIRST)
        line.hides_cards()
