"""Readings and hours as they are sent for a stay, before they are kept."""

from decimal import Decimal
from typing import Annotated, Final

from axentra_core.kernel.checks import Instant, checked, list_of
from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.texts import Code, Id, Text, Token
from axentra_core.meters.hourly import ONE_HOUR
from axentra_core.meters.meter import SWAPS
from axentra_core.meters.model import (
    Quality,
    ReadingKind,
    ReadingNumber,
    ReadingSource,
    ShownValue,
)
from axentra_core.meters.units import Measure, NotNegative

# A leap year.
MOST_HOURS_SENT: Final = 8_784


@checked
class SubmittedReading:
    """A reading as a guest, a partner or staff sends it.

    Attributes:
        meter: id of the meter.
        register: code of the register.
        value: as the device shows it, before any factor.
        at: when it was read.
        kind: what it is the reading of; those at a replacement belong to the meter alone.
        partner_id: by which its sender knows it: sent again, it is not kept twice.
        source: whose it is; None for who sends it.
        quality: how sure it is.
        evidence: what shows it, such as the key of a photo; None without.
        by: id of who has read it; None for who sends it.
        device: number of the device as it was seen; None where nobody has told.
        measure: what the sender says it counts; not asked when None.
        corrects: number of the reading of this stay that it puts right; it is of its kind then.
        reason: why that one was wrong; None where nobody has told.
    """

    meter: Id
    register: Code
    value: ShownValue
    at: Instant
    kind: ReadingKind
    partner_id: Token | None = None
    source: ReadingSource | None = None
    quality: Quality = Quality.MEASURED
    evidence: Token | None = None
    by: Id | None = None
    device: Token | None = None
    measure: Measure | None = None
    corrects: ReadingNumber | None = None
    reason: Text | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what only a replacement or the house itself can say."""
        if self.kind in SWAPS:
            possible = ", ".join(kind for kind in ReadingKind if kind not in SWAPS)
            raise InvalidInput.because(
                "value.unknown", path="kind", got=shown(self.kind.value), allowed=possible
            )
        if self.source is ReadingSource.INFERRED:
            possible = ", ".join(one for one in ReadingSource if one is not self.source)
            raise InvalidInput.because(
                "value.unknown", path="source", got=shown(self.source.value), allowed=possible
            )

    @property
    def content(self) -> tuple[object, ...]:
        """What has to be the same when it is sent again; when it was sent may differ."""
        return self.meter, self.register, self.kind, self.value


@checked
class SubmittedHours:
    """What a register has counted in each hour, as a partner or a utility sends it.

    Attributes:
        meter: id of the meter.
        register: code of the register.
        since: when the first hour begins: a full hour by the clocks of the house.
        until: when the last one ends. As many values stand between the two as there are hours: a
            day on which clocks change has 23 of them, or 25.
        values: one for each hour, in the measure that is billed.
        partner_id: by which its sender knows it: sent again, it is not kept twice.
        measure: what the sender says the values are in; not asked when None.
    """

    meter: Id
    register: Code
    since: Instant
    until: Instant
    values: Annotated[tuple[Decimal, ...], list_of(NotNegative, MOST_HOURS_SENT)]
    partner_id: Token | None = None
    measure: Measure | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a series with a gap, or with an hour too many."""
        if self.until <= self.since:
            raise InvalidInput.because(
                "date.order", path="until", later=self.until, earlier=self.since
            )
        many, rest = divmod(self.until - self.since, ONE_HOUR)
        if rest:
            raise InvalidInput.because(
                "value.contradicts", path="until", one=f"until {self.until}", other="full hours"
            )
        if len(self.values) != many:
            raise InvalidInput.because(
                "list.length", path="values", got=len(self.values), low=many, high=many
            )
