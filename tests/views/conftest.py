"""The documents that views are made from: the seed's story, a bill, a board and a chart."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.documents import AGGREGATES as DOCUMENTS
from axentra_core.documents import (
    AgeLine,
    Content,
    Document,
    DocumentKind,
    DocumentLine,
    IssueDocument,
    OpenItemLine,
    Party,
    PaymentLine,
    Seller,
    Settlement,
    TaxLine,
    Tendered,
)
from axentra_core.folio import (
    Card,
    ChargePosted,
    ChargeReversed,
    Component,
    FolioOpened,
    PaymentMethod,
    PaymentTaken,
    Quote,
    Statement,
    statement,
)
from axentra_core.hotel import Hotel
from axentra_core.hotel.boards import Bar, ChartRow, RoomLine, StayLine, TapeChart
from axentra_core.housekeeping import Priority, Task, TaskKind, TaskStatus, Waiting
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.calendar import Nights
from axentra_core.kernel.errors import RuleViolation
from axentra_core.kernel.keys import Keys
from axentra_core.kernel.money import money
from axentra_core.kernel.sealed import Sealed
from axentra_core.reports import DayReport, day_report
from axentra_core.rooms import (
    BlockKind,
    Condition,
    Discrepancy,
    Door,
    GuestRequest,
    Occupancy,
    Room,
    RoomBlock,
    RoomSetup,
    Sign,
    Turndown,
    board_codes,
)
from axentra_core.rooms.refusals import RoomRefusal
from axentra_core.stays import (
    Guarantee,
    Night,
    Presence,
    Source,
    Stay,
    StayBooked,
    StayStatus,
)
from axentra_core.testing import ManualClock, SequentialIds, example_property
from axentra_core.testing.specification import CONTEXT

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (23, 24, 25))
ROUNDING = "half_up 0.01 component"


@attrs.frozen
class Story:
    """What one guest's two nights leave behind.

    Attributes:
        bill: the bill after the check-out.
        owing: the bill as it was when the check-out was refused.
        refusal: of the check-out while the bill was not paid.
        boards: the room board in the afternoon of the arrival, and after the check-out.
        days: the reports of the first night and of the day of departure.
        nights: arrival and departure.
    """

    bill: Statement
    owing: Statement
    refusal: RuleViolation
    boards: tuple[tuple[RoomLine, ...], tuple[RoomLine, ...]]
    days: tuple[DayReport, DayReport]
    nights: Nights


@pytest.fixture(scope="session")
def story() -> Story:
    """Return the seed's story: two nights, two dishes and two drinks in room 2034."""
    hotel = Hotel(
        MemoryStore(),
        example_property(),
        clock=ManualClock(),
        ids=SequentialIds(),
        keys=Keys(b"k" * 32),
    )
    hotel.open(on=MONDAY)
    desk = hotel.by(Actor("staff", "ayu"))
    booked = desk.reserve(
        arrival=MONDAY,
        departure=WEDNESDAY,
        room_type="DLX",
        prices=[money("850000", "IDR")] * 2,
        name="Siti Rahma",
    )
    stay = booked.one(StayBooked).stay
    desk.check_in(stay, room="2034")
    desk.order_room_service(stay, [("nasi-goreng", 2), ("es-teh", 2)], key="order")
    desk.do_not_disturb(stay)
    occupied = hotel.read.board()
    desk.close_day(MONDAY)
    desk.close_day(TUESDAY)
    owing = hotel.read.folio(stay)
    with pytest.raises(RuleViolation) as refused:
        desk.check_out(stay)
    desk.take_payment(stay, PaymentMethod.CASH, money("1000000", "IDR"), key="cash")
    visa = Card("tok_1", "visa", "4242")
    desk.take_payment(stay, PaymentMethod.CARD, money("1286900", "IDR"), card=visa, key="card")
    desk.check_out(stay)
    return Story(
        bill=hotel.read.folio(stay),
        owing=owing,
        refusal=refused.value,
        boards=(occupied, hotel.read.board()),
        days=(day_report(hotel.feed(), MONDAY), day_report(hotel.feed(), WEDNESDAY)),
        nights=Nights(MONDAY, WEDNESDAY),
    )


def kroner(net: str, vat: str) -> Quote:
    """Return a price in kroner with 25 % VAT."""
    price, tax = Decimal(net), Decimal(vat)
    parts = (Component("vat", price, Decimal("0.25"), tax),)
    return Quote("DKK", price, parts, price + tax, ROUNDING)


