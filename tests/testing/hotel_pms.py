"""The library's own hotel as a PMS that is certified: two room types, prices with taxes."""

from decimal import Decimal
from functools import cache

import attrs

from axentra_core.adapters.memory import MemoryStore
from axentra_core.channels import ConnectionOpened, Direction, Offer
from axentra_core.channels.mapping import Mapping
from axentra_core.channels.reservations import TakenCard, reservation_id
from axentra_core.folio import FolioSettings, TransactionCode
from axentra_core.folio.tax import (
    Policy,
    PriceBasis,
    Residual,
    RoundingLevel,
    Rule,
    RuleSet,
    base_of,
)
from axentra_core.hotel import ChannelIntake, Hotel
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import NotFound
from axentra_core.kernel.keys import Keys
from axentra_core.rooms import RoomSetup, RoomType
from axentra_core.stays import StayStatus
from axentra_core.testing import ManualClock, SequentialIds, example_property
from axentra_core.testing.certification import (
    PmsCard,
    PmsReservation,
    PmsRoom,
    PmsStatus,
)

GONE = {StayStatus.CANCELLED, StayStatus.NO_SHOW, StayStatus.CHECKED_OUT}
DEWI = Actor("staff", "dewi", ("supervisor", "manager"))


@cache
def certified_property(rooms, today):
    """Return a hotel in euro with so many rooms of either type, which sells them with taxes."""
    own = example_property()
    vat = Rule("vat", "VAT", "state", percent=Decimal("0.10"), base=base_of("room"), inclusive=True)
    rules = RuleSet(
        place="Anywhere",
        version="1",
        currency="EUR",
        valid_first=today.replace(month=1, day=1),
        articles=("room",),
        rules=(vat,),
        rounding=Policy(Decimal("0.01"), level=RoundingLevel.STAY, residual=Residual.NET),
    )
    code = TransactionCode("ROOM", "Room", "rooms", article="room", basis=PriceBasis.GROSS)
    return attrs.evolve(
        own,
        currency="EUR",
        digits=2,
        rooms=attrs.evolve(
            own.rooms,
            types=(RoomType("DLX", "Deluxe"), RoomType("STD", "Standard")),
            rooms=tuple(
                RoomSetup(f"{floor}{number:02}", code)
                for floor, code in ((1, "DLX"), (2, "STD"))
                for number in range(1, rooms + 1)
            ),
        ),
        folio=FolioSettings((code,), tax=rules),
        menu=attrs.evolve(own.menu, items=()),
    )


class Vault:
    """Keeps cards, and gives the same token for the same key."""

    def take(self, card, key):
        """Return what stands for a card."""
        return TakenCard(f"tok_{key[-12:]}", "visa", card.number[-4:])


class HotelPms:
    """Drives a hotel by its intake, and shows what it has."""

    def __init__(self, setting, platform, dialect):
        """Open the hotel, and connect it."""
        self.setting = setting
        self.store = MemoryStore()
        own = certified_property(setting.rooms_of_a_type, setting.today)
        clock = ManualClock(setting.now)
        self.hotel = Hotel(self.store, own, ids=SequentialIds(), clock=clock, keys=Keys(b"k" * 32))
        self.hotel.open(on=setting.today)
        boss = self.hotel.by(DEWI)
        code = setting.hotel.code
        opened = boss.open_connection("siteminder", code, Direction.TWO_WAY)
        connection = opened.one(ConnectionOpened).connection
        boss.change_exchange(connection, direction="two_way", unmapped=True)
        boss.set_mapping(connection, _mapping(setting.hotel))
        self.intake = ChannelIntake(self.hotel, connection, dialect, platform, Vault())

    # --- taking ---

    def pull(self):
        """Ask for what is new."""
        self.intake.pull()

    def receive(self, body):
        """Take a call."""
        return self.intake.receive(body)

    # --- showing ---

    def reservation(self, reference):
        """Return what the hotel has of a reservation."""
        read = self.hotel.read
        try:
            own = read.channel_reservation(reference)
        except NotFound:
            return None
        people = read.told_people(reference)
        live = [*self._live(own)]
        waits = [slot for slot in own.wanted if slot.stay not in {stay.id for stay in live}]
        extras = own.snapshot.extras if own.snapshot else ()
        of_rooms = [one for slot in own.wanted if slot.room for one in slot.room.extras]
        return PmsReservation(
            PmsStatus(own.status.value),
            (*map(_room, live), *map(_waiting, waits)),
            guest=people.name,
            mail=people.mail,
            comments=people.comments,
            extras=tuple(one.name for one in (*extras, *of_rooms)),
            card=_card(own.card),
            needs_person=self._is_left(reservation_id(reference), live),
        )

    def sold(self, room_code, night):
        """Return how many rooms are sold."""
        read = self.hotel.read
        (left,) = read.availability(night, 1).rest(room_code)
        return read.configuration.rooms.capacity(room_code) - left

    def written(self):
        """Yield everything that the store holds."""
        yield repr(vars(self.store))

    def _live(self, own):
        for slot in own.slots:
            stay = self.hotel.read._window.get("stay", slot.stay)
            if stay is not None and stay.status not in GONE:
                yield stay

    def _is_left(self, name, stays):
        """Return whether somebody has to look at a reservation, or to find a room for it."""
        sold = {(stay.room_type, night.date.isoformat()) for stay in stays for night in stay.nights}
        for task in self.hotel.read.follow_ups():
            told = dict(task.arguments)
            if name in f"{task.cause} {told}":
                return True
            if task.act == "inventory.FindRooms":
                nights = told["nights"].split(", ")
                if any((told["room_type"], night) in sold for night in nights):
                    return True
        return False


def _mapping(house):
    codes = [link.codes for _, link in house.linked()]
    offers = tuple(Offer(room, rate, room, rate, room, "EUR") for room, rate in codes)
    return Mapping("siteminder", offers, house.mapping.room_rates, house.mapping.rate_links)


def _room(stay):
    ages = sorted(one.age for one in stay.party if one.age is not None)
    return PmsRoom(
        stay.room_type,
        stay.rate_plan,
        stay.arrival,
        stay.departure,
        len(stay.party) - len(ages),
        len(ages),
        tuple(ages),
        tuple(night.price for night in stay.nights),
    )


def _waiting(slot):
    room = slot.room
    return PmsRoom(None, None, room.arrival, room.departure, 0)


def _card(held):
    if held is None or held.taken is None:
        return None
    told = held.told
    return PmsCard(held.taken.last_four, told and told.is_virtual, told and told.balance)
