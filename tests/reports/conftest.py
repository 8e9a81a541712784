"""A small hotel whose days are worked through the verbs of the front desk."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.folio import Card, FolioSettings, PaymentMethod, Percent, TransactionCode
from axentra_core.hotel import Hotel, Property
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.money import money
from axentra_core.kernel.store import Store
from axentra_core.reports import DayReport, TrialBalance, day_report, trial_balance
from axentra_core.restaurant import Menu, MenuItem, OrderPlaced
from axentra_core.rooms import RoomSetup, RoomsSettings, RoomType
from axentra_core.stays import StayBooked

MONDAY = date(2026, 11, 23)
TAXED = ("service", "hotel_tax")
CARD = Card("tok_1", "visa", "4242")


def property_of(rooms: int = 12, currency: str = "IDR", digits: int = 0) -> Property:
    """Return a hotel of so many rooms: service charge 10 %, then hotel tax 10 % on both."""
    return Property(
        "axentra",
        "Hotel Axentra",
        "Asia/Jakarta",
        currency,
        digits,
        RoomsSettings(
            (RoomType("DLX", "Deluxe"),),
            tuple(RoomSetup(str(2030 + index), "DLX") for index in range(rooms)),
        ),
        FolioSettings(
            (
                TransactionCode("ROOM", "Room", "rooms", TAXED),
                TransactionCode("FNB", "Restaurant", "restaurant", TAXED),
                TransactionCode("SHOP", "Shop", "shop"),
            ),
            (
                Percent("service", Decimal("0.10")),
                Percent("hotel_tax", Decimal("0.10"), ("net", "service")),
            ),
        ),
        Menu(
            (
                MenuItem("nasi-goreng", "Nasi goreng", money("75000", currency), "FNB"),
                MenuItem("es-teh", "Es teh", money("20000", currency), "FNB"),
            )
        ),
    )


class Numbered:
    """Ids that count by kind: stay-1, stay-2 …."""

    def __init__(self) -> None:
        """Begin to count."""
        self._numbers: Counter[str] = Counter()

    def new(self, kind: str) -> str:
        """Return the next id of a kind."""
        self._numbers[kind] += 1
        return f"{kind}-{self._numbers[kind]}"


class House:
    """A hotel at work; every method is what a front desk would do in one go."""

    def __init__(self, own: Property, store: Store, on: date) -> None:
        """Open the hotel on its first business date."""
        at = datetime(2026, 11, 23, 7, tzinfo=UTC)
        self.own = own
        self.hotel = Hotel(store, own, clock=lambda: at, ids=Numbered())
        self.hotel.open(on=on)
        self.desk = self.hotel.by(Actor("staff", "ayu", ("manager",)))
        self._keys = map("key-{}".format, count(1))

    @property
    def today(self) -> date:
        """The open business date."""
        return self.hotel.read.business_date

    def book(self, *prices: str, ahead: int = 0) -> str:
        """Book a stay from a day ahead, a night for each price."""
        arrival = self.today + timedelta(days=ahead)
        booked = self.desk.reserve(
            arrival=arrival,
            departure=arrival + timedelta(days=len(prices)),
            room_type="DLX",
            prices=[money(price, self.own.currency) for price in prices],
            name="Siti Rahma",
        )
        return booked.one(StayBooked).stay

    def arrive(self, *prices: str) -> str:
        """Book a stay from today on and check it in."""
        stay = self.book(*prices)
        self.desk.check_in(stay)
        return stay

    def order(self, stay: str, **items: int) -> str:
        """Order from the menu."""
        wanted = [(item.replace("_", "-"), quantity) for item, quantity in items.items()]
        done = self.desk.order_room_service(stay, wanted, key=next(self._keys))
        return done.one(OrderPlaced).order

    def cancel(self, order: str) -> None:
        """Take an order back."""
        self.desk.cancel_order(order, "too late", key=next(self._keys))

    def charge(self, stay: str, code: str, net: str) -> None:
        """Put something sold on the bill."""
        price = money(net, self.own.currency)
        self.desk.charge_to_room(stay, code, price, key=next(self._keys))

    def reverse(self, stay: str, line: int) -> None:
        """Take a line of the bill back."""
        self.desk.reverse_charge(stay, line, "by mistake", key=next(self._keys))

    def pay(self, stay: str, amount: str = "", method: PaymentMethod = PaymentMethod.CASH) -> None:
        """Take a payment; without an amount, all that is owed."""
        received = money(amount or self.hotel.read.folio(stay).balance, self.own.currency)
        card = CARD if method is PaymentMethod.CARD else None
        self.desk.take_payment(
            stay, method, received, card=card, in_advance=True, key=next(self._keys)
        )

    def leave(self, stay: str) -> None:
        """Bring the bill to zero, whichever side it is on, and check the stay out."""
        balance = self.hotel.read.folio(stay).balance
        if balance > 0:
            self.pay(stay)
        elif balance < 0:
            self.charge(stay, "SHOP", str(-balance))
        self.desk.check_out(stay)

    def close(self) -> date:
        """Close the business date and return it."""
        day = self.today
        self.desk.close_day(day)
        return day

    def report(self, day: date | None = None) -> DayReport:
        """Return the report of a day, today's when left out."""
        return day_report(self.hotel.feed(), day or self.today)

    def trial(self, day: date | None = None) -> TrialBalance:
        """Return the trial balance of a day, today's when left out."""
        return trial_balance(self.hotel.feed(), day or self.today)

    def resize(self, rooms: int) -> None:
        """Have another number of rooms from now on."""
        new = attrs.evolve(self.own, rooms=property_of(rooms).rooms)
        self.desk.change_property(new)
        self.own = new


@pytest.fixture(scope="session")
def make_property() -> Callable[..., Property]:
    """Return what makes a configuration."""
    return property_of


@pytest.fixture(scope="session")
def open_house() -> Callable[..., House]:
    """Return what opens a hotel, in its own store unless one is given."""

    def opened(own: Property | None = None, store: Store | None = None) -> House:
        return House(own or property_of(), store or MemoryStore(), MONDAY)

    return opened


@pytest.fixture
def house(open_house: Callable[..., House]) -> House:
    """Return a hotel of twelve rooms on its first day."""
    return open_house()
