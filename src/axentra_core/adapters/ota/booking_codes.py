"""What the codes of OpenTravel mean in reservations; a code that is not here is kept as it is.

Sources: the lists UIT, AQC, MPT and FTT of OpenTravel; the statuses of its schemas and of
SiteMinder's public documentation of pmsXchange; SiteMinder's payment card provider codes.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from axentra_core.channels.providers import Happening
from axentra_core.channels.reservations import AgeBand, Collects

# fmt: off
# In small letters. What is asked for, held or waited for is no reservation yet.
STATUSES: Final[Mapping[str, Happening]] = MappingProxyType({
    "book":                Happening.BOOK,
    "commit":              Happening.BOOK,
    "commitoverrideedits": Happening.BOOK,
    "reserved":            Happening.BOOK,
    "confirmed":           Happening.BOOK,
    "modify":              Happening.MODIFY,
    "modified":            Happening.MODIFY,
    "cancel":              Happening.CANCEL,
    "canceled":            Happening.CANCEL,
    "cancelled":           Happening.CANCEL,
})
WRITTEN_STATUSES: Final[Mapping[Happening, str]] = MappingProxyType({
    Happening.BOOK:   "Book",
    Happening.MODIFY: "Modify",
    Happening.CANCEL: "Cancel",
})
AGES: Final[Mapping[str, AgeBand]] = MappingProxyType({
    "1":  AgeBand.ADULT,
    "2":  AgeBand.ADULT,
    "3":  AgeBand.INFANT,
    "4":  AgeBand.CHILD,
    "7":  AgeBand.INFANT,
    "8":  AgeBand.CHILD,
    "9":  AgeBand.CHILD,
    "10": AgeBand.ADULT,
    "11": AgeBand.ADULT,
    "14": AgeBand.CHILD,
    "15": AgeBand.ADULT,
})
WRITTEN_AGES: Final[Mapping[AgeBand, str]] = MappingProxyType({
    AgeBand.ADULT:  "10",
    AgeBand.CHILD:  "8",
    AgeBand.INFANT: "7",
})
MEALS: Final[Mapping[str, str]] = MappingProxyType({
    "1":  "all_inclusive",
    "2":  "american",
    "3":  "breakfast",
    "4":  "buffet_breakfast",
    "5":  "caribbean_breakfast",
    "6":  "continental_breakfast",
    "7":  "english_breakfast",
    "8":  "european_plan",
    "9":  "family_plan",
    "10": "full_board",
    "11": "full_breakfast",
    "12": "half_board",
    "13": "as_brochured",
    "14": "room_only",
    "15": "self_catering",
    "16": "bermuda",
    "17": "dinner_bed_and_breakfast",
    "18": "family_american",
    "19": "breakfast",
    "20": "modified",
    "21": "lunch",
    "22": "dinner",
    "23": "breakfast_and_lunch",
    "24": "lunch_and_dinner",
    "25": "light",
    "26": "grab_and_go",
    "27": "healthy",
})
# What is told by an attribute of its own instead.
MEALS_BY_NAME: Final[Mapping[str, str]] = MappingProxyType({
    "Breakfast": "breakfast",
    "Lunch":     "lunch",
    "Dinner":    "dinner",
})
TAXES: Final[Mapping[str, str]] = MappingProxyType({
    "3":  "city_tax",
    "10": "occupancy_tax",
    "12": "resort_fee",
    "13": "sales_tax",
    "14": "service_charge",
    "18": "tourism_tax",
    "19": "vat",
    "35": "gst",
    "36": "vat",
})
TAX_TYPES: Final[Mapping[str, bool]] = MappingProxyType({"Inclusive": True, "Exclusive": False})
CARDS: Final[Mapping[str, str]] = MappingProxyType({
    "AX": "amex",
    "BC": "bank_card",
    "BL": "cartes_bancaires",
    "CB": "carte_blanche",
    "DN": "diners",
    "DS": "discover",
    "EC": "eurocard",
    "JC": "jcb",
    "MA": "maestro",
    "MC": "mastercard",
    "TP": "uatp",
    "VI": "visa",
    "VS": "visa",
})
# Of the list of payment types.
VIRTUAL_CARD, CREDIT_CARD = "43", "5"
COLLECTORS: Final[Mapping[str, Collects]] = MappingProxyType({
    "PrePay":            Collects.CHANNEL,
    "GuaranteeRequired": Collects.HOTEL,
})
# What a reservation is known by beside 14; another type is told by its number.
ID_KINDS: Final[Mapping[str, str]] = MappingProxyType({
    "14": "pms",
    "25": "platform",
    "29": "channel",
    "40": "confirmation",
})
# fmt: on
OTHER_KIND: Final = "uit."
