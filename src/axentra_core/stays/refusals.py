"""What a stay refuses, by code."""

from collections.abc import Mapping
from typing import ClassVar

from axentra_core.kernel.errors import RuleViolation


class StayRefusal(RuleViolation):
    """A rule of the stay says no."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "stay.arrival_in_past": (
            "stay {stay} cannot arrive on {arrival}: the business date is {business_date}; "
            "choose that date or a later one"
        ),
        "stay.not_in_house": "stay {stay} is not in house yet; check it in first",
        "stay.already_in_house": (
            "stay {stay} is already in house, in room {room}; there is nothing left to check in"
        ),
        "stay.ended": (
            "stay {stay} has checked out; nothing more happens to it, so make a new booking"
        ),
        "stay.too_early": (
            "stay {stay} arrives on {arrival}, and the business date is {business_date}; "
            "check it in on its arrival date"
        ),
        "stay.expired": (
            "stay {stay} was booked until {departure}, and the business date is {business_date}; "
            "make a new booking"
        ),
        "stay.room_type_mismatch": (
            "stay {stay} is booked as {booked}, and room {room} is a {got}; "
            "give it a {booked} or mark the check-in as an upgrade"
        ),
        "stay.departs_later": (
            "stay {stay} departs on {departure}, and the business date is {business_date}; "
            "shorten the stay first"
        ),
        "stay.nights_unposted": (
            "night {night} of stay {stay} is not posted yet; close the day first"
        ),
        "stay.night_not_booked": (
            "stay {stay} is booked from {arrival} to {departure} and has no night {night}; "
            "post its own nights only"
        ),
        "stay.night_already_posted": (
            "stay {stay} is already posted through {posted_through}; leave night {night} out"
        ),
        "stay.night_not_due": (
            "night {night} of stay {stay} is not due on {business_date}; "
            "post each night on its own business date"
        ),
    }
