"""Who has read one package has read them all: the same files, tables and habits everywhere."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from importlib import import_module
from inspect import getmembers, isclass, ismodule
from pathlib import Path

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from tests.each import each

import axentra_core
from axentra_core.channels.checks import Check, CheckResult, Direction
from axentra_core.channels.drift import Comparison, DifferentCell
from axentra_core.channels.exchange import Exchange, Managed
from axentra_core.channels.feed_messages import OpenFeed, RefuseValues, SendValues
from axentra_core.channels.mapping import Mapping as ChannelEntries
from axentra_core.channels.mapping import Offer
from axentra_core.channels.mapping_messages import OpenMapping, SetMapping
from axentra_core.channels.messages import (
    BeginFullSync,
    ChangeExchange,
    FinishFullSync,
    FinishMapping,
    NoteMapping,
    OpenConnection,
    RecordCheck,
    RecordDrift,
)
from axentra_core.channels.progress import Refusal
from axentra_core.channels.providers import Happening
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import (
    Flag,
    Outcome,
    SealedPersonal,
    Snapshot,
    ToldRoom,
    Version,
)
from axentra_core.channels.selling import Wanted
from axentra_core.channels.selling_messages import OpenSelling, SetWanted
from axentra_core.channels.updates import Measure as Told
from axentra_core.channels.updates import Target as Sold
from axentra_core.channels.updates import Update
from axentra_core.documents import (
    Content,
    DocumentKind,
    DocumentLine,
    IssueDocument,
    PaymentLine,
    Seller,
)
from axentra_core.folio import (
    AddFixedCharge,
    AdjustCharge,
    AgreeRouting,
    Frequency,
    OpenFolio,
    Quote,
    Recurrence,
    ReverseCharge,
    RoundCash,
    Share,
    SplitCharge,
    Target,
)
from axentra_core.groups import OpenGroup
from axentra_core.hotel import AGGREGATES, CODEC, STANDARD_PERMISSIONS
from axentra_core.kernel.actor import SYSTEM, Actor, Context
from axentra_core.kernel.decider import id_of
from axentra_core.kernel.errors import AxentraError, InvalidInput, RuleViolation
from axentra_core.kernel.machine import Machine
from axentra_core.kernel.money import money
from axentra_core.kernel.rounding import Rounding
from axentra_core.kernel.sealed import Sealed
from axentra_core.meters import (
    BilledLine,
    ChangePeriod,
    ChangeUnits,
    CorrectReading,
    Device,
    DevicePeriod,
    FinaliseRegistration,
    InstallMeter,
    InvoicedVia,
    InvoiceRegistration,
    LineKind,
    Measure,
    MeterFacts,
    NoteDocument,
    NoteReceipt,
    OpenRegistration,
    Paid,
    Quality,
    Quantity,
    ReadingKind,
    ReadingSource,
    Reason,
    Receipt,
    RecordDifference,
    RecordReading,
    Register,
    RemoveDevice,
    ReplaceDevice,
    ReviewRegistration,
    SettleInFrontDesk,
    ShownAt,
    SubmitHours,
    SubmitReadings,
    SubmittedHours,
    SubmittedReading,
)
from axentra_core.meters import Figures as Used
from axentra_core.payment_rules import (
    PRESETS,
    ActivateRule,
    ActiveRule,
    CancelPayment,
    CardFacts,
    CardKind,
    ChangeCardFacts,
    ChangePlanCard,
    ChangeReservation,
    ChargeOutcome,
    ClaimPayment,
    DraftRule,
    ExcessPolicy,
    Figures,
    GuestCard,
    LatePolicy,
    MatchRules,
    NoShowPolicy,
    OpenPlan,
    PaymentRulesSettings,
    RecordCharge,
    RecordGuestDidNotCome,
    RegisterCard,
    ReinstatePlan,
    ReservationFacts,
    ResumePayment,
    ReviseRule,
)
from axentra_core.restaurant import PlaceOrder
from axentra_core.rooms import Condition
from axentra_core.stays import (
    AgreePackages,
    AmendStay,
    Book,
    ChangePrices,
    CheckOut,
    CountRooms,
    ExtendStay,
    NightChange,
    NightPrice,
    Occupant,
    Package,
    PackagePart,
    PackageUnit,
    Settlement,
    TakeOverStay,
)
from axentra_core.testing.strategies import values_of

HOME = Path(axentra_core.__file__).parent
PACKAGES = [
    file.parent.name for file in sorted(HOME.glob("*/decider.py")) if file.parent.name != "kernel"
]
SHAPE = {"__init__.py", "model.py", "lifecycle.py", "messages.py", "decider.py", "refusals.py"}
KINDS = {aggregate.kind: aggregate for aggregate in AGGREGATES}
COMMANDS = {command: one for one in AGGREGATES for command in one.decide_by}
EVENTS = {event: one for one in AGGREGATES for event in one.evolve_by}


def part(package, name=""):
    """Return a package, or a module of it."""
    return import_module(f"axentra_core.{package}{name and '.'}{name}")


def classes_of(module):
    """Return the classes that a module defines."""
    return [cls for _, cls in getmembers(module, isclass) if cls.__module__ == module.__name__]


def named(cls):
    """Return the name of a class."""
    return cls.__name__


# --- shape ---


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_has_the_files_of_the_shape(package) -> None:
    """What things are, how they move, what is said, what is decided, what is refused."""
    assert {file.name for file in (HOME / package).glob("*.py")} >= SHAPE


def messages_of(package):
    """Return commands and events; where they are many, some have a file of their own.

    What a command lists, such as the shares of a split, names no record and is no message.
    """
    found = (file.relative_to(HOME / package) for file in sorted((HOME / package).rglob("*.py")))
    names = [".".join(file.with_suffix("").parts) for file in found]
    files = [name for name in names if name == "lines" or name.endswith(("events", "messages"))]
    found = [cls for name in files for cls in classes_of(part(package, name)) if attrs.has(cls)]
    return [cls for cls in found if attrs.fields(cls)[0].name in KINDS]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_message_has_its_row(package) -> None:
    """A command without a decision and an event without a consequence do not exist."""
    own = part(package).AGGREGATES
    decided = [command for one in own for command in one.decide_by]
    evolved = [event for one in own for event in one.evolve_by]
    messages = set(messages_of(package))
    assert set(decided) | set(evolved) == messages
    assert max(Counter(decided + evolved).values()) == 1
    assert all(one in AGGREGATES for one in own)


@pytest.mark.parametrize("package", PACKAGES)
def test_every_record_begins(package) -> None:
    """Each kind of record is opened by a command and begun by an event."""
    for one in part(package).AGGREGATES:
        assert any(row.opens for row in one.decide_by.values())
        assert any(row.begins for row in one.evolve_by.values())
        assert one.whole <= set(one.decide_by)


@pytest.mark.parametrize("package", PACKAGES)
def test_every_table_is_listed(package) -> None:
    """What moves is drawn, tested and asked by its list."""
    lifecycle = part(package, "lifecycle")
    tables = {id(table) for table in vars(lifecycle).values() if isinstance(table, Machine)}
    assert tables == {id(table) for table in lifecycle.MACHINES}
    assert part(package).MACHINES is lifecycle.MACHINES


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_refuses_by_one_class(package) -> None:
    """One class for the area, one code for each cause."""
    (refusal,) = classes_of(part(package, "refusals"))
    assert issubclass(refusal, RuleViolation)
    kinds = {one.kind for one in part(package).AGGREGATES} | {package, package.removesuffix("s")}
    assert {code.partition(".")[0] for code in refusal.SENTENCES} <= kinds


@pytest.mark.parametrize("package", PACKAGES)
def test_what_is_exported_is_there_and_in_order(package) -> None:
    """A stranger finds commands, events, states and refusals at the front door."""
    module = part(package)
    names = module.__all__

    def place(name):
        return (not name.isupper(), not name[0].isupper(), name)

    assert names == sorted(set(names), key=place)
    assert all(hasattr(module, name) for name in names)
    assert not [name for name in names if ismodule(getattr(module, name))]
    messages = messages_of(package) + classes_of(part(package, "refusals"))
    states = [one.state for one in module.AGGREGATES]
    assert {named(cls) for cls in [*messages, *states]} <= set(names)


# --- messages ---


@each("message", [*COMMANDS, *EVENTS], ids=CODEC.name_of)
def test_a_message_begins_with_the_id_of_its_record(message) -> None:
    """The first field says which record is meant, by the name of its kind."""
    owner = COMMANDS.get(message) or EVENTS[message]
    assert attrs.fields(message)[0].name == owner.kind
    assert message.__doc__


@each("command", COMMANDS, ids=CODEC.name_of)
def test_a_command_is_checked(command) -> None:
    """What is asked is looked at field by field before anything is decided."""
    nothing = {field.name: None for field in attrs.fields(command)}
    with pytest.raises(InvalidInput) as caught:
        command(**nothing)
    told = {fault.path: fault.code for fault in caught.value.faults}
    assert told[COMMANDS[command].kind] == "field.required"
    assert set(told.values()) <= {"field.required", "value.unknown"}
    with pytest.raises(InvalidInput) as caught:
        command(**{**nothing, COMMANDS[command].kind: "no such id!"})
    assert caught.value.faults[0].code == "id.bad_format"


@each("message", [*COMMANDS, *EVENTS], ids=CODEC.name_of)
def test_a_message_cannot_be_changed(message) -> None:
    """What was asked and what has happened stay as they were said."""
    # Whatever is in it: nothing can be put into a message of which nothing is known.
    said = message.__new__(message)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(said, attrs.fields(message)[0].name, "other")
    assert not hasattr(said, "__dict__")


def test_every_record_and_message_has_a_name_of_its_own() -> None:
    """No two kinds of records share a name, and no two messages of one kind."""
    assert len(KINDS) == len(AGGREGATES)
    for one in AGGREGATES:
        names = [named(cls) for cls in (*one.decide_by, *one.evolve_by)]
        assert len(set(names)) == len(names)


# --- what holds for every record, wherever its history leads ---

DAYS = [date(2026, 11, 23) + timedelta(days=n) for n in range(-1, 3)]
NIGHTS = tuple(NightPrice(day, money(850_000, "IDR")) for day in DAYS[1:2])
BOOK = Book("X1", "AX-1", "G1", "DLX", DAYS[1], DAYS[2], NIGHTS)
SEALED = values_of(Sealed, subject=st.sampled_from(["X1", "X1", "X2"]))
LIKELY = {
    "stay": st.sampled_from(["S1", "S1", "S1", "S2"]),
    "room": st.sampled_from(["2034", "2035"]),
    "source": st.sampled_from(["order:O1", "order:O2"]),
    "currency": st.sampled_from(["IDR", "IDR", "IDR", "EUR"]),
    "amount": st.integers(1, 5).map(lambda units: money(units, "IDR")),
    "quote": st.integers(0, 5).map(lambda net: Quote("IDR", Decimal(net), (), Decimal(net), "")),
    **dict.fromkeys(["name", "mail", "phone"], SEALED),
    **dict.fromkeys(["night", "date", "business_date"], st.sampled_from(DAYS)),
    **dict.fromkeys(["line", "settings", "version"], st.integers(1, 3)),
    "arrival": st.sampled_from(DAYS[:2]),
    "departure": st.sampled_from(DAYS[2:]),
    "digits": st.sampled_from([0, 0, 0, 2]),
    "ready_from": st.just(Condition.DIRTY),
    "room_type": st.sampled_from(["DLX", "DLX", "STE"]),
    "month": st.just(DAYS[1]),
    "address": SEALED,
    "cashier": st.sampled_from(["ayu", "ayu", "dewi"]),
    "floats": st.lists(st.integers(1, 5).map(lambda units: money(units, "IDR")), max_size=1),
    "counted": st.integers(0, 5).map(lambda units: (money(units, "IDR"),)),
    "in_house": st.integers(-1, 2).map(lambda units: money(units, "IDR")),
    "credit_limit": st.none() | st.integers(0, 9).map(lambda units: money(units, "IDR")),
    "terms_days": st.integers(0, 1),
    "payment": st.sampled_from(["P1", "P1", "P2", "P3"]),
    "allocations": st.none() | st.just(()),
    "clears": st.just(()),
    **dict.fromkeys(["item", "entry", "step"], st.integers(1, 3)),
}
# Commands whose fields have to agree with each other, and with the one night that is booked.
NIGHT = st.builds(NightPrice, st.sampled_from(DAYS[1:]), LIKELY["amount"])
ON_ACCOUNT = {"settlement": Settlement.ON_ACCOUNT, "reason": "the company pays"}
PRINTED = DocumentLine(1, DAYS[1], "Room", Decimal(1), "room", "rooms", Decimal(5), Decimal(5))
CONTENT = Content(
    kind=DocumentKind.ADVANCE_INVOICE,
    currency="IDR",
    digits=0,
    about="folio:S1:1",
    net=Decimal(5),
    charged=Decimal(5),
    paid=Decimal(5),
    balance=Decimal(0),
    seller=Seller("Hotel Bali"),
    lines=(PRINTED,),
    payments=(PaymentLine(2, DAYS[1], "cash", Decimal(5)),),
)
TWO = (Share(1), Share(2, Decimal(2)))
DAILY = Recurrence(Frequency.DAILY)
# A card of the guest, one that nobody has validated, and one that a channel has issued.
OWN = CardFacts(CardKind.STANDARD, "tok_1", "visa", "4242", DAYS[3], is_validated=True)
CARDS = st.sampled_from(
    [
        OWN,
        attrs.evolve(OWN, token="tok_2", is_validated=None),
        CardFacts(CardKind.VIRTUAL, "tok_3", "visa", "1881", balance=money(2, "IDR")),
    ]
)
TERMS = st.sampled_from([*PRESETS.values()])
PRINTS = TERMS.map(lambda terms: terms.fingerprint)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
RULES = TERMS.map(lambda terms: (ActiveRule(f"R-{terms.steps[0].when.trigger}", terms, LONG_AGO),))
POLICY = st.builds(
    PaymentRulesSettings,
    late=st.sampled_from(LatePolicy),
    no_show=st.sampled_from(NoShowPolicy),
    no_show_virtual=st.sampled_from(NoShowPolicy),
    excess=st.sampled_from(ExcessPolicy),
    retries=st.integers(0, 1),
)
RESERVED = st.builds(
    ReservationFacts, st.just("booking_com"), LIKELY["arrival"], LIKELY["departure"], st.just("IDR")
)
PLAN = {
    "payment_plan": st.just("X1"),
    "guest_card": st.sampled_from(["C1", "C2"]),
    "reservation": RESERVED,
    "rules": RULES,
    "facts": CARDS,
    "zone": st.just("Asia/Jakarta"),
    "policy": POLICY,
    "number": st.integers(1, 3),
    "attempt": st.integers(1, 2),
    "outcome": st.sampled_from(ChargeOutcome),
    "captured": st.none() | st.integers(0, 3).map(lambda units: money(units, "IDR")),
    "told": st.none() | st.just("no_funds"),
    "figures": st.integers(0, 3).map(
        lambda units: Figures(*(money(one, "IDR") for one in (units, units, 0, 1)))
    ),
    "card": st.builds(GuestCard, st.just("C1"), CARDS, st.integers(0, 1)),
    "rounding": st.just(Rounding(Decimal(1))),
    "surcharge": st.none(),
}


# A device with one register, another with one more, and moments of a stay before now.
DEVICES = st.sampled_from(
    [
        Device("D1", (Register("el", Measure.KWH, 5),)),
        Device("D2", (Register("el", Measure.KWH, 5), Register("nt", Measure.KWH))),
    ]
)
MOMENTS = st.sampled_from([datetime(2026, 11, day, 7, tzinfo=UTC) for day in range(20, 24)])
SHOWN = st.sampled_from([Decimal(100), Decimal(150), Decimal(99_999)])
STAND = st.builds(ShownAt, st.sampled_from(["el", "el", "nt"]), SHOWN).map(lambda one: (one,))
SENT = st.builds(
    SubmittedReading,
    st.sampled_from(["M1", "M1", "M1", "M2"]),
    st.just("el"),
    SHOWN,
    MOMENTS,
    st.sampled_from([ReadingKind.ARRIVAL, ReadingKind.DEPARTURE, ReadingKind.CONTROL]),
    st.none() | st.sampled_from(["p1", "p2"]),
    corrects=st.none() | st.just(1),
)
TOLD = st.builds(
    lambda since, value, key: SubmittedHours(
        "M1", "el", since, since + timedelta(hours=1), (value,), key
    ),
    MOMENTS,
    SHOWN,
    st.none() | st.sampled_from(["h1", "h2"]),
)
FACTS = st.builds(lambda device: MeterFacts("M1", "el", (DevicePeriod(device, LONG_AGO),)), DEVICES)
LINES = (
    BilledLine("el", "el", LineKind.USAGE, Quantity(Decimal(2)), Measure.KWH, "el", Decimal(12)),
    BilledLine("el", "el", LineKind.USAGE, Quantity(Decimal(3)), Measure.KWH, "el", Decimal(18)),
)
DOUBTFUL = Used(reasons=(Reason("outlier", "far more than others"),))
USED = st.sampled_from([Used(), DOUBTFUL, *(Used("IDR", lines=(one,)) for one in LINES)])
METERED = {
    **dict.fromkeys(("meter", "registration"), st.just("X1")),
    "unit": st.just("2034"),
    "utility": st.just("el"),
    "device": DEVICES,
    **dict.fromkeys(("since", "at"), MOMENTS),
    **dict.fromkeys(("removal", "initial"), st.just(()) | STAND),
    "register": st.sampled_from(["el", "el", "nt"]),
    "value": SHOWN,
    "kind": st.sampled_from(ReadingKind),
    "source": st.sampled_from(ReadingSource),
    "quality": st.sampled_from(Quality),
    **dict.fromkeys(("evidence", "by"), st.none()),
    "measure": st.none() | st.sampled_from([Measure.KWH, Measure.M3]),
    "most": st.none() | SHOWN,
    "number": st.integers(1, 3),
    "stay": st.none() | st.just("S1"),
    "stay_number": st.none() | st.integers(1, 3),
    "reason": st.just("misread"),
    "arrival": LIKELY["arrival"],
    "departure": LIKELY["departure"],
    "zone": st.just("Asia/Jakarta"),
    "meters": st.just(()) | FACTS.map(lambda one: (one,)),
    "readings": st.lists(SENT, min_size=1, max_size=2).map(tuple),
    "moved": st.just(()) | st.just(("2035",)),
    "units": st.sampled_from([("2034",), ("2034", "2035"), ("2034", "2035", "2034")]),
    "hours": st.lists(TOLD, min_size=1, max_size=2).map(tuple),
    "persons": st.integers(1, 2),
    "grace_days": st.just(1),
    "figures": USED,
    "via": st.sampled_from([InvoicedVia.AUTOMATIC, InvoicedVia.LIST]),
    **dict.fromkeys(("always_front_desk", "from_readings"), st.booleans()),
    "document": st.sampled_from(["F-1", "F-2"]),
    "without": st.sampled_from([(), (), ("M1",)]),
    "receipt": st.just(Receipt(date(2026, 11, 23), (Paid("cash", Decimal(12)),))),
}

# A connection that sends one measure or two, a mapping that may have a fault, and a week of rooms.
DELUXE = Sold("DLX")
ROOMS = st.builds(
    Update,
    st.sampled_from([DELUXE, DELUXE, Sold("STD")]),
    st.sampled_from([Told.AVAILABILITY, Told.STOP_SELL]),
    st.sampled_from(DAYS[:2]),
    st.sampled_from(DAYS[2:]),
    st.integers(0, 1),
)
WANTED = st.builds(
    Wanted,
    st.sampled_from([Told.PRICE, Told.MIN_STAY_ARRIVAL, Told.MAX_STAY_THROUGH]),
    st.sampled_from(DAYS[:2]),
    st.sampled_from(DAYS[2:]),
    st.integers(1, 3),
)
BAR, OTHER = (Offer("DLX", rate, "DLX", rate, "DLX", "IDR") for rate in ("BAR", "NRF"))
CELL = DifferentCell(DELUXE, Told.PRICE, DAYS[1], 1, None)
CHANNELS = {
    **dict.fromkeys(("connection", "feed", "channel_mapping", "selling"), st.just("X1")),
    "room_type": st.just("DLX"),
    "rate_plan": st.none() | st.just("BAR"),
    "currency": st.just("IDR"),
    "digits": st.just(0),
    "values": WANTED.map(lambda one: (one,)),
    "provider": st.just("siteminder"),
    "property_code": st.just("HOTEL1"),
    "account": st.none(),
    "exchange": st.sampled_from(
        [
            Exchange(Direction.SENDS, (Told.PRICE, Told.STOP_SELL)),
            Exchange(
                Direction.SENDS, (Told.PRICE, Told.STOP_SELL), (Managed(Told.STOP_SELL, "ayu"),)
            ),
        ]
    ),
    "version": st.integers(1, 2),
    "faults": st.sampled_from([(), (), ("offer_unmapped",)]),
    **dict.fromkeys(("hours", "pending"), st.integers(0, 1)),
    "check": st.sampled_from([Check.PRICE, Check.PRICE, Check.STOP_SELL]),
    "result": st.sampled_from(CheckResult),
    "what": st.just("850,000 on Friday"),
    "reference": st.none(),
    "comparison": st.sampled_from([Comparison(9, 0), Comparison(9, 1, (CELL,))]),
    "mapping": st.integers(1, 2),
    "target": st.just(DELUXE),
    "message": st.integers(1, 4),
    "updates": ROOMS.map(lambda one: (one,)),
    "refusals": ROOMS.map(lambda one: (Refusal(one, "channels.room_unknown"),)),
}
A_ROOM, ANOTHER = (ToldRoom(room_code=code, arrival=DAYS[0]) for code in ("DLX", "STD"))
TOLD_RESERVATION = {
    "channel_reservation": st.just("X1"),
    "reference": st.just(ChannelReference("EXP", "1695093244")),
    "guest": st.just("G1"),
    "digest": st.sampled_from(["d1", "d2", "d3", "d4"]),
    "version": st.sampled_from([Version(), Version(revision=1), Version(revision=2)]),
    "happening": st.sampled_from(Happening),
    "snapshot": st.sampled_from(
        [Snapshot((A_ROOM,)), Snapshot((ANOTHER, A_ROOM)), Snapshot((ANOTHER,)), Snapshot()]
    ),
    "personal": st.just(SealedPersonal(country="ID")),
    "ids": st.just(()),
    **dict.fromkeys(("secondary", "card"), st.none()),
    "connection": st.none() | st.just("C1"),
    "message": st.sampled_from(["M1", "M2"]),
    **dict.fromkeys(("is_card_lost", "is_import"), st.booleans()),
    "stays": st.sampled_from([("S1",), ("S1", "S2"), ()]),
    "stay": st.sampled_from(["S1", "S2"]),
    "number": st.integers(1, 3),
    "room_type": st.just("DLX"),
    "rate_plan": st.none(),
    "waiting": st.sampled_from([(), (1,)]),
    "flags": st.sampled_from([(), (Flag.ROOM_UNMAPPED,)]),
    "given_up": st.sampled_from([(), (2,)]),
    "outcome": st.just(Outcome.TAKEN),
}
ENTERED = st.sampled_from([(BAR,), (BAR, OTHER), (OTHER,), (BAR, BAR)]).map(
    lambda offers: ChannelEntries("siteminder", offers)
)


def by_name(command, named, **others):
    """Return a command by the names of its fields."""
    drawn = {**named, **others}
    return st.builds(command, **{name: drawn[name] for name in attrs.fields_dict(command)})


FITTING = {
    **{
        command: by_name(command, CHANNELS)
        for command in (
            OpenConnection,
            ChangeExchange,
            NoteMapping,
            FinishMapping,
            BeginFullSync,
            FinishFullSync,
            RecordCheck,
            RecordDrift,
            OpenFeed,
            SendValues,
            RefuseValues,
            OpenSelling,
            SetWanted,
        )
    },
    **{
        command: by_name(command, CHANNELS, mapping=ENTERED)
        for command in (OpenMapping, SetMapping)
    },
    **{
        command: by_name(command, TOLD_RESERVATION)
        for command in KINDS["channel_reservation"].decide_by
    },
    **{
        command: by_name(command, PLAN)
        for command in (
            OpenPlan,
            MatchRules,
            ChangeReservation,
            ChangePlanCard,
            RecordGuestDidNotCome,
            ReinstatePlan,
            ClaimPayment,
            RecordCharge,
            ResumePayment,
            CancelPayment,
        )
    },
    **{
        command: by_name(command, METERED)
        for command in (
            InstallMeter,
            ReplaceDevice,
            RemoveDevice,
            OpenRegistration,
            ChangePeriod,
            ChangeUnits,
            SubmitHours,
            SubmitReadings,
            FinaliseRegistration,
            ReviewRegistration,
            InvoiceRegistration,
            SettleInFrontDesk,
            NoteDocument,
            NoteReceipt,
            RecordDifference,
        )
    },
    **{
        command: by_name(command, METERED, device=st.none() | st.just("D1"))
        for command in (RecordReading, CorrectReading)
    },
    DraftRule: st.builds(DraftRule, st.just("X1"), TERMS, POLICY),
    ReviseRule: st.builds(ReviseRule, st.just("X1"), TERMS, POLICY),
    ActivateRule: st.builds(
        ActivateRule, st.just("X1"), PRINTS, POLICY, RULES | st.just(()), st.booleans()
    ),
    RegisterCard: st.builds(RegisterCard, st.just("X1"), CARDS),
    ChangeCardFacts: st.builds(ChangeCardFacts, st.just("X1"), CARDS),
    AdjustCharge: st.builds(
        lambda line, amount: AdjustCharge("X1", line, "cold", amount),
        LIKELY["line"],
        LIKELY["amount"],
    ),
    RoundCash: st.just(RoundCash("X1", money(2, "IDR"))),
    SplitCharge: LIKELY["line"].map(lambda line: SplitCharge("X1", line, TWO, "they share")),
    AgreeRouting: st.sampled_from([Target(None, 2), Target("X2"), Target("X1")]).map(
        lambda target: AgreeRouting("X1", target, limit=Decimal(3))
    ),
    AddFixedCharge: LIKELY["amount"].map(
        lambda net: AddFixedCharge("X1", "FNB", net, DAILY, DAYS[1])
    ),
    IssueDocument: st.sampled_from(DocumentKind).map(
        lambda kind: IssueDocument("X1", attrs.evolve(CONTENT, kind=kind, refers_to="X0"))
    ),
    Book: st.sampled_from([BOOK, attrs.evolve(BOOK, waitlisted=True)]),
    TakeOverStay: st.just(TakeOverStay("X1", BOOK, "2034", "DLX", DAYS[1])),
    AmendStay: st.builds(
        lambda room_type, price: AmendStay(
            "X1", room_type, DAYS[1], DAYS[2], (NightPrice(DAYS[1], price),), (Occupant(),)
        ),
        LIKELY["room_type"],
        LIKELY["amount"],
    ),
    AgreePackages: st.builds(
        lambda price, per, included: AgreePackages(
            "X1", (Package("BB", "Breakfast", (PackagePart("FNB", price, per, included),)),)
        ),
        st.sampled_from([Decimal(2), Decimal(900_000)]),
        st.sampled_from(PackageUnit),
        st.booleans(),
    ),
    ExtendStay: NIGHT.map(lambda night: ExtendStay("X1", DAYS[3], (night,))),
    ChangePrices: NIGHT.map(lambda night: ChangePrices("X1", (night,))),
    CheckOut: st.sampled_from(
        [CheckOut("X1"), CheckOut("X1", **ON_ACCOUNT), CheckOut("X1", sharers=("S2",))]
    ),
    CountRooms: st.builds(
        lambda night, sold, held, already: CountRooms(
            "X1", (NightChange(night, sold, held, 1),), (2,), 1, already
        ),
        st.sampled_from(DAYS),
        st.integers(-1, 3),
        st.integers(-1, 3),
        st.booleans(),
    ),
}
CONTEXTS = st.builds(
    Context,
    st.just(datetime(2026, 11, 23, 7, tzinfo=UTC)),
    st.sampled_from(DAYS),
    st.sampled_from([SYSTEM, Actor("staff", "ayu"), Actor("staff", "dewi", ("manager",))]),
    st.just(STANDARD_PERMISSIONS),
)


@cache
def likely(kind, command):
    """Return commands to record X1 that have a chance to fit what has happened to it."""
    drawn = {name: LIKELY[name] for name in attrs.fields_dict(command) if name in LIKELY}
    drawn[kind] = st.just("X1")
    if command in {OpenGroup, OpenFolio}:
        del drawn["name"]
    if command in FITTING:
        return FITTING[command]
    if command is PlaceOrder:
        return values_of(command).map(lambda said: attrs.evolve(said, order="X1"))
    return values_of(command, **drawn)


def walk(kind, data):
    """Do to one record what might be done to it, in any order, and check what must always hold."""
    aggregate, state, history = KINDS[kind], None, []
    for _ in range(data.draw(st.integers(5, 15))):
        context = data.draw(CONTEXTS)
        rows = [row.command for row in aggregate.decide_by.values() if row.opens is (state is None)]
        command = data.draw(likely(kind, data.draw(st.sampled_from(rows))))
        shown = aggregate.allowed(state, context)[named(type(command))] if state else None
        before = repr(state)
        try:
            events = aggregate.decide(state, command, context)
        except AxentraError as error:
            refusal, events = error, ()
        else:
            refusal = None
        assert repr(state) == before
        if shown is not None and shown.reasons:
            assert refusal is not None
            assert (refusal.code, refusal.values) == (
                shown.reasons[0].code,
                shown.reasons[0].values,
            )
        elif shown is not None and not shown.asks and type(command) is not ReverseCharge:
            assert refusal is None, f"{command} is shown as possible: {refusal}"
        for event in events:
            assert id_of(event) == "X1"
            state = aggregate.evolve(state, event)
            history.append(event)
        assert aggregate.replay(history) == state
        if state is not None:
            assert all(
                name.startswith(f"{kind}.") and isinstance(value, str)
                for name, value in aggregate.index(state)
            )


@settings(max_examples=10)
@pytest.mark.parametrize("kind", KINDS)
@for_all(st.data())
def test_wherever_a_history_leads_its_rules_hold(kind, data) -> None:
    """Shown and done agree, refusals change nothing, what is decided can happen, replays agree."""
    walk(kind, data)


@pytest.mark.long
@settings(max_examples=300)
@pytest.mark.parametrize("kind", KINDS)
@for_all(st.data())
def test_wherever_hundreds_of_histories_lead_their_rules_hold(kind, data) -> None:
    """The same, until every event has happened many times."""
    walk(kind, data)


def test_a_reversal_asks_for_its_line() -> None:
    """Whether a line can be taken back depends on the line, so the button asks for it.

    Where it was invoiced, the document is asked for too.
    """
    assert [asked.argument for asked in KINDS["folio"].decide_by[ReverseCharge].asking] == [
        *["line"] * 3,
        "document",
    ]


@each("command", COMMANDS, ids=CODEC.name_of)
def test_a_row_says_what_it_does_and_what_it_asks_for(command) -> None:
    """Every rule is a sentence, and what is asked for is a field of the command."""
    row = COMMANDS[command].decide_by[command]
    assert row.decide.__doc__
    assert all(guard.__doc__ or guard.__name__ == "in_table" for guard in row.guards)
    assert all(asked.guard.__doc__ for asked in row.asking)
    assert all(asked.argument in attrs.fields_dict(command) for asked in row.asking)
