"""What meters are made of: devices with registers, when each is in place, and readings."""

from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Final

from axentra_core.kernel.checks import Instant, checked, whole
from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.numbers import (
    LONGEST_TEXT,
    MOST_DECIMALS,
    as_text,
    multiply,
    number,
    unit_of,
)
from axentra_core.kernel.texts import Code, Id, Token
from axentra_core.meters.units import ONE, Conversion, Factor, Measure, days_at_most

MOST_DIGITS: Final = 12
MOST_READINGS: Final = 1_000_000
SECONDS_OF_DAY: Final = 86_400
# No stay lasts so many days.
LONGEST_TURN: Final = 36_600

Digits = Annotated[int, whole(1, MOST_DIGITS)]
Decimals = Annotated[int, whole(0, MOST_DECIMALS // 2)]
ReadingNumber = Annotated[int, whole(1, MOST_READINGS)]


class ReadingKind(StrEnum):
    """What a reading is the reading of.

    REMOVAL is the last one of a device that is taken away, INSTALLATION the first of the one that
    comes in its place. CONTROL is somebody else's look at the same register: it informs and never
    counts.
    """

    ARRIVAL = "arrival"
    DEPARTURE = "departure"
    INTERMEDIATE = "intermediate"
    REMOVAL = "removal"
    INSTALLATION = "installation"
    CONTROL = "control"


class ReadingSource(StrEnum):
    """Whose reading it is; INFERRED is nobody's: an earlier reading that stands in."""

    GUEST = "guest"
    STAFF = "staff"
    PARTNER = "partner"
    UTILITY = "utility"
    INFERRED = "inferred"


class Quality(StrEnum):
    """How sure a reading is."""

    MEASURED = "measured"
    ESTIMATED = "estimated"
    CORRECTED = "corrected"
    CONTROL = "control"


def as_shown(value: object) -> Decimal:
    """Return a value as a device shows it: from zero up, leading zeros are no harm.

    Raises:
        InvalidInput: the codes of a number; ``number.bad_format`` also for a comma and for
            thousands that are parted, as nobody knows which of the two was meant;
            ``value.out_of_range`` below zero; ``field.wrong_type`` for a photo or an address.
    """
    if type(value) is str and value.isascii() and len(value) <= LONGEST_TEXT:
        head, point, tail = value.partition(".")
        if head.isdigit():
            value = f"{head.lstrip('0') or '0'}{point}{tail}"
    try:
        found = number(value)  # type: ignore[arg-type] # the guard refuses what is no number
    except InvalidInput as error:
        if error.code == "number.bad_format" and _is_wording(value):
            raise InvalidInput.because(
                "field.wrong_type", expected="the number that the device shows", got=shown(value)
            ) from None
        raise
    if found < 0:
        raise InvalidInput.because("value.out_of_range", got=as_text(found), low=0, high="10^15")
    return found


def _is_wording(value: object) -> bool:
    return isinstance(value, str) and sum(map(str.isalpha, value)) > 1


ShownValue = Annotated[Decimal, as_shown]


@checked
class Register:
    """One counter of a device.

    Attributes:
        code: such as ``el``, or ``HT`` and ``NT`` of a device with two.
        measure: what it counts.
        digits: how many it shows before the decimals; None while nobody has looked, and then it
            is never taken to have gone round. With few of them it can go all the way round
            unseen: a use is billed only with a bound, or where `fastest_turn` is longer.
        decimals: how many it shows behind them.
        factor: what a step of it stands for, such as 40 behind a transformer.
        display_scale: what the display is multiplied by: 10 where the digit after the comma is a
            whole kWh.
        conversion: what turns it into the measure that is billed, if it is another one.
    """

    code: Code
    measure: Measure
    digits: Digits | None = None
    decimals: Decimals = 0
    factor: Factor = ONE
    display_scale: Factor = ONE
    conversion: Conversion | None = None

    @property
    def billed(self) -> Measure:
        """The measure in which its use is told."""
        return self.measure if self.conversion is None else self.conversion.into

    @cached_property
    def step(self) -> Decimal:
        """What one of what is shown stands for, in the register's measure."""
        return multiply(self.factor, self.display_scale)

    @cached_property
    def smallest(self) -> Decimal:
        """The smallest step that the display can show."""
        return unit_of(self.decimals)

    @cached_property
    def capacity(self) -> Decimal | None:
        """Where the display begins again at zero; None while its digits are not known."""
        return None if self.digits is None else unit_of(-self.digits)

    @cached_property
    def turn(self) -> Decimal | None:
        """What it counts until it begins again, in its measure; None while digits are unknown."""
        return None if self.capacity is None else multiply(self.capacity, self.step)

    @cached_property
    def fastest_turn(self) -> timedelta | None:
        """How long any house needs to turn it once; None where that takes years, or is unknown."""
        days = LONGEST_TURN if self.turn is None else days_at_most(self.turn, self.measure)
        return timedelta(seconds=int(days * SECONDS_OF_DAY)) if days < LONGEST_TURN else None


@checked
class Device:
    """A meter as it hangs on the wall.

    Attributes:
        number: as it is printed on it.
        registers: its counters, each code once.
    """

    number: Token
    registers: tuple[Register, ...]

    def __attrs_post_init__(self) -> None:
        """Refuse a device without registers, and one that has a code twice."""
        if not self.registers:
            raise InvalidInput.because("field.required", path="registers")
        codes = [register.code for register in self.registers]
        for place, code in enumerate(codes):
            if code in codes[:place]:
                raise InvalidInput.because(
                    "value.duplicate", path=f"registers[{place}].code", got=shown(code)
                )

    def register(self, code: str) -> Register | None:
        """Return a register by its code, or None."""
        return next((register for register in self.registers if register.code == code), None)


@checked
class DevicePeriod:
    """When a device is in place: from its installation until it is taken away.

    Attributes:
        device: which.
        since: aware UTC instant.
        until: from then on another one is in place; None while it still is.
    """

    device: Device
    since: Instant
    until: Instant | None = None

    def __attrs_post_init__(self) -> None:
        """Check the order of the instants."""
        if self.until is not None and self.until <= self.since:
            raise InvalidInput.because(
                "date.order", path="until", later=self.until, earlier=self.since
            )


@checked
class Reading:
    """What was read; it is never edited, a correction supersedes it and points back.

    Attributes:
        number: of the reading among those of its meter.
        register: code of the register.
        value: as the device shows it, before any factor.
        at: when it was read, an aware UTC instant.
        kind: what it is the reading of.
        source: whose it is.
        quality: how sure it is.
        evidence: what shows it, such as the key of a photo; None without.
        by: id of who has read or sent it; None where nobody has told.
        supersedes: number of the reading that it corrects.
        device: number of the device as it was seen; None where nobody has told.
    """

    number: ReadingNumber
    register: Code
    value: ShownValue
    at: Instant
    kind: ReadingKind
    source: ReadingSource = ReadingSource.STAFF
    quality: Quality = Quality.MEASURED
    evidence: Token | None = None
    by: Id | None = None
    supersedes: ReadingNumber | None = None
    device: Token | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a reading that corrects itself or one that comes later."""
        if self.supersedes is not None and self.supersedes >= self.number:
            raise InvalidInput.because(
                "value.contradicts",
                path="supersedes",
                one=f"supersedes {self.supersedes}",
                other=f"number {self.number}",
            )

    @property
    def is_control(self) -> bool:
        """Whether it informs only."""
        return self.kind is ReadingKind.CONTROL or self.quality is Quality.CONTROL

    def is_plain_of(self, register: str) -> bool:
        """Return whether it is of a register, and there is nothing to be said of it."""
        return (
            self.register == register
            and self.supersedes is None
            and self.device is None
            and self.quality is not Quality.CONTROL
            and self.source is not ReadingSource.INFERRED
        )
