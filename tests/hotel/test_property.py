"""The configuration: one versioned value, whose changes are events."""

import json
from datetime import date
from decimal import Decimal

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.codec import from_json, to_json
from axentra_core.folio import ChargePosted, Percent
from axentra_core.hotel import CODEC, Hotel, HotelRefusal, Property, verbs
from axentra_core.house import SettingsAdopted, SettingsBegun, SettingsChanged
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import InvalidInput, RuleViolation
from axentra_core.kernel.money import money
from axentra_core.restaurant import Menu, MenuItem, OrderPlaced
from axentra_core.rooms import CheckoutPolicy, RoomOpened, RoomSetup, RoomType, RoomVacated
from axentra_core.stays import StayBooked
from axentra_core.testing import example_property

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (23, 24, 25))
OWN = example_property()


@pytest.fixture
def store():
    """One store is enough: a configuration is judged before it is kept."""
    return MemoryStore()


def with_rooms(**changes):
    """Return the example with other rooms."""
    return attrs.evolve(OWN, rooms=attrs.evolve(OWN.rooms, **changes))


def with_tax(rate):
    """Return the example with another hotel tax."""
    service, _ = OWN.folio.chain
    tax = Percent("hotel_tax", Decimal(rate), of=("net", "service"))
    return attrs.evolve(OWN, folio=attrs.evolve(OWN.folio, chain=(service, tax)))


def faults_of(make):
    """Return path and code of every fault."""
    with pytest.raises(InvalidInput) as error:
        make()
    return [(fault.path, fault.code) for fault in error.value.faults]


# Opening


def test_a_property_begins_with_its_settings_and_rooms(front) -> None:
    """The first commit holds the business date, version 1, and every room, vacant and clean."""
    first = next(front.hotel.feed())
    assert (first.verb, first.business_date) == ("OpenProperty", MONDAY)
    events = list(first.events)
    assert [type(event).__name__ for event in events[:3]] == [
        "HouseOpened",
        "SettingsBegun",
        "SettingsAdopted",
    ]
    assert events[1] == SettingsBegun("axentra", 1, CODEC.plain(OWN))
    assert [event.room for event in events[3:]] == [room.number for room in OWN.rooms.rooms]
    assert {line.code for line in front.hotel.read.board()} == {"VC"}


def test_a_property_is_opened_once(front, store) -> None:
    """Neither with another date nor with other settings does it begin again."""
    assert front.hotel.open(on=TUESDAY).events == ()
    assert front.hotel.read.business_date == MONDAY
    with pytest.raises(HotelRefusal) as differs:
        Hotel(store, attrs.evolve(OWN, name="Axentra")).open(on=MONDAY)
    assert differs.value.code == "hotel.property_differs"
    front.refuses(lambda: front.boss.do(verbs.OpenProperty(OWN, TUESDAY)), "key.reused")


def test_a_program_that_opens_at_every_start_goes_on_after_a_change(front, store) -> None:
    """Opened with the configuration that is in force by now, the hotel simply goes on."""
    new = attrs.evolve(OWN, name="Hotel Axentra Canggu")
    front.boss.change_property(new)
    before = front.dump()
    Hotel(store, new).open(on=MONDAY)
    assert front.dump() == before


def test_a_property_that_is_only_named_cannot_be_opened(store) -> None:
    """The id alone says which one; to open it its configuration is needed."""
    with pytest.raises(HotelRefusal, match="property canggu has not been opened"):
        Hotel(store, "canggu").open(on=MONDAY)


def test_a_hotel_opens_its_own_property_only(store) -> None:
    """No record of one property is written under the name of another."""
    hotel = Hotel(store, OWN)
    with pytest.raises(RuleViolation):
        hotel.do(
            verbs.OpenProperty(attrs.evolve(OWN, id="canggu"), MONDAY),
            actor=Actor("staff", "dewi", ("manager",)),
        )
    assert list(store.log()) == []


def test_a_hotel_is_reopened_by_its_id(front, store) -> None:
    """Whoever names the property takes what the store holds."""
    assert Hotel(store, "axentra").read.configuration == OWN


def test_a_configuration_that_differs_is_refused(front, store) -> None:
    """A program that was started with an old file does not run the hotel by it."""
    other = Hotel(store, attrs.evolve(OWN, name="Axentra"))
    for act in (lambda: other.read, lambda: other.by(Actor("staff", "ayu")).make_up_room("S1")):
        with pytest.raises(HotelRefusal, match=r"pass its id .* change_property") as error:
            act()
        assert error.value.code == "hotel.property_differs"
        assert error.value.values == {"property": "axentra", "version": 1}


class OlderStore:
    """A store as a release left it that knew neither meters nor channels."""

    def __init__(self, store):
        self.store = store

    def __getattr__(self, name):
        return getattr(self.store, name)

    def states(self, streams):
        """Return what is kept, the settings without what came later."""
        kept = self.store.states(streams)
        for stream, one in kept.items():
            if "/settings/" in stream:
                data = json.loads(one.data)
                del data["data"]["channels"], data["data"]["meters"]
                kept[stream] = attrs.evolve(one, data=json.dumps(data))
        return kept


