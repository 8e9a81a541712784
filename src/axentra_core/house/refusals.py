"""What the house refuses, by code."""

from collections.abc import Mapping
from typing import ClassVar

from axentra_core.kernel.errors import RuleViolation


class HouseRefusal(RuleViolation):
    """A rule of the house says no."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "house.settings_out_of_order": (
            "house {house} works by version {current} of its settings; "
            "version {got} does not follow, so adopt version {next}"
        ),
        "house.date_already_closed": (
            "{date} is over: house {house} is at business date {business_date}, "
            "and only that can be closed"
        ),
        "house.date_not_reached": (
            "{date} has not come: house {house} is at business date {business_date}; "
            "close that first"
        ),
        "house.date_not_closed": (
            "{date} cannot be certified yet: house {house} is at business date {business_date}; "
            "close {date} first"
        ),
        "house.certificate_out_of_order": (
            "house {house} certifies one date after the other, and {date} is not the next; "
            "certify {next}"
        ),
        "house.certificate_unrelated": (
            "the certificate of {date} does not follow the last one of house {house}; "
            "make it from the log again"
        ),
        "follow_up.ended": (
            "follow-up {follow_up} is already {status}; nothing is left to do about it"
        ),
    }
