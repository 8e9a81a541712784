"""The words that rules are written in, and which numbers and days may stand in them."""

import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from axentra_core.folio.tax.refusals import WrongRules
from axentra_core.kernel.checks import whole
from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.numbers import number

LARGEST_RATE = 10
OLDEST = 150
MOST_NIGHTS = 9999
_YEAR_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", re.ASCII)
_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def amount(value: object) -> Decimal:
    """Return an amount of money, perhaps below zero, guarded as every amount is."""
    return number(value, area="money")  # type: ignore[arg-type] # the guard refuses the rest


def not_negative(value: object) -> Decimal:
    """Return an amount of zero or more."""
    found = amount(value)
    if found < 0:
        raise InvalidInput.because("value.out_of_range", got=found, low=0, high="10^15")
    return found


def factor(value: object) -> Decimal:
    """Return a factor or a rate from 0 to 10; a rate of a price is held to 1 by the rule set."""
    found = number(value)  # type: ignore[arg-type] # the guard refuses the rest
    if not 0 <= found <= LARGEST_RATE:
        raise InvalidInput.because("value.out_of_range", got=found, low=0, high=LARGEST_RATE)
    return found


def year_day(value: object) -> str:
    """Return a day of every year such as ``05-01``; 02-29 is possible."""
    if type(value) is not str:
        raise InvalidInput.because("field.wrong_type", expected="text", got=shown(value))
    found = _YEAR_DAY.fullmatch(value)
    if not found or int(found[2]) > _LONGEST_MONTHS[int(found[1]) - 1]:
        raise WrongRules.because("tax.bad_year_day", got=shown(value))
    return value


Money = Annotated[Decimal, amount]
Price = Annotated[Decimal, not_negative]
Factor = Annotated[Decimal, factor]
YearDay = Annotated[str, year_day]
Nights = Annotated[int, whole(1, MOST_NIGHTS)]
Age = Annotated[int, whole(0, OLDEST)]


class Per(StrEnum):
    """How often a rule counts; each of these is a *unit* with an amount of its own.

    PRICE: each item of the base. UNIT: each piece of an item, its `quantity`. ROOM_NIGHT,
    PERSON_NIGHT, NIGHT: each room on each night, each person on each night, each night once
    however many rooms (an amount in the first that owes it). ROOM_STAY, PERSON_STAY, STAY: once, at
    the first night of the room, at the first night that the person sleeps there, at the first night
    of the stay; what holds on that night decides, and there are no later nights to cap or reduce.

    Several items of one room on one night are one room, or as many as the most that one of them is
    for.

    A percent rule takes what its base comes to for that unit: PRICE of each item on its own (UNIT
    says the same), ROOM_NIGHT of everything in the base on that date in that room, and so on;
    PERSON_NIGHT and PERSON_STAY divide that by **all** occupants and are owed for each liable one.
    """

    PRICE = "price"
    UNIT = "unit"
    ROOM_NIGHT = "room_night"
    PERSON_NIGHT = "person_night"
    NIGHT = "night"
    ROOM_STAY = "room_stay"
    PERSON_STAY = "person_stay"
    STAY = "stay"


class DateKey(StrEnum):
    """Which date decides whether a rule is valid.

    NIGHT: the date of the item. CHECK_IN, CHECK_OUT, BOOKING: the stay's own. BLOCK_24H: the date
    on which the first twelve hours of the item's block of 24 hours are over, counted from
    ``checks_in_at`` on the item's date (Maldives). FUNCTION: what the host's function returns.
    """

    NIGHT = "night"
    CHECK_IN = "check_in"
    CHECK_OUT = "check_out"
    BOOKING = "booking"
    BLOCK_24H = "block_24h"
    FUNCTION = "function"


class Mode(StrEnum):
    """What the entries of a bracket table mean.

    AMOUNT: a flat amount for each unit of `Rule.per`. RATE: a rate of the whole base, not of what
    lies above the bound.
    """

    AMOUNT = "amount"
    RATE = "rate"


class KeyPrice(StrEnum):
    """Which price a bracket table is asked with.

    NET: what the items of the key cost without any component, and the components the key names,
    before they are rounded. GROSS: the same with every inclusive component of those items: of an
    item that is GROSS its price as it was given, of one that is NET its price and the inclusive
    components on top of it. An inclusive rule stands in that sum itself, so it asks this of GROSS
    items alone and refuses one that is NET. LISTED: `Item.list_price`, before discounts.
    """

    NET = "net"
    GROSS = "gross"
    LISTED = "listed"


class KeyPer(StrEnum):
    """Whether the price of a room and night is asked for, or its share of each occupant."""

    ROOM = "room"
    PERSON = "person"


class CapScope(StrEnum):
    """Where nights are counted from: the first of the stay, or of the year in this house."""

    STAY = "stay"
    HOUSE_YEAR = "house_year"


class LongStayEffect(StrEnum):
    """FROM_START: a long stay pays for no night. AFTER: only nights after the limit are free."""

    FROM_START = "from_start"
    AFTER = "after"


class Weekday(StrEnum):
    """The day of the week of a night's date; the night from Friday to Saturday is Friday's."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"
