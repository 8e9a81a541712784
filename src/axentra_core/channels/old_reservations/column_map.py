"""Which column of an export is what, and in which form: a map that is data.

A map is a value: a host changes it by `attrs.evolve`, or reads its own from JSON through the codec.
`reservation_exports` has those of the exports that hotels meet.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Final

import attrs

from axentra_core.channels.mapping import Label
from axentra_core.channels.old_reservations.forms import (
    ENGLISH_MONTHS,
    SIGNS,
    CurrencySign,
    DateForm,
    DecimalSign,
)
from axentra_core.channels.old_reservations.room_names import RoomForm
from axentra_core.channels.providers import Happening, zone_name
from axentra_core.channels.reservations.facts import Collects
from axentra_core.channels.sheet_rows import DELIMITERS, fault
from axentra_core.kernel.checks import checked, list_of, whole
from axentra_core.kernel.errors import Fault, InvalidInput, shown
from axentra_core.kernel.money import CurrencyCode
from axentra_core.kernel.texts import Code, Text, line

MOST_COLUMNS: Final = 200
MONTHS: Final = 12


class Holds(StrEnum):
    """What stands in a column.

    Attributes:
        REFERENCE: the channel's own number; where several columns have it, the first that is told.
        PMS_ID: under which number the hotel's old system knew it.
        CHANNEL_CODE: the channel, by its code.
        CHANNEL_NAME: the channel, by its name, or its code where no channel has that name.
        STATUS: whether it is booked or cancelled, in words.
        HOTEL: for which property it is, by its name.
        ARRIVAL: first night.
        DEPARTURE: day after the last night.
        BOOKED_AT: when the guest has booked.
        ROOM: its rooms, as a text.
        ROOM_CODE: mapping code of its room.
        RATE: its rate, by a name.
        RATE_CODE: mapping code of its rate.
        ROOM_COUNT: how many rooms of the kind that is told.
        OCCUPANCY: adults, children and infants in one cell.
        PERSONS: all guests, where nobody says how many are adults.
        ADULTS: how many.
        CHILDREN: how many.
        INFANTS: how many.
        CHILD_AGES: the age of each child.
        TOTAL: what it costs, with taxes.
        TOTAL_BEFORE_TAX: what it costs without them.
        PAYOUT: what the hotel is paid; with the commission it is the total that is not told.
        COMMISSION: what the channel keeps.
        CURRENCY: ISO 4217 code of the amounts.
        COLLECTS: who takes the guest's money, in words.
        NAME: of who has booked; several columns make one name.
        GUESTS: names of those who sleep there.
        MAIL: address.
        PHONE: number.
        ADDRESS: where they live; several columns make one address.
        COUNTRY: where they live, ISO 3166-1 or a name.
        COMMENT: wishes and notes.
        VERSION_AT: when the channel has made it; of `OWN` alone, as what follows is.
        REVISION: counts its changes.
        IS_DATED: whether that is when it was changed, and not only when it was told.
        SECONDARY: code of the part of the channel it came through.
        IDS: other numbers.
        ROOMS: all that is told of each room.
        EXTRAS: what is sold beside the rooms.
        TAXES: taxes and fees.
        CARD: what is told of the card.
        FLAGS: what was left out.
    """

    REFERENCE = "reference"
    PMS_ID = "pms_id"
    CHANNEL_CODE = "channel_code"
    CHANNEL_NAME = "channel_name"
    STATUS = "status"
    HOTEL = "hotel"
    ARRIVAL = "arrival"
    DEPARTURE = "departure"
    BOOKED_AT = "booked_at"
    ROOM = "room"
    ROOM_CODE = "room_code"
    RATE = "rate"
    RATE_CODE = "rate_code"
    ROOM_COUNT = "room_count"
    OCCUPANCY = "occupancy"
    PERSONS = "persons"
    ADULTS = "adults"
    CHILDREN = "children"
    INFANTS = "infants"
    CHILD_AGES = "child_ages"
    TOTAL = "total"
    TOTAL_BEFORE_TAX = "total_before_tax"
    PAYOUT = "payout"
    COMMISSION = "commission"
    CURRENCY = "currency"
    COLLECTS = "collects"
    NAME = "name"
    GUESTS = "guests"
    MAIL = "mail"
    PHONE = "phone"
    ADDRESS = "address"
    COUNTRY = "country"
    COMMENT = "comment"
    VERSION_AT = "version_at"
    REVISION = "revision"
    IS_DATED = "is_dated"
    SECONDARY = "secondary"
    IDS = "ids"
    ROOMS = "rooms"
    EXTRAS = "extras"
    TAXES = "taxes"
    CARD = "card"
    FLAGS = "flags"


DATED: Final = frozenset({Holds.ARRIVAL, Holds.DEPARTURE, Holds.BOOKED_AT})
# Columns that may stand several times, and are then one thing together.
TOGETHER: Final = frozenset({Holds.NAME, Holds.ADDRESS, Holds.COMMENT})


@checked
class Column:
    """A column of an export.

    Attributes:
        holds: what stands in it.
        names: what it may be called, whatever the capitals.
        place: where it stands, counted from 1, in a file whose first row names no columns.
        dates: how its dates are written; None where nobody has said, and then a day and a month
            that can change places are refused.
        required: a file without it is another export.
    """

    holds: Holds
    names: tuple[Label, ...] = ()
    place: Annotated[int, whole(1, MOST_COLUMNS)] | None = None
    dates: DateForm | None = None
    required: bool = False

    def __attrs_post_init__(self) -> None:
        """Refuse a column that nobody can find."""
        if not self.names and self.place is None:
            raise InvalidInput.because("field.required", path="names")


@checked
class StatusWord:
    """What a word says of a reservation.

    Attributes:
        word: whatever its capitals.
        happening: booked, also where the word says modified; or cancelled. None where there is no
            reservation yet, or will not be: such a row is passed over.
    """

    word: Text
    happening: Happening | None = None


@checked
class CollectsWord:
    """What a word says of who takes the guest's money."""

    word: Text
    collects: Collects


