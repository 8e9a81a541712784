"""What the hotel as a whole refuses, by code."""

from collections.abc import Mapping
from typing import ClassVar

from axentra_core.kernel.errors import RuleViolation


class HotelRefusal(RuleViolation):
    """A rule between the departments says no."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "hotel.not_open": (
            "property {property} has not been opened in this store; "
            "call open(on=...) with its first business date"
        ),
        "hotel.property_differs": (
            "the store holds version {version} of property {property}, which differs from the one "
            "given; pass its id to use what is stored, or change it with change_property"
        ),
        "hotel.fixed_for_life": (
            "{field} of a property cannot change from {old} to {new}: bills stand on it; "
            "open another property"
        ),
        "hotel.room_in_use": "room {room} is occupied; check the guest out or move them first",
        "hotel.room_type_fixed": (
            "room {room} is a {old} and cannot become a {new}; give the new room its own number"
        ),
        "hotel.key_required": (
            "{verb} needs an idempotency key: money moves or the caller is outside the hotel; "
            "send the same key again when the same request is repeated"
        ),
        "hotel.not_for_outsiders": "{verb} is not for {actor}; ask the front desk",
        "hotel.not_in_house": "stay {stay} has no room now; check the guest in first",
        "hotel.keys_missing": "guest links need secrets; give Hotel(..., keys=Keys(...))",
        "hotel.link_refused": "this link or code is not valid; ask the front desk",
        "hotel.no_room_ready": "no {type} is ready: {why}",
        "hotel.departures_open": (
            "{date} cannot be closed: {stays} should have left; check them out or extend the stay"
        ),
        "hotel.not_repeatable": (
            "{act} of follow-up {follow_up} cannot be repeated; do it by hand, then dismiss it"
        ),
        "hotel.reactions_too_deep": (
            "{event} sets off more than {limit} consequences in a row; the reactions form a circle"
        ),
    }
