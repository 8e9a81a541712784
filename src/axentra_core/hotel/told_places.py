"""Which stays stand under a channel's number."""

from typing import Final

from axentra_core.channels.references import ChannelReference
from axentra_core.hotel.window import Window
from axentra_core.stays import Stay, StayStatus, reference_value

ENDED: Final = frozenset({StayStatus.CANCELLED, StayStatus.NO_SHOW, StayStatus.CHECKED_OUT})


def stays_under(window: Window, reference: ChannelReference) -> tuple[Stay, ...]:
    """Return the stays that were booked under a channel's reference and have not ended."""
    if reference.channel is None:
        return ()
    value = reference_value(reference.channel, reference.reference)
    found = [stay for _, stay in window.find("stay.reference", value)]
    window.load(*(("stay", stay) for stay in found))
    stays: list[Stay] = [window.need("stay", stay) for stay in found]
    return tuple(stay for stay in stays if stay.status not in ENDED)
