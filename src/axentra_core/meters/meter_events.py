"""What has happened to a meter; each event says who has done it and when."""

from datetime import date, datetime
from decimal import Decimal

import attrs

from axentra_core.meters.model import DevicePeriod, Reading
from axentra_core.meters.oddities import Oddity


@attrs.frozen
class MeterInstalled:
    """A utility point is kept from now on.

    Attributes:
        period: its first device, and since when.
    """

    meter: str
    unit: str
    utility: str
    period: DevicePeriod
    actor: str
    at: datetime
    business_date: date


@attrs.frozen
class DeviceReplaced:
    """Another device is in place; readings of both stand beside it.

    Attributes:
        period: the new one, and since when.
        former: the old one, until when; None where none was in place.
        oddities: what is odd: that readings are missing.
    """

    meter: str
    period: DevicePeriod
    former: DevicePeriod | None
    actor: str
    at: datetime
    business_date: date
    oddities: tuple[Oddity, ...] = ()


@attrs.frozen
class DeviceRemoved:
    """No device is in place any more.

    Attributes:
        former: the device that went, and until when it was there.
        oddities: what is odd: that readings are missing.
    """

    meter: str
    former: DevicePeriod
    actor: str
    at: datetime
    business_date: date
    oddities: tuple[Oddity, ...] = ()


@attrs.frozen
class ReadingRecorded:
    """Something was read.

    Attributes:
        reading: as it was shown.
        device: number of the device it is taken to be of.
        oddities: why somebody has to look at it.
        stay: during which it was read; None outside of any.
        stay_number: its number among the readings of the stay; None where it was not sent for it.
    """

    meter: str
    reading: Reading
    device: str
    actor: str
    at: datetime
    business_date: date
    oddities: tuple[Oddity, ...] = ()
    stay: str | None = None
    stay_number: int | None = None


@attrs.frozen
class ReadingCorrected:
    """A reading was put right; the former one stays in the log.

    Attributes:
        reading: the right one; it says which one it supersedes.
        former: what the wrong one said.
        device: number of the device it is taken to be of.
        reason: why it was wrong.
        oddities: why somebody has to look at it.
        stay: during which it was read; None outside of any.
        stay_number: its number among the readings of the stay; None where it was not sent for it.
    """

    meter: str
    reading: Reading
    former: Decimal
    device: str
    reason: str
    actor: str
    at: datetime
    business_date: date
    oddities: tuple[Oddity, ...] = ()
    stay: str | None = None
    stay_number: int | None = None
