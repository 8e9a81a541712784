"""What keeps the house itself running."""

import attrs

from axentra_core.hotel.cut_over_file import CutOverFile
from axentra_core.hotel.property import Property
from axentra_core.kernel.checks import Day, checked
from axentra_core.kernel.texts import Id, Text


@checked
class OpenProperty:
    """Begin the first business date of a property."""

    property: Property
    on: Day


@checked
class CutOver:
    """Begin the first business date of a property with everything that a running hotel brings.

    Attributes:
        on: the first business date; the former system has closed the day before.
        file: what the former system has told, as `CutOverFile` reads it.
    """

    property: Property
    on: Day
    file: CutOverFile = attrs.field(repr=False)


@checked
class ChangeProperty:
    """Put a new version of the configuration in force."""

    property: Property


@checked
class CloseDay:
    """Post the nights of a business date and open the next."""

    date: Day


@checked
class CertifyDay:
    """Write down what a closed date has left behind: counts, totals, the head of every stream."""

    date: Day


@checked
class RetryFollowUp:
    """Try again what could not happen."""

    follow_up: Id


@checked
class DismissFollowUp:
    """Decide that it need not happen any more."""

    follow_up: Id
    reason: Text
