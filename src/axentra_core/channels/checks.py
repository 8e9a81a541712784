"""What has to be shown before a connection goes live, and what has been shown.

Source: the tests of the seed: each inventory value that is sent is updated rightly, and
reservations arrive; what is not sent is managed at the platform and needs no test.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final

import attrs

from axentra_core.channels.updates import Measure


class Direction(StrEnum):
    """What a connection carries.

    A one-way connection sends values or receives reservations, never both.
    """

    TWO_WAY = "two_way"
    SENDS = "sends"
    RECEIVES = "receives"


class Check(StrEnum):
    """What a test shows: a value arrives, or a reservation does."""

    AVAILABILITY = "availability"
    PRICE = "price"
    STOP_SELL = "stop_sell"
    CLOSED_TO_ARRIVAL = "closed_to_arrival"
    CLOSED_TO_DEPARTURE = "closed_to_departure"
    MIN_STAY_ARRIVAL = "min_stay_arrival"
    MIN_STAY_THROUGH = "min_stay_through"
    MAX_STAY_ARRIVAL = "max_stay_arrival"
    MAX_STAY_THROUGH = "max_stay_through"
    MIN_ADVANCE = "min_advance"
    MAX_ADVANCE = "max_advance"
    NEW_RESERVATION = "new_reservation"
    MODIFIED_RESERVATION = "modified_reservation"
    CANCELLED_RESERVATION = "cancelled_reservation"
    UNMAPPED_RESERVATION = "unmapped_reservation"


class CheckResult(StrEnum):
    """What a test has shown."""

    PASSED = "passed"
    FAILED = "failed"


TWO_WAY, SENDS, RECEIVES = Direction
SENDING: Final = frozenset({TWO_WAY, SENDS})
RECEIVING: Final = frozenset({TWO_WAY, RECEIVES})


@attrs.frozen
class CheckRow:
    """When a check is required.

    Attributes:
        check: which.
        directions: of the connections that need it.
        measure: which has to be sent for it; None for reservations.
        of_unmapped: it is needed only where unmapped reservations are delivered.
    """

    check: Check
    directions: frozenset[Direction]
    measure: Measure | None = None
    of_unmapped: bool = False


# fmt: off
CHECKS: Final = (
    # what is shown                       by which   for which measure
    CheckRow(Check.AVAILABILITY,          SENDING,   Measure.AVAILABILITY),
    CheckRow(Check.PRICE,                 SENDING,   Measure.PRICE),
    CheckRow(Check.STOP_SELL,             SENDING,   Measure.STOP_SELL),
    CheckRow(Check.CLOSED_TO_ARRIVAL,     SENDING,   Measure.CLOSED_TO_ARRIVAL),
    CheckRow(Check.CLOSED_TO_DEPARTURE,   SENDING,   Measure.CLOSED_TO_DEPARTURE),
    CheckRow(Check.MIN_STAY_ARRIVAL,      SENDING,   Measure.MIN_STAY_ARRIVAL),
    CheckRow(Check.MIN_STAY_THROUGH,      SENDING,   Measure.MIN_STAY_THROUGH),
    CheckRow(Check.MAX_STAY_ARRIVAL,      SENDING,   Measure.MAX_STAY_ARRIVAL),
    CheckRow(Check.MAX_STAY_THROUGH,      SENDING,   Measure.MAX_STAY_THROUGH),
    CheckRow(Check.MIN_ADVANCE,           SENDING,   Measure.MIN_ADVANCE),
    CheckRow(Check.MAX_ADVANCE,           SENDING,   Measure.MAX_ADVANCE),
    CheckRow(Check.NEW_RESERVATION,       RECEIVING),
    CheckRow(Check.MODIFIED_RESERVATION,  RECEIVING),
    CheckRow(Check.CANCELLED_RESERVATION, RECEIVING),
    CheckRow(Check.UNMAPPED_RESERVATION,  RECEIVING, of_unmapped=True),
)
# fmt: on


@attrs.frozen
class Evidence:
    """What a test has shown, when, and to whom.

    Attributes:
        check: what was tested.
        result: whether it was right.
        what: what was looked at, such as a price on a date; it names no guest.
        reference: where more is kept, such as the number of a case or a message; None without.
        mapping_version: of the mapping it was made with.
        by: who has recorded it.
        at: when, an aware UTC instant.
    """

    check: Check
    result: CheckResult
    what: str
    reference: str | None
    mapping_version: int
    by: str
    at: datetime


def required_checks(
    direction: Direction, sent: Collection[Measure], *, unmapped: bool = False
) -> tuple[Check, ...]:
    """Return what has to be shown before a connection goes live, in the order of the table.

    Args:
        direction: what it carries.
        sent: measures that the hotel sends; others are managed at the platform.
        unmapped: whether the platform delivers reservations of room rates that are not mapped.
    """
    return tuple(
        row.check
        for row in CHECKS
        if direction in row.directions
        and (row.measure is None or row.measure in sent)
        and (unmapped or not row.of_unmapped)
    )


def missing_checks(
    required: Iterable[Check], evidence: Sequence[Evidence], mapping_version: int
) -> tuple[Check, ...]:
    """Return the checks that nothing shows: the last evidence of each counts, and no older mapping.

    Args:
        required: what has to be shown.
        evidence: the last of each check.
        mapping_version: of the mapping that is in force.
    """
    shown = {
        one.check
        for one in evidence
        if one.result is CheckResult.PASSED and one.mapping_version == mapping_version
    }
    return tuple(check for check in required if check not in shown)


def last_of_each(evidence: Sequence[Evidence], new: Evidence) -> tuple[Evidence, ...]:
    """Return evidence in which a new one stands instead of what was known of the same check."""
    return (*(one for one in evidence if one.check is not new.check), new)
