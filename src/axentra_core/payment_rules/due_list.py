"""The list of due payments: how a plan stands in it, and how it is read.

Each plan stands in it with the payment that comes first, under a text in the order of the instants.
What is due at an instant, or was before, is found from ``""`` to ``due_value(at, MOST_PAYMENTS)``.
"""

from datetime import datetime

import attrs


@attrs.frozen
class DuePayment:
    """A payment that is due, as the list has it.

    Attributes:
        reservation: whose payment.
        number: which of its plan.
        at: aware UTC instant since when it is due.
    """

    reservation: str
    number: int
    at: datetime


def due_value(at: datetime, number: int) -> str:
    """Return what a due payment is found by.

    Args:
        at: aware UTC instant, kept to the microsecond.
        number: of the payment, which settles the order of two at one instant in one plan.
    """
    return f"{at.isoformat(timespec='microseconds')} {number:04}"


def read_due(value: str, stream: str) -> DuePayment:
    """Return the payment that an entry of the list stands for.

    Args:
        value: as `due_value` gives it.
        stream: of the plan, whose last part is the reservation.
    """
    at, _, number = value.partition(" ")
    return DuePayment(stream.rpartition("/")[2], int(number), datetime.fromisoformat(at))