def test_what_a_former_release_has_stored_means_its_defaults(front, store) -> None:
    """A configuration without the settings of a later release is the one with their defaults."""
    older = OlderStore(store)
    assert Hotel(older, OWN).read.configuration == OWN
    other = attrs.evolve(OWN, name="Axentra")
    with pytest.raises(HotelRefusal) as differs:
        Hotel(older, other).read  # noqa: B018 - reading is what is refused
    assert differs.value.code == "hotel.property_differs"


def test_the_same_configuration_from_a_file_is_the_same(front, store) -> None:
    """A property survives JSON: what is stored, exported and read again compares equal."""
    text = to_json(CODEC.plain(OWN))
    again = CODEC.build(Property, from_json(text))
    assert again == OWN
    assert Hotel(store, again).read.business_date == MONDAY


# Changing


def test_a_change_is_an_event_and_a_new_version(front) -> None:
    """Who is in charge puts the next version in force, as a whole."""
    new = attrs.evolve(OWN, name="Hotel Axentra Canggu")
    done = front.boss.change_property(new)
    assert done.events == (
        SettingsChanged("axentra", 2, CODEC.plain(new)),
        SettingsAdopted("axentra", 2),
    )
    assert front.hotel.read.configuration == new
    assert Hotel(front.store, new).read.configuration == new
    front.check()


def test_a_change_that_changes_nothing_is_no_version(front) -> None:
    """Saving the same configuration again leaves the hotel as it is, and working."""
    assert front.boss.change_property(OWN).events == ()
    assert front.hotel.read.configuration == OWN
    assert front.arrive()


def test_events_name_the_version_they_were_decided_by(front) -> None:
    """Booking, order, charge and room carry the version whose policy they follow."""
    stay = front.arrive(nights=1)
    front.boss.change_property(with_rooms(checkout_policy=CheckoutPolicy.VACANT_DIRTY))
    front.book()
    ordered = front.desk.order_room_service(stay, [("es-teh", 1)], key="o")
    assert (ordered.one(OrderPlaced).settings, ordered.one(ChargePosted).settings) == (2, 2)
    front.pass_nights(1)
    front.settle(stay)
    vacated = front.desk.check_out(stay).one(RoomVacated)
    assert (vacated.settings, vacated.policy) == (2, CheckoutPolicy.VACANT_DIRTY)
    booked = [event for entry in front.hotel.feed() for event in entry.events]
    assert [event.settings for event in booked if isinstance(event, StayBooked)] == [1, 2]


def test_a_changed_tax_leaves_posted_lines_alone(front) -> None:
    """A line was priced by the rate of its day, and is taken back by that rate."""
    stay = front.arrive()
    front.desk.charge_to_room(stay, "FNB", money(100_000, "IDR"), key="before")
    before = front.hotel.read.folio(stay)
    front.boss.change_property(with_tax("0.11"))
    assert front.hotel.read.folio(stay) == before
    front.desk.charge_to_room(stay, "FNB", money(100_000, "IDR"), key="after")
    front.desk.reverse_charge(stay, 1, "a mistake", key="back")
    assert [line.quote.total for line in front.hotel.read.folio(stay).lines] == [
        121_000,
        122_100,
        -121_000,
    ]
    assert [line.settings for line in front.hotel.read.folio(stay).lines[:2]] == [1, 2]


def test_a_changed_menu_leaves_an_order_alone(front) -> None:
    """What was ordered at the old price is cancelled at the old price."""
    stay = front.arrive()
    front.desk.order_room_service(stay, [("es-teh", 1)], key="o")
    dearer = MenuItem("es-teh", "Es teh manis", money(30_000, "IDR"), "FNB")
    front.boss.change_property(attrs.evolve(OWN, menu=Menu((dearer,))))
    front.desk.cancel_order("O1", "too late", key="c")
    assert front.owed(stay) == money(0, "IDR")


def test_a_night_keeps_the_price_that_was_agreed(front) -> None:
    """A booking is charged what it says, each night its own."""
    prices = [money(850_000, "IDR"), money(900_000, "IDR")]
    stay = front.arrive(prices=prices)
    front.pass_nights(2)
    assert [line.quote.net for line in front.hotel.read.folio(stay).lines] == [850_000, 900_000]


def test_new_rooms_are_opened(front) -> None:
    """A wing that is taken into use gets its rooms on the board at once."""
    wing = (*OWN.rooms.rooms, RoomSetup("3001", "DLX"))
    assert front.boss.change_property(with_rooms(rooms=wing)).one(RoomOpened).room == "3001"
    assert front.hotel.read.board()[-1].room.id == "3001"
    assert front.arrive("3001")


