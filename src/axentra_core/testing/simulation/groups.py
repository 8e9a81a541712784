"""Groups: rooms held for them until the cut-off date, members who come and go together."""

from datetime import date, timedelta

import attrs

from axentra_core.folio import Target
from axentra_core.groups import BlockOpened, GroupOpened
from axentra_core.stays import StayBooked, StayStatus
from axentra_core.testing.simulation.cashier import Cashier
from axentra_core.testing.simulation.crew import Crew
from axentra_core.testing.simulation.reservations import Reservations

EVERY_DAYS = 8
NAMES = ("Cycling club", "Choir", "Sales meeting", "Wedding", "Study tour", "Chess league")


@attrs.define
class Expected:
    """A group whose guests have not all left.

    Attributes:
        group: its id.
        block: the rooms held for it.
        room_type: their type.
        arrival: first night.
        nights: how many.
        left: rooms that nobody has picked up yet.
        pays_rooms: the nights of its members go on its master bill.
    """

    group: str
    block: str
    room_type: str
    arrival: date
    nights: int
    left: int
    pays_rooms: bool


class Groups:
    """Whoever looks after groups."""

    def __init__(self, crew: Crew, reservations: Reservations, cashier: Cashier) -> None:
        """Begin without any."""
        self.crew: Crew = crew
        self.reservations: Reservations = reservations
        self.cashier: Cashier = cashier
        self.expected: list[Expected] = []

    def invite(self) -> None:
        """Hold rooms for a new group, now and then."""
        crew = self.crew
        if not crew.happens(1 / EVERY_DAYS):
            return
        room_type = crew.pick(crew.own.rooms.types).code
        rooms = max(2, crew.own.rooms.capacity(room_type) // 6)
        arrival, nights = crew.day(5 + crew.below(20)), 1 + crew.below(3)
        group = crew.ask(crew.clerk.open_group, crew.pick(NAMES))
        if group is None:
            return
        opened = group.one(GroupOpened).group
        block = crew.ask(
            crew.clerk.open_block,
            opened,
            room_type=room_type,
            arrival=arrival,
            departure=arrival + timedelta(days=nights),
            rooms=rooms,
            release_on=arrival - timedelta(days=2),
        )
        if block is None:
            crew.ask(crew.clerk.close_group, opened)
            return
        held = block.one(BlockOpened).block
        pays_rooms = crew.happens(0.5)
        expected = Expected(opened, held, room_type, arrival, nights, rooms, pays_rooms)
        self.expected.append(expected)

    def pick_up(self) -> None:
        """Let members book out of the blocks that are still held; some book beside them."""
        for one in self.expected:
            is_held = one.arrival - timedelta(days=2) > self.crew.today
            for _ in range(one.left if is_held else 0):
                if self.crew.happens(0.15):
                    one.left -= self._book(one, one.block)
            if self.crew.happens(0.03):
                self._join(one)

    def _book(self, one: Expected, block: str) -> bool:
        crew, dates = self.crew, (one.arrival, one.nights)
        done = self.reservations.book(one.room_type, *dates, group=one.group, block=block)
        if done and one.pays_rooms:
            booked, nights = done.one(StayBooked).stay, [crew.own.room_charge]
            crew.ask(crew.clerk.agree_routing, booked, Target(one.group), codes=nights)
        return bool(done)

    def _join(self, one: Expected) -> None:
        done = self.reservations.book(one.room_type, one.arrival, one.nights, at_the_desk=True)
        if done:
            booked = done.one(StayBooked).stay
            self.crew.ask(self.crew.clerk.join_group, booked, one.group)

    def welcome(self) -> None:
        """Check in the groups that are due, everybody at once where all rooms are ready."""
        for one in self.expected:
            if one.arrival == self.crew.today and self.crew.read.group(one.group):
                self.crew.ask(self.crew.clerk.check_in_group, one.group)

    def see_off(self) -> None:
        """Check out the groups that are due out, once every bill is paid; then end them."""
        crew = self.crew
        for one in list(self.expected):
            members = [line.stay for line in crew.read.group(one.group)]
            due = [stay for stay in members if stay.departure == crew.today]
            in_house = [stay for stay in due if stay.status is StayStatus.IN_HOUSE]
            for stay in in_house:
                self.cashier.settle(stay.id)
            if in_house:
                crew.ask(crew.clerk.check_out_group, one.group)
            if one.arrival < crew.today and not crew.read.group(one.group):
                self.cashier.settle(one.group)
                crew.ask(crew.clerk.close_group, one.group)
                self.expected.remove(one)

    def meet(self) -> None:
        """Put what a group has together on its master bill."""
        crew = self.crew
        for one in self.expected:
            if one.arrival == crew.today:
                self.cashier.charge(one.group, "Meeting room")
