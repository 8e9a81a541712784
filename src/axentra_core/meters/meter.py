"""The state of a meter: which devices have hung at a utility point, and what was read last."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from typing import Final

import attrs

from axentra_core.kernel.checks import checked
from axentra_core.kernel.journal import Journal
from axentra_core.kernel.texts import Code, Id
from axentra_core.meters.model import DevicePeriod, Reading, ReadingKind

MOST_DEVICES: Final = 100
SWAPS: Final = (ReadingKind.REMOVAL, ReadingKind.INSTALLATION)
_LASTS: Final = (ReadingKind.REMOVAL, ReadingKind.DEPARTURE)


class MeterStatus(StrEnum):
    """Whether a device hangs at the point now."""

    IN_PLACE = "in_place"
    REMOVED = "removed"


@checked
class MeterFacts:
    """What a registration has to know of a meter.

    Attributes:
        meter: its id.
        utility: code of what it counts, such as ``el``.
        periods: which devices are in place during the stay, in order.
        before: the last reading of each register before the stay that counts.
        swaps: last and first readings of devices that were replaced.
        unit: room or house number; None for the one in which the registration has begun.
    """

    meter: Id
    utility: Code
    periods: tuple[DevicePeriod, ...]
    before: tuple[Reading, ...] = ()
    swaps: tuple[Reading, ...] = ()
    unit: Code | None = None

    @property
    def first_registers(self) -> tuple[str, ...]:
        """The registers of the first of the devices, by their codes."""
        return tuple(one.code for one in self.periods[0].device.registers) if self.periods else ()

    @property
    def stand_ins(self) -> tuple[Reading, ...]:
        """Readings before the stay that can stand in for a first one: those of its first device."""
        if not self.periods:
            return ()
        first = self.periods[0]
        return tuple(
            one
            for one in self.before
            if one.register in self.first_registers
            and one.kind is not ReadingKind.REMOVAL
            and not one.is_control
            and _was_in_place(first, one.at, one.kind)
        )

    @property
    def last_registers(self) -> tuple[str, ...]:
        """The registers of the last of the devices, by their codes."""
        return tuple(one.code for one in self.periods[-1].device.registers) if self.periods else ()


@attrs.frozen
class Meter:
    """The state of a utility point, such as the electricity of a house.

    It keeps its history through changes of the device; what was read stands in the log.

    Attributes:
        id: the meter.
        unit: room or house number.
        utility: code of what is counted.
        status: whether a device is in place.
        periods: devices in the order in which they came.
        last: of each register and kind the last reading that no other has superseded.
        swaps: likewise every reading at a replacement, so that a use can be told across it.
        readings: everything that was read; a reading's number is its place in it, from 1.
    """

    id: str
    unit: str
    utility: str
    status: MeterStatus
    periods: tuple[DevicePeriod, ...]
    last: tuple[Reading, ...]
    swaps: tuple[Reading, ...]
    readings: Journal[Reading]

    @property
    def period(self) -> DevicePeriod:
        """The device that came last, and since when."""
        return self.periods[-1]

    def latest(self, register: str, since: datetime | None = None) -> Reading | None:
        """Return the last reading of a register that counts, of devices since then; or None."""
        found = (
            one
            for one in self.last
            if one.register == register
            and not one.is_control
            and (since is None or one.at >= since)
        )
        return max(found, key=lambda one: (one.at, one.number), default=None)

    @property
    def incomplete(self) -> tuple[tuple[str, str, ReadingKind], ...]:
        """What is missing at replacements: device, register and kind of each reading."""
        found: list[tuple[str, str, ReadingKind]] = []
        for old, new in pairwise(self.periods):
            for period, kind in ((old, ReadingKind.REMOVAL), (new, ReadingKind.INSTALLATION)):
                known = {
                    one.register
                    for one in self.swaps
                    if one.kind is kind and _was_in_place(period, one.at, kind)
                }
                found += [
                    (period.device.number, register.code, kind)
                    for register in period.device.registers
                    if register.code not in known
                ]
        return tuple(found)

    def facts(self, since: datetime, before: tuple[Reading, ...] = ()) -> MeterFacts:
        """Return what a registration has to know of the meter, from an instant on.

        Args:
            since: devices that had gone by then are left out.
            before: the last reading of each register before the stay.
        """
        return MeterFacts(
            self.id,
            self.utility,
            tuple(one for one in self.periods if one.until is None or one.until > since),
            before,
            tuple(one for one in self.swaps if one.at >= since),
            self.unit,
        )


def place_at(
    periods: Sequence[DevicePeriod], at: datetime, kind: ReadingKind
) -> tuple[DevicePeriod | None, bool]:
    """Return the device that a reading is of, and whether it was in place when it was taken.

    Before a device has come it is that device; after the last one has gone it is none.
    """
    for period in periods:
        if _was_in_place(period, at, kind):
            return period, True
    return next((period for period in periods if period.since >= at), None), False


def _was_in_place(period: DevicePeriod, at: datetime, kind: ReadingKind) -> bool:
    """Tell it as the use is told: at a replacement a last reading is of the device that goes."""
    if kind in _LASTS:
        return period.since < at and (period.until is None or at <= period.until)
    return period.since <= at and (period.until is None or at < period.until)
