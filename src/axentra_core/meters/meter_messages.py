"""Commands to a meter. What is read is given as the device shows it, before any factor."""

from collections.abc import Iterator

from axentra_core.kernel.checks import Instant, checked
from axentra_core.kernel.errors import Fault, InvalidInput, shown
from axentra_core.kernel.texts import Code, Id, Text, Token
from axentra_core.meters.model import (
    Device,
    Quality,
    ReadingKind,
    ReadingNumber,
    ReadingSource,
    ShownValue,
)
from axentra_core.meters.units import Measure, NotNegative


@checked
class ShownAt:
    """What a register of a device shows when the device goes or comes.

    Attributes:
        register: code.
        value: as it is shown.
        evidence: what shows it, such as the key of a photo; None without.
    """

    register: Code
    value: ShownValue
    evidence: Token | None = None


@checked
class InstallMeter:
    """Begin to keep a utility point.

    Attributes:
        unit: room or house number.
        utility: code of what is counted, such as ``el``, ``water`` or ``heat``.
        device: what hangs there.
        since: when it was put in place.
    """

    meter: Id
    unit: Code
    utility: Code
    device: Device
    since: Instant


@checked
class ReplaceDevice:
    """Put a device in place, in place of the one there, or where one was removed.

    What is missing of the readings is flagged and may come later.

    Attributes:
        device: the new one.
        at: when.
        removal: last readings of the old one.
        initial: first readings of the new one.
    """

    meter: Id
    device: Device
    at: Instant
    removal: tuple[ShownAt, ...] = ()
    initial: tuple[ShownAt, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse two readings of one register."""
        if faults := [*_twice("removal", self.removal), *_twice("initial", self.initial)]:
            raise InvalidInput(faults)


@checked
class RemoveDevice:
    """Take a device away; none comes in its place for now.

    Attributes:
        at: when.
        removal: its last readings.
    """

    meter: Id
    at: Instant
    removal: tuple[ShownAt, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse two readings of one register."""
        if faults := [*_twice("removal", self.removal)]:
            raise InvalidInput(faults)


@checked
class RecordReading:
    """Keep what was read; what is odd about it is flagged, only the impossible is refused.

    Attributes:
        register: code of the register.
        value: as the device shows it.
        at: when it was read.
        kind: what it is the reading of.
        source: whose it is.
        quality: how sure it is.
        evidence: what shows it, such as the key of a photo; None without.
        by: id of who has read it; None for who records it.
        device: number of the device as it was seen; None where nobody has told.
        measure: what the sender says it counts; not asked when None.
        most: how much can have been used since the last reading, in the measure that is billed;
            None if nobody has said.
        stay: during which it was read; None outside of any.
        stay_number: its number among the readings of the stay; None where it was not sent for it.
    """

    meter: Id
    register: Code
    value: ShownValue
    at: Instant
    kind: ReadingKind
    source: ReadingSource = ReadingSource.STAFF
    quality: Quality = Quality.MEASURED
    evidence: Token | None = None
    by: Id | None = None
    device: Token | None = None
    measure: Measure | None = None
    most: NotNegative | None = None
    stay: Id | None = None
    stay_number: ReadingNumber | None = None


@checked
class CorrectReading:
    """Put a reading right; the wrong one stays in the log.

    Attributes:
        number: of the reading that was wrong.
        value: what the device showed.
        reason: why it was wrong.
        evidence: what shows it, such as the key of a photo; None without.
        by: id of who has read it; None for who corrects it.
        at: when the right one was read; None for the instant of the wrong one.
        source: whose it is; None for whose the wrong one was.
        quality: how sure it is; None for corrected.
        device: number of the device as it was seen; None for that of the wrong one.
        stay: during which it was read; None outside of any.
        stay_number: its number among the readings of the stay; None where it was not sent for it.
    """

    meter: Id
    number: ReadingNumber
    value: ShownValue
    reason: Text
    evidence: Token | None = None
    by: Id | None = None
    at: Instant | None = None
    source: ReadingSource | None = None
    quality: Quality | None = None
    device: Token | None = None
    stay: Id | None = None
    stay_number: ReadingNumber | None = None


def _twice(path: str, shown_at: tuple[ShownAt, ...]) -> Iterator[Fault]:
    codes = [one.register for one in shown_at]
    for place, code in enumerate(codes):
        if code in codes[:place]:
            yield InvalidInput.because(
                "value.duplicate", path=f"{path}[{place}].register", got=shown(code)
            ).faults[0]
