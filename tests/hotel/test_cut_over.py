"""The cut-over: a running hotel comes in from one file, all of it or nothing, and lives on."""

import json
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.tries import tries

from axentra_core.adapters.memory import MemoryStore
from axentra_core.city_ledger import ItemTakenOver
from axentra_core.codec import verify
from axentra_core.deposits import DepositTakenOver, Maturity, ReturnDeposit
from axentra_core.folio import (
    ChargePosted,
    FolioClosed,
    PaymentMethod,
    PostOpeningBalance,
)
from axentra_core.hotel import AGGREGATES, CODEC, REACTIONS, Hotel, HotelRefusal, Reaction, verbs
from axentra_core.hotel.cut_over_file import SECTIONS, CutOverFile
from axentra_core.housekeeping import TaskOpened
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import InvalidInput, KeyReused, RuleViolation
from axentra_core.kernel.money import money
from axentra_core.reports import day_report, trial_balance
from axentra_core.rooms import Condition, RoomSetup, RoomsSettings, RoomType
from axentra_core.stays import (
    Availability,
    CancellationPolicy,
    NightPosted,
    StaysSettings,
    StayStatus,
    StayTakenOver,
    counted,
    takes,
)
from axentra_core.testing import (
    ManualClock,
    SequentialIds,
    check_everything,
    example_property,
)

SATURDAY, SUNDAY, MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in range(21, 26))
CARD = "4" + "1" * 15

OWN = attrs.evolve(
    example_property(),
    rooms=RoomsSettings(
        (RoomType("DLX", "Deluxe", overbooking=1), RoomType("STE", "Suite")),
        (
            *(RoomSetup(str(number), "DLX") for number in range(2030, 2036)),
            RoomSetup("3001", "STE"),
        ),
    ),
    stays=StaysSettings((CancellationPolicy("FLEX"),)),
)

RUNNING = {
    "currency": "IDR",
    "rooms": [
        {"room": "2034", "condition": "dirty"},
        {"room": "2030", "condition": "inspected"},
    ],
    "guests": [
        {"guest": "G1", "name": "Siti Rahma", "mail": "siti@example.com", "phone": "+62 812 1234"},
        {"guest": "G2", "name": "Budi Santoso"},
    ],
    "groups": [{"group": "GR1", "name": "Tour 7", "balance": "250000"}],
    "in_house": [
        {
            "stay": "S1",
            "confirmation": "AX-1",
            "guest": "G1",
            "room": "2034",
            "room_type": "DLX",
            "arrival": "2026-11-22",
            "departure": "2026-11-25",
            "prices": ["850000", "850000", "900000"],
            "posted_through": "2026-11-22",
            "checked_in_on": "2026-11-22",
            "party": [{"age": None}, {"age": 7, "residence": "ID"}],
            "policy": "FLEX",
            "balance": "1028500",
        },
        {
            "stay": "S2",
            "guest": "G2",
            "room": "2034",
            "room_type": "DLX",
            "arrival": "2026-11-22",
            "departure": "2026-11-24",
            "prices": ["100000", "100000"],
            "posted_through": "2026-11-22",
            "checked_in_on": "2026-11-22",
            "shares": "S1",
            "balance": "0",
        },
    ],
    "bookings": [
        {
            "stay": "B1",
            "guest": "G2",
            "room_type": "DLX",
            "arrival": "2026-11-23",
            "departure": "2026-11-25",
            "prices": ["850000", "850000"],
            "assigned_room": "3001",
            "source": "channel",
            "channel": "EXPEDIA",
            "reference": "EXP-77",
            "guarantee": "deposit",
            "group": "GR1",
            "balance": "-500000",
        },
        {
            "stay": "B2",
            "guest": "G1",
            "room_type": "STE",
            "arrival": "2026-12-24",
            "departure": "2026-12-26",
            "prices": ["1500000", "1500000"],
            "balance": "0",
        },
    ],
    "trial": {
        "rooms_occupied": 1,
        "in_house": 2,
        "bookings": 2,
        "room_nights": 6,
        "guest_ledger": "778500",
        "nights_to_charge": "6550000",
    },
}
FIGURES = RUNNING["trial"]
DEPOSITS = [
    {"deposit": "ADV-7", "stay": "B2", "amount": "600000"},
    {"deposit": "ADV-8", "stay": "S1", "amount": "150000", "maturity": "manual"},
]
ACCOUNTS = [
    {
        "account": "1200-17",
        "name": "Garuda Travel",
        "address": "Jl. Sudirman 1, Jakarta",
        "mail": "ap@garuda.example",
        "tax_id": "01.234.567",
        "credit_limit": "1000000",
        "terms_days": 14,
        "items": [
            {
                "source": "folio:88123",
                "description": "Folio 88123",
                "amount": "900000",
                "transferred_on": "2026-09-02",
                "checked_out_on": "2026-09-01",
                "due": "2026-09-16",
                "invoice": "2026-17",
                "invoiced_on": "2026-09-05",
            },
            {
                "source": "folio:88140",
                "description": "Folio 88140",
                "amount": "300000",
                "transferred_on": "2026-11-22",
                "due": "2026-12-06",
            },
        ],
    },
    {"account": "1200-18", "name": "Lion Tours", "statement_mode": "balance_forward"},
]
LEDGERS = {"deposit_ledger": "750000", "city_ledger": "1200000"}


def running(**changes):
    """Return the file of the running hotel, with other entries at some places."""
    file = deepcopy(RUNNING)
    for path, value in changes.items():
        *way, last = (int(part) if part.isdigit() else part for part in path.split("__"))
        there = file
        for part in way:
            there = there[part]
        if value is ...:
            del there[last]
        elif isinstance(there, list) and last == len(there):
            there.append(value)
        else:
            there[last] = value
    return file


def with_ledgers(**changes):
    """Return the file of the same hotel with deposits, and with companies that owe something."""
    entries = {"deposits": deepcopy(DEPOSITS), "accounts": deepcopy(ACCOUNTS)}
    return running(**{**entries, "trial": FIGURES | LEDGERS, **changes})


def hotel_of(store=None, property_=OWN, **ports):
    """Return a hotel that is not open yet."""
    ports = {"clock": ManualClock(), "ids": SequentialIds(), **ports}
    return Hotel(store or MemoryStore(), property_, **ports)


def brought_in(file=None, store=None, **ports):
    """Return a hotel that was taken over on Monday."""
    hotel = hotel_of(store, **ports)
    hotel.cut_over(json.dumps(file or RUNNING), on=MONDAY)
    return hotel


