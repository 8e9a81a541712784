"""A company's guest leaves: 40 lines, three windows, a direct bill; beside bare postings."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from moneyed import Money as PlainMoney

from axentra_core import folio
from axentra_core.adapters.memory import MemoryStore
from axentra_core.city_ledger import AccountDebited, AccountOpened
from axentra_core.folio import (
    ChargePosted,
    Folio,
    Payee,
    PayeeKind,
    PaymentMethod,
    PostCharge,
    Target,
)
from axentra_core.hotel import Hotel, verbs
from axentra_core.hotel.charges import Sale, charges
from axentra_core.hotel.front_desk import check_out
from axentra_core.hotel.settlement import take_payment
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.actor import SYSTEM, Actor, Context
from axentra_core.kernel.keys import Keys
from axentra_core.kernel.money import Money, money
from axentra_core.stays import StayBooked, StayCheckedOut
from axentra_core.testing.example import example_property
from benchmarks.measure import Figure, interleaved

FIRST = date(2026, 11, 23)
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LINES = 40
ROUNDS = 61
OWN = example_property()
FOLIO = folio.AGGREGATES[0]


def filled() -> tuple[Hotel, str]:
    """Return a hotel with a company's guest who is due out: two windows take what they pay."""
    hotel = Hotel(MemoryStore(), OWN, clock=lambda: NOW, keys=Keys(b"k" * 32))
    hotel.open(on=FIRST)
    desk = hotel.by(Actor("staff", "ayu", ("manager",)))
    limit = money(90_000_000, "IDR")
    opened = desk.open_account("PT Nusantara", credit_limit=limit)
    account = opened.one(AccountOpened).account
    booked = desk.reserve(
        name="Siti Rahma",
        arrival=FIRST,
        departure=FIRST + timedelta(days=1),
        room_type="DLX",
        prices=[money(850_000, "IDR")],
    )
    stay = booked.one(StayBooked).stay
    desk.name_payee(stay, 2, Payee(PayeeKind.ACCOUNT, account))
    desk.agree_routing(stay, Target(window=2), codes=("ROOM",))
    desk.agree_routing(stay, Target(window=3), codes=("FNB",), weekdays=(0, 2, 4))
    desk.check_in(stay)
    desk.close_day(FIRST)
    return hotel, stay


def sales() -> list[Sale]:
    """Return what the guest had: rooms for the company, food on two days for two windows."""
    return [
        Sale(
            "ROOM" if number % 2 else "FNB",
            money(75_000 + number, "IDR"),
            FIRST + timedelta(days=number % 4 // 2),
            f"charge:{number}",
        )
        for number in range(LINES)
    ]


def begun(hotel: Hotel, stay: str) -> Unit:
    """Return a unit of work that has read the stay and its bill."""
    unit = hotel._unit()  # noqa: SLF001 - the rules are measured apart from the store
    unit.begin(NOW, SYSTEM)
    unit.load(("stay", stay), ("folio", stay))
    return unit


def leave(unit: Unit, stay: str) -> Unit:
    """Post everything, pay what the guest owes, bill the company and check out."""
    for sale in SALES:
        unit.act(*charges(unit, stay, sale))
    bill: Folio = unit.need("folio", stay)
    for window in bill.windows:
        if window.payee is None:
            owed = Money(window.owed, "IDR")
            pay = verbs.TakePayment(stay, PaymentMethod.TRANSFER, owed, window=window.number)
            take_payment(unit, pay)
    check_out(unit, verbs.CheckOut(stay))
    return unit


def bare(bill: Folio, context: Context) -> list[ChargePosted]:
    """Price the same sales and put them on one bill, and nothing else."""
    settings, rounding = OWN.folio, OWN.price_rounding
    posted = []
    for sale in SALES:
        sold = settings.code(sale.code)
        command = PostCharge(
            bill.id,
            sale.code,
            sold.department,
            sold.name,
            1,
            settings.quote(sale.code, sale.price, rounding),
            sale.service_date,
            sale.source,
            1,
        )
        for line in FOLIO.decide(bill, command, context):
            bill = FOLIO.evolve(bill, line)
            posted.append(line)
    return posted


def summed() -> Money:
    """Add up the same prices as py-moneyed amounts, each with its service charge and tax."""
    whole = PlainMoney(0, "IDR")
    for sale in SALES:
        price = PlainMoney(sale.price.amount, "IDR")
        service = (price * Decimal("0.10")).round(0)
        whole += price + service + ((price + service) * Decimal("0.10")).round(0)
    return whole


SALES = sales()


def figures() -> Iterator[Figure]:
    """Yield the whole departure beside the bare postings, and beside a summed list."""
    hotel, stay = filled()

    def ours() -> Callable[[], Unit]:
        unit = begun(hotel, stay)
        return lambda: leave(unit, stay)

    def plain() -> Callable[[], list[ChargePosted]]:
        unit = begun(hotel, stay)
        bill: Folio = unit.need("folio", stay)
        return lambda: bare(bill, unit.context)

    events = ours()().events
    posted = [event for event in events if isinstance(event, ChargePosted)]
    assert [one.quote for one in posted] == [one.quote for one in plain()()]
    assert {one.window for one in posted} == {1, 2, 3}
    kinds = {type(event) for event in events}
    assert {AccountDebited, StayCheckedOut} <= kinds
    mine, theirs = interleaved([ours, plain], ROUNDS)
    title = f"checkout: {LINES} lines, 3 windows, routing, direct bill"
    yield Figure(title, "bare postings of the lines", 3, mine, theirs, 1)
    _, sums = interleaved([plain, lambda: summed], ROUNDS)
    yield Figure("checkout: the same", "py-moneyed amounts summed", None, mine, sums, 1)