@pytest.fixture(scope="session")
def corrected() -> Statement:
    """Return a bill with a deposit, a charge taken back, long texts, and money left over."""
    room, spa = kroner("1234.50", "308.63"), kroner("400.00", "100.00")
    dinner = (
        "海景餐廳雙人晚餐套餐，含前菜、主菜、甜點與現場演奏 Dinner for two with a view of the sea"
    )
    twelfth, second, third = date(2026, 12, 12), date(2027, 1, 2), date(2027, 1, 3)
    return statement(
        [
            FolioOpened("S7", "S7", "DKK", Decimal("0.01")),
            PaymentTaken("S7", 1, PaymentMethod.TRANSFER, Decimal("3000.00"), "DKK", twelfth, None),
            ChargePosted(
                "S7", 2, "ROOM", "rooms", "Dobbeltværelse", 1, room, second, second, "n", 1
            ),
            ChargePosted("S7", 3, "SPA", "wellness", "Spa", 2, spa, second, third, "s", 1),
            ChargePosted("S7", 4, "FNB", "restaurant", dinner, 12, spa, third, third, "d", 1),
            ChargeReversed(
                "S7", 5, 3, "SPA", "wellness", "Spa", 2, spa.negated(), second, third, "s", "closed"
            ),
        ]
    )


# --- a Monday's rooms ---

VACANT, OCCUPIED = Occupancy.VACANT, Occupancy.OCCUPIED
DIRTY, PICKUP, CLEAN, INSPECTED = Condition
OVER, OUT = Presence.STAY_OVER, Presence.DUE_OUT
DND, MUR = GuestRequest.DO_NOT_DISTURB, GuestRequest.MAKE_UP_ROOM
LOCKED, TO_TURN = {"door": Door.DOUBLE_LOCKED}, {"turndown": Turndown.REQUIRED}
SKIPPER = {
    "request": GuestRequest.SERVICE_DECLINED,
    "sign": Sign.NO_LUGGAGE,
    "discrepancy": Discrepancy.VACANT_WITH_STAY,
}
ORDER = RoomBlock(
    1,
    BlockKind.OUT_OF_ORDER,
    MONDAY,
    MONDAY + timedelta(4),
    "Aircon leaks into the wardrobe",
    DIRTY,
)
HOLD = RoomBlock(2, BlockKind.HOLD, MONDAY, TUESDAY, "Held for the wedding", CLEAN, "S90")
NOT_READY = RoomRefusal("room.not_ready", room="?", condition=DIRTY, ready_from=CLEAN)
BLOCKED = RoomRefusal("room.blocked", room="?")
UNFINISHED = RoomRefusal("room.work_unfinished", room="?", unfinished="task 7")
STILL_IN = RoomRefusal("room.occupied", room="?", stay="S1")
NAMES = (
    "Siti Rahma",
    "Søren Ærø Kjærgård",
    "王小明",
    "I Gusti Ayu Made Rai Pradnyawati",
    "Smith",
    None,
    "Dewi & Agus Santoso",
)


def work(kind: TaskKind, effort: int = 30, **known) -> Task:
    """Return an open task of room 0; `line` moves it to its room."""
    task = Task(
        id=f"{kind}", kind=kind, room="0", stay=None, cause="cause",
        blocks_room=kind is TaskKind.DEPARTURE_CLEAN, priority=Priority.NORMAL, effort=effort,
        linen=False, note=None, block=None, status=TaskStatus.OPEN, waiting=Waiting.READY,
        attendant=None, opened_on=MONDAY,
    )  # fmt: skip
    return attrs.evolve(task, **known)


LEAVING = work(TaskKind.DEPARTURE_CLEAN, attendant="ayu", status=TaskStatus.IN_PROGRESS)
RUSH = work(TaskKind.DEPARTURE_CLEAN, 40, priority=Priority.RUSH, linen=True)
STAY_OVER = work(TaskKind.STAY_OVER, 20, attendant="komang", status=TaskStatus.ASSIGNED)
WAITS = work(TaskKind.STAY_OVER, 20, attendant="komang", status=TaskStatus.ASSIGNED,
             waiting=Waiting.SUSPENDED)  # fmt: skip
MAKE_UP = work(TaskKind.MAKE_UP, 25, priority=Priority.GUEST)
BED = work(TaskKind.TURNDOWN, 10)
LOOK = work(TaskKind.INSPECTION, 5, attendant="wayan", status=TaskStatus.ASSIGNED)
REPAIR = work(TaskKind.MAINTENANCE, 90, note="Aircon leaks", block=1, attendant="tukang",
              status=TaskStatus.ASSIGNED)  # fmt: skip
