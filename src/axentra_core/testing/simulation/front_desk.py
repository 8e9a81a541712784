"""The front desk: arrivals, departures, and what guests change while they are in house."""

from collections.abc import Iterator
from datetime import time, timedelta

from axentra_core.hotel import Done, StayLine
from axentra_core.stays import Guarantee, Presence, Settlement, Stay, StayBooked
from axentra_core.testing.simulation.cashier import Cashier
from axentra_core.testing.simulation.companies import Companies
from axentra_core.testing.simulation.crew import Crew
from axentra_core.testing.simulation.paperwork import Paperwork
from axentra_core.testing.simulation.reservations import Reservations

TRIES = 4
REASONS = ("the lift is loud", "the shower drips", "a better view", "closer to friends")


class FrontDesk:
    """Whoever stands at the desk."""

    def __init__(
        self,
        crew: Crew,
        reservations: Reservations,
        cashier: Cashier,
        companies: Companies,
        paperwork: Paperwork,
    ) -> None:
        """Begin with nobody in house."""
        self.crew: Crew = crew
        self.reservations: Reservations = reservations
        self.cashier: Cashier = cashier
        self.companies: Companies = companies
        self.paperwork: Paperwork = paperwork
        self._ready: dict[str, list[str]] = {}

    # --- departures ---

    def see_off(self) -> None:
        """Let everybody go who is due out, or stay longer; sharers leave before their owner."""
        due = [line.stay for line in self.crew.read.departures()]
        for stay in sorted(due, key=lambda stay: stay.shares is None):
            is_free = stay.group is None and stay.shares is None
            if not (is_free and self.crew.happens(0.03) and self._extend(stay)):
                self._leave(stay)

    def _extend(self, stay: Stay) -> Done | None:
        prices = self.reservations.prices(stay.room_type, stay.departure, 1)
        later = stay.departure + timedelta(days=1)
        return self.crew.ask(self.crew.clerk.extend_stay, stay.id, later, prices)

    def _leave(self, stay: Stay) -> None:
        crew, clerk = self.crew, self.crew.clerk
        is_late = crew.happens(0.06)
        if is_late:
            price = self.reservations.prices(stay.room_type, crew.today, 1)[0]
            fee = crew.money(price.amount / 3) if crew.happens(0.5) else None
            crew.ask(clerk.grant_late_check_out, stay.id, time(16, 0), fee=fee)
        if crew.happens(0.03):
            self.cashier.till.pay_a_taxi(stay.id)
        if crew.happens(0.06) and stay.id not in self.companies.pays:
            self._leave_on_account(stay.id)
            return
        self.cashier.settle(stay.id)
        if crew.happens(0.06):
            self.cashier.tip(stay.id)
        done = crew.ask(clerk.check_out, stay.id)
        if done and stay.shares is None and crew.happens(0.01):
            crew.ask(clerk.reverse_check_out, stay.id, "forgot to hand in the key")
            done = crew.ask(clerk.check_out, stay.id)
        if done:
            self.paperwork.hand_out(stay.id)
            if crew.happens(0.02):
                self.cashier.charge_late(stay.id)

    def _leave_on_account(self, stay: str) -> None:
        due = self.crew.day(14) if self.crew.happens(0.8) else None
        how = {"settlement": Settlement.ON_ACCOUNT, "reason": "the company pays", "due": due}
        self.crew.ask(self.crew.clerk.check_out, stay, **how)

    def see_off_the_rest(self) -> None:
        """Let nobody stand in the way of the close of day."""
        left = [line.stay for line in self.crew.read.departures()]
        for stay in sorted(left, key=lambda stay: stay.shares is None):
            self.cashier.settle(stay.id)
            self.crew.ask(self.crew.clerk.check_out, stay.id)

    # --- arrivals ---

    def look_at_the_rooms(self) -> None:
        """Read which rooms can be given to a guest, but for those that are set aside for today."""
        aside = {line.stay.room for line in self.crew.read.arrivals()}
        self._ready = {type_.code: [] for type_ in self.crew.own.rooms.types}
        for line in self.crew.read.board():
            if line.not_ready is None and line.room.id not in aside:
                self._ready[line.room.type].append(line.room.id)

    def rooms_left(self) -> list[str]:
        """Return the rooms that were ready and that nobody has got."""
        return [room for rooms in self._ready.values() for room in rooms]

    def welcome(self) -> None:
        """Check in whoever has come; a few do not."""
        arrivals = [line.stay for line in self.crew.read.arrivals()]
        for stay in sorted(arrivals, key=lambda stay: stay.shares is not None):
            if not self.crew.happens(0.035):
                self._check_in(stay)

    def _check_in(self, stay: Stay) -> None:
        crew, clerk = self.crew, self.crew.clerk
        if stay.shares is not None or (stay.room is not None and crew.happens(0.9)):
            done = crew.ask(clerk.check_in, stay.id)
        else:
            done = self._give_a_room(stay)
        if done is None:
            if stay.shares is None:
                self._walk(stay)
            return
        if stay.guarantee is Guarantee.COMPANY and stay.group is None and crew.happens(0.7):
            self.companies.agree(stay)
        others = self._ready[stay.room_type]
        if others and stay.shares is None and crew.happens(0.01):
            crew.ask(clerk.correct_room, stay.id, others.pop(), "took the wrong key")
        elif crew.happens(0.005) and stay.shares is None and not stay.is_day_use:
            crew.ask(clerk.reverse_check_in, stay.id, "waits for friends", used=crew.happens(0.5))
            crew.ask(clerk.check_in, stay.id)

    def _give_a_room(self, stay: Stay) -> Done | None:
        for room, upgrade in self._rooms_for(stay):
            say = self.crew.clerk.check_in
            done = self.crew.ask(say, stay.id, room=room, upgrade=upgrade)
            if done:
                self._ready[self.crew.own.rooms.room(room).type].remove(room)
                return done
        return None

    def _rooms_for(self, stay: Stay) -> Iterator[tuple[str, bool]]:
        yield from ((room, False) for room in self._ready[stay.room_type][:TRIES])
        for type_, rooms in self._ready.items():
            if type_ != stay.room_type:
                yield from ((room, True) for room in rooms[:2])

    def _walk(self, stay: Stay) -> None:
        """Bring a guest for whom there is no room to another house."""
        reason = "walked to another house"
        self.crew.ask(self.crew.clerk.cancel_stay, stay.id, reason, waive_fee=True)

    def take_walk_ins(self) -> None:
        """Take some who come without a booking, for the night or for the day."""
        crew = self.crew
        per_day = len(crew.own.rooms.rooms) / 100
        for _ in range(crew.often(3 * per_day)):
            self._come_in(1 + crew.below(2))
        for _ in range(crew.often(per_day)):
            if stay := self._come_in(0):
                self.cashier.settle(stay)
                crew.ask(crew.clerk.check_out, stay)

    def _come_in(self, nights: int) -> str | None:
        free = [code for code, rooms in self._ready.items() if len(rooms) > 1]
        if not free:
            return None
        done = self.reservations.book(
            self.crew.pick(free), self.crew.today, nights, at_the_desk=True
        )
        if done is None:
            return None
        stay = done.one(StayBooked).stay
        self._check_in(self.crew.read.stay(stay).stay)
        return stay

    # --- in house ---

    def look_after(self) -> None:
        """Move, extend, shorten, let go early: each for a few of those who stay over."""
        lines = [line for line in self.crew.read.in_house() if line.presence is Presence.STAY_OVER]
        for line in lines:
            stay = line.stay
            if stay.shares is not None:
                continue
            chance = self.crew.chance()
            if chance < 0.012:
                self._move(stay)
            elif chance < 0.026:
                self._extend(stay)
            elif chance < 0.034:
                self._shorten(stay, lines)
            elif chance < 0.042 and stay.group is None:
                self._go_early(stay, lines)
        if lines and self.crew.happens(0.1):
            self._swap(self.crew.pick(lines).stay, self.crew.pick(lines).stay)

    def _move(self, stay: Stay) -> None:
        rooms = self._ready[stay.room_type]
        if rooms:
            reason = self.crew.pick(REASONS)
            self.crew.ask(self.crew.clerk.move_room, stay.id, rooms.pop(), reason)

    def _swap(self, one: Stay, other: Stay) -> None:
        owners = one.shares is None and other.shares is None
        types = {one.room_type, one.taken_type, other.room_type, other.taken_type}
        if one != other and owners and len(types) == 1:
            reason = self.crew.pick(REASONS)
            self.crew.ask(self.crew.clerk.swap_rooms, one.id, other.id, reason)

    def _shorten(self, stay: Stay, lines: list[StayLine]) -> None:
        sooner = stay.departure - timedelta(days=1)
        if sooner > self.crew.today and not self._sharers(stay, lines):
            self.crew.ask(self.crew.clerk.shorten_stay, stay.id, sooner)

    def _go_early(self, stay: Stay, lines: list[StayLine]) -> None:
        crew, clerk = self.crew, self.crew.clerk
        sharers = self._sharers(stay, lines)
        if sharers:
            crew.ask(clerk.hand_over_room, stay.id, sharers[0].id)
        if crew.happens(0.5):
            self.cashier.settle(stay.id)
            crew.ask(clerk.depart_early, stay.id)
            return
        price = crew.money(stay.nights[-1].price / 2)
        how = {"fee": price, "settlement": Settlement.ON_ACCOUNT, "reason": "the agency pays"}
        crew.ask(clerk.depart_early, stay.id, **how)

    def _sharers(self, stay: Stay, lines: list[StayLine]) -> list[Stay]:
        return [line.stay for line in lines if line.stay.shares == stay.id]
