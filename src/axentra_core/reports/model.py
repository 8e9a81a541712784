"""What reports are made of: figures and words, nothing formatted."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Self

import attrs

from axentra_core.folio import Nature, PaymentMethod
from axentra_core.kernel.numbers import CONTEXT, ZERO
from axentra_core.kernel.rounding import Rounding


class Basis(StrEnum):
    """What a key figure was divided by; houses differ in it, so a figure without it says little.

    ``ALL_ROOMS`` counts every room of the configuration in force on the day, and nothing is
    deducted. ``NIGHTS_POSTED`` counts the nights that were put on bills on the day.
    """

    ALL_ROOMS = "all_rooms"
    NIGHTS_POSTED = "nights_posted"


@attrs.frozen
class Kpi:
    """A key figure with everything needed to judge it, and to pool it.

    Over several days the dividends and the divisors are added up and divided once. In an average
    of daily averages a day with one room would weigh as much as a day with a hundred.

    Attributes:
        value: dividend by divisor, rounded; None when there is nothing to divide by.
        dividend: what was divided.
        divisor: what it was divided by.
        basis: what the divisor counts.
        rounding: mode, unit and level by which the value was rounded.
    """

    value: Decimal | None
    dividend: Decimal
    divisor: int
    basis: Basis
    rounding: str

    @classmethod
    def of(cls, dividend: Decimal, divisor: int, basis: Basis, rounding: Rounding) -> Self:
        """Return a dividend by its divisor."""
        value = rounding.of(CONTEXT.divide(dividend, Decimal(divisor))) if divisor else None
        return cls(value, dividend, divisor, basis, str(rounding))


@attrs.frozen
class OpenBalance:
    """What one bill still owes at the end of a day; negative when too much was paid.

    Attributes:
        folio: the bill.
        stay: whose stay it bills.
        balance: charged less paid.
    """

    folio: str
    stay: str
    balance: Decimal


@attrs.frozen
class DayReport:
    """What one business date has sold, taken and left owing.

    Sums by code stand in the order in which the codes first appear on that day.

    Attributes:
        property: its id.
        name: its name in the configuration in force on the day.
        day: the business date.
        closed: the day has ended and its figures are final; otherwise the report is live.
        currency: ISO 4217 code of all amounts.
        digits: decimals every amount is shown with.
        rooms_available: all rooms of the configuration in force; see `Basis`.
        rooms_sold: nights posted; a live day has none yet, for the close of day posts them.
        rooms_occupied: rooms with a guest at the end of the day, or so far.
        arrivals: stays that checked in.
        departures: stays that checked out.
        occupancy: rooms sold by rooms available, as a fraction.
        adr: average daily rate: room revenue by nights posted.
        revpar: revenue per available room: room revenue by rooms available.
        room_revenue: net price of the nights, less what was taken back of earlier ones.
        revenue: net by department, reversals taken off; revenue alone.
        net: net of all departments.
        components: service charge and each tax, by code, reversals taken off.
        payments: money received, by method.
        charged: net, components, what is no revenue, and rounding together.
        paid: all payments together.
        open_balances: every bill that is not at zero at the end of the day, by folio.
        owed: sum of the open balances.
        rounding: what coins could not pay.
        not_revenue: tips, what was paid out for guests, and commission, by nature and without
            department; corrections taken off.
    """

    property: str
    name: str
    day: date
    closed: bool
    currency: str
    digits: int
    rooms_available: int
    rooms_sold: int
    rooms_occupied: int
    arrivals: int
    departures: int
    occupancy: Kpi
    adr: Kpi
    revpar: Kpi
    room_revenue: Decimal
    revenue: tuple[tuple[str, Decimal], ...]
    net: Decimal
    components: tuple[tuple[str, Decimal], ...]
    payments: tuple[tuple[PaymentMethod, Decimal], ...]
    charged: Decimal
    paid: Decimal
    open_balances: tuple[OpenBalance, ...]
    owed: Decimal
    rounding: Decimal = ZERO
    not_revenue: tuple[tuple[Nature, Decimal], ...] = ()


@attrs.frozen
class TrialBalance:
    """The guest ledger over one business date: opening and movements make closing.

    Deposits taken before the arrival stand in it as what is owed to the guest.

    Attributes:
        property: its id.
        day: the business date.
        closed: the day has ended and its figures are final.
        currency: ISO 4217 code of all amounts.
        digits: decimals every amount is shown with.
        opening: what all bills together owed when the day began.
        charges: what was put on bills on the day, less what was taken back.
        payments: what was paid on the day.
        closing: what all bills together owe at its end.
    """

    property: str
    day: date
    closed: bool
    currency: str
    digits: int
    opening: Decimal
    charges: Decimal
    payments: Decimal
    closing: Decimal
