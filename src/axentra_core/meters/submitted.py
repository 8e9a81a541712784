"""A reading as it is sent for a stay, before it is kept."""

from axentra_core.kernel.checks import Instant, checked
from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.texts import Code, Id, Text, Token
from axentra_core.meters.meter import SWAPS
from axentra_core.meters.model import (
    Quality,
    ReadingKind,
    ReadingNumber,
    ReadingSource,
    ShownValue,
)
from axentra_core.meters.units import Measure


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
        source: whose it is.
        quality: how sure it is.
        evidence: what shows it, such as the key of a photo; None without.
        by: id of who has read it; None for who sends it.
        device: number of the device as it was seen; None where nobody has told.
        measure: what the sender says it counts; not asked when None.
        corrects: number of the reading of this stay that it puts right; it is of its kind then.
    """

    meter: Id
    register: Code
    value: ShownValue
    at: Instant
    kind: ReadingKind
    partner_id: Token | None = None
    source: ReadingSource = ReadingSource.PARTNER
    quality: Quality = Quality.MEASURED
    evidence: Text | None = None
    by: Id | None = None
    device: Token | None = None
    measure: Measure | None = None
    corrects: ReadingNumber | None = None

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
