"""What a run of asking a platform has brought."""

from collections import Counter
from collections.abc import Collection

import attrs

from axentra_core.channels.reservations import Delivered, Outcome, Report
from axentra_core.kernel.errors import AxentraError


@attrs.frozen
class Received:
    """What one run has brought.

    Attributes:
        connection: the connection.
        deliveries: how often the platform has brought something.
        taken: messages that are stored, also those that were known.
        refused: messages that cannot be stored, each left to a person.
        later: messages that could not be stored now; they come again.
        error: why the run has ended before the platform had no more.
    """

    connection: str
    deliveries: int = 0
    taken: int = 0
    refused: int = 0
    later: int = 0
    error: AxentraError | None = None


def known_as(item: Delivered) -> tuple[str, str]:
    """Return by what a message is the same as one that was brought before."""
    return item.id, item.about


def with_report(
    received: Received, report: Report, passed: Collection[tuple[str, str]]
) -> Received:
    """Return what a run has brought, with one delivery more.

    Args:
        received: what it has brought before.
        report: what became of this delivery.
        passed: messages that were brought before and not taken; they count once.
    """
    became = Counter(
        one.outcome
        for one in report.confirmations
        if one.outcome is Outcome.TAKEN or known_as(one.item) not in passed
    )
    return attrs.evolve(
        received,
        deliveries=received.deliveries + 1,
        taken=received.taken + became[Outcome.TAKEN],
        refused=received.refused + became[Outcome.REFUSED],
        later=received.later + became[Outcome.LATER],
    )