LINEN = work(TaskKind.ARRIVAL_LINEN, 10, priority=Priority.ARRIVAL)

# fmt: off
ROOMS = (
    # occupancy  condition  work             presence  arriving  why not     what else
    (VACANT,     CLEAN,     (),              None,     None,     None,       {}),
    (VACANT,     DIRTY,     (RUSH,),         None,     "S80",    NOT_READY,  {}),
    (OCCUPIED,   DIRTY,     (WAITS,),        OVER,     None,     STILL_IN,   {"request": DND}),
    (OCCUPIED,   DIRTY,     (LEAVING,),      OUT,      "S81",    STILL_IN,   {"linen_due": True}),
    (VACANT,     INSPECTED, (LINEN,),        None,     "S82",    None,       {}),
    (OCCUPIED,   DIRTY,     (MAKE_UP, BED),  OVER,     None,     STILL_IN,   {"request": MUR}),
    (OCCUPIED,   CLEAN,     (),              OVER,     None,     STILL_IN,   {}),
    (VACANT,     DIRTY,     (REPAIR,),       None,     None,     BLOCKED,    {"blocks": (ORDER,)}),
    (VACANT,     PICKUP,    (),              None,     None,     NOT_READY,  {}),
    (OCCUPIED,   DIRTY,     (STAY_OVER,),    OUT,      None,     STILL_IN,   LOCKED),
    (OCCUPIED,   DIRTY,     (STAY_OVER,),    OVER,     None,     STILL_IN,   SKIPPER),
    (VACANT,     CLEAN,     (LEAVING, LOOK), None,     None,     UNFINISHED, {"linen_due": True}),
    (OCCUPIED,   INSPECTED, (BED,),          OVER,     None,     STILL_IN,   TO_TURN),
    (VACANT,     CLEAN,     (),              None,     None,     BLOCKED,    {"blocks": (HOLD,)}),
)
# fmt: on


def line(number: str, place: int, floor: str | None = "1", section: str | None = None) -> RoomLine:
    """Return one of the rooms above under a number of its own."""
    occupancy, condition, tasks, word, arriving, why, rest = ROOMS[place % len(ROOMS)]
    kind = "DLX" if place % 3 else "SUITE"
    stay = f"S{number}" if occupancy is OCCUPIED else None
    known = {"request": GuestRequest.NONE, **rest}
    room = Room(number, kind, occupancy, condition, stay=stay, **known)
    return RoomLine(
        room,
        RoomSetup(number, kind, floor, section),
        board_codes(room, MONDAY, due_out=word is OUT, arriving=arriving is not None),
        room.block_on(MONDAY),
        tuple(attrs.evolve(task, room=number) for task in tasks),
        word,
        arriving,
        why,
        {},
    )


@pytest.fixture(scope="session")
def today() -> tuple[RoomLine, ...]:
    """Return every kind of room on two floors, one with two sections, and one without a floor."""
    numbered = [
        *((f"1{place:02}", place, "1", "A" if place < 10 else "B") for place in range(1, 19)),
        *((f"2{place:02}", place, "2", None) for place in range(20, 36)),
        ("Villa", 0, None, None),
    ]
    return tuple(line(*known) for known in numbered)


def a_stay(number: int, first: date, nights: int, word: Presence) -> StayLine:
    """Return a stay as lists show it."""
    until = first + timedelta(nights)
    stay = Stay(
        id=f"S{number}", confirmation=f"C{number:06}", guest=f"G{number}", room_type="DLX",
        taken_type="DLX", arrival=first, departure=until,
        nights=tuple(Night(first + timedelta(night), Decimal(100)) for night in range(nights)),
        currency="IDR", party=(), source=Source.ONLINE, channel=None, reference=None,
        guarantee=Guarantee.NONE, policy=None, group=None, block=None,
        booked_on=first - timedelta(20), status=StayStatus.BOOKED,
    )  # fmt: skip
    return StayLine(stay, NAMES[number % len(NAMES)], word)


def word_of(first: date, until: date, number: int) -> Presence:
    """Return a word that fits to the dates on the Monday."""
    if until < MONDAY or first > MONDAY:
        return Presence.GONE if until < MONDAY else Presence.ARRIVING_LATER
    if first == MONDAY:
        return Presence.DUE_IN if number % 2 else OVER
    if number % 17 == 0:
        return Presence.OVERDUE
    return OUT if until == MONDAY else OVER


