"""Scenarios of reservations that are modified, cancelled and taken up again."""

from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import AgeBand, Personal, ToldGuests, ToldRoom
from axentra_core.testing.certification.line import Line
from axentra_core.testing.certification.pms import PmsStatus
from axentra_core.testing.certification.setting import (
    DELUXE,
    DELUXE_SAVER,
    FIRST,
    STANDARD,
    Setting,
)
from axentra_core.testing.reservation_values import ADULTS, AYU, snapshot


class ChangedReservations(Setting):
    """A modification tells everything anew, and a cancellation holds until something newer."""

    def booked(self, line: Line, *rooms: ToldRoom) -> None:
        """Have it booked and brought, before it changes."""
        line.platform.book(self.booking(*rooms))
        line.bring()

    def changed(self, line: Line, *rooms: ToldRoom) -> None:
        """Have it modified and brought, and look whether both have the same."""
        line.platform.modify(FIRST, snapshot(*rooms))
        line.bring()
        line.agrees(FIRST)

    # --- what is modified ---

    def test_other_dates(self, line: Line) -> None:
        """Nights that were given up are free again, and the new ones are sold."""
        self.booked(line)
        self.changed(line, self.room(days=30))
        assert [line.pms.sold("DLX", self.day(days)) for days in (20, 21, 30, 31)] == [0, 0, 1, 1]

    def test_a_longer_stay(self, line: Line) -> None:
        """Only what is new is sold in addition."""
        self.booked(line)
        self.changed(line, self.room(prices=("100.00", "120.00", "130.00")))
        assert [line.pms.sold("DLX", self.day(days)) for days in (20, 21, 22)] == [1, 1, 1]

    def test_a_shorter_stay(self, line: Line) -> None:
        """Only what is given up is free."""
        self.booked(line)
        self.changed(line, self.room(prices=("100.00",)))
        assert [line.pms.sold("DLX", self.day(days)) for days in (20, 21)] == [1, 0]

    def test_dates_that_overlap(self, line: Line) -> None:
        """A stay that begins a day later gives up one night and takes one."""
        self.booked(line)
        self.changed(line, self.room(days=21))
        assert [line.pms.sold("DLX", self.day(days)) for days in (20, 21, 22)] == [0, 1, 1]

    def test_another_room_type(self, line: Line) -> None:
        """The room that is given up can be sold again."""
        self.booked(line)
        self.changed(line, self.room(STANDARD))
        assert (line.pms.sold("DLX", self.day(20)), line.pms.sold("STD", self.day(20))) == (0, 1)

    def test_another_rate(self, line: Line) -> None:
        """The same room is charged as it was told last."""
        self.booked(line)
        self.changed(line, self.room(DELUXE_SAVER, prices=("90.00", "95.00")))
        assert line.pms.sold("DLX", self.day(20)) == 1

    def test_other_prices(self, line: Line) -> None:
        """Nothing is left of a price that was told before."""
        self.booked(line)
        self.changed(line, self.room(prices=("90.00", "0.00")))

    def test_other_guests(self, line: Line) -> None:
        """Who comes in addition is expected, and who stays at home is not."""
        self.booked(line)
        more = (ToldGuests(3, AgeBand.ADULT), ToldGuests(1, AgeBand.CHILD, 7))
        self.changed(line, self.room(guests=more))
        self.changed(line, self.room(guests=(ToldGuests(1, AgeBand.ADULT),)))

    def test_a_room_more(self, line: Line) -> None:
        """The room that was there stays what it was."""
        self.booked(line)
        self.changed(line, self.room(), self.room(STANDARD))
        assert (line.pms.sold("DLX", self.day(20)), line.pms.sold("STD", self.day(20))) == (1, 1)

    def test_a_room_less(self, line: Line) -> None:
        """What is not told any more is given up, and nothing else is."""
        self.booked(line, self.room(), self.room(STANDARD))
        self.changed(line, self.room(STANDARD))
        assert (line.pms.sold("DLX", self.day(20)), line.pms.sold("STD", self.day(20))) == (0, 1)

    def test_rooms_and_guests_more_and_less(self, line: Line) -> None:
        """It can grow and shrink again, and is then what it was."""
        self.booked(line)
        self.changed(line, self.room(guests=(ADULTS, ToldGuests(1, AgeBand.CHILD, 5))), self.room())
        self.changed(line, self.room())
        assert line.pms.sold("DLX", self.day(20)) == 1

    def test_everything_at_once(self, line: Line) -> None:
        """Nothing of what it was is left."""
        self.booked(line, self.room(), self.room(DELUXE_SAVER, 21))
        self.changed(
            line, self.room(STANDARD, 40, prices=("75.00",), guests=(ToldGuests(1, AgeBand.ADULT),))
        )
        assert [line.pms.sold("DLX", self.day(days)) for days in range(20, 24)] == [0, 0, 0, 0]

    def test_another_guest(self, line: Line) -> None:
        """Who has given the reservation to somebody else does not come."""
        self.booked(line)
        personal = Personal(name="Dewi Anggraini", mail="dewi@guest.example")
        line.platform.modify(FIRST, personal=personal)
        line.bring()
        assert line.agrees(FIRST).mail == "dewi@guest.example"

    def test_what_is_not_told_again_is_not_deleted(self, line: Line) -> None:
        """A modification may lack a mail or a card that is known: nobody has taken them away."""
        self.booked(line)
        held = line.platform.held[FIRST].booking
        line.platform.modify(FIRST, held.snapshot, Personal(name=AYU.name))
        line.bring()
        assert line.agrees(FIRST).mail == AYU.mail

    # --- what is cancelled ---

    def test_cancelled(self, line: Line) -> None:
        """Nobody comes, and everything that was sold is free again."""
        self.booked(line, self.room(), self.room(STANDARD))
        line.platform.cancel(FIRST)
        line.bring()
        line.agrees(FIRST)
        assert [line.pms.sold(code, self.day(20)) for code in ("DLX", "STD")] == [0, 0]

    def test_cancelled_without_a_word(self, line: Line) -> None:
        """A cancellation that repeats nothing of the reservation is one."""
        self.booked(line)
        line.platform.cancel(FIRST, is_short=True)
        line.bring()
        line.agrees(FIRST)
        assert line.pms.sold("DLX", self.day(20)) == 0

    def test_modified_then_cancelled(self, line: Line) -> None:
        """What is free again is what was sold last, and nothing twice."""
        self.booked(line)
        self.changed(line, self.room(STANDARD, 30))
        line.platform.cancel(FIRST)
        line.bring()
        line.agrees(FIRST)
        assert (line.pms.sold("DLX", self.day(20)), line.pms.sold("STD", self.day(30))) == (0, 0)

    def test_reinstated(self, line: Line) -> None:
        """Who comes after all has a room, although a modification says so and no booking."""
        self.booked(line)
        line.platform.cancel(FIRST)
        line.bring()
        line.platform.reinstate(FIRST)
        line.bring()
        line.agrees(FIRST)
        assert line.pms.sold("DLX", self.day(20)) == 1

    def test_cancelled_again(self, line: Line) -> None:
        """Whoever cancels what was reinstated does not come."""
        self.booked(line)
        for _ in range(2):
            line.platform.cancel(FIRST)
            line.bring()
            line.agrees(FIRST)
            line.platform.reinstate(FIRST)
            line.bring()
            line.agrees(FIRST)
        line.platform.cancel(FIRST)
        line.bring()
        assert line.agrees(FIRST).status is PmsStatus.CANCELLED
        assert line.pms.sold("DLX", self.day(20)) == 0

    def test_one_of_two_is_cancelled(self, line: Line) -> None:
        """What happens to one reservation happens to no other one of the same guest."""
        self.booked(line)
        other = ChannelReference("BDC", "1695093245")
        line.platform.book(self.booking(self.room(DELUXE), reference=other))
        line.bring()
        line.platform.cancel(FIRST)
        line.bring()
        line.agrees_on_all()
        assert line.pms.sold("DLX", self.day(20)) == 1
