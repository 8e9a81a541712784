"""Scenarios of messages that come late, twice, in another order, or not at all."""

from typing import Final

from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import Outcome
from axentra_core.testing.certification.line import Line
from axentra_core.testing.certification.pms import PmsStatus
from axentra_core.testing.certification.setting import (
    CERTIFIED,
    FIRST,
    SECOND,
    STANDARD,
    Setting,
)
from axentra_core.testing.channel_simulator import ChannelFault
from axentra_core.testing.reservation_source import Mishap
from axentra_core.testing.reservation_values import snapshot

# Bookings of a burst begin on so many days, so that nothing is sold out.
DAYS_OF_BURST: Final = 300


class Deliveries(Setting):
    """However messages come, the PMS has in the end what the platform has."""

    # --- in another order ---

    def test_modified_before_it_was_booked(self, line: Line) -> None:
        """It waits for the booking, and then counts more than it."""
        line.platform.book(self.booking())
        modified = line.platform.modify(FIRST, snapshot(self.room(STANDARD, 25)))
        line.platform.bring_first(modified)
        line.bring()
        line.agrees(FIRST)
        assert line.pms.sold("DLX", self.day(20)) == 0

    def test_cancelled_before_it_was_booked(self, line: Line) -> None:
        """A booking that comes after its cancellation books nothing."""
        line.platform.book(self.booking())
        line.platform.bring_first(line.platform.cancel(FIRST))
        line.bring()
        line.agrees(FIRST)
        assert line.pms.sold("DLX", self.day(20)) == 0

    def test_a_cancellation_of_what_nobody_knows_is_not_lost(self, line: Line) -> None:
        """It is confirmed and kept, and holds when the booking comes at last."""
        line.platform.book(self.booking())
        (booked,) = line.platform.unconfirmed
        line.platform.cancel(FIRST, is_short=True)
        line.platform.befall(Mishap.HELD_BACK)
        line.bring_once()
        assert line.platform.unconfirmed == (booked,)
        assert line.found(FIRST).status in {PmsStatus.AWAITED, PmsStatus.CANCELLED}
        line.bring()
        line.agrees(FIRST)

    def test_everything_backwards(self, line: Line) -> None:
        """Booked, modified, cancelled and reinstated, and told from the end to the beginning."""
        line.platform.book(self.booking())
        line.platform.modify(FIRST, snapshot(self.room(STANDARD)))
        line.platform.cancel(FIRST)
        line.platform.modify(FIRST, snapshot(self.room(STANDARD, 33)))
        line.platform.bring_first(*reversed(line.platform.unconfirmed))
        line.bring()
        line.agrees(FIRST)
        assert [line.pms.sold("STD", self.day(days)) for days in (20, 33)] == [0, 1]

    def test_older_after_newer(self, line: Line) -> None:
        """What was modified stays so when an older modification is brought late."""
        line.platform.book(self.booking())
        line.bring()
        older = line.platform.modify(FIRST, snapshot(self.room(days=25)))
        newer = line.platform.modify(FIRST, snapshot(self.room(days=30)))
        line.platform.bring_first(newer, older)
        line.bring()
        line.agrees(FIRST)
        assert [line.pms.sold("DLX", self.day(days)) for days in (20, 25, 30)] == [0, 0, 1]

    def test_nobody_who_has_cancelled_comes_back_by_an_older_message(self, line: Line) -> None:
        """A modification from before the cancellation takes no room again."""
        line.platform.book(self.booking())
        line.bring()
        older = line.platform.modify(FIRST, snapshot(self.room(days=25)))
        line.platform.bring_first(line.platform.cancel(FIRST), older)
        line.bring()
        line.agrees(FIRST)
        assert [line.pms.sold("DLX", self.day(days)) for days in (20, 25)] == [0, 0]

    def test_what_was_told_while_it_was_cancelled(self, line: Line) -> None:
        """An older modification that comes late changes nothing, until the guest comes after all.

        Then it is what was told last, and not what it was when it was cancelled.
        """
        line.platform.book(self.booking())
        line.bring()
        older = line.platform.modify(FIRST, snapshot(self.room(STANDARD, 25)))
        line.platform.bring_first(line.platform.cancel(FIRST), older)
        line.bring()
        line.agrees(FIRST)
        line.platform.reinstate(FIRST)
        line.bring()
        line.agrees(FIRST)
        assert [line.pms.sold("DLX", self.day(20)), line.pms.sold("STD", self.day(25))] == [0, 1]

    # --- twice ---

    def test_the_same_message_twice(self, line: Line) -> None:
        """Nothing is booked twice, in one delivery or in two."""
        line.platform.book(self.booking())
        line.platform.befall(Mishap.TWICE, Mishap.AGAIN)
        line.bring()
        line.platform.book(self.booking(reference=SECOND))
        line.bring()
        line.agrees_on_all()
        assert line.pms.sold("DLX", self.day(20)) == 2

    def test_the_same_content_under_a_new_id(self, line: Line) -> None:
        """An id is no reason to book anything."""
        booked = line.platform.book(self.booking())
        line.bring()
        line.platform.bring(booked.message, id="M-999")
        line.bring()
        line.agrees(FIRST)
        assert line.pms.sold("DLX", self.day(20)) == 1

    def test_other_content_under_the_same_id(self, line: Line) -> None:
        """An id is no reason to leave out a modification or a cancellation."""
        line.platform.book(self.booking(), id="1695093244")
        line.bring()
        line.platform.modify(FIRST, snapshot(self.room(days=30)), id="1695093244")
        line.bring()
        line.agrees(FIRST)
        line.platform.cancel(FIRST, id="1695093244")
        line.bring()
        line.agrees(FIRST)

    # --- lost ---

    def test_what_was_not_confirmed_comes_again(self, line: Line) -> None:
        """The answer is lost, the platform brings it once more, and one room is sold."""
        line.platform.book(self.booking())
        before = [None] * (line.lost_answer - 1)
        line.platform.meet(*before, ChannelFault.LOSE_REPLY)
        line.platform.meet(*before, ChannelFault.LOSE_REQUEST)
        line.bring_once()
        line.bring()
        line.agrees(FIRST)
        assert line.pms.sold("DLX", self.day(20)) == 1

    def test_only_what_is_written_down_is_confirmed(self, line: Line) -> None:
        """A delivery that is lost on its way is brought again, and nothing of it is missing."""
        line.platform.book(self.booking())
        line.platform.meet(ChannelFault.LOSE_REQUEST, ChannelFault.DOWN)
        line.bring_once()
        assert len(line.platform.unconfirmed) == 1
        line.bring()
        line.agrees(FIRST)

    # --- among others ---

    def test_one_that_cannot_be_read(self, line: Line) -> None:
        """The platform learns that it was not taken, and the others beside it are."""
        first = line.platform.book(self.booking())
        bad = line.platform.bring(None)
        last = line.platform.book(self.booking(self.room(STANDARD), reference=SECOND))
        line.bring_once()
        assert line.became_of(first.id) is Outcome.TAKEN
        assert line.became_of(bad.id) is not Outcome.TAKEN
        assert line.became_of(last.id) is Outcome.TAKEN
        line.agrees_on_all()

    def test_what_is_for_another_hotel(self, line: Line) -> None:
        """Nothing that is addressed to another property is booked here."""
        booked = line.platform.book(self.booking())
        line.platform.befall(Mishap.OTHER_HOTEL)
        line.bring_once()
        assert line.pms.reservation(FIRST) is None
        assert line.became_of(booked.id) is not Outcome.TAKEN
        line.bring()
        line.agrees(FIRST)

    def test_a_burst(self, line: Line) -> None:
        """After a night without a line everything comes at once, and is all there."""
        for place in range(self.burst):
            told = self.room(CERTIFIED[place % len(CERTIFIED)], 5 + place % DAYS_OF_BURST)
            reference = ChannelReference("BDC", f"{5_000_000 + place}")
            line.platform.book(self.booking(told, reference=reference))
            if place % 5 == 1:
                line.platform.modify(reference, snapshot(self.room(STANDARD, 6 + place % 200)))
            if place % 5 == 2:
                line.platform.cancel(reference)
        line.platform.shuffle(7)
        line.bring()
        line.agrees_on_all()
