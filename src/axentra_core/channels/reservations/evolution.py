"""What an event changes in a channel's reservation."""

from collections.abc import Mapping
from typing import Any, Final

import attrs

from axentra_core.channels.providers import Happening
from axentra_core.channels.reservations import events as ev
from axentra_core.channels.reservations.lifecycle import RESERVATION
from axentra_core.channels.reservations.model import (
    MOST_SEEN,
    ChannelReservation,
    HeldCard,
    Origin,
    SealedPersonal,
    Stamp,
    ToldBy,
)
from axentra_core.kernel.decider import begins, evolutions, on

PARTS: Final = tuple(one.name for one in attrs.fields(SealedPersonal))


def opened(event: ev.ReservationOpened) -> ChannelReservation:
    """Return a reservation of which nothing is known but its name."""
    return ChannelReservation(
        event.channel_reservation, event.reference, event.guest, RESERVATION.start
    )


def message_noted(reservation: ChannelReservation, event: ev.MessageNoted) -> ChannelReservation:
    """Return the reservation with what a message tells, where nothing newer tells it."""
    stamp = Stamp(event.version, event.happening, event.digest)
    changes: dict[str, Any] = {}
    # Without rooms it tells of the reservation and not what it is now: nothing is given up by it.
    if event.snapshot and event.snapshot.rooms:
        if _is_newer(stamp, reservation.newest):
            changes |= {"snapshot": event.snapshot, "newest": stamp}
        if event.version.is_dated and _is_newer(stamp, reservation.dated):
            changes["dated"] = stamp
    if event.happening is Happening.CANCEL and _is_newer(stamp, reservation.cancelled):
        changes["cancelled"] = stamp
    since = {one.part: one.stamp for one in reservation.since}
    newer = {
        name: value
        for name, value in _told(event).items()
        if value and _is_newer(stamp, since.get(name))
    }
    since |= dict.fromkeys(newer, stamp)
    # What comes again with its card at last was confirmed before, or still is to be.
    is_news = event.message is not None and stamp not in reservation.seen
    parts = {name: newer[name] for name in PARTS if name in newer}
    return attrs.evolve(
        reservation,
        **changes,
        **{name: newer[name] for name in ("collects", "secondary") if name in newer},
        personal=attrs.evolve(reservation.personal, **parts),
        card=_held(reservation.card or HeldCard(), newer, since),
        since=tuple(ToldBy(part, since[part]) for part in sorted(since)),
        ids=tuple(sorted({*reservation.ids, *event.ids}, key=lambda one: (one.kind, one.value))),
        seen=tuple(sorted({*reservation.seen, stamp}, key=lambda one: one.order))[-MOST_SEEN:],
        origin=_stronger(reservation.origin, event.origin),
        connection=event.connection or reservation.connection,
        message=event.message or reservation.message,
        is_confirmed=reservation.is_confirmed and not is_news,
    )


def _told(event: ev.MessageNoted) -> dict[str, Any]:
    """Return the parts that a message may leave out, each by its name."""
    card = event.card or HeldCard()
    return {
        **{name: getattr(event.personal, name) for name in PARTS},
        "collects": event.snapshot and event.snapshot.collects,
        "secondary": event.secondary,
        "card.told": card.told,
        "card.taken": card.taken,
        "card.lost": card.is_lost,
    }


def _held(card: HeldCard, newer: Mapping[str, Any], since: Mapping[str, Stamp]) -> HeldCard | None:
    """Return the card; what is told of it without its number takes no token away."""
    told, taken = newer.get("card.told", card.told), newer.get("card.taken", card.taken)
    lost, got = since.get("card.lost"), since.get("card.taken")
    held = HeldCard(told, taken, lost is not None and _is_newer(lost, got))
    return None if held == HeldCard() else held


def _is_newer(stamp: Stamp, known: Stamp | None) -> bool:
    return known is None or stamp.order > known.order


def _stronger(known: Origin | None, now: Origin | None) -> Origin | None:
    """Return the one of two origins that says more, whichever came first."""
    return max(known, now, key=lambda one: -1 if one is None else [*Origin].index(one))


def stays_linked(reservation: ChannelReservation, event: ev.StaysLinked) -> ChannelReservation:
    """Return the reservation with the stays that it is."""
    origin = _stronger(reservation.origin, Origin.LINKED)
    return attrs.evolve(reservation, slots=event.slots, origin=origin)


def rooms_matched(reservation: ChannelReservation, event: ev.RoomsMatched) -> ChannelReservation:
    """Return the reservation with its rooms as they are now."""
    return attrs.evolve(reservation, slots=event.slots)


def moved(
    reservation: ChannelReservation,
    event: ev.ReservationTaken | ev.ReservationCancelled | ev.ReservationReinstated,
) -> ChannelReservation:
    """Return the reservation where it stands now."""
    return attrs.evolve(reservation, status=RESERVATION.after(reservation.status, type(event)))


def offer_chosen(reservation: ChannelReservation, event: ev.OfferChosen) -> ChannelReservation:
    """Return the reservation with a room that is known."""
    slots = tuple(
        attrs.evolve(slot, room_type=event.room_type, rate_plan=event.rate_plan)
        if slot.number == event.number
        else slot
        for slot in reservation.slots
    )
    return attrs.evolve(reservation, slots=slots)


def carried_out(reservation: ChannelReservation, event: ev.CarriedOut) -> ChannelReservation:
    """Return the reservation that was carried out, but for some rooms."""
    return attrs.evolve(
        reservation, waiting=event.waiting, flags=event.flags, given_up=event.given_up
    )


def delivery_confirmed(
    reservation: ChannelReservation, event: ev.DeliveryConfirmed
) -> ChannelReservation:
    """Return the reservation of which the platform knows that it is here."""
    return attrs.evolve(reservation, message=event.message, is_confirmed=True)


# fmt: off
EVOLVE_RESERVATION = evolutions(
    begins(ev.ReservationOpened, opened),
    on(ev.MessageNoted,          message_noted),
    on(ev.StaysLinked,           stays_linked),
    on(ev.RoomsMatched,          rooms_matched),
    on(ev.ReservationTaken,      moved),
    on(ev.ReservationCancelled,  moved),
    on(ev.ReservationReinstated, moved),
    on(ev.OfferChosen,           offer_chosen),
    on(ev.CarriedOut,            carried_out),
    on(ev.DeliveryConfirmed,     delivery_confirmed),
)
# fmt: on
