"""A channel's reservation under test: messages as the commands that note them."""

from hashlib import blake2b

from tests.channels.reserving import EXPEDIA

from axentra_core.channels.decider import AGGREGATES
from axentra_core.channels.reservations import (
    ChannelReservation,
    NoteMessage,
    OpenReservation,
    SealedPersonal,
    reservation_id,
)
from axentra_core.kernel.sealed import ClearText, seal
from axentra_core.testing.specification import CONTEXT

RESERVATION = next(one for one in AGGREGATES if one.kind == "channel_reservation")
CIPHER = ClearText()
ID = reservation_id(EXPEDIA)
OPEN = OpenReservation(ID, EXPEDIA, "G1")


def digest(message):
    """Return by what a message is known."""
    return blake2b(message.content.encode(), digest_size=16).hexdigest()


def sealed(personal):
    """Return what is told of people as it is stored."""

    def kept(text):
        return None if text is None else seal(CIPHER, "G1", text)

    return SealedPersonal(
        kept(personal.name),
        kept(personal.mail),
        kept(personal.phone),
        kept(personal.address),
        personal.country,
        tuple(tuple(map(kept, names)) for names in personal.guests),
        tuple(map(kept, personal.comments)),
    )


def note(told, **said):
    """Return the command that notes a message."""
    return NoteMessage(
        ID,
        digest(told),
        told.version,
        told.happening,
        told.snapshot,
        sealed(told.personal),
        told.ids,
        told.secondary,
        **{"connection": "C1", "message": "M1", **said},
    )


def after(*commands, context=CONTEXT):
    """Return what is known of a reservation once all this was said."""
    state: ChannelReservation | None = None
    for command in (OPEN, *commands):
        for event in RESERVATION.decide(state, command, context):
            state = RESERVATION.evolve(state, event)
    return state