def faults_of(file, store=None):
    """Return path and code of every fault, and see that nothing has happened."""
    store = store or MemoryStore()
    with pytest.raises(InvalidInput) as error:
        hotel_of(store).cut_over(
            file if isinstance(file, str | bytes) else json.dumps(file), on=MONDAY
        )
    assert list(store.log()) == []
    return [(fault.path, fault.code) for fault in error.value.faults]


@pytest.fixture
def taken(store):
    """The running hotel after its cut-over."""
    return brought_in(store=store)


@pytest.fixture
def desk(taken):
    """Ayu at the desk of the hotel that was taken over."""
    return taken.by(Actor("staff", "ayu"))


# What comes in


def test_a_running_hotel_comes_in_by_one_commit(taken, store) -> None:
    """Rooms, guests, stays and bills are there at once, and the log explains every one of them."""
    (entry,) = taken.feed()
    assert (entry.verb, entry.business_date) == ("CutOver", MONDAY)
    assert list(verify(store, CODEC, AGGREGATES)) == []
    assert taken.read.business_date == MONDAY
    assert taken.read.configuration == OWN


def test_every_room_is_as_the_former_system_has_left_it(taken) -> None:
    """Conditions are taken over with the guests; what is not named is clean."""
    board = {line.room.id: line.code for line in taken.read.board()}
    assert (board["2034"], board["2030"], board["2031"]) == ("OD", "VCI", "VC")


def test_a_guest_in_house_is_in_house(taken) -> None:
    """Nights that are charged stay charged, and the others are charged at the prices agreed."""
    stay = taken.read.stay("S1").stay
    assert (stay.status, stay.room, stay.confirmation) == (StayStatus.IN_HOUSE, "2034", "AX-1")
    assert (stay.checked_in_on, stay.posted_through) == (SUNDAY, SUNDAY)
    assert [night.price for night in stay.unposted] == [850_000, 900_000]
    assert (stay.policy.code, stay.party[1].age) == ("FLEX", 7)
    assert {line.stay.id for line in taken.read.in_house()} == {"S1", "S2"}


def test_a_booking_keeps_its_way_its_group_and_its_room(taken) -> None:
    """The room that was set aside stays set aside, of another type too: that is an upgrade."""
    stay = taken.read.stay("B1").stay
    assert (stay.status, stay.room, stay.taken_type) == (StayStatus.BOOKED, "3001", "STE")
    assert (stay.source, stay.channel, stay.reference) == ("channel", "EXPEDIA", "EXP-77")
    assert (stay.guarantee, stay.group, stay.confirmation) == ("deposit", "GR1", "B1")
    assert [line.stay.id for line in taken.read.arrivals()] == ["B1"]


def test_what_was_owed_stands_on_every_bill(taken) -> None:
    """A balance is brought forward, a deposit below zero; a master bill has its own."""
    owed = {folio.id: folio.owed for folio in taken.read.open_folios()}
    assert owed == {"S1": 1_028_500, "S2": 0, "B1": -500_000, "B2": 0, "GR1": 250_000}
    (line,) = taken.read.folio("S1").lines
    assert (line.description, line.business_date) == ("Balance brought forward", MONDAY)


def test_the_bill_can_name_the_former_system() -> None:
    """The words beside the balance are the hotel's own."""
    hotel = brought_in(running(brought_forward="Saldo dari Fidelio"))
    assert hotel.read.folio("S1").lines[0].description == "Saldo dari Fidelio"


def test_nobody_who_is_taken_over_is_called_a_walk_in() -> None:
    """When they booked is not known; that they are known from today on says nothing about it."""
    today = {"departure": "2026-11-24", "prices": ["850000"], "assigned_room": ..., "source": ...}
    file = running(
        **{f"bookings__0__{name}": value for name, value in today.items()},
        bookings__0__channel=...,
        in_house__0__arrival="2026-11-23",
        in_house__0__checked_in_on="2026-11-23",
        in_house__0__prices=["850000", "900000"],
        in_house__0__posted_through=None,
        in_house__1=...,
        trial=FIGURES | {"in_house": 1, "room_nights": 5, "nights_to_charge": "5600000"},
    )
    hotel = brought_in(file)
    stays = [hotel.read.stay(stay).stay for stay in ("S1", "B1")]
    assert [stay.booked_on == stay.arrival for stay in stays] == [True, True]
    assert [stay.is_walk_in for stay in stays] == [False, False]
    booked = hotel.by(Actor("staff", "ayu")).reserve(
        arrival=MONDAY,
        departure=TUESDAY,
        room_type="DLX",
        prices=[money(850_000, "IDR")],
        guest="G1",
        stay="W1",
    )
    assert booked.position
    assert hotel.read.stay("W1").stay.is_walk_in


def test_guests_are_found_and_sealed(taken) -> None:
    """A profile is one as if the guest had booked here."""
    assert [line.stay.id for line in taken.read.find("rahma siti")] == ["B2", "S1"]
    assert {line.guest_name for line in taken.read.find("AX-1")} == {"Siti Rahma"}


def test_nothing_follows_from_an_arrival_that_was_elsewhere(taken) -> None:
    """No linen is prepared for a guest who has slept here."""
    (entry,) = taken.feed()
    kinds = {type(event) for event in entry.events}
    assert StayTakenOver in kinds
    assert TaskOpened not in kinds
    assert taken.read.tasks() == ()


def test_who_shares_a_room_takes_none(taken) -> None:
    """Two stays, one room: availability counts it once."""
    table = availability(taken, 2)
    assert [table.cell("DLX", night).sold for night in (MONDAY, TUESDAY)] == [1, 1]
    assert [table.cell("STE", night).sold for night in (MONDAY, TUESDAY)] == [1, 1]


def test_a_guest_to_come_can_share_a_room_with_one_who_is_there() -> None:
    """Whoever follows a day later joins the room, with a bill of their own."""
    joins = {**RUNNING["bookings"][1], "arrival": "2026-11-23", "departure": "2026-11-24"}
    joins |= {"stay": "B3", "room_type": "DLX", "prices": ["100000"], "shares": "S1"}
    file = running(
        bookings=[*RUNNING["bookings"], joins],
        trial=FIGURES | {"bookings": 3, "nights_to_charge": "6650000"},
    )
    hotel = brought_in(file)
    hotel.by(Actor("staff", "ayu")).check_in("B3")
    stay = hotel.read.stay("B3").stay
    assert (stay.room, stay.shares) == ("2034", "S1")
    assert availability(hotel, 2).rest("DLX") == (5, 5)


def availability(hotel, nights):
    """Return what is left from Monday on, counted from the stays alone."""
    stays = [line.stay for line in hotel.read.in_house()]
    for days in range(60):
        stays += [line.stay for line in hotel.read.arrivals(MONDAY + timedelta(days))]
    return table(filter(None, map(takes, stays)), nights)


