"""When something is due, and how that came about."""

import datetime as dt
from enum import StrEnum

import attrs


class DueNote(StrEnum):
    """What has moved a payment from the moment its rule names."""

    CLOCKS_SKIPPED = "clocks_skipped"
    """The wall time does not exist on that day: clocks go forward, and so does the payment."""

    CLOCKS_REPEATED = "clocks_repeated"
    """The wall time comes twice on that day: the first is meant."""

    ALREADY_OVER = "already_over"
    """The moment was over when the reservation came."""

    SETTLING = "settling"
    """It waits for somebody to intervene."""

    CARD_ACTIVE_LATER = "card_active_later"
    """The virtual card is active later."""

    ACTIVATION_ASSUMED = "activation_assumed"
    """Nobody has told when the virtual card is active; the day of the check-in is assumed."""

    STEPS_TOGETHER = "steps_together"
    """Several steps whose moments were over are charged as one."""

    TRIED_AGAIN = "tried_again"
    """It did not go through before, and is tried again."""


@attrs.frozen
class Due:
    """When a payment is to be charged, and how that came about.

    Attributes:
        at: aware UTC instant.
        on: day by the property's calendar that its rule names.
        wall: wall time that its rule names.
        zone: IANA name of the property's zone.
        notes: what has moved it from there.
    """

    at: dt.datetime
    on: dt.date
    wall: dt.time
    zone: str
    notes: tuple[DueNote, ...] = ()