def parting(value: object) -> str:
    """Return what may part the cells of a row."""
    if type(value) is not str or len(value) != 1 or value not in DELIMITERS:
        allowed = ", ".join(map(repr, DELIMITERS))
        raise InvalidInput.because("value.unknown", got=shown(value), allowed=allowed)
    return value


def separator(value: object) -> str:
    """Return what parts names in one cell; spaces at its ends count."""
    return line(value, limit=10)


@checked
class ColumnMap:
    """How an export of reservations is read.

    Attributes:
        name: of the export.
        columns: which are read; others are passed over.
        statuses: words of the status; without such a column every row is booked.
        collects: words of who takes the guest's money.
        signs: what currencies are written with.
        months: names of the months from the first on, and those of the next kind behind them.
        rooms: how rooms are written.
        names_between: what parts the names of several guests; None where there is one.
        decimal: what stands before decimals.
        delimiter: what parts cells; None where that is found out.
        is_named: the first row names the columns; without, their places count.
        number_as_amount: references passed through a spreadsheet: ``5200756724.0``.
        channel: code of the channel that the whole file is of.
        currency: code of amounts that have none beside them.
        zone: IANA name of the zone of its times; None where that of the property is meant.
        several_rows: each row is one room with its own total, and the rows of a reservation follow
            each other.
        exact: what stands there was written by this library and nothing of it is cleaned.
    """

    name: Code
    columns: Annotated[tuple[Column, ...], list_of(Column, MOST_COLUMNS)]
    statuses: tuple[StatusWord, ...] = ()
    collects: tuple[CollectsWord, ...] = ()
    signs: tuple[CurrencySign, ...] = SIGNS
    months: tuple[Text, ...] = ENGLISH_MONTHS
    rooms: RoomForm = RoomForm()
    names_between: Annotated[str, separator] | None = None
    decimal: DecimalSign = DecimalSign.POINT
    delimiter: Annotated[str, parting] | None = None
    is_named: bool = True
    number_as_amount: bool = False
    channel: Code | None = None
    currency: CurrencyCode | None = None
    zone: Annotated[str, zone_name] | None = None
    several_rows: bool = False
    exact: bool = False

    def __attrs_post_init__(self) -> None:
        """Refuse a map by which nothing can be found."""
        if faults := [*_not_found(self)]:
            raise InvalidInput(faults)

    def dated(self, form: DateForm) -> "ColumnMap":
        """Return the map with a form for all dates for which it names none."""
        columns = (
            Column(one.holds, one.names, one.place, one.dates or form, one.required)
            if one.holds in DATED
            else one
            for one in self.columns
        )
        return attrs.evolve(self, columns=tuple(columns))  # type: ignore[misc] # a frozen value


def _not_found(columns: ColumnMap) -> Iterator[Fault]:
    """Yield what keeps a file from being read by a map."""
    if Holds.REFERENCE not in {column.holds for column in columns.columns}:
        missing = Holds.REFERENCE.value
        yield fault("list.lacks", "columns", missing=missing)
    for place, column in enumerate(columns.columns):
        if columns.is_named and not column.names:
            yield fault("field.required", f"columns[{place}].names")
        if not columns.is_named and column.place is None:
            yield fault("field.required", f"columns[{place}].place")
    if len(columns.months) % MONTHS:
        yield fault("value.contradicts", "months", one=len(columns.months), other=MONTHS)