def table(takings, nights):
    """Return what is left from Monday on, for all that takes a room."""
    capacity = {kind.code: OWN.rooms.capacity(kind.code) for kind in OWN.rooms.types}
    overbooking = {kind.code: kind.overbooking for kind in OWN.rooms.types}
    return Availability.of(MONDAY, nights, capacity, overbooking, takings)


# It lives on


def test_the_first_close_charges_the_next_nights_and_no_other(taken, desk) -> None:
    """The night of the first business date is charged at its price; the one before is not again."""
    desk.check_in("B1")
    closed = desk.close_day(MONDAY)
    posted = [(event.stay, event.night, event.price) for event in closed.all(NightPosted)]
    assert sorted(posted) == [
        ("B1", MONDAY, 850_000),
        ("S1", MONDAY, 850_000),
        ("S2", MONDAY, 100_000),
    ]
    assert {event.service_date for event in closed.all(ChargePosted)} == {MONDAY}


def test_a_guest_leaves_with_the_balance_that_was_brought_in(taken, desk) -> None:
    """What was owed before and the nights since are one bill; the room is vacated as ever."""
    desk.check_in("B1")
    desk.close_day(MONDAY)
    desk.take_payment("S2", PaymentMethod.CASH, money(121_000, "IDR"), key="p2")
    desk.check_out("S2")
    desk.close_day(TUESDAY)
    with pytest.raises(RuleViolation) as error:
        desk.check_out("S1")
    assert error.value.code == "folio.balance_outstanding"
    owed = 1_028_500 + Decimal("1.21") * (850_000 + 900_000)
    assert taken.read.folio("S1").balance == owed
    desk.take_payment("S1", PaymentMethod.CASH, money(owed, "IDR"), key="p1")
    done = desk.check_out("S1")
    assert done.one(FolioClosed).charged == owed
    assert {line.room.id: line.code for line in taken.read.board()}["2034"] == "VC"


def test_reports_open_with_what_was_brought_in(taken) -> None:
    """It is no revenue of the day: it stands in the opening of the guest ledger."""
    trial, report = trial_balance(taken.feed(), MONDAY), day_report(taken.feed(), MONDAY)
    assert (trial.opening, trial.charges, trial.payments) == (778_500, 0, 0)
    assert (report.owed, report.charged, report.net) == (778_500, 0, 0)
    assert {one.folio: one.balance for one in report.open_balances}["S1"] == 1_028_500
    assert (report.rooms_occupied, report.arrivals) == (1, 0)


def test_a_guest_who_should_have_left_comes_in_and_stops_the_close() -> None:
    """Nobody is lost because they overstay: the desk has to decide."""
    file = running(
        in_house__1__arrival="2026-11-20",
        in_house__1__departure="2026-11-22",
        in_house__1__posted_through="2026-11-21",
        in_house__1__checked_in_on="2026-11-20",
        in_house__1__shares=...,
        in_house__1__room="2035",
        trial=FIGURES | {"rooms_occupied": 2, "nights_to_charge": "6450000"},
    )
    hotel = brought_in(file)
    with pytest.raises(HotelRefusal, match="stay S2 in room 2035 was due out on 2026-11-22"):
        hotel.by(Actor("staff", "ayu")).close_day(MONDAY)


def test_a_guest_who_came_late_need_not_have_paid_for_the_nights_before() -> None:
    """What was not charged before the check-in is not charged afterwards either."""
    file = running(
        in_house__0__checked_in_on="2026-11-23",
        in_house__0__posted_through=None,
    )
    hotel = brought_in(file)
    desk = hotel.by(Actor("staff", "ayu"))
    desk.check_in("B1")
    nights = desk.close_day(MONDAY).all(NightPosted)
    assert {event.night for event in nights if event.stay == "S1"} == {MONDAY}


def test_a_day_use_comes_in_charged() -> None:
    """A day use is charged when its guest comes, so its price is in the balance."""
    day = {"arrival": "2026-11-23", "departure": "2026-11-23", "checked_in_on": "2026-11-23"}
    file = running(
        **{f"in_house__1__{name}": value for name, value in day.items()},
        in_house__1__prices=["300000"],
        in_house__1__posted_through="2026-11-23",
        in_house__1__room="2035",
        in_house__1__shares=...,
        trial=FIGURES | {"rooms_occupied": 2, "nights_to_charge": "6450000"},
    )
    hotel = brought_in(file)
    hotel.by(Actor("staff", "ayu")).check_out("S2")
    assert hotel.read.stay("S2").stay.status is StayStatus.CHECKED_OUT
    del file["in_house"][1]["posted_through"]
    assert faults_of(file) == [("in_house[1].posted_through", "field.required")]


def test_what_was_sold_beyond_the_house_is_kept(store) -> None:
    """The former system had sold too much: every guest comes in, and somebody finds them rooms."""
    crowd = [
        {**RUNNING["bookings"][1], "stay": f"X{index}", "room_type": "STE"} for index in range(2)
    ]
    file = running(
        bookings=[*RUNNING["bookings"], *crowd],
        trial=FIGURES | {"bookings": 4, "room_nights": 10, "nights_to_charge": "12550000"},
    )
    hotel = hotel_of(store)
    (left,) = hotel.cut_over(json.dumps(file), on=MONDAY).follow_ups
    assert (left.code, left.concerns) == ("inventory.sold_out", "reservations")
    assert left.arguments["rooms"] == 2
    assert availability(hotel, 40).cell("STE", date(2026, 12, 24)).rest == -2
    with pytest.raises(RuleViolation) as error:
        hotel.by(Actor("staff", "ayu")).reserve(
            arrival=date(2026, 12, 24),
            departure=date(2026, 12, 25),
            room_type="STE",
            prices=[money(1, "IDR")],
            guest="G1",
            stay="W1",
        )
    assert error.value.code == "inventory.sold_out"


# Once


def test_the_same_file_again_gives_the_first_result(store) -> None:
    """Whoever does not know whether it has worked says it again."""
    hotel = hotel_of(store)
    first = hotel.cut_over(json.dumps(RUNNING), on=MONDAY)
    log = list(store.log())
    assert hotel.cut_over(json.dumps(RUNNING, indent=2).encode(), on=MONDAY) == first
    assert hotel.open(on=MONDAY).events == ()
    assert list(store.log()) == log


