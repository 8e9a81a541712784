"""The day's report: what a hotelier reads in the evening, or at any time while the day is live."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from axentra_core.codec import Entry
from axentra_core.kernel.numbers import total, unit_of
from axentra_core.kernel.rounding import Level, Rounding, RoundingMode
from axentra_core.reports.log import tally_of
from axentra_core.reports.model import Basis, DayReport, Kpi, OpenBalance

# A fraction with four decimals is a percentage with two.
FRACTION = Rounding(unit_of(4), RoundingMode.HALF_UP, Level.TOTAL)


def day_report(entries: Iterable[Entry], day: date) -> DayReport:
    """Return the report of one business date.

    ADR and RevPAR follow the bills: room revenue is the net of the charges that a posted night
    has caused, less their reversals on the day of the reversal. A late departure that is sold
    under the room's transaction code is revenue of its department, and no night's price.

    Args:
        entries: the whole log of one property, as `Hotel.feed` yields it.
        day: a business date that has begun; one that is not closed yet gives a live report.

    Raises:
        InvalidInput: the day is not a date.
        ReportRefusal: ``report.day_not_begun``, ``report.log_incomplete``,
            ``report.log_out_of_order`` or ``report.properties_mixed``.
    """
    tally = tally_of(entries, day)
    digits: int = tally.settings["digits"]
    available = len(tally.settings["rooms"]["rooms"])
    amount = Rounding(unit_of(digits), RoundingMode.HALF_UP, Level.TOTAL)
    balances = tuple(
        OpenBalance(folio, bill.stay, bill.balance)
        for folio, bill in sorted(tally.bills.items())
        if bill.balance
    )
    return DayReport(
        property=tally.property,
        name=tally.settings["name"],
        day=day,
        closed=tally.is_closed,
        currency=tally.settings["currency"],
        digits=digits,
        rooms_available=available,
        rooms_sold=tally.nights,
        rooms_occupied=tally.occupied,
        arrivals=tally.arrivals,
        departures=tally.departures,
        occupancy=Kpi.of(Decimal(tally.nights), available, Basis.ALL_ROOMS, FRACTION),
        adr=Kpi.of(tally.room_revenue, tally.nights, Basis.NIGHTS_POSTED, amount),
        revpar=Kpi.of(tally.room_revenue, available, Basis.ALL_ROOMS, amount),
        room_revenue=tally.room_revenue,
        revenue=tuple(tally.revenue.items()),
        net=total(tally.revenue.values()),
        components=tuple(tally.components.items()),
        payments=tuple(tally.payments.items()),
        charged=tally.charged,
        paid=tally.paid,
        rounding=tally.rounding,
        not_revenue=tuple(tally.not_revenue.items()),
        open_balances=balances,
        owed=total(balance.balance for balance in balances),
    )
