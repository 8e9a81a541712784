"""Why a platform takes nothing, or not all, in our words; each with what to do about it.

Platforms have numbers and sentences of their own; a dialect puts them into these, and keeps
theirs beside them.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Cause(StrEnum):
    """A cause, as it stands in the code of a `Remark`.

    Attributes:
        PLATFORM_UNAVAILABLE: it takes nothing from anybody just now.
        PLATFORM_BUSY: it has been sent too much in too short a time.
        NOT_LET_IN: it knows no such user, or lets it do nothing.
        HOTEL_NOT_ACTIVE: the property is switched off there.
        HOTEL_UNKNOWN: it has no property of this code.
        ROOM_UNKNOWN: the property has no room of this code there.
        RATE_UNKNOWN: the property has no rate of this code there.
        ROOM_RATE_UNKNOWN: it has both codes, and not together.
        RATE_MISSING: it keeps no prices for the room rate.
        GUESTS_DISAGREE: it does not price this number of adults.
        MESSAGE_INCOMPLETE: something that it needs is missing.
        MESSAGE_TOO_LARGE: it takes no message of this size.
        MESSAGE_REFUSED: it takes nothing of the message, and says so in its own words.
        REMARKED: it says something, and takes the message all the same.
    """

    PLATFORM_UNAVAILABLE = "channels.platform_unavailable"
    PLATFORM_BUSY = "channels.platform_busy"
    NOT_LET_IN = "channels.not_let_in"
    HOTEL_NOT_ACTIVE = "channels.hotel_not_active"
    HOTEL_UNKNOWN = "channels.hotel_unknown"
    ROOM_UNKNOWN = "channels.room_unknown"
    RATE_UNKNOWN = "channels.rate_unknown"
    ROOM_RATE_UNKNOWN = "channels.room_rate_unknown"
    RATE_MISSING = "channels.rate_missing"
    GUESTS_DISAGREE = "channels.guests_disagree"
    MESSAGE_INCOMPLETE = "channels.message_incomplete"
    MESSAGE_TOO_LARGE = "channels.message_too_large"
    MESSAGE_REFUSED = "channels.message_refused"
    REMARKED = "channels.remarked"


# fmt: off
WHAT_TO_DO: Final[Mapping[Cause, str]] = MappingProxyType({
    Cause.PLATFORM_UNAVAILABLE: "send the same message again in a few minutes",
    Cause.PLATFORM_BUSY:        "wait a minute, then send the same message again",
    Cause.NOT_LET_IN:           "put the user and the password of the connection right",
    Cause.HOTEL_NOT_ACTIVE:     "ask the platform to switch the property on",
    Cause.HOTEL_UNKNOWN:        "put the code of the property at the platform right",
    Cause.ROOM_UNKNOWN:         "map the room at the platform, or put its code right",
    Cause.RATE_UNKNOWN:         "map the rate at the platform, or put its code right",
    Cause.ROOM_RATE_UNKNOWN:    "map this room with this rate at the platform",
    Cause.RATE_MISSING:         "let the platform take prices for the room rate, or send none",
    Cause.GUESTS_DISAGREE:      "price the numbers of adults that the platform knows",
    Cause.MESSAGE_INCOMPLETE:   "see what the platform misses, and complete the mapping",
    Cause.MESSAGE_TOO_LARGE:    "send the message in smaller parts",
    Cause.MESSAGE_REFUSED:      "read what the platform says, and put it right",
    Cause.REMARKED:             "read what the platform says",
})
# fmt: on
