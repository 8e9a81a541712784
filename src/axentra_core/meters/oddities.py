"""What is odd about a reading when it comes: it is kept all the same, and somebody looks at it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Oddity(StrEnum):
    """Why somebody has to look; what a register cannot show at all is refused instead."""

    DECREASING = "decreasing"
    IMPLAUSIBLE = "implausible"
    OUT_OF_ORDER = "out_of_order"
    OTHER_DEVICE = "other_device"
    REPLACEMENT_INCOMPLETE = "replacement_incomplete"
    OUTSIDE_STAY = "outside_stay"
    LATE = "late"
    NO_PRICE = "no_price"
    RETURNED = "returned"
    ARCHIVED = "archived"


# Those that a settlement does not find by itself.
SENTENCES: Final[Mapping[Oddity, str]] = {
    Oddity.OUTSIDE_STAY: (
        "the reading {value} at {at} lies outside the stay from {arrival} to {departure}; "
        "look whose it is"
    ),
    Oddity.LATE: "the reading {value} has come after the registration was finalised; look at it",
    Oddity.NO_PRICE: "utility {utility} has no tariff; agree on one before it is billed",
    Oddity.RETURNED: (
        "the guest has come back to {unit}, and not every time has a first and a last reading; "
        "add what is missing"
    ),
    Oddity.ARCHIVED: (
        "the reading {value} has come while the registration was archived; look at it"
    ),
}
