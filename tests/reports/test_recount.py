"""Whatever a hotel does, its reports are what anybody can count again from the bills."""

from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from axentra_core.folio import ChargePosted, PaymentMethod, PaymentTaken, Statement
from axentra_core.kernel.errors import InvalidInput, NotFound, RuleViolation
from axentra_core.reports import DayReport, day_report, trial_balance

MONDAY = date(2026, 11, 23)
CENTS = st.integers(1, 99_999).map(lambda cents: str(Decimal(cents).scaleb(-2)))
PRICES = st.lists(CENTS, min_size=1, max_size=3)
CODES = st.sampled_from(["FNB", "SHOP", "ROOM"])
METHODS = st.sampled_from(PaymentMethod)
WHICH = st.integers(0, 5)

# fmt: off
STEP = st.one_of(
    #         what is done           for whom             how
    st.tuples(st.just("book"),       st.integers(0, 1),   PRICES),
    st.tuples(st.just("arrive"),     WHICH,               PRICES),
    st.tuples(st.just("check_in"),   WHICH,               st.none()),
    st.tuples(st.just("order"),      WHICH,               st.integers(1, 3)),
    st.tuples(st.just("cancel"),     WHICH,               st.none()),
    st.tuples(st.just("charge"),     WHICH,               st.tuples(CODES, CENTS)),
    st.tuples(st.just("reverse"),    WHICH,               st.integers(1, 5)),
    st.tuples(st.just("pay"),        WHICH,               st.tuples(CENTS, METHODS)),
    st.tuples(st.just("leave"),      WHICH,               st.none()),
    st.tuples(st.just("clean"),      WHICH,               st.none()),
    st.tuples(st.just("resize"),     WHICH,               st.integers(0, 6)),
    st.tuples(st.just("close"),      WHICH,               st.none()),
)
# fmt: on
STEPS = st.lists(STEP, min_size=15, max_size=50)


class Work:
    """A hotel that is told what to do, and a colleague who keeps count by hand."""

    def __init__(self, house) -> None:
        """Begin with two guests who have ordered something."""
        self.house = house
        self.stays: list[str] = []
        self.orders: list[str] = []
        self.arrivals: Counter[date] = Counter()
        self.departures: Counter[date] = Counter()
        self.occupied: dict[date, int] = {}
        self.rooms: dict[date, int] = {}
        self.closed: dict[date, tuple] = {}
        for prices in (["101.05", "99.99"], ["250.50"]):
            self._arrive(0, prices)
            self._order(-1, 2)

    def do(self, what: str, which: int, how) -> None:
        """Do one thing, or hear that the hotel says no."""
        with suppress(RuleViolation, InvalidInput, NotFound):
            getattr(self, f"_{what}")(which, how)

    def note(self) -> None:
        """Walk through the house in the evening and count."""
        read = self.house.hotel.read
        board = read.board()
        self.occupied[read.business_date] = sum(line.code.startswith("O") for line in board)
        self.rooms[read.business_date] = len(board)

    def stay(self, which: int) -> str:
        """Return one of the stays so far."""
        return self.stays[which % len(self.stays)]

    def guest(self, which: int) -> str:
        """Return one of the stays in house, if there is any."""
        in_house = [line.stay.id for line in self.house.hotel.read.in_house()]
        return in_house[which % len(in_house)] if in_house else self.stay(which)

    def _book(self, ahead, prices) -> None:
        self.stays.append(self.house.book(*prices, ahead=ahead))

    def _arrive(self, _, prices) -> None:
        self._book(0, prices)
        self._receive(self.stays[-1])

    def _check_in(self, which, _) -> None:
        due = [line.stay.id for line in self.house.hotel.read.arrivals()]
        self._receive(due[which % len(due)] if due else self.stay(which))

    def _receive(self, stay: str) -> None:
        self.house.desk.check_in(stay)
        self.arrivals[self.house.today] += 1

    def _order(self, which, quantity) -> None:
        self.orders.append(self.house.order(self.guest(which), nasi_goreng=quantity, es_teh=1))

    def _cancel(self, which, _) -> None:
        self.house.cancel(self.orders[which % len(self.orders)])

    def _charge(self, which, what) -> None:
        self.house.charge(self.guest(which), *what)

    def _reverse(self, which, line) -> None:
        self.house.reverse(self.guest(which), line)

    def _pay(self, which, what) -> None:
        self.house.pay(self.stay(which), *what)

    def _leave(self, which, _) -> None:
        self._check_out(self.guest(which))

    def _check_out(self, stay: str) -> None:
        self.house.leave(stay)
        self.departures[self.house.today] += 1

    def _resize(self, _, rooms) -> None:
        if rooms != len(self.house.own.rooms.rooms):
            self.house.resize(rooms)

    def _clean(self, *_) -> None:
        for task in self.house.hotel.read.tasks():
            self.house.desk.finish_task(task.id)

    def _close(self, *_) -> None:
        for line in self.house.hotel.read.departures():
            self._check_out(line.stay.id)
        self.note()
        day = self.house.close()
        self.closed[day] = self.house.report(day), self.house.trial(day)


