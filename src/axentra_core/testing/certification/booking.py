"""Scenarios of reservations that are new."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from axentra_core.channels.reservations import (
    AgeBand,
    Coded,
    Collects,
    OtherId,
    Personal,
    Snapshot,
    ToldExtra,
    ToldGuests,
    ToldNight,
    ToldTax,
)
from axentra_core.testing.certification.line import Line
from axentra_core.testing.certification.setting import (
    DELUXE_SAVER,
    FIRST,
    SECOND,
    STANDARD,
    Setting,
)
from axentra_core.testing.reservation_source import Booking
from axentra_core.testing.reservation_values import ADULTS, AYU, price, snapshot

ONE: Final = ToldGuests(1, AgeBand.ADULT)


class NewReservations(Setting):
    """What a platform tells of a reservation arrives, and nothing else does."""

    def test_the_least_that_is_told(self, line: Line) -> None:
        """A room, its dates, a name and a total are a reservation."""
        told = self.room(nights=(), price=price("220.00"))
        line.platform.book(Booking(FIRST, Snapshot((told,), price("220.00"), "EUR"), AYU))
        line.bring()
        line.agrees(FIRST)

    def test_the_most_that_is_told(self, line: Line) -> None:
        """Whatever stands beside it, a reservation is taken with all that the PMS knows."""
        told = snapshot(
            self.room(meals=(Coded("19"),), extras=(ToldExtra("Crib", price("5.00")),)),
            self.room(STANDARD, 21, guests=(ONE,)),
            extras=(ToldExtra("Airport shuttle", price("25.00")),),
            taxes=(ToldTax(Coded("3"), Decimal("4.50"), is_included=False),),
            booked_at=self.now - timedelta(hours=2),
            collects=Collects.HOTEL,
        )
        personal = Personal(
            name=AYU.name,
            mail=AYU.mail,
            guests=(("Ayu Lestari", "Budi Santoso"), ("Citra Dewi",)),
            comments=("Late arrival",),
        )
        line.platform.book(
            Booking(SECOND, told, personal, None, (OtherId("platform", "SM-77"),), "EXPA")
        )
        line.bring()
        found = line.agrees(SECOND)
        assert found.mail == AYU.mail
        assert {"Crib", "Airport shuttle"} <= {*found.extras}

    def test_one_room(self, line: Line) -> None:
        """It is booked from its arrival to its departure at the price of each night."""
        line.platform.book(self.booking())
        line.bring()
        found = line.agrees(FIRST)
        assert found.mail == AYU.mail
        assert not found.needs_person
        assert [line.pms.sold("DLX", self.day(days)) for days in (19, 20, 21, 22)] == [0, 1, 1, 0]

    def test_several_rooms_each_with_its_own_dates(self, line: Line) -> None:
        """No room takes over the dates, the guests or the price of the one after it."""
        line.platform.book(
            self.booking(
                self.room(),
                self.room(STANDARD, 23, prices=("80.00",), guests=(ONE,)),
                self.room(DELUXE_SAVER, 21, prices=("70.00", "71.00", "72.00")),
            )
        )
        line.bring()
        line.agrees(FIRST)
        assert [line.pms.sold("DLX", self.day(days)) for days in range(20, 25)] == [1, 2, 1, 1, 0]
        assert [line.pms.sold("STD", self.day(days)) for days in range(22, 25)] == [0, 1, 0]

    def test_two_rooms_that_are_alike(self, line: Line) -> None:
        """Two rooms are two, although nothing tells them apart."""
        line.platform.book(self.booking(self.room(), self.room()))
        line.bring()
        line.agrees(FIRST)
        assert line.pms.sold("DLX", self.day(20)) == 2

    def test_children_with_ages(self, line: Line) -> None:
        """Children are no adults, and each has the age that was told."""
        guests = (
            ADULTS,
            ToldGuests(1, AgeBand.CHILD, 3),
            ToldGuests(1, AgeBand.CHILD, 9),
            ToldGuests(1, AgeBand.INFANT, 1),
        )
        line.platform.book(self.booking(self.room(guests=guests)))
        line.bring()
        line.agrees(FIRST)

    def test_extras(self, line: Line) -> None:
        """What is sold beside the nights is known, and makes no night dearer."""
        extra = ToldExtra("Airport shuttle", price("25.00"))
        line.platform.book(self.booking(extras=(extra,), price=price("245.00")))
        line.bring()
        assert "Airport shuttle" in line.agrees(FIRST).extras

    def test_comments(self, line: Line) -> None:
        """What guests wish for is read by who prepares their room."""
        personal = Personal(name="Ayu Lestari", comments=("A quiet room, please", "Feather-free"))
        line.platform.book(self.booking(personal=personal))
        line.bring()
        found = line.agrees(FIRST)
        assert {*personal.comments} <= {*found.comments}

    def test_prices_with_and_without_tax(self, line: Line) -> None:
        """The side of the price is charged that the hotel sells, and never both."""
        night = price("110.00", "100.00")
        told = self.room(prices=("110.00",), nights=(ToldNight(self.day(20), night),), price=night)
        line.platform.book(self.booking(told, price=night))
        line.bring()
        line.agrees(FIRST)

    def test_a_total_alone(self, line: Line) -> None:
        """It is shared among the nights, to the last cent."""
        told = self.room(prices=("0", "0", "0"), nights=(), price=price("100.00"))
        line.platform.book(self.booking(told))
        line.bring()
        line.agrees(FIRST)

    def test_other_money_is_not_taken_for_the_hotels(self, line: Line) -> None:
        """A number in yen is no price in euros: a person looks at it, and it is booked."""
        told = self.room(prices=("12000", "12000"), currency="JPY")
        line.platform.book(self.booking(told, currency="JPY"))
        line.bring()
        found = line.found(FIRST)
        assert found.needs_person
        assert [room.arrival for room in found.rooms] == [self.day(20)]
        assert Decimal(12000) not in found.rooms[0].nights

    def test_booked_after_midnight_for_the_night_that_is_under_way(self, line: Line) -> None:
        """Who books at half past one for yesterday's date comes tonight, not a year ago."""
        zone = ZoneInfo(self.hotel.zone)
        tomorrow = datetime.combine(self.day(1), time(1, 30), zone).astimezone(UTC)
        told = self.booking(self.room(days=0, prices=("100.00",)), booked_at=tomorrow)
        line.platform.book(told, at=tomorrow)
        line.bring()
        line.agrees(FIRST)
