"""What Channex' words mean; one that stands in no table is kept as it was told.

Source: Channex' documentation of bookings, rate plans, and taxes and tax sets, as of July 2025.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from axentra_core.channels.providers import Happening
from axentra_core.channels.reservations import Collects

# fmt: off
STATUSES: Final[Mapping[str, Happening]] = MappingProxyType({
    "new":       Happening.BOOK,
    "modified":  Happening.MODIFY,
    "cancelled": Happening.CANCEL,
})
# Nobody is told to collect where nothing is told.
COLLECTS: Final[Mapping[str, Collects]] = MappingProxyType({
    "property": Collects.HOTEL,
    "ota":      Collects.CHANNEL,
})
BRANDS: Final[Mapping[str, str]] = MappingProxyType({
    "AX": "amex",
    "BC": "bank_card",
    "BL": "cartes_bancaires",
    "CU": "unionpay",
    "DN": "diners",
    "DS": "discover",
    "EL": "elo",
    "JC": "jcb",
    "MA": "maestro",
    "MC": "mastercard",
    "MI": "mir",
    "VI": "visa",
})
# By the word in small letters with low lines.
TAXES: Final[Mapping[str, str]] = MappingProxyType({
    "tax":                     "tax",
    "vat":                     "vat",
    "gst":                     "gst",
    "value_added_tax_(vat)":   "vat",
    "goods_and_services_tax":  "gst",
    "sales_tax":               "sales_tax",
    "fee":                     "fee",
    "city_tax":                "city_tax",
})
# Of these it is told whether prices contain them; of fees and city taxes that says nothing.
ON_PRICES: Final = frozenset({"tax", "vat", "gst", "sales_tax"})
MEALS: Final[Mapping[str, str]] = MappingProxyType({
    "none":              "room_only",
    "room_only":         "room_only",
    "self_catering":     "self_catering",
    "breakfast":         "breakfast",
    "bed_and_breakfast": "breakfast",
    "lunch":             "lunch",
    "dinner":            "dinner",
    "half_board":        "half_board",
    "full_board":        "full_board",
    "all_inclusive":     "all_inclusive",
})
# How often a service is had: for each of its nights, for each of its persons.
PRICE_MODES: Final[Mapping[str, tuple[bool, bool]]] = MappingProxyType({
    "per_stay":             (False, False),
    "per_booking":          (False, False),
    "per_night":            (True,  False),
    "per_person":           (False, True),
    "per_person_per_stay":  (False, True),
    "per_person_per_night": (True,  True),
})
# fmt: on
# What else is said of a room that somebody at the desk wants to read.
REMARKS: Final = (
    "bed_preferences",
    "smoking_preferences",
    "free_text",
    "payment_instruction",
)


def word(text: str) -> str:
    """Return a word as the tables have it."""
    return "_".join(text.lower().split())
