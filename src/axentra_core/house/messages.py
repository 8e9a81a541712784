"""Commands to the house, its settings, follow-ups and number series, and what follows."""

import datetime as dt
from functools import partial
from typing import Annotated

import attrs

from axentra_core.house.certificate import Certificate
from axentra_core.house.model import Plain
from axentra_core.kernel.checks import Day, checked, whole
from axentra_core.kernel.texts import Cause, Code, Id, Text, line

LONGEST_SENTENCE = 500
LARGEST_VERSION = 999_999_999

Sentence = Annotated[str, partial(line, limit=LONGEST_SENTENCE)]
Version = Annotated[int, whole(1, LARGEST_VERSION)]


# The house


@checked
class OpenHouse:
    """Begin to work with a property, on a date that its staff name."""

    house: Id
    business_date: Day


@checked
class AdoptSettings:
    """Put the next version of the settings in force."""

    house: Id
    settings: Version


@checked
class CloseDate:
    """End the business date; the next one opens with it."""

    house: Id
    date: Day


@checked
class CertifyDate:
    """Write down what a closed date has left behind."""

    house: Id
    certificate: Certificate


@attrs.frozen
class HouseOpened:
    """The property has begun to work."""

    house: str
    business_date: dt.date


@attrs.frozen
class SettingsAdopted:
    """A version of the settings is in force."""

    house: str
    settings: int


@attrs.frozen
class DateClosed:
    """A business date has ended.

    Attributes:
        date: what is closed.
        opens: the new business date.
    """

    house: str
    date: dt.date
    opens: dt.date


@attrs.frozen
class DateCertified:
    """What a closed date has left behind is written down; it never changes any more."""

    house: str
    certificate: Certificate


# Its settings


@checked
class BeginSettings:
    """Record the first version of the settings."""

    settings: Id
    data: Plain


@checked
class ChangeSettings:
    """Record the settings anew, as a whole; equal data changes nothing."""

    settings: Id
    data: Plain


@attrs.frozen
class SettingsBegun:
    """The first version of the settings was recorded."""

    settings: str
    version: int
    data: Plain


@attrs.frozen
class SettingsChanged:
    """A further version of the settings was recorded, as a whole."""

    settings: str
    version: int
    data: Plain


# Its follow-ups


@checked
class LeaveFollowUp:
    """Leave to people what the system was refused to do.

    Attributes:
        cause: what the act should have followed from.
        act: type name of the refused command, such as ``task.OpenTask``.
        arguments: the command's fields, so that it can be tried again.
        code: why it was refused.
        sentence: the same in words, up to 500 characters.
        concerns: the role that has to act.
    """

    follow_up: Id
    cause: Cause
    # Type names and error codes may be longer than the hotel's own codes.
    act: Id
    arguments: Plain
    code: Id
    sentence: Sentence
    concerns: Code


@checked
class ResolveFollowUp:
    """Close a follow-up, because its act has succeeded."""

    follow_up: Id


@checked
class DismissFollowUp:
    """Decide that a follow-up need not be done."""

    follow_up: Id
    reason: Text


@attrs.frozen
class FollowUpLeft:
    """A consequence was refused; somebody has to see to it."""

    follow_up: str
    cause: str
    act: str
    arguments: Plain
    code: str
    sentence: str
    concerns: str
    business_date: dt.date


@attrs.frozen
class FollowUpResolved:
    """The act has succeeded after all."""

    follow_up: str


@attrs.frozen
class FollowUpDismissed:
    """Somebody has decided that it need not be done."""

    follow_up: str
    reason: str


# Its number series


@checked
class OpenSeries:
    """Begin a number series; no number is taken by that."""

    series: Id


@checked
class TakeNumber:
    """Take the next number of a series, in the commit that uses it."""

    series: Id


@attrs.frozen
class SeriesOpened:
    """A number series has begun."""

    series: str


@attrs.frozen
class NumberTaken:
    """The next number of a series is used; it is never taken again."""

    series: str
    number: int
