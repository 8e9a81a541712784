"""What others have read: control readings, and the last reading before the period."""

from decimal import Decimal
from typing import TYPE_CHECKING

from axentra_core.kernel.numbers import subtract
from axentra_core.meters.flags import Flag, Note
from axentra_core.meters.model import ReadingSource
from axentra_core.meters.steps import quantity_of

if TYPE_CHECKING:
    from axentra_core.meters.chains import Chain, Link


def compare(link: "Link", tolerance: Decimal | None, days: int) -> list[Note]:
    """Return what control readings of a register say against those that count.

    Each is compared with the reading next to it in time. They inform and never overwrite; those of
    a power company come days late (seed: *forbundet med stor usikkerhed*).
    """
    notes: list[Note] = []
    for control in link.controls:
        if not link.readings:
            continue
        nearest = min(
            link.readings,
            key=lambda one: (abs(one.at - control.at), abs(one.value - control.value)),
        )
        apart = abs(nearest.at - control.at).days
        if apart > days:
            notes.append(Note.of(Flag.CONTROL_STALE, control=control.value, days=apart))
            continue
        if tolerance is None:
            continue
        off = subtract(control.value, nearest.value).copy_abs()
        capacity = link.register.capacity
        if capacity is not None and off < capacity:
            # 99998 and 00001 are three apart.
            off = min(off, subtract(capacity, off))
        quantity = quantity_of(link.register, off, link.register.billed)
        if quantity.exceeds(tolerance):
            notes.append(
                Note.of(
                    Flag.CONTROL_DIFFERS,
                    control=control.value,
                    value=nearest.value,
                    off=quantity,
                    most=tolerance,
                )
            )
    return notes


def gap_before(chain: "Chain", most: Decimal | None) -> list[Note]:
    """Return what lies between the last reading before and the first one; it is the owner's."""
    last, link = chain.last_before, chain.links[0]
    first = link.readings[0] if link.readings else None
    if last is None or first is None or first.source is ReadingSource.INFERRED:
        return []
    if first is last or first.value == last.value:
        return []
    if first.value < last.value:
        return [Note.of(Flag.OVERLAP, start=first.value, before=last.value)]
    shown = subtract(first.value, last.value)
    quantity = quantity_of(link.register, shown, chain.measure)
    if most is not None and quantity.exceeds(most):
        return [Note.of(Flag.GAP_TOO_LARGE, quantity=quantity, most=most)]
    return [Note.of(Flag.GAP, quantity=quantity, before=last.value)]