def test_a_property_is_opened_once_one_way_or_the_other(store) -> None:
    """Neither another file nor an empty beginning takes the place of the first one."""
    hotel = brought_in(store=store)
    log = list(store.log())
    for say in (
        lambda: hotel.cut_over(json.dumps(running(guests__1__name="Budi")), on=MONDAY),
        lambda: hotel.cut_over(json.dumps(RUNNING), on=TUESDAY),
        lambda: hotel.do(verbs.OpenProperty(OWN, MONDAY), actor=Actor("system", "hotel")),
    ):
        with pytest.raises((KeyReused, InvalidInput)):
            say()
    assert list(store.log()) == log


def test_an_open_hotel_is_not_taken_over(store) -> None:
    """A file comes too late for a hotel that works already."""
    hotel = hotel_of(store)
    hotel.open(on=MONDAY)
    with pytest.raises(KeyReused):
        hotel.cut_over(json.dumps(RUNNING), on=MONDAY)


def test_a_rehearsal_keeps_nothing(store) -> None:
    """The same code tells what would happen, as often as one likes."""
    hotel = hotel_of(store)
    rehearsed = hotel.cut_over(json.dumps(RUNNING), on=MONDAY, keep=False)
    assert rehearsed.position is None
    assert list(store.log()) == []
    ids = SequentialIds()
    kept = hotel_of(store, ids=ids).cut_over(json.dumps(RUNNING), on=MONDAY)
    assert kept.events == rehearsed.events


def test_who_only_names_the_property_cannot_take_it_over() -> None:
    """Rooms and prices are read by the configuration, so it has to be given."""
    with pytest.raises(HotelRefusal) as error:
        hotel_of(property_="axentra").cut_over(json.dumps(RUNNING), on=MONDAY)
    assert error.value.code == "hotel.not_open"


def test_only_those_in_charge_take_a_hotel_over() -> None:
    """It needs what opening the property needs."""
    with pytest.raises(RuleViolation) as error:
        hotel_of().cut_over(json.dumps(RUNNING), on=MONDAY, actor=Actor("staff", "ayu"))
    assert error.value.values["permission"] == "house.change_property"


def test_a_program_can_say_it_as_a_verb() -> None:
    """The file is a value like any other; its faults have the same paths."""
    file = CODEC.build(CutOverFile, RUNNING)
    hotel, actor = hotel_of(), Actor("system", "hotel")
    assert hotel.do(verbs.CutOver(OWN, MONDAY, file), actor=actor).position
    wrong = attrs.evolve(file, currency="EUR")
    with pytest.raises(InvalidInput) as error:
        hotel_of().do(verbs.CutOver(OWN, MONDAY, wrong), actor=actor)
    assert [fault.path for fault in error.value.faults] == ["currency"]


# Trial figures


def test_every_figure_that_differs_is_named(store) -> None:
    """The file is complete when it adds up to what the former system reports."""
    wrong = dict.fromkeys(("rooms_occupied", "in_house", "bookings", "room_nights"), 9)
    file = running(trial=wrong | {"guest_ledger": "-1", "nights_to_charge": "0"})
    with pytest.raises(HotelRefusal) as error:
        hotel_of(store).cut_over(json.dumps(file), on=MONDAY)
    assert error.value.code == "hotel.trial_differs"
    told = error.value.values["why"]
    assert {reason.code for reason in told} == {"hotel.figure_differs"}
    assert {reason.values["figure"]: reason.values["counted"] for reason in told} == {
        "rooms_occupied": 1,
        "in_house": 2,
        "bookings": 2,
        "room_nights": 6,
        "guest_ledger": 778_500,
        "nights_to_charge": 6_550_000,
    }
    assert "in_house is 9 in the trial figures and 2 when counted" in error.value.sentence
    assert list(store.log()) == []


def test_what_came_in_is_counted_again(store) -> None:
    """Were a balance to reach the hotel twice, the figures of its own records would tell."""
    extra = Reaction(
        StayTakenOver,
        lambda unit, event: [PostOpeningBalance(event.stay, money(1_000, "IDR"), "by mistake")],
        must=True,
        concerns="cashier",
    )
    hotel = hotel_of(store, reactions=(*REACTIONS, extra))
    file = running(in_house__0__balance="0", trial=FIGURES | {"guest_ledger": "-250000"})
    with pytest.raises(HotelRefusal) as error:
        hotel.cut_over(json.dumps(file), on=MONDAY)
    (reason,) = error.value.values["why"]
    assert (reason.values["figure"], reason.values["counted"]) == ("guest_ledger", -248_000)
    assert list(store.log()) == []


# What is wrong with a file