def recount(statements: list[Statement], day: date) -> dict[str, object]:
    """Return what the bills say of a day."""
    lines = [line for bill in statements for line in bill.lines]
    today = [line for line in lines if line.business_date == day]
    charges = [line for line in today if not isinstance(line, PaymentTaken)]
    payments = [line for line in today if isinstance(line, PaymentTaken)]
    nights = [line for line in charges if line.source.startswith("night:")]
    balances = {
        bill.folio: sum(
            -line.amount if isinstance(line, PaymentTaken) else line.quote.total
            for line in bill.lines
            if line.business_date <= day
        )
        for bill in statements
    }
    return {
        "rooms_sold": sum(isinstance(line, ChargePosted) for line in nights),
        "room_revenue": sum(line.quote.net for line in nights),
        "revenue": by((line.department, line.quote.net) for line in charges),
        "net": sum(line.quote.net for line in charges),
        "components": by(
            (part.code, part.amount) for line in charges for part in line.quote.components
        ),
        "charged": sum(line.quote.total for line in charges),
        "payments": by((line.method, line.amount) for line in payments),
        "paid": sum(line.amount for line in payments),
        "open_balances": {folio: owed for folio, owed in balances.items() if owed},
        "owed": sum(balances.values()),
    }


def by(pairs) -> dict[object, Decimal]:
    """Return the sum of each code."""
    sums: dict[object, Decimal] = {}
    for code, amount in pairs:
        sums[code] = sums.get(code, Decimal(0)) + amount
    return sums


def told(report: DayReport) -> dict[str, object]:
    """Return what a report says of the same things."""
    balances = {one.folio: one.balance for one in report.open_balances}
    tables = {name: dict(getattr(report, name)) for name in ("revenue", "components", "payments")}
    plain = ("rooms_sold", "room_revenue", "net", "charged", "paid", "owed")
    return {name: getattr(report, name) for name in plain} | tables | {"open_balances": balances}


def check_every_day(open_house, make_property, steps) -> None:
    """Work through the steps, then compare every day with what was counted by hand."""
    work = Work(open_house(make_property(rooms=3, currency="EUR", digits=2)))
    for step in steps:
        work.do(*step)
    work.note()
    house = work.house
    entries = list(house.hotel.feed())
    bills = [house.hotel.read.folio(stay) for stay in work.stays]
    days = [MONDAY + timedelta(days=index) for index in range((house.today - MONDAY).days + 1)]
    opening = Decimal(0)
    for day in days:
        report, trial = day_report(entries, day), trial_balance(entries, day)
        assert told(report) == recount(bills, day)
        assert (report.arrivals, report.departures) == (work.arrivals[day], work.departures[day])
        assert (report.rooms_occupied, report.rooms_available) == (
            work.occupied[day],
            work.rooms[day],
        )
        assert report.closed == trial.closed == (day < house.today)
        assert work.closed.get(day, (report, trial)) == (report, trial)
        assert (trial.opening, trial.closing) == (opening, report.owed)
        assert (trial.charges, trial.payments) == (report.charged, report.paid)
        assert trial.opening + trial.charges - trial.payments == trial.closing
        opening = trial.closing


@settings(max_examples=20)
@for_all(steps=STEPS)
def test_every_day_equals_a_recount_from_the_bills(open_house, make_property, steps) -> None:
    """Sold, taxed, paid and owed of every day are what the lines of all bills add up to."""
    check_every_day(open_house, make_property, steps)


@pytest.mark.long
@settings(max_examples=500)
@for_all(steps=STEPS)
def test_every_day_of_many_hotels_equals_a_recount(open_house, make_property, steps) -> None:
    """The same over five hundred hotels."""
    check_every_day(open_house, make_property, steps)
