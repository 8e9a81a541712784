"""Who books: people with lead times, channels, people who wait, those who change their minds."""

from collections import deque
from collections.abc import Sequence
from datetime import date, time, timedelta

from axentra_core.hotel import Desk, Done
from axentra_core.kernel.money import Money
from axentra_core.stays import (
    Availability,
    Guarantee,
    NightPrice,
    Occupant,
    Presence,
    RoomsCounted,
    Source,
    Stay,
    StayBooked,
)
from axentra_core.testing.simulation.crew import SATURDAY, Crew
from axentra_core.testing.simulation.deposits import Deposits

HORIZON = 75
ASKED_PER_ROOM = 0.32
FILLED, FILLED_ON_SATURDAY = 0.84, 1.0
NIGHTS = (1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 7, 7)
RESIDENCES = ("ID", "ID", "ID", "SG", "AU", "DK", "TW", None)
REMEMBERED = 60


class Reservations:
    """Those who take bookings and change them."""

    def __init__(self, crew: Crew, deposits: Deposits) -> None:
        """Begin with an empty book."""
        self.crew = crew
        self.deposits: Deposits = deposits
        self.guests: deque[str] = deque(maxlen=REMEMBERED)
        self.booked: deque[str] = deque(maxlen=REMEMBERED)
        self._references = 0

    def open_the_books(self) -> None:
        """Take all that was booked before the first day."""
        for _ in range(HORIZON // 3):
            self.take_bookings()

    def take_bookings(self) -> None:
        """Take the bookings of a day, as long as the nights are not filled as far as wanted."""
        crew = self.crew
        table = crew.read.availability(crew.today, HORIZON + max(NIGHTS))
        rooms = [room.type for room in crew.own.rooms.rooms]
        for _ in range(crew.often(ASKED_PER_ROOM * len(rooms))):
            ahead, nights = int(HORIZON * crew.chance() ** 2.5), crew.pick(NIGHTS)
            arrival, room_type = crew.day(ahead), crew.pick(rooms)
            if self.is_wanted(table, room_type, arrival, nights):
                done = self.book(room_type, arrival, nights)
                table = following(table, done)
            elif crew.happens(0.12) and ahead > 1:
                self.book(room_type, arrival, nights, waitlisted=True)

    def is_wanted(self, table: Availability, room_type: str, arrival: date, nights: int) -> bool:
        """Return whether enough rooms are left on every night."""
        return all(
            table.cell(room_type, night).rest > self._kept(room_type, night)
            for night in days_from(arrival, nights)
        )

    def _kept(self, room_type: str, night: date) -> int:
        filled = FILLED_ON_SATURDAY if night.weekday() == SATURDAY else FILLED
        return int(self.crew.own.rooms.capacity(room_type) * (1 - filled))

    def sell_too_many(self) -> None:
        """Let a channel sell a Saturday night beyond the last room, now and then."""
        crew = self.crew
        if not crew.happens(0.5):
            return
        saturday = crew.day((SATURDAY - crew.today.weekday()) % 7 + 7 * crew.below(2))
        table = crew.read.availability(saturday, 1)
        cells = {code: table.cell(code, saturday) for code in table.room_types}
        room_type = min(cells, key=lambda code: cells[code].sellable)
        if cells[room_type].sellable <= 3 and not cells[room_type].oversold:
            for _ in range(cells[room_type].sellable + 1):
                self.book(room_type, saturday, 1, through=crew.pick(crew.channels))

    # --- one booking ---

    def book(  # noqa: PLR0913 - a booking says that much
        self,
        room_type: str,
        arrival: date,
        nights: int,
        *,
        waitlisted: bool = False,
        through: Desk | None = None,
        group: str | None = None,
        block: str | None = None,
        at_the_desk: bool = False,
    ) -> Done | None:
        """Book for somebody, over whatever way they come; some pay in advance."""
        crew = self.crew
        at_the_desk = at_the_desk or group is not None
        if through is None and not at_the_desk and crew.happens(0.3):
            through = crew.pick(crew.channels)
        prices = self.prices(room_type, arrival, nights)
        known = None if through or not self.guests or crew.happens(0.9) else crew.pick(self.guests)
        policies = crew.own.stays.policies
        said = {
            "arrival": arrival,
            "departure": arrival + timedelta(days=nights),
            "room_type": room_type,
            "prices": prices,
            "party": self._party(),
            "policy": crew.pick(policies).code if policies and crew.happens(0.8) else None,
            "waitlisted": waitlisted,
            "group": group,
            "block": block,
            **({"name": crew.some_name()} if known is None else {"guest": known}),
            **self._way(through, at_the_desk=at_the_desk),
        }
        done = crew.ask((through or crew.clerk).reserve, **said)
        if done:
            booked = done.one(StayBooked)
            self.guests.append(booked.guest)
            self.booked.append(booked.stay)
            if booked.guarantee is Guarantee.DEPOSIT and not waitlisted:
                self.deposits.take(booked.stay, prices[0])
        return done

    def prices(self, room_type: str, arrival: date, nights: int) -> list[Money]:
        """Return a price for each night, or for the day."""
        dates = days_from(arrival, max(nights, 1))
        return [self.crew.night_price(room_type, night) for night in dates]

    def _party(self) -> tuple[Occupant, ...]:
        crew = self.crew
        residence = crew.pick(RESIDENCES)
        adults = (Occupant(residence=residence),) * (1 + crew.happens(0.6))
        child = (Occupant(age=1 + crew.below(15), residence=residence),)
        return (*adults, *(child if crew.happens(0.15) else ()))

    def _way(self, through: Desk | None, *, at_the_desk: bool) -> dict[str, object]:
        crew = self.crew
        if through is None:
            online = not at_the_desk and crew.happens(0.45)
            guarantee = (Guarantee.NONE, Guarantee.CARD, Guarantee.DEPOSIT, Guarantee.COMPANY)
            return {
                "source": Source.ONLINE if online else Source.FRONT_OFFICE,
                "guarantee": crew.pick(guarantee),
            }
        self._references += 1
        return {
            "source": Source.CHANNEL,
            "channel": through.actor.id,
            "reference": f"R{self._references:06}",
            "guarantee": Guarantee.AGENT,
        }

    # --- changes of mind ---

    def change_bookings(self) -> None:
        """Cancel some bookings, amend others, bring some back, give rooms to those who wait."""
        crew = self.crew
        arrivals = len(crew.own.rooms.rooms) / 3
        for _ in range(crew.often(arrivals * 0.08)):
            if stay := self._some_booking():
                self._cancel(stay)
        for _ in range(crew.often(arrivals * 0.15)):
            if stay := self._some_booking():
                self._amend(stay)
        for line in crew.read.waitlist():
            if crew.happens(0.15):
                crew.ask(crew.clerk.confirm_stay, line.stay.id)

    def _some_booking(self) -> Stay | None:
        line = self.crew.read.stay(self.crew.pick(self.booked)) if self.booked else None
        is_ahead = line is not None and line.presence is Presence.ARRIVING_LATER
        return line.stay if line is not None and is_ahead else None

    def _cancel(self, stay: Stay) -> None:
        crew = self.crew
        waived = crew.happens(0.2)
        done = crew.ask(crew.clerk.cancel_stay, stay.id, "plans have changed", waive_fee=waived)
        if done and crew.happens(0.25):
            crew.ask(crew.clerk.reinstate_stay, stay.id, "comes after all", keep_fee=False)

    def _amend(self, stay: Stay) -> None:
        crew, clerk = self.crew, self.crew.clerk
        nights = (stay.departure - stay.arrival).days
        match crew.below(5):
            case 0 if stay.shares is None:
                arrival = stay.arrival + timedelta(days=1)
                prices = self.prices(stay.room_type, arrival, nights)
                departure = arrival + timedelta(days=nights)
                what = {"arrival": arrival, "departure": departure, "prices": prices}
                crew.ask(clerk.amend_stay, stay.id, **what)
            case 1:
                crew.ask(clerk.amend_stay, stay.id, party=self._party())
            case 2:
                price = Money(stay.nights[-1].price * 9 / 10, stay.currency)
                cheaper = NightPrice(stay.nights[-1].date, crew.money(price.amount))
                crew.ask(clerk.change_prices, stay.id, [cheaper])
            case 3 if stay.shares is None:
                prices = self.prices(stay.room_type, stay.departure, 1)
                crew.ask(clerk.extend_stay, stay.id, stay.departure + timedelta(days=1), prices)
            case _:
                at = time(14 + crew.below(8), 30)
                crew.ask(clerk.pre_check_in, stay.id, expected_at=at, wishes="a quiet room")

    def prepare_tomorrow(self, vacant: Sequence[str]) -> None:
        """Set rooms aside for some of those who come tomorrow, hear from some, let some share."""
        crew = self.crew
        free = list(vacant)
        for line in crew.read.arrivals(crew.day(1)):
            stay = line.stay
            if crew.happens(0.15):
                crew.ask(crew.clerk.pre_check_in, stay.id, expected_at=time(15 + crew.below(6)))
            if stay.shares is not None:
                continue
            of_type = [room for room in free if crew.own.rooms.room(room).type == stay.room_type]
            if of_type and stay.room is None and crew.happens(0.2):
                free.remove(of_type[0])
                crew.ask(crew.clerk.assign_room, stay.id, of_type[0])
                if crew.happens(0.1):
                    crew.ask(crew.clerk.unassign_room, stay.id)
            if stay.group is None and crew.happens(0.04):
                self._let_share(stay)

    def _let_share(self, owner: Stay) -> None:
        nights = (owner.departure - owner.arrival).days
        done = self.book(owner.room_type, owner.arrival, nights)
        if done:
            crew, sharer = self.crew, done.one(StayBooked).stay
            crew.ask(crew.clerk.share_room, sharer, owner.id)


def days_from(first: date, days: int) -> list[date]:
    """Return consecutive dates."""
    return [first + timedelta(days=index) for index in range(days)]


def following(table: Availability, done: Done | None) -> Availability:
    """Return the table after what a verb has counted."""
    for event in done.all(RoomsCounted) if done else ():
        table = table.after(event.room_type, event.changes)
    return table
