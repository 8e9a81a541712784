"""What a platform could not deliver, done by hand until its old reservations are known here.

Who switches to another system finds that old reservations are not delivered any more once they are
modified or cancelled. Staff change the stay as any other; the inventory follows, and is told.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from axentra_core.channels.providers import Happening
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import (
    ChannelReservation,
    MessageNoted,
    Origin,
    ReservationStatus,
    reservation_id,
)
from axentra_core.hotel import verbs
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.tasks import left_to
from axentra_core.hotel.told_places import ENDED, stays_under
from axentra_core.hotel.told_tasks import RESERVATIONS, cause_of
from axentra_core.hotel.unit import Unit
from axentra_core.house import FollowUp, FollowUpStatus, ResolveFollowUp
from axentra_core.stays import (
    PartyChanged,
    PricesChanged,
    Stay,
    StayAmended,
    StayCancelled,
    StayExtended,
    StayShortened,
)

UNDELIVERED: Final = "channel_reservation.Undelivered"

StayModified = StayAmended | StayExtended | StayShortened | PartyChanged | PricesChanged


def report_undelivered(unit: Unit, verb: verbs.ReportUndelivered) -> None:
    """Leave it to a person, once, unless it is done already."""
    unit.need("connection", verb.connection)
    name = reservation_id(verb.reference)
    own: ChannelReservation | None = unit.get("channel_reservation", name)
    stays = [stay.id for stay in _live(unit, own, verb.reference)]
    if verb.happening is Happening.CANCEL and _is_given_up(own, stays):
        return
    cause = _cause(name, verb.happening)
    if unit.find("follow_up.cause", cause, limit=1):
        return
    why = HotelRefusal(
        "hotel.not_delivered",
        reservation=verb.reference.text,
        happening=verb.happening.value,
        stays=", ".join(stays) or "-",
        note=verb.note or "-",
    )
    values = {
        "connection": verb.connection,
        "channel_reservation": name,
        "reference": verb.reference.text,
        "happening": verb.happening.value,
        "stays": stays,
        "reported_at": unit.context.now.isoformat(),
    }
    unit.act(left_to(RESERVATIONS, unit, cause, UNDELIVERED, values, why))


def _is_given_up(own: ChannelReservation | None, stays: list[str]) -> bool:
    """Return whether nobody comes any more for a reservation that is known."""
    return own is not None and own.status is ReservationStatus.CANCELLED and not stays


def _live(
    unit: Unit, own: ChannelReservation | None, reference: ChannelReference
) -> tuple[Stay, ...]:
    if own is None or not own.slots:
        return stays_under(unit, reference)
    stays = (unit.get("stay", slot.stay) for slot in own.slots)
    return tuple(stay for stay in stays if stay is not None and stay.status not in ENDED)


def _cause(reservation: str, happening: Happening) -> str:
    return cause_of(reservation, f"undelivered.{happening}")


# --- what ends it ---


def end_what_is_delivered(unit: Unit, event: MessageNoted) -> Iterator[ResolveFollowUp]:
    """What was not delivered has come after all; a file says so if it was made later."""
    for happening in Happening if event.is_newest else ():
        for task in _open(unit, event.channel_reservation, happening):
            reported = datetime.fromisoformat(str(task.arguments["reported_at"]))
            told = event.version.at
            if event.origin is not Origin.IMPORTED or (told is not None and told >= reported):
                yield ResolveFollowUp(task.id)


def end_the_modification(unit: Unit, event: StayModified) -> Iterator[ResolveFollowUp]:
    """Somebody has modified the stay by hand."""
    for name in _reservations_of(unit, event.stay):
        for task in _open(unit, name, Happening.MODIFY):
            yield ResolveFollowUp(task.id)


def end_the_cancellation(unit: Unit, event: StayCancelled) -> Iterator[ResolveFollowUp]:
    """Somebody has cancelled the last stay of a reservation by hand."""
    for name in _reservations_of(unit, event.stay):
        own: ChannelReservation | None = unit.get("channel_reservation", name)
        stay: Stay = unit.need("stay", event.stay)
        reference = ChannelReference(stay.channel, stay.reference or stay.id)
        if _live(unit, own, reference):
            continue
        for happening in (Happening.MODIFY, Happening.CANCEL):
            for task in _open(unit, name, happening):
                yield ResolveFollowUp(task.id)


def _open(unit: Unit, reservation: str, happening: Happening) -> Iterator[FollowUp]:
    for _, found in unit.find("follow_up.cause", _cause(reservation, happening)):
        task: FollowUp = unit.need("follow_up", found)
        if task.status is FollowUpStatus.OPEN:
            yield task


def _reservations_of(unit: Unit, name: str) -> Iterator[str]:
    """Yield the reservation that a stay is of, also where only the stay says so."""
    found = [one for _, one in unit.find("channel_reservation.stay", name)]
    stay: Stay = unit.need("stay", name)
    if not found and stay.channel is not None and stay.reference is not None:
        found = [reservation_id(ChannelReference(stay.channel, stay.reference))]
    yield from found