def test_a_room_with_a_guest_in_it_stays(front) -> None:
    """A room leaves the configuration when it is empty; it comes back as it was left."""
    front.arrive("2030")
    fewer = with_rooms(rooms=OWN.rooms.rooms[1:])
    before = front.dump()
    with pytest.raises(HotelRefusal, match="room 2030 is occupied") as error:
        front.boss.change_property(fewer)
    assert error.value.code == "hotel.room_in_use"
    assert front.dump() == before
    front.boss.change_property(with_rooms(rooms=OWN.rooms.rooms[:-1]))
    assert len(front.hotel.read.board()) == 11
    with pytest.raises(InvalidInput) as gone:
        front.desk.check_in(front.book(), room="2041")
    assert gone.value.code == "value.not_listed"
    assert front.boss.change_property(OWN).all(RoomOpened) == ()
    assert len(front.hotel.read.board()) == 12


def test_a_room_keeps_its_type(front) -> None:
    """What was sold as a Deluxe is no Suite tomorrow; a new room gets a new number."""
    types = (*OWN.rooms.types, RoomType("STE", "Suite"))
    rooms = (RoomSetup("2030", "STE"), *OWN.rooms.rooms[1:])
    with pytest.raises(HotelRefusal) as error:
        front.boss.change_property(with_rooms(types=types, rooms=rooms))
    assert error.value.code == "hotel.room_type_fixed"
    assert error.value.values == {"room": "2030", "old": "DLX", "new": "STE"}


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("id", {"id": "canggu"}),
        ("zone", {"zone": "Asia/Makassar"}),
        ("digits", {"digits": 2}),
        ("currency", {"currency": "EUR", "menu": Menu(())}),
    ],
)
def test_what_bills_stand_on_is_fixed(front, field, change) -> None:
    """Id, zone, currency and digits of a property never change."""
    before = front.dump()
    with pytest.raises(HotelRefusal) as error:
        front.boss.change_property(attrs.evolve(OWN, **change))
    assert error.value.code == "hotel.fixed_for_life"
    assert error.value.values == {
        "field": field,
        "old": getattr(OWN, field),
        "new": change[field],
    }
    assert front.dump() == before


def test_a_room_type_that_is_given_up_does_not_stop_the_night_audit(store, open_front) -> None:
    """A guest who was upgraded out of a type that is no longer sold is charged all the same."""
    types = (*OWN.rooms.types, RoomType("STD", "Standard"))
    front = open_front(
        store, with_rooms(types=types, rooms=(*OWN.rooms.rooms, RoomSetup("1001", "STD")))
    )
    stay = front.book(room_type="STD")
    front.desk.check_in(stay, room="2034", upgrade=True)
    front.boss.change_property(OWN)
    assert front.desk.close_day(MONDAY).one(ChargePosted).folio == stay
    assert front.hotel.read.availability(TUESDAY, 1).rest("DLX") == (11,)


# Bad configurations


def test_a_bad_configuration_lists_every_fault(front) -> None:
    """Whoever writes the file sees all that is wrong with it, each thing with its path."""
    dishes = (
        MenuItem("nasi-goreng", "Nasi goreng", money(75_000, "IDR"), "FNB"),
        MenuItem("fish", "Fish", money("7.50", "EUR"), "SPA"),
    )
    bad = {
        "zone": "Mars/Base",
        "currency": "ZZZ",
        "digits": 9,
        "room_charge": "NIGHT",
        "menu": Menu(dishes),
    }
    assert faults_of(lambda: attrs.evolve(OWN, **bad)) == [
        ("zone", "zone.unknown"),
        ("currency", "money.currency_unknown"),
        ("digits", "value.out_of_range"),
        ("room_charge", "value.not_listed"),
        ("menu.items[0].price", "money.currency_mismatch"),
        ("menu.items[1].transaction_code", "value.not_listed"),
        ("menu.items[1].price", "money.currency_mismatch"),
    ]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("id", "", "field.required"),
        ("id", "a/b", "id.bad_format"),
        ("name", "x" * 201, "text.too_long"),
        ("zone", None, "field.required"),
        ("zone", "Asia/../../etc/passwd", "zone.unknown"),
        ("zone", "WIB", "zone.unknown"),
        ("currency", "idr", "money.currency_unknown"),
        ("currency", "ıdr", "code.not_ascii"),
        ("digits", True, "field.wrong_type"),
        ("digits", -1, "value.out_of_range"),
        ("rounding", "nearest", "value.unknown"),
        ("rooms", {}, "field.wrong_type"),
    ],
)
def test_each_field_names_what_is_wrong_with_it(field, value, code) -> None:
    """A fault has the path of its field and a stable code."""
    assert (field, code) in faults_of(lambda: attrs.evolve(OWN, **{field: value}))


def test_a_bad_file_lists_the_faults_of_every_department(front) -> None:
    """Read from JSON, the faults of rooms, folio and menu come together, with whole paths."""
    plain = CODEC.plain(OWN)
    plain["rooms"]["rooms"][3]["type"] = "STE"
    plain["folio"]["chain"][1]["rate"] = "10"
    plain["menu"]["items"][1]["price"]["amount"] = "-1"
    plain["colour"] = "blue"
    assert faults_of(lambda: CODEC.build(Property, plain)) == [
        ("rooms.rooms[3].type", "value.not_listed"),
        ("folio.chain[1].rate", "rate.out_of_range"),
        ("menu.items[1].price", "money.must_be_positive"),
        ("colour", "field.unknown"),
    ]
