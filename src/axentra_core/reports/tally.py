"""What each event counts towards: the table behind every report.

A tally grows with the bills that are open and with the codes in use, not with the log.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from operator import eq, le, lt
from typing import Any, Final

import attrs

from axentra_core.folio import (
    CashRounded,
    Charge,
    ChargeAdjusted,
    ChargePosted,
    ChargeReversed,
    FolioClosed,
    FolioOpened,
    FolioReopened,
    Nature,
    OpeningBalancePosted,
    Payment,
    PaymentMethod,
    PaymentReversed,
    PaymentTaken,
    Priced,
    RefundPaid,
    TransferredIn,
    TransferredOut,
)
from axentra_core.house import DateClosed, HouseOpened, SettingsBegun, SettingsChanged
from axentra_core.kernel.numbers import ZERO, add, subtract
from axentra_core.reports.refusals import ReportRefusal
from axentra_core.rooms import RoomOccupied, RoomReleased, RoomVacated
from axentra_core.stays import (
    CheckInReversed,
    CheckOutReversed,
    NightPosted,
    StayCheckedIn,
    StayCheckedOut,
)

NIGHT = "night:"


@attrs.define
class Bill:
    """What one bill owes as far as the tally has read."""

    stay: str
    balance: Decimal = ZERO


@attrs.define
class Tally:
    """What a log adds up to for one business date.

    Attributes:
        day: the business date.
        property: whose log it is.
        first: the first business date of the log.
        open: the latest one.
        is_begun: the day was opened.
        is_closed: the day was closed.
        settings: the configuration in force at the end of the day, as plain data.
        occupied: rooms with a guest at the end of the day.
        bills: every open bill, and every other one that was not at zero on the day.
        brought_forward: what all bills owed before the day, and what came from a former system.
        charged: charges and corrections of the day with their components, and what was rounded.
        not_revenue: what passed through the house on the day, by nature.
        rounding: what coins could not pay on the day.
        paid: payments of the day.
    """

    day: date
    property: str = ""
    first: date | None = None
    open: date | None = None
    is_begun: bool = False
    is_closed: bool = False
    settings: Mapping[str, Any] = attrs.field(factory=dict)
    occupied: int = 0
    bills: dict[str, Bill] = attrs.field(factory=dict)
    brought_forward: Decimal = ZERO
    nights: int = 0
    arrivals: int = 0
    departures: int = 0
    room_revenue: Decimal = ZERO
    revenue: dict[str, Decimal] = attrs.field(factory=dict)
    components: dict[str, Decimal] = attrs.field(factory=dict)
    not_revenue: dict[Nature, Decimal] = attrs.field(factory=dict)
    payments: dict[PaymentMethod, Decimal] = attrs.field(factory=dict)
    charged: Decimal = ZERO
    rounding: Decimal = ZERO
    paid: Decimal = ZERO

    def begin(self, day: date) -> None:
        """Note that a business date has begun."""
        self.open = day
        self.is_begun |= day == self.day

    def bill(self, folio: str) -> Bill:
        """Return a bill.

        Raises:
            ReportRefusal: ``report.log_incomplete``.
        """
        if folio not in self.bills:
            raise ReportRefusal("report.log_incomplete", record=f"folio {folio}")
        return self.bills[folio]


def house_opened(tally: Tally, event: HouseOpened) -> None:
    """The first business date begins."""
    tally.property, tally.first = event.house, event.business_date
    tally.begin(event.business_date)


def date_closed(tally: Tally, event: DateClosed) -> None:
    """A business date ends and the next begins."""
    tally.is_closed |= event.date == tally.day
    tally.begin(event.opens)


def configured(tally: Tally, event: SettingsBegun | SettingsChanged) -> None:
    """The workflow adopts a version in the commit that records it, so the last one is in force."""
    tally.settings = event.data


def room_occupied(tally: Tally, _: RoomOccupied) -> None:
    """One room more has a guest."""
    tally.occupied += 1


def room_vacated(tally: Tally, _: RoomVacated | RoomReleased) -> None:
    """One room less has a guest."""
    tally.occupied -= 1


def arrived(tally: Tally, _: StayCheckedIn) -> None:
    """A guest has arrived."""
    tally.arrivals += 1


def departed(tally: Tally, _: StayCheckedOut) -> None:
    """A guest has left."""
    tally.departures += 1


def arrival_taken_back(tally: Tally, _: CheckInReversed) -> None:
    """A check-in is taken back on its own business date, so it was none."""
    tally.arrivals -= 1


def departure_taken_back(tally: Tally, _: CheckOutReversed) -> None:
    """A check-out is taken back on its own business date, so it was none."""
    tally.departures -= 1


def night_sold(tally: Tally, _: NightPosted) -> None:
    """A room was sold for the night; taking its charge back later does not make it unsold."""
    tally.nights += 1


def bill_begun(tally: Tally, event: FolioOpened) -> None:
    """A bill begins at zero."""
    tally.bills[event.folio] = Bill(event.stay)


def bill_taken_over(tally: Tally, event: OpeningBalancePosted) -> None:
    """A bill owes what it owed in the former system: brought forward, and sold on no day."""
    bill = tally.bill(event.folio)
    bill.balance = add(bill.balance, event.amount)
    tally.brought_forward = add(tally.brought_forward, event.amount)


def bill_charged(tally: Tally, event: Priced) -> None:
    """A bill owes more, or less after a correction; what is transferred another bill owes."""
    bill = tally.bill(event.folio)
    bill.balance = add(bill.balance, event.quote.total)


def bill_rounded(tally: Tally, event: CashRounded) -> None:
    """A bill owes what coins can pay."""
    bill = tally.bill(event.folio)
    bill.balance = add(bill.balance, event.amount)


def bill_paid(tally: Tally, event: Payment) -> None:
    """A bill owes less, or more after a refund."""
    bill = tally.bill(event.folio)
    bill.balance = subtract(bill.balance, event.received)


def bill_ended(tally: Tally, event: FolioClosed) -> None:
    """A bill that has ended is forgotten, unless it was not at zero on the day."""
    if not tally.bill(event.folio).balance:
        del tally.bills[event.folio]


def bill_reopened(tally: Tally, event: FolioReopened) -> None:
    """A bill that was forgotten when it ended is known again, at the zero it ended with."""
    tally.bills.setdefault(event.folio, Bill(event.stay))


def charged_before(tally: Tally, event: Charge) -> None:
    """What was charged earlier is brought forward."""
    tally.brought_forward = add(tally.brought_forward, event.quote.total)


def rounded_before(tally: Tally, event: CashRounded) -> None:
    """What was rounded earlier is brought forward."""
    tally.brought_forward = add(tally.brought_forward, event.amount)


def paid_before(tally: Tally, event: Payment) -> None:
    """What was paid earlier is brought forward."""
    tally.brought_forward = subtract(tally.brought_forward, event.received)


def sold(tally: Tally, event: Charge) -> None:
    """Revenue by department and components by code; a reversal's amounts are negative.

    What is no revenue is counted by its nature, and in no department.

    Room revenue is what stands on bills because a night was posted, so it is found by the source
    of the charge; a reversal has the source of what it takes back.
    """
    quote = event.quote
    tally.charged = add(tally.charged, quote.total)
    if event.nature is Nature.REVENUE:
        _add(tally.revenue, event.department, quote.net)
    else:
        _add(tally.not_revenue, event.nature, quote.net)
    for component in quote.components:
        # What a channel has collected is none of the house's.
        if component.owed:
            _add(tally.components, component.code, component.amount)
    if event.source.startswith(NIGHT):
        tally.room_revenue = add(tally.room_revenue, quote.net)


def rounded(tally: Tally, event: CashRounded) -> None:
    """What coins could not pay is neither revenue nor tax."""
    tally.rounding = add(tally.rounding, event.amount)
    tally.charged = add(tally.charged, event.amount)


def received(tally: Tally, event: Payment) -> None:
    """Money received by method, refunds taken off."""
    tally.paid = add(tally.paid, event.received)
    _add(tally.payments, event.method, event.received)


def _add(sums: dict[Any, Decimal], code: str, amount: Decimal) -> None:
    sums[code] = add(sums.get(code, ZERO), amount)


@attrs.frozen
class Row:
    """One row of the table.

    Attributes:
        event: what happened.
        dated: whether its business date counts towards the day of the report.
        count: adds it to the tally.
    """

    event: type
    dated: Callable[[date, date], bool]
    count: Callable[[Tally, Any], None]


def any_day(_dated: date, _day: date) -> bool:
    """Return that an event counts whatever its business date."""
    return True


BEFORE, UNTIL, ON, ALWAYS = lt, le, eq, any_day

# fmt: off
_ROWS = (
    # when this happened      … the day   this is counted
    Row(HouseOpened,          ALWAYS,     house_opened),
    Row(DateClosed,           ALWAYS,     date_closed),
    Row(SettingsBegun,        UNTIL,      configured),
    Row(SettingsChanged,      UNTIL,      configured),

    Row(RoomOccupied,         UNTIL,      room_occupied),
    Row(RoomVacated,          UNTIL,      room_vacated),
    Row(RoomReleased,         UNTIL,      room_vacated),
    Row(StayCheckedIn,        ON,         arrived),
    Row(CheckInReversed,      ON,         arrival_taken_back),
    Row(StayCheckedOut,       ON,         departed),
    Row(CheckOutReversed,     ON,         departure_taken_back),
    Row(NightPosted,          ON,         night_sold),

    Row(FolioOpened,          ALWAYS,     bill_begun),
    Row(OpeningBalancePosted, UNTIL,      bill_taken_over),
    Row(ChargePosted,         UNTIL,      bill_charged),
    Row(ChargeAdjusted,       UNTIL,      bill_charged),
    Row(ChargeReversed,       UNTIL,      bill_charged),
    Row(TransferredOut,       UNTIL,      bill_charged),
    Row(TransferredIn,        UNTIL,      bill_charged),
    Row(CashRounded,          UNTIL,      bill_rounded),
    Row(PaymentTaken,         UNTIL,      bill_paid),
    Row(RefundPaid,           UNTIL,      bill_paid),
    Row(PaymentReversed,      UNTIL,      bill_paid),
    Row(FolioClosed,          ALWAYS,     bill_ended),
    Row(FolioReopened,        ALWAYS,     bill_reopened),

    Row(ChargePosted,         BEFORE,     charged_before),
    Row(ChargeAdjusted,       BEFORE,     charged_before),
    Row(ChargeReversed,       BEFORE,     charged_before),
    Row(CashRounded,          BEFORE,     rounded_before),
    Row(PaymentTaken,         BEFORE,     paid_before),
    Row(RefundPaid,           BEFORE,     paid_before),
    Row(PaymentReversed,      BEFORE,     paid_before),

    Row(ChargePosted,         ON,         sold),
    Row(ChargeAdjusted,       ON,         sold),
    Row(ChargeReversed,       ON,         sold),
    Row(CashRounded,          ON,         rounded),
    Row(PaymentTaken,         ON,         received),
    Row(RefundPaid,           ON,         received),
    Row(PaymentReversed,      ON,         received),
)
# fmt: on

COUNTED: Final[Mapping[type, tuple[Row, ...]]] = {
    event: tuple(row for row in _ROWS if row.event is event) for event in {r.event for r in _ROWS}
}