def bars(row: int, first: date, nights: int) -> Iterator[Bar]:
    """Yield the bars of a room, one after the other, with a gap here and there."""
    day, number = first - timedelta(row % 4), row * 20
    while day < first + timedelta(nights):
        number += 1
        until = day + timedelta(1 + (row * 7 + number * 3) % 6)
        if number % 11 == 5:
            yield Bar(day, until, block=attrs.evolve(ORDER, first=day, until=until))
        elif number % 4:
            word = word_of(day, until, number)
            yield Bar(day, until, stay=a_stay(number, day, (until - day).days, word))
        day = until


def a_chart(rooms: int, nights: int, first: date = MONDAY - timedelta(3)) -> TapeChart:
    """Return a chart of so many rooms and days."""
    setups = [
        RoomSetup(
            f"{1 + place // 12}{1 + place % 12:02}",
            "DLX" if place % 3 else "SUITE",
            str(1 + place // 12),
        )
        for place in range(rooms)
    ]
    rows = [ChartRow(room, tuple(bars(row, first, nights))) for row, room in enumerate(setups)]
    late = [
        a_stay(
            900 + one,
            MONDAY + timedelta(one),
            1 + one,
            Presence.ARRIVING_LATER if one else Presence.DUE_IN,
        )
        for one in range(3)
    ]
    return TapeChart(first, nights, MONDAY, tuple(rows), tuple(late))


@pytest.fixture(scope="session")
def chart() -> TapeChart:
    """Return a chart of twelve rooms and two weeks."""
    return a_chart(12, 14)


@pytest.fixture(scope="session")
def big_chart() -> TapeChart:
    """Return a chart of a large hotel and a month."""
    return a_chart(400, 31)


# --- documents of every kind ---

SIDHA = Seller(
    "PT Hotel Axentra Bali",
    ("Jalan Pantai Berawa 88", "Canggu, Badung 80361, Bali"),
    "01.234.567.8-904.000",
    "NIB 9120001234567",
)
STRAND = Seller("Strandhotellet Øresund ApS", ("Strandvejen 7", "3070 Snekkersten"), "DK12345678")
SITI = Party("G1", Sealed("G1", "x"), Sealed("G1", "y"))
COMPANY = Party("C1", Sealed("C1", "x"), Sealed("C1", "y"), tax_id="DK87654321")
FIGURE = {"net", "charged", "paid", "balance", "brought_forward", "rounding"}


def row(number, on, description, net, total, quantity="1", **more) -> DocumentLine:
    """Return a line of a document."""
    amounts = Decimal(net), Decimal(total)
    return DocumentLine(
        number, on, description, Decimal(quantity), "ROOM", "rooms", *amounts, **more
    )


def tax(code, rate, base, amount, *, owed=True) -> TaxLine:
    """Return a tax of a document."""
    share = None if rate is None else Decimal(rate)
    return TaxLine(code, share, Decimal(base), Decimal(amount), owed)


def sheet(kind, currency, digits, about, **said) -> Content:
    """Return a content; its sums are given as text."""
    sums = {name: Decimal(said.pop(name, "0")) for name in FIGURE}
    return Content(kind, currency, digits, about, **sums, **said)


INVOICE = sheet(
    DocumentKind.INVOICE,
    "IDR",
    0,
    "folio:S1:1",
    seller=SIDHA,
    buyer=SITI,
    room="2034",
    arrival=MONDAY,
    departure=WEDNESDAY,
    lines=(
        row(1, MONDAY, "Deluxe, ocean view", "850000", "1028500"),
        row(2, MONDAY, "Nasi goreng", "150000", "181500", "2", note="Order 17, room service"),
        row(3, TUESDAY, "Es teh", "40000", "48400", "2"),
        row(4, TUESDAY, "Deluxe, ocean view", "850000", "1028500"),
        row(5, WEDNESDAY, "Es teh", "-20000", "-24200", "-1", refers_to=3, note="One not served"),
    ),
    taxes=(
        tax("service", "0.10", "1870000", "187000"),
        tax("hotel_tax", "0.10", "2057000", "205700"),
        tax("city_tax", None, "0", "30000", owed=False),
    ),
    payments=(
        PaymentLine(
            6,
            TUESDAY,
            "cash",
            Decimal(1580000),
            tendered=Tendered("USD", Decimal(100), Decimal(15800)),
        ),
        PaymentLine(7, WEDNESDAY, "card", Decimal(282700), "auth 831", "4242"),
        PaymentLine(8, WEDNESDAY, "cash", Decimal(-100000), "too much taken"),
    ),
    settlements=(Settlement("ADV-2026-000003", Decimal(500000)),),
    net="1870000",
    charged="2262700",
    paid="1762700",
)
STAY = {"room": "12", "arrival": date(2027, 1, 2), "departure": date(2027, 1, 4)}
DOUBLE = row(1, date(2027, 1, 2), "Dobbeltværelse med havudsigt", "1234.50", "1543.13")
VAT = tax("vat", "0.25", "1234.504", "308.63")
TWICE = {"net": "1234.50", "charged": "1543.13", "lines": (DOUBLE,), "taxes": (VAT,)}
BACK = {
    "net": "-1234.50",
    "charged": "-1543.13",
    "lines": (attrs.evolve(DOUBLE, quantity=Decimal(-1), net=-DOUBLE.net, total=-DOUBLE.total),),
    "taxes": (attrs.evolve(VAT, base=-VAT.base, amount=-VAT.amount),),
}
KRONER = ("DKK", 2)
CONTENTS = (
    sheet(
        DocumentKind.PROFORMA, *KRONER, "stay:S7", buyer=SITI, **STAY, **TWICE, balance="1543.13"
    ),
    sheet(
        DocumentKind.ADVANCE_INVOICE,
        *KRONER,
        "deposit:D4",
        seller=STRAND,
        buyer=COMPANY,
        **TWICE,
        balance="1543.13",
        due=date(2026, 12, 14),
    ),
    INVOICE,
    sheet(
        DocumentKind.RECEIPT,
        *KRONER,
        "folio:P3:1",
        seller=STRAND,
        lines=(row(1, MONDAY, "海景餐廳午餐 Lunch with a view", "98.20", "98.20", "1.5"),),
        payments=(PaymentLine(2, MONDAY, "cash", Decimal("98.00")),),
        net="98.20",
        rounding="-0.20",
        charged="98.00",
        paid="98.00",
    ),
    sheet(
        DocumentKind.CREDIT_NOTE,
        *KRONER,
        "folio:S7:1",
        seller=STRAND,
        buyer=COMPANY,
        refers_to="INV-2027-000002",
        reason="The room was billed to the wrong company",
        **BACK,
        balance="-1543.13",
    ),
    sheet(
        DocumentKind.CORRECTION,
        *KRONER,
        "folio:S7:1",
        seller=STRAND,
        buyer=COMPANY,
        refers_to="INV-2027-000002",
        reason="Address",
        **STAY,
        **TWICE,
        balance="1543.13",
        due=date(2027, 1, 18),
    ),
    sheet(
        DocumentKind.ACCOUNT_STATEMENT,
        *KRONER,
        "account:ACME",
        seller=STRAND,
        buyer=COMPANY,
        since=date(2026, 12, 1),
        until=date(2026, 12, 31),
        brought_forward="12500.00",
        lines=(
            row(8, date(2026, 12, 3), "INV-2026-000811 Winther, 2 nights", "3086.26", "3086.26"),
            row(9, date(2026, 12, 19), "INV-2026-000842 Christmas lunch", "18400.00", "18400.00"),
        ),
        payments=(PaymentLine(10, date(2026, 12, 22), "transfer", Decimal("12500.00"), "B 4711"),),
        open_items=(
            OpenItemLine(
                8,
                "INV-2026-000811 Winther, 2 nights",
                date(2026, 12, 3),
                date(2026, 12, 17),
                Decimal("5586.26"),
                Decimal("3086.26"),
                14,
            ),
            OpenItemLine(
                9,
                "INV-2026-000842 Christmas lunch",
                date(2026, 12, 19),
                date(2027, 1, 2),
                Decimal("18400.00"),
                Decimal("18400.00"),
                -2,
            ),
        ),
        ages=(
            AgeLine(-36600, 0, Decimal("18400.00")),
            AgeLine(1, 30, Decimal("3086.26")),
            AgeLine(31, 60, Decimal(0)),
            AgeLine(61, None, Decimal(0)),
        ),
        net="21486.26",
        charged="33986.26",
        paid="12500.00",
        balance="21486.26",
        due=date(2027, 1, 2),
    ),
)


@pytest.fixture(scope="session")
def papers() -> dict[DocumentKind, Document]:
    """Return an issued document of every kind; the rules have found that it adds up."""
    (rules,) = DOCUMENTS
    return {
        said.kind: rules.replay(
            rules.decide(None, IssueDocument(f"{said.kind[:3].upper()}-2026-000017", said), CONTEXT)
        )
        for said in CONTENTS
    }
