"""What a device can show, and which of several readings counts."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from axentra_core.kernel.checks import instant
from axentra_core.kernel.errors import some_of
from axentra_core.kernel.numbers import as_text
from axentra_core.meters.model import (
    Device,
    Quality,
    Reading,
    ReadingKind,
    ReadingSource,
    Register,
    as_shown,
)
from axentra_core.meters.refusals import MetersRefusal
from axentra_core.meters.units import Measure


class Preference(StrEnum):
    """Whose reading counts where several were taken for the same moment.

    STAFF_FIRST: the card that staff fill in before the guest comes, so that the heating before the
    arrival is the guest's. GUEST_FIRST: what the guest has seen. LATEST: whatever was read last.
    Of the same people the latest counts.
    """

    STAFF_FIRST = "staff_first"
    GUEST_FIRST = "guest_first"
    LATEST = "latest"


_STAFF: Final = (ReadingSource.STAFF, ReadingSource.UTILITY)
_GUEST: Final = (ReadingSource.GUEST, ReadingSource.PARTNER)
_FIRST: Final = {Preference.STAFF_FIRST: _STAFF, Preference.GUEST_FIRST: _GUEST}


def register_of(device: Device, code: str) -> Register:
    """Return a register of a device.

    Raises:
        MetersRefusal: ``meters.register_unknown``.
    """
    found = device.register(code)
    if found is None:
        known = some_of(register.code for register in device.registers)
        raise MetersRefusal(
            "meters.register_unknown", device=device.number, register=code, known=known
        )
    return found


def check_reading(
    register: Register,
    value: object,
    *,
    measure: Measure | None = None,
    at: datetime | None = None,
    now: datetime | None = None,
) -> Decimal:
    """Return a value that the register can show; whether it is likely is asked later.

    Args:
        register: which was read.
        value: text as it is shown, ``"00012"`` too, with no more digits and decimals than the
            display has; an int or a Decimal.
        measure: what the sender says it counts; not asked when None.
        at: when it was read.
        now: aware UTC instant; a reading after it is refused.

    Raises:
        InvalidInput: as `as_shown` and for a naive instant.
        MetersRefusal: ``meters.exceeds_register``, ``.too_many_decimals``, ``.unit_mismatch`` or
            ``.in_future``.
    """
    found = as_shown(value)
    text = value if isinstance(value, str) else None
    if (refusal := impossible(register, found, text)) is not None:
        raise refusal
    if measure is not None and measure != register.measure:
        raise MetersRefusal(
            "meters.unit_mismatch", register=register.code, expected=register.measure, got=measure
        )
    if at is not None and now is not None and instant(at) > instant(now):
        raise MetersRefusal("meters.in_future", at=_written(at), now=_written(now))
    return found


def impossible(register: Register, value: Decimal, text: str | None = None) -> MetersRefusal | None:
    """Return why a register cannot show a value, or None.

    Args:
        register: which was read.
        value: what was read.
        text: as it was written, with the zeros that a display has; None for a number.
    """
    written = as_text(value) if text is None else text
    whole, _, decimals = written.partition(".")
    capacity = register.capacity
    if capacity is not None and (value >= capacity or len(whole) > (register.digits or 0)):
        return MetersRefusal(
            "meters.exceeds_register", register=register.code, got=written, digits=register.digits
        )
    if len(decimals) > register.decimals:
        return MetersRefusal(
            "meters.too_many_decimals",
            register=register.code,
            got=written,
            decimals=register.decimals,
        )
    return None


def standing(readings: Iterable[Reading]) -> list[Reading]:
    """Return the readings that no other one has superseded, in their order."""
    every = list(readings)
    gone = {one.supersedes for one in every if one.supersedes is not None}
    return [one for one in every if one.number not in gone] if gone else every


def counting(
    readings: Iterable[Reading],
    register: str,
    kind: ReadingKind,
    preference: Preference = Preference.LATEST,
) -> Reading | None:
    """Return the reading that counts, or None; one that informs only never does.

    Args:
        readings: of one meter, in any order; superseded ones are passed over.
        register: code.
        kind: arrival, departure and so on.
        preference: whose comes first.
    """
    return preferred(
        [
            one
            for one in standing(readings)
            if one.register == register and one.kind is kind and not one.is_control
        ],
        preference,
    )


def preferred(readings: list[Reading], preference: Preference) -> Reading | None:
    """Return which of several readings for the same moment counts."""
    if len(readings) <= 1:
        return readings[0] if readings else None
    return max(readings, key=lambda one: (*rank(one, preference), one.number))


def rank(one: Reading, preference: Preference) -> tuple[bool, bool, bool, datetime]:
    """Return by what a reading is preferred to another for the same moment: the greater counts.

    One that was taken counts before one that nobody has read, whoever says so and however late.
    """
    is_taken = one.source is not ReadingSource.INFERRED
    is_measured = one.quality is not Quality.ESTIMATED
    return (is_taken, is_measured, one.source in _FIRST.get(preference, ()), one.at)


def _written(at: datetime) -> str:
    return f"{instant(at):%Y-%m-%d %H:%M} UTC"
