"""Who works in a simulated hotel: chance, a clock that goes on, and verbs that may be refused."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import count
from random import Random
from typing import TypeVar

from axentra_core.hotel import Desk, Done, Hotel, Property, Reader
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.calendar import instant_at
from axentra_core.kernel.errors import RuleViolation
from axentra_core.kernel.money import Money
from axentra_core.testing.doubles import ManualClock

T = TypeVar("T")

MOMENT = timedelta(seconds=20)
SATURDAY = 5
# Without a menu nothing tells how much things cost in the property's money.
COST_OF_A_NIGHT, DISHES_A_NIGHT = Decimal(100), 12

FIRST_NAMES = (
    *("Ambar", "Bira", "Cendana", "Damo", "Elvi", "Fala", "Gita", "Hano", "Ilma", "Jaro"),
    *("Kirana", "Lodi", "Mirna", "Nalo", "Osma", "Pelang", "Rindu", "Sorai", "Tavi", "Wulan"),
)
LAST_NAMES = (
    *("Arundel", "Bintoro", "Caspersen", "Danurwinda", "Ekaputra", "Faldbakke", "Gunardi"),
    *("Halvorsø", "Indramaya", "Jatmiko", "Kvistgaard", "Laksono", "Mandagie", "Norrevang"),
    *("Ostrander", "Pradipta", "Quistorp", "Rasmala", "Sundermann", "Tanubrata", "Vesterholt"),
)


class Crew:
    """Everybody who works in one hotel, with one source of chance.

    Attributes:
        hotel: where they work.
        own: its configuration, as it was when they began.
        refused: how often the hotel said no, by code.
        done: how many verbs were done.
        every_role: all roles of the property; everybody here may do everything.
    """

    def __init__(
        self,
        hotel: Hotel,
        clock: ManualClock,
        seed: int,
        after_each: Callable[[], object] = lambda: None,
    ) -> None:
        """Begin to work.

        Args:
            hotel: open, with `clock` as its clock.
            clock: is set forward through the day.
            seed: same hotel and seed, same days.
            after_each: called after each verb that was done.
        """
        self.hotel = hotel
        self.own: Property = hotel.read.configuration
        self.refused: Counter[str] = Counter()
        self.done: int = 0
        self._clock, self._after_each = clock, after_each
        self._chance = Random(seed)  # noqa: S311 - chance in a play, no secret
        self._keys = count(1)
        grants = self.own.permissions.grants
        self.every_role: tuple[str, ...] = tuple(dict.fromkeys(grant.role for grant in grants))
        self.clerk: Desk = hotel.by(Actor("staff", "ayu", self.every_role))
        self.housekeeper: Desk = hotel.by(Actor("staff", "made", self.every_role))
        self.waiter: Desk = hotel.by(Actor("staff", "komang", self.every_role))
        self.night_auditor: Desk = hotel.by(Actor("staff", "dewi", self.every_role))
        self.channels: tuple[Desk, ...] = tuple(
            hotel.by(Actor("channel", name)) for name in ("nusatrip", "sovevogn")
        )
        self.today: date = self.read.business_date
        self._since, self._seed = self.today, seed

    @property
    def read(self) -> Reader:
        """What the hotel answers now."""
        return self.hotel.read

    # --- time ---

    def begin_the_day(self) -> None:
        """Come to work on the business date."""
        self.today = self.read.business_date
        self.it_is(time(7))

    def it_is(self, wall: time) -> None:
        """Set the clock to a wall time of the day, unless it is later already."""
        self._clock.now = max(self._clock.now, instant_at(self.today, wall, self.own.zone))

    def day(self, ahead: int) -> date:
        """Return the date so many days from today."""
        return self.today + timedelta(days=ahead)

    # --- chance: `random` alone, whose numbers are the same in every version of Python ---

    def chance(self) -> float:
        """Return a number from 0 to below 1."""
        return self._chance.random()

    def happens(self, likelihood: float) -> bool:
        """Return True as often as it is likely."""
        return self.chance() < likelihood

    def below(self, limit: int) -> int:
        """Return a whole number from 0 to below a limit."""
        return int(self.chance() * limit)

    def pick(self, things: Sequence[T]) -> T:
        """Return one of some things."""
        return things[self.below(len(things))]

    def often(self, average: float) -> int:
        """Return how often something happens that happens so often on average."""
        whole = int(average)
        return whole + self.happens(average - whole)

    def some_name(self) -> str:
        """Return an invented name."""
        return f"{self.pick(FIRST_NAMES)} {self.pick(LAST_NAMES)}"

    # --- verbs ---

    def ask(self, say: Callable[..., Done], *what: object, **how: object) -> Done | None:
        """Say a verb under a key of its own; None when the hotel says no."""
        self._clock.move(MOMENT)
        try:
            done = say(*what, **how, key=self.new_key())
        except RuleViolation as refusal:
            self.refused[refusal.code] += 1
            return None
        self.done += 1
        self._after_each()
        return done

    def new_key(self) -> str:
        """Return a new idempotency key."""
        return f"simulated-{self._since}-{self._seed}-{next(self._keys)}"

    def guest_in(self, room: str, stay: str) -> Desk | None:
        """Return the verbs of a guest who scans the room's link; None where guests have none."""
        try:
            link, code = self.hotel.room_link(room), self.hotel.stay_code(stay)
            token = self.hotel.open_guest_session(link, code, key=self.new_key())
        except RuleViolation as refusal:
            self.refused[refusal.code] += 1
            return None
        self.done += 1
        self._after_each()
        return self.hotel.guest(token)

    def close_the_day(self) -> None:
        """Close the business date; what stands against it is no matter of chance."""
        self.it_is(time(23, 30))
        self.night_auditor.close_day(self.today)
        self.done += 1
        self._after_each()

    # --- money ---

    def money(self, amount: Decimal) -> Money:
        """Return an amount in the property's money, of two figures that matter at most."""
        figures = Decimal(1).scaleb(max(amount.adjusted() - 1, -self.own.digits))
        rounded = max(amount.quantize(figures, ROUND_HALF_EVEN), figures)
        return Money(rounded.quantize(Decimal(1).scaleb(-self.own.digits)), self.own.currency)

    def night_price(self, room_type: str, night: date) -> Money:
        """Return what a night costs: by type, and more on Fridays and Saturdays."""
        dishes = [item.price.amount for item in self.own.menu.items]
        base = DISHES_A_NIGHT * sum(dishes, Decimal(0)) / len(dishes) if dishes else COST_OF_A_NIGHT
        place = [type_.code for type_ in self.own.rooms.types].index(room_type)
        weekend = night.weekday() in {SATURDAY - 1, SATURDAY}
        return self.money(base * (100 + 35 * place) * (120 if weekend else 100) / 10_000)
