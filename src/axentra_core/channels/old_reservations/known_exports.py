"""The exports that hotels meet, as maps of their columns.

Sources: a real file of SiteMinder's, and the header rows that several public readers of the others
agree on. Where the form of dates depends on whoever has exported, the map leaves it open: a host
says it by `ColumnMap.dated`. Status words of other languages are added by `attrs.evolve`; what no
map knows is parked.

Two files are none of these. Booking.com's *finance statement* is about payouts: it names no room
and no guest, and tells the same reservation once for each transaction. Of Expedia only an invoice
is known, whose columns are a number and an amount.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from axentra_core.channels.old_reservations.column_map import (
    CollectsWord,
    Column,
    ColumnMap,
    Holds,
    StatusWord,
)
from axentra_core.channels.old_reservations.forms import DateForm
from axentra_core.channels.old_reservations.own_rows import OWN_COLUMNS
from axentra_core.channels.old_reservations.room_names import RoomForm
from axentra_core.channels.providers import Happening
from axentra_core.channels.reservations.facts import Collects

_BOOK, _CANCEL = Happening.BOOK, Happening.CANCEL
_ISO, _NAMED = DateForm.ISO, DateForm.MONTH_NAME


def _words(happening: Happening | None, *words: str) -> tuple[StatusWord, ...]:
    return tuple(StatusWord(word, happening) for word in words)


def _must(holds: Holds, *names: str, dates: DateForm | None = None) -> Column:
    return Column(holds, names, dates=dates, required=True)


def _may(holds: Holds, *names: str, dates: DateForm | None = None) -> Column:
    return Column(holds, names, dates=dates)


def _placed(columns: Mapping[Holds, tuple[int, ...]], names: str) -> tuple[Column, ...]:
    """Return columns by their places; the names are those of the first row, where there is one."""
    called = names.split(",")
    return tuple(
        Column(holds, (called[place - 1],), place)
        for holds, places in columns.items()
        for place in places
    )


# fmt: off
SITEMINDER_SUMMARY: Final = ColumnMap(
    "siteminder_summary",
    (
        _must(Holds.REFERENCE,     "Booking reference"),
        _may (Holds.GUESTS,        "Guest names"),
        _must(Holds.ARRIVAL,       "Check-in",              dates=_ISO),
        _must(Holds.DEPARTURE,     "Check-out",             dates=_ISO),
        _may (Holds.CHANNEL_CODE,  "Channel code", "Channel reference code"),
        _may (Holds.CHANNEL_NAME,  "Channel"),
        _must(Holds.ROOM,          "Room"),
        _may (Holds.BOOKED_AT,     "Booked-on date",        dates=_ISO),
        _must(Holds.STATUS,        "Booking status"),
        _may (Holds.OCCUPANCY,     "Occupancy"),
        _may (Holds.TOTAL,         "Total price"),
    ),
    statuses=(*_words(_BOOK, "Booked", "Modified"), *_words(_CANCEL, "Cancelled")),
    rooms=RoomForm(counted=True),
    names_between=", ",
)

BOOKING_COM_EXTRANET: Final = ColumnMap(
    "booking_com_extranet",
    (
        _must(Holds.REFERENCE,     "Book number", "Book Number"),
        _may (Holds.NAME,          "Booked by"),
        _may (Holds.GUESTS,        "Guest name(s)"),
        _must(Holds.ARRIVAL,       "Check-in",              dates=_ISO),
        _must(Holds.DEPARTURE,     "Check-out",             dates=_ISO),
        _may (Holds.BOOKED_AT,     "Booked on",             dates=_ISO),
        _must(Holds.STATUS,        "Status"),
        _may (Holds.ROOM_COUNT,    "Rooms"),
        _may (Holds.PERSONS,       "Persons"),
        _may (Holds.ADULTS,        "Adults"),
        _may (Holds.CHILDREN,      "Children"),
        _may (Holds.CHILD_AGES,    "Children's age(s)"),
        _may (Holds.TOTAL,         "Price"),
        _may (Holds.COMMENT,       "Remarks"),
        _may (Holds.COUNTRY,       "Booker country"),
        _may (Holds.ROOM,          "Unit type"),
        _may (Holds.ADDRESS,       "Address"),
        _may (Holds.PHONE,         "Phone number"),
    ),
    statuses=(
        *_words(_BOOK, "ok", "no_show"),
        *_words(_CANCEL, "cancelled", "cancelled_by_guest", "cancelled_by_hotel"),
    ),
    names_between=", ",
    number_as_amount=True,
    channel="BDC",
)

BOOKING_COM_GROUP: Final = ColumnMap(
    "booking_com_group",
    (
        _may (Holds.HOTEL,         "Property name"),
        _may (Holds.NAME,          "Booker name"),
        _must(Holds.ARRIVAL,       "Arrival",               dates=_NAMED),
        _must(Holds.DEPARTURE,     "Departure",             dates=_NAMED),
        _may (Holds.BOOKED_AT,     "Booked on",             dates=_NAMED),
        _must(Holds.STATUS,        "Status"),
        _may (Holds.TOTAL,         "Total payment"),
        _may (Holds.CURRENCY,      "Currency"),
        _must(Holds.REFERENCE,     "Reservation number"),
    ),
    statuses=(*_words(_BOOK, "OK"), *_words(_CANCEL, "cancelled")),
    number_as_amount=True,
    channel="BDC",
)

AIRBNB: Final = ColumnMap(
    "airbnb",
    (
        _must(Holds.REFERENCE,     "Confirmation code", "Code de confirmation"),
        _must(Holds.STATUS,        "Status", "Statut"),
        _may (Holds.NAME,          "Guest name", "Nom du voyageur"),
        _may (Holds.PHONE,         "Contact"),
        _may (Holds.ADULTS,        "# of adults", "# des adultes"),
        _may (Holds.CHILDREN,      "# of children", "# des enfants"),
        _may (Holds.INFANTS,       "# of infants", "# des bébés"),
        _must(Holds.ARRIVAL,       "Start date", "Date de début"),
        _must(Holds.DEPARTURE,     "End date", "Date de fin"),
        _may (Holds.BOOKED_AT,     "Booked", "Réservée"),
        _may (Holds.ROOM,          "Listing", "Annonce"),
        _may (Holds.PAYOUT,        "Earnings", "Revenus"),
    ),
    statuses=(
        *_words(_BOOK,   "Confirmed", "Currently hosting", "Past guest"),
        *_words(_BOOK,   "Confirmée", "Séjour en cours", "Ancien voyageur"),
        *_words(_CANCEL, "Canceled", "Cancelled", "Canceled by guest", "Cancelled by guest"),
        *_words(_CANCEL, "Canceled by host", "Cancelled by host", "Canceled by you"),
        *_words(_CANCEL, "Annulée", "Annulée par le voyageur"),
    ),
    channel="ABB",
)

AGODA: Final = ColumnMap(
    "agoda",
    (
        _must(Holds.REFERENCE,     "BookingIDExternal_reference_ID"),
        _must(Holds.STATUS,        "Status"),
        _must(Holds.ARRIVAL,       "StayDateFrom"),
        _must(Holds.DEPARTURE,     "StayDateTo"),
        _may (Holds.BOOKED_AT,     "BookedDate"),
        _may (Holds.NAME,          "Customer_Name"),
        _may (Holds.ROOM,          "RoomType"),
        _may (Holds.COMMENT,       "Special_Request"),
        _may (Holds.COLLECTS,      "PaymentModel"),
        _may (Holds.TOTAL,         "ReferenceSellInclusive"),
        _may (Holds.PAYOUT,        "Total_inclusive_rate"),
        _may (Holds.COMMISSION,    "Commission"),
        _may (Holds.CURRENCY,      "Currency"),
    ),
    statuses=(
        *_words(_BOOK,   "Confirmed", "Amended", "Departed", "예약 확정", "확정"),
        *_words(_CANCEL, "Cancelled", "Canceled", "Cancelled by customer", "예약 취소", "취소"),
    ),
    collects=(
        CollectsWord("Agoda Collect", Collects.CHANNEL),
        CollectsWord("Hotel Collect", Collects.HOTEL),
    ),
    number_as_amount=True,
    channel="AGO",
)

RMS: Final = ColumnMap(
    "rms",
    _placed(
        {
            # What the channel calls it; the old system's own number where no channel has one.
            Holds.REFERENCE: (15, 1),
            Holds.PMS_ID: (1,), Holds.STATUS: (4,),
            Holds.ARRIVAL: (5,), Holds.DEPARTURE: (6,),
            Holds.ADULTS: (7,), Holds.CHILDREN: (8,), Holds.INFANTS: (9,),
            Holds.ROOM: (10,), Holds.CHANNEL_NAME: (14,),
        },
        "Legacy Res ID,Legacy Group Res ID,Legacy Guest ID,Status,Arrives,Departs,Adults,Children,"
        "Infants,Category,Area,ETA,Company,Travel Agent,Voucher No",
    ),
    statuses=(
        *_words(_BOOK, "Confirmed", "Unconfirmed", "Arrived", "Departed"),
        *_words(_CANCEL, "Cancelled"),
        *_words(None, "Quote"),
    ),
    is_named=False,
)

WAVEPM: Final = ColumnMap(
    "wavepm",
    _placed(
        {
            Holds.NAME: (1, 2), Holds.ADDRESS: (3, 4, 5, 6, 7), Holds.COUNTRY: (8,),
            Holds.PHONE: (9,), Holds.MAIL: (10,), Holds.ROOM: (12,), Holds.REFERENCE: (15,),
            Holds.BOOKED_AT: (17,), Holds.ARRIVAL: (18,), Holds.DEPARTURE: (19,),
            Holds.ADULTS: (21,), Holds.CHILDREN: (22,), Holds.CHANNEL_NAME: (25,),
            Holds.TOTAL: (29,), Holds.COMMENT: (31,), Holds.RATE: (32,),
        },
        "FirstName,Last Name,Address1,Address2,City,State,PostCode,Country,Phone,Email,UnitCode,"
        "UnitName,Bedrooms,Active Unit,Book Number,ResTypeDesc,Date Booked,Start Date,End Date,"
        "Nights,Adults,Children,PetType,Source Category,Source SubCategory,Rent Total,ChargeTotal,"
        "TaxTotal,BookingTotal,Payment Total,Notes,Rate Code,Occ Tax Percent,Sales Tax Percent,"
        "Occ Tax Number,Sales Tax Number,Do Not Move",
    ),
    is_named=False,
)
# fmt: on

OWN: Final = ColumnMap(
    "axentra",
    tuple(Column(holds, (holds.value,), required=True) for holds in OWN_COLUMNS),
    delimiter=",",
    exact=True,
)

RESERVATION_EXPORTS: Final[Mapping[str, ColumnMap]] = MappingProxyType(
    {
        one.name: one
        for one in (
            SITEMINDER_SUMMARY,
            BOOKING_COM_EXTRANET,
            BOOKING_COM_GROUP,
            AIRBNB,
            AGODA,
            RMS,
            WAVEPM,
            OWN,
        )
    }
)
