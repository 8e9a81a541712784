"""What a property has agreed on for its automatic payments."""

from enum import StrEnum
from typing import Annotated

from axentra_core.kernel.checks import checked, whole
from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.texts import Country
from axentra_core.payment_rules.channels import STANDARD_CHANNELS, ChannelCards

MOST_DELAY = 24 * 60
MOST_LATE_DAYS = 365
MOST_RETRIES = 10


class LatePolicy(StrEnum):
    """What happens to a payment whose moment was over when the reservation came."""

    CHARGE_NOW = "charge_now"
    MANUAL = "manual"
    SKIP = "skip"


class NoShowPolicy(StrEnum):
    """What happens to the payments of a guest who has not come."""

    KEEP = "keep"
    CANCEL = "cancel"
    MANUAL = "manual"


class ExcessPolicy(StrEnum):
    """What happens to a virtual card that holds more than is owed.

    ALLOW charges all of it, as the words of the seed have it (*saldo VCC penuh*).
    """

    ATTENTION = "attention"
    ALLOW = "allow"


@checked
class PaymentRulesSettings:
    """How automatic payments are handled where their rules leave a choice.

    Attributes:
        country: of the property, ISO 3166-1; None where no channel excludes any.
        channels: which cards come through which channel, with the dates since when.
        late: what happens when a moment was over before the reservation came.
        settle_minutes: between a reservation and its first charge, so that somebody can intervene.
        no_show: what happens to payments by the guest's own card when the guest does not come.
        no_show_virtual: likewise by a virtual card, whose balance the channel keeps up to date.
        excess: what happens when a virtual card holds more than is owed.
        most_late_days: after the departure; whatever is still not charged then goes to staff.
        retries: how often a charge is tried again that was declined and might go through later; 0
            where the gateway tries again by itself.
        retry_days: between two tries.
        deferrals: how often a virtual card that is not active yet is tried on another day.
    """

    country: Country | None = None
    channels: tuple[ChannelCards, ...] = STANDARD_CHANNELS
    late: LatePolicy = LatePolicy.CHARGE_NOW
    settle_minutes: Annotated[int, whole(0, MOST_DELAY)] = 0
    no_show: NoShowPolicy = NoShowPolicy.MANUAL
    no_show_virtual: NoShowPolicy = NoShowPolicy.KEEP
    excess: ExcessPolicy = ExcessPolicy.ATTENTION
    most_late_days: Annotated[int, whole(0, MOST_LATE_DAYS)] = 7
    retries: Annotated[int, whole(0, MOST_RETRIES)] = 0
    retry_days: Annotated[int, whole(1, MOST_RETRIES)] = 1
    deferrals: Annotated[int, whole(0, MOST_RETRIES)] = 2

    def __attrs_post_init__(self) -> None:
        """Refuse two rows of a channel that begin on the same day."""
        rows = [(row.channel, row.since) for row in self.channels]
        for place, row in enumerate(rows):
            if row in rows[:place]:
                raise InvalidInput.because(
                    "value.duplicate", path=f"channels[{place}].channel", got=shown(row[0])
                )
