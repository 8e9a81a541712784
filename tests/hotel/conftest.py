"""A hotel to test: the example property over both stores, and the steps of a stay in one word."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import count

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.adapters.sqlite import SqliteStore
from axentra_core.codec import verify
from axentra_core.documents import DocumentSettings, Seller
from axentra_core.folio import FolioSettings, PaymentMethod, TransactionCode
from axentra_core.hotel import AGGREGATES, CODEC, Desk, Hotel, Property
from axentra_core.housekeeping import TaskKind
from axentra_core.kernel.actor import SYSTEM, Actor
from axentra_core.kernel.errors import AxentraError
from axentra_core.kernel.keys import Keys
from axentra_core.kernel.money import Money, money
from axentra_core.kernel.store import Store
from axentra_core.rooms import Room, RoomSetup, RoomType
from axentra_core.stays import (
    CancellationPolicy,
    Fee,
    FeeBasis,
    FeeCode,
    FeeKind,
    FeeStep,
    Package,
    PackagePart,
    PackageUnit,
    Stay,
    StayBooked,
    StaysSettings,
)
from axentra_core.testing import ManualClock, SequentialIds, example_property

FIRST = date(2026, 11, 23)
EVERYTHING = 1_000_000
HIGHEST = "\U0010ffff"
BY_KIND = {aggregate.kind: aggregate for aggregate in AGGREGATES}
LOOK_UPS = (
    "stay.confirmation",
    "stay.guest",
    "stay.reference",
    "stay.waitlist",
    "stay.due_in",
    "stay.assigned",
    "stay.in_house",
    "stay.room",
    "stay.group",
    "stay.shares",
    "group.open",
    "block.group",
    "block.release",
    "room.stay",
    "room.blocked",
    "room.held",
    "room.discrepancy",
    "task.cause",
    "task.open",
    "task.room",
    "task.blocking",
    "task.attendant",
    "shift.date",
    "shift.attendant",
    "found_item.kept",
    "found_item.room",
    "order.open",
    "order.stay",
    "folio.open",
    "folio.stay",
    "folio.kind",
    "folio.payee",
    "folio.receivable",
    "document.about",
    "document.buyer",
    "cashier_shift.open",
    "payment.folio",
    "payment.in_flight",
    "payment.reference",
    "payment_rule.status",
    "payment_plan.due",
    "payment_plan.open",
    "payment_plan.unknown",
    "payment_plan.card",
    "payment_plan.rule",
    "guest_card.held",
    "account.name",
    "account.open",
    "deposit.stay",
    "deposit.held",
    "deposit.requested",
    "guest.name",
    "guest.mail",
    "meter.unit",
    "meter.incomplete",
    "registration.status",
    "registration.unit",
    "registration.pending",
    "registration.difference",
    "registration.billed",
    "connection.status",
    "connection.property",
    "connection.due",
    "connection.drift",
    "channel_mapping.provider",
    "feed.connection",
    "feed.message",
    "feed.in_flight",
    "feed.refused",
    "selling.room_type",
    "channel_reservation.channel",
    "channel_reservation.stay",
    "channel_reservation.awaited",
    "channel_reservation.waiting",
    "channel_reservation.unconfirmed",
    "follow_up.open",
    "follow_up.cause",
)


@attrs.frozen
class Dump:
    """All that a store holds of a property, byte for byte."""

    log: tuple[object, ...]
    states: dict[str, object]
    entries: dict[str, list[tuple[str, str]]]

    @classmethod
    def of(cls, store: Store, property_id: str = "axentra") -> "Dump":
        """Read everything through the port."""
        log = tuple(store.log(limit=EVERYTHING))
        streams = {fact.stream for recorded in log for fact in recorded.facts}
        names = [f"{property_id}/{name}" for name in LOOK_UPS]
        return cls(
            log,
            dict(store.states(sorted(streams))),
            {name: list(store.find(name, "", HIGHEST, limit=EVERYTHING)) for name in names},
        )

    def faults(self) -> list[str]:
        """Return every entry that is missing, or that no state asks for."""
        expected: dict[str, list[tuple[str, str]]] = {name: [] for name in self.entries}
        for stream, kept in self.states.items():
            property_id, kind, _ = stream.split("/")
            for name, value in BY_KIND[kind].index(CODEC.read_state(kind, kept.data)):
                expected[f"{property_id}/{name}"].append((value, stream))
        return [name for name, found in self.entries.items() if sorted(expected[name]) != found]


@attrs.define
class Front:
    """The front desk of a hotel under test, with Ayu, a clerk, and Dewi, who is in charge."""

    store: Store
    hotel: Hotel
    ids: SequentialIds
    clock: ManualClock
    keys: Iterator[int] = attrs.field(factory=lambda: count(1))

    @property
    def desk(self) -> Desk:
        """The verbs as Ayu says them."""
        return self.hotel.by(Actor("staff", "ayu"))

    @property
    def boss(self) -> Desk:
        """The verbs as Dewi says them."""
        return self.hotel.by(Actor("staff", "dewi", ("supervisor", "manager")))

    def key(self) -> str:
        """Return a new idempotency key."""
        return f"k{next(self.keys)}"

    def book(self, nights: int = 2, **what: object) -> str:
        """Book a Deluxe, from the first day on unless said otherwise, and return the stay."""
        arrival = what.get("arrival")
        first = arrival if type(arrival) is date else FIRST
        said = {
            "arrival": FIRST,
            "departure": first + timedelta(days=nights),
            "room_type": "DLX",
            "prices": [money(850_000, "IDR")] * nights,
            "name": "Siti Rahma",
            **what,
        }
        return self.desk.reserve(**said).one(StayBooked).stay

    def arrive(self, room: str = "2034", nights: int = 2, **what: object) -> str:
        """Book a stay, check it in and return it."""
        stay = self.book(nights, **what)
        self.desk.check_in(stay, room=room)
        return stay

    def pass_nights(self, nights: int = 2) -> None:
        """Close as many business dates."""
        for _ in range(nights):
            self.desk.close_day(self.hotel.read.business_date)

    def owed(self, stay: str) -> Money:
        """Return what is still to be paid."""
        return money(self.hotel.read.folio(stay).balance, "IDR")

    def settle(self, stay: str) -> None:
        """Pay in cash what is owed."""
        self.desk.take_payment(stay, PaymentMethod.CASH, self.owed(stay), key=self.key())

    def leave(self, stay: str, nights: int = 2) -> None:
        """Let the nights pass, pay, and check out."""
        self.pass_nights(nights)
        self.settle(stay)
        self.desk.check_out(stay)

    def guest(self, stay: str, room: str = "2034") -> Desk:
        """Return the verbs of the guest who has scanned the link of their room."""
        link, code = self.hotel.room_link(room), self.hotel.stay_code(stay)
        return self.hotel.guest(self.hotel.open_guest_session(link, code, key=self.key()))

    def stay(self, stay: str) -> Stay:
        """Return a stay."""
        return self.hotel.read.stay(stay).stay

    def room(self, number: str) -> Room:
        """Return a room."""
        return next(line.room for line in self.hotel.read.board() if line.room.id == number)

    def tasks(self, room: str) -> list[TaskKind]:
        """Return what housekeeping has to do in a room."""
        return [task.kind for task in self.hotel.read.tasks() if task.room == room]

    def free(self, room_type: str = "DLX", nights: int = 3, first: date = FIRST) -> list[int]:
        """Return how many rooms of a type are left, from the first day on."""
        return list(self.hotel.read.availability(first, nights).rest(room_type))

    def refuses(self, act: Callable[[], object], code: str) -> AxentraError:
        """Check that an act is refused by a code and changes nothing; return the refusal."""
        before = self.dump()
        with pytest.raises(AxentraError) as refused:
            act()
        assert refused.value.code == code, refused.value
        assert self.dump() == before
        return refused.value

    def put(self, *commands: object, on: date | None = None) -> None:
        """Bring the store where no verb leads: these commands, and nothing that follows."""
        unit = self.over(self.store, reactions=())._unit()
        unit.begin(self.clock(), SYSTEM)
        if on is not None:
            unit.context = attrs.evolve(unit.context, business_date=on)
        unit.act(*commands)
        self.store.commit(unit.commit("Put", None, ""))

    def over(self, store: Store, **ports: object) -> Hotel:
        """Return the same hotel, with the same ids and clock, over a store."""
        given = {"ids": self.ids, "clock": self.clock, "keys": Keys(b"k" * 32), **ports}
        return Hotel(store, self.hotel.id, **given)

    def with_reactions(self, *rows: object) -> "Front":
        """Return the same front desk under another table of reactions."""
        return attrs.evolve(self, hotel=self.over(self.store, reactions=rows))

    def was_done(self, key: str) -> bool:
        """Return whether something was recorded under a key, whoever gave it."""
        keys = [recorded.key or "" for recorded in self.store.log(limit=EVERYTHING)]
        return any(recorded.endswith(f"/{key}") for recorded in keys)

    def dump(self) -> Dump:
        """Return all that is stored."""
        return Dump.of(self.store, self.hotel.id)

    def check(self) -> None:
        """Check that log, states and look-ups agree."""
        assert list(verify(self.store, CODEC, AGGREGATES)) == []
        assert self.dump().faults() == []


@pytest.fixture(params=["memory", "sqlite"])
def store(request):
    """Each of the two stores."""
    if request.param == "memory":
        yield MemoryStore()
    else:
        with SqliteStore(request.getfixturevalue("tmp_path") / "hotel.db") as store:
            yield store


@pytest.fixture
def open_front() -> Callable[..., Front]:
    """Open a hotel over a store, and return its front desk."""

    def opened(store: Store, property_: Property | None = None, **ports: object) -> Front:
        ids, clock, own = SequentialIds(), ManualClock(), property_ or example_property()
        given = {"ids": ids, "clock": clock, "keys": Keys(b"k" * 32), **ports}
        hotel = Hotel(store, own, **given)
        if type(store) is MemoryStore and not (ports or store.log(limit=1)):
            become(store, first_morning(own))
        hotel.open(on=FIRST)
        return Front(store, hotel, ids, clock)

    return opened


@lru_cache(maxsize=32)
def first_morning(own: Property) -> MemoryStore:
    """Return the store of a hotel that has just been opened: always the same, so it is copied."""
    store = MemoryStore()
    Hotel(store, own, ids=SequentialIds(), clock=ManualClock()).open(on=FIRST)
    return store


def become(store: MemoryStore, other: MemoryStore) -> None:
    """Let a store hold what another one holds."""
    store._log[:] = other._log
    for name in ("_keys", "_states"):
        vars(store)[name] |= vars(other)[name]
    for name in ("_histories", "_entries"):
        vars(store)[name] |= {key: list(held) for key, held in vars(other)[name].items()}


@pytest.fixture
def grand() -> Property:
    """Hotel Axentra, untaxed, with two suites, a policy, fees, breakfast and late postings."""
    own = example_property()
    one_night = Fee(FeeBasis.NIGHTS, Decimal(1))
    half = Fee(FeeBasis.PERCENT, Decimal("0.5"))
    per_person = PackageUnit.PER_NIGHT_PERSON
    breakfast = PackagePart("FNB", Decimal(75_000), per_person, included=True)
    codes = (("FEE", "Fee"), ("LATE", "Late check-out"), ("DAY", "Day use"))
    untaxed = [attrs.evolve(code, components=()) for code in own.folio.codes]
    fees = [TransactionCode(code, name, "rooms") for code, name in codes]
    return attrs.evolve(
        own,
        rooms=attrs.evolve(
            own.rooms,
            types=(*own.rooms.types, RoomType("STE", "Suite")),
            rooms=(*own.rooms.rooms, RoomSetup("3001", "STE"), RoomSetup("3002", "STE")),
        ),
        folio=FolioSettings((*untaxed, *fees), commission_code="COMMISSION"),
        documents=DocumentSettings(Seller("Hotel Axentra", ("Jl. Sudirman 1", "Jakarta"))),
        stays=StaysSettings(
            (CancellationPolicy("FLEX", (FeeStep(7, one_night), FeeStep(1, half)), one_night),),
            (
                FeeCode(FeeKind.CANCELLATION, "FEE"),
                FeeCode(FeeKind.NO_SHOW, "FEE"),
                FeeCode(FeeKind.LATE_CHECK_OUT, "LATE"),
            ),
            "DAY",
            packages=(Package("BB", "Bed and breakfast", (breakfast,)),),
        ),
        late_posting_days=2,
    )


@pytest.fixture
def front(store, open_front) -> Front:
    """The front desk of Hotel Axentra, opened on 23 November 2026."""
    return open_front(store)


@pytest.fixture
def dump() -> Callable[..., Dump]:
    """How everything in a store is read."""
    return Dump.of
