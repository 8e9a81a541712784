"""The verbs of meters and readings as one actor says them."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from axentra_core.folio import PaymentMethod
from axentra_core.hotel import verbs
from axentra_core.hotel.desks.speaker import Done, Speaker
from axentra_core.meters import (
    Device,
    Quality,
    ReadingKind,
    ReadingSource,
    ShownAt,
    SubmittedHours,
    SubmittedReading,
)


class Meters(Speaker):
    """Meters, what a partner sends of a stay, and how staff settle it."""

    # --- meters ---

    def install_meter(  # noqa: PLR0913 - a meter says that much
        self,
        unit: str,
        utility: str,
        device: Device,
        since: datetime,
        *,
        meter: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Begin to keep a utility point of a room; `MeterInstalled` names its id."""
        return self.do(verbs.InstallMeter(unit, utility, device, since, meter), key=key)

    def replace_device(  # noqa: PLR0913 - a replacement says that much
        self,
        meter: str,
        device: Device,
        at: datetime,
        *,
        removal: Sequence[ShownAt] = (),
        initial: Sequence[ShownAt] = (),
        key: str | None = None,
    ) -> Done:
        """Put another device in place, with the last readings of the old and the first of it."""
        verb = verbs.ReplaceDevice(meter, device, at, tuple(removal), tuple(initial))
        return self.do(verb, key=key)

    def remove_device(
        self,
        meter: str,
        at: datetime,
        *,
        removal: Sequence[ShownAt] = (),
        key: str | None = None,
    ) -> Done:
        """Take a device away; none comes in its place for now."""
        return self.do(verbs.RemoveDevice(meter, at, tuple(removal)), key=key)

    def record_reading(  # noqa: PLR0913 - a reading says that much
        self,
        meter: str,
        register: str,
        value: Decimal | int | str,
        at: datetime,
        *,
        kind: ReadingKind = ReadingKind.INTERMEDIATE,
        source: ReadingSource = ReadingSource.STAFF,
        quality: Quality = Quality.MEASURED,
        evidence: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Keep what staff or the utility have read outside of any stay."""
        # The rule of the field takes text and whole numbers, too.
        shown: Decimal = value  # type: ignore[assignment]
        verb = verbs.RecordReading(meter, register, shown, at, kind, source, quality, evidence)
        return self.do(verb, key=key)

    def correct_reading(
        self,
        meter: str,
        number: int,
        value: Decimal | int | str,
        reason: str,
        *,
        key: str | None = None,
    ) -> Done:
        """Put a reading of a meter right; the wrong one stays in the log."""
        # As above.
        shown: Decimal = value  # type: ignore[assignment]
        return self.do(verbs.CorrectReading(meter, number, shown, reason), key=key)

    # --- what a partner sends ---

    def submit_readings(
        self,
        stay: str,
        readings: Sequence[SubmittedReading] = (),
        *,
        hours: Sequence[SubmittedHours] = (),
        key: str | None = None,
    ) -> Done:
        """Send readings and hours; what was sent before under the same id is not kept twice."""
        return self.do(verbs.SubmitReadings(stay, tuple(readings), tuple(hours)), key=key)

    def finalise_readings(self, stay: str, *, key: str | None = None) -> Done:
        """Say that all readings of a stay were sent; saying it again changes nothing."""
        return self.do(verbs.FinaliseReadings(stay), key=key)

    # --- what staff do ---

    def review_readings(self, stay: str, *, key: str | None = None) -> Done:
        """Say that somebody has looked at what was doubtful."""
        return self.do(verbs.ReviewReadings(stay), key=key)

    def archive_readings(self, stay: str, reason: str, *, key: str | None = None) -> Done:
        """Turn the readings of a stay down; they can be restored."""
        return self.do(verbs.ArchiveReadings(stay, reason), key=key)

    def restore_readings(self, stay: str, *, key: str | None = None) -> Done:
        """Take archived readings up again where they stood."""
        return self.do(verbs.RestoreReadings(stay), key=key)

    def invoice_readings(
        self, stay: str, *, without: Sequence[str] = (), key: str | None = None
    ) -> Done:
        """Accept the readings and invoice the guest."""
        return self.do(verbs.InvoiceReadings(stay, tuple(without)), key=key)

    def handle_in_front_desk(self, stay: str, *, key: str | None = None) -> Done:
        """Settle in Front Desk; from now on nobody else does."""
        return self.do(verbs.HandleInFrontDesk(stay), key=key)

    def leave_front_desk(self, stay: str, *, key: str | None = None) -> Done:
        """Settle elsewhere after all."""
        return self.do(verbs.LeaveFrontDesk(stay), key=key)

    def settle_in_front_desk(
        self,
        stay: str,
        readings: Sequence[SubmittedReading] = (),
        *,
        method: PaymentMethod | None = None,
        without: Sequence[str] = (),
        key: str | None = None,
    ) -> Done:
        """Charge what was used, set the deposit off, and take or give what is left."""
        verb = verbs.SettleInFrontDesk(stay, tuple(readings), method, tuple(without))
        return self.do(verb, key=key)

    def settle_difference(
        self,
        stay: str,
        readings: Sequence[SubmittedReading] = (),
        *,
        method: PaymentMethod | None = None,
        key: str | None = None,
    ) -> Done:
        """Charge or credit what readings that came later make beside what was billed."""
        return self.do(verbs.SettleDifference(stay, tuple(readings), method), key=key)