SECOND_S1 = {**RUNNING["in_house"][0], "room": "2035"}
FAULTS = {
    "currency of the file": ({"currency": "EUR"}, "currency", "money.currency_mismatch"),
    "room unknown": ({"rooms__0__room": "999"}, "rooms[0].room", "value.not_listed"),
    "room twice": ({"rooms__1__room": "2034"}, "rooms[1].room", "value.duplicate"),
    "condition unknown": ({"rooms__0__condition": "wet"}, "rooms[0].condition", "value.unknown"),
    "guest twice": ({"guests__2": RUNNING["guests"][0]}, "guests[2].guest", "value.duplicate"),
    "nameless": ({"guests__0__name": ...}, "guests[0].name", "field.required"),
    "card in a name": ({"guests__0__name": CARD}, "guests[0].name", "text.card_number"),
    "card in a group": ({"groups__0__name": CARD}, "groups[0].name", "text.card_number"),
    "phone": ({"guests__0__phone": "call me"}, "guests[0].phone", "phone.bad_format"),
    "group twice": ({"groups__1": RUNNING["groups"][0]}, "groups[1].group", "value.duplicate"),
    "group's cents": (
        {"groups__0__balance": "0.5"},
        "groups[0].balance",
        "money.too_many_decimals",
    ),
    "stay twice": ({"in_house__2": SECOND_S1}, "in_house[2].stay", "value.duplicate"),
    "stay and booking": ({"bookings__1__stay": "S1"}, "bookings[1].stay", "value.duplicate"),
    "stay and group": ({"bookings__1__stay": "GR1"}, "bookings[1].stay", "value.duplicate"),
    "guest unknown": ({"bookings__1__guest": "G9"}, "bookings[1].guest", "value.not_listed"),
    "companion unknown": (
        {"in_house__0__party": [{"guest": "G9"}]},
        "in_house[0].party[0].guest",
        "value.not_listed",
    ),
    "group unknown": ({"bookings__1__group": "GR9"}, "bookings[1].group", "value.not_listed"),
    "policy unknown": ({"bookings__1__policy": "NONE"}, "bookings[1].policy", "value.not_listed"),
    "type unknown": ({"bookings__1__room_type": "X"}, "bookings[1].room_type", "value.not_listed"),
    "house room unknown": (
        {"in_house__0__room": "9", "in_house__1": ...},
        "in_house[0].room",
        "value.not_listed",
    ),
    "set aside unknown": (
        {"bookings__1__assigned_room": "9"},
        "bookings[1].assigned_room",
        "value.not_listed",
    ),
    "nobody": ({"bookings__1__party": []}, "bookings[1].party", "list.length"),
    "channel missing": ({"bookings__0__channel": None}, "bookings[0].channel", "field.required"),
    "channel too much": (
        {"bookings__0__source": "online"},
        "bookings[0].channel",
        "value.conflict",
    ),
    "arrives later": (
        {"in_house__1": ..., "in_house__0__arrival": "2026-11-24", "in_house__0__prices": ["1"]},
        "in_house[0].arrival",
        "date.order",
    ),
    "has arrived": (
        {"bookings__0__arrival": "2026-11-22", "bookings__0__prices": ["1"] * 3},
        "bookings[0].arrival",
        "date.order",
    ),
    "leaves before": (
        {"bookings__1__departure": "2026-12-23"},
        "bookings[1].departure",
        "date.order",
    ),
    "a price too few": ({"bookings__1__prices": ["1"]}, "bookings[1].prices", "list.length"),
    "a price too many": ({"in_house__0__prices": ["1"] * 4}, "in_house[0].prices", "list.length"),
    "free": (
        {"bookings__1__prices": ["1", "0"]},
        "bookings[1].prices[1]",
        "money.must_be_positive",
    ),
    "cents": (
        {"bookings__1__prices": ["1", "1.5"]},
        "bookings[1].prices[1]",
        "money.too_many_decimals",
    ),
    "balance in cents": (
        {"bookings__1__balance": "0.1"},
        "bookings[1].balance",
        "money.too_many_decimals",
    ),
    "balance is no text": ({"bookings__1__balance": 0}, "bookings[1].balance", "field.wrong_type"),
    "balance is no number": (
        {"bookings__1__balance": "1,5"},
        "bookings[1].balance",
        "number.bad_format",
    ),
    "checked in before": (
        {"in_house__0__checked_in_on": "2026-11-21"},
        "in_house[0].checked_in_on",
        "value.out_of_range",
    ),
    "checked in later": (
        {"in_house__0__checked_in_on": "2026-11-24"},
        "in_house[0].checked_in_on",
        "value.out_of_range",
    ),
    "not charged": (
        {"in_house__0__posted_through": None},
        "in_house[0].posted_through",
        "field.required",
    ),
    "charged ahead": (
        {"in_house__0__posted_through": "2026-11-23"},
        "in_house[0].posted_through",
        "value.out_of_range",
    ),
    "charged before": (
        {"in_house__0__posted_through": "2026-11-21"},
        "in_house[0].posted_through",
        "value.out_of_range",
    ),
    "room with two": ({"in_house__1__shares": None}, "in_house[1].room", "value.duplicate"),
    "shares with nobody": ({"in_house__1__shares": "S9"}, "in_house[1].shares", "value.not_listed"),
    "shares with a booking": (
        {"in_house__1__shares": "B1"},
        "in_house[1].shares",
        "value.not_listed",
    ),
    "guest cannot be read": (
        {"in_house__0__departure": "soon"},
        "in_house[0].departure",
        "date.bad_format",
    ),
    "departs before it arrives": (
        {"in_house__1": ..., "in_house__0__departure": "2026-11-21"},
        "in_house[0].departure",
        "date.order",
    ),
    "shares elsewhere": ({"in_house__1__room": "2035"}, "in_house[1].room", "value.conflict"),
    "shares too early": (
        {
            "in_house__1__arrival": "2026-11-21",
            "in_house__1__prices": ["1"] * 3,
        },
        "in_house[1].arrival",
        "value.out_of_range",
    ),
    "shares too long": (
        {"in_house__1__departure": "2026-11-26", "in_house__1__prices": ["1"] * 4},
        "in_house[1].departure",
        "value.out_of_range",
    ),
    "shares and has a room": (
        {"bookings__0__shares": "S1"},
        "bookings[0].assigned_room",
        "value.conflict",
    ),
    "set aside while in house": (
        {"bookings__0__assigned_room": "2034"},
        "bookings[0].assigned_room",
        "value.conflict",
    ),
    "set aside twice": (
        {"bookings__2": {**RUNNING["bookings"][0], "stay": "B3"}},
        "bookings[2].assigned_room",
        "value.conflict",
    ),
    "unknown field": ({"in_house__0__rom": "2034"}, "in_house[0].rom", "field.unknown"),
    "unknown section": ({"inhouse": []}, "inhouse", "field.unknown"),
    "missing section": ({"groups": ...}, "groups", "field.required"),
    "missing figure": ({"trial__in_house": ...}, "trial.in_house", "field.required"),
    "figure below zero": ({"trial__in_house": -1}, "trial.in_house", "value.out_of_range"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_has_its_place_and_its_code(name) -> None:
    """Whoever made the file finds the entry, and nothing has come in."""
    changes, path, code = FAULTS[name]
    assert faults_of(running(**changes)) == [(path, code)]


@pytest.mark.parametrize("posted_through", ["2026-11-22", "2026-11-23"])
def test_who_came_today_is_charged_nothing_yet(posted_through) -> None:
    """The first night of a guest who came on the first business date is charged by this hotel."""
    file = running(
        in_house__0__arrival="2026-11-23",
        in_house__0__checked_in_on="2026-11-23",
        in_house__0__prices=["850000", "900000"],
        in_house__0__posted_through=posted_through,
        in_house__1=...,
    )
    assert faults_of(file) == [("in_house[0].posted_through", "date.order")]


def test_nobody_shares_with_a_sharer() -> None:
    """One has the room, and all others share with that one."""
    third = {**RUNNING["in_house"][1], "stay": "S3", "shares": "S2"}
    own = {**RUNNING["in_house"][1], "stay": "S4", "shares": "S4"}
    assert faults_of(running(in_house__2=third)) == [("in_house[2].shares", "value.conflict")]
    assert faults_of(running(in_house__2=own)) == [("in_house[2].shares", "value.conflict")]


def test_a_room_can_be_set_aside_from_the_day_it_is_left() -> None:
    """Who leaves on the day another one arrives is not in the way, and a day use neither."""
    day_use = {**RUNNING["bookings"][0], "stay": "B3", "departure": "2026-11-23", "prices": ["1"]}
    after = {**RUNNING["bookings"][0], "stay": "B4", "arrival": "2026-11-25"}
    after |= {"departure": "2026-11-26", "prices": ["2"]}
    file = running(
        bookings=[*RUNNING["bookings"], after, day_use],
        trial=FIGURES
        | {
            "bookings": 4,
            "room_nights": 7,
            "guest_ledger": "-221500",
            "nights_to_charge": "6550003",
        },
    )
    assert brought_in(file).read.stay("B4").stay.room == "3001"


def test_all_faults_are_told_at_once() -> None:
    """What cannot be read hides nothing of what can: a file is mended once."""
    file = running(
        currency="EUR",
        guests__0__name=...,
        rooms__0__room="999",
        in_house__0__arrival="22.11.2026",
        bookings__0__assigned_room="2034",
        bookings__1__guest="G9",
        bookings__1__prices=["1.5", "2"],
        trial__in_house="two",
    )
    assert faults_of(file) == [
        ("guests[0].name", "field.required"),
        ("in_house[0].arrival", "date.bad_format"),
        ("trial.in_house", "field.wrong_type"),
        ("currency", "money.currency_mismatch"),
        ("rooms[0].room", "value.not_listed"),
        ("bookings[1].guest", "value.not_listed"),
        ("bookings[1].prices[0]", "money.too_many_decimals"),
    ]


@pytest.mark.parametrize(
    ("text", "path", "code"),
    [
        ("", "", "json.bad_format"),
        ("{", "", "json.bad_format"),
        (b"\xff", "", "json.not_text"),
        ("[]", "", "field.wrong_type"),
        ("null", "", "field.required"),
        ("[" * 100_000, "", "json.too_deep"),
        ('{"rooms": [], "rooms": []}', "rooms", "field.duplicate"),
        ('{"trial": {"in_house": 1.5}}', "", "number.float"),
        ('{"trial": {"in_house": NaN}}', "", "number.not_finite"),
    ],
)
def test_what_is_no_such_file_is_refused(text, path, code) -> None:
    """Whatever comes in as text gets an error of its own."""
    assert faults_of(text)[0] == (path, code)


@pytest.mark.parametrize("section", [*SECTIONS])
@pytest.mark.parametrize("odd", [None, "x", 7, {}, [None], [[]], [{}], [7]])
def test_a_section_of_another_kind_is_refused(section, odd) -> None:
    """No shape of JSON gets past the reader."""
    found = faults_of(running(**{section: odd}))
    assert all(path.startswith(section) for path, _ in found[:1])
    assert {code for _, code in found} <= {"field.required", "field.wrong_type", "value.not_listed"}


def test_the_first_business_date_is_a_date() -> None:
    """What is wrong with the date is told before the file is read."""
    for file in (RUNNING, running(groups=...), running(rooms__0__room=7)):
        with pytest.raises(InvalidInput) as error:
            hotel_of().cut_over(json.dumps(file), on="2026-11-23")
        assert [(fault.path, fault.code) for fault in error.value.faults] == [
            ("on", "field.wrong_type")
        ]


def test_a_file_may_be_long() -> None:
    """A hotel has more than a thousand guests."""
    guests = [{"guest": f"N{index}", "name": f"Guest {index}"} for index in range(1_500)]
    file = CODEC.build(CutOverFile, running(guests=[*RUNNING["guests"], *guests]))
    assert len(file.guests) == 1_502
    with pytest.raises(InvalidInput) as error:
        attrs.evolve(file, rooms=file.rooms * 50_001)
    assert [(fault.path, fault.code) for fault in error.value.faults] == [("rooms", "list.length")]


def test_no_guest_is_shown_where_the_file_is() -> None:
    """Neither a log line of the host nor a fault tells a name."""
    file = CODEC.build(CutOverFile, RUNNING)
    assert "2034" in repr(file)
    verb = verbs.CutOver(OWN, MONDAY, file)
    told = repr(file) + repr(verb)
    with pytest.raises(InvalidInput) as error:
        hotel_of().cut_over(json.dumps(running(guests__0__guest="G 1", rooms=[{}])), on=MONDAY)
    told += str(error.value)
    for word in ("Siti", "Rahma", "siti@example.com", "+62 812"):
        assert word not in told


def test_personal_data_is_stored_sealed(store, dump) -> None:
    """What was sealed by the hotel's cipher is nowhere in clear text, the key's digest included."""

    class Backwards:
        """Turns every text round, so that it can be told from clear text."""

        def seal(self, subject, text):
            return f"{subject}:{text[::-1]}"

        def open(self, subject, data):
            return data.removeprefix(f"{subject}:")[::-1]

        def token(self, text):
            return str(len(text))

    hotel = brought_in(store=store, cipher=Backwards())
    assert hotel.read.stay("S1").guest_name == "Siti Rahma"
    stored = repr(dump(store))
    assert "amhaR itiS" in stored
    for word in ("Siti", "Rahma", "siti@example.com", "+62 812"):
        assert word not in stored


# Deposits, and what companies owe


def test_deposits_are_held_for_their_stays(store) -> None:
    """Each comes in with what is held; no money has come in today, and no bill has it yet."""
    hotel = brought_in(with_ledgers(), store)
    (one,) = hotel.read.deposits("B2")
    assert (one.id, one.held, one.maturity) == ("ADV-7", 600_000, Maturity.CHECK_IN)
    assert hotel.read.deposits("S1")[0].maturity is Maturity.MANUAL
    assert hotel.read.deposit_ledger().held("IDR") == 750_000
    assert hotel.read.folio("B2").balance == 0
    (entry,) = hotel.feed()
    assert {type(event) for event in entry.events} >= {DepositTakenOver, ItemTakenOver}
    assert list(verify(store, CODEC, AGGREGATES)) == []
    check_everything(hotel)


def test_a_deposit_that_was_taken_over_pays_like_any_other() -> None:
    """It matures at check-in, and what is held for damages is returned."""
    stay = {**RUNNING["bookings"][1], "arrival": "2026-11-23", "departure": "2026-11-25"}
    hotel = brought_in(with_ledgers(bookings__1=stay))
    desk = hotel.by(Actor("staff", "ayu"))
    desk.check_in("B2", room="2035", upgrade=True)
    assert hotel.read.folio("B2").balance == -600_000
    desk.return_deposit("ADV-8", PaymentMethod.TRANSFER, "nothing broken", key="b")
    assert hotel.read.held_deposits() == ()


def test_companies_come_in_with_what_is_open_and_its_days(store) -> None:
    """Items are as old as they were; terms and limit count for what is transferred from now on."""
    hotel = brought_in(with_ledgers(), store)
    line, other = hotel.read.accounts()
    assert (line.name, line.address, line.mail) == (
        "Garuda Travel",
        "Jl. Sudirman 1, Jakarta",
        "ap@garuda.example",
    )
    account = line.account
    assert (account.id, account.balance, account.credit_limit) == ("1200-17", 1_200_000, 10**6)
    assert (account.tax_id, account.terms_days) == ("01.234.567", 14)
    first, second = account.items
    assert (first.transferred_on, first.checked_out_on, first.due) == (
        date(2026, 9, 2),
        date(2026, 9, 1),
        date(2026, 9, 16),
    )
    assert (first.invoice, first.invoiced_on, second.invoice) == (
        "2026-17",
        date(2026, 9, 5),
        None,
    )
    assert (other.account.statement_mode, other.account.balance) == ("balance_forward", 0)
    aged = hotel.read.ageing()
    assert (aged.total, sum(row.amount for row in aged.rows)) == (1_200_000, 1_200_000)
    assert [one.account.id for one in hotel.read.find_account("travel garuda")] == ["1200-17"]


def test_a_company_pays_what_it_owed_before() -> None:
    """The oldest item first, as ever."""
    hotel = brought_in(with_ledgers())
    desk = hotel.by(Actor("staff", "ayu"))
    paid = money(950_000, "IDR")
    desk.receive_account_payment("1200-17", paid, PaymentMethod.TRANSFER, key="p")
    assert [item.open for item in hotel.read.account("1200-17").account.items] == [250_000]


def test_an_old_file_has_neither_and_still_reads(store) -> None:
    """What was written for an earlier release brings the same hotel in."""
    hotel = brought_in(store=store)
    assert (hotel.read.held_deposits(), hotel.read.accounts()) == ((), ())
    same = running(deposits=[], accounts=[], trial=FIGURES | dict.fromkeys(LEDGERS, "0"))
    (again,), (first,) = brought_in(same).feed(), hotel.feed()
    assert again.events == first.events


def test_ledgers_are_counted_on_both_sides(store) -> None:
    """What the file adds up to and what came in are what the former system has reported."""
    with pytest.raises(HotelRefusal) as error:
        hotel_of(store).cut_over(json.dumps(with_ledgers(trial=FIGURES)), on=MONDAY)
    told = {one.values["figure"]: one.values for one in error.value.values["why"]}
    assert {name: values["counted"] for name, values in told.items()} == {
        "deposit_ledger": 750_000,
        "city_ledger": 1_200_000,
    }
    extra = Reaction(
        DepositTakenOver,
        lambda _, event: [ReturnDeposit(event.deposit, "cash", "a mistake", money(1, "IDR"))],
        must=True,
        concerns="cashier",
    )
    hotel = hotel_of(store, reactions=(*REACTIONS, extra))
    with pytest.raises(HotelRefusal) as error:
        hotel.cut_over(json.dumps(with_ledgers()), on=MONDAY)
    (reason,) = error.value.values["why"]
    assert (reason.values["figure"], reason.values["counted"]) == ("deposit_ledger", 749_998)
    assert list(store.log()) == []


ITEM = "accounts__0__items__0__"
LEDGER_FAULTS = {
    "deposit twice": (
        {"deposits__1__deposit": "ADV-7"},
        "deposits[1].deposit",
        "value.duplicate",
    ),
    "deposit for nobody": ({"deposits__0__stay": "S9"}, "deposits[0].stay", "value.not_listed"),
    "deposit of nothing": (
        {"deposits__0__amount": "0"},
        "deposits[0].amount",
        "money.must_be_positive",
    ),
    "deposit in cents": (
        {"deposits__0__amount": "0.5"},
        "deposits[0].amount",
        "money.too_many_decimals",
    ),
    "maturity unknown": (
        {"deposits__0__maturity": "soon"},
        "deposits[0].maturity",
        "value.unknown",
    ),
    "deposit unknown field": ({"deposits__0__sum": "1"}, "deposits[0].sum", "field.unknown"),
    "account twice": (
        {"accounts__1__account": "1200-17"},
        "accounts[1].account",
        "value.duplicate",
    ),
    "account nameless": ({"accounts__0__name": ...}, "accounts[0].name", "field.required"),
    "card in an account": (
        {"accounts__0__address": CARD},
        "accounts[0].address",
        "text.card_number",
    ),
    "limit below zero": (
        {"accounts__0__credit_limit": "-1"},
        "accounts[0].credit_limit",
        "value.out_of_range",
    ),
    "limit in cents": (
        {"accounts__0__credit_limit": "0.5"},
        "accounts[0].credit_limit",
        "money.too_many_decimals",
    ),
    "terms too long": (
        {"accounts__0__terms_days": 367},
        "accounts[0].terms_days",
        "value.out_of_range",
    ),
    "item of nothing": (
        {f"{ITEM}amount": "0"},
        "accounts[0].items[0].amount",
        "money.must_be_positive",
    ),
    "item in cents": (
        {f"{ITEM}amount": "0.5"},
        "accounts[0].items[0].amount",
        "money.too_many_decimals",
    ),
    "item without a day": ({f"{ITEM}due": ...}, "accounts[0].items[0].due", "field.required"),
    "item of no day": (
        {f"{ITEM}transferred_on": "2.9.2026"},
        "accounts[0].items[0].transferred_on",
        "date.bad_format",
    ),
    "transferred later": (
        {f"{ITEM}transferred_on": "2026-11-24"},
        "accounts[0].items[0].transferred_on",
        "date.order",
    ),
    "left later": (
        {f"{ITEM}checked_out_on": "2026-11-24"},
        "accounts[0].items[0].checked_out_on",
        "date.order",
    ),
    "invoiced later": (
        {f"{ITEM}invoiced_on": "2026-11-24"},
        "accounts[0].items[0].invoiced_on",
        "date.order",
    ),
    "items are no list": ({"accounts__0__items": {}}, "accounts[0].items", "field.wrong_type"),
    "figure is no text": ({"trial__city_ledger": 1}, "trial.city_ledger", "field.wrong_type"),
}


@pytest.mark.parametrize("name", LEDGER_FAULTS)
def test_every_fault_of_a_ledger_has_its_place_and_its_code(name) -> None:
    """Whoever made the file finds the entry, and nothing has come in."""
    changes, path, code = LEDGER_FAULTS[name]
    assert faults_of(with_ledgers(**changes)) == [(path, code)]


def test_faults_of_ledgers_are_told_with_all_others() -> None:
    """A stay or a company that cannot be read hides nothing of the rest, and nobody misses it."""
    file = with_ledgers(
        rooms__0__room="999",
        in_house__0__arrival="soon",
        deposits__0__stay="S9",
        accounts__0__items__1__amount="much",
        accounts__1__account="G 1",
    )
    assert faults_of(file) == [
        ("in_house[0].arrival", "date.bad_format"),
        ("accounts[0].items[1].amount", "number.bad_format"),
        ("accounts[1].account", "id.bad_format"),
        ("rooms[0].room", "value.not_listed"),
        ("deposits[0].stay", "value.not_listed"),
    ]


def test_no_company_is_shown_where_the_file_is(store, dump) -> None:
    """A company may be one person: its name is in no repr, and stored sealed under its account."""
    file = CODEC.build(CutOverFile, with_ledgers())
    assert "Garuda" not in repr(file)
    hotel = brought_in(with_ledgers(), store)
    account = hotel.read.account("1200-17").account
    assert {one.subject for one in (account.name, account.address, account.mail)} == {"1200-17"}
    assert dump(store).faults() == []


# Whatever the hotel


def day(after):
    """Return the ISO date so many days after the cut-over."""
    return (MONDAY + timedelta(after)).isoformat()


ITEM_OF = {"source": "folio:1", "description": "Folio 1", "due": "2026-12-24"}


@st.composite
def hotels(draw):
    """Return any valid file, and its trial figures as nobody but this test has counted them."""
    prices = st.integers(1, 10**6)
    balances = st.integers(-(10**6), 10**6)
    figures = dict.fromkeys(FIGURES, 0)
    guests, in_house, bookings = [], [], []

    def stay(arrival, nights, **more):
        number = len(guests)
        guests.append({"guest": f"G{number}", "name": f"Guest {number}"})
        given, balance = [draw(prices) for _ in range(max(1, nights))], draw(balances)
        figures["guest_ledger"] += balance
        day_use_in_house = not nights and "room" in more
        figures["nights_to_charge"] += 0 if day_use_in_house else sum(given[max(0, -arrival) :])
        if more.get("shares") is None:
            figures["room_nights"] += max(0, arrival + nights - max(0, arrival))
        return {
            "stay": f"S{number}",
            "guest": f"G{number}",
            "room_type": draw(st.sampled_from(["DLX", "STE"])),
            "arrival": day(arrival),
            "departure": day(arrival + nights),
            "prices": [str(price) for price in given],
            "balance": str(balance),
            **more,
        }

    def house_guest(room, since, nights, shares=None):
        last = min(0, since + nights) - 1
        posted = day(since) if not nights else day(last) if last >= since else None
        more = {"room": room, "checked_in_on": day(since), "posted_through": posted}
        in_house.append(stay(since, nights, **more, shares=shares))

    for setup in OWN.rooms.rooms:
        room, free_from = setup.number, 0
        if draw(st.booleans()):
            since, nights = -draw(st.integers(0, 5)), draw(st.integers(0, 8))
            house_guest(room, since, nights)
            free_from = max(0, since + nights) + 1
            owner = in_house[-1]["stay"]
            figures["rooms_occupied"] += 1
            if nights and draw(st.booleans()):
                house_guest(room, since, nights, shares=owner)
        for _ in range(draw(st.integers(0, 2))):
            arrival, nights = free_from + draw(st.integers(0, 40)), draw(st.integers(0, 5))
            assigned = room if draw(st.booleans()) else None
            bookings.append(stay(arrival, nights, assigned_room=assigned))
            free_from = arrival + nights + 1
    figures |= {"in_house": len(in_house), "bookings": len(bookings)}
    ahead = [
        {"deposit": f"D{number}", "stay": one["stay"], "amount": str(draw(prices))}
        for number, one in enumerate([*in_house, *bookings])
        if draw(st.booleans())
    ]
    owed = [
        {**ITEM_OF, "amount": str(draw(prices)), "transferred_on": day(-draw(st.integers(0, 400)))}
        for _ in range(draw(st.integers(0, 3)))
    ]
    figures |= {
        "deposit_ledger": sum(int(one["amount"]) for one in ahead),
        "city_ledger": sum(int(one["amount"]) for one in owed),
    }
    amounts = {name: str(figures[name]) for name in ("guest_ledger", "nights_to_charge", *LEDGERS)}
    return {
        "currency": "IDR",
        "rooms": [
            {"room": setup.number, "condition": draw(st.sampled_from(list(Condition)))}
            for setup in OWN.rooms.rooms
        ],
        "guests": guests,
        "groups": [],
        "in_house": in_house,
        "bookings": bookings,
        "deposits": ahead,
        "accounts": [{"account": "A1", "name": "Garuda Travel", "items": owed}],
        "trial": figures | amounts,
    }


@tries(30)
@for_all(hotels())
def test_any_hotel_is_the_same_before_and_after(file) -> None:
    """Whatever was running runs on: the figures are equal, and the inventory is a recount."""
    store = MemoryStore()
    hotel = brought_in(file, store)
    assert list(verify(store, CODEC, AGGREGATES)) == []
    board = {line.room.id: line for line in hotel.read.board()}
    assert {entry["room"]: entry["condition"] for entry in file["rooms"]} == {
        number: line.room.condition for number, line in board.items()
    }
    assert {line.room.stay for line in board.values()} - {None} == {
        entry["stay"] for entry in file["in_house"] if entry["shares"] is None
    }
    states = store.states([fact.stream for recorded in store.log() for fact in recorded.facts])
    months = [
        CODEC.read_state("inventory", kept.data)
        for stream, kept in states.items()
        if "/inventory/" in stream
    ]
    takings = (taking for month in months for taking in counted(month))
    assert table(takings, 60) == availability(hotel, 60)


@pytest.mark.long
def test_a_large_hotel_comes_in_within_seconds(takes_less_than) -> None:
    """300 rooms and 2,000 bookings are no night's work."""
    rooms = tuple(RoomSetup(str(number), "DLX") for number in range(1000, 1300))
    own = attrs.evolve(OWN, rooms=attrs.evolve(OWN.rooms, rooms=rooms))
    (first, _), (_, later) = RUNNING["in_house"], RUNNING["bookings"]
    in_house = [
        {**first, "stay": f"S{n}", "room": str(1000 + n), "balance": "1000"} for n in range(300)
    ]
    bookings = [
        {
            **later,
            "stay": f"B{n}",
            "room_type": "DLX",
            "arrival": day(5 + n // 200 * 2),
            "departure": day(7 + n // 200 * 2),
            "balance": "-1000",
        }
        for n in range(2_000)
    ]
    file = running(
        in_house=in_house,
        bookings=bookings,
        rooms=[],
        trial={
            "rooms_occupied": 300,
            "in_house": 300,
            "bookings": 2_000,
            "room_nights": 300 * 2 + 2_000 * 2,
            "guest_ledger": str(250_000 + 300_000 - 2_000_000),
            "nights_to_charge": str(300 * 1_750_000 + 2_000 * 3_000_000),
        },
    )
    text = json.dumps(file)
    takes_less_than(8, lambda: hotel_of(property_=own).cut_over(text, on=MONDAY))
